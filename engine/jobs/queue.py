"""Jobs that wait for a worker, in the order in which they will run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.core.jobs import JobId
    from engine.jobs.kinds import JobKind


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """One waiting job. ``num_crashes``: how often a worker has died of it so far."""

    id: JobId
    kind: JobKind
    spec: Any
    label: str = ""
    num_crashes: int = 0

    def after_crash(self) -> QueuedJob:
        return replace(self, num_crashes=self.num_crashes + 1)


@dataclass(slots=True)
class JobQueue:
    """First come, first served, until the user reorders."""

    _jobs: list[QueuedJob] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._jobs)

    def __iter__(self) -> Iterator[QueuedJob]:
        return iter(tuple(self._jobs))

    def add(self, job: QueuedJob) -> None:
        """Put a job at the end."""
        self._jobs.append(job)

    def put_back(self, job: QueuedJob) -> None:
        """Put a job at the front: it has been waiting the longest."""
        self._jobs.insert(0, job)

    def take(self, resource: str) -> QueuedJob | None:
        """Remove and return the first job for ``resource``; None if there is none."""
        for index, job in enumerate(self._jobs):
            if job.kind.resource == resource:
                return self._jobs.pop(index)
        return None

    def remove(self, job_id: JobId) -> QueuedJob | None:
        """Remove and return a job; None if it does not wait here."""
        for index, job in enumerate(self._jobs):
            if job.id == job_id:
                return self._jobs.pop(index)
        return None

    def move(self, job_id: JobId, position: int) -> bool:
        """Give a waiting job a new place, 0 being next; False if it does not wait here."""
        job = self.remove(job_id)
        if job is None:
            return False
        self._jobs.insert(max(0, position), job)
        return True
