"""``report.png``: the two trainings' curves, and how often a log drum is heard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.whole_file import whole_file
from trainer.demo.corpus import CAPTIONS
from trainer.demo.steps import MODELS

if TYPE_CHECKING:
    from collections.abc import Mapping

REPORT_PNG = "report.png"
_COLOURS = {"base": "#7a7f8c", "tuned": "#c9752b"}


def draw(file: Path, report: Mapping[str, Any], curves: Mapping[str, list[dict[str, Any]]]) -> None:
    """Write the picture.

    Args:
        file: Where.
        report: See ``trainer.demo.report``.
        curves: Lines of each training's figures.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11.0, 4.2), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    _draw_curves(left, curves)
    _draw_rates(right, report)
    with whole_file(file) as temporary, temporary.open("wb") as opened:
        figure.savefig(opened, format="png", dpi=120)


def _draw_curves(axes: Any, curves: Mapping[str, list[dict[str, Any]]]) -> None:
    begin = 0
    for name in MODELS:
        lines = curves[name]
        axes.plot(
            [begin + line["step"] for line in lines],
            [line["cross_entropy"] for line in lines],
            color=_COLOURS[name],
            label=f"{name}, trained on",
        )
        held_out = [line for line in lines if "validation/loss" in line]
        axes.plot(
            [begin + line["step"] for line in held_out],
            [line["validation/loss"] for line in held_out],
            "o--",
            color=_COLOURS[name],
            label=f"{name}, held out",
        )
        begin += lines[-1]["step"]
    axes.set(xlabel="step", ylabel="cross-entropy (nats)", title="Loss")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)


def _draw_rates(axes: Any, report: Mapping[str, Any]) -> None:
    for row, name in enumerate(MODELS):
        for place, caption in enumerate(CAPTIONS):
            rate = report["models"][name]["log_drum_heard"][caption.id]
            if rate is None:
                continue
            at = row + 0.18 * (2 * place - 1)
            axes.plot(
                [rate["low"], rate["high"]], [at, at], color=_COLOURS[name], linewidth=2.0, alpha=1.0 - 0.5 * place
            )
            axes.plot([rate["share"]], [at], "o", color=_COLOURS[name], markersize=8.0, alpha=1.0 - 0.5 * place)
            axes.annotate(f"told: {caption.words}", (0.02, at - 0.07), fontsize=8.0)
    axes.set(
        xlim=(0.0, 1.0),
        yticks=range(len(MODELS)),
        yticklabels=MODELS,
        ylim=(len(MODELS) - 0.5, -0.5),
        xlabel="share of takes in which our detector hears a log drum, 95 %",
        title="Do the takes follow their captions?",
    )
    axes.spines[["top", "right"]].set_visible(False)
