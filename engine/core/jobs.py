"""A job is data: a frozen spec goes in, events come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NewType

JobId = NewType("JobId", str)

Report = Callable[[float], None]
"""Called by long work with the fraction done, 0–1, at least twice a second; raises ``JobCancelled`` to stop it."""


def no_report(_fraction: float) -> None:
    """A listener for work nobody watches."""


def part_of(report: Report, start: float, end: float) -> Report:
    """A report for a step that covers ``start``–``end`` of a longer work."""
    return lambda fraction: report(start + (end - start) * min(1.0, max(0.0, fraction)))


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"

    @property
    def is_final(self) -> bool:
        return self in (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: ``fraction`` 0–1, ``stage`` in words, ``eta`` seconds left or None while unknown."""

    fraction: float
    stage: str = ""
    eta: float | None = None


@dataclass(frozen=True, slots=True)
class JobEvent:
    """News of a job. ``item`` carries one partial result (a file of a batch) to be recorded at once; ``news`` what
    whoever watches may want to show and nobody records.
    """

    job_id: JobId
    state: JobState
    progress: Progress | None = None
    item: Any = None
    news: Any = None
    result: Any = None
    error: BaseException | None = None
