"""Strengths of many systems from pairs (Bradley & Terry, Biometrika 39, 1952), with intervals over raters.

The estimate is choix's spectral one (Maystre & Grossglauser, NIPS 2015), the bootstrap draws raters, not votes, and
refits by Hunter's MM algorithm (Annals of Statistics 32, 2004), all replicates at once. Percentile intervals of few
clusters are too narrow; theirs are widened as Hesterberg (The American Statistician 69, 2015) does. A tie is half a win
for each side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rating.intervals import LEVEL, t_quantile

Floats = NDArray[np.float64]

PRIOR_WINS = 0.1
"""Added to every cell: a system that has won or lost all its votes keeps a finite strength."""
ELO_PER_LOGIT = 400.0 / math.log(10.0)
_REPLICATES = 1000
_STEPS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Strengths:
    """Log odds of each system against the mean of all, and of each pair, with intervals.

    Args:
        values: ``[systems]``.
        low, high: Of the values; NaN with a single rater.
        difference_low, difference_high: ``[systems, systems]``, of row minus column.
    """

    values: Floats
    low: Floats
    high: Floats
    difference_low: Floats
    difference_high: Floats


def fit(wins: Floats) -> Floats:
    """Strengths from ``wins[i, j]``, how often i was taken over j; their mean is 0."""
    import choix

    strengths = np.asarray(choix.ilsr_pairwise_dense(_with_prior(wins)), np.float64)
    return np.asarray(strengths - strengths.mean())


def strengths_over_raters(wins: Floats, *, rng: np.random.Generator, level: float = LEVEL) -> Strengths:
    """Strengths of ``wins[rater, i, j]``."""
    num_raters, num_systems = wins.shape[:2]
    values = fit(wins.sum(axis=0))
    if num_raters < 2:
        none, no_pairs = np.full(num_systems, np.nan), np.full((num_systems, num_systems), np.nan)
        return Strengths(values, none, none, no_pairs, no_pairs)
    drawn = rng.multinomial(num_raters, np.full(num_raters, 1.0 / num_raters), size=_REPLICATES)
    replicates = fit_many(np.einsum("br,rij->bij", drawn.astype(np.float64), wins))
    low, high = _bounds(replicates, num_raters, level)
    differences = replicates[:, :, None] - replicates[:, None, :]
    difference_low, difference_high = _bounds(differences, num_raters, level)
    return Strengths(values, low, high, difference_low, difference_high)


def _bounds(replicates: Floats, num_raters: int, level: float) -> tuple[Floats, Floats]:
    """Percentiles that lie as far out as Student's quantile and the lost degree of freedom ask."""
    from scipy import stats

    widened = math.sqrt(num_raters / (num_raters - 1.0)) * t_quantile(num_raters - 1, level)
    tail = float(stats.norm.cdf(-widened))
    low, high = np.quantile(replicates, [tail, 1.0 - tail], axis=0)
    return low, high


def _with_prior(wins: Floats) -> Floats:
    num_systems = wins.shape[-1]
    return wins + PRIOR_WINS * (1.0 - np.eye(num_systems))


def fit_many(wins: Floats) -> Floats:
    """``fit`` of every ``wins[replicate, i, j]`` by MM steps: worth_i = wins_i / sum_j n_ij / (worth_i + worth_j)."""
    counted = _with_prior(wins)
    met = counted + counted.transpose(0, 2, 1)
    won = counted.sum(axis=2)
    worth = np.ones_like(won)
    for _ in range(_STEPS):
        renewed = won / (met / (worth[:, :, None] + worth[:, None, :])).sum(axis=2)
        renewed /= np.exp(np.log(renewed).mean(axis=1, keepdims=True))
        if np.max(np.abs(np.log(renewed / worth))) < 1e-7:
            worth = renewed
            break
        worth = renewed
    logs = np.log(worth)
    return np.asarray(logs - logs.mean(axis=1, keepdims=True))
