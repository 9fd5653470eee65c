"""From rated items to what a scoring profile keeps of them: a curve, an interval, and how it may be shown."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.core.codec import encode_json
from engine.core.errors import UserError
from engine.core.rating import Calibration
from engine.rating import conformal, ordinal
from engine.rating.agreement import agreement, display_rule, ratings_table
from engine.rating.results import Row

LEAST_ITEMS, LEAST_ARTISTS, LEAST_RATERS = 30, 5, 5
"""Below these a curve would be a guess; 300 items, 60 artists and 24 raters are what the domain reference asks."""
_DRAWS = 60
_MOST_ECE, _LEAST_RANK = 0.05, 0.8  # accepted with, domain reference 4.7
_COVERAGE = (0.88, 0.92)
_KNOT_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Rating:
    """One answer of 1-5 on an item with a measured value."""

    rater: str
    item: str
    artist: str
    raw: float
    answer: int


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A marker's calibration and what speaks for it."""

    calibration: Calibration
    quality: dict[str, Any]


def ratings_of(rows: Sequence[Row], marker: str) -> list[Rating]:
    """Answers on items whose marker was measured. A recording is the same item in every session it was heard in.

    Where no artist is known, the system stands for it: takes of one generator are no independent witnesses.
    """
    found = []
    for row in rows:
        answer, item = row.answer(marker), row.items[0]
        if isinstance(answer, int) and marker in item.markers:
            artist = item.artist or item.system
            found.append(Rating(row.rater.id, item.source_sha256, artist, item.markers[marker], answer))
    return found


def calibrate(ratings: Sequence[Rating], *, seed: int = 0) -> Calibrated:
    """Fit, cross-fit over artists, and judge.

    Raises:
        UserError: If there are too few items, artists or raters.
    """
    items = sorted({one.item for one in ratings})
    raters = sorted({one.rater for one in ratings})
    known = {one.item: one for one in ratings}
    artists = [known[item].artist for item in items]
    _check(len(items), len(set(artists)), len(raters))
    raw = np.array([known[item].raw for item in items])
    answers = ordinal.Answers(
        np.array([raters.index(one.rater) for one in ratings]),
        np.array([items.index(one.item) for one in ratings]),
        np.array([one.answer for one in ratings]),
        np.log(np.clip(raw, 0.005, 0.995) / (1.0 - np.clip(raw, 0.005, 0.995))),
    )
    rng = np.random.default_rng(seed)
    fitted = ordinal.fit(answers)
    plausible = fitted.plausible_shares(_DRAWS, rng)
    mapped = conformal.fit(raw, plausible, artists)
    table = ratings_table({(one.rater, one.item): float(one.answer) for one in ratings})
    agreed = agreement(table, rng=rng)
    calibration = Calibration(
        tuple(round(float(one), _KNOT_DIGITS) for one in mapped.curve.raw),
        tuple(round(float(one), _KNOT_DIGITS) for one in mapped.curve.share),
        round(mapped.half_width, _KNOT_DIGITS),
        display_rule(agreed.alpha),
        hashlib.sha256(encode_json(sorted(ratings, key=lambda one: (one.item, one.rater)))).hexdigest(),
        len(items),
        len(raters),
        None if agreed.alpha is None else round(agreed.alpha, 4),
    )
    quality = _quality(answers, plausible, mapped, fitted)
    quality |= {"alpha_interval": [agreed.low, agreed.high], "artists": len(set(artists)), "answers": len(ratings)}
    return Calibrated(calibration, quality)


def _check(num_items: int, num_artists: int, num_raters: int) -> None:
    for num, least, what in (
        (num_items, LEAST_ITEMS, "rated items with a score"),
        (num_artists, LEAST_ARTISTS, "artists"),
        (num_raters, LEAST_RATERS, "raters"),
    ):
        if num < least:
            raise UserError(
                f"{num} {what} are too few to calibrate a marker: it takes {least} at least",
                "Rate more songs of more artists; 300 of 60 by 24 raters are a good panel.",
            )


def _quality(
    answers: ordinal.Answers, plausible: np.ndarray, mapped: conformal.Fitted, fitted: ordinal.OrdinalFit
) -> dict[str, Any]:
    """Calibration error, rank correlation against what agreement allows, coverage, all with the artist left out."""
    from scipy import stats

    predicted = mapped.out_of_fold
    is_clear = (answers.answer >= ordinal.CLEAR).astype(np.float64)
    means = np.bincount(answers.item, answers.answer) / np.bincount(answers.item)
    has_rank = len(np.unique(predicted)) > 1 and len(np.unique(means)) > 1
    rank = float(stats.spearmanr(predicted, means).statistic) if has_rank else None
    variance = float(np.var(fitted.theta))
    ceiling = math.sqrt(variance / (variance + float(fitted.theta_variance.mean())))
    error = _calibration_error(predicted[answers.item], is_clear)
    covered = float(np.mean(np.abs(plausible - predicted) <= mapped.half_width))
    return {
        "calibration_error": error,
        "spearman": rank,
        "spearman_ceiling": ceiling,
        "coverage": covered,
        "severity_spread": fitted.rater_spread,
        "accepted": bool(
            error <= _MOST_ECE
            and rank is not None
            and rank >= _LEAST_RANK * ceiling
            and _COVERAGE[0] <= covered <= _COVERAGE[1]
        ),
    }


def _calibration_error(predicted: np.ndarray, happened: np.ndarray) -> float:
    """Expected calibration error over five bins of as many answers each (Naeini et al., AAAI 2015)."""
    order = np.argsort(predicted, kind="stable")
    parts = np.array_split(order, 5)
    gaps = [abs(float(predicted[part].mean() - happened[part].mean())) * len(part) for part in parts if len(part)]
    return sum(gaps) / len(predicted)
