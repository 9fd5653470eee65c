"""How clear a trait is to a panel, from five-point answers of raters who use the scale differently.

A cumulative logit with crossed random effects: P(y <= k) = F(tau_k - theta_item + severity_rater), F logistic
(McCullagh, JRSS B 42, 1980; Agresti, Categorical Data Analysis, 2013, 10.1). statsmodels has the model without random
effects only, so it is fitted here: the mode by L-BFGS, variances by EM steps on Laplace's approximation (Breslow &
Clayton, JASA 88, 1993). What a machine has measured is the prior mean of an item's theta (latent regression; Mislevy,
Psychometrika 56, 1991): draws from the posterior are then plausible truths, whatever few answers an item has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = 5
CLEAR = 4
"""Answers from here on say that a trait is there."""
_STEPS = 100
_TOLERANCE = 0.002
_THRESHOLD_SPREAD = 5.0
_LEAST_VARIANCE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Five-point answers, one a row: who, on what, which (1-5). ``measured`` is the machine's log odds of each item."""

    rater: Ints
    item: Ints
    answer: Ints
    measured: Floats

    @property
    def num_raters(self) -> int:
        return int(self.rater.max()) + 1

    @property
    def num_items(self) -> int:
        return len(self.measured)


@dataclass(frozen=True, slots=True, eq=False)
class OrdinalFit:
    """Of each item the mode and variance of theta; of each rater the severity; thresholds; spreads; the slope."""

    theta: Floats
    theta_variance: Floats
    severity: Floats
    thresholds: Floats
    item_spread: float
    rater_spread: float
    slope: float

    def share_clear(self, theta: Floats) -> Floats:
        """The share of this panel's raters who answer 4 or 5, for any theta."""
        return np.asarray(_logistic(theta[..., None] - self.severity - self.thresholds[CLEAR - 2]).mean(axis=-1))

    def plausible_shares(self, num: int, rng: np.random.Generator) -> Floats:
        """Draws of every item's share ``[num, items]``."""
        noise = rng.standard_normal((num, len(self.theta)))
        return self.share_clear(self.theta + noise * np.sqrt(self.theta_variance))


def fit(answers: Answers) -> OrdinalFit:
    """Fit the model; ``measured`` may be all zero where nothing was measured."""
    from scipy import optimize

    measured = answers.measured - answers.measured.mean()
    state = np.concatenate([_start(answers), np.zeros(answers.num_items + answers.num_raters)])
    item_variance, rater_variance, slope = 1.0, 0.25, 0.0
    variances = np.ones(answers.num_items)
    for _ in range(_STEPS):
        before = np.array([item_variance, rater_variance, slope])
        prior = _Prior(slope * measured, item_variance, rater_variance)
        state = optimize.minimize(
            _objective, state, args=(answers, prior), jac=True, method="L-BFGS-B", options={"maxiter": 60}
        ).x
        thresholds, theta, severity = _parts(state, answers)
        curvature = _curvature(thresholds, theta, severity, answers)
        variances, rater_variances = _posterior_variances(curvature, answers, prior)
        spread = float(measured @ measured)
        slope = float(measured @ theta) / spread if spread > 0.0 else 0.0
        item_variance = max(_LEAST_VARIANCE, float(np.mean((theta - slope * measured) ** 2 + variances)))
        rater_variance = max(_LEAST_VARIANCE, float(np.mean(severity**2 + rater_variances)))
        if np.max(np.abs(np.array([item_variance, rater_variance, slope]) - before)) < _TOLERANCE:
            break
    thresholds, theta, severity = _parts(state, answers)
    return OrdinalFit(
        theta, variances, severity, thresholds, float(np.sqrt(item_variance)), float(np.sqrt(rater_variance)), slope
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Prior:
    item_mean: Floats
    item_variance: float
    rater_variance: float


def _logistic(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * odds)))


