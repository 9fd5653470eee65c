"""Jobs in worker processes: one queue, one worker for the GPU, several for the CPU, one thread that polls.

The pool owns no thread. Whoever made it calls ``poll`` every few ten milliseconds (the window's timer, a loop in the
command line) from one thread; everything is written to the library there, and events come back in order.
"""

from __future__ import annotations

import functools
import importlib
import logging
import os
import pickle
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import EngineError, UserError, WorkerDied
from engine.core.jobs import JobEvent, JobId, JobState, Progress
from engine.jobs import messages
from engine.jobs.boundary import Outcome, attempt
from engine.jobs.handle import RunningJob, WorkerHandle
from engine.jobs.kinds import KINDS, JobKind, kind_of
from engine.jobs.ledger import Ledger
from engine.jobs.queue import JobQueue, QueuedJob
from engine.jobs.worker import WorkerOptions

if TYPE_CHECKING:
    from engine.library import Library
    from engine.paths import Paths
    from engine.settings import Settings

logger = logging.getLogger(__name__)

SECONDS_PER_POLL = 0.012
"""Share of a 16 ms frame that one poll may take before it leaves the rest for the next."""

SILENCE_SECONDS = 30.0
"""A worker that has not been heard for so long (15 signs of life) is reported as not responding."""

_SECONDS_BETWEEN_SAVES = 2.0
_SECONDS_BETWEEN_WARNINGS = 10.0
_MAX_CRASHES = 2
_NICE = {"gpu": 5, "cpu": 10}  # behind the window and the player; a GPU must be fed in time
_MAX_CPU_WORKERS = 4  # more analyses at once than this wait for the disk


@functools.cache
def _learn_to_clean_up() -> None:
    """Import aside what the death of a worker calls for: the first one would cost the window a frame (20 ms)."""

    def learn() -> None:
        for module in ("psutil", "engine.jobs.stem_spool", "engine.processes"):
            importlib.import_module(module)

    threading.Thread(target=learn, name="imports", daemon=True).start()


