"""How many beats make a bar, and where that changes.

A bar is what returns: the pattern of a beat resembles that of the beat one bar later more than that of any other
beat nearby. For every bar length the similarity at its multiples is set against the similarity at all other distances
(a comb over the beat-synchronous self-similarity; Gainza, "Automatic musical meter detection", ICASSP 2009), beat by
beat, and the likeliest sequence of bar lengths is found by Viterbi with a price for each change. Four beats are
assumed unless another length is clearly better, since most music has four.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

_LONGEST_LAG = 12  # beats: three bars of four, four of three
_ADVANTAGE = {3: 0.12, 4: 0.0, 5: 0.20, 7: 0.25}  # by which a comb must beat that of four; odd metres are rare
_SEVEN_HALVES = 7
_SEVEN_ADVANTAGE = 0.25
_CHANGE_PRICE = 6.0  # a change pays if a comb is better by a half over 12 beats, or by a quarter over 24
_SMOOTHING_BEATS = 8
_LOCAL_BEATS = 49
_FEWEST_BARS = 4  # of one metre
_FEWEST_BEATS = 12  # fewer tell nothing about what returns
_MIN_ENERGY = 1e-6

Halves = int
"""Half-beats of a bar: 8 for four beats, 7 for seven eighths."""


@dataclass(frozen=True, slots=True)
class BarSpan:
    """A stretch of beats with bars of one length.

    Args:
        first: Index of its first beat.
        last: Index after its last beat.
        halves: Half-beats of its bars: 6, 8, 10, 14, or 7 where seven eighths make a bar.
        advantage: By how much its comb beats that of four beats (of the best other one where it is four).
    """

    first: int
    last: int
    halves: Halves
    advantage: float


def bar_spans(features: np.ndarray) -> tuple[BarSpan, ...]:
    """Bar lengths along a grid of beats.

    Args:
        features: What sounds at each 16th (or triplet) of each beat, ``[beats, steps, kinds]``.
    """
    num_beats = len(features)
    combs = _combs(features)
    if combs is None:
        return (BarSpan(0, num_beats, 8, 0.0),)
    lengths = list(combs)
    evidence = np.stack([combs[length] - _price(length) for length in lengths], axis=1)
    path = _likeliest(evidence, start=lengths.index(8))
    spans: list[BarSpan] = []
    for first, last in _runs(path, lengths):
        mean = evidence[first:last].mean(axis=0)
        state = int(np.bincount(path[first:last]).argmax())
        rival = float(np.delete(mean, state).max()) if lengths[state] == 8 else float(mean[lengths.index(8)])
        spans.append(BarSpan(first, last, lengths[state], float(mean[state]) - rival))
    return tuple(spans)


def _runs(path: np.ndarray, lengths: list[Halves]) -> list[tuple[int, int]]:
    """Stretches of one bar length; those of fewer than four bars go to the longer neighbour."""
    edges = [0, *(1 + np.flatnonzero(np.diff(path))).tolist(), len(path)]
    runs = [(first, last, int(path[first])) for first, last in pairwise(edges)]
    while len(runs) > 1:
        short = [i for i, (first, last, state) in enumerate(runs) if 2 * (last - first) < _FEWEST_BARS * lengths[state]]
        if not short:
            break
        index = min(short, key=lambda i: runs[i][1] - runs[i][0])
        near = [i for i in (index - 1, index + 1) if 0 <= i < len(runs)]
        other = max(near, key=lambda i: runs[i][1] - runs[i][0])
        first, last = min(index, other), max(index, other)
        runs[first : last + 1] = [(runs[first][0], runs[last][1], runs[other][2])]
        runs = _joined(runs)
    return [(first, last) for first, last, _ in runs]


def _joined(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    out: list[tuple[int, int, int]] = []
    for run in runs:
        if out and out[-1][2] == run[2]:
            out[-1] = (out[-1][0], run[1], run[2])
        else:
            out.append(run)
    return out


def returns_after(features: np.ndarray, beats: int) -> float:
    """Mean similarity of beats so many apart, -1 to 1; 0 where nothing varies or too few beats are there."""
    centred = _centred(features)
    energy = float(np.mean(centred**2))
    if energy < _MIN_ENERGY or len(centred) <= beats + 2:
        return 0.0
    return float(np.mean(centred[beats:] * centred[:-beats])) / energy


def _price(halves: Halves) -> float:
    return _SEVEN_ADVANTAGE if halves == _SEVEN_HALVES else _ADVANTAGE[halves // 2]


def _centred(features: np.ndarray) -> np.ndarray:
    """Features less their mean over some bars around: what an arrangement adds or takes is no metre."""
    from scipy.ndimage import uniform_filter1d

    flat = features.reshape(len(features), -1)
    size = min(len(flat), _LOCAL_BEATS)
    return np.asarray(flat - uniform_filter1d(flat, size, axis=0, mode="reflect"))


def _combs(features: np.ndarray) -> dict[Halves, np.ndarray] | None:
    """For each bar length how well it explains what returns around each beat, ``[beats]``; None if nothing varies."""
    if len(features) < _FEWEST_BEATS:
        return None
    whole = _centred(features)
    energy = float(np.mean(whole**2))
    if energy < _MIN_ENERGY:
        return None
    similar = _local_similarity(whole, energy, _LONGEST_LAG)
    combs: dict[Halves, np.ndarray] = {}
    for beats in _ADVANTAGE:
        is_multiple = np.arange(1, len(similar) + 1) % beats == 0
        combs[2 * beats] = similar[is_multiple].mean(axis=0) - similar[~is_multiple].mean(axis=0)
    if features.shape[1] % 2 == 0:
        combs[_SEVEN_HALVES] = _comb_of_seven_eighths(features, similar, combs)
    return combs


def _comb_of_seven_eighths(features: np.ndarray, similar: np.ndarray, combs: dict[Halves, np.ndarray]) -> np.ndarray:
    """The comb of 3½ beats: only even multiples are whole beats, the odd ones swap on- and off-beats.

    Both must return better than their neighbours, or any music of many eighths would look like it.
    """
    num_beats, steps, _ = features.shape
    halves = features.reshape(2 * num_beats, steps // 2, -1)
    centred = _centred(halves)
    energy = float(np.mean(centred**2))
    if energy < _MIN_ENERGY or len(similar) < _SEVEN_HALVES:
        return np.full(num_beats, -1.0)
    fine = _local_similarity(centred, energy, 2 * _LONGEST_LAG)[:, ::2]
    odd = fine[6] - np.mean([fine[k - 1] for k in (1, 3, 5, 9, 11)], axis=0)
    even = similar[6] - np.mean([similar[k - 1] for k in (3, 4, 5, 6, 8)], axis=0)
    at_seven = combs[14]
    return np.asarray(np.minimum(np.minimum(odd, even), at_seven + 0.2))


def _local_similarity(centred: np.ndarray, energy: float, longest: int) -> np.ndarray:
    """Similarity at lags 1 … longest around each beat, ``[lags, beats]``: each pair counts for all beats it spans."""
    from scipy.ndimage import uniform_filter1d

    num_beats = len(centred)
    rows = []
    for lag in range(1, min(longest, num_beats - 2) + 1):
        product = np.mean(centred[lag:] * centred[:-lag], axis=1) / energy
        padded = np.r_[np.repeat(product[:1], lag // 2), product, np.repeat(product[-1:], lag - lag // 2)]
        rows.append(uniform_filter1d(padded, min(num_beats, lag + _SMOOTHING_BEATS), mode="nearest"))
    return np.stack(rows)


def _likeliest(evidence: np.ndarray, *, start: int) -> np.ndarray:
    """The path of states that collects most evidence, less the price of its changes: ``[beats]``."""
    num_beats, num_states = evidence.shape
    price = _CHANGE_PRICE * (1.0 - np.eye(num_states))
    total = evidence[0] + 1e-9 * (np.arange(num_states) == start)
    back = np.zeros((num_beats, num_states), np.int64)
    for beat in range(1, num_beats):
        table = total[None, :] - price
        back[beat] = np.argmax(table, axis=1)
        total = evidence[beat] + table[np.arange(num_states), back[beat]]
    path = np.zeros(num_beats, np.int64)
    path[-1] = int(np.argmax(total))
    for beat in range(num_beats - 1, 0, -1):
        path[beat - 1] = back[beat, path[beat]]
    return path
