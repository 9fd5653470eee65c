"""Chord and key words: every label round-trips, spelled as mir_eval and the Harte paper understand it."""

from __future__ import annotations

import mir_eval.chord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key, pitch_class

labels = st.builds(
    ChordLabel, st.integers(0, 11), st.sampled_from(sorted(QUALITIES)), st.integers(0, 11), st.booleans()
)
keys = st.builds(Key, st.integers(0, 11), st.sampled_from(["major", "minor"]))


@given(labels)
def test_a_label_survives_its_own_text(label: ChordLabel) -> None:
    parsed = ChordLabel.parse(str(label))

    assert (parsed.root, parsed.quality, parsed.bass) == (label.root, label.quality, label.bass)


@given(labels)
def test_mir_eval_understands_every_label(label: ChordLabel) -> None:
    root, pitches, _bass = mir_eval.chord.encode(str(label), reduce_extended_chords=False)

    assert root == label.root
    assert {(root + step) % 12 for step in range(12) if pitches[step]} <= label.pitch_classes | {root}


@given(keys)
def test_a_key_survives_its_own_text(key: Key) -> None:
    assert Key.parse(str(key)) == key
    assert pitch_class(key.tonic_name) == key.tonic


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Fm", Key(5, "minor")),
        ("f minor", Key(5, "minor")),
        ("B♭ major", Key(10, "major")),
        ("F#m", Key(6, "minor")),
        ("C", Key(0, "major")),
    ],
)
def test_keys_as_producers_write_them(text: str, key: Key) -> None:
    assert Key.parse(text) == key


@pytest.mark.parametrize("text", ["", "H minor", "F lydian", "5", "minor", "F minor minor"])
def test_what_is_no_key_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="F minor"):
        Key.parse(text)


@pytest.mark.parametrize("text", ["", "H:maj", "C:foo", "C:maj/x", "c:maj", "C:maj7/"])
def test_what_is_no_chord_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        ChordLabel.parse(text)


def test_spelling_follows_the_key() -> None:
    assert str(Key(5, "minor")) == "F minor"
    assert str(Key(6, "minor")) == "F# minor"
    assert str(Key(10, "major")) == "Bb major"
    assert Key(5, "minor").scale == (5, 7, 8, 10, 0, 1, 3)


def test_a_chord_knows_its_notes() -> None:
    assert ChordLabel.parse("F:min9/5").pitch_classes == {5, 8, 0, 3, 7}
    assert ChordLabel.parse("N").pitch_classes == frozenset()


@pytest.mark.parametrize(
    ("start", "end", "confidence"), [(1.0, 1.0, 0.5), (2.0, 1.0, 0.5), (-1.0, 1.0, 0.5), (0.0, 1.0, 1.1)]
)
def test_impossible_segments_are_refused(start: float, end: float, confidence: float) -> None:
    with pytest.raises(ValueError, match="not a chord segment"):
        ChordSegment(start, end, ChordLabel.parse("C"), confidence)
