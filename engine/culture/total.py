"""The mission's single number and its gate, printed together with what it is.

A total cannot measure authenticity (domain reference 4.2); it says how clearly the traits of amapiano are heard in
music of that family. It never blocks an export: the gate asks a generator for another take, and an alarm tells a
training run that its samples drift.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from engine.core.score import EXPLORATORY, NOT_ASSESSABLE, MarkerScore
from engine.culture.profile import CultureProfile
from engine.culture.style import StyleVector


def total_of(markers: Mapping[str, MarkerScore], style: StyleVector, profile: CultureProfile) -> dict[str, Any]:
    """``value``, ``interval``, ``status``, ``definition``, ``parts`` and, where there is no value, ``why``."""
    judged = {name: own for name, own in markers.items() if own.value is not None and name in profile.markers}
    if not judged or style.family is None or style.family_interval is None:
        why = style.why or "no marker could be told"
        return {
            "value": None,
            "interval": None,
            "status": NOT_ASSESSABLE,
            "definition": profile.definition,
            "parts": {"traits": None, "family": style.family},
            "why": why,
        }
    shares = {name: profile.markers[name].share for name in judged}
    traits = _heard_at_all((shares[name], own.value) for name, own in judged.items())
    bounds = [
        _total(
            _heard_at_all((shares[name], own.interval[side] if own.interval else None) for name, own in judged.items()),
            style.family_interval[side],
        )
        for side in (0, 1)
    ]
    return {
        "value": round(_total(traits, style.family), 4),
        "interval": [round(bound, 4) for bound in bounds],
        "status": EXPLORATORY,
        "definition": profile.definition,
        "parts": {"traits": round(traits, 4), "family": round(style.family, 4), "shares": shares},
        "why": "",
    }


def _heard_at_all(markers: Iterable[tuple[float, float | None]]) -> float:
    """Noisy or (Pearl 1988): each trait alone lifts it as far as its share, none lowers it."""
    left = 1.0
    for share, value in markers:
        left *= 1.0 - share * (value or 0.0)
    return 1.0 - left


def _total(traits: float, family: float) -> float:
    return math.sqrt(max(0.0, traits * family))


def gate_of(total: Mapping[str, Any], profile: CultureProfile, *, threshold: float | None = None) -> dict[str, Any]:
    """Whether a total passes: ``threshold``, ``alarm``, ``passed`` (None without a total), ``alarmed``, ``reason``.

    Args:
        total: Of ``total_of``.
        profile: Names the threshold where none is asked for, and the alarm.
        threshold: Least total.
    """
    least = profile.gate if threshold is None else threshold
    value = total["value"]
    if value is None:
        return {
            "threshold": least,
            "alarm": profile.alarm,
            "passed": None,
            "alarmed": None,
            "reason": f"not judged: {total['why']}",
        }
    word = "reaches" if value >= least else "is below"
    return {
        "threshold": least,
        "alarm": profile.alarm,
        "passed": value >= least,
        "alarmed": value < profile.alarm,
        "reason": f"the total of {value:.2f} {word} {least:.2f}",
    }
