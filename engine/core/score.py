"""Cultural markers with their evidence. A marker that cannot be told is None, with the reason in ``status``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something audible at ``start``–``end`` seconds that speaks for or against a marker."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class MarkerScore:
    """One cultural trait: value and interval in [0, 1], or None where it cannot be told (then ``status`` says why)."""

    marker: str
    value: float | None
    interval: tuple[float, float] | None
    status: str
    evidence: tuple[Evidence, ...] = ()
    counter_evidence: tuple[Evidence, ...] = ()
    contributions: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CultureScore:
    """Markers, style vector and total of one recording under one profile."""

    profile: str
    versions: dict[str, str]
    markers: dict[str, MarkerScore]
    style: dict[str, Any] = field(default_factory=dict)
    total: dict[str, Any] = field(default_factory=dict)
