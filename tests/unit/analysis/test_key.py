"""Keys: cadences in all 24 keys, house loops, a modulation, and None where there is no pitch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.analysis.chroma import combine
from engine.analysis.key import KEYS, estimate_key
from engine.analysis.salience import PitchSalience
from engine.analysis.tuning import estimate_tuning
from engine.core.audio import Audio
from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roman import parse_roman
from engine.core.stems import Stem
from engine.core.time import FrameClock
from tests.harmonic_songs import Song, song
from tests.signals import noise, silence, sine

CADENCES = {
    "major": ["I", "IV", "V7", "I", "vi", "ii7", "V7", "I"],
    "minor": ["i", "iv", "V7", "i", "VI", "iio", "V7", "i"],
}


def drawn(labels: list[ChordLabel], seconds_each: float = 2.0):  # type: ignore[no-untyped-def]
    """Evidence as if the network had heard these chords exactly: tests the key model alone, in milliseconds."""
    clock = FrameClock(22_050, 256)
    rows = round(seconds_each * clock.rate)
    notes = np.full((rows * len(labels), 88), 0.1, np.float32)
    for index, label in enumerate(labels):
        here = slice(index * rows, (index + 1) * rows)
        notes[here, 36 + label.root - 21] = 0.8
        for step in QUALITIES[label.quality]:
            notes[here, 60 + label.root + step - 21] = 0.7
    seconds = len(notes) / clock.rate
    return combine([PitchSalience(notes, np.zeros_like(notes), clock)], [1.0], 0.0), silence(seconds, sample_rate=1000)


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_cadence_names_its_key(key: Key) -> None:
    evidence, audio = drawn([parse_roman(numeral, key) for numeral in CADENCES[key.mode]])
    result = estimate_key(audio, evidence=evidence)
    assert result is not None
    assert result.key == key
    assert result.confidence > 0.5
    assert result.modulations == ()


@pytest.mark.parametrize(
    ("key", "chords"),
    [
        ("F minor", ["F:min9", "Db:maj9", "Eb:9", "C:min7"]),
        ("A minor", ["F:maj9", "E:min7", "A:min9", "A:min9"]),
        ("Bb major", ["Bb:maj", "Eb:maj", "Bb:maj/5", "F:maj"]),
        ("D major", ["E:min9", "A:sus4(b7)", "D:maj9", "B:min7"]),
    ],
)
def test_house_loops_have_their_key_from_sound(key: str, chords: list[str]) -> None:
    truth = song(chords)
    for stems in (truth.stems, None):
        result = estimate_key(truth.mixture, stems)
        assert result is not None
        assert str(result.key) == key


def test_a_change_of_key_is_found_where_it_happens() -> None:
    loop = ["i", "iv", "V7", "i"]
    before, after = Key.parse("F minor"), Key.parse("A minor")
    labels = [parse_roman(n, before) for n in loop * 5] + [parse_roman(n, after) for n in loop * 5]
    evidence, audio = drawn(labels)
    result = estimate_key(audio, evidence=evidence)
    assert result is not None
    changes = [(m.time, f"{m.tonic} {m.mode}") for m in result.modulations if m.time > 0.0]
    assert len(changes) == 1
    assert changes[0][1] == "A minor"
    assert changes[0][0] == pytest.approx(40.0, abs=2.0)  # a chord


def test_modulations_are_found_within_a_bar_and_most_with_their_key() -> None:
    """Loops moved to each key but the nearest, and loops that stay: precision and recall of the changes."""
    found = timed = right = wanted = 0
    for number, shift in enumerate((0, 1, 2, 3, 4, 6, 8, 9, 10, 11) * 2):
        mode, numerals = ("major", ["I", "vi", "IV", "V7"]) if number < 10 else ("minor", ["i", "VI", "iv", "V7"])
        keys = [Key(tonic % 12, mode) for tonic in (number, number + shift)]
        loops = 5 + number % 3  # changes fall on and between the windows
        labels = [parse_roman(numeral, key) for key in keys for numeral in numerals * loops]
        evidence, audio = drawn(labels)
        result = estimate_key(audio, evidence=evidence)
        assert result is not None
        changes = [m for m in result.modulations if m.time > 0.0]
        at = 2.0 * len(numerals) * loops
        found += len(changes)
        wanted += shift > 0
        near = [m for m in changes if shift > 0 and abs(m.time - at) <= 2.1]
        timed += len(near)
        right += sum((m.tonic, m.mode) == (keys[1].tonic_name, mode) for m in near)
    assert wanted == found == timed == 18
    assert right >= 14  # the others are named for the relative or the parallel key


def test_a_borrowed_chord_is_no_modulation() -> None:
    key = Key.parse("C major")
    evidence, audio = drawn([parse_roman(n, key) for n in ["I", "iv6", "V7/V", "V7"] * 5])
    result = estimate_key(audio, evidence=evidence)
    assert result is not None
    assert result.modulations == ()


@pytest.mark.parametrize("audio", [silence(4.0), noise(8.0), silence(0.0)], ids=["silence", "noise", "empty"])
def test_no_key_without_pitch(audio: Audio) -> None:
    assert estimate_key(audio) is None


def test_no_key_in_drums_alone() -> None:
    truth: Song = song(["C:maj"], with_bass=False)
    assert estimate_key(truth.stems[Stem.DRUMS]) is None


@pytest.mark.parametrize("cents", [-45.0, -20.0, 0.0, 12.0, 45.0])
def test_tuning_is_measured(cents: float) -> None:
    audio = sine(440.0 * 2.0 ** (cents / 1200.0), 3.0)
    assert estimate_tuning(audio) == pytest.approx(cents, abs=2.0)  # bins are 2.7 Hz; interpolation is good to a tenth


def test_noise_has_no_tuning() -> None:
    assert estimate_tuning(noise(5.0)) == 0.0


def test_a_real_trumpet_in_f_is_heard_on_f(shared_audio: Path) -> None:
    from engine.audio.files import read

    result = estimate_key(read(shared_audio / "librosa_examples" / "sorohanro_-_solo-trumpet-06.hq.ogg"))
    assert result is not None
    assert result.key.tonic_name == "F"
