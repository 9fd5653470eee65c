"""Panels with known truth: what a calibration must find again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rating.ordinal import Answers

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDesign:
    """Numbers of a simulated panel; spreads in log odds, ``noise`` of the machine's measure of theta."""

    items: int = 300
    artists: int = 60
    raters: int = 24
    answers_per_item: int = 5
    item_spread: float = 1.6
    artist_spread: float = 0.5
    rater_spread: float = 0.6
    noise: float = 0.8
    thresholds: tuple[float, float, float, float] = (-2.0, -0.7, 0.5, 1.8)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Items with the machine's value, their artist and the true share of 4 and 5; and what raters answered."""

    raw: Floats
    share: Floats
    artists: tuple[str, ...]
    answers: Answers
    severity: Floats


def draw_panel(design: PanelDesign, rng: np.random.Generator, severity: Floats | None = None) -> Panel:
    """A panel; the machine's value is a bent, noisy picture of theta.

    Args:
        design: Its numbers.
        rng: Decides all.
        severity: Of raters who have answered before: the same panel on new items of new artists.
    """
    artist = rng.integers(design.artists, size=design.items)
    of_artist = design.artist_spread * rng.standard_normal(design.artists)
    theta = design.item_spread * rng.standard_normal(design.items)
    odds = 0.8 * (theta + of_artist[artist] + design.noise * rng.standard_normal(design.items)) - 0.4
    if severity is None:
        severity = design.rater_spread * rng.standard_normal(design.raters)
    rater = np.concatenate(
        [rng.choice(design.raters, design.answers_per_item, replace=False) for _ in range(design.items)]
    )
    item = np.repeat(np.arange(design.items), design.answers_per_item)
    heard = theta[item] - severity[rater] + rng.logistic(size=len(item))
    answer = 1 + np.searchsorted(np.asarray(design.thresholds), heard)
    return Panel(
        1.0 / (1.0 + np.exp(-odds)),
        true_share(theta, severity, design),
        tuple(f"artist {number}" for number in artist),
        Answers(rater, item, answer, odds),
        severity,
    )


def true_share(theta: Floats, severity: Floats, design: PanelDesign) -> Floats:
    """The share of the panel's raters who would answer 4 or 5 if all of them heard the item."""
    odds = theta[:, None] - severity - design.thresholds[2]
    return np.asarray((1.0 / (1.0 + np.exp(-odds))).mean(axis=1))
