"""The queue: what is asked for happens once, in order, and whatever a job does, the parent lives and knows."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

import psutil
import pytest

from engine.core.errors import BackendError, UserError, WorkerDied
from engine.core.jobs import JobId, JobState, Progress
from engine.jobs import pool as pool_module
from engine.jobs.pool import JobPool
from tests.jobs import toy_kinds as toy
from tests.jobs.conftest import Bench


def test_a_job_goes_through_its_states_and_its_result_is_recorded_before_success_is_told(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Sleep("one", steps=3, pause=0.15))
    assert bench.stored(job_id) is JobState.QUEUED, "persisted before submit returns"

    def told() -> bool:
        return bool(bench.of(job_id)) and bench.last(job_id).state is JobState.SUCCEEDED

    bench.until(told)
    assert bench.states(job_id) == [JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED]
    assert bench.last(job_id).result == "one"
    assert bench.stored(job_id) is JobState.SUCCEEDED
    assert [failure.path for failure in bench.library.failures.all()] == ["/toy/one"]
    fractions = [event.progress.fraction for event in bench.of(job_id) if event.progress is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_jobs_of_one_resource_run_in_the_order_in_which_they_came(bench: Bench) -> None:
    ids = [bench.pool.submit(toy.Sleep(f"{n}", steps=1)) for n in range(6)]
    bench.until_idle()
    ended = [event.job_id for event in bench.events if event.state is JobState.SUCCEEDED]
    started = [event.job_id for event in bench.events if event.state is JobState.RUNNING]
    assert ended == ids
    assert list(dict.fromkeys(started)) == ids


def test_a_waiting_job_can_be_moved_to_the_front(bench: Bench) -> None:
    ids = [bench.pool.submit(toy.Sleep(f"{n}", steps=1)) for n in range(4)]
    assert bench.pool.move(ids[3], 0)
    assert bench.pool.queued() == (ids[3], ids[0], ids[1], ids[2])
    bench.until_idle()
    ended = [event.job_id for event in bench.events if event.state is JobState.SUCCEEDED]
    assert ended == [ids[3], ids[0], ids[1], ids[2]]
    assert not bench.pool.move(ids[0], 0), "it does not wait any more"


def test_gpu_jobs_never_overlap_and_run_beside_cpu_jobs(bench: Bench, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for _ in range(3):
        bench.pool.submit(toy.OnGpu(str(log)))
    cpu = bench.pool.submit(toy.Sleep())
    bench.until_idle()
    assert log.read_text().split() == ["begin", "end"] * 3
    assert bench.last(cpu).state is JobState.SUCCEEDED


def test_a_worker_is_started_when_needed_and_kept(bench: Bench) -> None:
    bench.poll()
    assert bench.workers() == []
    first = bench.pool.submit(toy.Misbehave("environment"))
    bench.until_idle()
    (worker,) = bench.workers()
    second = bench.pool.submit(toy.Misbehave("environment"))
    bench.until_idle()
    assert bench.workers() == [worker]
    for job_id in (first, second):
        found = bench.last(job_id).result
        assert found["parent"] == os.getpid()
        assert found["nice"] >= 10, "analysis steps back behind the window"
        assert int(found["threads"]) >= 1


def test_an_idle_worker_ends_after_a_while(bench: Bench) -> None:
    pool = JobPool(bench.paths, bench.settings, bench.library, kinds=toy.KINDS, idle_seconds=0.1)
    short = Bench(bench.paths, bench.settings, bench.library, pool)
    job_id = pool.submit(toy.Sleep())
    short.until_idle()
    short.until(lambda: not short.workers())
    second = pool.submit(toy.Sleep())
    short.until_idle()
    assert [short.last(i).state for i in (job_id, second)] == [JobState.SUCCEEDED] * 2
    pool.close()


def test_a_waiting_job_is_cancelled_without_a_worker(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Sleep())
    assert bench.pool.cancel(job_id)
    bench.poll()
    assert bench.states(job_id) == [JobState.QUEUED, JobState.CANCELLED]
    assert bench.stored(job_id) is JobState.CANCELLED
    assert bench.workers() == []
    assert not bench.pool.cancel(job_id), "there is nothing left to cancel"


def test_a_running_job_that_reports_is_cancelled_and_its_worker_lives_on(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Sleep(steps=10_000, pause=0.02))
    bench.until(lambda: bool(bench.of(job_id)) and bench.last(job_id).progress not in (None, Progress(0.0)))
    (worker,) = bench.workers()
    asked = time.monotonic()
    bench.pool.cancel(job_id)
    bench.until_idle()
    assert bench.states(job_id) == [JobState.QUEUED, JobState.RUNNING, JobState.CANCELLED]
    assert time.monotonic() - asked < 2.0, "the promise: cancelled work is idle within two seconds"
    bench.pool.submit(toy.Sleep())
    bench.until_idle()
    assert bench.workers() == [worker]


def test_a_job_that_ignores_everything_is_killed_and_leaves_nothing(bench: Bench, tmp_path: Path) -> None:
    job_id = bench.pool.submit(toy.Misbehave("hang", str(tmp_path)))
    bench.until(lambda: (tmp_path / "pid").exists())
    assert list(tmp_path.glob(".tmp-*"))
    bench.pool.cancel(job_id)
    bench.until_idle()
    assert bench.last(job_id).state is JobState.CANCELLED
    assert bench.stored(job_id) is JobState.CANCELLED
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))
    assert list(tmp_path.glob(".tmp-*")) == []
    after = bench.pool.submit(toy.Sleep())
    bench.until_idle()
    assert bench.last(after).state is JobState.SUCCEEDED


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("fail", UserError, "too short"),
        ("fail_foreign", BackendError, "tensor on the wrong device"),
        ("fail_unpicklable", BackendError, "one two"),
        ("fail_memory", UserError, "memory"),
        ("return_unpicklable", BackendError, "pickle"),
    ],
)
def test_every_way_to_fail_becomes_a_sentence(bench: Bench, how: str, kind: type, words: str) -> None:
    job_id = bench.pool.submit(toy.Misbehave(how))
    bench.until_idle()
    event = bench.last(job_id)
    assert event.state is JobState.FAILED
    assert isinstance(event.error, kind)
    assert words in str(event.error)
    stored = bench.library.jobs.get(job_id)
    assert stored is not None
    assert stored.error_json is not None
    assert words in stored.error_json.decode()


@pytest.mark.parametrize("how", ["killed", "segfault", "exit"])
def test_a_job_that_kills_its_worker_is_tried_once_more_and_then_failed(bench: Bench, tmp_path: Path, how: str) -> None:
    job_id = bench.pool.submit(toy.Misbehave(how, str(tmp_path)))
    behind = bench.pool.submit(toy.Sleep())
    bench.until_idle()
    event = bench.last(job_id)
    assert event.state is JobState.FAILED
    if how == "exit":
        assert "3" in str(event.error)
    else:
        assert (tmp_path / "attempts").read_text() == "2"
    assert isinstance(event.error, WorkerDied)
    assert event.error.job_id == job_id
    assert bench.last(behind).state is JobState.SUCCEEDED, "the next job is not harmed"


def test_a_crash_that_was_bad_luck_is_forgiven(bench: Bench, tmp_path: Path) -> None:
    job_id = bench.pool.submit(toy.Misbehave("crash_once", str(tmp_path)))
    bench.until_idle()
    assert bench.last(job_id).result == "second time"
    assert JobState.QUEUED in bench.states(job_id)[1:], "the user sees that it is tried again"


def test_what_a_job_prints_never_reaches_the_parents_stdout(bench: Bench, capfd: pytest.CaptureFixture[str]) -> None:
    job_id = bench.pool.submit(toy.Misbehave("print"))
    bench.until_idle()
    assert bench.last(job_id).result == "quiet"
    assert capfd.readouterr().out == ""
    assert "noise from C" in (bench.paths.logs / "workers.log").read_text()


def test_log_records_come_to_the_parent_with_their_job(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        job_id = bench.pool.submit(toy.Misbehave("log"))
        bench.until_idle()
    (record,) = [r for r in caplog.records if r.name == "toy.backend"]
    assert record.levelno == logging.WARNING
    assert record.getMessage() == f"[job {job_id}] the song has 7 clipped samples"


def test_progress_is_throttled_but_cancellation_is_seen_at_every_report(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Misbehave("report_much"))
    bench.until_idle()
    told = [event for event in bench.of(job_id) if event.progress is not None and event.state is JobState.RUNNING]
    assert bench.last(job_id).result > 100, "the job may report as often as it likes"
    assert len(told) <= 13, "ten a second for one second, plus the first, and two for a clock at the edge"


def test_items_are_recorded_one_by_one_in_order_and_counted_in_the_end(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Batch(50))
    bench.until_idle()
    items = [event.item for event in bench.of(job_id) if event.item is not None]
    assert items == [f"recorded {n}" for n in range(50)]
    assert bench.last(job_id).result == (50, 50)
    assert [failure.reason for failure in bench.library.failures.all()] == [f"number {n}" for n in range(50)]


def test_what_was_finished_before_a_cancel_is_kept(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Batch(1000, pause=0.01))
    bench.until(lambda: sum(event.item is not None for event in bench.of(job_id)) >= 5)
    bench.pool.cancel(job_id)
    bench.until_idle()
    told = sum(event.item is not None for event in bench.of(job_id))
    assert bench.last(job_id).state is JobState.CANCELLED
    assert bench.library.failures.count() == told < 1000


def test_an_item_that_cannot_be_recorded_fails_the_job_and_stops_the_work(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Batch(100_000, pause=0.001, refuse=3))
    bench.until_idle()
    assert bench.states(job_id)[-1] is JobState.FAILED
    assert "disk is full" in str(bench.last(job_id).error)
    assert bench.library.failures.count() == 3, "what came before is kept, what came after is not asked for"


def test_closing_interrupts_what_runs_and_leaves_no_process(bench: Bench, tmp_path: Path) -> None:
    running = bench.pool.submit(toy.Misbehave("hang", str(tmp_path)))
    waiting = bench.pool.submit(toy.Sleep())
    bench.until(lambda: (tmp_path / "pid").exists())
    started = time.monotonic()
    bench.pool.close(grace_seconds=0.3)
    assert time.monotonic() - started < 2.0
    assert bench.workers() == []
    assert (bench.stored(running), bench.stored(waiting)) == (JobState.INTERRUPTED, JobState.QUEUED)
    assert list(tmp_path.glob(".tmp-*")) == []
    bench.pool.close()


def test_a_new_pool_takes_up_what_the_last_one_left(bench: Bench) -> None:
    interrupted = bench.pool.submit(toy.Sleep("long", steps=10_000, pause=0.02))
    waiting = bench.pool.submit(toy.Sleep("short"))
    bench.until_running(interrupted)
    bench.pool.close()
    pool = JobPool(bench.paths, bench.settings, bench.library, kinds=toy.KINDS)
    assert pool.resume() == (interrupted, waiting)
    assert pool.resume() == (), "a second call finds nothing new"
    second = Bench(bench.paths, bench.settings, bench.library, pool)
    second.until_running(interrupted)
    pool.cancel(interrupted)
    second.until_idle()
    assert second.last(waiting).result == "short"
    pool.close()


def test_a_stored_job_this_version_cannot_read_is_failed_with_the_reason(bench: Bench) -> None:
    unknown = bench.library.jobs.add("from_the_future", b"{}", "Future")
    broken = bench.library.jobs.add("sleep", b'{"steps": "many"}', "Broken")
    assert bench.pool.resume() == ()
    bench.poll()
    assert "from_the_future" in str(bench.last(unknown).error)
    assert "steps" in str(bench.last(broken).error)
    assert [bench.stored(job) for job in (unknown, broken)] == [JobState.FAILED] * 2


def test_a_job_another_process_has_cancelled_is_not_started(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Sleep())
    bench.library.jobs.set_state(job_id, JobState.CANCELLED)
    bench.until_idle()
    assert bench.states(job_id) == [JobState.QUEUED, JobState.CANCELLED]


def test_a_running_job_another_process_has_cancelled_stops(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_SECONDS_BETWEEN_SAVES", 0.05)
    job_id = bench.pool.submit(toy.Sleep(steps=10_000, pause=0.02))
    bench.until_running(job_id)
    bench.library.jobs.set_state(job_id, JobState.CANCELLED)
    bench.until_idle()
    assert bench.last(job_id).state is JobState.CANCELLED


def test_silence_is_reported_and_the_job_goes_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "SILENCE_SECONDS", 0.3)  # signs of life come every two seconds
    job_id = bench.pool.submit(toy.Sleep(steps=1, pause=1.0))
    bench.until_idle()
    stages = [event.progress.stage for event in bench.of(job_id) if event.progress is not None]
    assert any("not responding" in stage for stage in stages)
    assert bench.last(job_id).state is JobState.SUCCEEDED


def test_a_poll_is_short_while_workers_are_busy(bench: Bench) -> None:
    bench.pool.submit(toy.Batch(300))
    slowest = 0.0
    while not bench.pool.is_idle:
        started = time.monotonic()
        bench.poll()
        slowest = max(slowest, time.monotonic() - started)
        time.sleep(0.01)
    # starting a process and one synced commit on a busy disk are the longest single steps; a frozen window is 200 ms
    assert slowest < 0.2


def test_an_unknown_spec_is_the_callers_mistake(bench: Bench) -> None:
    with pytest.raises(TypeError, match="expected one of Sleep"):
        bench.pool.submit("separate this")


def test_many_jobs_leave_no_descriptors_behind(bench: Bench, tmp_path: Path) -> None:
    bench.pool.submit(toy.Sleep())
    bench.until_idle()
    before = psutil.Process().num_fds() if hasattr(psutil.Process, "num_fds") else 0
    for _ in range(2):
        bench.pool.submit(toy.Misbehave("killed", str(tmp_path)))
    bench.until_idle()
    bench.pool.submit(toy.Sleep())
    bench.until_idle()
    after = psutil.Process().num_fds() if hasattr(psutil.Process, "num_fds") else 0
    assert after <= before + 1, "workers that died were freed with their pipes"


def test_job_ids_are_those_of_the_library(bench: Bench) -> None:
    job_id = bench.pool.submit(toy.Sleep(), "My song")
    stored = bench.library.jobs.get(JobId(job_id))
    assert stored is not None
    assert (stored.kind, stored.label, stored.resource) == ("sleep", "My song", "cpu")
