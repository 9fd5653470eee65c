"""``aurax jobs list|resume|cancel``: the queue that survives a crash."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.core.jobs import JobId
    from engine.library import Library, StoredJob

_LABEL_WIDTH = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="jobs that wait, run, were interrupted or failed; with --all also the rest")
    listing.add_argument("--all", action="store_true", help="finished and cancelled ones too")
    resume = verbs.add_parser("resume", help="do what was queued or interrupted, oldest first")
    resume.add_argument("--failed", action="store_true", help="try failed jobs again as well")
    cancel = verbs.add_parser("cancel", help="stop a job, whichever program runs it, or take it from the queue")
    cancel.add_argument("job", metavar="ID")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    from engine.library import Library

    with Library.open(console.paths.library) as library:
        library.jobs.mark_interrupted()
        if arguments.verb == "list":
            _list(console, library, show_all=arguments.all)
        elif arguments.verb == "resume":
            _resume(console, library, retry_failed=arguments.failed)
        else:
            _cancel(console, library, arguments.job)


def _list(console: Console, library: Library, *, show_all: bool) -> None:
    from engine.core.jobs import JobState

    done = (JobState.SUCCEEDED, JobState.CANCELLED)
    jobs = [job for job in library.jobs.list() if show_all or job.state not in done]
    lines = [_line(job) for job in jobs] or ["no jobs"]
    console.result({"jobs": [_document(job) for job in jobs]}, "\n".join(lines))


def _line(job: StoredJob) -> str:
    from engine.cli.console import clock, printable

    words = printable(job.label, _LABEL_WIDTH)
    detail = ""
    if job.error_json is not None:
        detail = printable(json.loads(job.error_json)["message"], 200)
    elif not job.state.is_final and job.progress.fraction > 0:
        left = f", {clock(job.progress.eta)} left" if job.progress.eta is not None else ""
        detail = f"{job.progress.fraction:.0%} {printable(job.progress.stage, 60)}{left}"
    return f"{job.id:>6}  {job.state.value:<11}  {words:<{_LABEL_WIDTH}}  {detail}".rstrip()


def _document(job: StoredJob) -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "label": job.label,
        "state": job.state.value,
        "fraction": job.progress.fraction,
        "stage": job.progress.stage,
        "eta": job.progress.eta,
        "error": None if job.error_json is None else json.loads(job.error_json),
        "attempts": job.attempts,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
    }


def _resume(console: Console, library: Library, *, retry_failed: bool) -> None:
    from engine.core.jobs import JobState
    from engine.jobs.inline import resume_inline

    if retry_failed:
        for job in library.jobs.list([JobState.FAILED]):
            library.jobs.requeue(job.id)
    progress = _Progress(console)
    resumed: list[JobId] = []
    lines = []
    try:
        for done in resume_inline(
            paths=console.paths, settings=console.settings, library=library, on_progress=progress.show
        ):
            progress.close()
            resumed.append(done.stored.id)
            if done.outcome.error is not None:
                console.problem(f"{done.stored.label}: {done.outcome.error}. {done.outcome.error.hint}".rstrip())
            lines.append(f"{done.stored.label}: {done.outcome.state.value}")
    finally:
        progress.close()
    after = [job for job in map(library.jobs.get, resumed) if job is not None]
    console.result({"jobs": [_document(job) for job in after]}, "\n".join(lines) or "nothing to resume")


class _Progress:
    """A progress line per job."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._job: JobId | None = None
        self._line: Any = None

    def show(self, stored: StoredJob, progress: Any) -> None:
        if self._line is None or stored.id != self._job:
            self.close()
            self._job, self._line = stored.id, self._console.progress(stored.label)
        self._line(progress.fraction, progress.stage)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _cancel(console: Console, library: Library, words: str) -> None:
    from engine.core.errors import UserError
    from engine.core.jobs import JobId, JobState

    job = library.jobs.get(JobId(words))
    if job is None:
        raise UserError(f"There is no job '{words}'", "See what there is with: aurax jobs list --all")
    if not library.jobs.set_state(job.id, JobState.CANCELLED):
        raise UserError(f"Job {job.id} is {job.state.value} already", "See what waits or runs with: aurax jobs list")
    stops = "; the program that runs it stops within a few seconds" if job.state is JobState.RUNNING else ""
    console.result({"cancelled": job.id}, f"job {job.id} ({job.label}) is cancelled{stops}")
