"""One sitting of an orchestrated training: the state file, the ledger, news, and when to interrupt the loop."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from trainer.checkpoint import LATEST_FILE
from trainer.orchestrator.clocks import Clock, Passed, Stopwatch, written
from trainer.orchestrator.command_hooks import run_hook
from trainer.orchestrator.cost_ledger import CostLedger
from trainer.orchestrator.plan import Plan
from trainer.orchestrator.seam import Facts
from trainer.orchestrator.state import State, write_state
from trainer.recipes.loop import Progress

NEWS_FILE = "events.jsonl"
_SAVE_SECONDS = 10.0
_DAY = 86_400.0
_ONLY_FOR_THE_WINDOW = frozenset({"progress", "sample"})
"""Too many to wake a hook for, or to keep."""

Send = Callable[[str, dict[str, Any]], None]


class Interrupted(Exception):
    """Raised out of a step: ``reason`` is ``signal``, ``budget``, ``idle`` or ``milestone``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Board(Protocol):
    """Where curves are drawn: ``torch.utils.tensorboard.SummaryWriter``."""

    def add_scalar(self, tag: str, scalar_value: float, global_step: int) -> None: ...


@dataclass(slots=True)
class Session:
    """What the orchestrator keeps while a training runs. Safe from two threads: the loop's and the watchdog's."""

    run: Path
    plan: Plan
    clock: Clock
    facts: Facts
    state: State
    send: Send
    board: Board | None = None
    stop_asked: str = ""
    ledger: CostLedger = field(init=False)
    _stopwatch: Stopwatch = field(init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _saved_at: float = float("-inf")
    _step_usd: float = 0.0
    _pace: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        now = self.clock.wall()
        self.ledger = CostLedger(self.run, self.plan.cost, now)
        self._stopwatch = Stopwatch(self.clock)
        state = self.state
        if state.ledger:
            self.ledger.recover(state.ledger)
        if state.session:
            away = now - state.updated_wall
            state.stopped_seconds += max(0.0, away)
            self.ledger.add(Passed(clock_change=min(0.0, away)), stopped=max(0.0, away))
        state.session += 1
        self._pace = [state.run_seconds, float(state.step)]
        self._refresh()
        self.save()

    def pass_time(self) -> Passed:
        """Count what has passed since the last look."""
        with self._lock:
            passed = self._stopwatch.look()
            self._step_usd = max(self.ledger.add(passed), 0.0)
            state = self.state
            state.run_seconds += passed.awake
            state.asleep_seconds += passed.asleep
            state.clock_change_seconds += passed.clock_change
            if passed.asleep or passed.clock_change:
                self.news(
                    "gap", asleep_seconds=round(passed.asleep, 1), clock_change_seconds=round(passed.clock_change, 1)
                )
            self._refresh()
            self.ledger.close_hour(self.clock.wall(), state.step)
            return passed

    def on_step(self, progress: Progress) -> None:
        """Take a step's figures.

        Raises:
            Interrupted: If a signal or the watchdog asks for it, or the next step would cost more than the budget.
        """
        with self._lock:
            self._take(progress)
            is_due = self.state.run_seconds - self._saved_at >= _SAVE_SECONDS or "validation/loss" in progress.figures
            if self._new_checkpoint() or is_due:
                self.save()
        self.guard()

    def guard(self) -> None:
        """See ``on_step``; between samples of an evaluation, too."""
        if self.stop_asked:
            raise Interrupted(self.stop_asked)
        cost, total = self.plan.cost, self.ledger.total_usd
        if cost.usd_per_hour and total + self._step_usd > cost.budget_usd:
            raise Interrupted("budget")
        if cost.usd_per_hour and total >= cost.warn_usd:
            self.warn("cost", f"{total:.2f} USD of {cost.budget_usd:.2f} are spent")

    def warn(self, kind: str, message: str) -> None:
        """Once in a run for each kind."""
        if kind not in self.state.warned:
            self.state.warned.append(kind)
            self.news("warning", kind=kind, message=message)

    def news(self, event: str, **fields: Any) -> None:
        """Tell the window, keep a line, and wake the hook."""
        line = {"event": event, "at": written(self.clock.wall()), "step": self.state.step, **fields}
        self.send(event, {name: value for name, value in line.items() if name not in ("event", "at")})
        if event in _ONLY_FOR_THE_WINDOW:
            return
        with (self.run / NEWS_FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if event not in ("checkpoint", "validation"):
            self.hook(self.plan.hooks.notify, line)

    def hook(self, command: tuple[str, ...], line: dict[str, Any]) -> None:
        """Run a command of the user's; its failure is news, and stops nothing."""
        problem = run_hook(command, line, self.run)
        if problem:
            failed = {"event": "hook_failed", "at": written(self.clock.wall()), "message": problem}
            self.send("hook_failed", {"message": problem})
            with (self.run / NEWS_FILE).open("a", encoding="utf-8") as file:
                file.write(json.dumps(failed, ensure_ascii=False) + "\n")

    def save(self) -> None:
        """Write the state file and the slow curves."""
        with self._lock:
            self._refresh()
            self.state.ledger = self.ledger.saved()
            write_state(self.run, self.state)
            self._saved_at = self.state.run_seconds
            self._draw()

    def end(self, status: str, reason: str = "") -> None:
        """Close the sitting."""
        with self._lock:
            self.pass_time()
            self.state.status, self.state.reason = status, reason
            self.ledger.close_hour(self.clock.wall(), self.state.step, reason="session end")
            self._new_checkpoint()
            self.save()

    def _take(self, progress: Progress) -> None:
        state, figures = self.state, progress.figures
        state.step = progress.step
        state.training_loss, state.learning_rate = figures.get("loss"), figures.get("learning_rate")
        self.pass_time()
        if self.facts.steps_per_epoch:
            state.epoch = progress.step / self.facts.steps_per_epoch
        pace = (state.run_seconds - self._pace[0]) / max(1.0, progress.step - self._pace[1])
        state.eta_seconds = round(pace * max(0, self.facts.steps - progress.step), 1)
        if "validation/loss" in figures:
            self._validated(figures["validation/loss"], validation_figures(figures))
        self.send(
            "progress",
            {
                "step": state.step,
                "steps": self.facts.steps,
                "fraction": round(state.step / max(1, self.facts.steps), 4),
                "loss": state.training_loss,
                "learning_rate": state.learning_rate,
                "eta_seconds": state.eta_seconds,
                "cost_usd": round(state.total_cost_usd, 6),
                "gpu_utilization": state.gpu_utilization,
            },
        )

    def _validated(self, loss: float, figures: dict[str, float | None]) -> None:
        state = self.state
        state.validation_loss = loss
        if state.best_validation_loss is None or loss < state.best_validation_loss:
            state.best_validation_loss, state.best_at_seconds = loss, state.run_seconds
        elif state.run_seconds - state.best_at_seconds > _DAY * self.plan.warn_no_gain_days:
            self.warn(
                "no_gain", f"the validation loss has not fallen for {self.plan.warn_no_gain_days:g} days of training"
            )
        self.news("validation", loss=loss, best=state.best_validation_loss, figures=figures)

    def _new_checkpoint(self) -> bool:
        try:
            name = (self.run / LATEST_FILE).read_text(encoding="utf-8")
        except OSError:
            return False
        if name == self.state.checkpoint:
            return False
        self.state.checkpoint = name
        self.news("checkpoint", folder=name)
        return True

    def _refresh(self) -> None:
        state = self.state
        state.total_cost_usd = self.ledger.total_usd
        seconds = state.run_seconds
        if self.plan.days == "calendar":
            seconds += state.asleep_seconds + state.stopped_seconds
        state.days = seconds / _DAY
        state.updated_wall = self.clock.wall()
        state.updated_at = written(state.updated_wall)

    def _draw(self) -> None:
        if self.board is None:
            return
        state = self.state
        curves = {
            "loss": state.training_loss,
            "validation_loss": state.validation_loss,
            "learning_rate": state.learning_rate,
            "gpu_utilization": state.gpu_utilization,
            "cost_usd": state.total_cost_usd,
            "authenticity": state.authenticity,
        }
        for name, value in curves.items():
            if value is not None:
                self.board.add_scalar(name, value, state.step)


def validation_figures(figures: dict[str, float]) -> dict[str, float | None]:
    """A validation's own figures by their short names; None for one that is no number."""
    own = {name: value for name, value in figures.items() if name.startswith("validation/")}
    return {name.removeprefix("validation/"): value if math.isfinite(value) else None for name, value in own.items()}
