"""The trainer as a process that outlives the window: started, followed by its events, found again, paused, ended.

A training of days must not end because a window was closed or killed. So the process gets no pipe of ours: its events
and errors go to files of a task's folder, which any later window reads, and ``task.json`` says which process it is.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from engine.whole_file import write_bytes

TASK_FILE, EVENTS_FILE, ERRORS_FILE = "task.json", "events.jsonl", "errors.txt"
_POLL_MS = 200
_SAME_START = 5.0
"""Seconds by which two readings of a process's start may differ: clocks are set, the kernel rounds."""
_MOST_KEPT = 12
_MOST_READ = 1 << 20
"""Bytes of events taken in at once: a window that finds a long training again stays alive meanwhile."""


@dataclass(frozen=True, slots=True)
class TrainerProgram:
    """How the trainer is started: words before its arguments, and its environment on top of ours."""

    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def whole_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


def trainer_program(home: Path) -> TrainerProgram:
    """The trainer of this installation, working in the home folder of this window."""
    from engine.paths import Paths

    root = str(Path(__file__).resolve().parents[1])
    environment = {
        "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", "")))),
        "PYTHONUNBUFFERED": "1",
    }
    if home != Paths.for_user().home:
        environment["AURAX_HOME"] = str(home)
    return TrainerProgram((sys.executable, "-m", "trainer"), environment)


@dataclass(frozen=True, slots=True)
class Task:
    """``task.json``: one long command.

    Args:
        kind: ``import``, ``dataset``, ``corpus`` or ``training``.
        arguments: After the trainer's name.
        subject: What it is about: a folder, a data set's name, a run's folder.
        pid, started: The process, and when the system says it began.
        ended: ``done``, ``paused``, ``failed``, or empty while it goes on, as far as a window has seen it.
        message: Why it failed, in the trainer's words.
    """

    kind: str
    arguments: tuple[str, ...]
    subject: str
    pid: int = 0
    started: float = 0.0
    ended: str = ""
    message: str = ""


