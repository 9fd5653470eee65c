"""Listening tests whose truth is known: what a report says of them must be right as often as it says.

Votes are drawn for the product's own plans and counted by its own functions. Raters differ, prompts differ, the first
place has an advantage, and some votes are ties; the truth is the share over all raters of that kind, for the prompts
that are played.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.jobs import Report, no_report
from engine.core.rating import FIRST, SECOND, TIE, ItemKey, RaterProfile, Vote
from engine.rating import conformal, design, ordinal
from engine.rating.bradley_terry import fit, strengths_over_raters
from engine.rating.intervals import mean_over_raters
from engine.rating.power import power
from engine.rating.preferences import share_of, wins_by_rater
from engine.rating.results import Row
from engine.rating.simulated_panel import PanelDesign, draw_panel

Floats = NDArray[np.float64]

QUESTION = "preference"
_POPULATION = 2_000
_PLANS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDesign:
    """Numbers of a study; strengths and spreads in log odds."""

    strengths: tuple[float, ...] = (0.5, 0.0)
    prompts: int = 10
    raters: int = 12
    trials: int = 20
    repeats: int = 2
    catches: int = 1
    rater_spread: float = 0.5
    prompt_spread: float = 0.3
    tie: float = 0.1
    side: float = 0.2

    @property
    def systems(self) -> tuple[str, ...]:
        return tuple(f"s{number}" for number in range(len(self.strengths)))


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """The rows that count, the true share of votes of each system over each, and how far raters differ in it."""

    rows: list[Row]
    shares: Floats
    share_variance: float


def plans_of(study: StudyDesign, rng: np.random.Generator) -> list[list[list[design.Cell]]]:
    """A few sets of plans; studies take turns with them."""
    prompts = [f"p{number}" for number in range(study.prompts)]
    numbers = design.Numbers(study.trials, study.raters, study.repeats, study.catches)
    return [design.plan(design.pairs(study.systems, prompts), numbers, rng) for _ in range(_PLANS)]


def draw_study(study: StudyDesign, plans: Sequence[Sequence[design.Cell]], rng: np.random.Generator) -> Study:
    """Votes of new raters on new prompts, and their truth."""
    strengths = np.asarray(study.strengths)
    num = len(strengths)
    of_prompt = study.prompt_spread * rng.standard_normal((study.prompts, num))
    rows = []
    for number, cells in enumerate(plans):
        worth = strengths + of_prompt + study.rater_spread * rng.standard_normal(num)
        rater = RaterProfile(f"r{number}", f"r{number}", number, "")
        rows += [_row(cell, rater, worth, study, rng) for cell in cells if cell.role == "main"]
    population = strengths + study.rater_spread * rng.standard_normal((_POPULATION, 1, num)) + of_prompt
    odds = population[..., :, None] - population[..., None, :]
    chance = 0.5 * (_logistic(odds + study.side) + 1.0 - _logistic(-odds + study.side))
    by_rater = study.tie * 0.5 + (1.0 - study.tie) * chance.mean(axis=1)
    return Study(rows, by_rater.mean(axis=0), float(by_rater[:, 0, 1].var()))


def _logistic(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * odds)))


def _row(cell: design.Cell, rater: RaterProfile, worth: Floats, study: StudyDesign, rng: np.random.Generator) -> Row:
    prompt = int(cell.prompt[1:])
    first, second = (study.systems.index(system) for system in cell.systems)
    odds = worth[prompt, first] - worth[prompt, second] + study.side
    answer = FIRST if rng.random() < 1.0 / (1.0 + np.exp(-odds)) else SECOND
    if rng.random() < study.tie:
        answer = TIE
    items = tuple(ItemKey(system, cell.prompt, "system", "", "", 0.0) for system in cell.systems)
    vote = Vote(rater.id, f"{rater.id}-{cell.number}", {QUESTION: answer}, (10.0, 10.0), 30.0, 2, "")
    return Row(rater, vote, "main", items, cell.systems, None, None)


def shares(num: int, study: StudyDesign, rng: np.random.Generator, report: Report = no_report) -> dict[str, Any]:
    """Of so many studies of two systems: how often the interval holds the truth, and a difference is claimed."""
    sets = plans_of(study, rng)
    covered = claimed = wrong = 0
    expected = []
    for number in range(num):
        report(number / num)
        drawn = draw_study(study, sets[number % len(sets)], rng)
        found = share_of(drawn.rows, "s0", "s1", QUESTION)
        assert found is not None
        truth = float(drawn.shares[0, 1])
        covered += found.low <= truth <= found.high
        claimed += found.low > 0.5 or found.high < 0.5
        wrong += found.low > 0.5 > truth or found.high < 0.5 < truth
        expected.append(_expected_power(drawn, study, found.num_votes, truth))
    return {
        "studies": num,
        "coverage": covered / num,
        "claimed": claimed / num,
        "wrong_side": wrong / num,
        "power_computed": float(np.mean(expected)),
    }


def _expected_power(drawn: Study, study: StudyDesign, votes: int, truth: float) -> float:
    """From the true share and the true likeness of a rater's votes; a tie takes a quarter off a vote's variance."""
    single = truth * (1.0 - truth)
    effect = (single - 0.25 * study.tie + (votes / study.raters - 1.0) * drawn.share_variance) / single
    return power(truth, votes, study.raters, effect=effect)


def strengths(num: int, study: StudyDesign, rng: np.random.Generator, report: Report = no_report) -> dict[str, Any]:
    """Of so many studies of several systems: coverage of strengths and of their differences."""
    sets = plans_of(study, rng)
    own, differences = [], []
    for number in range(num):
        report(number / num)
        drawn = draw_study(study, sets[number % len(sets)], rng)
        wins = wins_by_rater(drawn.rows, study.systems, QUESTION)
        found = strengths_over_raters(wins, rng=rng)
        truth = fit(1e6 * drawn.shares * (1.0 - np.eye(len(study.systems))))
        own.append(np.mean((found.low <= truth) & (truth <= found.high)))
        apart = truth[:, None] - truth[None, :]
        held = (found.difference_low <= apart) & (apart <= found.difference_high)
        differences.append(np.mean([held[i, j] for i, j in itertools.combinations(range(len(truth)), 2)]))
    return {"studies": num, "coverage": float(np.mean(own)), "coverage_of_differences": float(np.mean(differences))}


def means(num: int, rng: np.random.Generator, *, raters: int = 12, answers: int = 8) -> dict[str, Any]:
    """Of so many studies of five-point answers: coverage of the mean over raters."""
    chances = np.array([0.05, 0.1, 0.2, 0.4, 0.25])
    tilt = np.arange(5) - 2.0

    def answered(severity: float) -> Floats:
        weights = chances * np.exp(severity * tilt)
        return np.asarray(weights / weights.sum())

    spread = 0.4
    truth = float(np.mean([answered(own) @ np.arange(1, 6) for own in spread * rng.standard_normal(20_000)]))
    covered = 0
    for _ in range(num):
        given = [
            rng.choice(np.arange(1.0, 6.0), answers, p=answered(own)) for own in spread * rng.standard_normal(raters)
        ]
        found = mean_over_raters(given)
        covered += found.low <= truth <= found.high
    return {"studies": num, "coverage": covered / num}


def calibrations(
    num: int, panel_design: PanelDesign, rng: np.random.Generator, report: Report = no_report
) -> dict[str, Any]:
    """Of so many panels: coverage of the calibrated 90 % interval over new songs of new artists, panel by panel."""
    covered, widths = [], []
    for number in range(num):
        report(number / num)
        panel = draw_panel(panel_design, rng)
        plausible = ordinal.fit(panel.answers).plausible_shares(40, rng)
        fitted = conformal.fit(panel.raw, plausible, panel.artists)
        new = draw_panel(replace(panel_design, items=1_000, artists=300), rng, panel.severity)
        covered.append(float(np.mean(np.abs(fitted.curve(new.raw) - new.share) <= fitted.half_width)))
        widths.append(fitted.half_width)
    return {
        "panels": num,
        "coverage": float(np.mean(covered)),
        "coverage_spread": float(np.std(covered)),
        "half_width": float(np.mean(widths)),
    }
