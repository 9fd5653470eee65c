"""Where a bass is struck or plucked, or moves to another note without being struck.

Every rise of the spectrum and every change of pitch is a candidate; a small network tells from what lies around it
whether a note begins there. The rises alone do not do: a saw bass beats, an 808 booms through its own repetition, and
a legato note raises nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.low_pitch import HOP_S, Floats, Periodicity
from engine.analysis.onsets import flux
from engine.analysis.spectrum import FloatArray, band_spectrogram
from engine.core.time import FrameClock
from engine.paths import resources

WEIGHTS = "bass-attacks.safetensors"
THRESHOLD = 0.4  # between precision and recall alike on basses left out of training
REACH_FRAMES = 10
"""Frames of 10 ms to either side of a candidate that the network sees."""
_BANDS_HZ = ((20.0, 90.0), (90.0, 250.0), (250.0, 800.0), (800.0, 3_000.0), (3_000.0, 16_000.0))
_LEAST_RISE = 0.03
_MOVED = 0.7
_APART_FRAMES = 5
_UNVOICED = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Attacks:
    """Times in seconds, in order, and how probable each is, 0-1."""

    times: Floats
    probability: Floats


def bass_attacks(samples: FloatArray, sample_rate: int, heard: Periodicity) -> Attacks:
    """Where the notes of a bass begin.

    Args:
        samples: The stem in one channel.
        sample_rate: In Hz.
        heard: Its periodicity.
    """
    features, clock = attack_features(samples, sample_rate, heard)
    frames = candidates(features)
    if not len(frames):
        return Attacks(np.zeros(0), np.zeros(0))
    probability = attack_probability(around(features, frames), load_weights())
    kept: list[int] = []
    for index in np.argsort(-probability, kind="stable").tolist():
        if probability[index] < THRESHOLD:
            break
        if all(abs(int(frames[index]) - int(frames[other])) >= _APART_FRAMES for other in kept):
            kept.append(index)
    kept.sort()
    return Attacks(np.maximum(0.0, clock.time(frames[kept].astype(np.float64))), probability[kept])


def attack_features(samples: FloatArray, sample_rate: int, heard: Periodicity) -> tuple[Floats, FrameClock]:
    """``[frames, 9]`` at about 100 Hz: rises in five ranges over their loud ones, level, periodicity, pitch, change."""
    spectrogram = band_spectrogram(samples, sample_rate)
    rise = flux(spectrogram)
    columns = []
    for low, high in _BANDS_HZ:
        own = rise[:, spectrogram.band_slice(low, high)].mean(axis=1)
        columns.append(own / max(1e-6, float(np.percentile(own, 99.5))))
    at = np.clip(np.round(spectrogram.clock.time(np.arange(len(rise))) / HOP_S).astype(int), 0, len(heard.level) - 1)
    loud = float(np.percentile(heard.level, 98)) + 1e-12
    level = 20.0 * np.log10(heard.level[at] / loud + 1e-3) / 20.0
    height = heard.height[at]
    change = _pitch_change(heard)[at]
    # how like itself the wave is at the period that held before: a wave that starts anew is not
    again = _continuity(heard)[at]
    return np.stack([*columns, level, height, change, again], axis=1).astype(np.float64), spectrogram.clock


def _pitch_change(heard: Periodicity) -> Floats:
    """Semitones between the median pitch of the 60 ms after and before, folded into an octave; 0 where unvoiced."""
    pitch = np.where(heard.height >= _UNVOICED, heard.pitch, np.nan)
    change = np.zeros(len(pitch))
    span = 12
    padded = np.pad(pitch, span, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, span)
    before, after = windows[: len(pitch)], windows[span : span + len(pitch)]
    known = (np.isfinite(before).sum(axis=1) >= span // 2) & (np.isfinite(after).sum(axis=1) >= span // 2)
    moved = np.nanmedian(after[known], axis=1) - np.nanmedian(before[known], axis=1) if known.any() else np.zeros(0)
    change[known] = np.clip(moved / 6.0, -2.0, 2.0)
    return change


def _continuity(heard: Periodicity) -> Floats:
    """Correlation at the lag of the pitch 50 ms earlier."""
    lag = np.nan_to_num(heard.rate / (440.0 * 2.0 ** ((heard.pitch - 69.0) / 12.0)), nan=float(heard.lags[0]))
    earlier = np.concatenate([np.full(10, lag[0] if len(lag) else 0.0), lag])[: len(lag)]
    column = np.clip(np.round(earlier - heard.lags[0]).astype(int), 0, len(heard.lags) - 1)
    return np.asarray(heard.values[np.arange(len(lag)), column], dtype=np.float64)


def candidates(features: Floats) -> NDArray[np.int64]:
    """Frames at which a note may begin."""
    rise = features[:, :5].mean(axis=1)
    padded = np.pad(rise, 2, mode="edge")
    is_top = rise >= np.lib.stride_tricks.sliding_window_view(padded, 5).max(axis=1)
    moved = np.abs(features[:, 7])
    padded = np.pad(moved, 3, mode="edge")
    is_move = (moved * 6.0 > _MOVED) & (moved >= np.lib.stride_tricks.sliding_window_view(padded, 7).max(axis=1))
    return np.flatnonzero((is_top & (rise > _LEAST_RISE)) | is_move)


def around(features: Floats, frames: NDArray[np.int64]) -> Floats:
    """What the network sees of each candidate: its neighbourhood, ``[candidates, 9 * 21]``."""
    padded = np.pad(features, ((REACH_FRAMES, REACH_FRAMES), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * REACH_FRAMES + 1, axis=0)
    return np.asarray(windows[frames].reshape(len(frames), -1))


def attack_probability(features: Floats, weights: Mapping[str, NDArray[np.float32]]) -> Floats:
    """``[candidates]`` of ``[candidates, 9 * 21]``: one hidden layer of rectifiers."""
    scaled = (features - weights["mean"]) / weights["deviation"]
    hidden = np.maximum(scaled @ weights["hidden.weight"] + weights["hidden.bias"], 0.0)
    logits = (hidden @ weights["out.weight"] + weights["out.bias"])[:, 0]
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)), dtype=np.float64)


@functools.lru_cache(maxsize=1)
def load_weights() -> Mapping[str, NDArray[np.float32]]:
    """The network's weights, which ship with the product."""
    from safetensors.numpy import load_file

    loaded: Mapping[str, NDArray[np.float32]] = load_file(resources() / "weights" / WEIGHTS)
    return loaded
