"""Run one job in this process: for the command line and for tests. Same kinds, same records as in a worker."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.core.errors import JobCancelled, UserError
from engine.core.jobs import JobId, JobState, Progress
from engine.jobs.boundary import Outcome, attempt
from engine.jobs.context import JobContext
from engine.jobs.eta import EtaEstimate
from engine.jobs.kinds import KINDS, JobKind, kind_of
from engine.jobs.ledger import Ledger, spec_json
from engine.jobs.queue import QueuedJob

if TYPE_CHECKING:
    from engine.library import Library, StoredJob
    from engine.paths import Paths
    from engine.settings import Settings

_SECONDS_BETWEEN_SAVES = 2.0
_NO_ID = JobId("")


def run_inline(
    spec: Any,
    *,
    paths: Paths,
    settings: Settings,
    library: Library | None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    label: str = "",
    kinds: Mapping[str, JobKind] = KINDS,
) -> Any:
    """Run a job to its end and return its result.

    With a library the job stands in its queue, so that one that is killed can be taken up again: the same spec run
    once more, or ``resume_inline``, continues it.

    Args:
        spec: The spec of a known kind.
        paths: The user's folders.
        settings: The user's choices.
        library: The open collection; None for kinds that keep nothing in it.
        on_progress: Called at most ten times a second, with the time left.
        label: What the user reads in the queue.
        kinds: The table of job kinds.

    Raises:
        EngineError: What kept the job from being done.
        JobCancelled: If the user pressed Ctrl-C, or another process cancelled it. Nothing half-written is left.
        ValueError: If the kind records items and there is no library.
    """
    kind = kind_of(spec, kinds)
    if library is None:
        if kind.record_item is not None:
            raise ValueError(f"a job of kind '{kind.name}' needs a library")
        return _Inline(QueuedJob(_NO_ID, kind, spec), None, paths, settings, on_progress).run()
    ledger = Ledger(library, kinds)
    job = _interrupted_before(ledger, kind, spec) or ledger.enter(kind, spec, label)
    return _Inline(job, ledger, paths, settings, on_progress).run()


def _interrupted_before(ledger: Ledger, kind: JobKind, spec: Any) -> QueuedJob | None:
    """The job that was killed while doing this very thing, ready to run again."""
    jobs = ledger.library.jobs
    jobs.mark_interrupted()
    text = spec_json(spec)
    for stored in jobs.list([JobState.INTERRUPTED]):
        if stored.kind == kind.name and stored.spec_json == text:
            jobs.requeue(stored.id)
            return QueuedJob(stored.id, kind, spec, stored.label)
    return None


@dataclass(frozen=True, slots=True)
class Resumed:
    """A stored job that was taken up, and how it ended."""

    stored: StoredJob
    outcome: Outcome


def resume_inline(
    *,
    paths: Paths,
    settings: Settings,
    library: Library,
    on_progress: Callable[[StoredJob, Progress], None] = lambda _stored, _progress: None,
    kinds: Mapping[str, JobKind] = KINDS,
) -> Iterator[Resumed]:
    """Run everything that is queued or was interrupted, oldest first; one that fails does not stop the others.

    Raises:
        JobCancelled: If the user pressed Ctrl-C; what is still queued stays queued.
        LibraryError: If the library cannot be read or written.
    """
    library.jobs.mark_interrupted()
    ledger = Ledger(library, kinds)
    for stored in library.jobs.list([JobState.INTERRUPTED, JobState.QUEUED]):
        try:
            job = ledger.read(stored)
        except UserError as error:
            ledger.end(stored.id, JobState.FAILED, error)
            yield Resumed(stored, Outcome(JobState.FAILED, error=error))
            continue
        if stored.state is JobState.INTERRUPTED:
            library.jobs.requeue(job.id)
        inline = _Inline(job, ledger, paths, settings, functools.partial(on_progress, stored))
        if (outcome := inline.run_to_outcome()) is not None:
            yield Resumed(stored, outcome)


@dataclass(slots=True)
class _Inline:
    """One job in hand."""

    job: QueuedJob
    ledger: Ledger | None
    paths: Paths
    settings: Settings
    on_progress: Callable[[Progress], None]
    eta: EtaEstimate = field(default_factory=lambda: EtaEstimate(time.monotonic()))
    recorded: list[Any] = field(default_factory=list)
    is_cancelled: bool = False
    saved: float = field(default_factory=time.monotonic)

    def run(self) -> Any:
        outcome = self.run_to_outcome()
        if outcome is None:
            raise JobCancelled("another process has taken or cancelled this job")
        if outcome.error is not None:
            raise outcome.error
        if outcome.state is JobState.CANCELLED:
            raise JobCancelled("cancelled")
        return outcome.result

    def run_to_outcome(self) -> Outcome | None:
        """How the job ended; None if it did not start because another process has it.

        Raises:
            JobCancelled: If the user pressed Ctrl-C.
        """
        if self.ledger is not None and self.ledger.start(self.job.id) is not JobState.QUEUED:
            return None
        try:
            outcome = self._work()
        except KeyboardInterrupt:
            self._end(Outcome(JobState.CANCELLED))
            raise JobCancelled("cancelled") from None
        self._end(outcome)
        return outcome

    def _work(self) -> Outcome:
        library = None if self.ledger is None else self.ledger.library
        context = JobContext(self.paths, self.settings, self._advance, self._item, lambda: self.is_cancelled, library)
        outcome = attempt(lambda: self.job.kind.run(self.job.spec, context))
        if outcome.state is JobState.SUCCEEDED and self.ledger is not None:
            outcome = self.ledger.conclude(self.job, outcome.result, self.recorded)
        return outcome

    def _end(self, outcome: Outcome) -> None:
        if self.ledger is not None and outcome.state is not JobState.SUCCEEDED:
            self.ledger.end(self.job.id, outcome.state, outcome.error)

    def _advance(self, progress: Progress) -> None:
        now = time.monotonic()
        timed = Progress(progress.fraction, progress.stage, self.eta.update(progress.fraction, now))
        self.on_progress(timed)
        if self.ledger is not None and now - self.saved > _SECONDS_BETWEEN_SAVES:
            self.saved = now
            self.is_cancelled = not self.ledger.keep_progress(self.job.id, timed)

    def _item(self, value: Any) -> None:
        if self.ledger is None:
            return
        outcome = self.ledger.record_item(self.job, value)
        if outcome.error is not None:
            raise outcome.error
        self.recorded.append(outcome.result)
