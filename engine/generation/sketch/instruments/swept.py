"""A saw through a sweeping resonant low-pass, without aliasing and without a time-varying filter.

A periodic wave through a filter that changes slowly is the wave's harmonics times the filter's response of the moment.
So one period is tabulated for each of a row of cutoffs, and read along the phase and the cutoff at once, in lines
between neighbours.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE
from engine.generation.sketch.instruments.shaping import Doubles, Floats

LENGTH = 2048
"""Samples of a period. Reading in lines leaves images of harmonic k at (k / (2048 - k))²: -44 dB at k = 150, whose own
level in a saw is -43 dB."""
HOP = 64
"""Samples between two values of the cutoff, 1.45 ms."""
LOWEST_HZ, HIGHEST_HZ = 40.0, 14_000.0
_ROWS = 36
_LIMIT_HZ = 17_000.0

Tables = NDArray[np.complex64]
"""``[rows, LENGTH + 1]``: real, a period at this row's cutoff; imaginary, what the next row's adds to it."""


@lru_cache(maxsize=48)
def saw_tables(hz: float, q: float, poles: int, floor: float = 0.0) -> Tables:
    """Periods of a saw by cutoff, for notes up to ``hz``; the unfiltered saw spans ±1.

    The response is the second-order section 1 / (1 - x² + j x / q), x = f / cutoff; for four poles times a second
    section of q 0.6. A ``floor`` is the corner of a first-order high-pass in multiples of ``hz``.
    """
    count = max(1, min(int(_LIMIT_HZ / hz), LENGTH // 2 - 1))
    orders = np.arange(1, count + 1)
    cutoffs = LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (np.arange(_ROWS) / (_ROWS - 1))
    x = orders * hz / cutoffs[:, None]
    response = 1.0 / (1.0 - x**2 + 1j * x / q)
    if poles == 4:
        response = response / (1.0 - x**2 + 1j * x / 0.6)
    if floor > 0.0:
        response = response * (1j * orders / floor) / (1.0 + 1j * orders / floor)
    spectrum = np.zeros((_ROWS, LENGTH // 2 + 1), np.complex128)
    spectrum[:, 1 : count + 1] = -0.5j * LENGTH * (2.0 / np.pi / orders) * response
    periods = np.fft.irfft(spectrum)
    out = np.empty((_ROWS - 1, LENGTH + 1), np.complex64)
    out[:, :-1] = periods[:-1] + 1j * np.diff(periods, axis=0)
    out[:, -1] = out[:, 0]
    out.flags.writeable = False
    return out


def hop_times(num: int) -> Doubles:
    """Seconds of the values a cutoff must have for ``num`` samples: one each ``HOP``, and one that closes the last."""
    return np.arange(-(-num // HOP) + 1, dtype=np.float64) * (HOP / RATE)


def read_swept(tables: Tables, turns: Doubles, cutoff_hz: Doubles) -> Floats:
    """The tables along a phase in turns ``[samples]`` and a cutoff in Hz at ``hop_times``."""
    scale = (_ROWS - 1) / np.log(HIGHEST_HZ / LOWEST_HZ)
    row = np.clip(np.log(cutoff_hz / LOWEST_HZ) * scale, 0.0, _ROWS - 1.001)
    low = row[:-1].astype(np.int64)
    start, rise = (row[:-1] - low).astype(np.float32), np.diff(row).astype(np.float32)
    hops, num = len(low), len(turns)
    inside = np.arange(HOP, dtype=np.float32) / np.float32(HOP)
    column = np.zeros(hops * HOP, np.float32)
    column[:num] = turns - np.floor(turns)
    column *= np.float32(LENGTH)
    left = column.astype(np.int64)
    # rounding to float32 can make a phase just below 1 a whole turn
    np.minimum(left, LENGTH - 1, out=left)
    right = column - left
    place = (left.reshape(hops, HOP) + (low * (LENGTH + 1))[:, None]).reshape(-1)
    flat = tables.reshape(-1)
    here = flat.take(place, mode="clip")
    place += 1
    both = here + right * (flat.take(place, mode="clip") - here)
    upward = (start[:, None] + rise[:, None] * inside).reshape(-1)
    out: Floats = (both.real + upward * both.imag)[:num]
    return out


def highest(hz: float, ratio: Doubles | None) -> float:
    """The highest pitch of a glide, rounded up to a semitone so that tables are shared."""
    top = hz if ratio is None else hz * float(max(ratio[0], ratio[-1], 1.0))
    return float(440.0 * 2.0 ** (np.ceil(12.0 * np.log2(top / 440.0) - 1e-6) / 12.0))
