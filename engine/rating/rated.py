"""What five-point answers and 0-100 ratings say, and the mission's figures read off them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.rating import Session
from engine.rating.agreement import agreement, display_rule, ratings_table
from engine.rating.intervals import Interval, mean_over_raters, share_over_raters
from engine.rating.questions import AUTHENTICITY, QUALITY, SATISFACTION
from engine.rating.results import Row
from engine.rating.wording import target

CLEARLY = 4
"""From this answer of five on a trait counts as there."""
AUTHENTIC, SATISFIED = 0.85, 4.5  # the mission's targets


def rate(rows: Sequence[Row], session: Session, systems: Sequence[str]) -> dict[str, Any]:
    """Each question by system: mean, share of 4 and 5, agreement; by group of raters beside, never mixed."""
    found: dict[str, Any] = {}
    for question in session.questions:
        own = {system: _one([row for row in rows if row.systems == (system,)], question.id) for system in systems}
        answers = {
            (row.rater.id, row.item_ids[0]): float(answer)
            for row in rows
            if isinstance(answer := row.answer(question.id), int)
        }
        if not answers:
            continue
        agreed = agreement(ratings_table(answers), rng=np.random.default_rng(2007))
        found[question.id] = {
            "systems": {name: one for name, one in own.items() if one},
            "alpha": agreed.alpha,
            "alpha_interval": [agreed.low, agreed.high],
            "items": agreed.num_items,
            "raters": agreed.num_raters,
            "why": agreed.why,
            "display": display_rule(agreed.alpha),
        }
    return found


def _one(rows: Sequence[Row], question: str) -> dict[str, Any]:
    answers = _by_rater(rows, question)
    if not answers:
        return {}
    mean = mean_over_raters(answers)
    share = share_over_raters([(own >= CLEARLY).astype(np.float64) for own in answers])
    scenes = sorted({row.rater.scene for row in rows if row.rater.scene})
    by_scene = {
        scene: mean_over_raters(own).value
        for scene in scenes
        if (own := _by_rater([row for row in rows if row.rater.scene == scene], question))
    }
    return {
        "mean": mean.value,
        "interval": [mean.low, mean.high],
        "share_clear": share.value,
        "share_interval": [share.low, share.high],
        "answers": mean.num_votes,
        "cannot_judge": sum(row.answer(question) is None for row in rows),
        "by_scene": by_scene,
    }


def _by_rater(rows: Sequence[Row], question: str) -> list[NDArray[np.float64]]:
    given: dict[str, list[float]] = {}
    for row in rows:
        answer = row.answer(question)
        if isinstance(answer, int):
            given.setdefault(row.rater.id, []).append(float(answer))
    return [np.asarray(own) for own in given.values()]


def mission(rows: Sequence[Row], systems: Sequence[str]) -> dict[str, Any]:
    """The mission's two figures for each system, from blind answers; satisfaction counts producers' answers only."""
    found: dict[str, Any] = {}
    for system in systems:
        own = [row for row in rows if row.systems == (system,)]
        figures = []
        if answers := _by_rater(own, AUTHENTICITY):
            share = share_over_raters([(one >= CLEARLY).astype(np.float64) for one in answers])
            figures.append(target("share of answers that call it clearly amapiano", share, AUTHENTIC))
        producers = [row for row in own if row.rater.role == "producer"]
        if answers := _by_rater(producers, SATISFACTION):
            figures.append(target("producers' satisfaction, of 5", mean_over_raters(answers), SATISFIED))
        if (scores := scored(own)) is not None:
            figures.append(target("mean total of the cultural score", scores, AUTHENTIC))
        if figures:
            found[system] = figures
    return found


def scored(rows: Sequence[Row]) -> Interval | None:
    """The mean total that lay beside the items, over items; None where fewer than two were scored."""
    totals = {
        item_id: item.total
        for row in rows
        for item_id, item in zip(row.item_ids, row.items, strict=True)
        if item.total is not None
    }
    if len(totals) < 2:
        return None
    return mean_over_raters([np.asarray([total], np.float64) for total in totals.values()])


def compare_with_reference(rows: Sequence[Row], systems: Sequence[str]) -> dict[str, Any]:
    """Each condition's mean over raters, and the difference of every two systems within raters (ITU-R BS.1534)."""
    ratings: dict[str, dict[str, list[float]]] = {}
    for row in rows:
        given = row.vote.answers.get(QUALITY)
        if not isinstance(given, list):
            continue
        for item, value in zip(row.items, given, strict=True):
            name = item.system if item.role == "system" else item.role
            ratings.setdefault(name, {}).setdefault(row.rater.id, []).append(float(value))
    conditions = {
        name: _described(mean_over_raters([np.asarray(own) for own in by_rater.values()]))
        for name, by_rater in sorted(ratings.items())
    }
    differences = [
        _difference(ratings[first], ratings[second], first, second)
        for first, second in itertools.combinations([name for name in systems if name in ratings], 2)
    ]
    return {"conditions": conditions, "differences": differences}


def _described(found: Interval) -> dict[str, Any]:
    return {"mean": found.value, "interval": [found.low, found.high], "raters": found.num_raters}


def _difference(first: dict[str, list[float]], second: dict[str, list[float]], name: str, other: str) -> dict[str, Any]:
    """Of the raters' own means; every rater has heard both in each trial."""
    own = [np.asarray(first[rater]) - np.asarray(second[rater]) for rater in first if rater in second]
    found = mean_over_raters(own)
    figures = (
        f"{found.value:+.1f} points, 95 % interval {found.low:+.1f} to {found.high:+.1f}, {found.num_raters} raters"
    )
    words = f"{name} and {other} cannot be told apart by these ratings ({name}: {figures})."
    if found.low > 0.0 or found.high < 0.0:
        winner, loser = (name, other) if found.low > 0.0 else (other, name)
        words = f"{winner} came closer to the reference than {loser} ({name}: {figures})."
    return {"first": name, "second": other, **_described(found), "words": words}
