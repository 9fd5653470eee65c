"""Where many independent tasks run: the seam between "what is done to each song" and "on which processes or machines".

A task names an importable function and one small argument. An executor takes tasks and hands back a ``Submitted`` for
each, which says how far it is and how it ended. What ran where, and what a crash or a hang looks like there, is the
executor's business; what is given when, what is tried again and in which order results come is ``run_all``'s, once for
all executors. Tasks must be idempotent: one may run twice when a process or a machine is lost.

``executor_pebble`` runs them in processes of this machine, ``executor_dask`` on a dask.distributed cluster,
``executor_inline`` in this process. Whatever prepares or analyses many songs can use any of them::

    with contextlib.closing(DaskExecutor(DaskOptions(logs, num_workers=2))) as executor:
        for done in run_all(executor, (Task(song.name, prepare, song, 3600.0) for song in songs)):
            record(done)  # here, in the program that submitted: it alone writes the ledger and the results

See docs/how-to/run-on-a-cluster.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from engine.core.jobs import Report
from engine.jobs.boundary import Outcome

Work = Callable[[Any, Report], Any]
"""``work(argument, report) -> result``: importable by name; argument and result survive pickling and are small."""

SECONDS_BETWEEN_LOOKS = 0.1
MAX_ATTEMPTS = 2
"""A task whose process dies is tried once more: memory may have run short, or somebody else was killed for it. A task
that takes too long is not: it would take as long again."""


class Ending(StrEnum):
    """How a task came out of it. ``LOST``: its process or machine is gone; ``TIMED_OUT``: it was ended from outside."""

    RETURNED = "returned"
    LOST = "lost"
    TIMED_OUT = "timed out"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do.

    Args:
        key: Tells it from the others; the same thing has the same key in every run.
        work: What to call.
        argument: With what.
        timeout_seconds: How long it may run; None for ever.
        resource: What it needs alone: ``cpu`` or ``gpu``.
    """

    key: str
    work: Work
    argument: Any
    timeout_seconds: float | None = None
    resource: str = "cpu"


@dataclass(frozen=True, slots=True)
class TaskEnd:
    """How a task ended. ``outcome`` is set only where the function returned or raised.

    ``exit_code`` and ``process`` are of the process that was lost or ended, where they are known.
    """

    ending: Ending
    outcome: Outcome | None = None
    exit_code: int | None = None
    process: int | None = None


class Submitted(Protocol):
    """A task that an executor has taken: a future. No method waits."""

    @property
    def task(self) -> Task: ...

    def fraction(self) -> float:
        """How far it is, 0–1, as far as the executor is told."""
        ...

    def end(self) -> TaskEnd | None:
        """How it ended; None while it waits or runs."""
        ...

    def cancel(self) -> None:
        """End it, whether it waits or runs; ``end`` says ``CANCELLED`` soon after."""
        ...


class Executor(Protocol):
    """Runs tasks somewhere."""

    @property
    def num_workers(self) -> int:
        """How many tasks run at the same time."""
        ...

    def submit(self, task: Task) -> Submitted:
        """Take a task; returns at once.

        Raises:
            WorkerDied: If workers do not even start.
        """
        ...

    def wait(self, submitted: Sequence[Submitted], timeout_seconds: float) -> None:
        """Return when one of these has ended, or after the time."""
        ...

    def close(self) -> None:
        """End what runs and free everything. Calling it twice is harmless."""
        ...


@dataclass(frozen=True, slots=True)
class Finished:
    """A task with its end, after the last attempt."""

    task: Task
    end: TaskEnd
    num_attempts: int


def run_all(
    executor: Executor,
    tasks: Iterable[Task],
    *,
    on_give: Callable[[Task], None] = lambda _task: None,
    on_wait: Callable[[int, Sequence[Submitted]], None] = lambda _done, _running: None,
    waiting: int = 1,
) -> Iterator[Finished]:
    """Run tasks and yield each when it has ended, in the order of their ends.

    Tasks are taken from the iterable only as workers need them, so that a list of 100,000 costs nothing, and whoever
    keeps a ledger can write down in ``on_give`` what is in hand.

    Args:
        executor: Where they run. It is left open; if this generator is closed early, what runs is cancelled.
        tasks: What to run.
        on_give: Called before a task is handed over (once, whatever is tried again).
        on_wait: Called about ten times a second with the number of tasks that have ended and those in hand; may raise
            to stop.
        waiting: How many tasks wait at the executor beside those that run: a worker that is done has its next one.

    Raises:
        WorkerDied: If workers do not even start.
    """
    yield from _Run(executor, iter(tasks), executor.num_workers + waiting).results(on_give, on_wait)


@dataclass(slots=True)
class _Run:
    executor: Executor
    tasks: Iterator[Task]
    window: int
    in_hand: list[tuple[Submitted, int]] = field(default_factory=list)
    num_done: int = 0
    is_exhausted: bool = False

    def results(
        self, on_give: Callable[[Task], None], on_wait: Callable[[int, Sequence[Submitted]], None]
    ) -> Iterator[Finished]:
        try:
            self._fill(on_give)
            while self.in_hand:
                running = [submitted for submitted, _ in self.in_hand]
                on_wait(self.num_done, running)
                self.executor.wait(running, SECONDS_BETWEEN_LOOKS)
                for finished in self._ended():
                    self.num_done += 1
                    yield finished
                self._fill(on_give)
        finally:
            for submitted, _ in self.in_hand:
                submitted.cancel()

    def _fill(self, on_give: Callable[[Task], None]) -> None:
        while not self.is_exhausted and len(self.in_hand) < self.window:
            task = next(self.tasks, None)
            if task is None:
                self.is_exhausted = True
                return
            on_give(task)
            self.in_hand.append((self.executor.submit(task), 1))

    def _ended(self) -> Iterator[Finished]:
        """Those that have ended for good; those that were lost once are handed over again."""
        for entry in list(self.in_hand):
            submitted, attempt = entry
            end = submitted.end()
            if end is None:
                continue
            self.in_hand.remove(entry)
            if end.ending is Ending.LOST and attempt < MAX_ATTEMPTS:
                self.in_hand.append((self.executor.submit(submitted.task), attempt + 1))
            else:
                yield Finished(submitted.task, end, attempt)
