"""A worker process: takes jobs from a pipe, one after the other, and sends back what happens.

Three threads: the main thread works (some libraries insist on it), one listens for cancellation and for the
parent's death, one sends a sign of life every two seconds.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.core.jobs import JobId, JobState
from engine.jobs.boundary import Outcome, attempt, known_error
from engine.jobs.messages import Advanced, Beat, Cancel, Finished, Item, Logged, News, Prepare, Ready, Run, Stop
from engine.paths import Paths
from engine.settings import Settings

Inbox = queue.SimpleQueue[Run | Prepare | None]

SECONDS_BETWEEN_BEATS = 2.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_OUTPUT_FILE = "workers.log"
_MAX_OUTPUT_BYTES = 2_000_000
_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How a worker runs.

    Args:
        paths: The user's folders.
        settings: The user's choices.
        parent_pid: The process that owns the worker.
        num_threads: Threads that numerical libraries may use.
        nice: How far it steps back behind what the user is doing (POSIX nice value).
    """

    paths: Paths
    settings: Settings
    parent_pid: int
    num_threads: int
    nice: int


def main(connection: Connection, options: WorkerOptions) -> None:
    """Entry point of the process; returns when told to stop."""
    die_with_parent(options.parent_pid)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means
    limit_threads(options.num_threads)
    step_back(options.nice)
    redirect_output(options.paths.logs)
    link = Link(connection)
    _send_logs_through(link)
    inbox: Inbox = queue.SimpleQueue()
    threading.Thread(target=link.listen, args=(inbox,), daemon=True, name="listen").start()
    threading.Thread(target=link.beat, daemon=True, name="beat").start()
    link.send(Ready())
    while (order := inbox.get()) is not None:
        if isinstance(order, Prepare):
            _prepare(order, options)
        else:
            _work(order, link, options)


def _prepare(order: Prepare, options: WorkerOptions) -> None:
    def work() -> None:
        function, argument = pickle.loads(order.work)
        function(argument, options.paths)

    outcome = attempt(work)
    if outcome.error is not None:  # the job that needs it will say so
        logging.getLogger(__name__).info("preparing: %s", outcome.error)


def _work(order: Run, link: Link, options: WorkerOptions) -> None:
    from engine.jobs.context import JobContext

    context = JobContext(
        paths=options.paths,
        settings=options.settings,
        on_progress=lambda progress: link.send(Advanced(order.job_id, progress)),
        on_item=lambda value: link.send(Item(order.job_id, value)),
        is_cancelled=lambda: order.job_id in link.cancelled,
        will_resume=lambda: order.job_id in link.will_resume,
        on_news=lambda value: link.send(News(order.job_id, value)),
    )

    def work() -> Any:
        run, spec = pickle.loads(order.work)
        return run(spec, context)

    link.job_id = order.job_id
    outcome = attempt(work)
    context.close()
    link.job_id = None
    link.send_outcome(order.job_id, outcome)


@dataclass(slots=True)
class Link:
    """The worker's end of the pipe; any thread may send."""

    connection: Connection
    job_id: JobId | None = None
    cancelled: set[JobId] = field(default_factory=set)
    will_resume: set[JobId] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, message: Any) -> None:
        """Send one message; a parent that is gone ends this process."""
        content = pickle.dumps(message)  # outside the lock, and whole before the first byte leaves
        with self._lock:
            try:
                self.connection.send_bytes(content)
            except (BrokenPipeError, ConnectionResetError, EOFError):
                os._exit(1)

    def send_outcome(self, job_id: JobId, outcome: Outcome) -> None:
        """Send how a job ended; a result that cannot cross the pipe is a failure of the job."""
        try:
            self.send(Finished(job_id, outcome))
        except (pickle.PickleError, TypeError, AttributeError) as error:
            self.send(Finished(job_id, Outcome(JobState.FAILED, error=known_error(error))))

    def listen(self, inbox: Inbox) -> None:
        """Pass jobs on and note cancellations until the parent says stop or is gone."""
        while True:
            try:
                message = pickle.loads(self.connection.recv_bytes())
            except (EOFError, OSError):
                os._exit(1)  # nobody is left to work for; a job in hand must not outlive its window
            if isinstance(message, Run):
                self.cancelled.clear()
                self.will_resume.clear()
                inbox.put(message)
            elif isinstance(message, Prepare):
                inbox.put(message)
            elif isinstance(message, Cancel):
                if message.will_resume:
                    self.will_resume.add(message.job_id)
                self.cancelled.add(message.job_id)
            elif isinstance(message, Stop):
                inbox.put(None)
                return

    def beat(self) -> None:
        """Send a sign of life for ever. A native call that keeps the interpreter's lock shows by its silence."""
        pause = threading.Event()
        while not pause.wait(SECONDS_BETWEEN_BEATS):
            self.send(Beat())


class _LinkHandler(logging.Handler):
    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link

    def emit(self, record: logging.LogRecord) -> None:
        self._link.send(Logged(self._link.job_id, record.name, record.levelno, self.format(record)))


def _send_logs_through(link: Link) -> None:
    root = logging.getLogger()
    root.handlers[:] = [_LinkHandler(link)]
    root.setLevel(logging.INFO)


def die_with_parent(parent_pid: int) -> None:
    """On Linux, have the kernel end this process when its parent's thread ends, however that happens.

    Elsewhere the closed pipe does the same as soon as the listening thread runs.
    """
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:  # it died before we asked
        os._exit(1)


def limit_threads(num_threads: int) -> None:
    """Keep numerical libraries that are loaded from now on to ``num_threads`` threads."""
    for name in _THREAD_VARIABLES:
        os.environ[name] = str(num_threads)


def step_back(nice: int) -> None:
    """Run behind whatever the user is doing."""
    if os.name == "posix":
        os.nice(nice)
    else:
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)


def redirect_output(logs: Path) -> None:
    """Send what libraries print, also from C, and the traces of native crashes to ``<logs>/workers.log``.

    Where that cannot be written they go to stderr. Nothing of a worker ever reaches the parent's stdout.
    """
    import faulthandler

    target = 2
    with suppress(OSError):
        logs.mkdir(parents=True, exist_ok=True)
        file = logs / _OUTPUT_FILE
        if file.exists() and file.stat().st_size > _MAX_OUTPUT_BYTES:
            file.replace(file.with_suffix(".old.log"))
        target = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(target, 1)
    if target != 2:
        os.dup2(target, 2)
        os.close(target)
    faulthandler.enable(2)
