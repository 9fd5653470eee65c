"""Attacks of a drum recording: when, what each adds in eight frequency ranges, how fast its top rises and rings off."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from engine.analysis.onsets import peaks
from engine.analysis.spectrum import FloatArray, Spectrogram, band_spectrogram
from engine.core.jobs import Report

RANGES_HZ = (30.0, 130.0, 260.0, 520.0, 1_100.0, 2_500.0, 5_000.0, 9_000.0, 16_000.0)
"""Edges of the eight ranges."""

_RATE_HZ = 200.0
_WINDOW_S = 0.023
_BEFORE_S = _AFTER_S = 0.035
_LATER_S = (0.06, 0.11)
_ABOVE_NOISE = 2.5  # steady noise fluctuates to about twice its mean rise
_TOP = 6  # ranges from here on, above 5 kHz, are the hats'
_FALL = 0.32  # square root of magnitude: -20 dB
_LATE_S = 0.004  # novelty of 23 ms windows peaks so much before the attack (measured on clicks)


@dataclass(frozen=True, slots=True, eq=False)
class Attacks:
    """All attacks of a drum recording.

    Args:
        times: Seconds, ``[attacks]``.
        added: Square root of the magnitude each added per range, ``[attacks, ranges]``.
        later: What of it is left after 60–110 ms, the same shape.
        rise_s: Time the top takes from a fifth to four fifths of its peak.
        decay_s: Time until the top has fallen by 20 dB, extrapolated where the next attack comes first.
    """

    times: np.ndarray
    added: np.ndarray
    later: np.ndarray
    rise_s: np.ndarray
    decay_s: np.ndarray


def find_attacks(samples: FloatArray, sample_rate: int, *, report: Report) -> Attacks:
    """Attacks of a mono drum recording."""
    spectrogram = band_spectrogram(
        samples, sample_rate, rate_hz=_RATE_HZ, window_s=_WINDOW_S, bands_per_octave=4, report=report
    )
    clock = spectrogram.clock
    level = np.sqrt(np.stack([_range(spectrogram, *edges) for edges in itertools.pairwise(RANGES_HZ)], 1))
    log_level = np.log10(1.0 + 30.0 * level)
    rise = np.zeros(len(level), np.float32)
    rise[2:] = np.maximum(0.0, log_level[2:] - log_level[:-2]).mean(axis=1)
    rise[:2] = log_level[:2].mean(axis=1)  # what sounds at time 0 began there
    frames = peaks(rise, clock, threshold=0.03, separation_s=0.05, mean_s=0.1, ratio=_ABOVE_NOISE)
    vectors = [_added(level, int(frame), clock.rate) for frame in frames]
    added, later = np.array(vectors).reshape(-1, 2, level.shape[1]).swapaxes(0, 1)
    times = np.maximum(0.0, clock.time(frames.astype(float)) + _LATE_S)
    top = _top_envelope(samples, sample_rate)
    rises = np.array([_rise(top, float(time)) for time in times])
    decays = _decays(level[:, _TOP:].mean(axis=1), frames, clock.rate)
    return Attacks(times, added, later, rises, decays)


def _range(spectrogram: Spectrogram, low_hz: float, high_hz: float) -> np.ndarray:
    bands = spectrogram.magnitudes[:, spectrogram.band_slice(low_hz, high_hz)]
    return np.asarray(bands.mean(axis=1) if bands.shape[1] else np.zeros(len(bands), np.float32))


def _added(level: np.ndarray, frame: int, rate_hz: float) -> np.ndarray:
    """Peak of each range just after an attack, and what is left later, over its least just before: ``[2, ranges]``."""
    before = level[max(0, frame - round(_BEFORE_S * rate_hz)) : max(0, frame - 2)]
    base = before.min(axis=0) if len(before) else np.zeros(level.shape[1])
    after = level[max(0, frame - 2) : frame + round(_AFTER_S * rate_hz)].max(axis=0)
    later = level[frame + round(_LATER_S[0] * rate_hz) : frame + round(_LATER_S[1] * rate_hz)]
    left = later.min(axis=0) if len(later) else np.zeros(level.shape[1])
    return np.asarray(np.maximum(0.0, np.stack([after - base, left - base])))


def _top_envelope(samples: FloatArray, sample_rate: int) -> np.ndarray:
    """Envelope of the second difference at 1 kHz, smoothed over 3 ms: what lies above some 5 kHz."""
    from scipy.ndimage import uniform_filter1d

    hop = max(1, round(sample_rate / 1000.0))
    top = np.diff(samples, n=2, prepend=samples[:1], append=samples[-1:])
    count = len(top) // hop
    folded = top[: count * hop].reshape(count, hop)
    power = uniform_filter1d(np.einsum("fh,fh->f", folded, folded).astype(np.float64), 3, mode="nearest")
    return np.asarray(np.sqrt(np.maximum(0.0, power)))


def _rise(envelope: np.ndarray, time: float) -> float:
    """Seconds from a fifth to four fifths of the peak near an attack."""
    start = max(0, round(time * 1000.0) - 15)
    part = envelope[start : start + 50]
    if len(part) < 5 or not part.any():
        return 0.0
    top = int(np.argmax(part))
    rising = part[: top + 1] - part[: top + 1].min()
    high = int(np.argmax(rising >= 0.8 * rising[-1]))
    low = np.flatnonzero(rising[: high + 1] <= 0.2 * rising[-1])
    return float(high - int(low[-1])) / 1000.0 if len(low) else 0.0


def _decays(top: np.ndarray, frames: np.ndarray, rate_hz: float) -> np.ndarray:
    decays = np.zeros(len(frames))
    for i, (frame, following) in enumerate(itertools.pairwise([*frames, len(top)])):
        part = top[frame : max(frame + 2, following - 3)]
        peak = int(np.argmax(part[: max(2, round(_AFTER_S * rate_hz))]))
        base = float(top[max(0, frame - 8) : max(1, frame - 2)].min())
        fall = part[peak:] - min(base, 0.5 * float(part[peak]))
        below = np.flatnonzero(fall < _FALL * fall[0])
        if len(below):
            decays[i] = below[0] / rate_hz
        elif len(fall) > 3 and fall[-1] < fall[0]:
            decays[i] = len(fall) / rate_hz * np.log(_FALL) / np.log(max(1e-6, float(fall[-1] / fall[0])))
        else:
            decays[i] = len(fall) / rate_hz
    return np.minimum(decays, 3.0)
