"""The singing voice: the strongest harmonic series that moves, followed through time.

Salience is a weighted sum over the first partials of every candidate pitch (harmonic summation; Klapuri 2006), and
the path through it is the most probable one under small steps (Viterbi), as in melody extraction (Salamon & Gómez
2012). The path becomes a comb that lets only its partials through.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Spectrum = NDArray[np.float32]

_LOWEST_HZ, _HIGHEST_HZ = 85.0, 800.0  # sung fundamentals
_PER_OCTAVE = 48
_PARTIALS = 10
_DECAY = 0.84  # weight of each partial over the one before
_REACH = 10  # steps of the grid the pitch may move in a frame of 23 ms: 2.5 semitones
_LEAP_COST = 0.35
_STEP_COST = 0.012  # of the frame's largest salience, per grid step


@dataclass(frozen=True, slots=True, eq=False)
class VoicePath:
    """Fundamental in bins and salience (0–1: share of the magnitude in the comb) of every frame."""

    pitch_bins: NDArray[np.float64]
    salience: NDArray[np.float64]


def follow_voice(magnitude: Spectrum, hz_per_bin: float) -> VoicePath:
    steps = int(_PER_OCTAVE * np.log2(_HIGHEST_HZ / _LOWEST_HZ))
    pitches = _LOWEST_HZ * 2 ** (np.arange(steps) / _PER_OCTAVE) / hz_per_bin
    partials = np.arange(1, _PARTIALS + 1)
    where = np.minimum(np.rint(pitches[:, None] * partials).astype(int), magnitude.shape[1] - 1)
    weights = (_DECAY ** (partials - 1)).astype(np.float32)
    salience = np.zeros((len(magnitude), steps), np.float32)
    for partial, weight in enumerate(weights):
        salience += weight * magnitude[:, where[:, partial]]
    # a comb an octave too low hits every second partial: what lies between its partials counts against a candidate
    between = np.minimum(np.rint(pitches[:, None] * (partials[:6] - 0.5)).astype(int), magnitude.shape[1] - 1)
    for partial in range(6):
        salience -= 0.6 * weights[partial] * magnitude[:, between[:, partial]]
    salience = np.maximum(salience, 0)
    loud = np.percentile(salience.max(axis=1), 95) + 1e-12
    path = _best_path(salience / (salience.max(axis=1, keepdims=True) + 0.05 * loud))
    frames = np.arange(len(path))
    return VoicePath(pitches[path], (salience[frames, path] / loud).astype(np.float64))


def _best_path(score: Spectrum) -> NDArray[np.int64]:
    """Viterbi: highest sum of scores, less the cost of moving; a leap anywhere costs the same."""
    num_frames, steps = score.shape
    costs = (_STEP_COST * np.abs(np.arange(-_REACH, _REACH + 1))).astype(np.float32)[:, None]
    came = np.zeros((num_frames, steps), np.int32)
    best = score[0].copy()
    columns = np.arange(steps)
    for frame in range(1, num_frames):
        padded = np.pad(best, _REACH, constant_values=-np.inf)
        reachable = np.lib.stride_tricks.sliding_window_view(padded, steps) - costs
        choice = np.argmax(reachable, axis=0)
        near, anywhere = reachable[choice, columns], best.max() - _LEAP_COST
        came[frame] = np.where(near >= anywhere, columns + choice - _REACH, np.argmax(best))
        best = np.maximum(near, anywhere) + score[frame]
    path = np.empty(num_frames, np.int64)
    path[-1] = np.argmax(best)
    for frame in range(num_frames - 1, 0, -1):
        path[frame - 1] = came[frame, path[frame]]
    return path


def comb(path: VoicePath, num_bins: int, hz_per_bin: float) -> Spectrum:
    """1 on the partials of the path, 0 between, ``[frames, bins]``; wider for higher partials, which vibrato spreads."""
    bins = np.arange(num_bins)
    partial = bins[None] / path.pitch_bins[:, None]
    nearest = np.maximum(np.rint(partial), 1)
    distance = np.abs(partial - nearest) * path.pitch_bins[:, None]
    width = 1.6 + 0.012 * bins[None]
    return np.clip(width + 1 - distance, 0, 1).astype(np.float32)
