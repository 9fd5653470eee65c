"""From a marker's inputs to its score: log odds, interval, coverage, evidence by bar.

A marker is a logistic model that is linear and monotone in each input, so that what each one adds can be shown
(domain reference 4.4). The interval is a block bootstrap over stretches of bars (Künsch, Annals of Statistics 17,
1989): how much the value depends on which bars were heard. It is widened by what could not be measured.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.core.score import EXPLORATORY, NOT_ASSESSABLE, Evidence, MarkerScore, MarkerWindow
from engine.culture.bars import Window
from engine.culture.calibration import calibrated
from engine.culture.profile import InputWeight, MarkerProfile

Floats = NDArray[np.float64]

LIMIT = 2.5
"""No input counts for more than this many spreads: one odd bar does not decide."""
LEAST_COVERAGE = 0.15  # domain reference 4.4
_RESAMPLES = 400
_BLOCK = 2  # stretches of four bars; phrases of eight bars hang together
_MOST_EVIDENCE = 6
_UNMEASURED_ODDS = 0.35  # log odds by which the interval grows, either way, for each unit of weight not measured
_LEAST_MOVE = 0.15  # a stretch is evidence if it moves the value by so much


@dataclass(frozen=True, slots=True, eq=False)
class MarkerInputs:
    """What a marker measured.

    Args:
        by_window: Input name to its value in each stretch, ``[windows]``, NaN where it cannot be told there.
        weights: How much of each stretch could be judged, 0–1, ``[windows]``.
        judged: The same, where ``weights`` say how much a stretch counts: one that could be judged may count less.
        whole: Inputs that only the song as a whole has; None where they cannot be told.
        why: Why nothing can be told at all; empty otherwise.
        words: What was heard in a stretch, as a clause; asked only for stretches that are shown.
    """

    by_window: Mapping[str, Floats] = field(default_factory=dict)
    weights: Floats = field(default_factory=lambda: np.zeros(0))
    whole: Mapping[str, float | None] = field(default_factory=dict)
    why: str = ""
    words: Callable[[Window], str] = lambda _window: ""
    judged: Floats | None = None


def sigmoid(log_odds: Floats) -> Floats:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * log_odds)))


def judge(
    marker: str,
    heard: MarkerInputs,
    windows: tuple[Window, ...],
    profile: MarkerProfile,
    *,
    is_heard: bool = False,
) -> MarkerScore:
    """The marker's score under a profile.

    Args:
        marker: Its id.
        heard: Its inputs. Those the profile gives no weight are shown and do not count.
        windows: The song's stretches.
        profile: Weights.
        is_heard: The song was heard, and some of it wrongly: the interval says so. False where all of it is known.
    """
    coverage = _coverage(heard, windows)
    why = heard.why or (
        ""
        if coverage >= LEAST_COVERAGE
        else f"only {coverage:.0%} of the song could be judged, {LEAST_COVERAGE:.0%} is the least"
    )
    values = {name: _mean(own, heard.weights) for name, own in heard.by_window.items()} | dict(heard.whole)
    counted = {name: own for name, own in profile.inputs.items() if values.get(name) is not None}
    if not why and not counted:
        why = "none of what it rests on could be measured"
    if why:
        return MarkerScore(
            marker,
            None,
            None,
            NOT_ASSESSABLE,
            title=profile.title,
            meaning=profile.meaning,
            why=why,
            coverage=round(coverage, 3),
            inputs=_rounded(values),
        )
    contributions = {name: _moves(own, np.asarray(values[name], np.float64)) for name, own in counted.items()}
    odds = profile.intercept + sum(float(move) for move in contributions.values())
    over_time = _over_time(heard, profile, values)
    unmeasured = sum(abs(own.weight) for name, own in profile.inputs.items() if name not in counted)
    evidence, against = _evidence(heard, windows, over_time)
    raw = MarkerScore(
        marker,
        round(float(sigmoid(np.asarray(odds))), 4),
        _interval(heard, profile, values, unmeasured, marker, odds if is_heard else None),
        EXPLORATORY,
        evidence,
        against,
        {name: round(float(move), 4) for name, move in contributions.items()},
        profile.title,
        profile.meaning,
        coverage=round(coverage, 3),
        inputs=_rounded(values),
        windows=_timeline(heard, windows, over_time),
    )
    return calibrated(raw, profile.calibration)


def _coverage(heard: MarkerInputs, windows: tuple[Window, ...]) -> float:
    lengths = np.asarray([window.num_bars for window in windows], np.float64)
    judged = heard.weights if heard.judged is None else heard.judged
    return float((judged * lengths).sum() / lengths.sum()) if len(lengths) and len(judged) else 0.0


def _mean(values: Floats, weights: Floats) -> float | None:
    known = np.isfinite(values) & (weights > 0.0)
    if not known.any():
        return None
    return float(np.average(values[known], weights=weights[known]))


def _moves(own: InputWeight, value: Floats) -> Floats:
    """What an input's values add to the log odds; nothing where they are NaN."""
    apart = np.clip((value - own.centre) / own.spread, 0.0 if own.one_sided else -LIMIT, LIMIT)
    return np.where(np.isfinite(apart), own.weight * apart, 0.0)


