"""A function over many things, each in a child process that may crash or hang without harm to the rest.

The children are persistent: starting one costs about half a second (numpy, codecs), handing it a file 0.2 ms. Only
one that has died or was killed is replaced.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from engine.core.errors import WorkerDied
from engine.core.jobs import JobState
from engine.jobs.boundary import Outcome, attempt, known_error
from engine.jobs.context import MIN_SECONDS_BETWEEN_PROGRESS
from engine.jobs.messages import Ready
from engine.jobs.worker import die_with_parent, limit_threads, redirect_output

T = TypeVar("T")

_MAX_FAILED_STARTS = 2
_NUM_ATTEMPTS = 2
_SECONDS_BETWEEN_LOOKS = 0.1


class Ending(StrEnum):
    """How the child came out of it."""

    RETURNED = "returned"
    CRASHED = "crashed"
    HUNG = "hung"


@dataclass(frozen=True, slots=True)
class Isolated(Generic[T]):
    """What became of one thing. ``outcome`` is None unless the function returned or raised."""

    item: T
    ending: Ending
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Isolation(Generic[T]):
    """How the children run.

    Args:
        work: ``work(item, report) -> result``, importable by name; calls ``report(fraction)`` while it works.
        num_children: How many at a time.
        patience: Seconds without a report after which the child of an item is killed.
        logs: Folder for what the children print.
    """

    work: Callable[[T, Callable[[float], None]], Any]
    num_children: int
    patience: Callable[[T], float]
    logs: Path


def isolated_map(
    isolation: Isolation[T], items: Sequence[T], *, on_wait: Callable[[float], None] = lambda _items: None
) -> Iterator[Isolated[T]]:
    """``work`` of every item, in the order of ``items`` whatever the order of completion.

    A crash is tried once more in a fresh child, since memory may have run short. A hang is not: what hung for so
    long hangs again, and the batch would wait twice.

    Args:
        isolation: The function and its children.
        items: Small picklable values.
        on_wait: Called about ten times a second with the number of items done, fractions included; may raise to stop.

    Raises:
        WorkerDied: If children do not even start.
    """
    run = _Run(isolation, items)
    try:
        yield from run.results(on_wait)
    finally:
        run.end()


@dataclass(slots=True)
class _Child(Generic[T]):
    process: BaseProcess
    connection: Connection
    is_ready: bool = False
    index: int | None = None
    fraction: float = 0.0
    heard: float = 0.0

    @property
    def is_free(self) -> bool:
        return self.is_ready and self.index is None

    def end(self) -> int | None:
        self.process.kill()
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        self.connection.close()
        return code


@dataclass(slots=True)
class _Run(Generic[T]):
    isolation: Isolation[T]
    items: Sequence[T]
    children: list[_Child[T]] = field(default_factory=list)
    done: dict[int, Isolated[T]] = field(default_factory=dict)
    retries: list[int] = field(default_factory=list)
    crashes: dict[int, int] = field(default_factory=dict)
    num_given: int = 0
    num_yielded: int = 0
    num_failed_starts: int = 0

    def results(self, on_wait: Callable[[float], None]) -> Iterator[Isolated[T]]:
        for _ in range(min(self.isolation.num_children, len(self.items))):
            self._start_child()
        while self.num_yielded < len(self.items):
            self._give()
            self._listen()
            on_wait(self.num_yielded + len(self.done) + sum(child.fraction for child in self.children))
            while self.num_yielded in self.done:
                result = self.done.pop(self.num_yielded)
                self.num_yielded += 1
                yield result

    def end(self) -> None:
        for child in self.children:
            child.end()
        self.children.clear()

    def _start_child(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=child_main,
            args=(theirs, os.getpid(), self.isolation.work, self.isolation.logs),
            daemon=True,
            name="aurax-isolated",
        )
        process.start()
        theirs.close()
        self.children.append(_Child(process, ours))

    def _give(self) -> None:
        window = 2 * len(self.children)  # bounds what waits for a slow first one
        for child in self.children:
            if not child.is_free:
                continue
            if self.retries:
                index = self.retries.pop(0)
            elif self.num_given < len(self.items) and self.num_given - self.num_yielded < window:
                index, self.num_given = self.num_given, self.num_given + 1
            else:
                return
            child.index, child.fraction, child.heard = index, 0.0, time.monotonic()
            with suppress(OSError):  # it has just died: the next look finds that
                child.connection.send_bytes(pickle.dumps(self.items[index]))

    def _listen(self) -> None:
        heard = wait([child.connection for child in self.children], timeout=_SECONDS_BETWEEN_LOOKS)
        for child in list(self.children):
            if child.connection in heard:
                self._receive(child)
            elif child.index is not None and time.monotonic() - child.heard > self.isolation.patience(
                self.items[child.index]
            ):
                self.done[child.index] = Isolated(self.items[child.index], Ending.HUNG)
                self._replace(child)

    def _receive(self, child: _Child[T]) -> None:
        try:
            message = pickle.loads(child.connection.recv_bytes())
        except (EOFError, OSError):
            self._died(child)
            return
        child.heard = time.monotonic()
        if isinstance(message, Ready):
            child.is_ready = True
            self.num_failed_starts = 0
        elif isinstance(message, float):
            child.fraction = message
        elif child.index is not None:
            self.done[child.index] = Isolated(self.items[child.index], Ending.RETURNED, message)
            child.index, child.fraction = None, 0.0

    def _died(self, child: _Child[T]) -> None:
        index = child.index
        exit_code = self._replace(child)
        if index is None:
            self.num_failed_starts += 1
            if self.num_failed_starts >= _MAX_FAILED_STARTS:
                raise WorkerDied("", exit_code)
            return
        self.crashes[index] = self.crashes.get(index, 0) + 1
        if self.crashes[index] < _NUM_ATTEMPTS:
            self.retries.append(index)
        else:
            self.done[index] = Isolated(self.items[index], Ending.CRASHED)

    def _replace(self, child: _Child[T]) -> int | None:
        self.children.remove(child)
        exit_code = child.end()
        self._start_child()
        return exit_code


def child_main(
    connection: Connection, parent_pid: int, work: Callable[[Any, Callable[[float], None]], Any], logs: Path
) -> None:
    """Entry point of a child: one item after the other until the parent closes the pipe."""
    die_with_parent(parent_pid)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_threads(1)
    redirect_output(logs)
    connection.send_bytes(pickle.dumps(Ready()))
    while True:
        try:
            item = pickle.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        outcome = attempt(lambda item=item: work(item, _throttled(connection)))  # type: ignore[misc]
        try:
            content = pickle.dumps(outcome)
        except (pickle.PickleError, TypeError, AttributeError) as error:
            content = pickle.dumps(Outcome(JobState.FAILED, error=known_error(error)))
        connection.send_bytes(content)


def _throttled(connection: Connection) -> Callable[[float], None]:
    sent = float("-inf")

    def report(fraction: float) -> None:
        nonlocal sent
        now = time.monotonic()
        if now - sent >= MIN_SECONDS_BETWEEN_PROGRESS:
            sent = now
            connection.send_bytes(pickle.dumps(float(fraction)))

    return report
