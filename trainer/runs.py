"""A training run as a folder: what was asked for, how far it is, its checkpoints and its weights.

``<run>/{run.json, figures.jsonl, step_*/, latest, events/, <weights>.safetensors}``. ``run.json`` holds the recipe's
name and arguments, so that ``aurax train resume RUN`` needs nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine import __version__
from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.whole_file import write_bytes

RUN_FILE = "run.json"
FIGURES_FILE = "figures.jsonl"
_SCHEMA = "aurax.training/1"


@dataclass(frozen=True, slots=True)
class RunOrder:
    """``run.json``: which recipe with which of its own arguments, and in which folder of the program (empty: usual)."""

    recipe: str
    arguments: dict[str, Any]
    engine: str = __version__
    schema: str = _SCHEMA
    home: str = ""


def write_order(run: Path, order: RunOrder) -> None:
    """Begin a run.

    Raises:
        UserError: If the folder holds another run.
    """
    if (run / RUN_FILE).exists():
        if replace(read_order(run), home=order.home) == order:
            return
        raise UserError(f"{run} holds another training", "Choose another --out, or go on with: aurax train resume DIR")
    run.mkdir(parents=True, exist_ok=True)
    write_bytes(run / RUN_FILE, encode_json(order, indent=1) + b"\n")


def read_order(run: Path) -> RunOrder:
    """What a run was asked to do.

    Raises:
        UserError: If the folder holds no run.
    """
    import msgspec

    try:
        return decode_json((run / RUN_FILE).read_bytes(), RunOrder)
    except (OSError, msgspec.MsgspecError) as error:
        raise UserError(f"{run} holds no training", "Begin one: aurax train run RECIPE … --out DIR") from error


def last_figures(run: Path) -> dict[str, Any] | None:
    """The newest line of ``figures.jsonl`` with a step; None where nothing was measured yet.

    A kill can leave half a line at the end; the one before it counts then.
    """
    try:
        lines = (run / FIGURES_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        try:
            found = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(found, dict) and "step" in found:
            return found
    return None


def add_figures(run: Path, figures: dict[str, Any]) -> None:
    """Append a line to ``figures.jsonl``."""
    with (run / FIGURES_FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(figures) + "\n")
