"""Figures of the literature, known truths of simulated raters, and sentences that claim no more than they may."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.core.rating import DISAGREE, EVIDENCE, NUMBER
from engine.rating.agreement import agreement, display_rule
from engine.rating.bradley_terry import fit, fit_many, strengths_over_raters
from engine.rating.intervals import (
    Interval,
    binomial_p,
    mean_over_raters,
    normal_quantile,
    share_over_raters,
    wilson,
)
from engine.rating.power import after, before, detectable, kish, power, votes_needed
from engine.rating.wording import target, verdict


def votes(rng: np.random.Generator, raters: int, num: int, logit: float, spread: float) -> list[NDArray[np.float64]]:
    chances = 1.0 / (1.0 + np.exp(-(logit + spread * rng.standard_normal(raters))))
    return [(rng.random(num) < chance).astype(np.float64) for chance in chances]


@pytest.mark.parametrize(("wins", "num", "p"), [(14, 20, 0.115), (30, 40, 0.002), (60, 100, 0.057)])
def test_exact_p_of_known_counts(wins: int, num: int, p: float) -> None:
    assert binomial_p(wins, num) == pytest.approx(p, abs=0.0006)


def test_wilson_of_14_in_20() -> None:
    assert wilson(14, 20, normal_quantile()) == pytest.approx((0.48, 0.86), abs=0.006)


def test_votes_that_are_needed() -> None:
    assert [votes_needed(share) for share in (0.60, 0.65, 0.70, 0.75)] == [210, 97, 54, 35]


def test_votes_that_stand_alone_have_a_design_effect_of_one(rng: np.random.Generator) -> None:
    effects = [share_over_raters(votes(rng, 40, 20, 0.4, 0.0)).design_effect for _ in range(60)]
    assert np.mean(effects) == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(("raters", "spread"), [(12, 0.0), (12, 0.7), (6, 0.7)])
def test_intervals_over_raters_cover_and_votes_alone_do_not(raters: int, spread: float) -> None:
    rng = np.random.default_rng(95)
    truth = float(np.mean(1.0 / (1.0 + np.exp(-(0.5 + spread * rng.standard_normal(200_000))))))
    covered = naive = 0
    for _ in range(800):
        own = votes(rng, raters, 17, 0.5, spread)
        found = share_over_raters(own)
        covered += found.low <= truth <= found.high
        low, high = wilson(sum(map(sum, own)), raters * 17, normal_quantile())
        naive += low <= truth <= high
    assert 0.93 <= covered / 800 <= 0.972
    if spread:
        assert naive / 800 < 0.90, "votes of one rater are alike: taken singly they promise too much"


@pytest.mark.parametrize("spread", [0.0, 0.6])
def test_power_is_what_was_computed(spread: float) -> None:
    rng = np.random.default_rng(80)
    chances = 1.0 / (1.0 + np.exp(-(0.45 + spread * rng.standard_normal(200_000))))
    share = float(chances.mean())
    effect = kish(12 * 17, 12, float(chances.var()) / (share * (1.0 - share)))
    found = np.mean([share_over_raters(votes(rng, 12, 17, 0.45, spread)).low > 0.5 for _ in range(600)])
    assert found == pytest.approx(power(share, 12 * 17, 12, effect=effect), abs=0.05)


def test_detectable_share_has_the_power_it_names() -> None:
    least = detectable(204, 12, effect=1.4)
    assert least is not None
    assert power(least, 204, 12, effect=1.4) == pytest.approx(0.8, abs=0.002)
    assert detectable(3, 2) is None
    assert "too few" in before(3, 2)
    assert "80 %" in before(204, 12)


def test_strengths_are_recovered_and_choix_and_mm_agree() -> None:
    rng = np.random.default_rng(7)
    truth = np.array([0.9, 0.2, -0.4, -0.7])
    chances = 1.0 / (1.0 + np.exp(-(truth[:, None] - truth[None, :])))
    wins = np.zeros((12, 4, 4))
    for rater in range(12):
        for first in range(4):
            for second in range(first):
                wins[rater, first, second] = rng.binomial(5, chances[first, second])
                wins[rater, second, first] = 5 - wins[rater, first, second]
    np.testing.assert_allclose(fit(wins.sum(axis=0)), fit_many(wins.sum(axis=0)[None])[0], atol=1e-4)
    found = strengths_over_raters(wins, rng=rng)
    assert np.all((found.low <= truth) & (truth <= found.high))
    assert np.all(found.high - found.low < 1.6)


def test_one_that_always_wins_keeps_a_finite_strength() -> None:
    assert np.isfinite(fit(np.array([[0.0, 9.0], [0.0, 0.0]]))).all()


def test_alpha_of_the_published_example() -> None:
    """Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example C: 4 observers, ordinal 0.815."""
    nan = math.nan
    table = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
            [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
        ]
    )
    found = agreement(table, rng=np.random.default_rng(0))
    assert found.alpha == pytest.approx(0.815, abs=0.001)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.815 < found.high


def test_what_cannot_agree_or_is_one_answer_has_no_alpha() -> None:
    rng = np.random.default_rng(0)
    assert agreement(np.full((3, 5), 2.0), rng=rng).alpha is None
    assert agreement(np.array([[1.0, math.nan], [math.nan, 2.0]]), rng=rng).alpha is None
    noise = agreement(rng.integers(1, 6, (5, 200)).astype(float), rng=rng).alpha
    assert noise == pytest.approx(0.0, abs=0.06)


def test_display_follows_alpha() -> None:
    assert [display_rule(alpha) for alpha in (0.8, 0.79, 0.667, 0.66, None)] == [
        NUMBER, DISAGREE, DISAGREE, EVIDENCE, EVIDENCE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "claims"), [(0.49, 0.7, False), (0.3, 0.5, False), (0.51, 0.7, True), (0.2, 0.49, True)]
)
def test_better_is_said_only_where_the_interval_excludes_no_difference(low: float, high: float, claims: bool) -> None:
    words = verdict("one", "two", "preference", Interval((low + high) / 2, low, high, 200, 12, 1.2))
    assert ("better" in words) == claims
    assert ("cannot be told apart" in words) != claims
    assert ("would have been found" in words) != claims


def test_targets_are_reached_by_the_whole_interval_only() -> None:
    assert target("x", Interval(4.7, 4.6, 4.8, 90, 9), 4.5)["reached"] is True
    assert target("x", Interval(4.7, 4.4, 5.0, 90, 9), 4.5)["reached"] is None
    assert target("x", Interval(4.0, 3.8, 4.2, 90, 9), 4.5)["reached"] is False


def test_a_single_rater_is_one_listener() -> None:
    found = share_over_raters([np.array([1.0] * 14 + [0.0] * 6)])
    assert (found.low, found.high) == pytest.approx((0.48, 0.86), abs=0.006)
    assert "one rater" in verdict("a", "b", "mix", found)
    assert mean_over_raters([np.array([4.0, 5.0, 4.0])]).low < 4.33
    assert "design effect" in after(found)
