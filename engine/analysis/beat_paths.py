"""Paths through onset novelty: a free one whose tempo may change, and the best evenly spaced one."""

from __future__ import annotations

import numpy as np

from engine.core.jobs import Report

_TEMPO_REACH = 1.3  # the path may leave the estimated tempo by so much, below the 3:2 of a metrical slip
_CHANGE_SCALE = 0.03  # standard deviation of log tempo from one beat to the next


def value_at(values: np.ndarray, frames: np.ndarray) -> np.ndarray:
    """Values at fractional frames; outside there is nothing."""
    return np.asarray(np.interp(frames, np.arange(len(values)), values, left=0.0, right=0.0))


def best_path(smooth: np.ndarray, period: float, report: Report) -> np.ndarray:
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
    block = int(intervals[0])  # so many frames at once: none of them can be another's predecessor
    for start in range(0, num_frames, block):
        frames = np.arange(start, min(num_frames, start + block))
        reward = smooth[frames, None] * gain - drift
        origin = frames[:, None] - intervals
        table = score[np.maximum(origin, 0)] - penalty
        best = np.argmax(table, axis=2)
        reached = np.take_along_axis(table, best[:, :, None], axis=2)[:, :, 0]
        is_first = origin < 0  # the first beat stands anywhere in one period
        score[frames] = np.where(is_first, reward, reward + reached)
        previous[frames] = np.where(is_first, -1, best)
        report(start / num_frames)
    return _walk_back(score, previous, intervals)


def _walk_back(score: np.ndarray, previous: np.ndarray, intervals: np.ndarray) -> np.ndarray:
    tail = max(0, len(score) - int(intervals[-1]))
    best = int(np.argmax(score[tail:]))
    frame, state = best // len(intervals) + tail, best % len(intervals)
    path: list[int] = []
    while True:
        path.append(frame)
        before = int(previous[frame, state])
        if before < 0:
            break
        frame, state = frame - int(intervals[state]), before
    return np.asarray(path[::-1], np.float64)


def constant_grid(smooth: np.ndarray, period: float, *, reach: float = 0.025) -> np.ndarray:
    """Frames of the evenly spaced beats that collect most novelty, with a period within ``reach`` of the one given.

    The step of the search keeps the last beat within 0.4 frames of the next candidate's.
    """
    num_frames = len(smooth)
    step = max(1e-5, 0.4 / max(num_frames, 1))
    best = (-np.inf, 0.0, period)
    for candidate in period * (1.0 + np.arange(-reach, reach + step / 2, step)):
        phases = np.arange(0.0, candidate, 1.0)
        count = int((num_frames - 1 - phases[-1]) // candidate) + 1
        if count < 2:
            continue
        index = np.rint(phases[:, None] + candidate * np.arange(count)[None, :]).astype(np.int64)
        means = smooth[np.minimum(index, num_frames - 1)].mean(axis=1)
        top = int(np.argmax(means))
        if means[top] > best[0]:
            best = (float(means[top]), float(phases[top]), float(candidate))
    _, phase, chosen = best
    return np.arange(phase, num_frames, chosen)
