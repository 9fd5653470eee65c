"""Lines to sing or to play solo over chords: a motif of a bar or two, moved with the harmony, with rests to breathe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR

_RHYTHMS = (
    "x...x...x.......",
    "x...x.x.x...x...",
    "..x.x.x.x.x.x...",
    "x..x..x.x..x....",
    "....x.x.x.x.x.x.",
    "x.......x.......",
    "x.x.x.x.x...x.x.",
    "x..x.x..x..x.x..",
    "..xxx.x...xxx.x.",
    "x...............",
    "x.xxx.xxx.xxx.x.",
    "......x.x.x.x...",
)
_STEPS = (-2, -1, -1, 0, 0, 1, 1, 2, 3, -3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Place and length in sixteenths, MIDI pitch, loudness 1-127."""

    step: float
    length: float
    pitch: int
    velocity: int


def line(
    rng: np.random.Generator,
    chords: Sequence[tuple[int, ...]],
    scale: Sequence[int],
    *,
    low: int,
    high: int,
    busy: float = 0.6,
) -> list[Tone]:
    """A line over bars.

    Args:
        rng: The line's stream.
        chords: Pitch classes of the chord of each bar.
        scale: Pitch classes of the key.
        low: Of the range, MIDI.
        high: Likewise.
        busy: Share of bars with a phrase.
    """
    motifs = [_rhythm(rng) for _ in range(2)]
    moves = [[int(rng.choice(_STEPS)) for _ in range(STEPS_PER_BAR)] for _ in range(2)]
    ladder = [pitch for pitch in range(low, high + 1) if pitch % 12 in scale]
    tones: list[Tone] = []
    place = int(len(ladder) * rng.uniform(0.3, 0.7))
    for bar, chord in enumerate(chords):
        if rng.random() > busy:
            continue
        which = 0 if rng.random() < 0.65 else 1
        onsets = motifs[which]
        for number, step in enumerate(onsets):
            place = min(len(ladder) - 1, max(0, place + moves[which][number]))
            if step % 4 == 0 or number + 1 == len(onsets):
                place = _nearest(ladder, place, chord)
            later = onsets[number + 1] if number + 1 < len(onsets) else STEPS_PER_BAR
            length = (later - step) * float(rng.uniform(0.75, 1.0))
            tones.append(
                Tone(
                    step=bar * STEPS_PER_BAR + step,
                    length=min(length, 12.0),
                    pitch=ladder[place],
                    velocity=int(rng.integers(70, 118)),
                )
            )
    return tones


def _rhythm(rng: np.random.Generator) -> list[int]:
    grid = str(rng.choice(_RHYTHMS))
    return [step for step, mark in enumerate(grid) if mark == "x" and (step == 0 or rng.random() < 0.9)] or [0]


def _nearest(ladder: Sequence[int], place: int, chord: Sequence[int]) -> int:
    fitting = [index for index, pitch in enumerate(ladder) if pitch % 12 in chord]
    return min(fitting, key=lambda index: abs(index - place)) if fitting else place
