"""What a set-up says while it works: steps with their time on stderr, everything in a log file."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TextIO

_TAIL_LINES, _TAIL_WIDTH = 8, 160
_TERMINAL_INTERVAL = 0.5
_PLAIN_INTERVAL = 15.0
# uv says "Downloading torch (506.0MiB)" at the start and " Downloaded torch" at the end of each large file
_STARTED = re.compile(r"^\s*Downloading (\S+) \(([\d.]+) ?([KMG])iB\)")
_FINISHED = re.compile(r"^\s*Downloaded (\S+)")
_GB_PER_MIB = 2**20 / 1e9
_MIB = {"K": 1 / 1024, "M": 1.0, "G": 1024.0}


class SetupError(Exception):
    """The set-up cannot go on. ``hint``: what the user can do next."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


class Runner(Protocol):
    """Runs a command to its end."""

    def __call__(self, command: Sequence[str], *, variables: Mapping[str, str]) -> int:
        """Run ``command`` with the process environment ``variables``; its exit status."""
        ...


def duration(seconds: float) -> str:
    """``4 s`` or ``2 min 05 s``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


@dataclass(slots=True)
class DownloadCount:
    """Large files announced and finished, read from uv's lines."""

    sizes_mib: dict[str, float] = field(default_factory=dict)
    done_mib: float = 0.0

    def see(self, line: str) -> None:
        """Take one line of output into account."""
        if started := _STARTED.match(line):
            self.sizes_mib[started[1]] = float(started[2]) * _MIB[started[3]]
        elif finished := _FINISHED.match(line):
            self.done_mib += self.sizes_mib.get(finished[1], 0.0)

    def __str__(self) -> str:
        return f"{self.done_mib * _GB_PER_MIB:.1f} GB downloaded" if self.sizes_mib else ""


@dataclass(slots=True)
class Report:
    """The set-up's voice. ``keep_open``: file descriptors that commands inherit (the lock, see ``locking``)."""

    log: Path
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    keep_open: tuple[int, ...] = ()
    _width: int = 0

    def say(self, text: str) -> None:
        """A line for the user, and for the log."""
        self._clear()
        print(text, file=self.stream, flush=True)
        self.write(f"# {text}\n")

    def write(self, text: str) -> None:
        """A line for the log only."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(text)

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Name a piece of work before it begins and its time when it is done."""
        started = time.monotonic()
        self.say(f"  {title} …")
        yield
        self.say(f"    done in {duration(time.monotonic() - started)}")

    def tail(self) -> str:
        """The last lines that commands said."""
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        said = [line[:_TAIL_WIDTH] for line in lines if line.strip() and line[:2] not in ("# ", "$ ")]
        return "\n".join(f"    {line}" for line in said[-_TAIL_LINES:])

    def run(self, command: Sequence[str], *, variables: Mapping[str, str]) -> int:
        """Run a command; its output goes to the log, a short sign of life to the user. See `Runner`."""
        self.write(f"$ {' '.join(command)}\n")
        try:
            process = subprocess.Popen(
                command,
                env=dict(variables),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                pass_fds=self.keep_open,
            )
        except OSError as error:
            self.write(f"{error}\n")
            return 127
        finished = threading.Event()
        count = DownloadCount()
        ticker = threading.Thread(target=self._tick, args=(finished, count), daemon=True)
        ticker.start()
        try:
            with process:
                self._follow(process, count)
        finally:
            finished.set()
            ticker.join()
            self._clear()
        return process.returncode

    def _follow(self, process: subprocess.Popen[str], count: DownloadCount) -> None:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                count.see(line)
                self.write(line)
        except KeyboardInterrupt:  # no child may go on writing after we said that we stopped
            process.terminate()
            raise

    def _tick(self, finished: threading.Event, count: DownloadCount) -> None:
        is_terminal = self.stream.isatty()
        started = time.monotonic()
        while not finished.wait(_TERMINAL_INTERVAL if is_terminal else _PLAIN_INTERVAL):
            line = f"    {duration(time.monotonic() - started)}  {count}".rstrip()
            if is_terminal:
                print("\r" + line.ljust(self._width), end="", file=self.stream, flush=True)
                self._width = len(line)
            else:
                print(line, file=self.stream, flush=True)

    def _clear(self) -> None:
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=self.stream, flush=True)
            self._width = 0
