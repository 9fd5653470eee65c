"""The limiter: a gain curve that keeps the true peak under the ceiling, in two stages.

Peaks are found four times oversampled (BS.1770-4, Annex 2, with soxr's filter) in cells of 18 samples. What the cells
need in dB is split by its length: a morphological closing and opening (P. Maragos and R. Schafer, "Morphological
filters", IEEE ASSP 35, 1987) keep what lasts, the swing of a log drum's waves included, and leave out what is over in
10 ms. The slow stage takes what lasts and releases in a straight line; the fast stage takes the rest of a stick's or a
clap's first milliseconds as a clipper would, but with a gain that is smooth.

In each stage the need is held over a look-ahead and smoothed with a window as long: the held maximum fills the window
when the peak arrives, so the smooth curve never falls short of what is needed (the look-ahead of D. Giannoulis, M.
Massberg and J. D. Reiss, "Digital dynamic range compressor design", JAES 60(6), 2012, in decibels with a finite
window).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.gains import Points, amplitude
from engine.generation.sketch.mixing.levels import CELL

MARGIN_DB = 0.1
"""Kept below the ceiling: a moving gain shifts peaks between samples by a few hundredths of a dB."""
_STEM_MARGIN_DB = 0.02
"""A stem's samples stay so far below full scale."""
_CONTEXT = 57 * CELL
"""Samples that the oversampling filter may look to both sides."""
_CLOSED = 29
"""Cells: gaps up to 12 ms, the half wave of 43 Hz, are bridged."""
_OPENED = 25
"""Cells: needs shorter than 10 ms are left to the fast stage."""
_SLOW_AHEAD, _FAST_AHEAD = 11, 3
"""Cells: 4.5 ms and 1.2 ms."""
_SLOW_DB_PER_S, _FAST_DB_PER_S = 150.0, 900.0
"""The slow one lets go as fast as a log drum dies away (60-150 dB per second): what follows is not held down."""

Cells = NDArray[np.float32]


class PeakEnvelope:
    """Peaks of a mix and its stems, cell by cell, which come in blocks (multiples of ``CELL``).

    A stem may be higher than the mix, where another one cancels it; it too has to fit into a file. Its peak counts as
    the mix's true peak would that was as far below the ceiling as the stem is below full scale.

    Args:
        ceiling_dbtp: Highest true peak of the mix.
    """

    def __init__(self, ceiling_dbtp: float) -> None:
        self._held: Wave = np.zeros((2, _CONTEXT), np.float32)
        self._stems = np.zeros(0, np.float32)
        self._share = np.float32(amplitude(ceiling_dbtp - MARGIN_DB + _STEM_MARGIN_DB))

    def push(self, mix: Wave, stems: Wave, *, is_last: bool = False) -> Cells:
        """Peaks of the cells that can be told so far of ``[2, n]`` and ``[5, 2, n]``; the last 23 ms wait."""
        highest = np.maximum(stems.max(axis=(0, 1)), -stems.min(axis=(0, 1))).reshape(-1, CELL).max(axis=1)
        self._stems = np.concatenate([self._stems, self._share * highest])
        peaks = self._true_peaks(mix, is_last=is_last)
        ready, self._stems = self._stems[: len(peaks)], self._stems[len(peaks) :]
        return np.maximum(peaks, ready)

    def _true_peaks(self, samples: Wave, *, is_last: bool) -> Cells:
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
    between: Cells = np.maximum(inner.max(axis=1), -inner.min(axis=1))
    direct = known[:, _CONTEXT:-_CONTEXT].reshape(2, -1, CELL)
    on: Cells = np.maximum(direct.max(axis=(0, 2)), -direct.min(axis=(0, 2)))
    return np.maximum(between, on)


