"""Goodhart tests: what is pasted over a song moves its own marker, and what listeners would not hear moves none.

Notes are changed exactly, so nothing may differ by more than rounding (``EXACT``). Sound is heard anew, and a
transcription that differs by a few notes may move a marker by ``HEARD``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from engine.cli.culture_bench.loops import LOOPS, RATE, Sounded, render, truth
from engine.cli.culture_bench.perturbations import (
    EXACT,
    JAZZ,
    KWAITO,
    LOG_DRUM,
    ON_ANALYSES,
    Expectation,
    moves,
    stretched,
    transposed,
    with_extended_chords,
    with_log_drum,
    with_shaker,
)
from engine.cli.culture_bench.sound_perturbations import TREATMENTS, as_mp3, limited
from engine.cli.culture_bench.sound_perturbations import stretched as stretched_sound
from engine.cli.culture_bench.sound_perturbations import transposed as transposed_sound
from engine.core.analysis import Analysis
from engine.core.score import CultureScore
from engine.core.stems import Stem
from engine.culture import score as scoring
from engine.culture.judging import MarkerInputs
from engine.culture.score import score_song
from engine.culture.song import CultureSong
from tests import culture_songs as made

CHANGES: list[Callable[[Analysis], Analysis]] = [
    lambda analysis: stretched(analysis, 1.0 / 1.06),
    lambda analysis: stretched(analysis, 1.0 / 0.94),
    lambda analysis: transposed(analysis, 2),
    lambda analysis: transposed(analysis, -2),
]
RICH = {
    "hymn with a choir": made.song(made.HYMN, voice=made.choir(33), bars=33),
    "kwaito with chants": made.song("I IV V IV", voice=made.chant(32), bass="9..9..8.9.8...8."),
    "two-five-one": made.song(made.TWO_FIVE_ONE, drums={"kick": made.BROKEN, "shaker": made.SHAKER}),
    "log drum": made.song(made.MINOR_VAMP, key="F minor", log_drum=made.LOG_RIFF, drums={"shaker": made.SHAKER}),
}


def faults(before: Analysis, after: Analysis, expected: Expectation) -> dict[str, str]:
    return {own.marker: own.fault for own in moves(score_song(before), score_song(after), expected) if own.fault}


@pytest.mark.parametrize("name", ON_ANALYSES)
def test_each_marker_moves_only_where_it_should(name: str) -> None:
    kind, change, expected = ON_ANALYSES[name]
    before = truth(LOOPS[kind])
    assert faults(before, change(before), expected) == {}


@pytest.mark.parametrize("name", RICH)
@pytest.mark.parametrize("change", CHANGES, ids=["faster", "slower", "up", "down"])
def test_tempo_and_key_move_nothing_where_traits_are_clear(name: str, change: Callable[[Analysis], Analysis]) -> None:
    assert faults(RICH[name], change(RICH[name]), Expectation("")) == {}


@pytest.mark.parametrize("name", RICH)
def test_loudness_is_nothing(name: str) -> None:
    louder = replace(RICH[name], audio=replace(RICH[name].audio, loudness_lufs=-5.0, true_peak_dbtp=1.0))
    assert score_song(louder).markers == score_song(RICH[name]).markers


def test_a_log_drum_over_every_kind_of_song_moves_its_own_marker_alone() -> None:
    for kind, analysis in RICH.items():
        if kind != "log drum":
            expected = Expectation("", rises=(LOG_DRUM,))
            assert faults(analysis, with_log_drum(analysis), expected) == {}, kind


def test_extended_chords_and_shakers_leave_rhythm_and_church_alone() -> None:
    for kind, analysis in RICH.items():
        kwaito = score_song(analysis).markers[KWAITO].value
        assert score_song(with_extended_chords(analysis)).markers[KWAITO].value == kwaito, kind
        shaken = score_song(with_shaker(analysis)).markers
        assert (shaken[KWAITO].value, shaken[JAZZ].value) == (kwaito, score_song(analysis).markers[JAZZ].value), kind


def test_the_changes_change_what_they_say() -> None:
    analysis = RICH["two-five-one"]
    assert stretched(analysis, 2.0).downbeats[1] == pytest.approx(2.0 * analysis.downbeats[1])
    assert stretched(analysis, 2.0).tempo_bpm == pytest.approx(56.5)
    assert transposed(analysis, 2).chords[0].label == "E:min9"
    assert transposed(analysis, -2).key is not None
    assert [own.pitch for own in transposed(analysis, 3).notes[Stem.DRUMS] or ()] == [
        own.pitch for own in analysis.notes[Stem.DRUMS] or ()
    ]
    richer = with_extended_chords(truth(LOOPS["techno"]))
    assert [own.label for own in richer.chords[:4]] == ["A:min9", "A:min9", "F:maj9", "Bb:9(#11)"]
    assert len(with_log_drum(analysis).notes[Stem.LOG_DRUM] or ()) == 6 * 32


@pytest.mark.parametrize(
    ("cheat", "change"),
    [
        (lambda song: (song.analysis.tempo_bpm or 0.0) / 60.0 - 1.7, lambda analysis: stretched(analysis, 1.0 / 1.06)),
        (lambda song: len(song.analysis.chords[0].label) / 8.0, with_extended_chords),
        (lambda song: len(song.notes(Stem.DRUMS)) / 600.0, with_shaker),
        (lambda song: float(Stem.LOG_DRUM in song.analysis.notes and bool(song.notes(Stem.LOG_DRUM))), with_log_drum),
    ],
    ids=["counts tempo", "counts labels", "counts strokes", "likes log drums"],
)
def test_the_suite_finds_a_marker_that_follows_what_it_should_not(
    monkeypatch: pytest.MonkeyPatch,
    cheat: Callable[[CultureSong], float],
    change: Callable[[Analysis], Analysis],
) -> None:
    def measure(song: CultureSong) -> MarkerInputs:
        count = len(song.windows)
        return MarkerInputs({"pulse_ostinato": np.full(count, cheat(song))}, np.ones(count))

    monkeypatch.setitem(scoring.MARKERS, KWAITO, measure)
    before = truth(LOOPS["techno"])
    assert KWAITO in faults(before, change(before), Expectation("", free=(LOG_DRUM, JAZZ)))


def test_a_marker_that_does_not_rise_or_falls_silent_is_at_fault() -> None:
    rock = truth(LOOPS["rock"])
    assert set(faults(rock, rock, Expectation("", rises=(LOG_DRUM,)))) == {LOG_DRUM}
    silent = replace(rock, chords=())
    assert {JAZZ} <= set(faults(rock, silent, Expectation("")))
    assert faults(rock, rock, Expectation("", tolerance=EXACT)) == {}


def test_the_limiter_is_loud_and_holds_its_ceiling() -> None:
    piece = render(replace(LOOPS["techno"], bars=1))
    loud = limited(piece)
    ceiling = 10.0 ** (-1.0 / 20.0)
    assert float(np.abs(loud.mixture.samples).max()) <= ceiling * 1.001
    assert _power(loud) > 2.0 * _power(piece)
    together = sum(audio.samples for audio in loud.stems.audio.values())
    np.testing.assert_allclose(together, loud.mixture.samples, atol=1e-5)  # float32


def test_stretching_and_transposing_the_sound() -> None:
    piece = render(replace(LOOPS["pop"], bars=1))
    assert stretched_sound(piece, 1.0 / 1.06).mixture.duration == pytest.approx(piece.mixture.duration / 1.06, rel=0.01)
    assert transposed_sound(piece, 2).mixture.duration == pytest.approx(piece.mixture.duration, rel=0.01)


def test_mp3_keeps_the_length_and_loses_the_highest_band() -> None:
    piece = render(replace(LOOPS["techno"], bars=1))
    coded = as_mp3(piece)
    assert coded.mixture.num_samples == piece.mixture.num_samples
    assert _power(coded, above_hz=17_500.0) < 0.1 * _power(piece, above_hz=17_500.0)  # LAME's lowpass at 128 kbit/s
    assert _power(coded) == pytest.approx(_power(piece), rel=0.2)  # its hats lie above the lowpass, too


@pytest.fixture(scope="module")
def as_it_was() -> CultureScore:
    return _heard(render(LOOPS["techno"]))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["limiter_6_db", "mp3_128", "6_percent_faster", "2_semitones_up"])
def test_what_is_done_to_the_sound_moves_no_marker(name: str, as_it_was: CultureScore) -> None:
    treat, expected = TREATMENTS[name]
    found = moves(as_it_was, _heard(treat(render(LOOPS["techno"]))), expected)
    assert [own for own in found if own.fault] == []
    assert all(as_it_was.markers[marker].value is not None for marker in (LOG_DRUM, KWAITO, JAZZ))


def _heard(piece: Sounded) -> CultureScore:
    """From the mixture alone, through the product's own separator: nobody codes stems one by one."""
    return score_song(*made.listen(piece.mixture))


def _power(piece: Sounded, above_hz: float = 0.0) -> float:
    spectrum = np.abs(np.fft.rfft(piece.mixture.samples[0])) ** 2
    at_hz = np.fft.rfftfreq(piece.mixture.num_samples, 1.0 / RATE)
    return float(spectrum[at_hz >= above_hz].sum())
