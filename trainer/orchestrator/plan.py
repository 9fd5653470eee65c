"""``plan.toml``: what the user sets for an orchestrated training. Unknown keys and impossible values are errors."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from engine.core.errors import UserError
from trainer.orchestrator.decision import Limits

PLAN_FILE = "plan.toml"
Command = tuple[str, ...]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Checkpoints(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``steps`` between two checkpoints."""

    steps: int = 1000


class Cost(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the machine costs.

    ``bill``: ``running`` for time in which the training ran; ``held`` for a rented machine, which costs while it sleeps
    and while the training is stopped, too.
    """

    usd_per_hour: float = 0.0
    budget_usd: float = 600.0
    warn_usd: float = 400.0
    bill: Literal["running", "held"] = "running"


class Milestone(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When it is judged, by one of ``day``, ``epoch`` and ``step``, and on how many ``samples``.

    ``name`` names the file: ``week_5`` writes ``week_5_metrics.json``.
    """

    name: str = "week_5"
    day: float | None = None
    epoch: float | None = None
    step: int | None = None
    samples: int = 200


class Thresholds(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """See ``trainer.orchestrator.decision.Limits``; the cost's is the budget."""

    min_authenticity: float = 0.35
    max_val_loss: float = 3.5
    min_gain: float = 0.05
    confidence: float = 0.95


class Scoring(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``pass_at``: score from which a sample passes; without it the recipe's own."""

    pass_at: float | None = None


class Conditional(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """After "conditional": judged again after so many steps, each time on twice as many samples, up to ``looks`` in
    all. What is undecided after the last look goes on, and the training's end says it.
    """

    again_steps: int = 1000
    looks: int = 3


class Idle(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``hours`` without a step, or on a GPU with its use below ``gpu_below``, end the training; 0 hours: never.

    ``grace_seconds``: how long a training that hangs may take to stop before its process is ended.
    """

    hours: float = 2.0
    gpu_below: float = 0.05
    grace_seconds: float = 120.0


class Hooks(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Commands as lists of words: ``notify`` for all news, ``idle`` before an idle training is stopped, ``finished``
    when nothing is left to do here, so that a rented machine can be given back.
    """

    notify: Command = ()
    idle: Command = ()
    finished: Command = ()


class Plan(_Table, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of it."""

    name: str = "training"
    days: Literal["trained", "calendar"] = "trained"
    warn_no_gain_days: float = 3.0
    next_phase: str = ""
    budget_request_usd: float | None = None
    checkpoints: Checkpoints = Checkpoints()
    cost: Cost = Cost()
    milestones: tuple[Milestone, ...] = msgspec.field(default=(Milestone(day=35.0),), name="milestone")
    thresholds: Thresholds = Thresholds()
    scoring: Scoring = Scoring()
    conditional: Conditional = Conditional()
    idle: Idle = Idle()
    hooks: Hooks = Hooks()

    @property
    def limits(self) -> Limits:
        """The thresholds, the budget among them."""
        own = self.thresholds
        return Limits(
            min_authenticity=own.min_authenticity,
            max_cost_usd=self.cost.budget_usd,
            max_val_loss=own.max_val_loss,
            min_gain=own.min_gain,
            confidence=own.confidence,
        )


def read_plan(file: Path) -> Plan:
    """A plan from a file.

    Raises:
        UserError: If it cannot be read, is no TOML, or says something that cannot be.
    """
    try:
        content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(
            f"The plan {file} cannot be read: {error}", "See docs/how-to/orchestrate-a-training.md."
        ) from error
    try:
        plan = msgspec.convert(content, Plan)
    except msgspec.ValidationError as error:
        hint = (
            "A command is a list of words, never a line for a shell." if "hooks" in str(error) else "Correct the file."
        )
        raise UserError(f"The plan {file} is not valid: {error}", hint) from error
    for problem in _problems(plan):
        raise UserError(f"The plan {file} is not valid: {problem}", "Correct the file.")
    return plan


def _problems(plan: Plan) -> list[str]:
    limits, names = plan.thresholds, [one.name for one in plan.milestones]
    checks = [
        (plan.checkpoints.steps >= 1, "checkpoints.steps is 1 or more"),
        (0.0 <= plan.cost.usd_per_hour < 1e6, "cost.usd_per_hour is 0 or more"),
        (plan.cost.budget_usd >= 0.0, "cost.budget_usd is 0 or more"),
        (0.0 <= limits.min_authenticity <= 1.0, "thresholds.min_authenticity lies between 0 and 1"),
        (0.5 <= limits.confidence < 1.0, "thresholds.confidence lies between 0.5 and 1"),
        (plan.conditional.again_steps >= 1 and plan.conditional.looks >= 1, "conditional.* are 1 or more"),
        (plan.idle.hours >= 0.0 and plan.idle.grace_seconds >= 0.0, "idle.hours and grace_seconds are 0 or more"),
        (len(set(names)) == len(names), "milestones have different names"),
    ]
    return [words for holds, words in checks if not holds] + [
        f"milestone '{one.name}': {words}" for one in plan.milestones for words in _milestone_problems(one)
    ]


def _milestone_problems(one: Milestone) -> list[str]:
    places = [place for place in (one.day, one.epoch, one.step) if place is not None]
    found = []
    if len(places) != 1 or places[0] <= 0:
        found.append("name one of day, epoch and step, above 0")
    if one.samples < 1:
        found.append("samples is 1 or more")
    if not one.name.replace("_", "").replace("-", "").isalnum():
        found.append("a name has letters, digits, - and _ only")
    return found
