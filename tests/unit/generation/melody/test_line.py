"""Lines keep the rules of melody and follow their contour."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.harmony import ChordLabel, Key
from engine.core.roman import parse_roman
from engine.generation.sketch.melody.figures import contour
from engine.generation.sketch.melody.line import SPAN, Slot, faults, fit
from engine.generation.sketch.melody.scales import chord_scale, pentatonic

F_MINOR = Key.parse("F minor")
ROMANS = {
    "minor": ("i9", "IVmaj7", "iv9", "v7", "VImaj9", "VII", "IIImaj7", "V7", "IV9", "bIImaj7", "ii\u00f87", "i11"),
    "major": ("Imaj9", "ii9", "iii7", "IVmaj9", "V7", "vi9", "iv6", "V7sus4", "V7/V", "I"),
}


def slots_of(heights: list[float], strong: list[bool], romans: list[str], key: Key) -> tuple[Slot, ...]:
    labels = [parse_roman(roman, key) for roman in romans]
    return tuple(
        Slot(height, label, is_strong) for height, is_strong, label in zip(heights, strong, labels, strict=True)
    )


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_line_breaks_a_rule(data: st.DataObject) -> None:
    key = Key(data.draw(st.integers(0, 11)), data.draw(st.sampled_from(("minor", "major"))))
    count = data.draw(st.integers(1, 12))
    heights = data.draw(st.lists(st.floats(0.0, 1.0), min_size=count, max_size=count))
    strong = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    # chords change every few tones, as they do under a phrase
    romans = sorted(data.draw(st.lists(st.sampled_from(ROMANS[key.mode]), min_size=count, max_size=count)))
    slots = slots_of(heights, strong, romans, key)
    low = data.draw(st.integers(55, 79))
    pitches = fit(slots, low, key)
    assert faults(pitches, slots, key) == []
    assert all(low <= pitch <= low + SPAN for pitch in pitches)


def test_every_broken_rule_is_noticed() -> None:
    chord = parse_roman("i9", F_MINOR)  # F Ab C Eb G
    weak, strong = Slot(0.5, chord, False), Slot(0.5, chord, True)
    assert faults((65, 66, 65), (strong, weak, strong), F_MINOR)  # Gb is no tone of F minor
    assert faults((70, 68), (strong, strong), F_MINOR)  # Bb on a strong place
    assert faults((65, 70, 65), (strong, weak, strong), F_MINOR)  # Bb left by a leap
    assert faults((63, 72, 75), (strong, weak, strong), F_MINOR)  # a ninth up, and on
    assert faults((65, 72), (strong, strong), F_MINOR)  # a fifth into the last tone
    assert faults((63, 67, 72, 75), (strong,) * 4, F_MINOR)  # an octave
    assert faults((65, 68, 67, 65), (strong, weak, weak, strong), F_MINOR) == []


@pytest.mark.parametrize("count", [5, 7, 9])
def test_an_arch_is_highest_in_its_middle_and_a_descent_falls(count: int) -> None:
    chord = parse_roman("i9", F_MINOR)
    arch = fit(tuple(Slot(h, chord, n % 2 == 0) for n, h in enumerate(contour("arch", count))), 63, F_MINOR)
    assert 0 < int(np.argmax(arch)) < count - 1
    assert max(arch) > arch[0]
    assert max(arch) > arch[-1]
    descent = fit(tuple(Slot(h, chord, n % 2 == 0) for n, h in enumerate(contour("descent", count))), 63, F_MINOR)
    assert descent[0] - descent[-1] >= 5
    assert sum(b > a for a, b in itertools.pairwise(descent)) <= 1


def test_a_line_prefers_the_pentatonic_scale() -> None:
    rng = np.random.default_rng(0)
    chord = parse_roman("i", F_MINOR)
    inside = total = 0
    for _ in range(60):
        slots = tuple(Slot(float(rng.random()), chord, n % 3 == 0) for n in range(7))
        for pitch in fit(slots, 63, F_MINOR):
            inside += pitch % 12 in pentatonic(F_MINOR)
            total += 1
    assert inside / total > 0.8  # 5 of 7 would be 0.71 without the preference


@pytest.mark.parametrize(
    ("roman", "gained", "lost"),
    [
        ("IV9", "D", "Db"),  # Dorian
        ("V7", "E", "Eb"),  # harmonic minor
        ("bIImaj7", "Gb", "G"),  # Phrygian
    ],
)
def test_the_scale_bends_to_the_chord(roman: str, gained: str, lost: str) -> None:
    names = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
    label: ChordLabel = parse_roman(roman, F_MINOR)
    scale = chord_scale(label, F_MINOR)
    assert names.index(gained) in scale
    assert names.index(lost) not in scale
    assert label.pitch_classes <= scale
    assert len(scale) == 7


def test_a_diatonic_chord_has_the_scale_of_its_key() -> None:
    assert chord_scale(parse_roman("VImaj9", F_MINOR), F_MINOR) == frozenset(F_MINOR.scale)
