"""What a canary's takes scored, by model: the program's own opinion beside the votes, which alone decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from engine.core.codec import decode_json
from engine.rating.intervals import Interval, mean_over_raters
from engine.rating.wording import target

ARMS = ("control", "treatment")
MORE_ABOVE = 0.85
"""The mission's mark: a new model that scores above it may get a larger share."""


def scores_of(name: str, places: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Takes that a canary has sent one way or the other, with their AURA-X totals.

    Args:
        name: Of the canary.
        places: Folders of takes, searched to the bottom.

    Returns:
        By arm: ``takes``, ``judged`` (the others' total could not be told, which is no zero), ``mean`` with its 95 %
        ``interval`` over takes, and ``above``: whether that lies above ``MORE_ABOVE``, in words too; None for none.
    """
    totals: dict[str, list[float | None]] = {arm: [] for arm in ARMS}
    for arm, total in _totals(name, places):
        totals[arm].append(total)
    return {arm: _described(arm, own) for arm, own in totals.items()}


def _totals(name: str, places: Iterable[Path]) -> Iterator[tuple[str, float | None]]:
    files = {file.resolve() for place in places for file in place.rglob("take.json")}
    for file in sorted(files):
        canary = _read(file).get("canary")
        if not isinstance(canary, dict) or canary.get("name") != name or canary.get("arm") not in ARMS:
            continue
        total = _read(file.with_name("culture.json")).get("total")
        value = total.get("value") if isinstance(total, dict) else None
        yield canary["arm"], float(value) if isinstance(value, int | float) else None


def _read(file: Path) -> dict[str, Any]:
    try:
        return decode_json(file.read_bytes(), dict[str, Any])
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}


def _described(arm: str, totals: list[float | None]) -> dict[str, Any]:
    judged = np.array([total for total in totals if total is not None])
    described: dict[str, Any] = {"takes": len(totals), "judged": len(judged), "mean": None, "interval": None}
    if len(judged) < 2:
        return {**described, "above": None, "words": f"{arm}: {len(totals)} takes, {len(judged)} of them judged"}
    found: Interval = mean_over_raters([judged])
    told = target(f"{arm}, AURA-X of {len(judged)} takes", found, MORE_ABOVE)
    described |= {"mean": found.value, "interval": [found.low, found.high]}
    return {**described, "above": told["reached"], "words": told["words"]}
