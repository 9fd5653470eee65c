"""Executors: the same tasks come out the same, whoever runs them; a crash, a hang and an odd result cost their task."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from engine.core.errors import BackendError, UserError
from engine.core.jobs import JobState
from engine.jobs.executor import Ending, Executor, Finished, Task, run_all
from engine.jobs.executor_inline import InlineExecutor
from engine.jobs.executor_pebble import PebbleExecutor, PebbleOptions
from tests.jobs.toy_work import behave


def task(how: str, *, timeout_seconds: float | None = 60.0) -> Task:
    return Task(how, behave, how, timeout_seconds)


@pytest.fixture
def pebble(tmp_path: Path) -> Iterator[PebbleExecutor]:
    executor = PebbleExecutor(PebbleOptions(2, tmp_path, tasks_per_worker=3, nice=0))
    yield executor
    executor.close()


@pytest.fixture(params=["inline", "pebble"])
def any_executor(request: pytest.FixtureRequest, pebble: PebbleExecutor) -> Executor:
    return InlineExecutor() if request.param == "inline" else pebble


def ends(executor: Executor, *hows: str, **options: Callable[..., None]) -> dict[str, Finished]:
    return {finished.task.key: finished for finished in run_all(executor, map(task, hows), **options)}


def test_any_executor_runs_all_and_tells_how_each_ended(any_executor: Executor) -> None:
    given: list[str] = []
    done = ends(any_executor, *(f"echo {n}" for n in range(8)), "fail now", on_give=lambda one: given.append(one.key))
    assert given == [*(f"echo {n}" for n in range(8)), "fail now"]
    for number in range(8):
        outcome = done[f"echo {number}"].end.outcome
        assert outcome is not None
        assert outcome.result[0] == str(number)
    failed = done["fail now"].end.outcome
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert isinstance(failed.error, UserError)
    assert (str(failed.error), failed.error.hint) == ("This cannot be done: now", "Do something else.")


def test_tasks_are_taken_as_workers_need_them(any_executor: Executor) -> None:
    taken = 0

    def endless() -> Iterator[Task]:
        nonlocal taken
        while True:
            taken += 1
            yield task(f"echo {taken}")

    results = run_all(any_executor, endless())
    for _ in range(3):
        next(results)
    results.close()
    assert taken <= 3 + any_executor.num_workers + 1 + 1


def test_a_crash_costs_its_task_only_and_is_tried_again(pebble: PebbleExecutor, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    done = ends(pebble, "echo 1", "crash", f"crash_once {mark}", "echo 2", "echo 3")
    assert (done["crash"].end.ending, done["crash"].num_attempts) == (Ending.LOST, 2)
    assert done["crash"].end.process not in (None, os.getpid())
    second = done[f"crash_once {mark}"]
    assert (second.end.ending, second.num_attempts) == (Ending.RETURNED, 2)
    assert all(done[f"echo {n}"].end.ending is Ending.RETURNED for n in (1, 2, 3))


@pytest.mark.parametrize("beside", [(), ("hang 3",)], ids=["alone", "beside another"])
def test_a_crash_costs_its_task_only_where_the_machine_is_too_busy_to_listen(
    pebble: PebbleExecutor, monkeypatch: pytest.MonkeyPatch, beside: tuple[str, ...]
) -> None:
    """The worker is dead before its word that it has taken the task is read."""
    from pebble.pool.process import PoolManager

    listen = PoolManager.process_next_message

    def listen_late(manager: PoolManager, timeout: float) -> None:
        time.sleep(0.5)
        listen(manager, timeout)

    monkeypatch.setattr(PoolManager, "process_next_message", listen_late)
    done = ends(pebble, *beside, "crash", "echo 1")
    assert (done["crash"].end.ending, done["crash"].num_attempts) == (Ending.LOST, 2)
    assert done["echo 1"].end.ending is Ending.RETURNED
    assert all(done[how].end.ending is Ending.RETURNED for how in beside)


def test_a_hang_is_ended_and_not_tried_again(pebble: PebbleExecutor) -> None:
    tasks = [task("hang", timeout_seconds=0.5), task("echo 1"), task("odd")]
    done = {finished.task.key: finished for finished in run_all(pebble, tasks)}
    assert (done["hang"].end.ending, done["hang"].num_attempts) == (Ending.TIMED_OUT, 1)
    assert done["echo 1"].end.ending is Ending.RETURNED
    odd = done["odd"].end.outcome
    assert odd is not None
    assert isinstance(odd.error, BackendError)  # a result that cannot cross is the task's failure


def test_workers_are_replaced_after_a_number_of_tasks(pebble: PebbleExecutor) -> None:
    done = ends(pebble, *(f"echo {n}" for n in range(9)))
    processes = [end.end.outcome.result[1] for end in done.values() if end.end.outcome is not None]
    assert max(map(processes.count, processes)) <= 3
    assert os.getpid() not in processes


def test_progress_is_seen_from_outside(pebble: PebbleExecutor) -> None:
    seen: set[float] = set()

    def stop_when_seen(_done: int, running: object) -> None:
        seen.update(one.fraction() for one in running)  # type: ignore[attr-defined]
        if 0.25 in seen:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run_all(pebble, [task("hang")], on_wait=stop_when_seen))


def is_worker(child: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(child.cmdline())
    except psutil.NoSuchProcess:  # a zombie of another test
        return False


def test_closing_ends_what_runs_and_leaves_no_process(pebble: PebbleExecutor) -> None:
    running = pebble.submit(task("hang"))
    deadline = time.monotonic() + 60
    while running.fraction() == 0.0:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    children = [child for child in psutil.Process().children() if is_worker(child)]
    started = time.monotonic()
    pebble.close()
    pebble.close()
    assert time.monotonic() - started < 10.0  # it sleeps for ten minutes
    assert children
    assert psutil.wait_procs(children, timeout=5.0)[1] == []
    end = running.end()
    assert end is None or end.ending in (Ending.CANCELLED, Ending.LOST)
