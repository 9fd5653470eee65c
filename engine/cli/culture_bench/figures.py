"""Figures over rows: one row for each piece that was judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.culture.style import FAMILY

EIGHT: dict[str, tuple[str, ...]] = {
    "amapiano": tuple(name for name in FAMILY if name != "three_step"),
    **{name: (name,) for name in ("three_step", "deep_house", "afro_house", "gqom", "kwaito", "afrobeats", "trap")},
}
"""The eight classes told apart (domain reference 2.2)."""
_CLASS_OF = {style: name for name, styles in EIGHT.items() for style in styles}
LOW = 0.5
_Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was said of one piece, and what is true.

    Args:
        name: Of the piece.
        style: By construction; empty where it is of no style that is told apart.
        group: Confuser that plays in it, or what else it is grouped by.
        present: Whether a log drum plays.
        said_present: What was said; None where nothing was.
        onset_f1: Of its log drum's onsets from the mixture; None where there is none.
        traits: Markers whose trait is there by construction.
        markers: Their values.
        styles: Style probabilities; empty where it abstained altogether.
        uppers: Upper ends of the markers' 90 % intervals.
    """

    name: str
    style: str
    group: str
    present: bool
    said_present: bool | None
    onset_f1: float | None
    traits: tuple[str, ...] = ()
    markers: Mapping[str, float | None] = field(default_factory=dict)
    styles: Mapping[str, float] = field(default_factory=dict)
    uppers: Mapping[str, float | None] = field(default_factory=dict)


def _answer(row: Row) -> str:
    """The most probable style, empty where there is none."""
    return max(row.styles.items(), key=lambda own: own[1])[0] if row.styles else ""


def presence(rows: Sequence[Row]) -> dict[str, Any]:
    """Share of pieces whose log drum was rightly said to be there or not, with its 95 % interval (Wilson 1927)."""
    right = [row.said_present is row.present for row in rows]
    groups = sorted({row.group for row in rows})
    return {
        **_share(right),
        "with": _share([row.said_present is True for row in rows if row.present]),
        "without": _share([row.said_present is False for row in rows if not row.present]),
        "groups": {
            name: _share([row.said_present is row.present for row in rows if row.group == name]) for name in groups
        },
    }


def onsets(rows: Iterable[Row]) -> dict[str, Any]:
    """Mean F1 of the log drum's onsets over the pieces that have one."""
    known = [row.onset_f1 for row in rows if row.onset_f1 is not None]
    return {"value": float(np.mean(known)) if known else None, "pieces": len(known)}


def private_or_classic(rows: Iterable[Row]) -> dict[str, Any]:
    """Share of pieces of the two styles that lean to their own; one that was turned down is wrong."""
    own = [row for row in rows if row.style in ("classic", "private_school")]
    leans = [row.styles.get("private_school", 0.0) - row.styles.get("classic", 0.0) for row in own]
    return _share(
        [
            bool(row.styles) and (lean > 0.0) == (row.style == "private_school")
            for row, lean in zip(own, leans, strict=True)
        ]
    )


def eight_classes(rows: Iterable[Row]) -> dict[str, Any]:
    """Mean recall over the classes of ``EIGHT`` that are there; the class of the most probable style is the answer."""
    own = [row for row in rows if row.style in _CLASS_OF]
    recalls = {
        name: _share([_CLASS_OF.get(_answer(row)) == name for row in own if _CLASS_OF[row.style] == name])
        for name in EIGHT
    }
    there = [recall["value"] for recall in recalls.values() if recall["value"] is not None]
    return {"value": float(np.mean(there)) if there else None, "pieces": len(own), "recalls": recalls}


def false_low(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """By marker and style: share of the pieces that have the trait and on which the marker is below ``LOW``."""
    names = sorted({name for row in rows for name in row.markers})
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        having = [row for row in rows if name in row.traits]
        styles = sorted({row.style for row in having})
        found[name] = {
            style: _share([_is_low(row.markers.get(name)) for row in having if row.style == style]) for style in styles
        }
        found[name]["all"] = _share([_is_low(row.markers.get(name)) for row in having])
    return found


def surely_low(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """By marker: share of the pieces that have the trait and of which the whole interval lies below ``LOW``."""
    names = sorted({name for row in rows for name in row.uppers})
    return {name: _share([_is_low(row.uppers.get(name)) for row in rows if name in row.traits]) for name in names}


def wrong(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Names of the pieces judged wrongly: log drums heard in nothing, those missed, and classes told as another."""
    mistaken = [row for row in rows if row.said_present is not row.present]
    told = [(row, _answer(row)) for row in rows if row.style in _CLASS_OF]
    return {
        "log_drum_heard_in_nothing": [row.name for row in mistaken if not row.present],
        "log_drum_missed": [row.name for row in mistaken if row.present],
        "another_class": [
            f"{row.name}: {answer or 'none'}" for row, answer in told if _CLASS_OF.get(answer) != _CLASS_OF[row.style]
        ],
    }


def medians(rows: Sequence[Row]) -> dict[str, dict[str, float | None]]:
    """Median of each marker over the pieces of each style on which it could be told."""
    styles = sorted({row.style for row in rows})
    names = sorted({name for row in rows for name in row.markers})
    return {style: {name: _median(rows, style, name) for name in names} for style in styles}


def _median(rows: Sequence[Row], style: str, name: str) -> float | None:
    known = [value for row in rows if row.style == style and (value := row.markers.get(name)) is not None]
    return round(float(np.median(known)), 3) if known else None


def _is_low(value: float | None) -> bool:
    """A marker that could not be told is not low: it says nothing."""
    return value is not None and value < LOW


def _share(right: Sequence[bool]) -> dict[str, Any]:
    count = len(right)
    if not count:
        return {"value": None, "pieces": 0, "interval": None}
    share = float(np.mean(right))
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z * np.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2)) / (1 + _Z**2 / count)
    return {"value": share, "pieces": count, "interval": [float(middle - half), float(middle + half)]}
