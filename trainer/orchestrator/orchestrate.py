"""The orchestrator: trains from milestone to milestone, decides, and leaves the files that say why.

The training itself is stopped at a step boundary for whatever is to be done beside it, and taken up again from its
checkpoint, which changes nothing in what is learned. So everything here survives ``kill -9``: a resumed run reads the
state file, counts the gap, and goes on; an evaluation that was cut off is made again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.core.errors import JobCancelled, UserError
from trainer.orchestrator.clocks import Clock, MachineClock, written
from trainer.orchestrator.decision import Measured, Verdict, decide, wilson
from trainer.orchestrator.evaluating import MILESTONES_FOLDER, Evaluation, evaluate, evaluate_base
from trainer.orchestrator.plan import Milestone, Plan
from trainer.orchestrator.reports import (
    ABORT_FILE,
    REPORT_FILE,
    abort_report,
    metrics_file,
    metrics_of,
    training_report,
    write_document,
)
from trainer.orchestrator.seam import ScoredSample, Training, Which
from trainer.orchestrator.session import Board, Interrupted, Send, Session
from trainer.orchestrator.state import State, read_state
from trainer.orchestrator.watchdog import IdleWatch, Look, WatchThread, gpu_use
from trainer.recipes.loop import Progress

FINAL = "final"
EXIT_IDLE = 1


@dataclass(slots=True)
class Surroundings:
    """What the orchestrator touches besides the training: replaced in tests."""

    clock: Clock = field(default_factory=MachineClock)
    send: Send = lambda _event, _fields: None
    board: Board | None = None
    gpu: Callable[[], float | None] = gpu_use
    end_process: Callable[[int], None] = os._exit


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sitting ended: ``status`` of the state file, and the weights where they were written."""

    status: str
    weights: str | None = None
    revision: str | None = None


def orchestrate(
    training: Training, run: Path, plan: Plan, *, around: Surroundings | None = None, despite: str = ""
) -> Outcome:
    """Train until the end, a no-go, the budget, an idle machine or a signal.

    Args:
        training: What is trained.
        run: Its folder.
        plan: Thresholds, budget, milestones, hooks.
        around: Clock, news, GPU.
        despite: Why an aborted run goes on all the same; kept in its files.

    Raises:
        UserError: If the run was stopped by a decision and ``despite`` gives no reason.
        JobCancelled: After a signal, once the checkpoint is written.
    """
    return _Orchestrator(training, run, plan, around or Surroundings(), despite).go()


