"""Percussion marker on grooves whose reading is known, by their notes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.analysis import Analysis
from engine.core.events import NoteEvent
from engine.core.score import MarkerScore
from engine.core.stems import Stem
from engine.culture.instrument_features import Strokes
from engine.culture.judging import judge
from engine.culture.markers.percussion import cross_rhythm, looseness, measure, touch
from engine.culture.profile import load_culture_profile
from engine.culture.song import CultureSong
from tests import culture_songs as made

MARKER = "traditional_percussion"
BEAT = {"kick": made.FOUR, "snare": made.BACK_BEAT, "hat": made.EIGHTHS}
CONGA = "8..8..8.8..8..8."


def score(analysis: Analysis, *, is_composed: bool = True) -> MarkerScore:
    """Of the song as its composer knows it: a triangle at its end is a key that is never heard."""
    last = made.note(analysis.downbeats[-1], 0.1, 81)
    song = CultureSong(with_notes(analysis, [*(analysis.notes[Stem.DRUMS] or ()), last] if is_composed else None))
    return judge(MARKER, measure(song), song.windows, load_culture_profile().markers[MARKER])


def value(drums: dict[str, str], **wishes: object) -> float:
    own = score(made.song(drums=drums, **wishes)).value  # type: ignore[arg-type]
    assert own is not None
    return own


def strokes(grid: str, bars: int = 8) -> tuple[CultureSong, Strokes]:
    song = CultureSong(made.song(drums={"kick": grid}, bars=bars))
    times = [note.onset for note in song.notes(Stem.DRUMS)]
    return song, Strokes(np.asarray(times), np.full(len(times), 100.0))


def with_notes(analysis: Analysis, notes: list[NoteEvent] | None) -> Analysis:
    if notes is None:
        return analysis
    return replace(analysis, notes={**analysis.notes, Stem.DRUMS: tuple(sorted(notes))})


def test_without_stems_and_without_percussion_in_the_notes_it_cannot_be_told() -> None:
    for drums in (BEAT, {**BEAT, "clap": made.BACK_BEAT, "shaker": made.SHAKER}):  # all of it keys that are heard too
        own = score(made.song(drums=drums), is_composed=False)
    assert own.value is None
    assert own.why == "its percussion cannot be told: there are no stems, and its notes name no percussion instruments"


def test_a_machine_with_claps_is_low_and_hands_are_high() -> None:
    machine = value({**BEAT, "clap": made.BACK_BEAT})
    hands = value({**BEAT, "conga": CONGA, "shaker": made.SHAKER, "clap": made.BACK_BEAT})
    assert machine < 0.2
    assert hands > 0.65


def test_one_shaker_loop_raises_it_as_far_as_one_shaker() -> None:
    pop = value({**BEAT, "clap": made.BACK_BEAT})
    with_shaker = value({**BEAT, "clap": made.BACK_BEAT, "shaker": made.SHAKER})
    assert pop + 0.05 < with_shaker < 0.35


def test_the_evidence_names_instruments_and_bars() -> None:
    own = score(made.song(drums={**BEAT, "conga": CONGA, "shaker": made.SHAKER}, bars=16))
    assert own.evidence[0].text.startswith("shaker 1 and hand drum 1")
    assert "in bars" in own.evidence[0].text
    against = score(made.song(drums={**BEAT, "clap": made.BACK_BEAT}, bars=16)).counter_evidence
    assert "hand clap 1 in bars" in against[0].text


@pytest.mark.parametrize("tempo", [80.0, 106.2, 119.8, 150.0])
def test_tempo_counts_for_nothing(tempo: float) -> None:
    groove = {**BEAT, "conga": CONGA, "shaker": made.SHAKER}
    assert value(groove, tempo_bpm=tempo) == pytest.approx(value(groove), abs=1e-3)


def test_stretches_in_which_nothing_is_struck_are_not_judged() -> None:
    whole = made.song(drums={**BEAT, "conga": CONGA}, bars=16)
    end = whole.downbeats[8]
    half = with_notes(whole, [note for note in whole.notes[Stem.DRUMS] or () if note.onset < end - 0.01])
    assert score(half).coverage == pytest.approx(0.75)  # the triangle's four bars are judged
    assert score(half, is_composed=False).coverage == pytest.approx(0.5)
    assert score(half, is_composed=False).value == score(whole, is_composed=False).value


@pytest.mark.parametrize(
    ("grid", "low", "high"),
    [
        (made.FOUR, -1e-9, 1e-9),
        (made.EIGHTHS, -1e-9, 1e-9),
        ("9..9..9.9..9..9.", 0.5, 1.0),  # 3-3-2: six strokes a bar
        ("9..9..9...9.9...", 0.2, 1.0),  # son clave
    ],
)
def test_threes_against_fours(grid: str, low: float, high: float) -> None:
    song, own = strokes(grid)
    found = cross_rhythm(song, own)
    assert low <= found.min() <= found.max() <= high


def test_three_even_strokes_a_bar_are_all_threes_and_too_few_say_nothing() -> None:
    song, _ = strokes(made.FOUR)
    bar = song.bars.lines[1] - song.bars.lines[0]
    times = np.arange(24) * bar / 3.0
    assert cross_rhythm(song, Strokes(times, np.ones(24))).min() > 0.97  # what is left is the floor of the beat
    assert np.isnan(cross_rhythm(song, Strokes(times[:6], np.ones(6)))).all()


def test_a_pattern_of_accents_is_no_touch_and_swing_is_not_loose() -> None:
    song, own = strokes("9.9.9.9.9.9.9.9.")
    accents = Strokes(own.times, np.where(np.arange(len(own.times)) % 2, 60.0, 120.0))
    late = Strokes(own.times + np.where(np.arange(len(own.times)) % 2, 0.02, 0.0), own.strengths)
    assert touch(song, accents).max() == pytest.approx(0.0, abs=1e-9)
    assert looseness(song, late).max() == pytest.approx(0.0, abs=1e-9)


def test_hands_are_uneven_by_what_they_are_uneven() -> None:
    song, own = strokes("9999999999999999", bars=32)
    rng = np.random.default_rng(5)
    step = (song.bars.lines[1] - song.bars.lines[0]) / 16.0
    uneven = Strokes(
        own.times + 0.05 * step * rng.standard_normal(len(own.times)),
        100.0 * (1.0 + 0.2 * rng.standard_normal(len(own.times))),
    )
    # four strokes a step and stretch, less their own mean: sqrt(3/4) of the spread
    assert looseness(song, uneven).mean() == pytest.approx(0.05 * np.sqrt(0.75), rel=0.1)
    assert touch(song, uneven).mean() == pytest.approx(0.2 * np.sqrt(0.75), rel=0.1)


def test_a_whistle_signals_once_and_two_shakes_are_no_shaker() -> None:
    analysis = made.song(drums=BEAT, bars=4)
    notes = [*(analysis.notes[Stem.DRUMS] or ()), made.note(0.5, 0.3, 71)]
    notes += [made.note(time, 0.1, 70) for time in (1.0, 2.0)]
    heard = CultureSong(with_notes(analysis, notes)).instruments
    assert heard is not None
    assert heard.probabilities["whistle"].tolist() == [1.0]
    assert heard.probabilities["shaker"].tolist() == [pytest.approx(2.0 / 3.0)]
    assert heard.probabilities["tambourine"].tolist() == [0.0]
    assert heard.of("organ") is None
