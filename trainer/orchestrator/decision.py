"""Go, no-go or conditional: a milestone's figures against thresholds, each with what is not known about it.

Authenticity is a share of generated and scored samples, so it has an interval (Wilson, JASA 22, 1927, eq. 5): go asks
for its lower end, no-go for its upper one, and between them lies "not known yet". The validation loss alone tells the
data set more than the training (an untuned musicgen-small has 3.5 already), so beside it stands the gain over the
frozen base on the same held-out items, with a bootstrap interval (Efron 1979).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np

_RESAMPLES = 4000


class Verdict(StrEnum):
    GO = "go"
    NO_GO = "no-go"
    CONDITIONAL = "conditional"


class Status(StrEnum):
    MET = "met"
    FAILED = "failed"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What must hold.

    Args:
        min_authenticity: Share of samples, for the interval's lower end.
        max_cost_usd: So far.
        max_val_loss: Mean over held-out items, in the recipe's own unit.
        min_gain: Of the loss over the frozen base on the same items, in the same unit.
        confidence: Of both intervals.
    """

    min_authenticity: float = 0.35
    max_cost_usd: float = 600.0
    max_val_loss: float = 3.5
    min_gain: float = 0.05
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Measured:
    """What is judged: ``passed`` of ``num_samples`` samples, cost so far, held-out losses of the model and its base."""

    passed: int
    num_samples: int
    cost_usd: float
    losses: tuple[float, ...]
    base_losses: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One threshold, and how it stands. ``interval`` is None where the value is simply known."""

    name: str
    status: Status
    value: float | None
    threshold: float
    interval: Interval | None
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with its grounds."""

    verdict: Verdict
    criteria: tuple[Criterion, ...]

    @property
    def failed(self) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if one.status is Status.FAILED)


def wilson(passed: int, number: int, confidence: float = 0.95) -> Interval:
    """Share of successes with its Wilson score interval; of no trials everything is possible.

    Raises:
        ValueError: If more passed than were tried.
    """
    if not 0 <= passed <= number:
        raise ValueError(f"expected 0 <= passed <= number, got {passed} of {number}")
    if number == 0:
        return Interval(math.nan, 0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + confidence / 2.0)
    share, spread = passed / number, z * z / number
    centre = (share + spread / 2.0) / (1.0 + spread)
    half = z / (1.0 + spread) * math.sqrt(share * (1.0 - share) / number + spread / (4.0 * number))
    # at the ends the formula is exactly 0 and 1; rounding must not say otherwise
    low = 0.0 if passed == 0 else max(0.0, centre - half)
    return Interval(share, low, 1.0 if passed == number else min(1.0, centre + half))


def paired_gain(losses: Sequence[float], base: Sequence[float], confidence: float = 0.95) -> Interval | None:
    """How much lower losses are than the base's on the same items; None for fewer than two finite pairs.

    Raises:
        ValueError: If the two are not of the same items.
    """
    if len(losses) != len(base):
        raise ValueError(f"expected as many losses as of the base, got {len(losses)} and {len(base)}")
    gains = np.asarray(base, np.float64) - np.asarray(losses, np.float64)
    if len(gains) < 2 or not np.isfinite(gains).all():
        return None
    rng = np.random.default_rng(0)
    means = gains[rng.integers(0, len(gains), (_RESAMPLES, len(gains)))].mean(axis=1)
    tail = 50.0 * (1.0 - confidence)
    low, high = np.percentile(means, [tail, 100.0 - tail])
    return Interval(float(gains.mean()), float(low), float(high))


def decide(measured: Measured, limits: Limits) -> Decision:
    """No-go if one threshold has failed, go if all are met, conditional otherwise."""
    criteria = (
        _authenticity(measured, limits),
        _cost(measured.cost_usd, limits),
        _loss(measured.losses, limits),
        _gain(measured, limits),
    )
    found = {criterion.status for criterion in criteria}
    if Status.FAILED in found:
        return Decision(Verdict.NO_GO, criteria)
    return Decision(Verdict.GO if found == {Status.MET} else Verdict.CONDITIONAL, criteria)


def _authenticity(measured: Measured, limits: Limits) -> Criterion:
    share, limit = wilson(measured.passed, measured.num_samples, limits.confidence), limits.min_authenticity
    status = Status.UNDECIDED
    if share.low >= limit or share.high < limit:
        status = Status.MET if share.low >= limit else Status.FAILED
    words = (
        f"{measured.passed} of {measured.num_samples} generated and scored samples pass; the share lies between "
        f"{share.low:.3f} and {share.high:.3f} ({limits.confidence:.0%}), and {limit:g} is asked of the lower end"
    )
    value = None if measured.num_samples == 0 else share.value
    return Criterion("authenticity", status, value, limit, share, words)


def _cost(cost_usd: float, limits: Limits) -> Criterion:
    status = Status.MET if cost_usd <= limits.max_cost_usd else Status.FAILED
    words = f"{cost_usd:.2f} USD so far, {limits.max_cost_usd:.2f} at most"
    return Criterion("cost_usd", status, cost_usd, limits.max_cost_usd, None, words)


def _loss(losses: Sequence[float], limits: Limits) -> Criterion:
    limit = limits.max_val_loss
    if not losses:
        return Criterion("val_loss", Status.UNDECIDED, None, limit, None, "nothing was held out to be judged by")
    mean = float(np.mean(losses))
    status = Status.MET if mean <= limit else Status.FAILED  # what is no number has failed
    value = mean if math.isfinite(mean) else None
    return Criterion(
        "val_loss", status, value, limit, None, f"{mean:.4f} on {len(losses)} held-out items, {limit:g} at most"
    )


def _gain(measured: Measured, limits: Limits) -> Criterion:
    gain, limit = paired_gain(measured.losses, measured.base_losses, limits.confidence), limits.min_gain
    if gain is None:
        return Criterion(
            "paired_gain", Status.UNDECIDED, None, limit, None, "too few held-out items to compare with the base"
        )
    if gain.value >= limit and gain.low > 0.0:
        status = Status.MET
    else:
        status = Status.FAILED if gain.high < limit or gain.high <= 0.0 else Status.UNDECIDED
    words = (
        f"the loss is {gain.value:.4f} below the frozen base's on the same items, between {gain.low:.4f} and "
        f"{gain.high:.4f}; at least {limit:g} is asked, and an interval above 0"
    )
    return Criterion("paired_gain", status, gain.value, limit, gain, words)
