"""Goes the steps in order. A step that is finished has a file that says so, and is not done again."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.whole_file import write_bytes
from trainer.demo.plan import BUDGET_SECONDS

if TYPE_CHECKING:
    from trainer.demo.steps import Stage, Step

STEPS_FOLDER = "steps"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its name in words, and the seconds it usually takes on two cores."""

    id: str
    title: str
    do: Step
    usual_seconds: float


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A finished step: what it found and what it took.

    Args:
        id, title: Which.
        document: What it found.
        commands: The commands it gave.
        seconds: Of the run that finished it.
        cpu_seconds: Of that run, children included.
    """

    id: str
    title: str
    document: dict[str, Any]
    commands: tuple[str, ...]
    seconds: float
    cpu_seconds: float


def cpu_seconds() -> float:
    """Of this process and all that it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def walk(steps: Sequence[PlannedStep], stage: Stage) -> list[DoneStep]:
    """Do what is missing; returns all steps.

    Raises:
        UserError: If a step cannot be done. What is finished stays, and the same command goes on.
    """
    done: list[DoneStep] = []
    for number, step in enumerate(steps, start=1):
        file = stage.folders.out / STEPS_FOLDER / f"{number:02d}-{step.id}.json"
        finished = read_step(file)
        if finished is None:
            stage.console.say(_headline(number, steps, done))
            finished = _do(step, stage)
            write_bytes(file, encode_json(finished, indent=1) + b"\n")
        else:
            stage.console.say(f"step {number} of {len(steps)}, {step.title}: finished before")
        done.append(finished)
    return done


def read_step(file: Path) -> DoneStep | None:
    """A finished step; None where it is not, or its file is damaged."""
    try:
        return decode_json(file.read_bytes(), DoneStep)
    except (OSError, msgspec.MsgspecError):
        return None


def _do(step: PlannedStep, stage: Stage) -> DoneStep:
    stage.verbs.given.clear()
    began, spent = time.monotonic(), cpu_seconds()
    document = step.do(stage)
    seconds, cpu = time.monotonic() - began, cpu_seconds() - spent
    return DoneStep(step.id, step.title, document, tuple(stage.verbs.given), round(seconds, 2), round(cpu, 2))


def _headline(number: int, steps: Sequence[PlannedStep], done: Sequence[DoneStep]) -> str:
    """Which step begins, what has been used of the budget, and what is left by the pace so far."""
    from engine.cli.console import clock

    spent = sum(step.seconds for step in done)
    usual = sum(step.usual_seconds for step in steps[: len(done)])
    pace = spent / usual if usual > 0.0 and done else 1.0
    left = pace * sum(step.usual_seconds for step in steps[len(done) :])
    return (
        f"step {number} of {len(steps)}, {steps[number - 1].title}: "
        f"{clock(spent)} of {clock(BUDGET_SECONDS)} used, about {clock(left)} left"
    )
