"""Guitar voicings that a hand can play: standard tuning, neighbouring strings, within four frets.

The search is that of ``voicing``: candidates for each chord, the row with least movement by dynamic programming. Here
the hand's place on the neck counts as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from engine.core.harmony import QUALITIES, ChordLabel
from engine.generation.sketch.harmony.tones import chord_tones

TUNING = (40, 45, 50, 55, 59, 64)
"""MIDI of the open strings, E A D G B E."""

STRING_SETS = {3: ((3, 4, 5), (2, 3, 4)), 4: ((2, 3, 4, 5), (1, 2, 3, 4))}
"""Neighbouring strings by number of voices, counted from the low E."""

SPAN = 3
"""Largest distance between the lowest and the highest fretted fret: a hand covers four."""

_HIGHEST_FRET = 12
_MOST_CANDIDATES = 32
_MISSING = 4.0  # semitones of movement that a missing needed tone is worth
_HIGH_ON_THE_NECK = 0.12  # per fret away from the fifth position
_HAND = 0.25  # per fret that the hand moves


@dataclass(frozen=True, slots=True)
class Fretting:
    """A grip: strings from low to high (0 is the low E), the fret on each, and the pitches that sound."""

    strings: tuple[int, ...]
    frets: tuple[int, ...]

    @property
    def pitches(self) -> tuple[int, ...]:
        return tuple(TUNING[string] + fret for string, fret in zip(self.strings, self.frets, strict=True))

    @property
    def position(self) -> float:
        """Mean of the fretted frets; 0 for open strings alone."""
        fretted = [fret for fret in self.frets if fret]
        return sum(fretted) / len(fretted) if fretted else 0.0


def grips(labels: Sequence[ChordLabel], *, num_voices: int = 4) -> tuple[Fretting, ...]:
    """A grip for each chord, the row with the least movement of voices and hand.

    Raises:
        ValueError: For a chord without a root, or a number of voices other than 3 and 4.
    """
    if num_voices not in STRING_SETS:
        raise ValueError(f"grips have 3 or 4 voices, got {num_voices}")
    if any(label.root is None for label in labels):
        raise ValueError("chords without a root cannot be gripped")
    if not labels:
        return ()
    places = [_candidates(label, num_voices) for label in labels]
    total = _own(labels[0], num_voices)
    back: list[NDArray[np.int64]] = []
    for before, label in pairwise(labels):
        reached = total[:, np.newaxis] + _moves(before, label, num_voices)
        back.append(np.argmin(reached, axis=0))
        total = np.min(reached, axis=0) + _own(label, num_voices)
    path = [int(np.argmin(total))]
    for pointer in reversed(back):
        path.append(int(pointer[path[-1]]))
    return tuple(place[index] for place, index in zip(places, path[::-1], strict=True))


@lru_cache(maxsize=512)
def _candidates(label: ChordLabel, num_voices: int) -> tuple[Fretting, ...]:
    found: dict[Fretting, float] = {}
    tones = {((label.root or 0) + step) % 12 for step in QUALITIES[label.quality]}
    for strings in STRING_SETS[num_voices]:
        for position in range(1, _HIGHEST_FRET - SPAN + 1):
            options = [
                [fret for fret in range(position, position + SPAN + 1) if (TUNING[string] + fret) % 12 in tones]
                for string in strings
            ]
            for frets in product(*options):
                grip = Fretting(strings, frets)
                found.setdefault(grip, _price(grip, label))
    order = sorted(found, key=lambda grip: (found[grip], grip.strings, grip.frets))
    return tuple(order[:_MOST_CANDIDATES])


def _price(grip: Fretting, label: ChordLabel) -> float:
    """What a grip costs by itself: needed tones it lacks, doublings, its place on the neck."""
    wanted = chord_tones(label, len(grip.frets), rootless=True)
    sounding = {(pitch - (label.root or 0)) % 12 for pitch in grip.pitches}
    missing = len(set(wanted.needed) - sounding) + 0.4 * len(set(wanted.wanted) - sounding)
    doubled = len(grip.frets) - len(sounding)
    return _MISSING * missing + 0.8 * doubled + _HIGH_ON_THE_NECK * abs(grip.position - 5.0)


@lru_cache(maxsize=512)
def _own(label: ChordLabel, num_voices: int) -> NDArray[np.float64]:
    return np.asarray([_price(grip, label) for grip in _candidates(label, num_voices)])


@lru_cache(maxsize=2048)
def _moves(first: ChordLabel, second: ChordLabel, num_voices: int) -> NDArray[np.float64]:
    """Mean movement in semitones and the hand's way, ``[first, second]``."""
    before, after = _candidates(first, num_voices), _candidates(second, num_voices)
    a = np.asarray([grip.pitches for grip in before])[:, np.newaxis]
    b = np.asarray([grip.pitches for grip in after])[np.newaxis]
    hand = np.abs(
        np.asarray([grip.position for grip in before])[:, np.newaxis]
        - np.asarray([grip.position for grip in after])[np.newaxis]
    )
    cost: NDArray[np.float64] = np.abs(b - a).mean(axis=2) + _HAND * hand
    return cost
