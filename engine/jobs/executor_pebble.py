"""Tasks in worker processes of this machine, by Pebble's process pool (M. Cafasso, LGPL-3).

Of the pools that were measured it alone gives what strangers' files need: a time limit per task, and a worker that
dies costs its task only (the standard library's pool breaks as a whole). Workers are replaced after a number of tasks,
which bounds what native libraries leave behind. What Pebble lacks is added here: a word on how far a task is (two
numbers per task in shared memory, written without a lock, so that a worker that is killed can hold none), and workers
that end with their parent however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from engine.core.errors import WorkerDied
from engine.core.jobs import JobState
from engine.jobs.boundary import Outcome, attempt, known_error
from engine.jobs.executor import Ending, Submitted, Task, TaskEnd, Work
from engine.jobs.worker import die_with_parent, limit_threads, redirect_output, step_back

if TYPE_CHECKING:
    from engine.jobs.pebble_pool import PatientPool

_MAX_SLOTS = 256
_FRACTION, _PROCESS = 0, 1
_NUMBERS_PER_SLOT = 2

_slots: Any = None
"""In a worker: the shared numbers, two per task in hand. Set once, when the worker starts."""


@dataclass(frozen=True, slots=True)
class PebbleOptions:
    """How the workers run.

    Args:
        num_workers: Tasks at a time.
        tasks_per_worker: A worker is replaced after so many.
        num_threads: Threads that numerical libraries may use in each.
        nice: How far they step back behind what the user is doing (POSIX nice value).
        logs: Folder for what they print.
    """

    num_workers: int
    logs: Path
    tasks_per_worker: int = 25
    num_threads: int = 1
    nice: int = 10


@dataclass(slots=True, eq=False)
class _Running:
    """A task at the pool; ``slot`` is free again once its end has been read."""

    task: Task
    future: Future[bytes]
    slot: int
    owner: PebbleExecutor
    ended: TaskEnd | None = field(default=None)

    def fraction(self) -> float:
        return 1.0 if self.ended is not None else self.owner.number(self.slot, _FRACTION)

    def end(self) -> TaskEnd | None:
        if self.ended is None and self.future.done():
            process = round(self.owner.number(self.slot, _PROCESS)) or None
            self.ended = _end_of(self.future, process, is_closed=self.owner.is_closed)
            self.owner.free(self.slot)
        return self.ended

    def cancel(self) -> None:
        self.future.cancel()


def _end_of(future: Future[bytes], process: int | None, *, is_closed: bool) -> TaskEnd:
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessExpired

    try:
        return TaskEnd(Ending.RETURNED, pickle.loads(future.result()), process=process)
    except CancelledError:
        return TaskEnd(Ending.CANCELLED, process=process)
    except FutureTimeout:
        return TaskEnd(Ending.TIMED_OUT, process=process)
    except ProcessExpired as expired:
        return TaskEnd(Ending.LOST, exit_code=expired.exitcode, process=process)
    except BrokenProcessPool as broken:
        if is_closed:  # its processes were ended
            return TaskEnd(Ending.CANCELLED, process=process)
        raise WorkerDied("", None) from broken


class PebbleExecutor:
    """Processes of this machine. Start and close it from one thread that lives as long as it does."""

    def __init__(self, options: PebbleOptions) -> None:
        self._options = options
        self._pool: PatientPool | None = None
        self.is_closed = False
        context = multiprocessing.get_context("spawn")  # one behaviour on three systems; threads do not survive fork
        self._numbers: Any = context.RawArray("d", _NUMBERS_PER_SLOT * _MAX_SLOTS)
        self._free = list(range(_MAX_SLOTS))
        self._context = context

    @property
    def num_workers(self) -> int:
        return self._options.num_workers

    def submit(self, task: Task) -> Submitted:
        from concurrent.futures.process import BrokenProcessPool

        slot = self._free.pop()  # one per task in hand: run_all holds num_workers and a few
        self._numbers[_NUMBERS_PER_SLOT * slot + _FRACTION] = 0.0
        self._numbers[_NUMBERS_PER_SLOT * slot + _PROCESS] = 0.0
        try:
            future = self._started().schedule(
                _work, args=(task.work, task.argument, slot), timeout=task.timeout_seconds
            )
        except (BrokenProcessPool, RuntimeError) as error:
            raise WorkerDied("", None) from error
        return _Running(task, cast("Future[bytes]", future), slot, self)

    def wait(self, submitted: Sequence[Submitted], timeout_seconds: float) -> None:
        from concurrent.futures import FIRST_COMPLETED, wait

        futures = [one.future for one in submitted if isinstance(one, _Running)]
        wait(futures, timeout=timeout_seconds, return_when=FIRST_COMPLETED)

    def close(self) -> None:
        self.is_closed = True
        if self._pool is not None:
            pool, self._pool = self._pool, None
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def number(self, slot: int, which: int) -> float:
        """What a worker has last said of the task in a slot."""
        return float(self._numbers[_NUMBERS_PER_SLOT * slot + which])

    def free(self, slot: int) -> None:
        """A slot may be used again."""
        self._free.append(slot)

    def _started(self) -> PatientPool:
        if self._pool is None:
            from engine.jobs.pebble_pool import PatientPool

            options = self._options
            self._pool = PatientPool(
                max_workers=options.num_workers,
                max_tasks=options.tasks_per_worker,
                initializer=_begin,
                initargs=(options, os.getpid(), self._numbers),
                context=self._context,
            )
        return self._pool


def _begin(options: PebbleOptions, parent_pid: int, numbers: Any) -> None:
    """Make a fresh worker ours. Pebble has it ignore Ctrl-C already, and answer SIGTERM in Python, which native code
    that computes for a minute would keep waiting; so it is ended at once instead.
    """
    global _slots  # noqa: PLW0603 - a pool's initializer has no other way to hand something to its tasks
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent(parent_pid)
    threading.Thread(target=_watch_parent, daemon=True, name="watch parent").start()
    limit_threads(options.num_threads)
    step_back(options.nice)
    redirect_output(options.logs)
    _slots = numbers


def _watch_parent() -> None:
    """End this process when its parent ends, where the kernel does not see to that."""
    from multiprocessing.connection import wait

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(work: Work, argument: Any, slot: int) -> bytes:
    base = _NUMBERS_PER_SLOT * slot
    _slots[base + _PROCESS] = float(os.getpid())

    def report(fraction: float) -> None:
        _slots[base + _FRACTION] = min(1.0, max(0.0, fraction))

    outcome = attempt(lambda: work(argument, report))
    give_memory_back()
    try:
        return pickle.dumps(outcome)
    except (pickle.PickleError, TypeError, AttributeError) as error:  # some of these would end a worker of Pebble's
        return pickle.dumps(Outcome(JobState.FAILED, error=known_error(error)))


def give_memory_back() -> None:
    """Have the C library return what was freed to the system.

    glibc keeps it for later, in pieces that the next song's arrays rarely fit: measured on 24 songs in one process,
    resident memory grew by 8 MB a song without this and by nothing with it.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError, OSError):  # another C library, such as musl, has no such function
            ctypes.CDLL(None).malloc_trim(0)
