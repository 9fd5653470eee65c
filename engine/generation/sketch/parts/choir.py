"""The choir: three or four parts that move together from chord to chord by the nearest way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import PlayedChord
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.harmony.voicing import lead_voices
from engine.generation.sketch.parts import syllables

_LOW, _HIGH = 53, 74
_LONGEST = 2 * STEPS_PER_BAR
_PARTS = ("bass", "tenor", "alto", "soprano")

# rhythms of a bar: onset and length in sixteenths; design priors
_MOVING = (((0, 6), (6, 8)), ((0, 3), (3, 3), (6, 8)), ((6, 8),), ((0, 10),))


def write_choir(passage: Passage) -> Written:
    """Held chords where it is calm, a moving rhythm of the piece's own where there is energy."""
    parts = 4 if passage.plan.density >= 0.4 else 3
    labels = [chord.label for chord in passage.chords]
    voicings = lead_voices(labels, low=_LOW, high=_HIGH, num_voices=parts, rootless=False)
    moves = passage.plan.pattern == "rhythm" or (not passage.plan.pattern and passage.section.energy >= 0.75)
    rng = stream(passage.blueprint, "vocals", "choir")
    rhythm = _MOVING[int(rng.integers(len(_MOVING)))]
    vowels = [str(text) for text in rng.choice(syllables.CHOIR, size=2, replace=False)]
    if passage.section.energy < 0.4:
        vowels = ["m", vowels[0]]
    notes: list[GridNote] = []
    for place, (chord, voicing) in enumerate(zip(passage.chords, voicings, strict=True)):
        spans = _moving(chord, rhythm, passage) if moves else _held(chord)
        manner = "moves with the piece's own rhythm" if moves else "held"
        for number, (step, length) in enumerate(spans):
            syllable = vowels[(place + number) % 2]
            notes += _together(passage, step, length, voicing, syllable, f"choir, {chord.label} {manner}")
    return Written(tuple(notes))


def _held(chord: PlayedChord) -> list[tuple[float, float]]:
    """The chord, breathing anew each two bars."""
    return [
        (start, min(_LONGEST, chord.last_step - start) - 0.75)
        for start in range(chord.first_step, chord.last_step, _LONGEST)
    ]


def _moving(chord: PlayedChord, rhythm: Sequence[tuple[int, int]], passage: Passage) -> list[tuple[float, float]]:
    """The rhythm's onsets that fall into the chord, none held beyond it; a chord of its own is always sung once."""
    spans: list[tuple[float, float]] = []
    first_bar = (chord.first_step - passage.first_step) // STEPS_PER_BAR
    last_bar = -(-(chord.last_step - passage.first_step) // STEPS_PER_BAR)
    for bar in range(first_bar, last_bar):
        for onset, length in rhythm:
            step = passage.bar_step(bar) + onset
            if chord.first_step <= step < chord.last_step:
                spans.append((step, min(length, chord.last_step - step) - 0.3))
    return spans or [(chord.first_step, min(6, chord.last_step - chord.first_step) - 0.3)]


def _together(
    passage: Passage, step: float, length: float, voicing: Sequence[int], syllable: str, reason: str
) -> list[GridNote]:
    base = 70 + 22 * (passage.section.energy - 0.5)
    names = _PARTS if len(voicing) == len(_PARTS) else _PARTS[1:]
    return [
        GridNote(
            step=step,
            length=length,
            pitch=pitch,
            # the highest part carries, the inner ones stay behind
            velocity=int(
                np.clip(base + (6 if place == len(voicing) - 1 else 0) + passage.rng.normal(0.0, 2.0), 1, 127)
            ),
            reason=f"{reason}; {name} by the nearest way",
            syllable=syllable,
        )
        for place, (pitch, name) in enumerate(zip(voicing, names, strict=True))
    ]
