"""From beats at 10 ms to beats at 1 ms: an even grid fitted as a whole, or each beat at its own attack."""

from __future__ import annotations

import numpy as np

from engine.analysis.spectrum import FloatArray

_BLUR_S = 0.004
_ROUNDING_S = 0.004
_EARLY_FRAMES = 0.5  # novelty peaks 1 ms after the first sample of a click or kick (half a frame is the frame's centre)


def fit_steady(times: np.ndarray, fine: FloatArray, rate_hz: float, *, may_stretch: bool = True) -> np.ndarray:
    """Period and phase of even beats fitted to attacks at 1 ms: the grid that collects most of the fine novelty.

    Args:
        times: Even beats in seconds, right to about 30 ms.
        fine: ``fine_novelty``, ``[frames]``.
        rate_hz: Its frames per second.
        may_stretch: Whether the period may change, or only the phase.
    """
    from scipy.ndimage import gaussian_filter1d

    if len(times) < 2 or not len(fine):
        return times
    index = np.arange(len(times))
    centre = 0.5 * (len(times) - 1)
    period = float(times[-1] - times[0]) / (len(times) - 1)
    middle = float(times[0]) + period * centre
    blurred = gaussian_filter1d(fine.astype(np.float64), _BLUR_S * rate_hz)
    for reach_s, step_s in ((0.030, 0.002), (0.004, 0.0005)):
        shifts = np.arange(-reach_s, reach_s + step_s / 2, step_s)
        best = (-np.inf, 0.0, 0.0)
        for lean in shifts if may_stretch else shifts[:1] * 0.0:  # how far the ends move against the middle
            leaned = middle + (period + lean / centre) * (index - centre)
            at = np.rint((leaned[None, :] + shifts[:, None]) * rate_hz + _EARLY_FRAMES).astype(np.int64)
            means = blurred[np.clip(at, 0, len(blurred) - 1)].mean(axis=1) - 1e-6 * (abs(lean) + np.abs(shifts))
            top = int(np.argmax(means))
            if means[top] > best[0]:
                best = (float(means[top]), float(shifts[top]), float(lean))
        middle += best[1]
        period += best[2] / centre
    return middle + period * (index - centre)


def rounded_tempo(times: np.ndarray) -> np.ndarray:
    """Even beats at the nearest whole BPM, if that moves none by more than 4 ms: songs are made at whole tempi."""
    period = float(times[-1] - times[0]) / (len(times) - 1)
    whole = round(60.0 / period)
    if whole < 1:
        return times
    index = np.arange(len(times)) - 0.5 * (len(times) - 1)
    moved = (60.0 / whole - period) * index
    return times + moved if float(np.abs(moved).max()) < _ROUNDING_S else times


def fit_each(times: np.ndarray, fine: FloatArray, rate_hz: float) -> np.ndarray:
    """Each beat moved to the attack near it (±30 ms); beats without one follow their neighbours."""
    if not len(fine):
        return times
    shifts = np.arange(-30, 31) / 1000.0
    at = np.rint((times[:, None] + shifts[None, :]) * rate_hz).astype(np.int64)
    near = fine[np.clip(at, 0, len(fine) - 1)] * np.exp(-0.5 * (shifts / 0.02) ** 2)
    strength = near.max(axis=1)
    has_attack = strength > 0.25 * np.percentile(strength, 90)
    if not has_attack.any():
        return times
    offset = np.interp(np.arange(len(times)), np.flatnonzero(has_attack), shifts[near.argmax(axis=1)][has_attack])
    moved = times + offset
    return np.asarray(moved[np.r_[True, np.diff(moved) > 0.05]])


def drift(each: np.ndarray, even: np.ndarray, weight: np.ndarray) -> float:
    """How far beats wander around an even grid, seconds r.m.s. of a moving mean over seven beats; inf if elsewhere.

    Half a beat counts as none: a path that follows the off-beats of a break says nothing about drift.
    """
    from scipy.ndimage import uniform_filter1d

    period = 0.5 * float(even[-1] - even[0]) / (len(even) - 1)
    deviation = (each - even[0]) / period
    deviation = (deviation - np.rint(deviation)) * period
    near = np.abs(deviation) < min(0.06, 0.25 * period)
    if weight[near].sum() < 0.6 * weight.sum():
        return float("inf")
    weight, deviation = weight[near], deviation[near]
    mean = uniform_filter1d(deviation * weight, 7) / np.maximum(uniform_filter1d(weight, 7), 1e-9)
    return float(np.sqrt(np.sum(mean**2 * weight) / weight.sum()))


def locally_even(times: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Beats on a weighted line through their neighbours (±3): tempo may change, single late attacks count little."""
    if len(times) < 5:
        return times
    smoothed = np.empty_like(times)
    for k in range(len(times)):
        near = np.arange(max(0, k - 3), min(len(times), k + 4))
        kernel = weight[near] * (1.0 - np.abs(near - k) / 4.0)
        slope, height = np.polyfit(near - k, times[near], 1, w=np.sqrt(kernel))
        smoothed[k] = height if np.isfinite(slope) else times[k]
    return smoothed
