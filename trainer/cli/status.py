"""``aurax train status DIR``: how far a training is, without touching it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trainer.checkpoint import newest_whole
from trainer.runs import last_figures, read_order

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("run", metavar="DIR", help="folder of the run")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print the newest checkpoint and figures."""
    folder = Path(arguments.run).expanduser()
    order = read_order(folder)
    checkpoint, figures = newest_whole(folder), last_figures(folder)
    document = {
        "run": str(folder),
        "recipe": order.recipe,
        "arguments": order.arguments,
        "checkpoint_step": None if checkpoint is None else checkpoint.step,
        "figures": figures,
    }
    lines = [
        f"{order.recipe}: " + ("no checkpoint yet" if checkpoint is None else f"checkpoint at step {checkpoint.step}")
    ]
    lines += [f"  {name} {value}" for name, value in (figures or {}).items()]
    console.result(document, "\n".join(lines))
