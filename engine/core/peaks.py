"""The outline of a waveform at every zoom: minima and maxima of ever longer stretches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BASE_SAMPLES = 64
"""Samples per bin of the finest level: 1.5 ms at 44.1 kHz."""
FACTOR = 4
"""Each level has this many bins of the finer one in one of its own."""

Outline = NDArray[np.float16]
"""Float16 ``[channels, bins]``, rounded outward, so that it never lies inside the signal."""


@dataclass(frozen=True, slots=True, eq=False)
class PeakView:
    """What to draw: per channel and column the lowest and highest sample, float32 ``[channels, columns]``.

    Columns outside the recording are 0.
    """

    minima: NDArray[np.float32]
    maxima: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class PeakPyramid:
    """Minima and maxima of a recording in levels of 64, 256, 1024 … samples per bin.

    Args:
        minima: One ``Outline`` per level, finest first.
        maxima: Likewise.
        num_samples: Samples per channel of the recording.
        sample_rate: Hz.

    Raises:
        ValueError: If the levels do not fit the length.
    """

    minima: tuple[Outline, ...]
    maxima: tuple[Outline, ...]
    num_samples: int
    sample_rate: int

    def __post_init__(self) -> None:
        if not self.minima or len(self.minima) != len(self.maxima):
            raise ValueError(f"expected the same levels twice, got {len(self.minima)} and {len(self.maxima)}")
        bins = self.num_samples
        for level, (low, high) in enumerate(zip(self.minima, self.maxima, strict=True)):
            bins = -(-bins // (FACTOR if level else BASE_SAMPLES))
            if low.shape != high.shape or low.ndim != 2 or low.shape[1] != bins:
                raise ValueError(f"level {level} needs {bins} bins per channel, got {low.shape} and {high.shape}")

    @classmethod
    def from_base(cls, minima: Outline, maxima: Outline, *, num_samples: int, sample_rate: int) -> PeakPyramid:
        """All levels from the finest one, up to a level of at most ``FACTOR`` bins."""
        lows, highs = [minima], [maxima]
        while lows[-1].shape[1] > FACTOR:
            starts = np.arange(0, lows[-1].shape[1], FACTOR)
            # float32 in between: numpy has no fast float16 comparisons; both conversions are exact
            lows.append(np.minimum.reduceat(lows[-1].astype(np.float32), starts, axis=1).astype(np.float16))
            highs.append(np.maximum.reduceat(highs[-1].astype(np.float32), starts, axis=1).astype(np.float16))
        return cls(tuple(lows), tuple(highs), num_samples, sample_rate)

    @property
    def num_channels(self) -> int:
        return int(self.minima[0].shape[0])

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.num_samples / self.sample_rate

    def view(self, start_sample: float, end_sample: float, columns: int) -> PeakView:
        """Bounds of the signal in ``columns`` equal stretches of ``start_sample``–``end_sample``.

        Every sample of a stretch lies within its column's bounds; neighbours that share a bin may widen them by up to
        one bin on either side. Takes time in proportion to ``columns``, whatever the zoom. The range may reach
        outside the recording.

        Raises:
            ValueError: If the range is empty or ``columns`` is not positive.
        """
        if not start_sample < end_sample or columns < 1:
            raise ValueError(f"expected start < end and columns > 0, got {start_sample}, {end_sample}, {columns}")
        width = (end_sample - start_sample) / columns
        level, bin_samples = 0, BASE_SAMPLES
        while bin_samples * FACTOR <= width and level + 1 < len(self.minima):
            level, bin_samples = level + 1, bin_samples * FACTOR
        edges = start_sample + width * np.arange(columns + 1)
        inside = (edges[1:] > 0) & (edges[:-1] < self.num_samples)
        num_bins = self.minima[level].shape[1]
        first = np.clip(np.floor(edges[:-1] / bin_samples), 0, max(0, num_bins - 1)).astype(np.int64)
        last = np.clip(np.ceil(edges[1:] / bin_samples) - 1, first, max(0, num_bins - 1)).astype(np.int64)
        shape = (self.num_channels, columns)
        if num_bins == 0 or not inside.any():
            return PeakView(np.zeros(shape, np.float32), np.zeros(shape, np.float32))
        reach = np.arange(int((last - first)[inside].max()) + 1)
        bins = np.minimum(first[:, None] + reach, last[:, None])
        low = self.minima[level][:, bins].astype(np.float32).min(axis=2)
        high = self.maxima[level][:, bins].astype(np.float32).max(axis=2)
        return PeakView(np.where(inside, low, np.float32(0)), np.where(inside, high, np.float32(0)))
