"""Cadences, keys, parallels, complexity and chord functions where the hand-worked table does not reach."""

from __future__ import annotations

import warnings
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.events import NoteEvent
from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key
from engine.core.roman import parse_roman, roman_numeral
from engine.theory import voices
from engine.theory.cadences import Cadence, Setting, find_cadences
from engine.theory.complexity import progression_complexity
from engine.theory.numerals import figured, read_chords
from engine.theory.patterns import patterns
from engine.theory.tonal_regions import find_regions

C_MAJOR = Key.parse("C major")


def row(labels: list[str], seconds: float = 2.0) -> tuple[ChordSegment, ...]:
    return tuple(
        ChordSegment(i * seconds, (i + 1) * seconds, ChordLabel.parse(label), 1.0) for i, label in enumerate(labels)
    )


def close(labels: list[str], *, top: int | None = None, key: Key = C_MAJOR, end: float | None = None) -> Cadence:
    """The cadence on the last chord, which ends a phrase unless ``end`` says otherwise."""
    chords = row(labels)
    ends = [2.0 * len(labels)] if end is None else [end]
    setting = Setting(ends, [2.0 * i for i in range(len(labels) + 1)], (lambda *_: top) if top else None)
    found = [c for c in find_cadences(chords, [key] * len(chords), setting) if c.time == chords[-1].start]
    assert len(found) == 1
    return found[0]


def test_a_perfect_cadence_is_the_strongest() -> None:
    perfect = close(["F", "G:7", "C"], top=72)
    assert (perfect.kind, perfect.variant, perfect.strength) == ("authentic", "perfect", 1.0)
    third = close(["F", "G:7", "C"], top=76)
    assert third.variant == "imperfect"
    inverted = close(["F", "G:7", "C:maj/3"], top=72)
    assert inverted.variant == "imperfect"
    leading = close(["F", "B:dim", "C"], top=72)
    plagal, half, deceptive = (
        close(["G", "F", "C"], top=72),
        close(["C", "G"], top=67),
        close(["F", "G:7", "A:min"], top=72),
    )
    order = [c.strength for c in (perfect, leading, plagal, half, deceptive)]
    assert order == sorted(order, reverse=True)
    assert perfect.strength > third.strength > 0.5
    assert perfect.strength > inverted.strength


def test_a_goal_that_is_held_or_coloured_is_one_goal() -> None:
    held = row(["D:min7", "G:7", "C", "C:maj7"])
    (cadence,) = find_cadences(held, [C_MAJOR] * 4, Setting([8.0]))
    assert (cadence.time, cadence.kind, cadence.phrase_end) == (4.0, "authentic", True)
    suspended = row(["F", "G:sus4(b7)", "G:7", "C"])
    (cadence,) = find_cadences(suspended, [C_MAJOR] * 4, Setting([8.0]))
    assert cadence.strength == 1.0


def test_place_counts() -> None:
    inside, elided, at_end = (
        close(["F", "G:7", "C"], end=100.0), close(["F", "G:7", "C"], end=4.0), close(["F", "G:7", "C"])
    )  # fmt: skip
    assert inside.strength < elided.strength < at_end.strength
    assert (inside.phrase_end, at_end.phrase_end) == (False, True)


def test_a_weak_beat_weakens() -> None:
    chords = row(["F", "G:7", "C"])
    on = find_cadences(chords, [C_MAJOR] * 3, Setting([6.0], [0.0, 2.0, 4.0, 6.0]))
    off = find_cadences(chords, [C_MAJOR] * 3, Setting([6.0], [1.5, 3.5, 5.5, 7.5]))
    assert on[-1].strength > off[-1].strength


def test_figured_bass() -> None:
    chords = ["C/3", "C/5", "G:7/3", "G:7/5", "G:7/b7", "D:min7/b3", "D:7/3", "F:maj9/3"]
    labels = [ChordLabel.parse(name) for name in chords]
    readings = read_chords(labels, [C_MAJOR] * len(labels))
    assert [r.figured for r in readings if r] == ["I6", "I64", "V65", "V43", "V42", "ii65", "V65/V", "IVmaj9/3"]
    assert figured("I", ChordLabel(0, "maj")) == "I"


def test_augmented_sixths_have_their_names() -> None:
    labels = [ChordLabel.parse(name) for name in ("C", "Ab:7", "G", "Ab:7(#11)", "G")]
    readings = read_chords(labels, [C_MAJOR] * 5)
    assert [r.figured for r in readings if r] == ["I", "Ger+6", "V", "Fr+6", "V"]


keys = st.builds(Key, st.integers(0, 11), st.sampled_from(["major", "minor"]))
chords_of = st.builds(ChordLabel, st.integers(0, 11), st.sampled_from(sorted(QUALITIES)), st.integers(0, 11))


@settings(max_examples=60, deadline=None)
@given(keys, st.lists(chords_of, min_size=1, max_size=6), st.integers(0, 11))
def test_a_reading_names_its_own_chord_and_does_not_mind_transposition(
    key: Key, labels: list[ChordLabel], shift: int
) -> None:
    readings = read_chords(labels, [key] * len(labels))
    for label, reading in zip(labels, readings, strict=True):
        assert reading is not None
        again = parse_roman(reading.roman, key)
        assert (again.root, again.quality, again.bass) == (label.root, label.quality, label.bass)
        assert reading.function in ("tonic", "predominant", "dominant", "other")
    moved = Key((key.tonic + shift) % 12, key.mode)
    up = [ChordLabel(((c.root or 0) + shift) % 12, c.quality, c.bass) for c in labels]
    assert read_chords(up, [moved] * len(up)) == readings


