"""The singing voice: the strongest harmonic series in the middle of the stereo image that moves.

Salience is a weighted sum over the first partials of every candidate pitch (harmonic summation; Klapuri 2006), and
the path through it is the most probable one under small steps (Viterbi), as in melody extraction (Salamon and Gómez
2012). The path becomes a comb that lets its partials through. A voice glides and trembles, keys do not: where the
path stands still or jumps, the comb is closed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.separation.medians import median_over_frames

Magnitude = NDArray[np.float32]
Mask = NDArray[np.float32]

_LOWEST_HZ, _HIGHEST_HZ = 85.0, 800.0  # sung fundamentals
_PER_OCTAVE = 48
_PARTIALS = 10
_DECAY = 0.84  # weight of each partial over the one before (Klapuri's 1/f family, fitted by nobody: flat optimum)
_BETWEEN = 0.6  # what lies between the partials counts against a candidate: a comb an octave too low hits every second
_REACH = 10  # grid steps the pitch may move in a frame of 23 ms: 2.5 semitones
_STEP_COST, _LEAP_COST = 0.012, 0.35  # of a frame's largest salience: per grid step; for a new phrase anywhere
_STEADY = 31  # frames of the median that keeps chords and removes sung notes, 0.7 s
_EXPONENT = 0.15  # of the evidence against chords and sides within the comb; 1 to 0.08 measured, best 0.15
_OUTSIDE = 0.25  # what passes between the partials
_QUIET = 0.1  # salience below which nobody sings, 0.2 from which somebody does
_MOVING = (0.15, 0.35)  # share of frames that glide: keys measured 0.19–0.26 over a song, voices 0.35–0.64
_STILL = 0.3  # what passes where nothing glides
_SECOND = 87  # frames that are judged together, 2 s
_TOP_HZ = 12_000.0  # above, what is left of a voice is not worth the leaks
_SIBILANTS_HZ = 4_000.0  # above, consonants have no pitch


@dataclass(frozen=True, slots=True, eq=False)
class VoicePath:
    """Fundamental in bins, and salience relative to the loudest moments, of every frame."""

    pitch_bins: NDArray[np.float64]
    salience: NDArray[np.float64]


def voice_mask(magnitude: Magnitude, centre: Mask, free: Mask, frequencies: NDArray[np.float64]) -> Mask:
    """Share 0–1 of every cell ``[frames, bins]`` that is sung.

    Args:
        magnitude: Spectrogram without the drums, frames of 23 ms and bins of 11 Hz.
        centre: Share of every cell that lies in the middle of the stereo image.
        free: Share that the low instruments have left.
        frequencies: Hz of the bins.
    """
    mask = np.zeros_like(magnitude)
    band = slice(0, int(np.searchsorted(frequencies, _TOP_HZ)))
    mask[:, band] = _mask(magnitude[:, band], centre[:, band], free[:, band], frequencies[band])
    return mask


def _mask(magnitude: Magnitude, centre: Mask, free: Mask, frequencies: NDArray[np.float64]) -> Mask:
    steady = median_over_frames(magnitude, _STEADY)
    moving = np.square(np.maximum(magnitude - steady, 0))
    evidence = moving / (moving + np.square(steady) + 1e-10) * centre
    evidence *= (1 / (1 + (_LOWEST_HZ / np.maximum(frequencies, 1.0)) ** 8)).astype(np.float32)
    path = follow_voice(magnitude * np.sqrt(evidence * free), float(frequencies[1]))
    sung = np.clip(path.salience / _QUIET - 1, 0, 1)[:, None]
    gate = _OUTSIDE + (1 - _OUTSIDE) * sung * comb(path, len(frequencies))
    treble = 1 / (1 + (_SIBILANTS_HZ / np.maximum(frequencies, 1.0)) ** 8)
    gate = gate * (1 - treble) + treble
    return np.asarray(np.minimum(evidence**_EXPONENT * gate * _glides(path)[:, None], 1) * free, np.float32)


def follow_voice(magnitude: Magnitude, hz_per_bin: float) -> VoicePath:
    """The path of the strongest harmonic series.

    Args:
        magnitude: ``[frames, bins]``.
        hz_per_bin: Width of a bin.
    """
    steps = int(_PER_OCTAVE * np.log2(_HIGHEST_HZ / _LOWEST_HZ))
    pitches = _LOWEST_HZ * 2 ** (np.arange(steps) / _PER_OCTAVE) / hz_per_bin
    last = magnitude.shape[1] - 1
    salience = np.zeros((len(magnitude), steps), np.float32)
    for partial in range(1, _PARTIALS + 1):
        weight = np.float32(_DECAY ** (partial - 1))
        salience += weight * magnitude[:, np.minimum(np.rint(pitches * partial).astype(int), last)]
        if partial <= _PARTIALS // 2 + 1:
            between = np.minimum(np.rint(pitches * (partial - 0.5)).astype(int), last)
            salience -= np.float32(_BETWEEN) * weight * magnitude[:, between]
    salience = np.maximum(salience, 0)
    loud = float(np.percentile(salience.max(axis=1), 95)) + 1e-12
    path = _best_path(salience / (salience.max(axis=1, keepdims=True) + np.float32(0.05 * loud)))
    return VoicePath(pitches[path], salience[np.arange(len(path)), path].astype(np.float64) / loud)


def _best_path(score: Magnitude) -> NDArray[np.int64]:
    """Viterbi: highest sum of scores, less the cost of moving; a leap anywhere costs the same."""
    num_frames, steps = score.shape
    costs = (_STEP_COST * np.abs(np.arange(-_REACH, _REACH + 1))).astype(np.float32)[:, None]
    came = np.zeros((num_frames, steps), np.int32)
    best = score[0].copy()
    columns = np.arange(steps)
    padded = np.full(steps + 2 * _REACH, -np.inf, np.float32)
    for frame in range(1, num_frames):
        padded[_REACH:-_REACH] = best
        reachable = np.lib.stride_tricks.sliding_window_view(padded, steps) - costs
        choice = np.argmax(reachable, axis=0)
        near, anywhere = reachable[choice, columns], best.max() - np.float32(_LEAP_COST)
        came[frame] = np.where(near >= anywhere, columns + choice - _REACH, np.argmax(best))
        best = np.maximum(near, anywhere) + score[frame]
    path = np.empty(num_frames, np.int64)
    path[-1] = np.argmax(best)
    for frame in range(num_frames - 1, 0, -1):
        path[frame - 1] = came[frame, path[frame]]
    return path


def comb(path: VoicePath, num_bins: int) -> Mask:
    """1 on the partials of the path, 0 between, ``[frames, bins]``; wider higher up, where vibrato spreads."""
    bins = np.arange(num_bins, dtype=np.float32)
    pitch = path.pitch_bins.astype(np.float32)[:, None]
    distance = np.abs(bins / pitch - np.maximum(np.rint(bins / pitch), 1)) * pitch
    return np.asarray(np.clip(2.6 + 0.012 * bins - distance, 0, 1), np.float32)


def _glides(path: VoicePath) -> Mask:
    """How freely each frame's surroundings pass: 1 where the pitch moves by steps that keys cannot make."""
    from scipy import ndimage

    semitones = 12 * np.log2(path.pitch_bins)
    step = np.abs(np.diff(semitones, prepend=semitones[0]))
    weight = np.minimum(path.salience, 1)
    gliding = ndimage.uniform_filter1d(weight * ((step > 0.2) & (step < 1.5)), _SECOND)
    share = gliding / (ndimage.uniform_filter1d(weight, _SECOND) + 1e-3)
    low, high = _MOVING
    return np.asarray(_STILL + (1 - _STILL) * np.clip((share - low) / (high - low), 0, 1), np.float32)
