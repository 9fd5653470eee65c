"""Calibration finds the truth of simulated panels again, and says when it may not show a number."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize

from engine.core.errors import UserError
from engine.core.rating import DISAGREE, EVIDENCE, NUMBER, Calibration
from engine.core.score import CALIBRATED, EXPLORATORY, MarkerScore
from engine.culture.calibration import calibrated
from engine.culture.profile import find_profile, load_culture_profile, user_profiles_folder
from engine.rating import conformal, ordinal
from engine.rating.calibrating import Rating, calibrate
from engine.rating.simulated_panel import Panel, PanelDesign, draw_panel


def ratings(panel: Panel) -> list[Rating]:
    return [
        Rating(f"r{rater}", f"i{item:04d}", panel.artists[item], float(panel.raw[item]), int(answer))
        for rater, item, answer in zip(panel.answers.rater, panel.answers.item, panel.answers.answer, strict=True)
    ]


def test_the_gradient_is_the_derivative(rng: np.random.Generator) -> None:
    panel = draw_panel(PanelDesign(items=12, artists=4, raters=6, answers_per_item=3), rng)
    state = 0.3 * rng.standard_normal(4 + 12 + 6)
    prior = ordinal._Prior(0.1 * panel.answers.measured, 0.7, 0.4)
    numeric = optimize.approx_fprime(state, lambda x: ordinal._objective(x, panel.answers, prior)[0], 1e-6)
    np.testing.assert_allclose(ordinal._objective(state, panel.answers, prior)[1], numeric, atol=1e-3)


def test_thresholds_severities_and_shares_are_recovered() -> None:
    rng = np.random.default_rng(1)
    panels = [draw_panel(PanelDesign(), rng) for _ in range(6)]
    fits = [ordinal.fit(panel.answers) for panel in panels]
    steps = np.mean([np.diff(one.thresholds) for one in fits], axis=0)
    np.testing.assert_allclose(steps, [1.3, 1.2, 1.3], atol=0.15)
    assert np.mean([one.rater_spread for one in fits]) == pytest.approx(0.6, abs=0.15)
    for panel, fitted in zip(panels, fits, strict=True):
        assert np.corrcoef(fitted.severity, panel.severity)[0, 1] > 0.75
        assert np.mean(np.abs(fitted.share_clear(fitted.theta) - panel.share)) < 0.12


def test_the_plain_mean_is_led_astray_by_severe_raters_and_the_model_is_not() -> None:
    design = PanelDesign(rater_spread=2.0, noise=3.0)
    panel = draw_panel(design, np.random.default_rng(2))
    fitted = ordinal.fit(panel.answers)
    means = np.bincount(panel.answers.item, panel.answers.answer) / design.answers_per_item
    assert np.corrcoef(fitted.theta, panel.share)[0, 1] > np.corrcoef(means, panel.share)[0, 1] + 0.03


def test_intervals_hold_for_new_songs_of_new_artists() -> None:
    """90 % intervals: 88 to 92 % over panels (``aurax bench rating`` draws more of them)."""
    rng = np.random.default_rng(3)
    covered = []
    for _ in range(10):
        design = PanelDesign(items=200, artists=50)
        panel = draw_panel(design, rng)
        plausible = ordinal.fit(panel.answers).plausible_shares(30, rng)
        fitted = conformal.fit(panel.raw, plausible, panel.artists)
        new = draw_panel(replace(design, items=1_000, artists=400), rng, panel.severity)
        covered.append(float(np.mean(np.abs(fitted.curve(new.raw) - new.share) <= fitted.half_width)))
    assert np.mean(covered) == pytest.approx(0.9, abs=0.035)


def test_no_artist_is_in_two_folds_and_folds_are_of_a_size(rng: np.random.Generator) -> None:
    artists = [f"a{number}" for number in rng.integers(40, size=300)]
    folds = conformal.artist_folds(artists)
    assert all(len(set(folds[np.array(artists) == artist])) == 1 for artist in set(artists))
    assert np.ptp(np.bincount(folds)) < 12


def test_curves_never_fall_and_keep_known_ones(rng: np.random.Generator) -> None:
    raw = rng.random(200)
    curve = conformal.isotonic(raw, raw**2)
    np.testing.assert_allclose(curve(raw), raw**2, atol=1e-9)
    noisy = conformal.isotonic(raw, np.clip(raw + rng.normal(0, 0.3, 200), 0, 1))
    assert np.all(np.diff(noisy(np.linspace(0, 1, 500))) >= 0.0)
    assert len(noisy.raw) < 100


def test_a_panel_that_agrees_gives_a_number_and_noise_gives_evidence_only() -> None:
    rng = np.random.default_rng(4)
    close = draw_panel(
        PanelDesign(items=120, artists=30, item_spread=5.0, rater_spread=0.2, thresholds=(-4, -1.5, 1.5, 4), noise=0.5),
        rng,
    )
    found = calibrate(ratings(close))
    assert found.calibration.display == NUMBER
    assert found.quality["spearman"] > 0.8 * found.quality["spearman_ceiling"]
    apart = draw_panel(PanelDesign(items=120, artists=30, item_spread=0.2, rater_spread=2.0), rng)
    assert calibrate(ratings(apart)).calibration.display == EVIDENCE


def test_small_panels_are_refused(rng: np.random.Generator) -> None:
    with pytest.raises(UserError, match="rated items"):
        calibrate(ratings(draw_panel(PanelDesign(items=10, artists=6), rng)))
    with pytest.raises(UserError, match="artists"):
        calibrate(ratings(draw_panel(PanelDesign(items=60, artists=2), rng)))


def test_scores_are_shown_by_the_rule() -> None:
    score = MarkerScore("log_drum_authenticity", 0.5, (0.4, 0.6), EXPLORATORY, meaning="it is heard")
    curve = Calibration((0.2, 0.8), (0.1, 0.5), 0.15, NUMBER, "p", 300, 24, 0.85)
    shown = calibrated(score, curve)
    assert (shown.value, shown.interval, shown.status) == (0.3, (0.15, 0.45), CALIBRATED)
    assert "disagree" in calibrated(score, replace(curve, display=DISAGREE, alpha=0.7)).meaning
    hidden = calibrated(score, replace(curve, display=EVIDENCE, alpha=0.5))
    assert (hidden.value, hidden.interval) == (None, None)
    assert "0.50" in hidden.why
    assert calibrated(score, None) is score
    untold = replace(score, value=None, interval=None)
    assert calibrated(untold, curve) is untold


def test_a_calibrated_profile_is_found_in_the_users_home(tmp_path: Path) -> None:
    from engine.cli.rate_calibrate import profile_text
    from engine.culture.profile import profiles_folder

    base = (profiles_folder() / "aurax.toml").read_text()
    curve = Calibration((0.2, 0.8), (0.1, 0.5), 0.15, NUMBER, "p", 300, 24)
    text = profile_text(base, "1+panel.abc", {"jazz_harmonies": curve})
    assert tomllib.loads(text)["version"] == "1+panel.abc"
    folder = user_profiles_folder(tmp_path)
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(text)
    profile = load_culture_profile(find_profile("mine", tmp_path))
    assert profile.id == "mine"
    assert profile.markers["jazz_harmonies"].calibration == curve
    assert profile.markers["gospel_influence"].calibration is None
    assert find_profile("aurax", tmp_path) == "aurax"