def test_roots_and_degrees_are_those_of_an_independent_implementation() -> None:
    """music21 realises our numerals; its pitch classes must be the chord's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from music21 import key as m21_key
        from music21 import roman as m21_roman
    for mode, tonic in (("major", "C"), ("minor", "c"), ("major", "E-"), ("minor", "f#")):
        ours = Key.parse(f"{tonic.replace('-', 'b')} {mode}")
        theirs = m21_key.Key(tonic)
        for numeral in _NUMERALS[mode]:
            label = parse_roman(numeral, ours)
            name = roman_numeral(label, ours).replace("maj7", "7")
            heard = m21_roman.RomanNumeral(name, theirs, seventhMinor=m21_roman.Minor67Default.CAUTIONARY)
            assert {p.pitchClass for p in heard.pitches} == label.pitch_classes, (numeral, str(ours))


_NUMERALS = {
    "major": (
        "I", "ii", "iii", "IV", "V", "vi", "viio", "ii7", "iii7", "V7", "vi7", "viiø7", "Imaj7", "IVmaj7", "V7/V",
        "V7/ii",        "V7/vi", "V7/IV", "V7/iii", "bVI", "bVII", "bIII", "iv", "bII", "i", "v", "viio7",
    ),
    "minor": (
        "i", "iio", "III", "iv", "v", "V", "VI", "VII", "i7", "iiø7", "iv7", "V7", "V7/V", "V7/iv", "V7/VI", "bII",
        "viio7",        "viio", "VImaj7",
    ),
}  # fmt: skip


def test_parallels_between_outer_voices_are_counted() -> None:
    chords = row(["C", "D:min", "E:min"])
    bass = [NoteEvent(2.0 * i, 2.0 * i + 1.9, p, 90) for i, p in enumerate((48, 50, 52))]
    octaves = [NoteEvent(2.0 * i, 2.0 * i + 1.9, p, 90) for i, p in enumerate((72, 74, 76))]
    found = voices.outer_parallels(voices.Line(bass, highest=False), voices.Line(octaves, highest=True), chords)
    assert found is not None
    assert (found.octaves, found.fifths, found.moves, found.times) == (2, 0, 2, (2.0, 4.0))
    fifths = [NoteEvent(n.onset, n.offset, n.pitch - 5, 90) for n in octaves]
    found = voices.outer_parallels(voices.Line(bass, highest=False), voices.Line(fifths, highest=True), chords)
    assert found is not None
    assert (found.octaves, found.fifths) == (0, 2)
    contrary = [NoteEvent(2.0 * i, 2.0 * i + 1.9, p, 90) for i, p in enumerate((76, 74, 72))]
    found = voices.outer_parallels(voices.Line(bass, highest=False), voices.Line(contrary, highest=True), chords)
    assert found is not None
    assert (found.octaves, found.fifths) == (0, 0)


def test_parallels_inside_realised_chords() -> None:
    chords = row(["C", "D:min"])
    planed = [NoteEvent(t, t + 1.8, p, 90) for t, row_ in ((0.0, (60, 64, 67)), (2.0, (62, 65, 69))) for p in row_]
    led = [NoteEvent(t, t + 1.8, p, 90) for t, row_ in ((0.0, (60, 64, 67)), (2.0, (57, 62, 65))) for p in row_]
    found = voices.chord_parallels(voices.voicings(planed, chords))
    assert found is not None
    assert (found.fifths, found.moves) == (1, 1)
    found = voices.chord_parallels(voices.voicings(led, chords))
    assert found is not None
    assert found.fifths == 0
    assert voices.motion_semitones(voices.voicings(planed, chords)) == pytest.approx(5 / 3)
    assert voices.chord_parallels([]) is None


def test_complexity_orders_what_musicians_would() -> None:
    def value(labels: list[str]) -> float:
        chords = row(labels)
        found = progression_complexity(chords, read_chords([c.label for c in chords], [C_MAJOR] * len(chords)), 1.0)
        assert found is not None
        return found.value

    vamp, pop = value(["C", "C", "C", "C"]), value(["C", "G", "A:min", "F"])
    jazz = value(["C:maj7", "A:7(b9)", "D:min9", "G:13", "E:min7", "Eb:7", "D:min7", "Db:7(#11)"])
    assert 0.0 <= vamp < pop < jazz <= 1.0
    assert progression_complexity(row(["N"]), [None], None) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(chords_of, min_size=1, max_size=12), keys)
def test_regions_cover_every_chord_once(labels: list[ChordLabel], home: Key) -> None:
    chords = [ChordSegment(float(i), i + 1.0, label, 1.0) for i, label in enumerate(labels)]
    regions = find_regions(chords, home)
    assert regions[0].first == 0
    assert regions[0].key == home
    assert regions[-1].end == len(chords)
    assert all(a.end == b.first and a.key != b.key for a, b in pairwise(regions))


def test_every_named_progression_can_be_read_and_says_where_it_is_from() -> None:
    assert len(patterns()) >= 50
    assert all(len(p.steps) >= 2 and p.source and p.title for p in patterns())
