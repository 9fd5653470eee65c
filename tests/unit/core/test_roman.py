"""Roman numerals: what a musician would write, and there and back for every chord."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roman import chord_function, parse_roman, roman_numeral

keys = st.builds(Key, st.integers(0, 11), st.sampled_from(["major", "minor"]))


@given(keys, st.integers(0, 11), st.sampled_from(sorted(QUALITIES)), st.integers(0, 11))
def test_every_chord_goes_there_and_back(key: Key, root: int, quality: str, bass: int) -> None:
    label = ChordLabel(root, quality, bass, flats=key.prefers_flats)
    assert parse_roman(roman_numeral(label, key), key) == label


@pytest.mark.parametrize(
    ("key", "chord", "numeral", "function"),
    [
        ("F minor", "F:min9", "i9", "tonic"),
        ("F minor", "Db:maj9", "VImaj9", "predominant"),
        ("F minor", "Eb:maj(9)", "VIIadd9", "dominant"),
        ("F minor", "C:min7", "v7", "dominant"),
        ("F minor", "C:7", "V7", "dominant"),
        ("F minor", "C:sus4(b7)", "V7sus4", "dominant"),
        ("F minor", "E:dim7", "viio7", "dominant"),
        ("F minor", "G:hdim7", "iiø7", "predominant"),
        ("F minor", "Bb:7", "IV7", "predominant"),
        ("F minor", "Gb:maj7", "bIImaj7", "predominant"),
        ("F minor", "F:7", "V7/iv", "dominant"),
        ("F minor", "G:7", "V7/V", "dominant"),
        ("F minor", "F:min/b3", "i/3", "tonic"),
        ("C major", "D:7", "V7/V", "dominant"),
        ("C major", "C:7/3", "V7/IV/3", "dominant"),
        ("C major", "E:7", "V7/vi", "dominant"),
        ("C major", "F:maj6", "IV6", "predominant"),
        ("C major", "Db:7", "bII7", "dominant"),
        ("C major", "Bb:7", "bVII7", "dominant"),
        ("C major", "C:maj/5", "I/5", "tonic"),
        ("C major", "G:13", "V13", "dominant"),
        ("C major", "F#:dim7", "#ivo7", "predominant"),
        ("C major", "Eb:min", "biii", "other"),
        ("C major", "G:sus4(b7,9,13)", "V13sus4", "dominant"),
        ("C major", "Db:7(#11)", "bII7#11", "dominant"),
        ("C major", "F:maj6(9)", "IV69", "predominant"),
        ("C major", "A:7(b9)", "V7b9/ii", "dominant"),
        ("F minor", "C:7(*5,#9,b13)", "V7alt", "dominant"),
        ("F minor", "C:7(b9)", "V7b9", "dominant"),
        ("F minor", "Ab:13", "V13/VI", "dominant"),
        ("F minor", "Ab:dim7", "iiio7", "tonic"),
        ("F minor", "F:min6(9)", "i69", "tonic"),
        ("F minor", "F:min13", "i13", "tonic"),
        ("F minor", "F:sus2", "isus2", "tonic"),
        ("F minor", "C:7(#9)/3", "V7#9/3", "dominant"),
    ],
)
def test_chords_as_a_musician_writes_them(key: str, chord: str, numeral: str, function: str) -> None:
    label = ChordLabel.parse(chord)
    assert roman_numeral(label, Key.parse(key)) == numeral
    assert chord_function(label, Key.parse(key)) == function


def test_other_spellings_are_read() -> None:
    key = Key.parse("C major")
    assert str(parse_roman("viih7", key)) == "B:hdim7"
    assert str(parse_roman("vii°", key)) == "B:dim"
    assert str(parse_roman("♭VII", key)) == "Bb:maj"
    assert str(parse_roman("V13sus", key)) == "G:sus4(b7,9,13)"
    assert str(parse_roman("V9sus", key)) == "G:sus4(b7,9)"


@pytest.mark.parametrize("text", ["", "VIII", "Iv", "IIII", "I?", "V7/", "8", "I/10", "V7/XX"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_roman(text, Key(0, "major"))


def test_no_chord_has_no_numeral() -> None:
    with pytest.raises(ValueError):
        roman_numeral(ChordLabel(None, "N"), Key(0, "major"))
    assert chord_function(ChordLabel(None, "X"), Key(0, "major")) == "other"
