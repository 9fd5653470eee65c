"""Ducking: the lows make room for kick and log drum, whose onsets are known and need no detector.

Attack 4 ms and release 140 ms lie in the domain reference's 1-10 and 80-250 ms (1.10); the depth is the mix's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Composition
from engine.generation.sketch.instruments.base import RATE
from engine.generation.sketch.mixing.gains import STEP, Points

KEYS = ("kick", "log_drum")
ATTACK_S = 0.004
HOLD_S = 0.02
RELEASE_S = 0.14
"""Time in which the reduction falls to a tenth."""
_LENGTH_S = 0.5
"""By then a reduction of 5 dB has fallen below 0.02 dB."""


class Ducking:
    """How much every ducked role goes down, as a share (0-1) of its depth in dB."""

    def __init__(self, composition: Composition) -> None:
        keys = [note for note in composition.notes if note.role in KEYS]
        self._onsets: NDArray[np.float64] = np.array([note.onset for note in keys])
        self._depths: NDArray[np.float64] = np.array([note.velocity / 127.0 for note in keys])

    def share(self, start: int, stop: int) -> Points:
        """At the points of ``start``-``stop``: the deepest of what the strokes ask for; 1 is a hit at full velocity."""
        first, last = start / RATE, stop / RATE
        deepest = np.zeros((stop - start) // STEP + 1)
        near = np.flatnonzero((self._onsets < last) & (self._onsets > first - _LENGTH_S))
        for index in near:
            onset = float(self._onsets[index])
            begin = max(0, int((onset * RATE - start) // STEP) + 1)
            end = min(len(deepest), int(((onset + _LENGTH_S) * RATE - start) // STEP) + 1)
            since = (start + STEP * np.arange(begin, end)) / RATE - onset
            np.maximum(deepest[begin:end], self._depths[index] * _shape(since), out=deepest[begin:end])
        return deepest


def _shape(since: NDArray[np.float64]) -> NDArray[np.float64]:
    """One hit, ``since`` seconds after it: half a cosine down, a moment's rest, an exponential back."""
    attack = 0.5 - 0.5 * np.cos(np.pi * np.clip(since / ATTACK_S, 0.0, 1.0))
    release = np.power(10.0, -np.maximum(since - ATTACK_S - HOLD_S, 0.0) / RELEASE_S)
    return np.asarray(attack * release)
