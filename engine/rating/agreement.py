"""How far raters agree: Krippendorff's alpha for ordinal data, and what may be shown by it.

Hayes & Krippendorff, Communication Methods and Measures 1 (2007): any number of raters, missing answers. From
.800 on figures are relied on, from .667 on tentatively (Krippendorff, Content Analysis, 2004).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.rating import DISAGREE, EVIDENCE, NUMBER

RELIABLE, TENTATIVE = 0.800, 0.667
_REPLICATES = 300


@dataclass(frozen=True, slots=True)
class Agreement:
    """``alpha`` with its 95 % interval over items; None where nothing can be told (``why``)."""

    alpha: float | None
    low: float | None
    high: float | None
    num_items: int
    num_raters: int
    why: str = ""


def ratings_table(answers: Mapping[tuple[str, str], float]) -> NDArray[np.float64]:
    """``[raters, items]`` of answers by (rater, item); NaN where there is none."""
    raters = sorted({rater for rater, _ in answers})
    items = sorted({item for _, item in answers})
    table = np.full((len(raters), len(items)), np.nan)
    for (rater, item), value in answers.items():
        table[raters.index(rater), items.index(item)] = value
    return table


def agreement(table: NDArray[np.float64], *, rng: np.random.Generator) -> Agreement:
    """Alpha of ``[raters, items]``, bootstrapped over items."""
    shared = table[:, np.sum(np.isfinite(table), axis=0) >= 2]
    num_raters = int(np.sum(np.isfinite(shared).any(axis=1)))
    given = shared[np.isfinite(shared)]
    if shared.shape[1] < 2:
        return Agreement(None, None, None, shared.shape[1], num_raters, "fewer than two items have two answers each")
    if len(np.unique(given)) < 2:
        return Agreement(None, None, None, shared.shape[1], num_raters, "all answers are the same")
    draws = []
    for _ in range(_REPLICATES):
        picked = shared[:, rng.integers(shared.shape[1], size=shared.shape[1])]
        if len(np.unique(picked[np.isfinite(picked)])) > 1:
            draws.append(_alpha(picked))
    low, high = np.quantile(draws, [0.025, 0.975])
    return Agreement(_alpha(shared), float(low), float(high), shared.shape[1], num_raters)


def _alpha(table: NDArray[np.float64]) -> float:
    import krippendorff

    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="ordinal"))


def display_rule(alpha: float | None) -> str:
    """How a marker may be shown (domain reference 4.7): number, number with a remark, or evidence only."""
    if alpha is None or alpha < TENTATIVE:
        return EVIDENCE
    return NUMBER if alpha >= RELIABLE else DISAGREE
