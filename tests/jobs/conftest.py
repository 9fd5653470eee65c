from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from engine.core.jobs import JobEvent, JobId, JobState
from engine.jobs.pool import JobPool
from engine.library import Library
from engine.paths import Paths
from engine.settings import JobSettings, Settings
from tests.jobs import toy_kinds

PATIENCE_SECONDS = 30.0  # a slow, busy machine starts a worker in about a second


def _children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def _is_tracker(process: psutil.Process) -> bool:
    try:
        return "resource_tracker" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # a zombie is one too, and counts as not yet gone
        return False


@dataclass
class Bench:
    """A pool with toy kinds and everything it has said."""

    paths: Paths
    settings: Settings
    library: Library
    pool: JobPool
    events: list[JobEvent] = field(default_factory=list)
    strangers: frozenset[int] = field(default_factory=lambda: frozenset(child.pid for child in _children()))
    """Processes that other tests left behind in this one, zombies for instance."""

    def poll(self) -> None:
        self.events += self.pool.poll()

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"nothing came; so far: {self.events}"
            self.poll()
            time.sleep(0.005)

    def until_idle(self) -> None:
        self.until(lambda: self.pool.is_idle)

    def until_running(self, job_id: JobId) -> None:
        self.until(lambda: JobState.RUNNING in self.states(job_id))

    def workers(self) -> list[psutil.Process]:
        """The worker processes started since (not multiprocessing's own resource tracker)."""
        return [child for child in _children() if child.pid not in self.strangers and not _is_tracker(child)]

    def of(self, job_id: JobId) -> list[JobEvent]:
        return [event for event in self.events if event.job_id == job_id]

    def states(self, job_id: JobId) -> list[JobState]:
        """The states a job went through, repetitions left out."""
        states = [event.state for event in self.of(job_id)]
        return [state for index, state in enumerate(states) if index == 0 or state != states[index - 1]]

    def last(self, job_id: JobId) -> JobEvent:
        return self.of(job_id)[-1]

    def stored(self, job_id: JobId) -> JobState:
        job = self.library.jobs.get(job_id)
        assert job is not None
        return job.state


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path / "home")


@pytest.fixture
def settings() -> Settings:
    return Settings(jobs=JobSettings(cpu_workers=1, cancel_grace_seconds=0.3))


@pytest.fixture
def library(paths: Paths) -> Iterator[Library]:
    with Library.open(paths.library) as opened:
        yield opened


@pytest.fixture
def bench(paths: Paths, settings: Settings, library: Library) -> Iterator[Bench]:
    pool = JobPool(paths, settings, library, kinds=toy_kinds.KINDS)
    yield Bench(paths, settings, library, pool)
    pool.close()