class _Orchestrator:
    def __init__(self, training: Training, run: Path, plan: Plan, around: Surroundings, despite: str) -> None:
        self.training, self.run, self.plan, self.around = training, run, plan, around
        state = _opened(training, run, plan, around, despite)
        self.session = Session(run, plan, around.clock, training.facts, state, around.send, around.board)
        self.watch = IdleWatch(plan.idle, around.clock)
        self.idle_since: float | None = None
        self.begun_at: float | None = None

    def go(self) -> Outcome:
        state = self.session.state
        self.session.news("session", session=state.session, total_cost_usd=round(state.total_cost_usd, 6))
        try:
            with _stopped_by_signals(self.session), WatchThread(self.plan.idle, self.look):
                return self._go()
        except Interrupted as interrupted:
            return self._interrupted(interrupted.reason)
        except BaseException as error:
            self.session.end("paused" if isinstance(error, KeyboardInterrupt) else "failed", str(error)[:500])
            self.session.news("stopped", reason=str(error)[:500] or type(error).__name__)
            raise

    def _go(self) -> Outcome:
        state, facts = self.session.state, self.training.facts
        while True:
            for milestone, look in self._due():
                metrics = self._judge(milestone, look)
                if metrics["decision"] == Verdict.NO_GO.value:
                    return self._aborted(milestone.name, metrics)
            if state.step >= facts.steps:
                return self._finished()
            try:
                state.step = self.training.train(self._on_step)
            except Interrupted as interrupted:
                if interrupted.reason != "milestone":
                    raise

    def _on_step(self, progress: Progress) -> None:
        self.watch.beat()
        self.session.on_step(progress)
        if progress.step < self.training.facts.steps and any(True for _ in self._due()):
            raise Interrupted("milestone")

    def _due(self) -> Iterator[tuple[Milestone, int]]:
        """Milestones to be judged now, with the number of the look."""
        state = self.session.state
        for milestone in self.plan.milestones:
            done = state.milestones.get(milestone.name)
            if done is None:
                if _is_reached(milestone, state):
                    yield milestone, 1
            elif _is_to_be_looked_at_again(done, self.plan, state):
                yield milestone, done["look"] + 1

    def _judge(self, milestone: Milestone, look: int) -> dict[str, Any]:
        session, state = self.session, self.session.state
        session.news("milestone", name=milestone.name, look=look)
        number = milestone.samples * 2 ** (look - 1)
        base = evaluate_base(self.training, self.run, number, self._on_sample("base"))
        folder = self.run / MILESTONES_FOLDER / milestone.name / f"look_{look}"
        current = evaluate(self.training, Which.CURRENT, folder, number, self._on_sample(milestone.name))
        session.pass_time()
        measured = Measured(current.passed, current.num_samples, state.total_cost_usd, current.losses, base.losses)
        decision = decide(measured, self.plan.limits)
        self._note(milestone.name, look, decision.verdict, current)
        metrics = metrics_of(milestone.name, look, state, self.training.measure, self.plan, decision, current, base)
        write_document(self.run, metrics_file(milestone.name), metrics)
        session.save()
        session.news(
            "decision",
            name=milestone.name,
            look=look,
            decision=decision.verdict.value,
            criteria=[{"name": one.name, "status": one.status.value, "words": one.words} for one in decision.criteria],
            message=f"{milestone.name}: {decision.verdict.value}",
        )
        return metrics

    def _note(self, name: str, look: int, verdict: Verdict, current: Evaluation) -> None:
        state = self.session.state
        share = wilson(current.passed, current.num_samples, self.plan.thresholds.confidence)
        state.authenticity = share.value if current.num_samples else None
        state.authenticity_low = share.low
        state.decision = verdict.value
        state.monitoring = "enhanced" if verdict is Verdict.CONDITIONAL else "normal"
        entry = {"decision": verdict.value, "look": look, "step": state.step, "day": state.days, "at": state.updated_at}
        history = state.milestones.get(name, {}).get("history", [])
        state.milestones[name] = {**entry, "history": [*history, entry]}

    def _on_sample(self, name: str) -> Callable[[ScoredSample], None]:
        def on_sample(sample: ScoredSample) -> None:
            self.watch.beat()
            self.session.pass_time()
            self.session.news(
                "sample",
                milestone=name,
                name=sample.name,
                file=None if sample.file is None else str(sample.file),
                score=sample.score,
                passed=sample.has_passed,
            )
            self.session.guard()

        return on_sample

    def _finished(self) -> Outcome:
        state = self.session.state
        last = next((m for m, done in state.milestones.items() if done["step"] == state.step), None)
        metrics = _read_metrics(self.run, last) if last else None
        if metrics is None:
            samples = max(milestone.samples for milestone in self.plan.milestones) if self.plan.milestones else 100
            metrics = self._judge(Milestone(name=FINAL, step=state.step, samples=samples), 1)
            if metrics["decision"] == Verdict.NO_GO.value and not state.overrides:
                return self._aborted(FINAL, metrics)
        finished = self.training.finish()
        state.best_model = str(finished.weights)
        self.session.end("completed")
        write_document(self.run, REPORT_FILE, training_report(state, metrics, self.training.measure))
        self.session.news("completed", weights=str(finished.weights), decision=metrics["decision"])
        self._hand_back()
        return Outcome("completed", str(finished.weights), finished.revision)

    def _aborted(self, trigger: str, metrics: dict[str, Any] | None, reason: str = "") -> Outcome:
        self.session.end("aborted", reason or f"no-go at {trigger}")
        write_document(self.run, ABORT_FILE, abort_report(self.session.state, self.plan, trigger, metrics))
        self.session.news("aborted", trigger=trigger, message=self.session.state.reason)
        self._hand_back()
        return Outcome("aborted")

    def _interrupted(self, reason: str) -> Outcome:
        if reason == "budget":
            cost = self.plan.cost
            words = f"the budget of {cost.budget_usd:.2f} USD is used up but for less than a step costs"
            return self._aborted("budget", None, words)
        self.session.end("idle" if reason == "idle" else "paused", reason)
        self.session.news("stopped", reason=reason)
        if reason == "idle":
            self._hand_back()
            return Outcome("idle")
        raise JobCancelled

    def _hand_back(self) -> None:
        state = self.session.state
        self.session.hook(self.plan.hooks.finished, {"event": state.status, "at": state.updated_at, "step": state.step})

    def look(self) -> None:
        """The watchdog's minute."""
        session = self.session
        use = self.around.gpu() if self.training.facts.uses_gpu else None
        session.state.gpu_utilization = use
        found = self.watch.look(use)
        if found is Look.WARNING:
            session.warn("idle", f"nothing has happened for most of {self.plan.idle.hours:g} hours; it will be stopped")
        if found is not Look.IDLE:
            return
        now = self.around.clock.awake()
        if self.idle_since is None:
            self.idle_since = now
            session.stop_asked = "idle"
            line = {"event": "idle", "at": written(self.around.clock.wall()), "step": session.state.step}
            session.news("idle", message=f"idle for {self.plan.idle.hours:g} hours: the training is being stopped")
            session.hook(self.plan.hooks.idle, line)
        elif now - self.idle_since >= self.plan.idle.grace_seconds:  # it hangs where no step ends
            session.end("idle", "it hung and was ended; it goes on from its newest checkpoint")
            self._hand_back()
            self.around.end_process(EXIT_IDLE)


