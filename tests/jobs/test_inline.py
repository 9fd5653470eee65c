"""The same jobs in this process: same records, same states in the queue, and Ctrl-C leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.core.errors import JobCancelled, UserError
from engine.core.jobs import JobState, Progress
from engine.jobs import inline as inline_module
from engine.jobs.inline import resume_inline, run_inline
from engine.library import Library
from engine.paths import Paths
from engine.settings import Settings
from tests.jobs import toy_kinds as toy

Run = Callable[..., Any]


@pytest.fixture
def run(paths: Paths, settings: Settings, library: Library) -> Run:
    def run(spec: Any, **options: Any) -> Any:
        options = {"library": library, "kinds": toy.KINDS, **options}
        return run_inline(spec, paths=paths, settings=settings, **options)

    return run


def test_a_result_is_returned_and_recorded(run: Run, library: Library) -> None:
    heard: list[Progress] = []
    assert run(toy.Sleep("one", steps=3, pause=0.11), on_progress=heard.append) == "one"
    assert [failure.path for failure in library.failures.all()] == ["/toy/one"]
    assert [job.state for job in library.jobs.list()] == [JobState.SUCCEEDED]
    assert [progress.stage for progress in heard] == ["step 0", "step 1", "step 2"]


def test_items_are_recorded_and_concluded(run: Run, library: Library) -> None:
    assert run(toy.Batch(5)) == (5, 5)
    assert library.failures.count() == 5


def test_without_a_library_a_job_that_keeps_nothing_runs(run: Run) -> None:
    assert run(toy.Misbehave("print"), library=None) == "quiet"
    with pytest.raises(ValueError, match="needs a library"):
        run(toy.Batch(5), library=None)


def test_a_failure_is_raised_and_kept(run: Run, library: Library) -> None:
    with pytest.raises(UserError, match="too short"):
        run(toy.Misbehave("fail"))
    (job,) = library.jobs.list()
    assert job.state is JobState.FAILED
    assert job.error_json is not None
    assert b"too short" in job.error_json


def test_an_item_that_cannot_be_recorded_ends_the_job(run: Run, library: Library) -> None:
    with pytest.raises(UserError, match="disk is full"):
        run(toy.Batch(10, refuse=4))
    assert library.failures.count() == 4


def interrupt(_progress: Progress) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_cancels(run: Run, library: Library) -> None:
    with pytest.raises(JobCancelled):
        run(toy.Sleep(), on_progress=interrupt)
    assert [job.state for job in library.jobs.list()] == [JobState.CANCELLED]


def test_another_process_can_cancel(run: Run, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline_module, "_SECONDS_BETWEEN_SAVES", 0.0)

    def cancel(_progress: Progress) -> None:
        library.jobs.set_state(library.jobs.list()[0].id, JobState.CANCELLED)

    with pytest.raises(JobCancelled):
        run(toy.Sleep(steps=10_000, pause=0.02), on_progress=cancel)


def killed(library: Library, spec: Any, kind: str) -> None:
    """A job as a process that was killed leaves it."""
    from engine.jobs.ledger import spec_json

    job_id = library.jobs.add(kind, spec_json(spec), "Killed")
    library.jobs.set_state(job_id, JobState.RUNNING)
    library._database.rows("UPDATE jobs SET owner_pid = 1, owner_started = 'long ago'")


def test_the_same_command_again_goes_on_with_the_job_that_was_killed(run: Run, library: Library) -> None:
    killed(library, toy.Batch(5), "batch")
    run(toy.Batch(6))
    run(toy.Batch(5))
    run(toy.Batch(5))
    states = [(job.attempts, job.state) for job in library.jobs.list()]
    assert states == [(2, JobState.SUCCEEDED), (1, JobState.SUCCEEDED), (1, JobState.SUCCEEDED)]


def test_resume_does_all_that_waits_and_one_failure_does_not_stop_it(
    paths: Paths, settings: Settings, library: Library
) -> None:
    from engine.jobs.ledger import spec_json

    killed(library, toy.Batch(3), "batch")
    library.jobs.add("misbehave", spec_json(toy.Misbehave("fail")), "Fails")
    library.jobs.add("unheard_of", b"{}", "Unknown")
    library.jobs.add("sleep", spec_json(toy.Sleep("last")), "Last")
    done = list(resume_inline(paths=paths, settings=settings, library=library, kinds=toy.KINDS))
    assert [(one.stored.label, one.outcome.state) for one in done] == [
        ("Killed", JobState.SUCCEEDED),
        ("Fails", JobState.FAILED),
        ("Unknown", JobState.FAILED),
        ("Last", JobState.SUCCEEDED),
    ]
    assert list(resume_inline(paths=paths, settings=settings, library=library, kinds=toy.KINDS)) == []


def test_a_job_of_a_living_process_is_left_alone(paths: Paths, settings: Settings, library: Library) -> None:
    from engine.jobs.ledger import spec_json

    job_id = library.jobs.add("sleep", spec_json(toy.Sleep()), "Mine")
    library.jobs.set_state(job_id, JobState.RUNNING)
    assert list(resume_inline(paths=paths, settings=settings, library=library, kinds=toy.KINDS)) == []


def test_a_result_that_cannot_be_recorded_is_an_error(run: Run) -> None:
    kinds = {"sleep": replace(toy.KINDS["sleep"], record=refuse)}
    with pytest.raises(UserError, match="disk is full"):
        run(toy.Sleep(), kinds=kinds)


def refuse(_spec: Any, _result: Any, _library: Any) -> None:
    raise UserError("The disk is full", "Free some space.")
