"""Simulated studies have the truth they say, and the bench tells a broken promise."""

from __future__ import annotations

import numpy as np
import pytest

from engine.cli.bench_rating import promises
from engine.rating import simulated_studies as simulated


def test_studies_of_the_products_own_plans_cover_their_truth() -> None:
    rng = np.random.default_rng(12)
    found = simulated.shares(100, simulated.StudyDesign(), rng)
    assert 0.88 <= found["coverage"] <= 1.0  # 100 studies: 0.95 within three standard errors
    assert found["claimed"] == pytest.approx(found["power_computed"], abs=0.15)


def test_an_advantage_of_the_first_place_does_not_shift_the_result() -> None:
    """Places are balanced: with a strong pull to the first, alike systems stay alike."""
    rng = np.random.default_rng(13)
    study = simulated.StudyDesign(strengths=(0.0, 0.0), prompt_spread=0.0, side=1.5)
    plans = simulated.plans_of(study, rng)
    drawn = [simulated.draw_study(study, plans[number % len(plans)], rng) for number in range(60)]
    shares = [simulated.share_of(one.rows, "s0", "s1", simulated.QUESTION) for one in drawn]
    assert np.mean([one.value for one in shares if one]) == pytest.approx(0.5, abs=0.02)
    assert all(one.shares[0, 1] == pytest.approx(0.5, abs=0.02) for one in drawn)


def test_broken_promises_are_told() -> None:
    fine = {"coverage": 0.95, "claimed": 0.05, "power_computed": 0.05}
    document = {
        "two systems": {"alike": fine},
        "four systems": {"coverage": 0.95, "coverage_of_differences": 0.95},
        "means of answers": {"coverage": 0.94},
        "calibration": {"coverage": 0.9},
    }
    assert all(promises(document).values())
    for change in (
        {"two systems": {"alike": {**fine, "coverage": 0.92}}},
        {"two systems": {"alike": {**fine, "claimed": 0.11}}},
        {"four systems": {"coverage": 0.95, "coverage_of_differences": 0.98}},
        {"calibration": {"coverage": 0.87}},
    ):
        assert not all(promises(document | change).values())