def _opened(training: Training, run: Path, plan: Plan, around: Surroundings, despite: str) -> State:
    facts, state = training.facts, read_state(run)
    run.mkdir(parents=True, exist_ok=True)
    now = written(around.clock.wall())
    if state is None:
        state = State(
            plan.name, facts.model, facts.dataset, facts.steps, plan.cost.usd_per_hour, plan.cost.budget_usd, now
        )
    if state.status == "aborted":
        if not despite:
            raise UserError(
                f"This training was stopped: {state.reason}",
                'See abort_report.json. To go on all the same: aurax train resume DIR --despite "why"',
            )
        state.overrides.append({"at": now, "step": state.step, "stopped_by": state.reason, "why": despite})
    epochs = facts.steps / facts.steps_per_epoch if facts.steps_per_epoch else None
    state.status, state.reason, state.step = "running", "", training.step()
    state.warned = [kind for kind in state.warned if kind != "idle"]  # of this sitting
    state.target_steps, state.target_epochs = facts.steps, epochs
    state.gpu_cost_per_hour, state.budget_usd = plan.cost.usd_per_hour, plan.cost.budget_usd
    return state


def _is_reached(milestone: Milestone, state: State) -> bool:
    if milestone.step is not None:
        return state.step >= milestone.step
    if milestone.epoch is not None:
        return state.epoch is not None and state.epoch >= milestone.epoch
    return milestone.day is not None and state.days >= milestone.day


def _is_to_be_looked_at_again(done: dict[str, Any], plan: Plan, state: State) -> bool:
    again = plan.conditional
    is_open: bool = done["decision"] == Verdict.CONDITIONAL.value and done["look"] < again.looks
    return is_open and state.step >= int(done["step"]) + again.again_steps


def _read_metrics(run: Path, name: str) -> dict[str, Any] | None:
    import json

    try:
        found: dict[str, Any] = json.loads((run / metrics_file(name)).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None
    return found


@contextmanager
def _stopped_by_signals(session: Session) -> Iterator[None]:
    """SIGTERM and SIGINT end the training after the step in hand, with a checkpoint; the second one at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_signal(_number: int, _frame: object) -> None:
        if session.stop_asked == "signal":
            raise KeyboardInterrupt
        session.stop_asked = "signal"

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