class TaskProcess(QObject):
    """One long command at a time.

    Args:
        program: How the trainer is started.
        folder: Where tasks' folders lie.
    """

    told = Signal(object)
    """One event as a dict."""
    ended = Signal(object)
    """The ``Task`` with ``ended`` and ``message``."""

    def __init__(self, program: TrainerProgram, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program, self._folder = program, folder
        self._process: subprocess.Popen[bytes] | None = None
        self._place: Path | None = None
        self._read = 0
        self._rest = b""
        self._has_result = False
        self.task: Task | None = None
        self.is_pausing = False
        self.timer = QTimer(self)
        self.timer.setInterval(_POLL_MS)
        self.timer.timeout.connect(self.poll)

    @property
    def is_running(self) -> bool:
        return self.task is not None and not self.task.ended

    def start(self, kind: str, arguments: Sequence[str], subject: str) -> Task:
        """Begin a command.

        Raises:
            OSError: If it cannot be started or its folder not be written.
            RuntimeError: If another one goes on.
        """
        if self.is_running:
            raise RuntimeError("one task at a time")
        self._forget_old()
        place = self._folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000_000:09d}-{kind}"
        place.mkdir(parents=True)
        command = [*self._program.command, *arguments]
        # a session of its own: Ctrl-C in the terminal the window was started from is not meant for a training
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        with (place / EVENTS_FILE).open("wb") as out, (place / ERRORS_FILE).open("wb") as err:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=self._program.whole_environment, **apart
            )
        pid = self._process.pid
        task = Task(kind, tuple(arguments), subject, pid, _started(pid) or time.time())
        self._follow(place, task)
        self._write()
        return task

    def find(self) -> Task | None:
        """The newest task, from an earlier window: followed on if its process lives, ended if not."""
        for place in sorted(self._folder.glob("*"), reverse=True):
            task = _read_task(place / TASK_FILE)
            if task is None:
                continue
            if not task.ended:
                self._follow(place, task)
                self.poll()
            else:
                self.task, self._place, self._read, self._rest = task, place, 0, b""
                while task.kind == "training" and self._take():  # its figures are finer than those the run keeps
                    pass
            return self.task
        return None

    def _follow(self, place: Path, task: Task) -> None:
        self._place, self.task = place, task
        self._read, self._rest, self._has_result, self.is_pausing = 0, b"", False, False
        self.timer.start()

    def _write(self) -> None:
        assert self._place is not None
        assert self.task is not None
        own = {name: getattr(self.task, name) for name in Task.__dataclass_fields__}
        write_bytes(self._place / TASK_FILE, json.dumps(own, indent=1).encode())

    def _forget_old(self) -> None:
        for place in sorted(self._folder.glob("*"), reverse=True)[_MOST_KEPT:]:
            shutil.rmtree(place, ignore_errors=True)

    # while it goes on

    def poll(self) -> None:
        """Take in what it has said, and notice its end."""
        if not self.is_running:
            self.timer.stop()
            return
        is_alive = self._is_alive()
        while self._take() and not is_alive:  # the last words of a dead process are read whole
            pass
        if not is_alive:
            self._end()

    def _is_alive(self) -> bool:
        assert self.task is not None
        if self._process is not None:
            return self._process.poll() is None
        started = _started(self.task.pid)
        return started is not None and abs(started - self.task.started) < _SAME_START

    def _take(self) -> bool:
        """Read what is new; returns whether there may be more."""
        assert self._place is not None
        try:
            with (self._place / EVENTS_FILE).open("rb") as file:
                file.seek(self._read)
                new = file.read(_MOST_READ)
        except OSError:
            return False
        self._read += len(new)
        *lines, self._rest = (self._rest + new).split(b"\n")
        for line in lines:
            event = parsed(line)
            if event is not None:
                self._has_result |= event["event"] == "result"
                self.told.emit(event)
        return len(new) == _MOST_READ

    def _end(self) -> None:
        assert self.task is not None
        assert self._place is not None
        words = last_words(self._place / ERRORS_FILE)
        status = self._process.returncode if self._process is not None else None
        if self._has_result:
            how, message = "done", words if status not in (0, None) else ""
        elif self.is_pausing or status == 130 or "cancelled" in words:
            how, message = "paused", ""
        else:
            how, message = "failed", words
        self._finish(how, message)

    def _finish(self, how: str, message: str) -> None:
        from dataclasses import replace

        assert self.task is not None
        self.task = replace(self.task, ended=how, message=message)
        self._process, self.is_pausing = None, False
        self.timer.stop()
        with suppress(OSError):  # a full disk must not keep the window from saying how it ended
            self._write()
        self.ended.emit(self.task)

    def pause(self) -> None:
        """Ask for a checkpoint and an end; the process answers after the step in hand."""
        if self.is_running:
            self.is_pausing = True
            self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once; what came after its newest checkpoint is lost."""
        if self.is_running:
            self.is_pausing = True
            self._send(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    def _send(self, number: int) -> None:
        assert self.task is not None
        if self._is_alive():
            with suppress(OSError):
                os.kill(self.task.pid, number)

    def close(self) -> None:
        """Look no longer; the process goes on."""
        self.timer.stop()
        process, self._process = self._process, None
        if process is not None:
            process.returncode = process.poll() if process.poll() is not None else 0  # it is no child to wait for


def parsed(line: bytes) -> dict[str, Any] | None:
    """One event; None for a line that is none."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) and isinstance(found.get("event"), str) else None


def last_words(file: Path) -> str:
    """The trainer's own sentence about what went wrong: its last line on stderr that begins with its name."""
    try:
        with file.open("rb") as opened:
            opened.seek(max(0, file.stat().st_size - 20_000))
            lines = [line.strip() for line in opened.read().decode("utf-8", "replace").splitlines() if line.strip()]
    except OSError:
        return ""
    own = [line.removeprefix("aurax: ") for line in lines if line.startswith("aurax: ")]
    return own[-1] if own else (lines[-1] if lines else "")


def _started(pid: int) -> float | None:
    """When a process began; None if there is none, or only what is left of one."""
    import psutil

    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except (psutil.Error, ValueError):
        return None


def _read_task(file: Path) -> Task | None:
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes(), type=Task)
    except (OSError, msgspec.MsgspecError):
        return None
