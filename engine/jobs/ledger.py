"""What the parent writes about a job: its state in the queue's table, and its results."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from engine.core.codec import encode_json
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
            spec = read_spec(stored.spec_json, kind.spec_type)
        except (msgspec.MsgspecError, ValueError, TypeError) as error:
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
            with self.library.transaction():
                job.kind.record(job.spec, result, self.library)
                self.library.jobs.set_state(job.id, JobState.SUCCEEDED)
            return result if job.kind.conclude is None else job.kind.conclude(result, recorded)

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


_ESCAPE = "\U0010fffd"  # private use; in a text of its own it is written twice
_SURROGATE_BASE = 0xDC00  # os.fsdecode puts a byte b that is no UTF-8 at U+DC00 + b (PEP 383)


def spec_json(spec: Any) -> bytes:
    """A spec as JSON. File names that are no UTF-8 come out of ``read_spec`` as they went in."""
    return msgspec.json.encode(_on_texts(msgspec.to_builtins(spec), _escaped))


def read_spec(text: bytes, kind: type) -> Any:
    """A spec from JSON.

    Raises:
        msgspec.MsgspecError: If it is no JSON, or does not fit ``kind``.
    """
    return msgspec.convert(_on_texts(msgspec.json.decode(text), _unescaped), kind)


def _on_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _on_texts(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_on_texts(item, change) for item in value]
    return value


def _escaped(text: str) -> str:
    """JSON has no lone surrogates: each becomes an escape and the character of its byte."""
    text = text.replace(_ESCAPE, _ESCAPE * 2)
    return re.sub("[\udc80-\udcff]", lambda found: _ESCAPE + chr(ord(found[0]) - _SURROGATE_BASE), text)


def _unescaped(text: str) -> str:
    def original(found: re.Match[str]) -> str:
        return _ESCAPE if found[1] == _ESCAPE else chr(ord(found[1]) + _SURROGATE_BASE)

    return re.sub(f"{_ESCAPE}(.)", original, text, flags=re.DOTALL)


def error_json(error: EngineError) -> bytes:
    """An error as it is kept: type, sentence and hint."""
    message = str(error).encode("utf-8", "replace").decode("utf-8")
    return encode_json({"type": type(error).__name__, "message": message, "hint": error.hint})
