"""Box plots: how well each stem comes out of each method, clip by clip."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.core.stems import Stem

_FIGURE = "usdr_db"
_LOWEST_DB, _HIGHEST_DB = -15.0, 25.0
"""What lies outside is drawn at the edge: a quiet stem's mixture may lie at -60 dB and would flatten the rest."""


def write_plot(path: Path, records: Mapping[str, Mapping[str, Any]]) -> None:
    """One panel a stem, one box a method: median, quartiles, whiskers at 1.5 interquartile ranges (Tukey 1977).

    Args:
        path: A PNG.
        records: Method to clip to record.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = [name for name, clips in records.items() if any("stems" in record for record in clips.values())]
    figure = Figure(figsize=(2.0 + 0.5 * len(Stem) * max(1, len(names)), 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, len(Stem), sharey=True)
    for axis, stem in zip(axes, Stem, strict=True):
        values = [_values(records[name], stem) for name in names]
        axis.boxplot(values, widths=0.6, flierprops={"markersize": 2.5})
        axis.axhline(0.0, color="0.7", linewidth=0.8, zorder=0)
        axis.set_title(stem.value.replace("_", " "), fontsize=10)
        axis.set_xticks(range(1, len(names) + 1), names, rotation=90, fontsize=8)
        axis.set_ylim(_LOWEST_DB - 1.0, _HIGHEST_DB + 1.0)
        axis.grid(axis="y", linewidth=0.3)
    axes[0].set_ylabel("uSDR, dB")
    figure.savefig(path, format="png", dpi=110)


def _values(clips: Mapping[str, Any], stem: Stem) -> list[float]:
    own = [record.get("stems", {}).get(stem.value, {}) for record in clips.values()]
    return [min(_HIGHEST_DB, max(_LOWEST_DB, figures[_FIGURE])) for figures in own if _FIGURE in figures]
