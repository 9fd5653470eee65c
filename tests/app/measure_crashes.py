"""Figures: what the window does while its workers crash, hang and run out of memory. By hand, and short in the suite:

    QT_QPA_PLATFORM=offscreen python -m tests.app.measure_crashes [--faults 100]

A composed window off-screen with the real queue and real worker processes. Faults of three kinds in turn: a crash in
native code (each job ends two workers: the queue tries once more), a hang that ignores everything and is cancelled by
hand as its user would, and memory that runs out (by turns a failed allocation, and a kill as the system's). Meanwhile a
timer of 10 ms notes how late the event loop is, and in the end a sound job has to be done.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from engine.core.jobs import JobId

TICK_MS = 10
_PATIENCE = 60.0
_QUANTILES = (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("most", 1.0))
CRASH, HANG, MEMORY, KILL = "segfault", "hang", "out_of_memory", "killed"
FAULTS = (CRASH, HANG, MEMORY, CRASH, HANG, KILL)


@dataclass(slots=True)
class Loop:
    """How late the event loop was, in milliseconds, tick by tick, and what of it was the window's own work.

    Args:
        late_ms: By the clock: other programs, the disk and the kernel have their share.
        busy_ms: Processor time of the window's thread between two ticks.
    """

    late_ms: list[float] = field(default_factory=list)
    busy_ms: list[float] = field(default_factory=list)
    _last: tuple[float, float] | None = None

    def tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        if self._last is not None:
            self.late_ms.append(max(0.0, 1000 * (now - self._last[0]) - TICK_MS))
            self.busy_ms.append(1000 * (worked - self._last[1]))
        self._last = (now, worked)

    def clear(self) -> None:
        self.late_ms.clear()
        self.busy_ms.clear()


def share(values: list[float], quantile: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(quantile * len(ordered)))] if ordered else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Args:
        states: How many jobs ended in each state.
        num_shown: How often a notice came up that was not there before.
        notice: What it said in the end.
        loop: The event loop's lateness.
        next_job: State of the sound job that came last.
        left: Files of faulty jobs that nobody removed.
        rest_ms: What a tick is late by while nothing fails, median: the machine's own share.
    """

    states: dict[str, int]
    num_shown: int
    notice: str
    loop: Loop
    next_job: str
    left: tuple[str, ...]
    rest_ms: float


def run_faults(count: int, folder: Path, application: Any) -> Outcome:
    """So many faults, one after the other, in a window of its own."""
    from PySide6.QtCore import QTimer

    from app.compose import compose
    from engine.jobs.kinds import KINDS
    from engine.jobs.pool import JobPool
    from engine.library import Library
    from engine.paths import Paths
    from engine.settings import JobSettings, Settings
    from tests.jobs import toy_kinds
    from tests.jobs.toy_kinds import Misbehave, Sleep

    paths = Paths.under(folder / "home")
    settings = Settings(jobs=JobSettings(cpu_workers=1, cancel_grace_seconds=0.2))
    library = Library.open(paths.library)
    pool = JobPool(paths, settings, library, kinds={**KINDS, **toy_kinds.KINDS})
    studio = compose(paths, settings, theme="dark", force_silent=True, pool=pool)
    loop, shown = Loop(), Shown(studio.window.notice)
    timer = QTimer()
    timer.setInterval(TICK_MS)
    timer.timeout.connect(loop.tick)
    marks = folder / "marks"
    marks.mkdir()
    try:
        studio.window.show()
        until(application, lambda: studio.window.isVisible())
        rest = quiet(application, loop, timer)
        for number in range(count):
            how = FAULTS[number % len(FAULTS)]
            label = f"song {number}"
            job_id = asked(studio, Misbehave(how, str(marks)), label)
            if how == HANG:
                until(application, lambda: (marks / "pid").exists())
                studio.operations.cancel(job_id)
            until(application, partial(is_over, studio, job_id))
            (marks / "pid").unlink(missing_ok=True)
        last = asked(studio, Sleep(), "a sound one")
        until(application, lambda: is_over(studio, last))
        timer.stop()
        rows = studio.window.jobs
        states = dict(Counter(row.state.value for row in rows.rows if row.job_id != last))
        left = tuple(sorted(file.name for file in marks.iterdir() if file.name != "attempts"))
        done = rows.row(last)
        notice = studio.window.notice.sentence.text()
        assert done is not None
        return Outcome(states, shown.count, notice, loop, done.state.value, left, rest)
    finally:
        timer.stop()
        studio.window.hide()
        studio.close()
        library.close()


class Shown:
    """Counts how often a notice comes up where there was none."""

    def __init__(self, notice: Any) -> None:
        from PySide6.QtCore import QEvent, QObject

        class Watch(QObject):
            count = 0

            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
                self.count += event.type() == QEvent.Type.Show
                return False

        self._watch = Watch(notice)
        notice.installEventFilter(self._watch)

    @property
    def count(self) -> int:
        return self._watch.count


def asked(studio: Any, spec: Any, label: str) -> JobId:
    job_id: JobId | None = studio.operations.make(spec, label)
    assert job_id is not None
    return job_id


def is_over(studio: Any, job_id: Any) -> bool:
    row = studio.window.jobs.row(job_id)
    return row is not None and row.state.is_final


def quiet(application: Any, loop: Loop, timer: Any) -> float:
    """Half a second in which nothing fails; the median lateness."""
    timer.start()
    began = time.monotonic()
    until(application, lambda: time.monotonic() - began > 0.5)
    rest = share(loop.late_ms, 0.5)
    loop.clear()
    return rest


def until(application: Any, condition: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop

    deadline = time.monotonic() + _PATIENCE
    while not condition():
        # Given a time, Qt leaves out the waiting and spins, which would count as the window's work; its timers wake it.
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > deadline:
            raise TimeoutError("the window waits for something that does not come")


def main() -> None:
    from app.compose import make_application

    parser = argparse.ArgumentParser()
    parser.add_argument("--faults", type=int, default=100)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    say = sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        outcome = run_faults(arguments.faults, Path(folder), application)
        seconds = time.monotonic() - began
    late = outcome.loop
    say(f"{arguments.faults} faults in {seconds:.0f} s: {outcome.states}; the next job: {outcome.next_job}\n")
    say(f"notices that came up: {outcome.num_shown}; it says: {outcome.notice}\n")
    say(f"left behind: {outcome.left or 'nothing'}\n")
    say(f"event loop, {len(late.late_ms)} ticks of {TICK_MS} ms, at rest late by {outcome.rest_ms:.1f} ms\n")
    for name, values in (("late by the clock", late.late_ms), ("the window's own work", late.busy_ms)):
        figures = ", ".join(f"{words} {share(values, part):.1f}" for words, part in _QUANTILES)
        say(f"{name}, ms: {figures}\n")


if __name__ == "__main__":
    main()
