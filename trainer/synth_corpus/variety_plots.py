"""One picture per descriptor: its distribution in every style, with the design range behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trainer.synth_corpus.descriptors import DESCRIPTORS

if TYPE_CHECKING:
    from trainer.synth_corpus.variety import Variety


def draw_plots(folder: Path, variety: Variety) -> list[str]:
    """Write the pictures; returns their names."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from trainer.synth_corpus.variety import design_ranges

    names = []
    for descriptor in DESCRIPTORS:
        with_values = {s: v.values[descriptor] for s, v in variety.styles.items() if v.values[descriptor]}
        if not with_values:
            continue
        figure = Figure(figsize=(9, 0.42 * len(with_values) + 1.2), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        for place, (style, values) in enumerate(with_values.items()):
            wanted = design_ranges(style).get(descriptor)
            if wanted is not None:
                axes.barh(place, wanted.high - wanted.low, left=wanted.low, height=0.8, color="#e8d9b0", zorder=0)
            axes.plot(values, [place] * len(values), "|", color="#204a6b", alpha=0.5, markersize=10)
        axes.set_yticks(range(len(with_values)), list(with_values))
        axes.set_title(descriptor.replace("_", " "))
        axes.grid(axis="x", alpha=0.3)
        name = f"{descriptor}.png"
        figure.savefig(folder / name, dpi=110)
        names.append(name)
    return names
