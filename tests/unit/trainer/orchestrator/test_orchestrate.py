"""The orchestrator with a training that costs nothing, on a machine whose clocks a test sets."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from engine.core.errors import JobCancelled, UserError
from tests.unit.trainer.orchestrator.fakes import FakeClock, FakeTraining, Said, around, document, plan
from trainer.orchestrator.cost_ledger import read_ledger
from trainer.orchestrator.orchestrate import orchestrate
from trainer.orchestrator.reports import ABORT_FILE, REPORT_FILE
from trainer.orchestrator.seam import Which
from trainer.orchestrator.state import STATE_FILE, read_state

METRICS = "week_5_metrics.json"
RATE = {"usd_per_hour": 3.6, "budget_usd": 600.0}  # a tenth of a cent a second


def begin(run: Path, clock: FakeClock | None = None, **more: Any) -> FakeTraining:
    return FakeTraining(run, clock or FakeClock(), **more)


def test_go_goes_on_to_the_end_and_leaves_every_file(tmp_path: Path) -> None:
    training, said = begin(tmp_path), Said()
    outcome = orchestrate(training, tmp_path, plan(cost=RATE), around=around(training.clock, said))
    assert outcome.status == "completed"
    metrics, state, report = (document(tmp_path, name) for name in (METRICS, STATE_FILE, REPORT_FILE))
    assert (metrics["decision"], metrics["step"], metrics["epoch"]) == ("go", 5, 1.0)
    assert metrics["authenticity"] == {
        "passed": 40,
        "samples": 40,
        "unscored": 0,
        "value": 1.0,
        "low": pytest.approx(0.9124, abs=1e-4),
        "high": 1.0,
        "is_stand_in": True,
        "baseline": {
            "passed": 0,
            "samples": 40,
            "unscored": 0,
            "value": 0.0,
            "low": 0.0,
            "high": pytest.approx(0.0876, abs=1e-4),
        },
    }
    assert metrics["thresholds"]["min_authenticity"] == 0.35
    assert metrics["validation"]["loss"] == pytest.approx(2.0095)
    assert metrics["validation"]["baseline_loss"] == pytest.approx(3.0095)
    assert {one["name"]: one["status"] for one in metrics["criteria"]} == dict.fromkeys(
        ("authenticity", "cost_usd", "val_loss", "paired_gain"), "met"
    )
    # 10 steps of 100 s; 40 samples of the base, of the milestone and of the end, of 1 s
    assert state["run_seconds"] == pytest.approx(1000 + 3 * 40)
    assert state["total_cost_usd"] == pytest.approx(1.12)
    assert (state["status"], state["step"], state["decision"], state["epoch"]) == ("completed", 10, "go", 2.0)
    assert report["decision"] == "go"
    assert report["abort_report"] is None
    assert report["model_saved"] == str(tmp_path / "toy.safetensors")
    assert not (tmp_path / ABORT_FILE).exists()
    assert said.names()[0] == "session"
    assert [one["decision"] for one in said.of("decision")] == ["go", "go"]
    assert {"progress", "validation", "checkpoint", "milestone", "sample", "completed"} <= {
        name for name, _ in said.lines
    }


def test_no_go_stops_and_says_why_from_what_was_generated(tmp_path: Path) -> None:
    training = begin(tmp_path, passing=0.1)
    outcome = orchestrate(training, tmp_path, plan(cost=RATE), around=around(training.clock))
    assert (outcome.status, outcome.weights) == ("aborted", None)
    assert training.step() == 5
    report = document(tmp_path, ABORT_FILE)
    assert report["trigger"] == "week_5"
    assert "4 of 40" in report["reasons"][0]
    assert any("not in the material" in words for words in report["failure_analysis"])  # the loss is fine
    assert report["metrics"] == document(tmp_path, METRICS)
    assert report["checkpoint_kept"] == "step_00000005"
    assert not (tmp_path / REPORT_FILE).exists()


def test_an_aborted_run_goes_on_only_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    training = begin(tmp_path, passing=0.0)
    orchestrate(training, tmp_path, plan(), around=around(training.clock))
    with pytest.raises(UserError, match="was stopped"):
        orchestrate(training, tmp_path, plan(), around=around(training.clock))
    outcome = orchestrate(training, tmp_path, plan(), around=around(training.clock), despite="the scorer was wrong")
    assert outcome.status == "completed"
    (override,) = document(tmp_path, STATE_FILE)["overrides"]
    assert (override["why"], override["step"]) == ("the scorer was wrong", 5)
    assert document(tmp_path, STATE_FILE)["decision"] == "no-go"  # nothing was talked away
    assert document(tmp_path, REPORT_FILE)["recommendation"].startswith("Do not use it")


def test_conditional_is_looked_at_again_on_twice_as_many_samples(tmp_path: Path) -> None:
    training, said = begin(tmp_path, passing=0.4, steps=12), Said()  # 0.4: 16 of 40 is unknown, 64 of 160 still is
    own = plan(conditional={"again_steps": 2, "looks": 3})
    orchestrate(training, tmp_path, own, around=around(training.clock, said))
    looks = [number for which, number in training.made if which is Which.CURRENT]
    assert looks == [40, 80, 160, 40]  # and the end's own
    assert [one["decision"] for one in said.of("decision")] == ["conditional"] * 4
    state = document(tmp_path, STATE_FILE)
    assert [one["step"] for one in state["milestones"]["week_5"]["history"]] == [5, 7, 9]
    assert state["monitoring"] == "enhanced"
    assert document(tmp_path, REPORT_FILE)["recommendation"].startswith("Do not replace")
    assert [which for which, _ in training.made].count(Which.BASE) == 1  # it is frozen


def test_the_budget_is_never_overrun_by_a_step(tmp_path: Path) -> None:
    training = begin(tmp_path, steps=1000)
    own = plan(cost={**RATE, "budget_usd": 1.0, "warn_usd": 0.5}, milestone=[])
    said = Said()
    outcome = orchestrate(training, tmp_path, own, around=around(training.clock, said))
    assert outcome.status == "aborted"
    state = document(tmp_path, STATE_FILE)
    assert state["total_cost_usd"] == pytest.approx(1.0)
    assert state["total_cost_usd"] <= 1.0 + 1e-9
    report = document(tmp_path, ABORT_FILE)
    assert (report["trigger"], report["metrics"]) == ("budget", None)
    assert [one["kind"] for one in said.of("warning")] == ["cost"]  # once


def test_a_milestone_comes_by_days_of_training_whatever_the_clocks_say(tmp_path: Path) -> None:
    clock = FakeClock()
    seen: list[int] = []

    def disturb(step: int) -> None:
        seen.append(step)
        clock.sleep(50 * 86_400.0)
        clock.set_clock(90 * 86_400.0 if step % 2 else -80 * 86_400.0)

    training = begin(tmp_path, clock, steps=40, step_seconds=86_400.0, before_step=disturb)
    own = plan(milestone=[{"name": "week_5", "day": 35, "samples": 5}], cost=RATE | {"budget_usd": 1e9})
    orchestrate(training, tmp_path, own, around=around(clock))
    assert document(tmp_path, METRICS)["step"] == 35
    assert document(tmp_path, METRICS)["day"] == pytest.approx(35.0, abs=0.01)  # with the seconds of the samples
    state = document(tmp_path, STATE_FILE)
    assert state["total_cost_usd"] == pytest.approx(3.6 * state["run_seconds"] / 3600)
    assert state["asleep_seconds"] == pytest.approx(40 * 50 * 86_400.0)
    assert all(entry["billed_seconds"] <= 2 * 86_400.0 for entry in read_ledger(tmp_path))


def test_calendar_days_count_sleep_and_stops_but_no_set_clock(tmp_path: Path) -> None:
    clock = FakeClock()
    training = begin(tmp_path, clock, steps=6, step_seconds=3600.0, before_step=lambda _s: clock.sleep(82_800.0))
    clock.set_clock(100 * 86_400.0)
    own = plan(days="calendar", milestone=[{"name": "day_3", "day": 3, "samples": 5}])
    orchestrate(training, tmp_path, own, around=around(clock))
    assert document(tmp_path, "day_3_metrics.json")["step"] == 3


def test_a_signal_ends_after_the_step_with_a_checkpoint_and_the_run_goes_on(tmp_path: Path) -> None:
    def send(step: int) -> None:
        if step == 3:
            os.kill(os.getpid(), signal.SIGTERM)

    training = begin(tmp_path, before_step=send)
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(JobCancelled):
        orchestrate(training, tmp_path, plan(cost=RATE), around=around(training.clock))
    assert signal.getsignal(signal.SIGTERM) is before
    state = document(tmp_path, STATE_FILE)
    assert (state["status"], state["step"], training.step()) == ("paused", 3, 3)
    training.clock.work(1e6)  # the machine was on, but nobody trained
    training.before_step = lambda _step: None
    assert orchestrate(training, tmp_path, plan(cost=RATE), around=around(training.clock)).status == "completed"
    state = document(tmp_path, STATE_FILE)
    assert state["session"] == 2
    assert state["stopped_seconds"] == pytest.approx(1e6)
    assert state["total_cost_usd"] == pytest.approx(1.12)


def test_a_hang_runs_the_hook_and_ends_the_process(tmp_path: Path) -> None:
    """The step never ends: the watchdog warns, runs the command, waits its grace and ends the process."""
    released, ended = threading.Event(), []
    clock = FakeClock()
    told = tmp_path / "told.json"
    write = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())"

    def hang(step: int) -> None:
        if step == 2:
            for _ in range(400):
                clock.work(60.0)
                if released.wait(0.02):
                    return

    def end(status: int) -> None:
        ended.append(status)
        released.set()

    training = begin(tmp_path, clock, before_step=hang)
    own = plan(
        idle={"hours": 1e-5 + 2.0, "grace_seconds": 120.0},
        hooks={"idle": [sys.executable, "-c", write, str(told)]},
        milestone=[],
    )
    surroundings = around(clock, end_process=end)
    from trainer.orchestrator import watchdog

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watchdog, "_MAX_SECONDS_BETWEEN_LOOKS", 0.01)
        assert orchestrate(training, tmp_path, own, around=surroundings).status == "idle"
    assert ended
    assert set(ended) == {1}
    assert json.loads(told.read_text())["event"] == "idle"
    assert document(tmp_path, STATE_FILE)["status"] == "idle"
    events = [json.loads(line)["event"] for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert events.index("warning") < events.index("idle")


def test_hooks_are_words_and_no_shell_and_their_failure_stops_nothing(tmp_path: Path) -> None:
    wild = "; touch owned $(touch owned) `touch owned`"
    training = begin(tmp_path, steps=2)
    script = "import sys; print(sys.argv[1:])"
    own = plan(
        name=wild,
        hooks={"notify": [sys.executable, "-c", script, wild], "finished": ["no-such-program-here"]},
        milestone=[],
    )
    said = Said()
    assert orchestrate(training, tmp_path, own, around=around(training.clock, said)).status == "completed"
    assert not list(tmp_path.rglob("owned"))
    assert str([wild]) in (tmp_path / "hooks.log").read_text()
    assert "no-such-program-here" in said.of("hook_failed")[0]["message"]


def test_an_evaluation_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    training = begin(tmp_path)
    score, calls = training.score, []

    def failing(sample: Any) -> Any:
        calls.append(sample)
        if len(calls) == 60:  # in the midst of the current model's
            raise MemoryError
        return score(sample)

    training.score = failing  # type: ignore[method-assign]
    with pytest.raises(MemoryError):
        orchestrate(training, tmp_path, plan(), around=around(training.clock))
    assert document(tmp_path, STATE_FILE)["status"] == "failed"
    assert not (tmp_path / METRICS).exists()
    orchestrate(training, tmp_path, plan(), around=around(training.clock))
    assert document(tmp_path, METRICS)["authenticity"]["samples"] == 40
    lines = (tmp_path / "milestones" / "week_5" / "look_1" / "samples.jsonl").read_text().splitlines()
    assert len(lines) == 40


def test_what_cannot_be_scored_does_not_pass(tmp_path: Path) -> None:
    from dataclasses import replace

    training = begin(tmp_path)
    score = training.score
    training.score = lambda sample: replace(score(sample), has_passed=None, score=None)  # type: ignore[method-assign]
    assert orchestrate(training, tmp_path, plan(), around=around(training.clock)).status == "aborted"
    assert document(tmp_path, METRICS)["authenticity"]["unscored"] == 40


def test_a_broken_state_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_text("{")
    with pytest.raises(UserError, match="cannot be read"):
        read_state(tmp_path)
