"""What pairs say: every two systems by question and group of raters, and the strengths of all."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.rating import FIRST, SECOND, TIE, RaterProfile
from engine.rating.bradley_terry import ELO_PER_LOGIT, strengths_over_raters
from engine.rating.intervals import Interval, binomial_p, normal_quantile, share_over_raters, wilson
from engine.rating.results import Row
from engine.rating.wording import verdict

GROUPS: dict[str, Callable[[RaterProfile], str]] = {
    "role": lambda rater: rater.role,
    "scene": lambda rater: rater.scene,
    "listening": lambda rater: rater.listening,
}
_SCORE = {FIRST: 1.0, TIE: 0.5, SECOND: 0.0}


def compare(rows: Sequence[Row], systems: Sequence[str], question: str) -> dict[str, Any]:
    """``pairs``, ``matrix`` (how often the row was taken over the column) and ``strengths`` of a question."""
    wins = wins_by_rater(rows, systems, question)
    pairs = [
        one
        for first, second in itertools.combinations(range(len(systems)), 2)
        if (one := _pair(rows, systems[first], systems[second], question))
    ]
    found: dict[str, Any] = {"question": question, "systems": list(systems), "pairs": pairs}
    if len(wins) and pairs:
        found["matrix"] = wins.sum(axis=0).tolist()
        found["strengths"] = _strengths(wins, systems)
    return found


def wins_by_rater(rows: Sequence[Row], systems: Sequence[str], question: str) -> NDArray[np.float64]:
    """``[raters, systems, systems]``; a tie is half a win each way."""
    raters = sorted({row.rater.id for row in rows})
    wins = np.zeros((len(raters), len(systems), len(systems)))
    for row in rows:
        score = _SCORE.get(str(row.answer(question)))
        if score is None:
            continue
        own = wins[raters.index(row.rater.id)]
        first, second = (systems.index(system) for system in row.systems)
        own[first, second] += score
        own[second, first] += 1.0 - score
    return wins


def share_of(rows: Sequence[Row], first: str, second: str, question: str) -> Interval | None:
    """The share of votes for ``first`` over ``second``; None where there are none."""
    scores = _scores(rows, first, second, question)
    return share_over_raters([np.asarray(own) for own in scores.values()]) if scores else None


def _scores(rows: Sequence[Row], first: str, second: str, question: str) -> dict[str, list[float]]:
    by_rater: dict[str, list[float]] = {}
    for row in rows:
        score = _SCORE.get(str(row.answer(question)))
        if score is not None and set(row.systems) == {first, second}:
            by_rater.setdefault(row.rater.id, []).append(score if row.systems[0] == first else 1.0 - score)
    return by_rater


def _pair(rows: Sequence[Row], first: str, second: str, question: str) -> dict[str, Any] | None:
    share = share_of(rows, first, second, question)
    if share is None:
        return None
    votes = [score for own in _scores(rows, first, second, question).values() for score in own]
    won, lost = votes.count(1.0), votes.count(0.0)
    return {
        "first": first,
        "second": second,
        "wins": won,
        "losses": lost,
        "ties": len(votes) - won - lost,
        "share": share.value,
        "interval": [share.low, share.high],
        "design_effect": share.design_effect,
        "raters": share.num_raters,
        "wilson_of_votes": list(wilson(sum(votes), len(votes), normal_quantile())),
        "binomial_p_without_ties": binomial_p(won, won + lost),
        "words": verdict(first, second, question, share),
        "groups": _by_group(rows, first, second, question),
    }


def _by_group(rows: Sequence[Row], first: str, second: str, question: str) -> dict[str, dict[str, Any]]:
    """Groups of at least two raters, side by side; never averaged with one another."""
    found: dict[str, dict[str, Any]] = {}
    for name, of in GROUPS.items():
        for group in sorted({of(row.rater) for row in rows if of(row.rater)}):
            own = share_of([row for row in rows if of(row.rater) == group], first, second, question)
            if own is not None and own.num_raters > 1:
                found.setdefault(name, {})[group] = {
                    "share": own.value,
                    "interval": [own.low, own.high],
                    "raters": own.num_raters,
                    "votes": own.num_votes,
                }
    return found


def _strengths(wins: NDArray[np.float64], systems: Sequence[str]) -> list[dict[str, Any]]:
    fitted = strengths_over_raters(wins, rng=np.random.default_rng(1952))
    return [
        {
            "system": system,
            "logit": float(fitted.values[index]),
            "interval": [float(fitted.low[index]), float(fitted.high[index])],
            "elo": float(fitted.values[index] * ELO_PER_LOGIT),
            "elo_interval": [float(fitted.low[index] * ELO_PER_LOGIT), float(fitted.high[index] * ELO_PER_LOGIT)],
            "clearly_above": [
                other for place, other in enumerate(systems) if fitted.difference_low[index, place] > 0.0
            ],
        }
        for index, system in enumerate(systems)
    ]
