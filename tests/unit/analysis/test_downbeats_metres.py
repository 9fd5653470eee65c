"""Metres and their changes on rendered bars; the beat of fast back-beats; what the prior may and may not do."""

import numpy as np
import pytest
from mir_eval.beat import f_measure

from engine.analysis.beats import HOUSE, track_beats
from engine.analysis.meters import bar_spans
from engine.analysis.steadiness import measure_steadiness
from engine.analysis.subdivision import subdivision
from engine.analysis.swing import measure_swing
from engine.analysis.tempo import prior_named
from engine.analysis.tempo_curve import felt_tempo, tempo_curve
from engine.core.errors import UserError
from engine.core.rhythm import BeatGrid, Meter, MeterChange
from tests.signals import click, click_track, place
from tests.unit.analysis.metre_songs import METRES, MetreSong, render


def _grid(song: MetreSong) -> BeatGrid:
    grid = track_beats(song.audio, prior=HOUSE)
    assert grid is not None
    return grid


def _name(grid: BeatGrid) -> str:
    assert grid.meter is not None
    return f"{grid.meter.numerator}/{grid.meter.denominator}"


@pytest.mark.parametrize(
    ("metre", "beat_bpm"),
    [("2/4", 112.0), ("3/4", 96.0), ("3/4", 140.0), ("4/4", 118.0), ("5/4", 124.0), ("6/8", 76.0), ("7/8", 216.0)],
)
def test_a_metre_is_told(metre: str, beat_bpm: float) -> None:
    bars = METRES[metre]
    song = render([(bars, 72 // bars.beats)], [60.0 / beat_bpm], seed=3)
    grid = _grid(song)
    assert _name(grid) == metre
    assert f_measure(song.beats, np.asarray(grid.times)) > 0.95
    assert f_measure(song.downbeats, np.asarray(grid.downbeats)) > 0.95
    tempo = 0.5 * beat_bpm if metre == "7/8" else beat_bpm  # quarters, where eighths are counted
    assert felt_tempo(grid) == pytest.approx(tempo, abs=0.05)
    assert grid.meter_confidence > 0.2


def test_a_shuffle_is_four_four_and_swings_by_eighths() -> None:
    song = render([(METRES["shuffle"], 18)], [60.0 / 120.0])
    grid = _grid(song)
    assert _name(grid) == "4/4"
    swing = measure_swing(song.audio, None, grid)
    assert swing is not None
    assert swing.unit == "eighth"
    assert swing.ratio == pytest.approx(2 / 3, abs=0.01)  # 5 ms
    assert swing.confidence > 0.3


def test_compound_metres_fall_into_three_and_do_not_swing() -> None:
    song = render([(METRES["12/8"], 16)], [60.0 / 70.0])
    grid = _grid(song)
    assert grid.meter is not None
    assert grid.meter.is_compound
    assert measure_swing(song.audio, None, grid) is None


@pytest.mark.parametrize(("first", "second"), [("4/4", "5/4"), ("3/4", "4/4"), ("4/4", "7/8")])
def test_a_change_of_metre_is_found(first: str, second: str) -> None:
    seconds = [0.5 * (0.5 if metre == "7/8" else 1.0) for metre in (first, second)]
    song = render([(METRES[first], 14), (METRES[second], 16)], seconds, seed=1)
    grid = _grid(song)
    assert [f"{c.numerator}/{c.denominator}" for c in grid.meter_changes] == [first, second]
    bar = seconds[0] * METRES[first].beats
    assert grid.meter_changes[1].time == pytest.approx(song.begins[1], abs=bar + 0.05)  # to a bar
    assert f_measure(song.downbeats, np.asarray(grid.downbeats)) > 0.9


def test_one_metre_has_no_changes() -> None:
    grid = _grid(render([(METRES["4/4"], 20)], [0.5]))
    assert grid.meter_changes == ()


def test_bars_of_what_returns() -> None:
    rng = np.random.default_rng(0)
    for beats in (3, 4, 5):
        bar = rng.random((beats, 4, 3))
        features = np.tile(bar, (60 // beats, 1, 1)) + 0.05 * rng.random((60 // beats * beats, 4, 3))
        spans = bar_spans(features)
        assert [span.halves for span in spans] == [2 * beats]
    assert bar_spans(np.zeros((40, 4, 3)))[0].halves == 8
    assert bar_spans(rng.random((3, 4, 3)))[0].halves == 8


def test_fast_back_beats_are_not_heard_at_half_their_tempo() -> None:
    grids = METRES["4/4"].grids | {"kick": "9.........9....."}
    song = render([(type(METRES["4/4"])(grids, 4, 4), 22)], [60.0 / 174.0], seed=2)
    grid = _grid(song)
    assert grid.tempo_bpm == pytest.approx(174.0, abs=0.05)
    assert f_measure(song.beats, np.asarray(grid.times)) > 0.95


@pytest.mark.parametrize("tempo_bpm", [90.0, 170.0])
def test_the_default_prior_leaves_90_and_170(tempo_bpm: float) -> None:
    grid = track_beats(click_track(tempo_bpm, 20.0), prior=HOUSE)
    assert grid is not None
    assert grid.tempo_bpm == pytest.approx(tempo_bpm, abs=0.05)
    assert HOUSE.octave(tempo_bpm) == tempo_bpm


def test_an_unknown_prior_is_told() -> None:
    with pytest.raises(UserError, match="prior"):
        prior_named("techno")


def test_a_machine_has_no_tempo_curve_and_a_player_has() -> None:
    steady = _grid(render([(METRES["4/4"], 20)], [0.5]))
    assert steady.is_steady
    assert tempo_curve(steady) is None
    times = [0.2]
    while times[-1] < 40.0:
        times.append(times[-1] + 60.0 / (100.0 + 0.4 * times[-1]))
    grid = track_beats(place([(t, click()) for t in times], 41.0))
    assert grid is not None
    assert not grid.is_steady
    curve = tempo_curve(grid)
    assert curve is not None
    for point in curve[1:-1]:
        assert point.bpm == pytest.approx(100.0 + 0.4 * point.time, rel=0.015)


def test_the_tempo_of_changing_metres_is_that_of_the_commonest() -> None:
    quarters, eighths = np.arange(0.0, 20.0, 0.5), np.arange(20.0, 27.0, 0.25)
    positions = [1 + k % 4 for k in range(40)] + [1 + k % 7 for k in range(28)]
    grid = BeatGrid(
        tuple(np.r_[quarters, eighths].tolist()),
        tuple(positions),
        meter=Meter(4, 4),
        meter_changes=(MeterChange(0.0, 4, 4), MeterChange(20.0, 7, 8)),
    )
    assert felt_tempo(grid) == pytest.approx(120.0)
    curve = tempo_curve(grid)
    assert curve is not None
    assert [point.bpm for point in curve if point.time > 22.0] == pytest.approx([120.0] * 2)


def test_the_exact_period_of_a_machine_is_measured() -> None:
    rate, period = 1_000.0, 0.53097
    fine = np.zeros(90_000, np.float32)
    fine[np.rint(np.arange(0.1, 89.9, period) * rate).astype(int)] = 1.0
    found = measure_steadiness(fine, rate, period * 1.008)
    assert found is not None
    assert found.is_steady
    assert found.period == pytest.approx(period, abs=1e-5)  # half a frame at the last of 169 beats is 3e-6
    assert measure_steadiness(fine[:9_000], rate, period) is None


def test_beats_divide_into_two_or_three() -> None:
    beats = np.arange(0.2, 20.0, 0.6)
    for places, is_triple, is_compound in (
        ((0.0, 0.5), False, False),
        ((0.0, 2 / 3), True, False),
        ((0.0, 1 / 3, 2 / 3), True, True),
    ):
        fine = np.zeros(21_000, np.float32)
        for place_ in places:
            fine[np.rint(1_000 * (beats + 0.6 * place_)).astype(int)] = 1.0
        parts = subdivision(beats, fine, 1_000.0)
        assert (parts.is_triple, parts.is_compound) == (is_triple, is_compound)


@pytest.mark.parametrize(
    ("signature", "beats", "quarters"), [((4, 4), 4, 1.0), ((6, 8), 2, 1.5), ((12, 8), 4, 1.5), ((7, 8), 7, 0.5)]
)
def test_a_metre_knows_what_is_tapped(signature: tuple[int, int], beats: int, quarters: float) -> None:
    meter = Meter(*signature)
    assert (meter.beats_per_bar, meter.quarters_per_beat) == (beats, quarters)
    assert meter.beats_per_bar * meter.quarters_per_beat == 4 * signature[0] / signature[1]
