"""A song's bars and the stretches of four bars over which everything here is judged (domain reference 4.4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.core.analysis import Analysis

Floats = NDArray[np.float64]

STEPS = 16
"""Sixteenths of a 4/4 bar; other metres are cut into sixteen parts as well."""
BARS_PER_WINDOW = 4


@dataclass(frozen=True, slots=True)
class Window:
    """Some bars: their place in the list, first and last bar (counted from 1) and seconds."""

    index: int
    first_bar: int
    last_bar: int
    start: float
    end: float

    @property
    def num_bars(self) -> int:
        return self.last_bar - self.first_bar + 1


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Bar lines in seconds: the beginning of every bar and the end of the last one, ``[bars + 1]``."""

    lines: Floats

    @property
    def count(self) -> int:
        return max(0, len(self.lines) - 1)

    def places(self, times: ArrayLike) -> Floats:
        """Bars since the first bar line, with fractions; NaN for times outside the bars, ``[times]``."""
        at = np.asarray(times, np.float64)
        if not self.count:
            return np.full(at.shape, np.nan)
        return np.interp(at, self.lines, np.arange(len(self.lines), dtype=np.float64), left=np.nan, right=np.nan)

    def steps(self, times: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Bar (from 0) and nearest sixteenth (0–15) of the times that lie in the bars; the others are left out."""
        places = self.places(times)
        cells = np.round(places[np.isfinite(places)] * STEPS).astype(np.int64)
        cells = cells[(cells >= 0) & (cells < self.count * STEPS)]
        return cells // STEPS, cells % STEPS

    def raster(self, times: ArrayLike) -> NDArray[np.bool_]:
        """Whether something begins on each sixteenth, ``[bars, 16]``."""
        grid = np.zeros((self.count, STEPS), np.bool_)
        grid[self.steps(times)] = True
        return grid

    def windows(self, length: int = BARS_PER_WINDOW) -> tuple[Window, ...]:
        """Stretches of ``length`` bars from the first bar line; what is left at the end is one if it has half of it."""
        found: list[Window] = []
        for first in range(0, self.count, length):
            last = min(first + length, self.count)
            if last - first < length / 2 and found:
                break
            found.append(Window(len(found), first + 1, last, float(self.lines[first]), float(self.lines[last])))
        return tuple(found)


def bars_of(analysis: Analysis) -> Bars:
    """Bars of a song; none where it has no downbeats.

    A piece that begins in the middle of a bar loses that part; the last bar ends where the ones before would.
    """
    lines = np.asarray(analysis.downbeats, np.float64)
    if len(lines) < 2:
        return Bars(np.zeros(0))
    usual = float(np.median(np.diff(lines)))
    end = lines[-1] + usual
    slack = 0.25 * usual  # a file that was cut a little short still has its last bar
    return Bars(np.append(lines, end) if end <= analysis.audio.duration + slack else lines)
