from __future__ import annotations

import itertools
import time

import pytest

from engine.core.errors import JobCancelled
from engine.core.jobs import JobState, Progress
from engine.jobs.context import JobContext
from engine.jobs.eta import EtaEstimate
from engine.jobs.queue import JobQueue, QueuedJob
from engine.paths import Paths
from engine.settings import Settings
from tests.jobs import toy_kinds as toy


class Listener:
    def __init__(self, paths: Paths, settings: Settings) -> None:
        self.heard: list[Progress] = []
        self.items: list[object] = []
        self.cancelled = False
        self.context = JobContext(paths, settings, self.heard.append, self.items.append, lambda: self.cancelled)


@pytest.fixture
def listener(paths: Paths, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Listener:
    clock = itertools.count(0.0, 0.04)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    return Listener(paths, settings)


def test_ten_reports_a_second_pass_at_most(listener: Listener) -> None:
    for step in range(250):  # ten seconds at 25 reports a second
        listener.context.progress(step / 250)
    assert 80 <= len(listener.heard) <= 100, "every third one: 0.12 s apart, the first multiple of 0.04 s above 0.1 s"


def test_fractions_are_clipped(listener: Listener) -> None:
    listener.context.progress(-3.0)
    for _ in range(3):
        listener.context.progress(7.0)
    assert [progress.fraction for progress in listener.heard] == [0.0, 1.0]


def test_a_report_covers_its_part_of_the_job(listener: Listener) -> None:
    report = listener.context.report(0.2, 0.6, "separating")
    report(0.5)
    assert listener.heard == [Progress(0.2 + 0.4 * 0.5, "separating")]


def test_every_report_and_item_sees_a_cancellation(listener: Listener) -> None:
    listener.context.progress(0.1)
    listener.cancelled = True
    with pytest.raises(JobCancelled):
        listener.context.progress(0.1)
    with pytest.raises(JobCancelled):
        listener.context.report()(0.5)
    with pytest.raises(JobCancelled):
        listener.context.item(1)
    assert listener.items == []


def test_time_left_of_steady_work_is_exact_and_falls_second_by_second() -> None:
    eta = EtaEstimate(100.0)
    left = [eta.update(second / 60, 100.0 + second) for second in range(2, 60)]
    assert left == pytest.approx([60 - second for second in range(2, 60)])


def test_time_left_is_unknown_at_first() -> None:
    eta = EtaEstimate(0.0)
    assert eta.update(0.5, 0.5) is None, "less than a second tells nothing"
    assert eta.update(0.01, 30.0) is None, "nor does less than two per cent"


def test_one_slow_step_does_not_make_the_time_left_jump() -> None:
    eta = EtaEstimate(0.0)
    for second in range(1, 31):
        before = eta.update(second / 100, float(second))
    assert before is not None
    after = eta.update(0.305, 32.0)  # 1.5 s lost: the raw estimate of the total leaps from 100 to 105 s
    assert after is not None
    assert abs(after - (before - 2.0)) < 1.6, "less than a third of the leap: 2 s of news against a memory of 5 s"
    assert eta.update(1.0, 110.0) == pytest.approx(0.0, abs=5.0)


def job(number: int, kind: str = "sleep") -> QueuedJob:
    return QueuedJob(f"{number}", toy.KINDS[kind], None)  # type: ignore[arg-type]


def test_the_queue_keeps_order_per_resource() -> None:
    queue = JobQueue()
    for number, kind in enumerate(["sleep", "on_gpu", "sleep", "on_gpu"]):
        queue.add(job(number, kind))
    assert [queue.take("gpu").id, queue.take("cpu").id, queue.take("gpu").id] == ["1", "0", "3"]  # type: ignore[union-attr]
    assert queue.take("gpu") is None
    queue.put_back(job(9))
    assert [one.id for one in queue] == ["9", "2"]
    assert queue.move("2", -5)  # type: ignore[arg-type]
    assert [one.id for one in queue] == ["2", "9"]
    assert queue.remove("7") is None  # type: ignore[arg-type]
    assert len(queue) == 2


def test_final_states_are_final() -> None:
    assert {state for state in JobState if state.is_final} == {JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED}