def _over_time(heard: MarkerInputs, profile: MarkerProfile, values: Mapping[str, float | None]) -> Floats:
    """Log odds of each stretch, ``[windows]``; what only the whole song has counts the same in all of them."""
    odds = np.full(len(heard.weights), profile.intercept)
    for name, own in profile.inputs.items():
        if name in heard.by_window:
            odds += _moves(own, np.asarray(heard.by_window[name], np.float64))
        elif (value := values.get(name)) is not None:
            odds += float(_moves(own, np.asarray(value, np.float64)))
    return odds


def _interval(
    heard: MarkerInputs,
    profile: MarkerProfile,
    values: Mapping[str, float | None],
    unmeasured: float,
    marker: str,
    told: float | None,
) -> tuple[float, float]:
    """5th and 95th percentile of the value over resampled stretches, widened by what was not measured.

    Where a song was heard (``told``: its log odds) what hearing gets wrong comes on top: another cause, so the squares
    add. Without it, intervals of 90 % held a perfect listener's value on 71 to 76 % of 21 validation pieces; with it,
    on 90 to 95 %.
    """
    count = len(heard.weights)
    rng = np.random.default_rng([ord(letter) for letter in marker])
    starts = rng.integers(0, max(count, 1), size=(_RESAMPLES, math.ceil(count / _BLOCK)))
    picked = ((starts[:, :, None] + np.arange(_BLOCK)) % max(count, 1)).reshape(_RESAMPLES, -1)[:, :count]
    odds = np.full(_RESAMPLES, profile.intercept)
    for name, own in profile.inputs.items():
        if (value := values.get(name)) is None:
            continue
        if name not in heard.by_window:
            odds += float(_moves(own, np.asarray(value, np.float64)))
            continue
        column = np.asarray(heard.by_window[name], np.float64)
        weights = np.where(np.isfinite(column), heard.weights, 0.0)
        total = weights[picked].sum(axis=1)
        means = (np.nan_to_num(column) * weights)[picked].sum(axis=1) / np.maximum(total, 1e-12)
        odds += _moves(own, np.where(total > 0.0, means, value))
    low, high = np.percentile(odds, [5.0, 95.0])
    spread = _UNMEASURED_ODDS * unmeasured + 0.5 / math.sqrt(max(count, 1))  # few bars say little, however alike
    low, high = low - spread, high + spread
    if told is not None:
        down, up = profile.hearing
        low = min(low, told - math.hypot(told - low, down))
        high = max(high, told + math.hypot(high - told, up))
    bounds = sigmoid(np.asarray([low, high]))
    return round(float(bounds[0]), 4), round(float(bounds[1]), 4)


def _timeline(heard: MarkerInputs, windows: tuple[Window, ...], odds: Floats) -> tuple[MarkerWindow, ...]:
    return tuple(
        MarkerWindow(
            round(window.start, 3),
            round(window.end, 3),
            (window.first_bar, window.last_bar),
            round(float(sigmoid(odds[window.index])), 4) if heard.weights[window.index] > 0.0 else None,
        )
        for window in windows
    )


def _evidence(
    heard: MarkerInputs, windows: tuple[Window, ...], odds: Floats
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The stretches that speak for the marker, and those that speak against it."""
    values = sigmoid(odds)
    judged = heard.weights > 0.0
    sides = []
    for is_for in (True, False):
        strength = (values - 0.5) * (2.0 if is_for else -2.0)
        runs = _runs(windows, judged & (strength > _LEAST_MOVE), strength)
        found = [
            Evidence(
                round(windows[first].start, 3),
                round(windows[last].end, 3),
                heard.words(windows[best]),
                (windows[first].first_bar, windows[last].last_bar),
                round(float(strength[best]), 3),
            )
            for first, last, best in runs
        ]
        found.sort(key=lambda one: -(one.strength or 0.0) * (one.end - one.start) ** 0.25)
        sides.append(tuple(one for one in found[:_MOST_EVIDENCE] if one.text))
    return sides[0], sides[1]


def _runs(windows: tuple[Window, ...], holds: NDArray[np.bool_], strength: Floats) -> list[tuple[int, int, int]]:
    """First, last and strongest stretch of each run in which something holds."""
    found: list[tuple[int, int, int]] = []
    for window in windows:
        index = window.index
        if not holds[index]:
            continue
        if found and found[-1][1] == index - 1:
            first, _, best = found[-1]
            found[-1] = (first, index, index if strength[index] > strength[best] else best)
        else:
            found.append((index, index, index))
    return found


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(float(value), 4) for name, value in values.items()}
