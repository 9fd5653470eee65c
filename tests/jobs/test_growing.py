"""Stems that grow in a worker: their news cross the pipe, and what is half made goes or stays as the job's end asks."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from engine.core.errors import WorkerDied
from engine.core.jobs import JobId, JobState
from engine.jobs.pool import JobPool
from tests.jobs import toy_kinds as toy
from tests.jobs.conftest import Bench


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def news(bench: Bench, job_id: JobId) -> list[int]:
    return [event.news for event in bench.of(job_id) if event.news is not None]


def test_news_come_in_order_and_are_not_recorded(bench: Bench, out: Path) -> None:
    job_id = bench.pool.submit(toy.Grow(str(out)))
    bench.until_idle()
    assert news(bench, job_id) == list(range(100, 1_001, 100))
    assert all(event.item is None for event in bench.of(job_id))
    assert bench.states(job_id) == [JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED]
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("how", ["steady", "wait", "hang"])
def test_cancelling_leaves_nothing_even_where_the_worker_must_be_killed(bench: Bench, out: Path, how: str) -> None:
    job_id = bench.pool.submit(toy.Grow(str(out), how))
    bench.until(lambda: bool(news(bench, job_id)))
    bench.pool.cancel(job_id)
    bench.until_idle()
    assert bench.last(job_id).state is JobState.CANCELLED
    assert list(out.iterdir()) == []


def test_after_a_crash_it_goes_on_where_it_was(bench: Bench, out: Path) -> None:
    job_id = bench.pool.submit(toy.Grow(str(out), "die_once"))
    bench.until_idle()
    assert bench.last(job_id).result == 500
    assert news(bench, job_id) == list(range(100, 1_001, 100))
    assert list(out.iterdir()) == []


def test_after_the_second_crash_nothing_is_left(bench: Bench, out: Path) -> None:
    job_id = bench.pool.submit(toy.Grow(str(out), "die"))
    bench.until_idle()
    assert isinstance(bench.last(job_id).error, WorkerDied)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("how", ["wait", "hang"])
def test_closing_keeps_what_is_done_for_the_next_start(bench: Bench, out: Path, how: str) -> None:
    job_id = bench.pool.submit(toy.Grow(str(out), how))
    bench.until(lambda: 500 in news(bench, job_id))
    bench.pool.close(grace_seconds=0.3)
    assert bench.stored(job_id) is JobState.INTERRUPTED
    pool = JobPool(bench.paths, bench.settings, bench.library, kinds=toy.KINDS)
    second = Bench(bench.paths, bench.settings, bench.library, pool)
    pool.resume()
    second.until(lambda: bool(news(second, job_id)))
    assert news(second, job_id)[0] >= 600
    pool.cancel(job_id)
    second.until_idle()
    assert list(out.iterdir()) == []
    pool.close()


def test_a_worker_waits_prepared(bench: Bench, out: Path) -> None:
    bench.pool.warm("cpu", toy.prepare, str(out))
    bench.until(lambda: (out / "prepared").exists())
    (worker,) = bench.pool._workers
    assert bench.pool.is_idle
    bench.pool.submit(toy.Sleep())
    bench.until_idle()
    assert bench.pool._workers == [worker], "the job went to the worker that was there"
    assert (out / "prepared").read_text() == f"{worker.pid} {bench.paths.models}\n", "once"


def test_a_prepared_worker_does_not_idle_out_and_one_that_has_worked_is_replaced(bench: Bench, out: Path) -> None:
    pool = JobPool(bench.paths, bench.settings, bench.library, kinds=toy.KINDS, idle_seconds=0.1)
    second = Bench(bench.paths, bench.settings, bench.library, pool)
    pool.warm("cpu", toy.prepare, str(out))
    second.until(lambda: (out / "prepared").exists())
    (first,) = pool._workers
    waited = time.monotonic()
    second.until(lambda: time.monotonic() - waited > 0.5)
    assert pool._workers == [first]
    pool.submit(toy.Sleep())
    second.until_idle()
    second.until(lambda: len((out / "prepared").read_text().splitlines()) == 2)
    assert first not in pool._workers
    pool.close()


@pytest.mark.parametrize("how", ["raise", "die"])
def test_what_cannot_be_prepared_harms_nothing(bench: Bench, out: Path, how: str) -> None:
    bench.pool.warm("cpu", toy.prepare, how)
    bench.until(lambda: bool(bench.pool._workers))
    if how == "die":
        bench.until(lambda: not bench.pool._workers)
        bench.poll()
        assert bench.pool._workers == [], "not again"
    job_id = bench.pool.submit(toy.Sleep())
    bench.until_idle()
    assert bench.last(job_id).state is JobState.SUCCEEDED
