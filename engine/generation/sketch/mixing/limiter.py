"""The limiter: a gain curve that keeps the true peak under the ceiling.

Peaks are found four times oversampled (BS.1770-4, Annex 2, with soxr's filter) in cells of 16 samples. The reduction in
dB is held over the look-ahead, released in a straight line, and smoothed with a window as long as the look-ahead: because
the held maximum fills the window when the peak arrives, the smooth curve never falls short of what is needed (the
look-ahead construction of D. Giannoulis et al., JAES 2012, in decibels and with a finite window).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.gains import Points

CELL = 16
"""Samples that share one peak, 0.36 ms."""
LOOK_AHEAD = 6
"""Cells: 2.2 ms."""
RELEASE_DB_PER_S = 45.0
MARGIN_DB = 0.1
"""Kept below the ceiling: the moving gain shifts peaks between samples by a few hundredths of a dB."""
_CONTEXT = 1024
"""Samples that the oversampling filter may look to both sides."""

Cells = NDArray[np.float32]


class PeakEnvelope:
    """True peak of each cell of a stereo signal that comes in blocks (multiples of ``CELL``)."""

    def __init__(self) -> None:
        self._held: Wave = np.zeros((2, _CONTEXT), np.float32)

    def push(self, samples: Wave, *, is_last: bool = False) -> Cells:
        """Peaks of the cells that can be told so far; the last 1024 samples wait for the next block."""
        parts = [self._held, samples]
        if is_last:
            parts.append(np.zeros((2, _CONTEXT), np.float32))
        known = np.concatenate(parts, axis=1)
        ready = known.shape[1] - 2 * _CONTEXT
        if ready <= 0:
            self._held = known
            return np.zeros(0, np.float32)
        self._held = known[:, ready:].copy()
        return _peaks(known)


def _peaks(known: Wave) -> Cells:
    """Peaks of everything but the context at both ends."""
    import soxr

    oversampled = soxr.resample(np.ascontiguousarray(known.T), RATE, 4 * RATE, quality="HQ")
    inner = oversampled[4 * _CONTEXT : 4 * (known.shape[1] - _CONTEXT)].reshape(-1, 4 * CELL * 2)
    peaks: Cells = np.maximum(inner.max(axis=1), -inner.min(axis=1))
    direct = known[:, _CONTEXT:-_CONTEXT].reshape(2, -1, CELL)
    return np.maximum(peaks, np.abs(direct).max(axis=(0, 2)))


class Limiter:
    """Gain points at the borders of cells.

    Args:
        ceiling_dbtp: Highest true peak.
        gain_db: Applied to the signal before.
    """

    def __init__(self, ceiling_dbtp: float, gain_db: float) -> None:
        self._over_db = gain_db - (ceiling_dbtp - MARGIN_DB)
        self._needed = np.zeros(0)
        self._last_cell = 0.0
        self._released = 0.0
        self._recent = np.zeros(LOOK_AHEAD)
        self._window = np.hanning(LOOK_AHEAD + 3)[1:-1]
        self._window /= self._window.sum()

    def push(self, cells: Cells, *, is_last: bool = False) -> Points:
        """Reduction in dB (not negative) at the next points; ``LOOK_AHEAD`` points wait for the next cells."""
        over = np.maximum(20.0 * np.log10(np.maximum(cells, 1e-9).astype(np.float64)) + self._over_db, 0.0)
        both = np.concatenate([[self._last_cell], over])
        needed = [self._needed, np.maximum(both[:-1], both[1:])]
        if len(over):
            self._last_cell = float(over[-1])
        if is_last:
            needed.append(np.array([self._last_cell, *[0.0] * LOOK_AHEAD]))
        waiting = np.concatenate(needed)
        ready = len(waiting) - LOOK_AHEAD
        if ready <= 0:
            self._needed = waiting
            return np.zeros(0)
        self._needed = waiting[ready:]
        return self._smooth(self._release(_held(waiting, ready)))

    def _release(self, held: Points) -> Points:
        fall = RELEASE_DB_PER_S * CELL / RATE
        line = fall * np.arange(1, len(held) + 1)
        released = np.maximum(np.maximum.accumulate(np.maximum(held + line, self._released)) - line, 0.0)
        self._released = float(released[-1])
        return released

    def _smooth(self, released: Points) -> Points:
        known = np.concatenate([self._recent, released])
        self._recent = known[-LOOK_AHEAD:].copy()
        return np.convolve(known, self._window, mode="valid")


def _held(needed: Points, ready: int) -> Points:
    """The most that is needed from each point to the end of its look-ahead."""
    held = needed[:ready].copy()
    for ahead in range(1, LOOK_AHEAD + 1):
        np.maximum(held, needed[ahead : ahead + ready], out=held)
    return held
