"""One dot a song: every promised figure, ours beside librosa's, so that outliers are seen and can be looked up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.cli.analysis_bench.hearing import LIBROSA, SEPARATED, TRUE_STEMS
from engine.cli.analysis_bench.summary import TARGETS

_COLOURS = {TRUE_STEMS: "#D9822B", SEPARATED: "#4C9A6A", LIBROSA: "#6B7785"}
_SPREAD = 0.22
_COLUMNS = 4
_MEDIAN_LENGTH = 0.16


def write_plot(path: Path, songs: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    """A panel a figure, a column a group of songs, a dot a song, a bar at the median; must and goal as lines.

    Args:
        path: A PNG.
        songs: Group to listener to song to record.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = [target for target in TARGETS if _groups(songs, target.figure.removeprefix("worst_"), target.sets)]
    rows = max(1, -(-len(shown) // _COLUMNS))
    figure = Figure(figsize=(3.6 * _COLUMNS, 3.0 * rows), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(rows, _COLUMNS, squeeze=False).ravel()
    for axis, target in zip(axes, shown, strict=False):
        name = target.figure.removeprefix("worst_")
        groups = _groups(songs, name, target.sets)
        for column, group in enumerate(groups):
            _dots(axis, songs[group], name, column)
        for bound, style in ((target.must, "--"), (target.goal, ":")):
            axis.axhline(bound, color="0.35", linewidth=0.8, linestyle=style, zorder=0)
        axis.set_title(target.label, fontsize=9)
        axis.set_xticks(range(len(groups)), [group.removeprefix("data:") for group in groups], fontsize=8)
        axis.set_xlim(-0.6, len(groups) - 0.4)
        if target.must < target.goal:
            axis.set_ylim(-0.03, 1.03)
        else:
            axis.set_yscale("symlog", linthresh=target.goal)
            axis.set_ylim(bottom=-0.2 * target.goal)
        axis.grid(axis="y", linewidth=0.3)
    for axis in axes[len(shown) :]:
        axis.set_axis_off()
    _legend(figure, {listener for listeners in songs.values() for listener in listeners})
    figure.savefig(path, format="png", dpi=110)


def _groups(songs: Mapping[str, Mapping[str, Mapping[str, Any]]], name: str, sets: tuple[str, ...]) -> list[str]:
    return [
        group
        for group, listeners in songs.items()
        if group.partition(":")[0] in sets and any(_values(own, name) for own in listeners.values())
    ]


def _dots(axis: Any, listeners: Mapping[str, Mapping[str, Any]], name: str, column: int) -> None:
    import numpy as np

    present = [listener for listener in _COLOURS if listener in listeners]
    for place, listener in enumerate(present):
        values = _values(listeners[listener], name)
        if not values:
            continue
        middle = column + _SPREAD * (place - (len(present) - 1) / 2.0)
        offsets = np.linspace(-_SPREAD / 3.0, _SPREAD / 3.0, len(values)) if len(values) > 1 else np.zeros(1)
        axis.scatter(middle + offsets, values, s=11, color=_COLOURS[listener], alpha=0.75, linewidths=0)
        axis.hlines(
            np.median(values), middle - _MEDIAN_LENGTH / 2, middle + _MEDIAN_LENGTH / 2, color=_COLOURS[listener]
        )


def _values(songs: Mapping[str, Any], name: str) -> list[float]:
    """Of every song that has the figure; the error of the tempo is promised of steady music only."""
    records = [own for own in songs.values() if own["is_steady"] or not name.startswith("tempo")]
    return [own["figures"][name] for own in records if name in own["figures"]]


def _legend(figure: Any, present: set[str]) -> None:
    from matplotlib.lines import Line2D

    dots = [
        Line2D([], [], color=colour, marker="o", linestyle="", label=name)
        for name, colour in _COLOURS.items()
        if name in present
    ]
    lines = [
        Line2D([], [], color="0.35", linestyle="--", label="must"),
        Line2D([], [], color="0.35", linestyle=":", label="goal"),
    ]
    figure.legend(handles=[*dots, *lines], loc="outside lower center", ncols=5, fontsize=8, frameon=False)
