"""``aurax bench rating``: listening tests with known truth, drawn and judged by the product's own functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.cli.console import Console

DEFAULT_STUDIES = 1_000
LEAST_STUDIES = 500
PROMISED = {"coverage": (0.93, 0.97), "calibrated": (0.88, 0.92)}
_POWER_MARGIN = 0.05


def run(console: Console, *, studies: int = DEFAULT_STUDIES, seed: int = 2026) -> dict[str, Any]:
    """Every figure, and whether what is promised of it holds.

    Args:
        console: Shows progress.
        studies: So many of each kind; a tenth as many panels are calibrated, each on a thousand new songs.
        seed: Of everything.
    """
    import numpy as np

    from engine.core.jobs import part_of
    from engine.rating import simulated_studies as simulated
    from engine.rating.simulated_panel import PanelDesign

    rng = np.random.default_rng(seed)
    progress = console.progress("simulated studies")
    kinds = {
        "alike": simulated.StudyDesign(strengths=(0.0, 0.0), prompt_spread=0.0),
        "apart by 0.35": simulated.StudyDesign(strengths=(0.35, 0.0)),
        "apart by 0.8": simulated.StudyDesign(strengths=(0.8, 0.0)),
        "few raters": simulated.StudyDesign(strengths=(0.5, 0.0), raters=6),
        "unlike raters": simulated.StudyDesign(strengths=(0.5, 0.0), rater_spread=1.0),
    }
    parts = len(kinds) + 2
    document: dict[str, Any] = {"seed": seed, "two systems": {}}
    for number, (name, study) in enumerate(kinds.items()):
        report = part_of(progress, number / parts, (number + 1) / parts)
        document["two systems"][name] = simulated.shares(studies, study, rng, report)
    four = simulated.StudyDesign(strengths=(0.7, 0.2, -0.3, -0.6))
    report = part_of(progress, (parts - 2) / parts, (parts - 1) / parts)
    document["four systems"] = simulated.strengths(studies, four, rng, report)
    document["means of answers"] = simulated.means(studies, rng)
    report = part_of(progress, (parts - 1) / parts, 1.0)
    document["calibration"] = simulated.calibrations(max(1, studies // 10), PanelDesign(), rng, report)
    progress.close()
    if studies < LEAST_STUDIES:
        return {**document, "promised": f"told from {LEAST_STUDIES} studies on: fewer scatter by more than is promised"}
    return {**document, "promised": promises(document)}


def promises(document: dict[str, Any]) -> dict[str, bool]:
    """What is promised, and whether the figures keep it."""
    two = document["two systems"]
    coverages = [
        *(one["coverage"] for one in two.values()),
        document["four systems"]["coverage"],
        document["four systems"]["coverage_of_differences"],
        document["means of answers"]["coverage"],
    ]
    low, high = PROMISED["coverage"]
    least, most = PROMISED["calibrated"]
    return {
        "95 % intervals cover 93-97 %": all(low <= one <= high for one in coverages),
        "calibrated 90 % intervals cover 88-92 %": least <= document["calibration"]["coverage"] <= most,
        "power is as computed, within 5 points": all(
            abs(one["claimed"] - one["power_computed"]) <= _POWER_MARGIN for one in two.values()
        ),
        "a difference that is none is claimed in at most 7 %": two["alike"]["claimed"] <= 0.07,
    }
