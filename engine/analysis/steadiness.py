"""Is the tempo constant, as a machine's is? Then what is it exactly?

Attacks at 1 ms are folded over one beat. At the true period of a machine every bar falls on the same places, beats,
off-beats and swung 16ths alike, so that the fold is sharpest (epoch folding, Leahy et al., Astrophys. J. 266, 1983).
Whether the period holds is then asked of stretches of eight beats: by how much must each be moved to fit the fold of
all? A machine's stay within a few milliseconds, whichever layers play; a drummer's wander.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.spectrum import FloatArray

_REACH = 0.015  # how far the exact period may lie from the estimate
_COARSE_HZ = 250.0
_BLUR_S = 0.003
_STRETCH_BEATS = 8
_FEWEST_STRETCHES = 3
_LONGEST_LAG_S = 0.06
_RESEMBLES = 0.3  # stretches that correlate less with the fold of all (breaks, effects) tell nothing of the tempo
_STEADY_S = 0.0045  # machines: 0-4 ms, drummers 5-17 ms (measured on recordings and songs with humanised layers)
_STEADY_SHARE = 0.6  # of the stretches must resemble the whole


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Seconds of the sharpest beat period, and how far stretches of eight beats lie off it (r.m.s. seconds)."""

    period: float
    wander: float

    @property
    def is_steady(self) -> bool:
        return self.wander < _STEADY_S


def measure_steadiness(fine: FloatArray, rate_hz: float, period: float) -> Steadiness | None:
    """The exact period near an estimate, and how well it holds; None where there are too few beats to tell.

    Args:
        fine: Attack strength, ``[frames]``.
        rate_hz: Frames per second.
        period: Seconds of a beat, right to 1.5 %.
    """
    from scipy.ndimage import gaussian_filter1d

    num_beats = len(fine) / rate_hz / period
    if num_beats < _FEWEST_STRETCHES * _STRETCH_BEATS:
        return None
    clipped = np.minimum(fine, 1.0).astype(np.float64)
    factor = max(1, round(rate_hz / _COARSE_HZ))
    coarse = clipped[: len(clipped) // factor * factor].reshape(-1, factor).mean(axis=1)
    step = factor / rate_hz / num_beats  # the last beat moves by one coarse frame
    count = int(_REACH * period / step)
    best = _sharpest(coarse, rate_hz / factor, period + step * np.arange(-count, count + 1))
    blurred = gaussian_filter1d(clipped, _BLUR_S * rate_hz)
    best = _sharpest(blurred, rate_hz, best + 0.25 * step * np.arange(-6, 7))
    wander = _wander(blurred, rate_hz, best)
    return None if wander is None else Steadiness(best, wander)


def _sharpest(values: np.ndarray, rate_hz: float, periods: np.ndarray) -> float:
    """The period whose fold varies most."""
    frames = np.arange(len(values)) / rate_hz
    bins = max(8, round(float(periods[len(periods) // 2]) * rate_hz))
    variance = np.zeros(len(periods))
    for index, period in enumerate(periods):
        place = (frames / period * bins).astype(np.int64) % bins
        total = np.bincount(place, weights=values, minlength=bins)
        variance[index] = float(np.var(total / np.maximum(1, np.bincount(place, minlength=bins))))
    return float(periods[int(np.argmax(variance))])


def _wander(blurred: np.ndarray, rate_hz: float, period: float) -> float | None:
    bins = max(8, round(period * rate_hz))
    num_beats = int(len(blurred) / rate_hz / period)
    at = np.rint((np.arange(num_beats)[:, None] + np.arange(bins) / bins) * period * rate_hz).astype(np.int64)
    beats = blurred[np.minimum(at, len(blurred) - 1)]
    whole = np.fft.rfft(_standardised(beats.mean(axis=0)))
    reach = round(_LONGEST_LAG_S * rate_hz)
    lags, weights, asked = [], [], 0
    for first in range(0, num_beats - _STRETCH_BEATS + 1, _STRETCH_BEATS // 2):
        stretch = beats[first : first + _STRETCH_BEATS].mean(axis=0)
        loudness = float(stretch.std())
        if loudness < 1e-3:
            continue
        asked += 1
        correlation = np.fft.irfft(np.fft.rfft(_standardised(stretch)) * np.conj(whole), bins)
        near = np.r_[correlation[-reach:], correlation[: reach + 1]]
        top = int(np.argmax(near))
        if near[top] > _RESEMBLES:
            lags.append((top - reach) / rate_hz)
            weights.append(loudness)
    if len(lags) < max(_FEWEST_STRETCHES, _STEADY_SHARE * asked):
        return None
    weight = np.asarray(weights)
    offsets = np.asarray(lags) - float(np.average(lags, weights=weight))
    return float(np.sqrt(np.average(offsets**2, weights=weight)))


def _standardised(profile: np.ndarray) -> np.ndarray:
    centred = profile - profile.mean()
    return np.asarray(centred / max(1e-12, float(np.linalg.norm(centred))))
