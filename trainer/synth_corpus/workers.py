"""Processes that make items: quiet on Ctrl-C, one numerical thread each, gone when whoever started them is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait

from engine.core.errors import UserError


def num_workers(wanted: int | None) -> int:
    """``wanted``, or one per core."""
    return (os.cpu_count() or 1) if wanted is None else wanted


@contextmanager
def worker_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes; on leaving, what has not begun is dropped and what has begun is finished.

    Raises:
        UserError: If a worker was ended from outside, as the system does when memory runs out.
    """
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise UserError(
            "A worker process was ended from outside, perhaps for lack of memory",
            "Use fewer --workers; the same command goes on where this one stopped.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """First thing in a worker."""
    import threadpoolctl

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means
    threadpoolctl.threadpool_limits(1)
    threading.Thread(target=_end_with_parent, daemon=True, name="watch parent").start()


def _end_with_parent() -> None:
    """A pool's workers wait for ever for orders that a killed parent cannot send."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
