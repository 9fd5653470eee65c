"""How sure a share or a mean is when each rater has given many answers.

Answers of one rater resemble each other, so raters count, not answers. A share gets Wilson's interval (JASA 22, 1927)
with the effective number of votes and Student's quantile (Korn & Graubard, Survey Methodology 24, 1998; Dean & Pagano,
J. Survey Stat. Methodol. 3, 2015), a mean Student's interval over the raters' own means.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the bounds of its interval.

    ``num_votes`` answers of ``num_raters`` raters; ``design_effect``: by how much their likeness inflates the variance.
    """

    value: float
    low: float
    high: float
    num_votes: int
    num_raters: int
    design_effect: float = 1.0


def wilson(successes: float, num: float, quantile: float) -> tuple[float, float]:
    """Wilson's score interval; ``successes`` may hold halves."""
    share = successes / num
    centre = (share + quantile**2 / (2.0 * num)) / (1.0 + quantile**2 / num)
    half = quantile / (1.0 + quantile**2 / num) * math.sqrt(share * (1.0 - share) / num + quantile**2 / (4.0 * num**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def normal_quantile(level: float = LEVEL) -> float:
    from scipy import stats

    return float(stats.norm.ppf(0.5 + level / 2.0))


def t_quantile(freedom: float, level: float = LEVEL) -> float:
    from scipy import stats

    return float(stats.t.ppf(0.5 + level / 2.0, freedom))


def binomial_p(wins: int, num: int) -> float:
    """Two-sided exact p of ``wins`` in ``num`` votes if both were alike and every vote stood alone."""
    from scipy import stats

    return float(stats.binomtest(wins, num).pvalue) if num else 1.0


def share_over_raters(scores: Sequence[NDArray[np.float64]], *, level: float = LEVEL) -> Interval:
    """The share of votes, with raters as clusters.

    Args:
        scores: Each rater's votes: 1, 0, or 0.5 for a tie. With one rater the interval is Wilson's and says something
            of that rater only.
        level: Of the interval.
    """
    given = [own for own in scores if len(own)]
    num_votes, num_raters = sum(map(len, given)), len(given)
    total = float(sum(own.sum() for own in given))
    share = total / num_votes
    if num_raters < 2:
        low, high = wilson(total, num_votes, normal_quantile(level))
        return Interval(share, low, high, num_votes, num_raters)
    effect = _design_effect(given, share)
    low, high = wilson(total / effect, num_votes / effect, t_quantile(num_raters - 1, level))
    return Interval(share, low, high, num_votes, num_raters, effect)


def _design_effect(given: Sequence[NDArray[np.float64]], share: float) -> float:
    """Linearised variance of the ratio of totals over that of single votes (Cochran, Sampling Techniques, 1977, 9A).

    The variance of single votes is taken as they are, ties included, and a fifth of it is the least that is believed:
    few raters who happen to agree closely prove no agreement.
    """
    num_votes, num_raters = sum(map(len, given)), len(given)
    single = max(share * (1.0 - share), 1.0 / (4.0 * num_votes)) / num_votes
    between = sum(float(own.sum() - share * len(own)) ** 2 for own in given)
    clustered = num_raters / (num_raters - 1.0) * between / num_votes**2
    return max(_LEAST_EFFECT, clustered / single)


_LEAST_EFFECT = 0.2


def mean_over_raters(answers: Sequence[NDArray[np.float64]], *, level: float = LEVEL) -> Interval:
    """The mean of the raters' means. With one rater the interval is that of their answers."""
    given = [own for own in answers if len(own)]
    num_votes, num_raters = sum(map(len, given)), len(given)
    values = given[0] if num_raters == 1 else np.array([own.mean() for own in given])
    mean = float(values.mean())
    if len(values) < 2:
        return Interval(mean, -math.inf, math.inf, num_votes, num_raters)
    half = t_quantile(len(values) - 1, level) * float(values.std(ddof=1)) / math.sqrt(len(values))
    return Interval(mean, mean - half, mean + half, num_votes, num_raters)
