"""One request to a program that generates: JSON in, lines of JSON out, a WAV file at the end.

The program gets one JSON object on its standard input and then its end. On its standard output it may say how far it
is, one JSON object a line: ``{"progress": 0.25}``, ``{"message": "..."}`` or ``{"error": "..."}``; other lines are
ignored. It writes the WAV file named ``out`` and leaves with status 0. Cancelling ends it (terminate, then kill).
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from engine.core.errors import UserError
from engine.core.jobs import Report, no_report

SCHEMA = "aurax.engine/1"
_GRACE_SECONDS = 3.0
_LISTEN_SECONDS = 0.1
_MOST_LINE = 10_000
_TAIL_CHARACTERS = 300


def call(
    command: Sequence[str], request: dict[str, Any], *, name: str, timeout: float, report: Report = no_report
) -> None:
    """Run a program once for one request.

    Args:
        command: Program and arguments; never passed through a shell.
        request: See ``docs/how-to/add-an-engine.md``.
        name: Of the engine, for messages.
        timeout: Seconds after which it is ended.
        report: Called at least ten times a second; what it raises ends the program and passes through.

    Raises:
        UserError: If it cannot be started, says that it cannot, fails, or takes too long.
    """
    try:
        program = subprocess.Popen(
            [*command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(f"The engine '{name}' cannot be started: {reason}", _look_at(command)) from error
    try:
        told = _Told(program, request)
        _watch(program, told, name, timeout, report)
        problem = told.error or (_last_words(told, program.returncode) if program.returncode else "")
        if problem:
            raise UserError(f"The engine '{name}' could not make it: {problem}", _look_at(command))
    finally:
        _end(program)


class _Told:
    """Threads that feed the program and take in what it says, so that no full pipe stops it."""

    def __init__(self, program: subprocess.Popen[str], request: dict[str, Any]) -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        self.tail, self.error = "", ""
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        self._threads = [
            threading.Thread(target=_feed, args=(program.stdin, json.dumps(request)), daemon=True),
            threading.Thread(target=self._listen, args=(program.stdout,), daemon=True),
            threading.Thread(target=self._remember, args=(program.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self.lines.put(line[:_MOST_LINE])

    def _remember(self, stream: IO[str]) -> None:
        for line in stream:
            self.tail = (self.tail + line)[-4 * _TAIL_CHARACTERS :]

    def finish(self) -> None:
        """Take in what is left once the program has ended."""
        for thread in self._threads:
            thread.join(timeout=_GRACE_SECONDS)


def _feed(stream: IO[str], text: str) -> None:
    try:
        stream.write(text + "\n")
        stream.close()
    except OSError:  # it has ended, or does not read: what it leaves behind says more than this
        return


def _watch(program: subprocess.Popen[str], told: _Told, name: str, timeout: float, report: Report) -> None:
    started, done = time.monotonic(), 0.0
    while program.poll() is None:
        done = _heard(told, done)
        report(done)
        if time.monotonic() - started > timeout:
            raise UserError(
                f"The engine '{name}' was ended after {timeout / 60:g} minutes without a result",
                "Ask for less, or raise timeout_minutes in its card.",
            )
    told.finish()
    report(_heard(told, done, wait=False))


def _heard(told: _Told, done: float, *, wait: bool = True) -> float:
    """How far it says it is; progress never runs backwards."""
    while True:
        try:
            line = told.lines.get(timeout=_LISTEN_SECONDS) if wait else told.lines.get_nowait()
        except queue.Empty:
            return done
        wait = False
        said = _read(line)
        progress = said.get("progress")
        if isinstance(progress, (int, float)) and not isinstance(progress, bool):
            done = max(done, min(1.0, float(progress)))
        if said.get("error"):
            told.error = str(said["error"])[:_TAIL_CHARACTERS]


def _read(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _last_words(told: _Told, status: int) -> str:
    lines = [line.strip() for line in told.tail.splitlines() if line.strip()]
    words = f"it ended with status {status}"
    return f"{words} ({lines[-1][:_TAIL_CHARACTERS]})" if lines else words


def _end(program: subprocess.Popen[str]) -> None:
    if program.poll() is None:
        program.terminate()
        try:
            program.wait(timeout=_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
    for stream in (program.stdin, program.stdout, program.stderr):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what was not read by a program that has ended
                continue


def _look_at(command: Sequence[str]) -> str:
    return f"Try its command by hand: {' '.join(map(str, command))}"


def out_file(folder: Path) -> Path:
    """Where a program writes."""
    return folder / "out.wav"
