"""The mix while the rest of the piece is still being played: the limiter's own curve under a gain that is predicted."""

from __future__ import annotations

import numpy as np

from engine.core.audio import Audio
from engine.generation.base import OnSound
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.limiter import Cells
from engine.generation.sketch.mixing.master import LimiterCurve


class EarlySound:
    """Hands over what is played, mastered; with the master's final gain it is that mix, but for float32 rounding.

    Args:
        ceiling_dbtp: The limiter's.
        gain_db: From the desk to the limiter.
        num_samples: Of the piece, at most; what comes after them is left out.
        on_sound: Takes each stretch.
    """

    def __init__(self, ceiling_dbtp: float, gain_db: float, num_samples: int, on_sound: OnSound) -> None:
        self._curve = LimiterCurve(ceiling_dbtp, gain_db)
        self._num_samples, self._on_sound = num_samples, on_sound
        self._waiting: Wave = np.zeros((2, 0), np.float32)
        self._told = 0

    def push(self, mix: Wave, cells: Cells, *, is_last: bool = False) -> None:
        """The next block of the mix ``[2, n]`` and the peaks known by now; some of it waits for later ones."""
        curve = self._curve.push(cells, is_last=is_last)
        known = np.concatenate([self._waiting, mix], axis=1)
        ready = known[:, : len(curve)] * curve
        self._waiting = known[:, len(curve) :]
        ready = ready[:, : self._num_samples - self._told]
        if ready.shape[1]:
            self._on_sound(Audio(np.ascontiguousarray(ready, np.float32), RATE), self._told / RATE)
        self._told += ready.shape[1]
