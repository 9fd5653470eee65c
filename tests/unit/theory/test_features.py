"""Groove, melody and form against closed forms; and the chapters that annotate fills."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, Modulation
from engine.core.events import NoteEvent, Section
from engine.core.harmony import Key
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.theory import melody, rhythm
from engine.theory.motifs import find_motifs
from engine.theory.summary import annotate

BEATS = [0.5 * i for i in range(33)]
DOWNBEATS = BEATS[::4]


def hits(steps: list[float], bars: int = 4, *, pitch: int = 60) -> tuple[NoteEvent, ...]:
    return tuple(
        NoteEvent(2.0 * bar + 0.125 * s, 2.0 * bar + 0.125 * s + 0.1, pitch, 100) for bar in range(bars) for s in steps
    )


def placed(notes: tuple[NoteEvent, ...]) -> rhythm.GridNotes:
    grid = rhythm.on_grid(notes, BEATS, DOWNBEATS, 4)
    assert grid is not None
    return grid


def test_timing_is_measured_per_step() -> None:
    late = placed(tuple(NoteEvent(n.onset + 0.01, n.offset + 0.01, 60, 100) for n in hits([4])))
    timing = rhythm.timing_ms(late)
    assert timing[4] == pytest.approx(10.0, abs=0.01)  # floating point
    assert timing[0] is None


def test_occupancy_and_intervals() -> None:
    grid = placed(hits([0, 3, 6]))
    assert rhythm.occupancy(grid)[:7] == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0)
    assert rhythm.interval_shares(grid)["3"] == pytest.approx(8 / 11)
    assert rhythm.offbeat_share(grid) == pytest.approx(2 / 3)


def test_nothing_on_the_grid_is_none() -> None:
    assert rhythm.on_grid((), BEATS, DOWNBEATS, 4) is None
    assert rhythm.on_grid(hits([0]), [0.0], [0.0], 4) is None


def sung(pitches: list[int], *, start: float = 0.0) -> tuple[NoteEvent, ...]:
    return tuple(NoteEvent(start + 0.3 * i, start + 0.3 * i + 0.25, p, 90) for i, p in enumerate(pitches))


@pytest.mark.parametrize(
    ("pitches", "shape"),
    [
        ([60, 62, 64, 65, 67, 69], "ascending"), ([69, 67, 65, 64, 62, 60], "descending"), ([60, 62, 67, 67, 62, 60],
        "arch"), ([67, 65, 60, 60, 65, 67], "valley"), ([60, 60, 60, 60], "level"),
    ],
)  # fmt: skip
def test_contours(pitches: list[int], shape: str) -> None:
    assert melody.contour(sung(pitches)) == shape


@pytest.mark.parametrize(
    ("pitches", "key", "scale"),
    [
        ([60, 62, 64, 65, 67, 69, 71], "C major", "major"),
        ([57, 59, 60, 62, 64, 65, 67], "A minor", "natural minor"),
        ([57, 59, 60, 62, 64, 66, 67], "A minor", "dorian"),
        ([57, 60, 62, 64, 67], "A minor", "minor pentatonic"),
        ([60, 61, 62, 63, 64, 65, 66, 67], "C major", None),
    ],
)
def test_scales(pitches: list[int], key: str, scale: str | None) -> None:
    assert melody.scale_of(sung(pitches), Key.parse(key)) == scale


def test_phrases_and_a_motif_that_is_transposed() -> None:
    line = sung([60, 62, 64, 62]) + sung([65, 67, 69, 67], start=3.0) + sung([55, 57, 59, 57], start=6.0)
    assert len(melody.phrases(line)) == 3
    (motif,) = find_motifs(melody.phrases(line))
    assert motif.intervals == (2, 2, -2)
    assert (len(motif.times), motif.transpositions, motif.inversions) == (3, 3, 0)


def test_the_top_line_is_the_highest_voice() -> None:
    chords = tuple(NoteEvent(float(i), i + 0.9, p, 90) for i in range(3) for p in (48, 60, 72 + i))
    assert [n.pitch for n in melody.top_line(chords)] == [72, 73, 74]


def heard() -> Analysis:
    chords = [("F:min9", 0.0), ("Db:maj9", 2.0), ("Eb:9", 4.0), ("C:min7", 6.0)]
    return Analysis(
        engine="test",
        audio=AudioFacts(16.0, 44_100, 2, "sha256:0", -9.0, -1.0),
        tempo_bpm=120.0,
        meter=Meter(4, 4),
        beats=tuple(BEATS),
        downbeats=tuple(DOWNBEATS),
        key=KeyEstimate("F", "minor", 0.9),
        chords=tuple(ChordEvent(t + 8 * i, t + 8 * i + 2, label, 0.9) for i in range(2) for label, t in chords),
        sections=(Section(0.0, 8.0, "intro"), Section(8.0, 16.0, "drop")),
        notes={Stem.DRUMS: hits([0, 4, 8, 12]), Stem.VOCALS: sung([60, 62, 63, 65, 67]), Stem.BASS: None},
    )


def test_annotate_fills_numerals_and_chapters() -> None:
    done = annotate(heard())
    assert [c.roman for c in done.chords[:4]] == ["i9", "VImaj9", "VII9", "v7"]
    assert [c.function for c in done.chords[:4]] == ["tonic", "predominant", "dominant", "dominant"]
    assert done.theory.harmonic["loop"]["roman"] == ["i9", "VImaj9", "VII9", "v7"]
    assert done.theory.harmonic["diatonic_share"] == 1.0
    assert done.theory.rhythmic["stems"]["drums"]["syncopation"] == 0.0
    assert done.theory.melodic["source"] == "vocals"
    assert done.theory.form["bars"] == [4.0, 4.0]
    assert len(done.theory.genre["predicted_genres"]) >= 3


def test_annotate_twice_is_annotate_once() -> None:
    once = annotate(heard())
    assert annotate(once) == once


def test_numerals_follow_a_modulation() -> None:
    done = annotate(replace(heard(), modulations=(Modulation(8.0, "Db", "major"),)))
    assert done.chords[0].roman == "i9"
    assert done.chords[4].roman == "iii9"


def test_what_was_not_heard_stays_empty() -> None:
    nothing = Analysis(engine="test", audio=AudioFacts(16.0, 44_100, 2, "sha256:0", None, None))
    done = annotate(nothing)
    assert done.theory == nothing.theory
    keyless = annotate(replace(heard(), key=None))
    assert all(c.roman is None for c in keyless.chords)
    assert "cadences" not in keyless.theory.harmonic
