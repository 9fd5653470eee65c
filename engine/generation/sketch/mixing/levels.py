"""Loudness in blocks: ITU-R BS.1770-4 as in ``engine.audio.loudness``, with the K filter as an impulse response.

The numbers are those of ``integrated_loudness`` to 0.01 LU (a test says so); here they can be had while a piece is
being made, from its energies by tenths of a second.
"""

from __future__ import annotations

import functools
import math

import numpy as np
from numpy.typing import NDArray

from engine.audio.loudness import k_weighting
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.filters import Section, filtered

STEP_SAMPLES = RATE // 10
"""BS.1770-4: blocks of 400 ms that overlap by 75 %, so energies are kept for each 100 ms."""
CELL = 18
"""0.4 ms: samples that share one energy, and in the limiter one peak. A whole number of them makes 100 ms."""
CELLS_PER_STEP = STEP_SAMPLES // CELL
_STEPS_PER_BLOCK = 4
_OFFSET_LU = -0.691
_ABSOLUTE_GATE_LUFS, _RELATIVE_GATE_LU = -70.0, -10.0

_PIECE = 1 << 17
"""Samples that are filtered at once."""

Energies = NDArray[np.float64]
"""Mean square of the K-weighted signal, summed over channels, of each 100 ms."""


@functools.cache
def _k_sections() -> tuple[Section, ...]:
    shelf, low_cut = (tuple(float(value) for value in row) for row in k_weighting(RATE))
    return (shelf, low_cut)  # type: ignore[return-value] # six coefficients each


class Meter:
    """Collects the energies of a signal that comes in blocks of any length."""

    def __init__(self) -> None:
        self._tail: Wave | None = None
        self._left: Wave = np.zeros(0, np.float32)
        self._cells: list[Energies] = []

    def push(self, samples: Wave) -> None:
        """The next samples, ``[channels, n]``."""
        for start in range(0, samples.shape[1], _PIECE):
            self._push(samples[:, start : start + _PIECE])

    def _push(self, samples: Wave) -> None:
        weighted = filtered(samples, _k_sections())
        if self._tail is not None:
            shared = min(self._tail.shape[1], weighted.shape[1])
            weighted[:, :shared] += self._tail[:, :shared]
            if self._tail.shape[1] > weighted.shape[1]:
                weighted = np.concatenate([weighted, self._tail[:, shared:]], axis=1)
        length = samples.shape[1]
        self._tail = weighted[:, length:].copy()
        squares = np.concatenate([self._left, np.einsum("cn,cn->n", weighted[:, :length], weighted[:, :length])])
        whole = len(squares) // CELL * CELL
        self._left = squares[whole:]
        self._cells.append(squares[:whole].reshape(-1, CELL).sum(axis=1).astype(np.float64))

    @property
    def cells(self) -> Energies:
        """Sums of every full cell so far."""
        return np.concatenate(self._cells) if self._cells else np.zeros(0)

    @property
    def energies(self) -> Energies:
        """Of every full 100 ms so far."""
        return by_step(self.cells)


def by_step(cells: Energies) -> Energies:
    """Energies by 100 ms of the sums of cells."""
    whole = len(cells) // CELLS_PER_STEP * CELLS_PER_STEP
    return np.asarray(cells[:whole].reshape(-1, CELLS_PER_STEP).sum(axis=1) / STEP_SAMPLES)


def energies(samples: Wave) -> Energies:
    """Energies of a whole signal ``[channels, n]``, which rings out before it counts as over."""
    meter = Meter()
    meter.push(samples)
    return meter.energies


def gated_loudness(steps: Energies) -> float | None:
    """Integrated loudness in LUFS of energies by 100 ms; None for silence or less than 400 ms."""
    if len(steps) < _STEPS_PER_BLOCK:
        return None
    total = np.concatenate([[0.0], np.cumsum(steps)])
    blocks = (total[_STEPS_PER_BLOCK:] - total[:-_STEPS_PER_BLOCK]) / _STEPS_PER_BLOCK
    heard = blocks[blocks > power(_ABSOLUTE_GATE_LUFS)]
    if not len(heard):
        return None
    heard = heard[heard > float(np.mean(heard)) * 10.0 ** (_RELATIVE_GATE_LU / 10.0)]
    return _OFFSET_LU + 10.0 * math.log10(float(np.mean(heard)))


def power(lufs: float) -> float:
    """Energy of a loudness."""
    return math.pow(10.0, (lufs - _OFFSET_LU) / 10.0)
