"""The queue's table: order, ownership, and what a crash leaves."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.core.jobs import JobId, JobState, Progress
from engine.library import Library, Owner


@pytest.fixture
def library(tmp_path: Path) -> Any:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def test_a_job_comes_back_as_it_was_put(library: Library) -> None:
    job_id = library.jobs.add("analyze_track", b'{"track":1}', "Analyse \u202e x", resource="gpu")
    job = library.jobs.get(job_id)
    assert job is not None
    assert (job.id, job.kind, job.spec_json, job.resource) == (job_id, "analyze_track", b'{"track":1}', "gpu")
    assert (job.state, job.progress, job.attempts, job.owner) == (JobState.QUEUED, Progress(0.0), 0, None)


@pytest.mark.parametrize("unknown", ["7", "x", "", "-1", "1; DROP TABLE jobs", "9" * 40, "¹"])
def test_an_id_that_is_none(library: Library, unknown: str) -> None:
    assert library.jobs.get(JobId(unknown)) is None
    with pytest.raises(KeyError):
        library.jobs.set_state(JobId(unknown), JobState.RUNNING)


def test_jobs_are_taken_in_the_order_they_were_queued(library: Library) -> None:
    cpu, gpu, later = (
        library.jobs.add("a", b"", ""),
        library.jobs.add("b", b"", "", resource="gpu"),
        library.jobs.add("c", b"", ""),
    )
    assert library.jobs.next_queued("gpu").id == gpu  # type: ignore[union-attr]
    assert library.jobs.claim().id == cpu  # type: ignore[union-attr]
    library.jobs.set_state(cpu, JobState.FAILED, error_json=b'{"type":"X"}')
    library.jobs.requeue(cpu)
    assert [library.jobs.claim().id for _ in range(3)] == [gpu, later, cpu]  # type: ignore[union-attr]
    assert library.jobs.claim() is None
    assert library.jobs.get(cpu).attempts == 2  # type: ignore[union-attr]


def test_a_finished_job_stays_as_it_ended(library: Library) -> None:
    job_id = library.jobs.add("a", b"", "")
    library.jobs.set_state(job_id, JobState.RUNNING)
    assert library.jobs.set_state(job_id, JobState.CANCELLED)
    assert not library.jobs.set_state(job_id, JobState.SUCCEEDED)  # the result came too late
    assert library.jobs.get(job_id).state is JobState.CANCELLED  # type: ignore[union-attr]
    library.jobs.requeue(job_id)
    job = library.jobs.claim()
    assert (job.id, job.error_json, job.finished_at) == (job_id, None, None)  # type: ignore[union-attr]


def test_progress_belongs_to_running_jobs(library: Library) -> None:
    job_id = library.jobs.add("a", b"", "")
    library.jobs.set_progress(job_id, Progress(0.5, "early"))
    assert library.jobs.get(job_id).progress == Progress(0.0)  # type: ignore[union-attr]
    library.jobs.set_state(job_id, JobState.RUNNING)
    library.jobs.set_progress(job_id, Progress(0.5, "half", 3.0))
    assert library.jobs.get(job_id).progress == Progress(0.5, "half", 3.0)  # type: ignore[union-attr]
    library.jobs.set_state(job_id, JobState.SUCCEEDED)
    assert library.jobs.get(job_id).progress.fraction == 1.0  # type: ignore[union-attr]


def test_a_running_job_is_neither_requeued_nor_removed(library: Library) -> None:
    job_id = library.jobs.add("a", b"", "")
    library.jobs.set_state(job_id, JobState.RUNNING)
    with pytest.raises(ValueError, match="running"):
        library.jobs.requeue(job_id)
    assert not library.jobs.remove(job_id)
    library.jobs.set_state(job_id, JobState.SUCCEEDED)
    assert library.jobs.remove(job_id)


def test_states_can_be_listed(library: Library) -> None:
    ids = [library.jobs.add("a", b"", "") for _ in range(3)]
    library.jobs.set_state(ids[1], JobState.RUNNING)
    assert [j.id for j in library.jobs.list()] == ids
    assert [j.id for j in library.jobs.list([JobState.QUEUED])] == [ids[0], ids[2]]
    assert library.jobs.list([]) == ()


CLAIM = """
import sys
from pathlib import Path
from engine.library import Library
library = Library.open(Path(sys.argv[1]))
library.jobs.claim()
print("claimed", flush=True)
sys.stdin.read()
"""


def test_jobs_of_a_killed_process_are_interrupted_and_those_of_a_living_one_are_not(library: Library) -> None:
    orphan, mine = library.jobs.add("a", b"", ""), library.jobs.add("b", b"", "")
    with subprocess.Popen(
        [sys.executable, "-c", CLAIM, str(library.folder.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "claimed\n"
        assert library.jobs.claim().id == mine  # type: ignore[union-attr]
        assert library.jobs.mark_interrupted() == ()
        other.kill()
    assert library.jobs.mark_interrupted() == (orphan,)
    assert [j.state for j in library.jobs.list()] == [JobState.INTERRUPTED, JobState.RUNNING]
    library.jobs.requeue(orphan)
    assert library.jobs.claim().id == orphan  # type: ignore[union-attr]


def test_a_later_process_with_the_same_number_is_not_the_owner() -> None:
    me = Owner.current()
    assert me.is_alive()
    assert not Owner(me.pid, "another start").is_alive()
    finished = multiprocessing.get_context("spawn").Process(target=int)
    finished.start()
    pid = finished.pid
    finished.join()
    assert pid is not None
    assert not Owner(pid, me.started).is_alive()
