"""Pitch of low struck tones: correlation of the wave with itself a period later, centred in time.

For every lag the two stretches that are compared lie symmetrically around the frame, so a frame's time means the same
at every pitch and a slide is not smeared by the longest lag. Normalised by both energies (the cross-correlation of
Talkin's RAPT, 1995), because the tones die away: a decay alone would lower the value of a long lag.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio
from engine.separation.instrument.one_channel import channel_weights

LOWEST_HZ, HIGHEST_HZ = 26.0, 270.0
"""MIDI 28 less the tuning of a slow tape, and an octave above the highest note in fills."""
WORK_HZ = 4_410.0
_WINDOW_S = 0.03
HOP_S = 0.005
_SAME = 0.05
"""A lag that correlates this nearly as well as the best one is as good, and the shortest of them is the period. More
would take a loud third partial for the pitch."""


@dataclass(frozen=True, slots=True, eq=False)
class Low:
    """A stem below 2 kHz in one channel, where strokes are told apart.

    Args:
        samples: Float64 ``[samples]`` at ``rate`` Hz.
        rate: The stem's rate over ``factor``.
        factor: Whole number by which the rate was lowered.
        weights: Of the channels.
    """

    samples: NDArray[np.float64]
    rate: float
    factor: int
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, stem: Audio) -> Low:
        factor = max(1, round(stem.sample_rate / WORK_HZ))
        weights = channel_weights(stem)
        return cls(lowered(weights @ stem.samples, factor), stem.sample_rate / factor, factor, weights)

    def stretch(self, first: int, length: int) -> NDArray[np.float64]:
        """``[1, length]`` samples from ``first``, which may be negative; zeros beyond both ends."""
        out = np.zeros((1, length))
        start, stop = max(0, first), min(len(self.samples), first + length)
        if start < stop:
            out[0, start - first : stop - first] = self.samples[start:stop]
        return out

    def of_sound(self, wave: NDArray[np.float64]) -> NDArray[np.float64]:
        """``[1, samples]`` of a part of the stem, ``[channels, samples]``; its first sample stays the first."""
        return lowered(self.weights @ wave, self.factor)[None]


def lowered(samples: NDArray[np.floating], factor: int) -> NDArray[np.float64]:
    """One channel at a rate ``factor`` times lower; sample 0 stays sample 0."""
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(samples.astype(np.float64), 1, factor))


@dataclass(frozen=True, slots=True, eq=False)
class Periodicity:
    """Correlation of a signal with itself.

    Args:
        values: ``[frames, lags]``, -1 to 1; frame k is centred on ``k * HOP_S`` seconds.
        lags: Samples, ``[lags]``.
        level: Root mean square of each frame.
        rate: Samples per second.
    """

    values: NDArray[np.float32]
    lags: NDArray[np.int64]
    level: NDArray[np.float64]
    rate: float

    def frames(self, start: float, end: float) -> slice:
        """Frames centred from ``start`` to ``end`` seconds."""
        first = int(np.ceil(start / HOP_S - 1e-9))
        return slice(max(0, first), max(0, min(len(self.level), int(np.floor(end / HOP_S + 1e-9)) + 1)))

    def track(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """MIDI number (nan where nothing repeats) and height of the first good peak of every frame."""
        return self._first_peaks(self.values.astype(np.float64))

    def pitch_of(self, frames: slice) -> tuple[float, float] | None:
        """MIDI number and height of the first good peak of these frames' mean, the loud ones counting most.

        None where there are no frames or nothing repeats.
        """
        if frames.stop <= frames.start:
            return None
        values: NDArray[np.float64] = self.values[frames].astype(np.float64)
        pitch, height = self._first_peaks(np.average(values, axis=0, weights=self.level[frames] + 1e-12)[None])
        return (float(pitch[0]), float(height[0])) if np.isfinite(pitch[0]) else None

    def _first_peaks(self, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        inner = values[:, 1:-1]
        peaks = np.where((inner >= values[:, :-2]) & (inner > values[:, 2:]), inner, -np.inf)
        tops = peaks.max(axis=1, keepdims=True)
        found = np.isfinite(tops[:, 0])
        place = 1 + np.argmax(peaks >= tops - _SAME, axis=1)
        rows = np.arange(len(values))
        left, middle, right = (values[rows, place + d] for d in (-1, 0, 1))
        bend = left - 2.0 * middle + right
        shift = np.divide(0.5 * (left - right), bend, out=np.zeros(len(values)), where=bend < -1e-9)
        hz = self.rate / (self.lags[place] + np.clip(shift, -0.5, 0.5))
        return np.where(found, 69.0 + 12.0 * np.log2(hz / 440.0), np.nan), np.where(found, middle, 0.0)


def periodicity(low: Low, start: float = 0.0, end: float | None = None) -> Periodicity:
    """Correlations from ``start`` to ``end`` seconds; frames count from time 0 of ``start``."""
    samples, rate = low.samples, low.rate
    first = round(start * rate)
    last = len(samples) if end is None else min(len(samples), round(end * rate))
    lags = np.arange(int(rate / HIGHEST_HZ), int(np.ceil(rate / LOWEST_HZ)) + 2)
    window = round(_WINDOW_S * rate)
    margin = int(lags[-1]) + window
    part = np.zeros(max(1, last - first) + 2 * margin)
    begin, stop = max(0, first - margin), min(len(samples), last + margin)
    part[begin - first + margin : stop - first + margin] = samples[begin:stop]
    num_frames = 1 + int(max(0, last - first) / rate / HOP_S)
    at = margin - window // 2 + np.round(np.arange(num_frames) * HOP_S * rate).astype(np.int64)
    power = np.concatenate([[0.0], np.cumsum(part**2)])
    values = np.empty((num_frames, len(lags)), np.float32)
    floor = 1e-14 * max(float(np.max(part**2, initial=0.0)), 1e-300) * window
    for column, lag in enumerate(lags):
        product = np.concatenate([[0.0], np.cumsum(part[: len(part) - lag] * part[lag:])])
        head = at - lag // 2
        along = product[head + window] - product[head]
        energies = (power[head + window] - power[head]) * (power[head + lag + window] - power[head + lag])
        values[:, column] = along / np.sqrt(np.maximum(energies, floor**2))
    level = np.sqrt(np.maximum(0.0, power[at + window] - power[at]) / window)
    return Periodicity(values, lags, level, rate)