class Limiter:
    """Gain points at the borders of cells.

    Args:
        ceiling_dbtp: Highest true peak.
        gain_db: Applied to the signal before.
    """

    def __init__(self, ceiling_dbtp: float, gain_db: float) -> None:
        self._over_db = gain_db - (ceiling_dbtp - MARGIN_DB)
        self._last_cell = 0.0
        self._lasting = _Lasting()
        self._slow = Stage(_SLOW_AHEAD, _SLOW_DB_PER_S)
        self._fast = fast_stage()
        self._needed = np.zeros(0)
        self._taken = np.zeros(0)

    def push(self, cells: Cells, *, is_last: bool = False) -> Points:
        """Reduction in dB (not negative) at the next points; some wait for the next cells.

        A piece of ``n`` cells has ``n + 1`` points.
        """
        over = np.maximum(20.0 * np.log10(np.maximum(cells, 1e-9).astype(np.float64)) + self._over_db, 0.0)
        both = np.concatenate([[self._last_cell], over])
        needed = np.maximum(both[:-1], both[1:])
        self._last_cell = float(both[-1])
        if is_last:
            needed = np.concatenate([needed, [self._last_cell]])
        self._needed = np.concatenate([self._needed, needed])
        slow = self._slow.push(self._lasting.push(needed, is_last=is_last), is_last=is_last)
        rest = np.maximum(self._needed[: len(slow)] - slow, 0.0)
        self._needed = self._needed[len(slow) :]
        self._taken = np.concatenate([self._taken, slow])
        fast = self._fast.push(rest, is_last=is_last)
        reduction = self._taken[: len(fast)] + fast
        self._taken = self._taken[len(fast) :]
        return reduction


def fast_stage() -> Stage:
    """What takes the first milliseconds of a stick or a clap."""
    return Stage(_FAST_AHEAD, _FAST_DB_PER_S)


class _Lasting:
    """What of the need lasts: closing, then opening, as running maxima and minima centred on each point."""

    _SIDE = _CLOSED + _OPENED

    def __init__(self) -> None:
        self._known = np.zeros(self._SIDE)

    def push(self, needed: Points, *, is_last: bool) -> Points:
        ends = np.zeros(self._SIDE if is_last else 0)
        known = np.concatenate([self._known, needed, ends])
        if len(known) <= 2 * self._SIDE:
            self._known = known
            return np.zeros(0)
        self._known = known[-2 * self._SIDE :].copy()
        closed = -_running_max(-_running_max(known, _CLOSED + 1), _CLOSED + 1)
        return _running_max(-_running_max(-closed, _OPENED + 1), _OPENED + 1)


class Stage:
    """Hold over the look-ahead, release in a line, smooth.

    Args:
        ahead: Look-ahead in cells.
        release_db_per_s: Of the line.
    """

    def __init__(self, ahead: int, release_db_per_s: float) -> None:
        self._ahead = ahead
        self._fall = release_db_per_s * CELL / RATE
        self._waiting = np.zeros(0)
        self._released = 0.0
        self._recent: Points | None = None
        window = np.hanning(ahead + 3)[1:-1]
        self._window = window / window.sum()

    def push(self, needed: Points, *, is_last: bool = False) -> Points:
        """Reduction at the next points, at least what each needs; ``ahead`` points wait."""
        waiting = np.concatenate([self._waiting, needed, np.zeros(self._ahead if is_last else 0)])
        if len(waiting) <= self._ahead:
            self._waiting = waiting
            return np.zeros(0)
        self._waiting = waiting[len(waiting) - self._ahead :].copy()
        held = _running_max(waiting, self._ahead + 1)
        line = self._fall * np.arange(1, len(held) + 1)
        released = np.maximum(np.maximum.accumulate(np.maximum(held + line, self._released)) - line, 0.0)
        self._released = float(released[-1])
        if self._recent is None:  # a piece may begin with a peak: what it needs is in force from the start
            self._recent = np.full(self._ahead, released[0])
        known = np.concatenate([self._recent, released])
        self._recent = known[len(known) - self._ahead :].copy()
        return np.convolve(known, self._window, mode="valid")


def _running_max(values: Points, length: int) -> Points:
    """The largest of each ``length`` neighbours; shorter by ``length`` - 1. Windows double until they suffice."""
    done = 1
    while 2 * done <= length:
        values = np.maximum(values[:-done], values[done:])
        done *= 2
    rest = length - done
    return np.maximum(values[: len(values) - rest], values[rest:]) if rest else values
