"""``aurax train status DIR``: how far a training is, without touching it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.checkpoint import newest_whole
from trainer.orchestrator.state import State, read_state
from trainer.runs import last_figures, read_order

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("run", metavar="DIR", help="folder of the run")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Print the newest checkpoint and figures, and how it stands with the plan."""
    folder = Path(arguments.run).expanduser()
    order = read_order(folder)
    checkpoint, figures, state = newest_whole(folder), last_figures(folder), read_state(folder)
    document = {
        "run": str(folder),
        "recipe": order.recipe,
        "arguments": order.arguments,
        "checkpoint_step": None if checkpoint is None else checkpoint.step,
        "figures": figures,
        "orchestrator": None if state is None else asdict(state),
    }
    lines = [
        f"{order.recipe}: " + ("no checkpoint yet" if checkpoint is None else f"checkpoint at step {checkpoint.step}")
    ]
    lines += [f"  {name} {value}" for name, value in (figures or {}).items()]
    lines += [] if state is None else status_lines(state)
    console.result(document, "\n".join(lines))


def status_lines(state: State) -> list[str]:
    """How it stands with the plan, for people."""
    spent = (
        f"  {state.total_cost_usd:.2f} of {state.budget_usd:.2f} USD, {state.days:.2f} days, session {state.session}"
    )
    lines = [f"{state.name}: {state.status}" + (f" ({state.reason})" if state.reason else ""), spent]
    if state.monitoring != "normal":
        lines.append(f"  monitoring: {state.monitoring}")
    for name, done in state.milestones.items():
        lines.append(f"  {name}: {done['decision']} at step {done['step']} (look {done['look']})")
    return lines
