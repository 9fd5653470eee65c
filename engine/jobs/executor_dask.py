"""Tasks on the workers of a dask.distributed cluster: one of our own on this machine, or one that spans machines.

Dask moves tasks and notices workers that are gone. What it lacks (a time limit per task, a crash that costs its task
only, a worker that goes on answering while native code computes) comes from a process pool in every worker: a song runs
in a child of the worker, as it does on one machine. Submitted in ``run_all``'s window: a hundred thousand tasks at once
cost dask's scheduler seven minutes and 650 MB.

Rule of files: tasks carry paths, never content, so songs and models lie under the same path on every machine (a network
share), and scratch lies on each machine's own disk. Results come back small and are written by whoever submitted.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
import uuid
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.jobs import JobState
from engine.jobs.boundary import Outcome, known_error
from engine.jobs.executor import Ending, Submitted, Task, TaskEnd, Work

if TYPE_CHECKING:
    from engine.jobs.executor_pebble import PebbleExecutor

_LOOPBACK = "127.0.0.1"
_TOPIC = "aurax-fractions"
_SECONDS_BETWEEN_LOOKS = 0.05
_SECONDS_BETWEEN_FRACTIONS = 1.0
_CONNECT_SECONDS = 20.0
_RESULT_SECONDS = 30.0
_OWN_CLUSTER: dict[str, Any] = {
    "distributed.worker.daemon": False,  # a daemonic process may have no children, and every song is one
    "distributed.scheduler.allowed-failures": 0,  # what is tried again is run_all's business, and the ledger's
    "distributed.scheduler.worker-ttl": "1 hour",  # a worker that is slow to answer is not dead
    "distributed.deploy.lost-worker-timeout": "10 minutes",  # or a worker that restarts slowly is given up after 15 s
    "distributed.comm.timeouts.connect": f"{_CONNECT_SECONDS:.0f}s",
}


@dataclass(frozen=True, slots=True)
class DaskOptions:
    """Which cluster, and how its workers run.

    Args:
        logs: Folder for what songs' processes print, on every machine.
        scheduler: Address of a cluster that is there, ``tcp://host:8786``; empty for one of our own.
        num_workers: Of our own cluster; of another, songs at a time at most, 0 for as many as it has threads.
        num_threads: Threads that numerical libraries may use for a song.
        tasks_per_process: A song's process is replaced after so many.
        nice: How far they step back (POSIX nice value).
    """

    logs: Path
    scheduler: str = ""
    num_workers: int = 0
    num_threads: int = 1
    tasks_per_process: int = 25
    nice: int = 10


@dataclass(frozen=True, slots=True)
class _Order:
    """A task on its way to a worker."""

    token: str
    work: Work
    argument: Any
    timeout_seconds: float | None
    options: DaskOptions


@dataclass(slots=True, eq=False)
class _Sent:
    """A task that the cluster has."""

    task: Task
    token: str
    owner: DaskExecutor
    future: Any = None  # distributed.Future, once the cluster has it
    ended: TaskEnd | None = field(default=None)

    def fraction(self) -> float:
        return 1.0 if self.ended is not None else self.owner.fractions.get(self.token, 0.0)

    def end(self) -> TaskEnd | None:
        if self.ended is None and self.future is not None:
            self.ended = self.owner.end_of(self.future)
            if self.ended is not None:
                self.future.release()
                self.owner.let_go(self)
        return self.ended

    def cancel(self) -> None:
        if self.ended is None:
            self.ended = TaskEnd(Ending.CANCELLED)
            self.owner.cancel(self)


class DaskExecutor:
    """See ``engine.jobs.executor.Executor``. A cluster of our own starts with the first task and ends with ``close``.

    What waits, waits here: dask would line it up behind what runs on a worker, and lose it with that worker.
    """

    def __init__(self, options: DaskOptions) -> None:
        self._options = options
        self._client: Any = None  # distributed.Client, whose methods have no types
        self._opened = ExitStack()
        self._waiting: deque[_Sent] = deque()
        self._num_sent = 0
        self._has_ended = threading.Event()
        self._width = 0
        self.fractions: dict[str, float] = {}

    @property
    def num_workers(self) -> int:
        """Songs at a time.

        Raises:
            UserError: If a cluster that was named has no workers.
        """
        options = self._options
        if not options.scheduler:
            return max(1, options.num_workers)
        there: int = sum(self._connected().nthreads().values())
        if there == 0:
            raise UserError(
                f"The cluster at {options.scheduler} has no workers",
                "Start some: see docs/how-to/run-on-a-cluster.md.",
            )
        return min(there, options.num_workers) if options.num_workers else there

    def submit(self, task: Task) -> Submitted:
        self._width = self._width or self.num_workers
        taken = _Sent(task, uuid.uuid4().hex, self)
        self.fractions[taken.token] = 0.0
        self._waiting.append(taken)
        self._send()
        return taken

    def _send(self) -> None:
        while self._waiting and self._num_sent < self._width:
            taken = self._waiting.popleft()
            if taken.ended is None:
                taken.future = self._sent(taken.task, taken.token)
                self._num_sent += 1

    def _sent(self, task: Task, token: str) -> Any:
        order = _Order(token, task.work, task.argument, task.timeout_seconds, self._options)
        needs = {"GPU": 1} if task.resource == "gpu" else None
        client = self._connected()
        if client.status != "running":
            raise UserError(
                f"The cluster's scheduler {self._options.scheduler} no longer answers",
                "Nothing that is done is lost; the same command goes on once the scheduler is there again.",
            )
        future = client.submit(run_there, order, key=f"aurax-{token}", pure=False, retries=0, resources=needs)
        future.add_done_callback(lambda _future: self._has_ended.set())
        return future

    def wait(self, submitted: Sequence[Submitted], timeout_seconds: float) -> None:
        self._has_ended.clear()
        for one in submitted:
            if isinstance(one, _Sent) and (one.ended is not None or (one.future is not None and one.future.done())):
                return
        self._has_ended.wait(timeout_seconds)

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None and client.status == "running" and not self._options.scheduler:
            client.run(end_pool_there, on_error="ignore")  # else each worker would wait for its children's ends
        self._opened.close()

    def let_go(self, ended: _Sent) -> None:
        """A task is off the cluster: the next one may go there."""
        self.fractions.pop(ended.token, None)
        self._num_sent -= 1
        self._send()

    def end_of(self, future: Any) -> TaskEnd | None:
        """How a task ended, None while it has not."""
        from concurrent.futures import CancelledError

        from distributed import CancelledError as DaskCancelled
        from distributed import KilledWorker

        if future.status == "pending":
            return None
        try:
            end: TaskEnd = future.result(timeout=_RESULT_SECONDS)
        except KilledWorker:
            return TaskEnd(Ending.LOST)
        except (CancelledError, DaskCancelled):  # the scheduler forgot it, with the worker that had it
            return TaskEnd(Ending.LOST)
        except TimeoutError:  # its result was lost with its worker, and is being made again
            return None
        except Exception as error:  # noqa: BLE001 - whatever a worker throws that is not the task's own
            return TaskEnd(Ending.RETURNED, Outcome(JobState.FAILED, error=known_error(error)))
        # another machine's process numbers mean nothing here
        return end if not self._options.scheduler else replace(end, process=None)

    def cancel(self, taken: _Sent) -> None:
        """Take a task back; one that runs is ended in its worker."""
        client = self._client
        if taken.future is None or client is None or client.status != "running":
            return
        client.run(cancel_there, taken.token, wait=False, on_error="ignore")
        taken.future.cancel()
        self.let_go(taken)

    def _connected(self) -> Any:
        if self._client is None:
            self._client = self._opened_client()
        return self._client

    def _opened_client(self) -> Any:
        import dask
        from distributed import Client, LocalCluster

        options = self._options
        address = options.scheduler
        stack = self._opened
        if not address:
            stack.enter_context(dask.config.set(_OWN_CLUSTER))
            cluster: Any = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=max(1, options.num_workers),
                threads_per_worker=1,
                processes=True,
                host=_LOOPBACK,
                scheduler_port=0,
                dashboard_address=f"{_LOOPBACK}:0",  # or it would take 8787
                scheduler_kwargs={"dashboard": False},
                memory_limit=0,  # a song's memory is its child's, and is asked for before it is begun
                silence_logs=logging.CRITICAL,
            )
            stack.enter_context(cluster)
            address = cluster.scheduler_address
        try:
            client: Any = Client(  # type: ignore[no-untyped-call]
                address, timeout=_CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, ValueError) as error:
            stack.close()
            raise UserError(
                f"No dask scheduler answers at {address}", "Start one, or correct --scheduler tcp://HOST:PORT."
            ) from error
        stack.enter_context(client)
        client.subscribe_topic(_TOPIC, self._hear)
        return client

    def _hear(self, event: tuple[float, Any]) -> None:
        token, fraction = event[1]
        if token in self.fractions:  # news may come after the end
            self.fractions[token] = float(fraction)


# ---- what follows runs on a worker ----

_pool: PebbleExecutor | None = None
_pool_lock = threading.Lock()
_cancelled: set[str] = set()


def run_there(order: _Order) -> TaskEnd:
    """One task in a child process of this worker, watched until it ends."""
    from distributed import get_worker

    worker: Any = get_worker()
    pool = _pool_of(order.options, int(worker.state.nthreads))
    running = pool.submit(Task(order.token, order.work, order.argument, order.timeout_seconds))
    told = 0.0
    last = time.monotonic()
    while (end := running.end()) is None:
        pool.wait([running], _SECONDS_BETWEEN_LOOKS)
        if order.token in _cancelled:
            running.cancel()
        fraction, now = running.fraction(), time.monotonic()
        if fraction != told and now - last >= _SECONDS_BETWEEN_FRACTIONS:
            told, last = fraction, now
            worker.log_event(_TOPIC, (order.token, fraction))
    _cancelled.discard(order.token)
    return end


async def cancel_there(token: str) -> None:
    """Have ``run_there`` end a task, if this worker has it. A coroutine, since dask waits for functions."""
    _cancelled.add(token)


def end_pool_there() -> None:
    """End this worker's processes and what they do."""
    global _pool
    with _pool_lock:
        pool, _pool = _pool, None
    if pool is not None:
        pool.close()


def _pool_of(options: DaskOptions, num_children: int) -> PebbleExecutor:
    """The worker's processes, started at its first task; they end with it."""
    global _pool  # noqa: PLW0603 - dask hands a task nothing that lives as long as the worker
    from engine.jobs.executor_pebble import PebbleExecutor, PebbleOptions

    with _pool_lock:
        if _pool is None:
            if multiprocessing.current_process().daemon:
                raise UserError(
                    "This dask worker may not start processes",
                    "Start it with DASK_DISTRIBUTED__WORKER__DAEMON=False: see docs/how-to/run-on-a-cluster.md.",
                )
            _pool = PebbleExecutor(
                PebbleOptions(
                    num_children,
                    options.logs,
                    tasks_per_worker=options.tasks_per_process,
                    num_threads=options.num_threads,
                    nice=options.nice,
                )
            )
        return _pool
