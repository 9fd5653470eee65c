"""Pebble's process pool, waiting for a dead worker's last word.

A worker says which task it takes before it works on it. Pebble reads that in one thread and looks for dead workers in
another: where the second is quicker (a busy machine, a task that crashes at once), Pebble 5.2 knows of no task the dead
worker had, or holds an earlier one for it. Then it breaks the pool if nothing else runs, and else leaves the task to
its time limit. The word itself is never lost, it lies in the pipe; so it is waited for here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing.context import SpawnContext
from typing import Any

from pebble import ProcessPool
from pebble.pool.base_pool import Task
from pebble.pool.process import Message, NoMessage, PoolManager, WorkerManager

SECONDS_FOR_THE_LAST_WORD = 5.0
"""A thread that is ready to run gets its turn within this on a machine that still works at all."""

_SECONDS_BETWEEN_LOOKS = 0.01


class _HeardWorkers(WorkerManager):
    """Pebble's, which knows up to when all that workers said has been heard."""

    heard_until: float = 0.0
    """Monotonic seconds: what was said before is in the books. One thread listens, and enters what it has heard before
    it listens again."""

    def receive(self, timeout: float) -> Message | NoMessage:
        """The next word of a worker; waits up to ``timeout`` seconds."""
        began = time.monotonic()
        message = super().receive(timeout)
        if isinstance(message, NoMessage):
            self.heard_until = began
        return message


class _PatientManager(PoolManager):
    """Pebble's, which hears all that a dead worker said before it asks what it died of."""

    def find_expired_task(self, worker_id: int) -> Task:
        """The task that this worker died of.

        Raises:
            LookupError: If it had none, and others work.
            BrokenProcessPool: If it had none, and nobody works.
        """
        died = time.monotonic()
        workers = self.worker_manager
        assert isinstance(workers, _HeardWorkers)
        while workers.heard_until <= died and time.monotonic() < died + SECONDS_FOR_THE_LAST_WORD:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        return super().find_expired_task(worker_id)


class PatientPool(ProcessPool):
    """Pebble's pool with that manager; for the arguments see there."""

    def __init__(
        self,
        max_workers: int,
        max_tasks: int,
        initializer: Callable[..., None],
        initargs: tuple[Any, ...],
        context: SpawnContext,
    ) -> None:
        super().__init__(max_workers, max_tasks, initializer, initargs, context)
        manager = _PatientManager(self._context, context)
        manager.worker_manager = _HeardWorkers(max_workers, self._context.worker_parameters, context)
        self._pool_manager = manager
