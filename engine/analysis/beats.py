"""Beats: a tracker without weights.

1. Novelty at 100 Hz (SuperFlux), its autocorrelation and a tempo prior give the tempo (``tempo``).
2. Dynamic programming over (time, beat period) finds the beats: the semi-Markov form of the bar pointer of
   Krebs, Böck & Widmer, "An efficient state-space model for joint tempo and meter tracking" (ISMIR 2015).
3. Where one constant tempo explains the novelty nearly as well, as in all music made in a DAW, the beats become a
   constant grid whose period and phase are fitted to attacks at 1 ms. Otherwise each beat moves to its attack.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.downbeats import STEPS_PER_BEAT, harmonic_change, place_bars, step_times
from engine.analysis.onsets import Novelty, fine_novelty, novelty
from engine.analysis.spectrum import FloatArray, Spectrogram, band_spectrogram, is_silent, mono
from engine.analysis.tempo import ANY_TEMPO as ANY_TEMPO
from engine.analysis.tempo import HOUSE as HOUSE
from engine.analysis.tempo import TempoPrior as TempoPrior
from engine.analysis.tempo import tempo_candidates, without_trend
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report, part_of
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stems

_SMOOTHING_S = 0.015  # an onset may stand so far from its beat and still count
_TEMPO_REACH = 1.3  # the path may leave the estimated tempo by so much, below the 3:2 of a metrical slip
_CHANGE_SCALE = 0.03  # standard deviation of log tempo from one beat to the next
_MORE_BEATS = 2  # the paths begin and end up to a beat inside the recording, and may have been moved
_STEADY_SHARE = 0.75  # a constant grid must collect so much of what the free path collects
_STEADY_DRIFT_S = 0.004  # machines wander < 3 ms against an even grid (measured on loops), drummers to a click 5-13 ms


@dataclass(frozen=True, slots=True, eq=False)
class Pulse:
    """What the tracker looks at: ``values`` zero-mean unit-variance ``[frames]`` at ``rate_hz``."""

    values: np.ndarray
    rate_hz: float


def track_beats(
    mixture: Audio, stems: Stems | None = None, *, prior: TempoPrior = ANY_TEMPO, report: Report = no_report
) -> BeatGrid | None:
    """Beats and downbeats of a recording; None where there is no pulse (silence, noise, a drone, a single click).

    Args:
        mixture: The recording.
        stems: Its stems, used as evidence for the downbeat where given.
        prior: Which tempi are likely; it settles whether a beat or its half or double is meant.
        report: Progress and cancellation.

    Returns:
        The grid over all of the recording that sounds. ``confidence`` says how much clearer the pulse is than that of
        noise: below 0.2 none, above 0.6 one that listeners agree on.
    """
    samples = mono(mixture)
    if is_silent(samples):
        return None
    spectrogram = band_spectrogram(samples, mixture.sample_rate, report=part_of(report, 0.0, 0.4))
    onset = novelty(spectrogram)
    pulse = _pulse(onset)
    candidates = tempo_candidates(pulse.values, pulse.rate_hz, prior)
    if not candidates:
        return None
    period = 60.0 / candidates[0].tempo_bpm * pulse.rate_hz
    smooth = _smoothed(pulse)
    free = _best_path(smooth, period, part_of(report, 0.4, 0.8))
    if len(free) < 3:
        return None
    steady = _constant_grid(smooth, free)
    fine, fine_clock = fine_novelty(samples, mixture.sample_rate)
    even = _fit_steady(steady / pulse.rate_hz, fine, fine_clock.rate)
    each = _fit_each(free / pulse.rate_hz, fine, fine_clock.rate)
    weight = np.clip(_at(smooth, each * pulse.rate_hz), 0.05, 4.0)
    share = float(np.mean(_at(smooth, steady)) / max(1e-9, np.mean(_at(smooth, free))))
    is_steady = share >= _STEADY_SHARE and _drift(each, even, weight) < _STEADY_DRIFT_S
    times = even if is_steady else _locally_even(each, weight)
    change = harmonic_change(samples, mixture.sample_rate, step_times(times))
    placement = place_bars(times, onset, spectrogram, change)
    if placement.shift_steps:
        times = times + placement.shift_steps / STEPS_PER_BEAT * np.gradient(times)
        if is_steady:  # the grid may have lain on swung 16ths; the beats have attacks of their own
            times = _fit_steady(times, fine, fine_clock.rate)
    times = _widened(times, _MORE_BEATS)
    positions = (np.arange(len(times)) - _MORE_BEATS + placement.first_position - 1) % placement.beats_per_bar + 1
    heard = _over_sound(times, spectrogram)
    times, positions = np.maximum(0.0, times[heard]), positions[heard]
    confidence = _confidence(candidates[0].strength, float(np.mean(_at(smooth, times * pulse.rate_hz))))
    report(0.9)
    if len(times) < 2:
        return None
    report(1.0)
    return BeatGrid(tuple(times.tolist()), tuple(positions.tolist()), placement.beats_per_bar, confidence)


def _pulse(onset: Novelty) -> Pulse:
    return Pulse(without_trend(onset.total, onset.clock.rate), onset.clock.rate)


def _smoothed(pulse: Pulse) -> np.ndarray:
    from scipy.ndimage import gaussian_filter1d

    smooth = gaussian_filter1d(pulse.values, _SMOOTHING_S * pulse.rate_hz, mode="constant")
    return np.asarray(smooth / max(1e-9, float(smooth.std())))


def _at(values: np.ndarray, frames: np.ndarray) -> np.ndarray:
    """Values at fractional frames; outside there is nothing."""
    return np.interp(frames, np.arange(len(values)), values, left=0.0, right=0.0)


def _best_path(smooth: np.ndarray, period: float, report: Report) -> np.ndarray:
    """Beat frames that collect most novelty at a tempo that changes little: ``[beats]``.

    ``score[t, d]`` is the best sum over beats up to one at frame t whose last interval was d:
    ``reward(t)·d/period + max over d' of (score[t-d, d'] - penalty(d, d'))``. Rewards are weighed by the interval so
    that a path gains nothing by putting in more beats.
    """
    intervals = np.arange(max(2, round(period / _TEMPO_REACH)), max(3, round(period * _TEMPO_REACH)) + 1)
    log_interval = np.log(intervals)
    penalty = 0.5 * ((log_interval[:, None] - log_interval[None, :]) / _CHANGE_SCALE) ** 2
    gain = intervals / period
    drift = 0.02 * (np.log(intervals / period) / 0.1) ** 2
    num_frames, count = len(smooth), len(intervals)
    score = np.full((num_frames, count), -np.inf)
    previous = np.full((num_frames, count), -1, np.int16)
    columns = np.arange(count)
    for frame in range(num_frames):
        reward = smooth[frame] * gain - drift
        if frame < intervals[-1]:
            score[frame] = np.where(frame < intervals, reward, -np.inf)  # the first beat stands anywhere in one period
        origin = frame - intervals
        valid = origin >= 0
        if valid.any():
            table = score[origin[valid]] - penalty[valid]
            best = np.argmax(table, axis=1)
            score[frame, valid] = reward[valid] + table[columns[: len(best)], best]
            previous[frame, valid] = best
        if frame % 1000 == 0:
            report(frame / num_frames)
    return _walk_back(score, previous, intervals)


def _walk_back(score: np.ndarray, previous: np.ndarray, intervals: np.ndarray) -> np.ndarray:
    tail = max(0, len(score) - int(intervals[-1]))
    frame, state = np.unravel_index(int(np.argmax(score[tail:])), score[tail:].shape)
    frame, state = int(frame) + tail, int(state)
    path: list[int] = []
    while True:
        path.append(frame)
        before = int(previous[frame, state])
        if before < 0:
            break
        frame, state = frame - int(intervals[state]), before
    return np.asarray(path[::-1], np.float64)


def _constant_grid(smooth: np.ndarray, beats: np.ndarray) -> np.ndarray:
    """Frames of the evenly spaced beats that collect most novelty near the tempo of a free path."""
    middle = float(np.median(np.diff(beats)))
    num_frames = len(smooth)
    span = max(1.0, num_frames / middle)
    periods = middle * (1 + np.arange(-0.025, 0.025, max(1e-5, 0.4 / (middle * span))))
    best = (-np.inf, 0.0, middle)
    for period in periods:
        phases = np.arange(0.0, period, 1.0)
        count = int((num_frames - 1 - phases[-1]) // period) + 1
        if count < 2:
            continue
        index = np.rint(phases[:, None] + period * np.arange(count)[None, :]).astype(np.int64)
        sums = smooth[np.minimum(index, num_frames - 1)].mean(axis=1)
        top = int(np.argmax(sums))
        if sums[top] > best[0]:
            best = (float(sums[top]), float(phases[top]), float(period))
    _, phase, period = best
    return np.arange(phase, num_frames, period)


def _fit_steady(times: np.ndarray, fine: FloatArray, rate_hz: float) -> np.ndarray:
    """Period and phase of even beats fitted to attacks at 1 ms: the grid that collects most of the fine novelty."""
    from scipy.ndimage import gaussian_filter1d

    if len(times) < 2 or not len(fine):
        return times
    blurred = gaussian_filter1d(fine.astype(np.float64), 0.004 * rate_hz)
    start, period = float(times[0]), float(times[-1] - times[0]) / (len(times) - 1)
    index = np.arange(len(times))
    centre = 0.5 * (len(times) - 1)
    for reach_ms, step_ms in ((30, 2.0), (4, 0.5)):
        shifts = np.arange(-reach_ms, reach_ms + step_ms / 2, step_ms) / 1000.0
        base = start + period * index
        # lean: how far the ends move against the middle
        leans = shifts * 1.0
        best = (-np.inf, 0.0, 0.0)
        for lean in leans:
            leaned = base + lean * (index - centre) / max(1.0, centre)
            at = np.rint((leaned[None, :] + shifts[:, None]) * rate_hz).astype(np.int64)
            sums = blurred[np.clip(at, 0, len(blurred) - 1)].mean(axis=1)
            top = int(np.argmax(sums))
            value = float(sums[top]) - 1e-6 * abs(lean)
            if value > best[0]:
                best = (value, float(shifts[top]), float(lean))
        _, shift, lean = best
        period += lean / max(1.0, centre)
        start += shift - lean
    return start + period * index


def _fit_each(times: np.ndarray, fine: FloatArray, rate_hz: float) -> np.ndarray:
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
    return moved[np.r_[True, np.diff(moved) > 0.05]]


def _drift(each: np.ndarray, even: np.ndarray, weight: np.ndarray) -> float:
    """How far beats wander around an even grid, seconds r.m.s. of a moving mean over seven beats; inf if elsewhere."""
    from scipy.ndimage import uniform_filter1d

    period = float(even[-1] - even[0]) / (len(even) - 1)
    deviation = (each - even[0]) / period
    deviation = (deviation - np.rint(deviation)) * period
    near = np.abs(deviation) < 0.06  # a path that follows the off-beats of a break says nothing about drift
    if weight[near].sum() < 0.6 * weight.sum():
        return float("inf")
    weight, deviation = weight[near], deviation[near]
    mean = uniform_filter1d(deviation * weight, 7) / np.maximum(uniform_filter1d(weight, 7), 1e-9)
    return float(np.sqrt(np.sum(mean**2 * weight) / weight.sum()))


def _locally_even(times: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Beats on a weighted line through their neighbours (±3): tempo may change, single early or late attacks do not count."""
    if len(times) < 5:
        return times
    smoothed = np.empty_like(times)
    for k in range(len(times)):
        near = np.arange(max(0, k - 3), min(len(times), k + 4))
        kernel = weight[near] * (1.0 - np.abs(near - k) / 4.0)
        slope, height = np.polyfit(near - k, times[near], 1, w=np.sqrt(kernel))
        smoothed[k] = height if np.isfinite(slope) else times[k]
    return smoothed


def _widened(times: np.ndarray, count: int) -> np.ndarray:
    """The grid continued by ``count`` beats on either side."""
    ahead = np.arange(1, count + 1)
    first, last = (float(np.median(np.diff(part))) for part in (times[:8], times[-8:]))
    return np.r_[times[0] - first * ahead[::-1], times, times[-1] + last * ahead]


def _over_sound(times: np.ndarray, spectrogram: Spectrogram) -> np.ndarray:
    """Which beats lie from the first to the last sound (60 dB below the loud level counts as none)."""
    heard = np.flatnonzero(spectrogram.magnitudes.max(axis=1) > 1e-3)
    if not len(heard):
        return np.zeros(len(times), bool)
    start, end = spectrogram.clock.time(heard[[0, -1]])
    return np.asarray((times > start - 0.07) & (times <= end))


def _confidence(strength: float, contrast: float) -> float:
    return float(np.clip(strength, 0.0, 1.0))