def _start(answers: Answers) -> Floats:
    """Thresholds where the answers' own shares put them, as first value and logarithms of steps."""
    shares = np.array([np.mean(answers.answer <= level) for level in range(1, LEVELS)])
    cut = np.clip(shares, 0.02, 0.98)
    thresholds = np.log(cut / (1.0 - cut))
    return np.concatenate([thresholds[:1], np.log(np.maximum(np.diff(thresholds), 0.05))])


def _parts(state: Floats, answers: Answers) -> tuple[Floats, Floats, Floats]:
    first, steps = state[0], np.exp(state[1 : LEVELS - 1])
    thresholds = first + np.concatenate([[0.0], np.cumsum(steps)])
    rest = state[LEVELS - 1 :]
    return thresholds, rest[: answers.num_items], rest[answers.num_items :]


def _bounds(thresholds: Floats, theta: Floats, severity: Floats, answers: Answers) -> tuple[Floats, Floats]:
    """F at the upper and lower threshold of each answer."""
    edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
    odds = theta[answers.item] - severity[answers.rater]
    return _logistic(edges[answers.answer] - odds), _logistic(edges[answers.answer - 1] - odds)


def _objective(state: Floats, answers: Answers, prior: _Prior) -> tuple[float, Floats]:
    """Minus the log posterior and its gradient.

    With p = F(b) - F(a) of a logistic F, d log p / d odds = F(a) + F(b) - 1.
    """
    thresholds, theta, severity = _parts(state, answers)
    upper, lower = _bounds(thresholds, theta, severity, answers)
    chance = np.maximum(upper - lower, 1e-12)
    slope = upper + lower - 1.0
    deviation = theta - prior.item_mean
    value = (
        -np.log(chance).sum()
        + 0.5 * float(deviation @ deviation) / prior.item_variance
        + 0.5 * float(severity @ severity) / prior.rater_variance
        + 0.5 * float(thresholds @ thresholds) / _THRESHOLD_SPREAD**2
    )
    to_upper, to_lower = upper * (1.0 - upper) / chance, lower * (1.0 - lower) / chance
    by_threshold = np.array(
        [
            to_upper[answers.answer == level].sum() - to_lower[answers.answer == level + 1].sum()
            for level in range(1, LEVELS)
        ]
    )
    by_threshold = -by_threshold + thresholds / _THRESHOLD_SPREAD**2
    later = np.cumsum(by_threshold[::-1])[::-1]  # a step moves its own and every higher threshold
    gradient = np.concatenate(
        [
            later[:1],
            later[1:] * np.exp(state[1 : LEVELS - 1]),
            -np.bincount(answers.item, slope, answers.num_items) + deviation / prior.item_variance,
            np.bincount(answers.rater, slope, answers.num_raters) + severity / prior.rater_variance,
        ]
    )
    return float(value), gradient


def _curvature(thresholds: Floats, theta: Floats, severity: Floats, answers: Answers) -> Floats:
    """Minus the second derivative of each answer's log probability by its odds: f(a) + f(b)."""
    upper, lower = _bounds(thresholds, theta, severity, answers)
    return np.asarray(upper * (1.0 - upper) + lower * (1.0 - lower))


def _posterior_variances(curvature: Floats, answers: Answers, prior: _Prior) -> tuple[Floats, Floats]:
    """Diagonal of the inverse of the joint Hessian over items and raters, through the raters' Schur complement."""
    own = np.bincount(answers.item, curvature, answers.num_items) + 1.0 / prior.item_variance
    raters = np.bincount(answers.rater, curvature, answers.num_raters) + 1.0 / prior.rater_variance
    cross = np.zeros((answers.num_items, answers.num_raters))
    np.add.at(cross, (answers.item, answers.rater), -curvature)
    scaled = cross / own[:, None]
    of_raters = np.linalg.inv(np.diag(raters) - cross.T @ scaled)
    return np.asarray(1.0 / own + np.einsum("ir,rs,is->i", scaled, of_raters, scaled)), np.diag(of_raters).copy()
