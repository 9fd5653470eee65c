"""``aurax train report DIR``: decisions, costs and result of an orchestrated training, from its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from trainer.cli.status import status_lines
from trainer.orchestrator.cost_ledger import read_ledger
from trainer.orchestrator.reports import ABORT_FILE, REPORT_FILE, metrics_file
from trainer.orchestrator.state import read_state

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("run", metavar="DIR", help="folder of an orchestrated run")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Gather the files into one document."""
    folder = Path(arguments.run).expanduser()
    state = read_state(folder)
    if state is None:
        raise UserError(f"{folder} holds no orchestrated training", "Begin one: aurax train run RECIPE … --plan FILE")
    milestones = {name: _read(folder / metrics_file(name)) for name in state.milestones}
    ledger = read_ledger(folder)
    document = {
        "run": str(folder),
        "status": state.status,
        "milestones": milestones,
        "abort": _read(folder / ABORT_FILE) if state.status == "aborted" else None,
        "report": _read(folder / REPORT_FILE) if state.status == "completed" else None,
        "cost_entries": ledger,
        "overrides": state.overrides,
    }
    console.result(document, "\n".join([*status_lines(state), *_criteria(milestones), *_costs(ledger)]))


def _read(file: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None
    return found


def _criteria(milestones: dict[str, dict[str, Any] | None]) -> list[str]:
    lines = []
    for name, metrics in milestones.items():
        if metrics is None:
            continue
        lines.append(f"{name}, look {metrics['look']}: {metrics['decision']}. {metrics['action']}")
        lines += [f"  {one['status']:<9} {one['name']:<13} {one['words']}" for one in metrics["criteria"]]
        if metrics["measure"]["is_stand_in"]:
            lines.append(f"  stand-in for authenticity: {metrics['measure']['words']}")
    return lines


def _costs(ledger: list[dict[str, Any]]) -> list[str]:
    return [f"costs: {len(ledger)} entries, {ledger[-1]['total_usd']:.4f} USD"] if ledger else []
