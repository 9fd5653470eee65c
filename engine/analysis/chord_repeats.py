"""Loops come again: what is unclear in one round is heard in the others.

Each cell also listens to the cells at the same place of other rounds, found as diagonals of the self-similarity matrix
of the chroma, a whole number of bars apart (Mauch, Noland & Dixon, "Using Musical Structure to Enhance Automatic Chord
Transcription", ISMIR 2009, who average the chroma; here the log likelihoods are averaged, so that a round in which only
the bass plays and one in which only the keys do make one chord).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_CONTEXT_BARS = 4  # a round of the shortest loops there are much of
_LEAST_SIMILARITY = 0.4
_SHARPNESS = 0.2
_SHARE = 0.8  # of the other rounds against the cell's own evidence
_LEAST_BARS = 6
_LEAST_KNOWN = 0.6
_SILENT = 0.1


def with_repeats(scores: Array, chroma: Array, positions: tuple[int, ...]) -> Array:
    """Scores with those of the other rounds added.

    Args:
        scores: Log likelihood of each state, ``[cells, states]``.
        chroma: What sounds, ``[cells, any]``.
        positions: Place of each cell in its bar from 1; 0 where the bars are unknown.
    """
    beats_per_bar = max(positions, default=0)
    if beats_per_bar < 2 or len(positions) < _LEAST_BARS * beats_per_bar:
        return scores
    weights = repeat_weights(chroma, beats_per_bar)
    total = weights.sum(axis=1, keepdims=True)
    others = np.divide(weights @ scores, total, out=np.zeros_like(scores), where=total > 0.0)
    told: Array = scores + _SHARE * others
    return told


def repeat_weights(chroma: Array, beats_per_bar: int) -> Array:
    """How far each cell ``[row]`` is the same place of a loop as each other ``[column]``, 0-1; 0 for itself."""
    sounds = chroma.max(axis=1, keepdims=True) > _SILENT
    # what all chords of a song share says nothing of where in the loop they stand
    own = np.where(sounds, chroma - chroma[sounds[:, 0]].mean(axis=0) if sounds.any() else 0.0, 0.0)
    length = np.linalg.norm(own, axis=1, keepdims=True)
    unit = np.divide(own, length, out=np.zeros_like(own), where=length > 0.0)
    present = sounds[:, 0].astype(np.float64)
    similar = _along_diagonals(unit @ unit.T, _CONTEXT_BARS * beats_per_bar)
    known = _along_diagonals(np.outer(present, present), _CONTEXT_BARS * beats_per_bar)
    # at the borders little of the context is there: what a few beats share proves nothing
    similar = similar / np.maximum(known, _LEAST_KNOWN * _CONTEXT_BARS * beats_per_bar)
    cells = np.arange(len(chroma))
    apart = cells[:, np.newaxis] - cells
    similar[(apart % beats_per_bar != 0) | (apart == 0)] = 0.0
    best = similar.max(axis=1, keepdims=True)
    weights: Array = np.where(similar >= _LEAST_SIMILARITY, np.exp((similar - best) / _SHARPNESS), 0.0)
    return weights


def _along_diagonals(matrix: Array, length: int) -> Array:
    """Sum over ``length`` cells centred on each along its diagonal, cut off at the borders."""
    out = np.zeros_like(matrix)
    size = len(matrix)
    for shift in range(-(length // 2), length - length // 2):
        here = slice(max(0, -shift), size - max(0, shift))
        there = slice(max(0, shift), size + min(0, shift))
        out[here, here] += matrix[there, there]
    return out
