"""Estimates with their intervals, drawn by matplotlib: one figure for each question or table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INK, _MARK = "#2b2b33", "#1f6f8b"


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a figure shows: names with value and bounds, the scale's words, and a line where there is no difference."""

    title: str
    axis: str
    names: tuple[str, ...]
    values: tuple[tuple[float, float, float], ...]
    line: float | None = None
    limits: tuple[float, float] | None = None


def estimates_of(document: dict[str, Any]) -> list[Estimates]:
    """The figures of a report, by its kind."""
    found = [*_pairs(document), *_ratings(document)]
    against = document.get("against_reference")
    if against and against["conditions"]:
        names = tuple(against["conditions"])
        values = tuple(_bounded(one["mean"], one["interval"]) for one in against["conditions"].values())
        found.append(Estimates("Against the reference", "0 bad to 100 excellent", names, values, None, (0.0, 100.0)))
    return found


def _pairs(document: dict[str, Any]) -> list[Estimates]:
    found = []
    questions = document.get("questions", [])
    rows = [
        (f"{pair['first']} over {pair['second']}\n{one['question']}", _bounded(pair["share"], pair["interval"]))
        for one in questions
        for pair in one["pairs"]
    ]
    if rows:
        names, values = zip(*rows, strict=True)
        found.append(Estimates("Share of votes, ties half", "share of votes", names, values, 0.5, (0.0, 1.0)))
    for one in questions[:1]:
        strengths = one.get("strengths", [])
        if len(strengths) > 2:
            names = tuple(own["system"] for own in strengths)
            values = tuple(_bounded(own["logit"], own["interval"]) for own in strengths)
            found.append(Estimates(f"Strengths: {one['question']}", "log odds against the mean", names, values, 0.0))
    return found


def _ratings(document: dict[str, Any]) -> list[Estimates]:
    rows = [
        (f"{system}\n{question}", _bounded(own["mean"], own["interval"]))
        for question, one in document.get("ratings", {}).items()
        for system, own in one["systems"].items()
    ]
    if not rows:
        return []
    names, values = zip(*rows, strict=True)
    return [
        Estimates("Mean answers", "1 not there / very poor to 5 clearly / excellent", names, values, None, (1.0, 5.0))
    ]


def _bounded(value: float, interval: Sequence[float | None]) -> tuple[float, float, float]:
    """A bound that is not finite is drawn at the value."""
    low, high = (value if bound is None or not np.isfinite(bound) else bound for bound in interval)
    return value, low, high


def draw(shown: Estimates) -> Figure:
    """Dots with bars, one line for each name."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 1.3 + 0.5 * len(shown.names)), layout="constrained")
    axes = figure.add_subplot()
    places = np.arange(len(shown.names))[::-1]
    values = np.asarray(shown.values)
    axes.hlines(places, values[:, 1], values[:, 2], color=_MARK, linewidth=2)
    axes.plot(values[:, 0], places, "o", color=_INK)
    if shown.line is not None:
        axes.axvline(shown.line, color=_INK, linewidth=0.8, linestyle="--")
    if shown.limits is not None:
        axes.set_xlim(*shown.limits)
    axes.set_ylim(-0.7, len(shown.names) - 0.3)
    axes.set_yticks(places, shown.names, fontsize=8)
    axes.set_xlabel(shown.axis)
    axes.set_title(shown.title, loc="left", fontsize=10)
    axes.grid(axis="x", alpha=0.3)
    return figure


def save(shown: Sequence[Estimates], folder: Any) -> list[str]:
    """Each figure as SVG and PNG in ``folder``; returns the SVG files' names."""
    import matplotlib as mpl

    names = []
    for number, one in enumerate(shown, start=1):
        name = f"figure-{number}"
        with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
            figure = draw(one)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
            figure.savefig(folder / f"{name}.png", dpi=120)
        names.append(f"{name}.svg")
    return names
