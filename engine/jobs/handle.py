"""The parent's side of one worker process."""

from __future__ import annotations

import multiprocessing
import pickle
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from engine.jobs.eta import EtaEstimate
from engine.jobs.messages import Cancel, Prepare, Ready, Run, Stop

if TYPE_CHECKING:
    from engine.core.errors import EngineError
    from engine.jobs.queue import QueuedJob
    from engine.jobs.worker import WorkerOptions

SECONDS_BEFORE_KILL = 1.0
"""Patience between asking the system to terminate a process and ending it without asking."""


@dataclass(slots=True)
class RunningJob:
    """What the parent knows of a job in hand. Times are readings of the monotonic clock.

    ``cancelled_at`` is when it was asked to stop. ``recorded`` holds what became of its items; ``record_error`` why
    one of them could not be kept.
    """

    job: QueuedJob
    started: float
    eta: EtaEstimate
    fraction: float = 0.0
    cancelled_at: float | None = None
    terminated_at: float | None = None
    was_killed: bool = False
    is_closing: bool = False
    recorded: list[Any] = field(default_factory=list)
    record_error: EngineError | None = None
    saved_progress: float = float("-inf")
    warned: float = float("-inf")


class WorkerHandle:
    """A worker process, started here. Every method but ``end`` and ``free`` returns at once.

    Call it from one thread that lives as long as the worker: Linux ends the worker when that thread ends.
    """

    def __init__(self, resource: str, options: WorkerOptions) -> None:
        from engine.jobs import worker

        context = multiprocessing.get_context("spawn")  # one behaviour on three systems; CUDA does not survive fork
        self.resource = resource
        self._connection: Connection
        self._connection, child_end = context.Pipe()
        # not daemonic: daemonic processes may have no children, and the import examines files in one
        self._process: BaseProcess = context.Process(
            target=worker.main, args=(child_end, options), daemon=False, name=f"aurax-{resource}"
        )
        self._process.start()
        child_end.close()
        now = time.monotonic()
        self.is_ready = False
        self.is_stopping = False
        self.has_hung_up = False
        self.has_worked = False
        self.running: RunningJob | None = None
        self.last_heard = now
        self.idle_since = now

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def exit_code(self) -> int | None:
        return self._process.exitcode

    @property
    def is_free(self) -> bool:
        """Whether it could take a job now."""
        return self.is_ready and self.running is None and not self.is_stopping and not self.has_hung_up

    def is_alive(self) -> bool:
        """Whether the process exists; a dead one is reaped here."""
        return self._process.is_alive()

    def assign(self, job: QueuedJob) -> None:
        """Hand a job to a free worker."""
        now = time.monotonic()
        self.running = RunningJob(job, now, EtaEstimate(now))
        self.last_heard = now
        self.has_worked = True
        self._send(Run(job.id, pickle.dumps((job.kind.run, job.spec))))

    def prepare(self, work: bytes) -> None:
        """Have a worker do something in advance; jobs it is given meanwhile wait for it."""
        self._send(Prepare(work))

    def receive(self) -> Any:
        """The next message, None if there is none. The first ``Ready`` is noted on the way."""
        if self.has_hung_up:
            return None
        try:
            if not self._connection.poll(0):
                return None
            message = pickle.loads(self._connection.recv_bytes())
        except (EOFError, OSError):
            self.has_hung_up = True
            return None
        self.last_heard = time.monotonic()
        if isinstance(message, Ready):
            self.is_ready = True
            self.idle_since = self.last_heard
        return message

    def release(self) -> None:
        """Note that the job in hand is done."""
        self.running = None
        self.idle_since = time.monotonic()

    def cancel(self, *, will_resume: bool = False) -> None:
        """Ask the job in hand to stop; ``press`` insists."""
        if self.running is not None and self.running.cancelled_at is None:
            self.running.cancelled_at = time.monotonic()
            self._send(Cancel(self.running.job.id, will_resume))

    def press(self, grace_seconds: float) -> None:
        """The next step for a job that was cancelled and still runs: terminate after the grace, then kill."""
        running = self.running
        if running is None or running.cancelled_at is None:
            return
        now = time.monotonic()
        if running.terminated_at is None:
            if now - running.cancelled_at >= grace_seconds:
                running.terminated_at = now
                self._process.terminate()
        elif not running.was_killed and now - running.terminated_at >= SECONDS_BEFORE_KILL:
            running.was_killed = True
            self._process.kill()

    def stop(self) -> None:
        """Let an idle worker end."""
        self.is_stopping = True
        self._send(Stop())

    def kill(self) -> None:
        """End the process without asking."""
        self._process.kill()

    def end(self) -> None:
        """Kill the process and wait for its death, which takes milliseconds."""
        self._process.kill()
        self._process.join()

    def free(self) -> None:
        """Free pipe and process of a worker that has ended."""
        self._connection.close()
        self._process.join()
        self._process.close()

    def _send(self, message: Any) -> None:
        try:
            self._connection.send_bytes(pickle.dumps(message))
        except OSError:  # it has just died, which the next look at it will find
            self.has_hung_up = True
