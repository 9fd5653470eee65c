"""Loops, cadences, shares and voice leading against values worked out by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key
from engine.theory import harmony

C_MAJOR = Key.parse("C major")
F_MINOR = Key.parse("F minor")


def row(labels: list[str], seconds: float = 2.0) -> tuple[ChordSegment, ...]:
    return tuple(
        ChordSegment(i * seconds, (i + 1) * seconds, ChordLabel.parse(label), 1.0) for i, label in enumerate(labels)
    )


def bars(count: int, seconds: float = 2.0) -> list[float]:
    return [i * seconds for i in range(count + 1)]


def test_a_four_bar_loop_is_found_with_its_chords() -> None:
    loop = ["F:min9", "Db:maj9", "Eb:9", "C:min7"]
    found = harmony.find_loop(row(loop * 4), bars(16))
    assert found is not None
    assert found.num_bars == 4
    assert [str(label) for label in found.chords] == loop
    assert found.share == 1.0


def test_a_ninth_more_is_no_new_loop_but_another_progression_is_none() -> None:
    varied = ["F:min", "Db:maj", "F:min9", "Db:maj7", "F:min7", "Db:maj", "F:min", "Db:maj9"]
    found = harmony.find_loop(row(varied), bars(8))
    assert found is not None
    assert found.num_bars == 2
    assert harmony.find_loop(row(["C", "D:min", "E:min", "F", "G", "A:min", "Bb", "Eb"]), bars(8)) is None
    assert harmony.find_loop(row(["N"] * 8), bars(8)) is None


@given(
    st.lists(st.tuples(st.sampled_from(["C", "F:min", "G:7", "N"]), st.floats(0.1, 3.0), st.booleans()), max_size=12)
)
def test_bars_tell_the_chord_that_sounds_longest(made: list[tuple[str, float, bool]]) -> None:
    chords, now = [], 0.0
    for label, length, has_gap in made:
        chords.append(ChordSegment(now, now + length, ChordLabel.parse(label), 1.0))
        now += length + 0.5 * has_gap
    lines = bars(6)
    for (start, end), halves in zip(itertools.pairwise(lines), harmony.bar_chords(chords, lines), strict=True):
        middle = (start + end) / 2.0
        for half, (first, last) in zip(halves, ((start, middle), (middle, end)), strict=True):
            sums: dict[str, float] = {"N": 0.0}
            for chord in chords:
                overlap = max(0.0, min(last, chord.end) - max(first, chord.start))
                sums[str(chord.label)] = sums.get(str(chord.label), 0.0) + overlap
            assert sums[str(half)] == pytest.approx(max(sums.values()), abs=1e-9)


@pytest.mark.parametrize(
    ("first", "second", "semitones"),
    [
        ("C", "C", 0),
        ("C", "A:min", 2),  # G to A
        ("C", "E:min", 1),  # C to B
        ("C", "F", 3),  # E to F, G to A
        ("C", "C:7", 2),  # doubled C down to Bb
        ("F:min7", "Ab:maj7", 2),  # F to G
        ("N", "C", 0),
    ],
)
def test_voice_leading(first: str, second: str, semitones: int) -> None:
    assert harmony.voice_leading(ChordLabel.parse(first), ChordLabel.parse(second)) == semitones


chords = st.builds(ChordLabel, st.integers(0, 11), st.sampled_from(sorted(QUALITIES)))


@given(chords, chords, st.integers(0, 11))
def test_voice_leading_is_a_distance_that_transposition_keeps(a: ChordLabel, b: ChordLabel, shift: int) -> None:
    distance = harmony.voice_leading(a, b)
    assert distance == harmony.voice_leading(b, a)
    assert (distance == 0) == (a.pitch_classes == b.pitch_classes)
    up = [ChordLabel(((c.root or 0) + shift) % 12, c.quality) for c in (a, b)]
    assert harmony.voice_leading(*up) == distance


def test_shares_count_sounding_time() -> None:
    chords = row(["F:min9", "N", "C:7", "F:min"])
    assert harmony.extension_share(chords) == pytest.approx(1 / 3)
    assert harmony.seventh_share(chords) == pytest.approx(2 / 3)
    assert harmony.diatonic_share(chords, F_MINOR) == pytest.approx(2 / 3)  # C:7 has an E natural
    assert harmony.extension_share(row(["N"])) is None


def test_harmonic_rhythm() -> None:
    assert harmony.chords_per_bar(row(["C", "F"] * 4), bars(8)) == 1.0
    assert harmony.chords_per_bar(row(["C", "F"] * 8, 1.0), bars(8)) == 2.0
    assert harmony.chords_per_bar(row(["C"]), [0.0]) is None
