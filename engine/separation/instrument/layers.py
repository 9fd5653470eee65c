"""Layers: strokes of one pitch that are two sounds, such as a synthesiser's soft and hard ones.

The strokes of a group, aligned and scaled, are split in two by the directions in which they differ most (singular
vectors), where two means leave much less of them than one does. Noise alone cannot do that: over K strokes
another mean takes about 1 / (K - 1) of what is left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.separation.instrument.alike import Group
from engine.separation.instrument.periods import Low
from engine.separation.instrument.reading import Readable

_LEAST_STROKES = 3
_LEAVES = 0.65
"""Two means must leave at most this share of what one leaves."""
_WORTH_DB = -26.0
"""Strokes that lie so near to their mean are one sound whatever two would do."""
_BEFORE_S, _SHORTEST_S, _COMPARED_S = 0.004, 0.04, 0.12
_GUARD_S = 0.004
_ROUNDS = 4
_DIRECTIONS = 3


def split_layers(low: Low, groups: Sequence[Group], onsets: Sequence[float], ends: Sequence[float]) -> list[Group]:
    """The groups with those in two where they are two sounds, and their halves again; the largest first."""
    waiting, done = list(groups), []
    while waiting:
        group = waiting.pop()
        halves = _halves(low, group, onsets, ends)
        if halves is None:
            done.append(group)
        else:
            waiting += halves
    return sorted(done, key=lambda group: -len(group.strokes))


def _halves(low: Low, group: Group, onsets: Sequence[float], ends: Sequence[float]) -> list[Group] | None:
    if len(group.strokes) < 2 * _LEAST_STROKES:
        return None
    waves = _aligned(low, group, onsets, ends)
    scaled = _scaled(waves)
    left = _left(scaled)
    if left <= 10.0 ** (_WORTH_DB / 10.0) * float(np.sum(scaled**2)):
        return None
    directions = np.linalg.svd(scaled - scaled.mean(axis=0), full_matrices=False)[0][:, :_DIRECTIONS]
    parts = [part for part in (_two_means(scaled, _gap(direction)) for direction in directions.T) if part is not None]
    if not parts:
        return None
    is_second = min(parts, key=lambda part: _left(scaled[part]) + _left(scaled[~part]))
    if _left(scaled[is_second]) + _left(scaled[~is_second]) > _LEAVES * left:
        return None
    return [
        Group(
            group.pitch,
            [stroke for stroke, own in zip(group.strokes, chosen, strict=True) if own],
            [delay for delay, own in zip(group.delays, chosen, strict=True) if own],
        )
        for chosen in (is_second, ~is_second)
    ]


def _gap(places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which lie above the widest gap that leaves enough on both sides."""
    ordered = np.sort(places)
    gaps = np.diff(ordered)[_LEAST_STROKES - 1 : len(ordered) - _LEAST_STROKES]
    edge = int(np.argmax(gaps)) + _LEAST_STROKES - 1
    return np.asarray(places > 0.5 * (ordered[edge] + ordered[edge + 1]))


def _two_means(waves: NDArray[np.float64], is_second: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """Each wave with the nearer of two means, from a first guess; None where one mean loses nearly all."""
    for _ in range(_ROUNDS):
        if not _LEAST_STROKES <= int(is_second.sum()) <= len(is_second) - _LEAST_STROKES:
            return None
        first, second = (np.sum((waves - waves[own].mean(axis=0)) ** 2, axis=1) for own in (~is_second, is_second))
        is_second = second < first
    enough = _LEAST_STROKES <= int(is_second.sum()) <= len(is_second) - _LEAST_STROKES
    return is_second if enough else None


def _aligned(low: Low, group: Group, onsets: Sequence[float], ends: Sequence[float]) -> NDArray[np.float64]:
    """``[strokes, samples]`` over the stretch in which all of them are alone."""
    lengths = [ends[k] - onsets[k] for k in group.strokes]
    seconds = min(_COMPARED_S, max(_SHORTEST_S, min(lengths) - _GUARD_S))
    before, length = round(_BEFORE_S * low.rate), round((_BEFORE_S + seconds) * low.rate)
    waves = []
    for stroke, delay in zip(group.strokes, group.delays, strict=True):
        start = (onsets[stroke] + delay) * low.rate - before
        whole = int(np.floor(start))
        places = np.arange(length, dtype=np.float64) + float(start - whole)
        waves.append(Readable(low.stretch(whole, length + 2)).at(places)[0])
    return np.stack(waves)


def _scaled(waves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each at the gain at which it lies nearest to the mean of all, so that loudness makes no layer."""
    units = waves / np.maximum(np.linalg.norm(waves, axis=1, keepdims=True), 1e-300)
    mean = units.mean(axis=0)
    gains = (units @ mean) / max(float(mean @ mean), 1e-300)
    return np.asarray(units / np.maximum(gains, 0.1)[:, None])


def _left(waves: NDArray[np.float64]) -> float:
    """Energy of what a mean leaves of its waves."""
    return float(np.sum((waves - waves.mean(axis=0)) ** 2))
