"""``orchestrator_state.json``: how a run stands, whole at any moment; what a resumed run needs, too."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.whole_file import write_bytes

STATE_FILE = "orchestrator_state.json"
SCHEMA = "aurax.orchestrator/1"


@dataclass(slots=True)
class State:
    """Every field of the file; see docs/how-to/orchestrate-a-training.md. What is not known yet is None."""

    name: str
    model: str
    dataset: str
    target_steps: int
    gpu_cost_per_hour: float
    budget_usd: float
    started_at: str
    status: str = "running"
    reason: str = ""
    updated_at: str = ""
    session: int = 0
    step: int = 0
    epoch: float | None = None
    target_epochs: float | None = None
    training_loss: float | None = None
    validation_loss: float | None = None
    best_validation_loss: float | None = None
    learning_rate: float | None = None
    gpu_utilization: float | None = None
    authenticity: float | None = None
    authenticity_low: float | None = None
    total_cost_usd: float = 0.0
    days: float = 0.0
    run_seconds: float = 0.0
    asleep_seconds: float = 0.0
    stopped_seconds: float = 0.0
    clock_change_seconds: float = 0.0
    eta_seconds: float | None = None
    checkpoint: str | None = None
    best_model: str | None = None
    decision: str | None = None
    monitoring: str = "normal"
    milestones: dict[str, dict[str, Any]] = field(default_factory=dict)
    overrides: list[dict[str, Any]] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    best_at_seconds: float = 0.0
    ledger: dict[str, Any] = field(default_factory=dict)
    updated_wall: float = 0.0
    schema: str = SCHEMA


def read_state(run: Path) -> State | None:
    """The state of a run; None if it was never orchestrated.

    Raises:
        UserError: If the file is none of ours.
    """
    try:
        return decode_json((run / STATE_FILE).read_bytes(), State)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise UserError(
            f"{run / STATE_FILE} cannot be read: {error}",
            "Move it away and resume: costs go on from cost_ledger.jsonl, decisions are made anew.",
        ) from error


def write_state(run: Path, state: State) -> None:
    """Write it whole."""
    write_bytes(run / STATE_FILE, encode_json(state, indent=1) + b"\n")
