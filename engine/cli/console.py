"""What a command says: results on stdout, progress and errors on stderr."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from engine.paths import Paths
    from engine.settings import Settings

_BAR_WIDTH = 24
_TERMINAL_INTERVAL = 0.1
_PLAIN_INTERVAL = 2.0
_MIN_ETA_FRACTION = 0.02


def clock(seconds: float) -> str:
    """``0:41`` or ``1:02:03``."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"


def printable(text: str, limit: int = 500) -> str:
    """Text from a file or tag made safe for a terminal: no control characters, no direction overrides, bounded."""
    cleaned = "".join(
        c if c.isprintable() and not 0x202A <= ord(c) <= 0x202E else "\N{REPLACEMENT CHARACTER}"
        for c in text[: limit + 1]
    )
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1] + "…"


@dataclass(slots=True)
class ProgressLine:
    """Progress of one named piece of work, with the time left.

    On a terminal one line that is redrawn; elsewhere a plain line at the start, every two seconds and at the end.
    """

    stream: TextIO
    label: str
    quiet: bool
    _started: float = field(default_factory=time.monotonic)
    _shown: float = float("-inf")
    _width: int = 0

    def __call__(self, fraction: float, stage: str = "") -> None:
        """Show ``fraction`` (0–1) and, if given, what is being done."""
        now = time.monotonic()
        is_terminal = self.stream.isatty()
        if self.quiet or (
            now - self._shown < (_TERMINAL_INTERVAL if is_terminal else _PLAIN_INTERVAL) and fraction < 1.0
        ):
            return
        self._shown = now
        elapsed = now - self._started
        left = f"{clock(elapsed * (1.0 - fraction) / fraction)} left" if fraction >= _MIN_ETA_FRACTION else "estimating"
        what = f"{self.label}: {stage}" if stage else self.label
        if not is_terminal:
            print(f"{printable(what)} {fraction:4.0%}  {left}", file=self.stream, flush=True)
            return
        filled = round(fraction * _BAR_WIDTH)
        line = f"{'█' * filled}{'░' * (_BAR_WIDTH - filled)} {fraction:4.0%}  {left}  {printable(what, 60)}"
        print("\r" + line.ljust(self._width), end="", file=self.stream, flush=True)
        self._width = len(line)

    def close(self) -> None:
        """End the line on a terminal."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=self.stream, flush=True)
            self._width = 0


@dataclass(slots=True)
class Console:
    """The command line's edge: streams, output form, and the state folders the command works in."""

    paths: Paths
    settings: Settings
    as_json: bool = False
    quiet: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    failed: bool = False

    def result(self, document: Any, text: str) -> None:
        """The command's one result: ``document`` (JSON-ready) with ``--json``, else ``text``."""
        if self.as_json:
            self.out.write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
        else:
            print(text, file=self.out)

    def say(self, text: str) -> None:
        """A remark on stderr, silent with ``--quiet``."""
        if not self.quiet:
            print(text, file=self.err, flush=True)

    def problem(self, text: str) -> None:
        """A per-file error of a batch: shown on stderr even with ``--quiet``; the command will exit with 1."""
        self.failed = True
        print(f"aurax: {printable(text, 2000)}", file=self.err, flush=True)

    def progress(self, label: str) -> ProgressLine:
        return ProgressLine(self.err, label, self.quiet)


def output_folder(argument: str | None, default: str) -> Path:
    """The folder named by ``--out``, else ``default`` below the current folder."""
    return Path(argument).expanduser() if argument else Path(default)
