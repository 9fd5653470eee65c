"""Fundamental frequency of low instruments: YIN on a decimated signal.

De Cheveigné & Kawahara, "YIN, a fundamental frequency estimator for speech and music" (JASA 111, 2002): cumulative mean
normalised difference, the first of the deepest dips, parabolic interpolation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.spectrum import FloatArray

LOWEST_HZ = 35.0
HIGHEST_HZ = 250.0

_WORK_RATE_HZ = 4_000.0
_TOLERANCE = 0.04  # a dip so near the deepest one is as good; more would take a loud third harmonic for the pitch
_VOICED = 0.35
_RATE_HZ = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class PitchTrack:
    """Pitch over time.

    Args:
        times: Centre of each frame in seconds, ``[frames]``.
        pitch: Fractional MIDI note number, ``[frames]``; nan where nothing is periodic.
        aperiodicity: YIN's dip, 0 periodic to 1 noise, ``[frames]``.
        level: Amplitude (root mean square) of each frame, ``[frames]``.
    """

    times: np.ndarray
    pitch: np.ndarray
    aperiodicity: np.ndarray
    level: np.ndarray


def decimated(samples: FloatArray, sample_rate: int) -> tuple[np.ndarray, float]:
    """The signal below about 1.6 kHz at about 4 kHz: ``(samples, rate in Hz)``; time 0 stays time 0."""
    from scipy.signal import resample_poly

    factor = max(1, int(sample_rate // _WORK_RATE_HZ))
    return np.asarray(resample_poly(samples, 1, factor), dtype=np.float64), sample_rate / factor


def track_pitch(samples: FloatArray, sample_rate: int) -> PitchTrack:
    """YIN over a whole signal, 35–250 Hz at 100 frames per second."""
    low, rate = decimated(samples, sample_rate)
    longest = int(np.ceil(rate / LOWEST_HZ)) + 2
    shortest = max(2, int(rate / HIGHEST_HZ))
    window = longest + int(0.012 * rate)
    hop = max(1, round(rate / _RATE_HZ))
    span = window + longest
    padded = np.concatenate([np.zeros(span // 2), low, np.zeros(span + hop)])
    count = 1 + len(low) // hop
    frames = np.lib.stride_tricks.sliding_window_view(padded, span)[::hop][:count]
    size = 2 ** int(np.ceil(np.log2(span + longest)))
    pitch = np.full(count, np.nan)
    dip = np.ones(count)
    level = np.zeros(count)
    for start in range(0, count, 512):
        block = frames[start : start + 512]
        difference = _difference(block, window, longest, size)
        chunk_pitch, chunk_dip = _pick(difference, shortest, rate)
        stop = start + len(block)
        pitch[start:stop], dip[start:stop] = chunk_pitch, chunk_dip
        level[start:stop] = np.sqrt(np.mean(block**2, axis=1))
    return PitchTrack(np.arange(count) * hop / rate, pitch, dip, level)


def _difference(block: np.ndarray, window: int, longest: int, size: int) -> np.ndarray:
    """YIN's cumulative mean normalised difference (equations 6–8), ``[frames, lags]``."""
    head = np.fft.rfft(block[:, :window], size)
    whole = np.fft.rfft(block, size)
    correlation = np.fft.irfft(np.conj(head) * whole, size)[:, : longest + 1]
    energy = np.concatenate([np.zeros((len(block), 1)), np.cumsum(block**2, axis=1)], axis=1)
    lags = np.arange(longest + 1)
    moved = energy[:, lags + window] - energy[:, lags]
    difference = np.maximum(0.0, moved[:, :1] + moved - 2.0 * correlation)
    running = np.cumsum(difference[:, 1:], axis=1)
    normalised = np.ones_like(difference)
    np.divide(difference[:, 1:] * lags[1:], running, out=normalised[:, 1:], where=running > 1e-12)
    return np.asarray(normalised)


def _pick(normalised: np.ndarray, shortest: int, rate: float) -> tuple[np.ndarray, np.ndarray]:
    inner = normalised[:, shortest:-1]
    is_dip = (inner <= normalised[:, shortest - 1 : -2]) & (inner < normalised[:, shortest + 1 :])
    deepest = inner.min(axis=1, keepdims=True)
    below = is_dip & (inner <= deepest + _TOLERANCE)
    first = np.where(below.any(axis=1), below.argmax(axis=1), np.where(is_dip, inner, np.inf).argmin(axis=1))
    rows = np.arange(len(normalised))
    lag = first + shortest
    left, middle, right = (normalised[rows, lag + d] for d in (-1, 0, 1))
    bend = left - 2.0 * middle + right
    shift = np.divide(0.5 * (left - right), bend, out=np.zeros(len(lag)), where=np.abs(bend) > 1e-9)
    frequency = rate / (lag + np.clip(shift, -0.5, 0.5))
    pitch = 69.0 + 12.0 * np.log2(frequency / 440.0)
    return np.where(middle < _VOICED, pitch, np.nan), middle
