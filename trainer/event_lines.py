"""News of a running command as JSON lines on stdout (``--events``), for the window and for other programs.

Each line is one object with ``event`` and ``at`` (UTC). The schema is documented in docs/reference/train-events.md.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from engine.cli.console import Console, ProgressLine

if TYPE_CHECKING:
    import argparse

SCHEMA = "aurax.train-events/1"
_INTERVAL = 0.25


def add_argument(parser: argparse.ArgumentParser) -> None:
    """``--events``, for verbs that take a while."""
    parser.add_argument(
        "--events", action="store_true", help="JSON lines on stdout while it works; the last is the result"
    )


@dataclass(slots=True)
class EventLines:
    """Writes events where they are wanted, and nothing where they are not."""

    console: Console
    command: str
    is_wanted: bool
    _shown: float = field(default=float("-inf"))
    _started: float = field(default_factory=time.monotonic)
    _phase: str = ""

    def __post_init__(self) -> None:
        self.send("begin", schema=SCHEMA, command=self.command)

    def send(self, event: str, **fields: Any) -> None:
        """One event, at once."""
        if not self.is_wanted:
            return
        line = {"event": event, "at": datetime.now(UTC).isoformat(timespec="milliseconds"), **fields}
        self.console.out.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        self.console.out.flush()

    def progress(self, fraction: float, stage: str = "", *, phase: str = "", **fields: Any) -> None:
        """How far it is, or a phase of it; at most four a second, the end always."""
        now = time.monotonic()
        if phase != self._phase:  # the time left is the phase's
            self._phase, self._started = phase, now
        if now - self._shown < _INTERVAL and fraction < 1.0:
            return
        self._shown = now
        elapsed = now - self._started
        left = round(elapsed * (1.0 - fraction) / fraction, 1) if fraction > 0.02 else None
        named = {"phase": phase} if phase else {}
        self.send("progress", fraction=round(fraction, 4), eta_seconds=left, stage=stage, **named, **fields)

    def watching(self) -> Console:
        """The console for parts of the product that know nothing of events: their progress becomes events, too."""
        own = {one.name: getattr(self.console, one.name) for one in fields(Console)}
        return _WatchedConsole(**own, events=self)

    def result(self, document: dict[str, Any], text: str) -> None:
        """The command's result: the last event, or what the console shows."""
        if self.is_wanted:
            self.send("result", **document)
        else:
            self.console.result(document, text)


@dataclass(slots=True, kw_only=True)
class _WatchedConsole(Console):
    events: EventLines

    def progress(self, label: str) -> ProgressLine:
        return _WatchedLine(self.err, label, self.quiet, events=self.events)


@dataclass(slots=True, kw_only=True)
class _WatchedLine(ProgressLine):
    events: EventLines

    def __call__(self, fraction: float, stage: str = "") -> None:
        ProgressLine.__call__(self, fraction, stage)
        self.events.progress(fraction, stage, phase=self.label)
