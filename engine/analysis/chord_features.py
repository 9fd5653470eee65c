"""What the chord network is told about each beat: twelve pitch classes, seen over several stretches of time.

Every number belongs to a pitch class, so music in another key gives the same numbers in another order; the network
reads them from each of the twelve as root with the same weights and needs no lesson in transposition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.analysis.chroma import HarmonicEvidence

FloatArray = NDArray[np.float32]

_REGISTERS = ((21, 52), (53, 64), (65, 108))
"""MIDI numbers of a left hand or bass, of a chord's middle, of its top and a melody."""

WINDOWS = ((0, 0), (-1, -1), (1, 1), (-2, 1), (0, 3), (-3, 0), (-4, -1), (1, 4))
"""First and last cell of each stretch, counted from the cell that is named; chords last two or four beats."""

CONTEXT = 16
"""Cells before and after that tell the key: four bars either way."""

NUM_LAYERS = 7
NUM_CHANNELS = NUM_LAYERS * len(WINDOWS) + 3


def chord_features(evidence: HarmonicEvidence, edges: NDArray[np.float64]) -> FloatArray:
    """``[cells, 12, NUM_CHANNELS]``, each number 0–1, of the cells between ``edges`` (seconds)."""
    layers = _cells(evidence, edges)
    running = _running(layers)
    channels = [_window(running, first, last) for first, last in WINDOWS]
    context = _window(running, -CONTEXT, CONTEXT)
    return np.concatenate([*channels, context[:, :, [0, 5, 6]]], axis=2)


def _cells(evidence: HarmonicEvidence, edges: NDArray[np.float64]) -> FloatArray:
    """Mean over each cell of the seven layers, ``[cells, 12, 7]``."""
    from engine.analysis.chroma import fold

    frames = np.clip(np.asarray(evidence.clock.frame(edges)), 0, len(evidence.upper))
    pitches = _means(evidence.pitches, frames)
    loudest = np.sqrt(_means(evidence.upper.astype(np.float32) ** 2, frames))
    layers = [_means(evidence.upper, frames), loudest]
    for low, high in _REGISTERS:
        part = np.zeros_like(pitches)
        part[:, low - 21 : high - 20] = pitches[:, low - 21 : high - 20]
        layers.append(fold(part))
    layers += [_means(evidence.bass, frames), _means(evidence.low, frames)]
    return np.stack(layers, axis=2).astype(np.float32)


def _means(values: FloatArray, frames: NDArray[np.int64]) -> FloatArray:
    total = _running(values)
    lengths = np.maximum(1, np.diff(frames))[:, np.newaxis]
    return np.asarray(np.diff(total[frames], axis=0) / lengths, np.float32)


def _running(values: FloatArray) -> NDArray[np.float64]:
    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0, dtype=np.float64)])


def _window(running: NDArray[np.float64], first: int, last: int) -> FloatArray:
    """Mean of the cells from ``first`` to ``last`` about each; zeros where all of them lie outside."""
    cells = np.arange(len(running) - 1)
    start, stop = (np.clip(cells + shift, 0, len(cells)) for shift in (first, last + 1))
    count = np.maximum(1, stop - start)[:, np.newaxis, np.newaxis]
    return np.asarray((running[stop] - running[start]) / count, np.float32)
