"""Bench: how long until the command line answers and the window can be used, beside a bare interpreter."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError

if TYPE_CHECKING:
    from engine.cli.console import Console

BARE, USABLE = "peer: python -c pass", "window can be used"
_PROGRAMS = {
    BARE: ["-c", "pass"],
    "peer: python -c 'import numpy'": ["-c", "import numpy"],
    "aurax --help": ["-m", "engine", "--help"],
    "aurax models list": ["-m", "engine", "models", "list"],
    USABLE: ["-m", "app.start_probe", "HOME"],
    "window, empty, drawn off-screen": ["-m", "app", "--screenshot", "PICTURE", "--view", "empty"],
}
"""``USABLE`` ends with the line that the window prints once it is painted and waits for its user; the picture with
the program's end: that draws, waits until all is still, writes a file and closes everything."""


@dataclass(frozen=True, slots=True)
class _Started:
    """Seconds on the clock and of the processor; the latter None where this system does not tell."""

    seconds: float
    cpu_seconds: float | None


def run(console: Console, *, repeats: int) -> dict[str, Any]:
    """Medians of each program over ``repeats`` runs in turn, and the ratio to a bare interpreter.

    Seconds of the processor are those of the program and what it has started and waited for; they hardly change with
    what else the machine does.

    Raises:
        UserError: If a program does not start.
    """
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "AURAX_HOME": str(console.paths.home)}
    found: dict[str, list[_Started]] = {name: [] for name in _PROGRAMS}
    line = console.progress("bench start")
    with tempfile.TemporaryDirectory(prefix="aurax-bench-") as scratch:  # the user's own window may be open in its home
        places = {"PICTURE": str(Path(scratch) / "window.png"), "HOME": str(Path(scratch) / "home")}
        for turn in range(repeats + 1):  # the first turn warms the disk cache and does not count
            for name, words in _PROGRAMS.items():
                command = [sys.executable, *(places.get(word, word) for word in words)]
                started = _until_told(command, environment) if name == USABLE else _until_end(command, environment)
                if turn:
                    found[name].append(started)
            line((turn + 1) / (repeats + 1))
    line.close()
    bare = statistics.median(each.seconds for each in found[BARE])
    return {name: _row(each, bare) for name, each in found.items()}


def _row(found: Sequence[_Started], bare: float) -> dict[str, float]:
    seconds = statistics.median(each.seconds for each in found)
    row = {"seconds": round(seconds, 4), "ratio_to_bare_python": round(seconds / bare, 2)}
    cpu = [each.cpu_seconds for each in found if each.cpu_seconds is not None]
    return {**row, "cpu_seconds": round(statistics.median(cpu), 4)} if cpu else row


def _until_end(command: Sequence[str], environment: Mapping[str, str]) -> _Started:
    before, started = _children_seconds(), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - started, _children_seconds()
    if done.returncode:
        raise _not_started(command, done.stderr)
    return _Started(seconds, None if before is None or after is None else after - before)


def _until_told(command: Sequence[str], environment: Mapping[str, str]) -> _Started:
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        seconds = time.perf_counter() - started
        _rest, said = process.communicate()
    try:
        return _Started(seconds, float(json.loads(told)["cpu_seconds"]))
    except (ValueError, KeyError, TypeError):
        raise _not_started(command, said) from None


def _not_started(command: Sequence[str], said: str) -> UserError:
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "it ended without a word")
    return UserError(f"{' '.join(command[1:3])} did not start: {last.strip()}", "Run: aurax doctor")


def _children_seconds() -> float | None:
    """Processor seconds of all processes that this one has waited for."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
