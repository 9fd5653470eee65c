"""The queue of jobs: it survives a crash, and several processes may work on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.core.jobs import JobId, JobState, Progress
from engine.library.database import Database, Row, utc_now
from engine.library.owner import Owner

_COLUMNS = """id, kind, spec, label, resource, state, fraction, stage, eta, error, attempts,
    owner_pid, owner_started, created_at, started_at, finished_at"""


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A job as the queue knows it. ``error_json`` is set when it failed; times are UTC ISO text, for display."""

    id: JobId
    kind: str
    spec_json: bytes
    label: str
    resource: str
    state: JobState
    progress: Progress
    error_json: bytes | None
    attempts: int
    owner: Owner | None
    created_at: str
    started_at: str | None
    finished_at: str | None


class Jobs:
    """The table of jobs. Ids are numbers as text, growing. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: str, spec_json: bytes, label: str, *, resource: str = "cpu") -> JobId:
        """Put a job at the end of the queue.

        Args:
            kind: Name of the job kind.
            spec_json: The spec as JSON.
            label: What the user reads.
            resource: What it needs alone: ``cpu`` or ``gpu``.
        """
        with self._database.transaction():
            number = self._database.value(
                "INSERT INTO jobs (kind, spec, label, resource, state, queued_sequence, created_at)"
                " VALUES (?, ?, ?, ?, 'queued', ?, ?) RETURNING id",
                (kind, spec_json, label, resource, self._database.next_sequence(), utc_now()),
            )
        return JobId(str(number))

    def set_state(self, job_id: JobId, state: JobState, *, error_json: bytes | None = None) -> bool:
        """Move a job on. ``RUNNING`` makes this process its owner and counts an attempt.

        A final state is left by ``requeue`` only: of a cancel and a result that meet, the first one stands.

        Returns:
            Whether the state was set; False if the job was final already.

        Raises:
            KeyError: If there is no such job.
        """
        with self._database.transaction():
            current = self._state(job_id)
            if current.is_final:
                return False
            if state is JobState.RUNNING:
                self._start(job_id)
            else:
                self._finish(job_id, state, error_json)
        return True

    def _state(self, job_id: JobId) -> JobState:
        found = self._database.value("SELECT state FROM jobs WHERE id = ?", (_number(job_id),))
        if found is None:
            raise KeyError(job_id)
        with self._database.decoding(f"job {job_id}"):
            return JobState(found)

    def _start(self, job_id: JobId) -> None:
        owner = Owner.current()
        self._database.rows(
            """UPDATE jobs SET state = 'running', started_sequence = ?, started_at = ?, finished_sequence = NULL,
            finished_at = NULL, attempts = attempts + 1, owner_pid = ?, owner_started = ?, error = NULL,
            fraction = 0.0, stage = '', eta = NULL WHERE id = ?""",
            (self._database.next_sequence(), utc_now(), owner.pid, owner.started, _number(job_id)),
        )

    def _finish(self, job_id: JobId, state: JobState, error_json: bytes | None) -> None:
        ended = state is not JobState.QUEUED
        self._database.rows(
            """UPDATE jobs SET state = ?, error = ?, finished_sequence = ?, finished_at = ?, owner_pid = NULL,
            owner_started = NULL, eta = NULL, fraction = iif(?1 = 'succeeded', 1.0, fraction) WHERE id = ?""",
            (
                state.value,
                error_json,
                self._database.next_sequence() if ended else None,
                utc_now() if ended else None,
                _number(job_id),
            ),
        )

    def set_progress(self, job_id: JobId, progress: Progress) -> None:
        """Keep how far a running job is. Each call is a synced commit (milliseconds): the caller throttles."""
        with self._database.transaction():
            self._database.rows(
                "UPDATE jobs SET fraction = ?, stage = ?, eta = ? WHERE id = ? AND state = 'running'",
                (float(progress.fraction), progress.stage, progress.eta, _number(job_id)),
            )

    def get(self, job_id: JobId) -> StoredJob | None:
        row = self._database.row(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", (_number(job_id),))
        return self._job(row) if row else None

    def list(self, states: Iterable[JobState] | None = None) -> tuple[StoredJob, ...]:
        """Jobs in the order they were first queued; those in one of ``states``, or all."""
        wanted = tuple(JobState) if states is None else tuple(states)
        marks = ", ".join("?" * len(wanted))
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM jobs WHERE state IN ({marks}) ORDER BY id", [state.value for state in wanted]
        )
        return tuple(self._job(row) for row in rows)

    def next_queued(self, resource: str | None = None) -> StoredJob | None:
        """The job whose turn it is, of one resource or any; it stays queued (``claim`` takes it)."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM jobs WHERE state = 'queued' AND (?1 IS NULL OR resource = ?1)"
            " ORDER BY queued_sequence LIMIT 1",
            (resource,),
        )
        return self._job(row) if row else None

    def claim(self, resource: str | None = None) -> StoredJob | None:
        """Take the job whose turn it is: it is running and this process owns it. No two processes get the same."""
        with self._database.transaction():
            job = self.next_queued(resource)
            if job is None:
                return None
            self._start(job.id)
            return self.get(job.id)

    def mark_interrupted(self) -> tuple[JobId, ...]:
        """Call running jobs of dead processes interrupted; returns them. Jobs of living processes stay."""
        with self._database.transaction():
            orphans = tuple(
                job.id for job in self.list([JobState.RUNNING]) if job.owner is None or not job.owner.is_alive()
            )
            for job_id in orphans:
                self._finish(job_id, JobState.INTERRUPTED, None)
        return orphans

    def requeue(self, job_id: JobId) -> None:
        """Put a job that is not running at the end of the queue again.

        Raises:
            KeyError: If there is no such job.
            ValueError: If it is running.
        """
        with self._database.transaction():
            if self._state(job_id) is JobState.RUNNING:
                raise ValueError(f"job {job_id} is running")
            self._database.rows(
                """UPDATE jobs SET state = 'queued', queued_sequence = ?, finished_sequence = NULL, finished_at = NULL,
                error = NULL, fraction = 0.0, stage = '', eta = NULL WHERE id = ?""",
                (self._database.next_sequence(), _number(job_id)),
            )

    def remove(self, job_id: JobId) -> bool:
        """Forget a job that is not running. Returns whether it was there and is gone."""
        with self._database.transaction():
            return bool(
                self._database.rows(
                    "DELETE FROM jobs WHERE id = ? AND state <> 'running' RETURNING id", (_number(job_id),)
                )
            )

    def _job(self, row: Row) -> StoredJob:
        number, kind, spec, label, resource, state, fraction, stage, eta, error, attempts, pid, started, *times = row
        with self._database.decoding(f"job {number}"):
            return StoredJob(
                JobId(str(number)),
                kind,
                bytes(spec),
                label,
                resource,
                JobState(state),
                Progress(fraction, stage, eta),
                error,
                attempts,
                None if pid is None else Owner(pid, started),
                *times,
            )


def _number(job_id: JobId) -> int:
    """The row of an id; text that is no id of ours finds no row."""
    return int(job_id) if job_id.isascii() and job_id.isdigit() and len(job_id) <= 18 else -1
