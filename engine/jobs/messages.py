"""What a worker and its parent say to each other. Paths and small dataclasses cross the pipe, never audio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.core.jobs import JobId, Progress
from engine.jobs.boundary import Outcome

# from the parent to the worker


@dataclass(frozen=True, slots=True)
class Run:
    """Do a job. ``work`` is the pickled pair of ``run`` function and spec; the worker's main thread opens it, so that
    a spec that cannot be read is that job's failure and not the end of the worker.
    """

    job_id: JobId
    work: bytes


@dataclass(frozen=True, slots=True)
class Prepare:
    """Do something in advance, so that the first job need not: ``work`` is the pickled pair of a function, called with
    the worker's ``Paths`` last, and its other argument. Nobody is told how it went.
    """

    work: bytes


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a job at its next report of progress. ``will_resume``: it goes on later, so what it has done may be kept."""

    job_id: JobId
    will_resume: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """End once the job in hand is done."""


# from the worker to the parent


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has started and reads its pipe."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The worker is alive, whatever its job does."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """How far a job is."""

    job_id: JobId
    progress: Progress


@dataclass(frozen=True, slots=True)
class Item:
    """A partial result that is to be recorded at once."""

    job_id: JobId
    value: Any


@dataclass(frozen=True, slots=True)
class News:
    """Something for whoever watches; it is not recorded."""

    job_id: JobId
    value: Any


@dataclass(frozen=True, slots=True)
class Finished:
    """A job has ended and the worker is free."""

    job_id: JobId
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Logged:
    """A log record of the worker, formatted there."""

    job_id: JobId | None
    logger: str
    level: int
    text: str
