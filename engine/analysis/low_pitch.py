"""Period of low struck and plucked tones, frame by frame, and the steady stretches of a note.

For every lag the two stretches that are compared lie symmetrically around the frame, so a slide is not smeared by the
longest lag; the correlation is normalised by both energies (the cross-correlation of Talkin, "A robust algorithm for
pitch tracking (RAPT)", in Speech Coding and Synthesis, 1995), because the tones die away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LOWEST_HZ, HIGHEST_HZ = 26.0, 360.0
"""G#0 to F4: the lowest sub, an octave below its note, and the highest slide of a bass guitar."""
HOP_S = 0.005
_WORK_HZ = 3_000.0
_WINDOW_S = 0.03
_SAME = 0.05
"""A lag that correlates this nearly as well as the best one is as good, and the shortest of them is the period. More
would take a loud third partial for the pitch."""
_PERIODIC = 0.6
_AUDIBLE_DB = -40.0
_STEADY_SEMITONES = 0.45
_LEAST_FRAMES = 5  # 25 ms: shorter stands are on the way of a slide
_BLOCK = 1 << 19


@dataclass(frozen=True, slots=True, eq=False)
class Periodicity:
    """Correlation of a signal with itself.

    Args:
        values: ``[frames, lags]``, -1 to 1; frame k is centred on ``k * HOP_S`` seconds.
        lags: Samples, ``[lags]``.
        level: Root mean square of each frame.
        pitch: MIDI number of the first good peak of each frame; nan where nothing repeats.
        height: Of that peak.
        rate: Samples per second.
        samples: What was heard, at ``rate``.
    """

    values: NDArray[np.float32]
    lags: NDArray[np.int64]
    level: Floats
    pitch: Floats
    height: Floats
    rate: float
    samples: Floats

    def frames(self, start: float, end: float) -> slice:
        """Frames centred from ``start`` to ``end`` seconds."""
        first = max(0, int(np.ceil(start / HOP_S - 1e-9)))
        return slice(first, max(first, min(len(self.level), int(np.floor(end / HOP_S + 1e-9)) + 1)))

    def at(self, period_samples: float, frames: slice) -> float:
        """Mean correlation of these frames at a lag, the loud ones counting most; 0 outside the range."""
        place = period_samples - float(self.lags[0])
        if not 0.0 <= place <= len(self.lags) - 1 or frames.stop <= frames.start:
            return 0.0
        mean = np.average(self.values[frames], axis=0, weights=self.level[frames] + 1e-12)
        return float(np.interp(place, np.arange(len(mean)), mean))


def periodicity(samples: NDArray[np.floating], sample_rate: int) -> Periodicity:
    """Correlations of a whole stem; frames count from time 0."""
    from scipy.signal import resample_poly

    factor = max(1, round(sample_rate / _WORK_HZ))
    low = np.asarray(resample_poly(samples.astype(np.float64), 1, factor))
    rate = sample_rate / factor
    lags = np.arange(int(rate / HIGHEST_HZ), int(np.ceil(rate / LOWEST_HZ)) + 2)
    window = round(_WINDOW_S * rate)
    margin = int(lags[-1]) + window
    padded = np.pad(low, margin)
    num_frames = 1 + int(len(low) / rate / HOP_S)
    at = margin - window // 2 + np.round(np.arange(num_frames) * HOP_S * rate).astype(np.int64)
    power = np.concatenate([[0.0], np.cumsum(padded**2)])
    floor = 1e-12 * max(float(np.max(low**2, initial=0.0)), 1e-300) * window
    values = np.empty((num_frames, len(lags)), np.float32)
    for column, lag in enumerate(lags):
        product = np.concatenate([[0.0], np.cumsum(padded[: len(padded) - lag] * padded[lag:])])
        head = at - lag // 2
        along = product[head + window] - product[head]
        energies = (power[head + window] - power[head]) * (power[head + lag + window] - power[head + lag])
        values[:, column] = along / np.sqrt(np.maximum(energies, floor**2))
    level = np.sqrt(np.maximum(0.0, power[at + window] - power[at]) / window)
    pitch, height = _first_peaks(values, lags, rate)
    return Periodicity(values, lags, level, pitch, height, rate, low)


def _first_peaks(values: NDArray[np.float32], lags: NDArray[np.int64], rate: float) -> tuple[Floats, Floats]:
    inner = values[:, 1:-1]
    peaks = np.where((inner >= values[:, :-2]) & (inner > values[:, 2:]), inner, np.float32(-np.inf))
    tops = peaks.max(axis=1, keepdims=True)
    found = np.isfinite(tops[:, 0])
    place = 1 + np.argmax(peaks >= tops - np.float32(_SAME), axis=1)
    rows = np.arange(len(values))
    left, middle, right = (values[rows, place + d].astype(np.float64) for d in (-1, 0, 1))
    bend = left - 2.0 * middle + right
    shift = np.divide(0.5 * (left - right), bend, out=np.zeros(len(values)), where=bend < -1e-9)
    hz = rate / (lags[place] + np.clip(shift, -0.5, 0.5))
    return np.where(found, 69.0 + 12.0 * np.log2(hz / 440.0), np.nan), np.where(found, middle, 0.0)


@dataclass(frozen=True, slots=True)
class Stand:
    """A stretch of a note on one pitch: seconds, MIDI number, and how much of the note's sound it is."""

    start: float
    end: float
    pitch: float
    weight: float


def stands(
    heard: Periodicity, start: float, end: float, *, course: Floats | None = None, origin: float = 0.0
) -> list[Stand]:
    """The steady stretches between two times, in order; empty where nothing is periodic.

    Args:
        heard: The stem.
        start: Seconds.
        end: Seconds.
        course: Semitones by which the pitch lies above the note's own, by frames after ``origin``; taken off.
        origin: Seconds.
    """
    frames = heard.frames(start, end)
    level = heard.level[frames]
    if not len(level):
        return []
    pitch = heard.pitch[frames].copy()
    pitch[(heard.height[frames] < _PERIODIC) | (level < level.max() * 10.0 ** (_AUDIBLE_DB / 20.0))] = np.nan
    if course is not None and len(course):
        since = np.arange(len(pitch)) + frames.start - round(origin / HOP_S)
        pitch -= np.where((since >= 0) & (since < len(course)), course[np.clip(since, 0, len(course) - 1)], 0.0)
    voiced = np.flatnonzero(np.isfinite(pitch))
    found: list[Stand] = []
    first = 0
    while first < len(voiced):
        last = first + 1
        while (
            last < len(voiced) and abs(pitch[voiced[last]] - np.median(pitch[voiced[first:last]])) < _STEADY_SEMITONES
        ):
            last += 1
        if last - first >= _LEAST_FRAMES:
            inside = voiced[first:last]
            found.append(
                Stand(
                    (frames.start + int(inside[0])) * HOP_S,
                    (frames.start + int(inside[-1])) * HOP_S,
                    float(np.median(pitch[inside])),
                    float(np.sqrt(level[inside]).sum()),
                )
            )
            first = last
        else:
            first += 1
    return found
