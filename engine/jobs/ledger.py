"""What the parent writes about a job: its state in the queue's table, and its results."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import EngineError, UserError
from engine.core.jobs import JobId, JobState, Progress
from engine.jobs.boundary import Outcome, attempt
from engine.jobs.kinds import JobKind, kind_named
from engine.jobs.queue import QueuedJob

if TYPE_CHECKING:
    from engine.library import Library, StoredJob

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Writes to the library for jobs. What fails here is told as an outcome or logged: it never stops the queue."""

    library: Library
    kinds: Mapping[str, JobKind]

    def enter(self, kind: JobKind, spec: Any, label: str) -> QueuedJob:
        """Persist a new job.

        Raises:
            UserError: If a file name in the spec cannot be written down.
            LibraryError: If the library cannot be written.
        """
        job_id = self.library.jobs.add(kind.name, spec_json(spec), label or kind.label, resource=kind.resource)
        return QueuedJob(job_id, kind, spec, label or kind.label)

    def read(self, stored: StoredJob) -> QueuedJob:
        """A job from the table.

        Raises:
            UserError: If this version does not know its kind or cannot read its spec.
        """
        kind = kind_named(stored.kind, self.kinds)
        try:
            spec = decode_json(stored.spec_json, kind.spec_type)
        except msgspec.MsgspecError as error:
            reason = f"The stored job {stored.id} ({stored.label}) cannot be read: {error}"
            raise UserError(reason, "Start it anew.") from error
        return QueuedJob(stored.id, kind, spec, stored.label)

    def start(self, job_id: JobId) -> JobState:
        """Mark a queued job as running here, unless another process has taken or cancelled it; returns its state."""
        with self.library.transaction():
            stored = self.library.jobs.get(job_id)
            if stored is None:
                return JobState.CANCELLED
            if stored.state is not JobState.QUEUED:
                return stored.state
            self.library.jobs.set_state(job_id, JobState.RUNNING)
            return JobState.QUEUED

    def record_item(self, job: QueuedJob, item: Any) -> Outcome:
        """Write one partial result in one transaction; the outcome's result is what the kind made of it."""
        record_item = job.kind.record_item

        def write() -> Any:
            if record_item is None:
                return item
            with self.library.transaction():
                return record_item(job.spec, item, self.library)

        return attempt(write)

    def conclude(self, job: QueuedJob, result: Any, recorded: list[Any]) -> Outcome:
        """Write a job's result and its success in one transaction."""

        def write() -> Any:
            final = job.kind.conclude(result, recorded) if job.kind.conclude is not None else result
            with self.library.transaction():
                job.kind.record(job.spec, final, self.library)
                self.library.jobs.set_state(job.id, JobState.SUCCEEDED)
            return final

        return attempt(write)

    def end(self, job_id: JobId, state: JobState, error: EngineError | None = None) -> None:
        """Write down that a job has ended, been interrupted or been queued again."""
        text = None if error is None else error_json(error)
        outcome = attempt(lambda: self.library.jobs.set_state(job_id, state, error_json=text))
        if outcome.error is not None:
            logger.error("job %s is %s, but that could not be saved: %s", job_id, state, outcome.error)

    def keep_progress(self, job_id: JobId, progress: Progress) -> bool:
        """Write down how far a job is; returns whether it may go on (no other process has cancelled it)."""

        def write() -> bool:
            self.library.jobs.set_progress(job_id, progress)
            stored = self.library.jobs.get(job_id)
            return stored is not None and stored.state is not JobState.CANCELLED

        outcome = attempt(write)
        if outcome.error is not None:
            logger.warning("the progress of job %s could not be saved: %s", job_id, outcome.error)
        return outcome.result is not False


def spec_json(spec: Any) -> bytes:
    """A spec as JSON.

    Raises:
        UserError: If a path in it is no text (bytes that are no UTF-8).
    """
    try:
        return encode_json(spec)
    except UnicodeEncodeError as error:
        raise UserError(
            "A file name in this job is not valid text", "Name the folder that holds the file instead; its files may have any name."
        ) from error


def error_json(error: EngineError) -> bytes:
    """An error as it is kept: type, sentence and hint."""
    message = str(error).encode("utf-8", "replace").decode("utf-8")
    return encode_json({"type": type(error).__name__, "message": message, "hint": error.hint})
