"""The mix's compressor: a little of everything moves together. Feed-forward, on the level of the mix.

The gain computer and the smooth branching detector are those of D. Giannoulis, M. Massberg and J. D. Reiss, "Digital
dynamic range compressor design", JAES 60(6), 2012, eq. 4 and 17. Times and ratio are design priors for a bus.
"""

from __future__ import annotations

import math

import numpy as np

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.gains import STEP, Points

RATIO = 2.0
KNEE_DB = 6.0
ATTACK_S = 0.025
RELEASE_S = 0.18


class Glue:
    """Gain of the mix block by block.

    Args:
        threshold_db: Level of the mix (dBFS, mean square) above which it works.
    """

    def __init__(self, threshold_db: float) -> None:
        self._threshold = threshold_db
        self._reduction = 0.0

    def push(self, mix: Wave) -> Points:
        """Gain at the ``n / STEP + 1`` points of the next block ``[2, n]``, ``n`` a multiple of ``STEP``."""
        cells = np.einsum("cks,cks->k", *[mix.reshape(2, -1, STEP)] * 2) / (2 * STEP)
        wanted = self._wanted(10.0 * np.log10(cells.astype(np.float64) + 1e-12))
        attack, release = (1.0 - math.exp(-STEP / RATE / time) for time in (ATTACK_S, RELEASE_S))
        reduction = self._reduction
        curve = [reduction]
        for goal in wanted.tolist():
            reduction += (attack if goal > reduction else release) * (goal - reduction)
            curve.append(reduction)
        self._reduction = reduction
        return np.power(10.0, -np.array(curve) / 20.0)

    def _wanted(self, level_db: Points) -> Points:
        over = level_db - self._threshold
        soft = np.square(np.clip(over + KNEE_DB / 2.0, 0.0, KNEE_DB)) / (2.0 * KNEE_DB)
        return np.asarray((1.0 - 1.0 / RATIO) * np.where(over > KNEE_DB / 2.0, over, soft))
