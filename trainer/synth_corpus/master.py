"""The master of an item: loudness, a limiter and a clipper, all as one gain curve applied to every stem.

So stems still sum to the mixture. The gain is found without filtering again: limiting multiplies each tenth of a second
by a known curve.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing import gains
from engine.generation.sketch.mixing.levels import gated_loudness

CEILING = 0.98
_CELL = 16
_AHEAD = 24
"""Cells: 9 ms of look-ahead."""
_RELEASE_DB_PER_S = 120.0
_STEP = RATE // 10
_HARDEST_DB = 15.0
"""What the limiter may take from the loudest twentieth; then the item stays quieter than asked."""
_TRIES = 6

Points = NDArray[np.float64]


def master_gain(mixture: Wave, weighted: Wave, target_lufs: float, clip_db: float) -> Wave:
    """Gain by sample, one for both channels.

    Args:
        mixture: ``[2, samples]``.
        weighted: The same through the K filter.
        target_lufs: Loudness afterwards, as far as the limiter can take it.
        clip_db: How far above the ceiling the limiter lets peaks pass, for the clipper.
    """
    length = mixture.shape[1]
    peaks = np.maximum(np.abs(mixture[0]), np.abs(mixture[1]))
    cells = np.pad(peaks, (0, -length % _CELL)).reshape(-1, _CELL).max(axis=1)
    steps = _step_energies(weighted)
    plain = gated_loudness(steps)
    if plain is None:
        return np.ones(length, np.float32)
    ceiling_db = 20.0 * math.log10(CEILING) + clip_db
    levels = 20.0 * np.log10(np.maximum(cells, 1e-9).astype(np.float64)) - ceiling_db
    gain_db = target_lufs - plain
    reduction = _reduction(levels + gain_db)
    for _ in range(_TRIES):
        power = np.power(10.0, (gain_db - reduction) / 10.0)
        got = gated_loudness(steps * _by_step(power, len(steps)))
        short = target_lufs - (got if got is not None else target_lufs)
        if abs(short) < 0.05 or (short > 0.0 and float(np.percentile(reduction, 95.0)) > _HARDEST_DB):
            break
        gain_db += short
        reduction = _reduction(levels + gain_db)
    curve = gains.spread(np.power(10.0, (gain_db - reduction) / 20.0), _CELL)[:length]
    return curve * _clipped(peaks * curve)


def _reduction(over_db: Points) -> Points:
    """Reduction in dB at the borders of cells: never less than a cell needs, smooth, released in a straight line."""
    needed = np.maximum(over_db, 0.0)
    padded = np.pad(needed, (_AHEAD, _AHEAD + 1))
    held = np.lib.stride_tricks.sliding_window_view(padded, _AHEAD + 1).max(axis=1)
    line = _RELEASE_DB_PER_S * _CELL / RATE * np.arange(len(held))
    released = np.maximum(np.maximum.accumulate(held + line) - line, 0.0)
    window = np.hanning(_AHEAD + 2)[1:-1]
    smooth = np.convolve(released, window / window.sum(), mode="valid")
    return np.asarray(smooth[: len(needed) + 1])


def _clipped(peaks: Wave) -> Wave:
    """The clipper as a gain: what lies above the ceiling is cut off."""
    return np.asarray(CEILING / np.maximum(peaks, np.float32(CEILING)), np.float32)


def _step_energies(weighted: Wave) -> Points:
    length = weighted.shape[1] // _STEP * _STEP
    squares = np.einsum("cn,cn->n", weighted[:, :length], weighted[:, :length])
    return np.asarray(np.mean(squares.reshape(-1, _STEP), axis=1, dtype=np.float64))


def _by_step(power: Points, count: int) -> Points:
    """Mean of a curve with a point per cell over each tenth of a second, which is no whole number of cells."""
    total = np.concatenate([[0.0], np.cumsum(power)])
    at = np.minimum(np.round(np.arange(count + 1) * (_STEP / _CELL)).astype(int), len(power))
    return np.asarray((total[at[1:]] - total[at[:-1]]) / np.maximum(at[1:] - at[:-1], 1))
