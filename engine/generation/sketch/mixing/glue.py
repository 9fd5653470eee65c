"""The mix's compressor: a little of everything moves together. Feed-forward, on the level of the mix.

The gain computer is that of D. Giannoulis, M. Massberg and J. D. Reiss, "Digital dynamic range compressor design", JAES
60(6), 2012, eq. 4 (soft knee). The reduction is let go in a straight line and then smoothed by an exponential, their
"decoupled" detector with a linear release: both are running sums and maxima, no loop over samples.
"""

from __future__ import annotations

import math

import numpy as np

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.gains import STEP, Points

RATIO = 2.0
KNEE_DB = 6.0
ATTACK_S = 0.025
RELEASE_DB_PER_S = 20.0
"""Ratio and times are design priors for a bus."""
_TAPS = math.ceil(6.0 * ATTACK_S * RATE / STEP)


class Glue:
    """Gain of the mix block by block.

    Args:
        threshold_db: Level of the mix (dBFS, mean square) above which it works.
    """

    def __init__(self, threshold_db: float) -> None:
        self._threshold = threshold_db
        self._released = 0.0
        self._recent = np.zeros(_TAPS)
        decay = np.exp(-np.arange(_TAPS) * STEP / RATE / ATTACK_S)
        self._window = decay / decay.sum()

    def push(self, mix: Wave) -> Points:
        """Gain at the ``n / STEP + 1`` points of the next block ``[2, n]``, ``n`` a multiple of ``STEP``."""
        cells = np.einsum("cks,cks->k", *[mix.reshape(2, -1, STEP)] * 2) / (2 * STEP)
        wanted = self._wanted(10.0 * np.log10(cells.astype(np.float64) + 1e-12))
        line = RELEASE_DB_PER_S * STEP / RATE * np.arange(1, len(wanted) + 1)
        released = np.maximum(np.maximum.accumulate(np.maximum(wanted + line, self._released)) - line, 0.0)
        self._released = float(released[-1])
        known = np.concatenate([self._recent, released])
        self._recent = known[-_TAPS:].copy()
        return np.power(10.0, -np.convolve(known, self._window, mode="valid") / 20.0)

    def _wanted(self, level_db: Points) -> Points:
        over = level_db - self._threshold
        soft = np.square(np.clip(over + KNEE_DB / 2.0, 0.0, KNEE_DB)) / (2.0 * KNEE_DB)
        return np.asarray((1.0 - 1.0 / RATIO) * np.where(over > KNEE_DB / 2.0, over, soft))