class JobPool:
    """Runs jobs and records what they make.

    Args:
        paths: The user's folders.
        settings: The user's choices; ``jobs`` says how many workers and how patient.
        library: The open collection. Only this process, on the polling thread, writes for its jobs.
        kinds: The table of job kinds.
        idle_seconds: A worker without work ends after this time; until then it keeps its models in memory.
    """

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        library: Library,
        *,
        kinds: Mapping[str, JobKind] = KINDS,
        idle_seconds: float = 120.0,
    ) -> None:
        cores = os.cpu_count() or 1
        num_cpu = settings.jobs.cpu_workers or min(_MAX_CPU_WORKERS, max(1, cores // 2))
        self._limits = {"gpu": 1, "cpu": num_cpu}
        self._threads = {"gpu": cores, "cpu": max(1, cores // num_cpu)}
        self._paths = paths
        self._settings = settings
        self._kinds = kinds
        self._idle_seconds = idle_seconds
        self._ledger = Ledger(library, kinds)
        self._queue = JobQueue()
        self._workers: list[WorkerHandle] = []
        self._events: list[JobEvent] = []
        self._failed_starts = {"gpu": 0, "cpu": 0}
        self._warm: dict[str, bytes] = {}
        self._polled = time.monotonic()

    # --- what the user can do ---------------------------------------------------------------------------------

    def submit(self, spec: Any, label: str = "") -> JobId:
        """Put a job at the end of the queue; it is in the library when this returns.

        Args:
            spec: The spec of a known kind.
            label: What the user reads; the kind's own word if empty.

        Raises:
            TypeError: If no kind has this type of spec.
            UserError: If the spec cannot be written down.
            LibraryError: If the library cannot be written.
        """
        job = self._ledger.enter(kind_of(spec, self._kinds), spec, label)
        self._queue.add(job)
        self._tell(job.id, JobState.QUEUED)
        return job.id

    def cancel(self, job_id: JobId) -> bool:
        """Stop a job, waiting or running; its last event comes from ``poll``. False if it is not here.

        A running job is asked first; after ``settings.jobs.cancel_grace_seconds`` its worker is terminated, a second
        later killed, and what it left half-written is removed.
        """
        if self._queue.remove(job_id) is not None:
            self._finish(job_id, JobState.CANCELLED)
            return True
        worker = next((w for w in self._workers if w.running is not None and w.running.job.id == job_id), None)
        if worker is None:
            return False
        worker.cancel()
        return True

    def move(self, job_id: JobId, position: int) -> bool:
        """Give a waiting job a new place, 0 being next; False if it does not wait. Forgotten with the pool."""
        return self._queue.move(job_id, position)

    def resume(self) -> tuple[JobId, ...]:
        """Take up what earlier runs left queued or interrupted, oldest first; returns those jobs.

        A job this version cannot read is failed with the reason.

        Raises:
            LibraryError: If the library cannot be read or written.
        """
        jobs = self._ledger.library.jobs
        jobs.mark_interrupted()
        waiting = {job.id for job in self._queue}
        resumed = []
        for stored in jobs.list([JobState.INTERRUPTED, JobState.QUEUED]):
            if stored.id in waiting:
                continue
            try:
                job = self._ledger.read(stored)
            except UserError as error:
                self._finish(stored.id, JobState.FAILED, error)
                continue
            if stored.state is JobState.INTERRUPTED:
                jobs.requeue(stored.id)
            self._queue.add(job)
            self._tell(job.id, JobState.QUEUED)
            resumed.append(job.id)
        return tuple(resumed)

    def warm(self, resource: str, prepare: Callable[[Any, Paths], object], argument: Any) -> None:
        """From now on keep a worker ready that has called ``prepare(argument, paths)``: the next job need not wait.

        A worker that has worked ends when it idles, as ever, and the memory it has gathered is free; a fresh one takes
        its place. A worker that dies of preparing is not replaced.
        """
        self._warm[resource] = pickle.dumps((prepare, argument))

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits, runs, or is still to be told."""
        return not len(self._queue) and not self._events and all(worker.running is None for worker in self._workers)

    def queued(self) -> tuple[JobId, ...]:
        """The waiting jobs, next first."""
        return tuple(job.id for job in self._queue)

    def poll(self) -> list[JobEvent]:
        """News since the last call, oldest first. Returns within about a frame whatever the workers do.

        Results and items are in the library before their event is returned.
        """
        now = time.monotonic()
        slept = now - self._polled
        self._polled = now
        for worker in list(self._workers):
            if slept > SILENCE_SECONDS / 2:  # this process was suspended: silence meanwhile says nothing
                worker.last_heard = now
            self._hear(worker, deadline=now + SECONDS_PER_POLL)
            self._tend(worker)
        self._dispatch()
        events, self._events = self._events, []
        return events

    def close(self, *, grace_seconds: float = 1.0) -> None:
        """End all workers and leave nothing behind. Running jobs become interrupted; ``resume`` takes them up again.

        Waits ``grace_seconds`` for jobs to stop by themselves. Calling it twice is harmless.
        """
        for worker in self._workers:
            if worker.running is not None:
                worker.running.is_closing = worker.running.cancelled_at is None
                worker.cancel(will_resume=True)
        deadline = time.monotonic() + grace_seconds
        while any(worker.running is not None for worker in self._workers) and time.monotonic() < deadline:
            for worker in list(self._workers):
                self._hear(worker, deadline=deadline)
            time.sleep(0.01)
        for worker in self._workers:
            worker.end()
            self._hear(worker, deadline=time.monotonic() + grace_seconds)
            if worker.running is not None:
                self._clean_up(worker.running.job, None if worker.running.is_closing else worker.pid)
                self._stopped(worker.running)
            worker.free()
        self._workers.clear()

    # --- workers ----------------------------------------------------------------------------------------------

    def _hear(self, worker: WorkerHandle, *, deadline: float) -> None:
        """Act on what a worker has sent, until there is no more or the time is up (a full pipe slows the worker)."""
        while (message := worker.receive()) is not None:
            running = worker.running
            if isinstance(message, messages.Logged):
                logging.getLogger(message.logger).log(message.level, "[job %s] %s", message.job_id, message.text)
            elif isinstance(message, messages.Ready):
                self._failed_starts[worker.resource] = 0
                if worker.resource in self._warm:
                    worker.prepare(self._warm[worker.resource])
            elif running is not None and not isinstance(message, messages.Beat) and message.job_id == running.job.id:
                self._act(worker, running, message)
            if time.monotonic() > deadline:
                return

    def _act(self, worker: WorkerHandle, running: RunningJob, message: Any) -> None:
        if isinstance(message, messages.Advanced):
            self._advance(worker, running, message.progress)
        elif isinstance(message, messages.Item):
            self._record_item(worker, running, message.value)
        elif isinstance(message, messages.News):
            self._events.append(JobEvent(running.job.id, JobState.RUNNING, news=message.value))
        elif isinstance(message, messages.Finished):
            worker.release()
            self._conclude(running, message.outcome)

    def _tend(self, worker: WorkerHandle) -> None:
        """Insist on cancellations, notice silence, death and idleness."""
        now = time.monotonic()
        if not worker.is_alive():
            self._hear(worker, deadline=now + SECONDS_PER_POLL)
            if worker.has_hung_up:  # the last words have been read
                self._bury(worker)
            return
        if worker.has_hung_up:
            worker.kill()
        elif worker.running is not None:
            worker.press(self._settings.jobs.cancel_grace_seconds)
            self._notice_silence(worker, worker.running, now)
        elif worker.is_free and now - worker.idle_since > self._idle_seconds and not self._is_kept(worker):
            worker.stop()

    def _is_kept(self, worker: WorkerHandle) -> bool:
        return worker.resource in self._warm and not worker.has_worked

    def _notice_silence(self, worker: WorkerHandle, running: RunningJob, now: float) -> None:
        silence = now - worker.last_heard
        if silence > SILENCE_SECONDS and now - running.warned > _SECONDS_BETWEEN_WARNINGS:
            running.warned = now
            logger.warning("worker %d has been silent for %.0f s (job %s)", worker.pid, silence, running.job.id)
            self._tell(
                running.job.id, JobState.RUNNING, Progress(running.fraction, f"not responding for {silence:.0f} s")
            )

    def _bury(self, worker: WorkerHandle) -> None:
        """Take note of a worker that has ended, and decide what becomes of its job."""
        exit_code, pid = worker.exit_code, worker.pid
        self._workers.remove(worker)
        worker.free()
        running = worker.running
        if not (worker.has_worked or worker.is_stopping):
            self._warm.pop(worker.resource, None)
        if running is not None:
            is_over = running.cancelled_at is not None or running.job.num_crashes + 1 >= _MAX_CRASHES
            self._clean_up(running.job, pid if is_over else None)
            if running.cancelled_at is not None:
                self._stopped(running)
            else:
                self._crashed(running.job, exit_code)
        elif not worker.is_ready:
            self._failed_starts[worker.resource] += 1
            logger.error("a %s worker ended while starting (exit code %s)", worker.resource, exit_code)
            if self._failed_starts[worker.resource] >= _MAX_CRASHES:
                self._failed_starts[worker.resource] = 0
                job = self._queue.take(worker.resource)
                if job is not None:
                    self._finish(job.id, JobState.FAILED, WorkerDied(job.id, exit_code))

    def _crashed(self, job: QueuedJob, exit_code: int | None) -> None:
        """Once may be bad luck (memory ran out); a job that ends its worker twice is failed and left alone."""
        job = job.after_crash()
        logger.error("a worker died of job %s (exit code %s, crash %d)", job.id, exit_code, job.num_crashes)
        if job.num_crashes >= _MAX_CRASHES:
            self._finish(job.id, JobState.FAILED, WorkerDied(job.id, exit_code))
            return
        self._ledger.end(job.id, JobState.QUEUED)
        self._queue.put_back(job)
        self._tell(job.id, JobState.QUEUED, Progress(0.0, "trying once more"))

    def _stopped(self, running: RunningJob) -> None:
        if running.record_error is not None:
            self._finish(running.job.id, JobState.FAILED, running.record_error)
        else:
            self._finish(running.job.id, JobState.INTERRUPTED if running.is_closing else JobState.CANCELLED)

    def _clean_up(self, job: QueuedJob, spools_of: int | None) -> None:
        """Remove the temporary files of processes that are gone from where the job wrote.

        ``spools_of``: a process whose half-made stems nobody will take up; None where the job goes on from them.
        """
        from engine.jobs.stem_spool import remove_spools_of
        from engine.whole_file import remove_temporaries

        for folder in (self._ledger.library.artifacts.root, *job.kind.output_folders(job.spec)):
            remove_temporaries(Path(folder))
            if spools_of is not None:
                remove_spools_of(spools_of, Path(folder))

    # --- jobs -------------------------------------------------------------------------------------------------

    def _dispatch(self) -> None:
        """Give waiting jobs to free workers; start workers where there are too few."""
        for resource, limit in self._limits.items():
            for worker in [w for w in self._workers if w.resource == resource and w.is_free]:
                while worker.is_free and (job := self._queue.take(resource)) is not None:
                    self._start(worker, job)
            waiting = sum(job.kind.resource == resource for job in self._queue)
            mine = [w for w in self._workers if w.resource == resource]
            starting = sum(not worker.is_ready for worker in mine)
            wanted = max(waiting - starting, int(resource in self._warm and not mine))
            for _ in range(min(wanted, limit - len(mine))):
                _learn_to_clean_up()
                self._workers.append(WorkerHandle(resource, self._options(resource)))

    def _options(self, resource: str) -> WorkerOptions:
        return WorkerOptions(self._paths, self._settings, os.getpid(), self._threads[resource], _NICE[resource])

    def _start(self, worker: WorkerHandle, job: QueuedJob) -> None:
        outcome = attempt(lambda: self._ledger.start(job.id))
        if outcome.error is not None:
            self._finish(job.id, JobState.FAILED, outcome.error)
            return
        if outcome.result is not JobState.QUEUED:  # another process has taken or cancelled it
            self._tell(job.id, outcome.result)
            return
        worker.assign(job)
        self._tell(job.id, JobState.RUNNING, Progress(0.0))

    def _advance(self, worker: WorkerHandle, running: RunningJob, progress: Progress) -> None:
        now = time.monotonic()
        running.fraction = progress.fraction
        timed = Progress(progress.fraction, progress.stage, running.eta.update(progress.fraction, now))
        self._tell(running.job.id, JobState.RUNNING, timed)
        if now - running.saved_progress > _SECONDS_BETWEEN_SAVES:
            running.saved_progress = now
            if not self._ledger.keep_progress(running.job.id, timed):
                worker.cancel()

    def _record_item(self, worker: WorkerHandle, running: RunningJob, value: Any) -> None:
        if running.record_error is not None:
            return
        outcome = self._ledger.record_item(running.job, value)
        if outcome.error is not None:  # what cannot be kept need not be made
            running.record_error = outcome.error
            worker.cancel()
            return
        running.recorded.append(outcome.result)
        self._events.append(JobEvent(running.job.id, JobState.RUNNING, item=outcome.result))

    def _conclude(self, running: RunningJob, outcome: Outcome) -> None:
        job = running.job
        if outcome.state is JobState.CANCELLED or running.record_error is not None:
            self._stopped(running)
            return
        if outcome.state is JobState.SUCCEEDED:
            outcome = self._ledger.conclude(job, outcome.result, running.recorded)
        if outcome.error is not None:
            self._finish(job.id, JobState.FAILED, outcome.error)
        else:
            self._events.append(JobEvent(job.id, JobState.SUCCEEDED, Progress(1.0, "done", 0.0), result=outcome.result))

    def _finish(self, job_id: JobId, state: JobState, error: EngineError | None = None) -> None:
        self._ledger.end(job_id, state, error)
        self._events.append(JobEvent(job_id, state, error=error))

    def _tell(self, job_id: JobId, state: JobState, progress: Progress | None = None) -> None:
        self._events.append(JobEvent(job_id, state, progress))
