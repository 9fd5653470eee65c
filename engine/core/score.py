"""Cultural markers with their evidence. A marker that cannot be told is None, with the reason in ``why``.

A marker measures how clearly a trait is heard, never how good or how authentic the music is (domain reference 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SCHEMA = "aurax.culture/1"

EXPLORATORY = "exploratory"
"""Status of a value that no listener's ratings have calibrated."""
CALIBRATED = "calibrated"
NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something audible at ``start``–``end`` seconds that speaks for or against a marker.

    Args:
        start, end: Seconds.
        text: What was heard, in words, with figures.
        bars: First and last bar, counted from 1; None where there are no bars.
        strength: How far it moves the marker, 0-1; None where that was not weighed.
    """

    start: float
    end: float
    text: str
    bars: tuple[int, int] | None = None
    strength: float | None = None


@dataclass(frozen=True, slots=True)
class MarkerWindow:
    """A marker over one stretch of a few bars; ``value`` is None where nothing of it could be told there."""

    start: float
    end: float
    bars: tuple[int, int]
    value: float | None


@dataclass(frozen=True, slots=True)
class MarkerScore:
    """One cultural trait: value and interval in [0, 1], or None where it cannot be told (then ``why`` says why).

    Args:
        marker: Its id, as the mission names it.
        value: How clearly the trait is heard, 0–1.
        interval: Where the value lies with 90 % confidence.
        status: ``exploratory``, ``calibrated`` or ``not_assessable``.
        evidence, counter_evidence: The stretches that move it most, strongest first.
        contributions: What each input adds to the log odds of the value.
        title: The name that is shown: what is measured, not what it is said to prove.
        meaning: What a value of 1 would say, in a sentence.
        why: Why there is no value; empty where there is one.
        coverage: Share of the song in which it could be judged, 0–1.
        inputs: What was measured, by name; None where it could not be.
        windows: The marker over time.
    """

    marker: str
    value: float | None
    interval: tuple[float, float] | None
    status: str
    evidence: tuple[Evidence, ...] = ()
    counter_evidence: tuple[Evidence, ...] = ()
    contributions: dict[str, float] = field(default_factory=dict)
    title: str = ""
    meaning: str = ""
    why: str = ""
    coverage: float = 0.0
    inputs: dict[str, float | None] = field(default_factory=dict)
    windows: tuple[MarkerWindow, ...] = ()


@dataclass(frozen=True, slots=True)
class CultureScore:
    """Markers, style vector and total of one recording under one profile.

    Args:
        profile: Its id.
        versions: Of ``profile``, ``model`` (weights of the style network), ``features`` and ``engine``.
        markers: By id.
        style: ``probabilities`` (style to 0–1, several may be high), ``family`` (0–1, of amapiano as a whole),
            ``named`` (ids that are clear enough to be said), ``why``, ``descriptors``, ``typicality``.
        total: ``value``, ``interval``, ``status``, ``definition``, ``parts``.
        gate: ``threshold``, ``alarm``, ``passed`` (None where there is no total), ``reason``.
        schema: Of the document.
    """

    profile: str
    versions: dict[str, str]
    markers: dict[str, MarkerScore]
    style: dict[str, Any] = field(default_factory=dict)
    total: dict[str, Any] = field(default_factory=dict)
    gate: dict[str, Any] = field(default_factory=dict)
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True)
class PanelMember:
    """A recording of a panel: its descriptors, and the versions that measured them."""

    title: str
    fingerprint: str
    descriptors: dict[str, float | None]
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Panel:
    """Recordings that somebody holds for a style or a scene; how typical a song is, is told against one of these."""

    name: str
    members: tuple[PanelMember, ...]
