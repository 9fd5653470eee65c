"""What is heard at the 16ths (or thirds) of a grid of beats, for finding bars.

Two views of every register: the log-magnitude novelty, which hears soft events beside loud ones, and the rise of the
square root of magnitude, in which a snare's faint lows do not look like a kick.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.onsets import HIGH_HZ, LOW_HZ, MIDDLE_HZ
from engine.analysis.rhythm_evidence import RhythmEvidence
from engine.analysis.spectrum import FloatArray, Spectrogram

_ACCENT_BANDS_HZ = ((20.0, 120.0), (120.0, 400.0), (400.0, 2_500.0), (2_500.0, 20_000.0))
_LAG_FRAMES = 2
_CLEAR_CHANGE = 0.4  # 1 - cosine of the chroma of two chords that share one or two notes
_CHANGE_SHARE = 0.5  # chords change by the bar or the half bar: one hint among five
_CRASH_HZ = (3_000.0, 16_000.0)
_CRASH_FLOOR = 3e-3


@dataclass(frozen=True, slots=True, eq=False)
class BarFeatures:
    """Evidence at the steps of a grid, from one beat before it to one after; ``[steps]`` unless said.

    Args:
        steps_per_beat: 4, or 3 where beats fall into thirds.
        times: Seconds of the steps.
        low: Onsets of the low register, 0–1.
        middle: Of the middle one.
        high: Of the high one.
        change: Harmonic change, 0–1.
        accents: Rise of amplitude in four bands, 0–1: ``[steps, 4]``.
        level: Log10 magnitude, ``[steps, bands]``.
        ring: By how much the treble of the beat from here on exceeds that of the beat before, log10.
    """

    steps_per_beat: int
    times: np.ndarray
    low: np.ndarray
    middle: np.ndarray
    high: np.ndarray
    change: np.ndarray
    accents: np.ndarray
    level: np.ndarray
    ring: np.ndarray

    @property
    def by_beat(self) -> np.ndarray:
        """What tells beats apart, ``[beats, steps, kinds]``, for the beats of the grid alone."""
        kinds = np.concatenate([self.accents, _CHANGE_SHARE * self.change[:, None]], axis=1)
        return np.asarray(kinds.reshape(-1, self.steps_per_beat, kinds.shape[1])[1:])


def step_times(beats: np.ndarray, steps_per_beat: int = 4) -> np.ndarray:
    """Times of the steps of a grid, one beat before the first and one after the last included.

    ``[steps_per_beat · (beats + 1)]``.
    """
    widened = np.r_[2 * beats[0] - beats[1], beats, 2 * beats[-1] - beats[-2]]
    position = np.arange(steps_per_beat * (len(widened) - 1)) / steps_per_beat
    return np.interp(position, np.arange(len(widened)), widened)


def at_steps(values: np.ndarray, rate_hz: float, steps: np.ndarray) -> np.ndarray:
    """Largest value of ``[frames, …]`` around each step, from half a step before to half a step after."""
    edges = np.r_[steps[0] - 0.5 * (steps[1] - steps[0]), 0.5 * (steps[1:] + steps[:-1])]
    frames = np.clip(np.rint(edges * rate_hz).astype(np.int64), 0, len(values) - 1)
    return np.asarray(np.maximum.reduceat(values, frames, axis=0))


def bar_features(beats: np.ndarray, evidence: RhythmEvidence, steps_per_beat: int) -> BarFeatures:
    """Evidence at the steps of a grid of at least two beats."""
    steps = step_times(beats, steps_per_beat)
    onset, spectrogram = evidence.onset, evidence.spectrogram
    rate = onset.clock.rate
    accents = np.stack([at_steps(band, rate, steps) for band in _rises(spectrogram, _ACCENT_BANDS_HZ)], axis=1)
    log_view = [strength(at_steps(band, rate, steps)) for band in (onset.low, onset.middle, onset.high)]
    registers = (LOW_HZ, MIDDLE_HZ, HIGH_HZ)
    amplitude_view = [strength(at_steps(band, rate, steps)) for band in _rises(spectrogram, registers)]
    low, middle, high = (0.5 * (a + b) for a, b in zip(log_view, amplitude_view, strict=True))
    change = harmonic_change(evidence.chroma, evidence.chroma_rate_hz, steps, steps_per_beat=steps_per_beat)
    return BarFeatures(
        steps_per_beat,
        steps,
        low,
        middle,
        high,
        np.minimum(1.0, change / _CLEAR_CHANGE),
        np.minimum(1.0, accents / np.maximum(1e-9, np.percentile(accents, 97, axis=0))),
        np.log10(1e-3 + at_steps(spectrogram.magnitudes, rate, steps)),
        _ring(spectrogram, steps, steps_per_beat),
    )


def strength(values: np.ndarray) -> np.ndarray:
    """Scaled so that a usual strong event is 1, and no event counts for more."""
    positive = values[values > 0]
    if not len(positive):
        return np.zeros(len(values))
    return np.asarray(np.minimum(1.0, values / np.percentile(positive, 90)))


def _rises(spectrogram: Spectrogram, bands_hz: tuple[tuple[float, float], ...]) -> list[FloatArray]:
    """Rise of the mean square root of magnitude over two frames in each band: ``[frames]`` each."""
    amplitude = np.sqrt(spectrogram.magnitudes)
    rises = []
    for low_hz, high_hz in bands_hz:
        band = amplitude[:, spectrogram.band_slice(low_hz, high_hz)]
        mean = band.mean(axis=1) if band.shape[1] else np.zeros(len(amplitude), np.float32)
        before = np.r_[np.zeros(_LAG_FRAMES, np.float32), mean][: len(mean)]
        rises.append(np.maximum(0.0, mean - before))
    return rises


def harmonic_change(chroma: np.ndarray, rate_hz: float, steps: np.ndarray, *, steps_per_beat: int = 4) -> np.ndarray:
    """How much the chroma differs over the two beats after each step from the two beats before, 0–2.

    One less the cosine of the sums of ``rhythm_evidence.chroma_frames``, weighed by how tonal both sides are.
    """
    total = np.concatenate([np.zeros((1, 12)), np.cumsum(chroma, axis=0)])
    span = 2.0 * steps_per_beat * float(np.median(np.diff(steps)))

    def between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        first, last = (np.clip(np.rint(t * rate_hz).astype(int), 0, len(chroma)) for t in (start, end))
        return np.asarray(total[last] - total[first])

    # the window's half of 93 ms blurs a change: leave that out on both sides
    before, after = between(steps - span, steps - 0.05), between(steps + 0.05, steps + span)
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    cosine = np.divide((before * after).sum(axis=1), norms, out=np.ones(len(steps)), where=norms > 0)
    change = 1.0 - cosine
    peak = (change >= np.roll(change, 1)) & (change >= np.roll(change, -1))
    return np.asarray(np.where(peak, change, 0.3 * change))


def _ring(spectrogram: Spectrogram, steps: np.ndarray, steps_per_beat: int) -> np.ndarray:
    treble = spectrogram.magnitudes[:, spectrogram.band_slice(*_CRASH_HZ)]
    if not treble.shape[1]:
        return np.zeros(len(steps))
    level = np.log10(_CRASH_FLOOR + treble.mean(axis=1))
    total = np.concatenate([[0.0], np.cumsum(level)])
    beat = steps_per_beat * float(np.median(np.diff(steps)))
    rate = spectrogram.clock.rate

    def mean(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        first, last = (np.clip(np.rint(t * rate).astype(int), 0, len(level)) for t in (start, end))
        return np.asarray((total[last] - total[first]) / np.maximum(1, last - first))

    # 80 ms on, a hat has died away and a crash has not
    return np.asarray(mean(steps + 0.08, steps + 0.9 * beat) - mean(steps - 0.9 * beat, steps - 0.02))
