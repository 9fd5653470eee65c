"""Bench: how long until the command line answers and the window is there, beside a bare interpreter."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.cli.console import Console

_PROGRAMS = {
    "peer: python -c pass": ["-c", "pass"],
    "peer: python -c 'import numpy'": ["-c", "import numpy"],
    "aurax --help": ["-m", "engine", "--help"],
    "aurax models list": ["-m", "engine", "models", "list"],
    "window, empty, drawn off-screen": ["-m", "app", "--screenshot", "PICTURE", "--view", "empty"],
}


def run(console: Console, *, repeats: int) -> dict[str, Any]:
    """Median wall seconds of each program over ``repeats`` runs in turn, and the ratio to a bare interpreter."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "AURAX_HOME": str(console.paths.home)}
    seconds: dict[str, list[float]] = {name: [] for name in _PROGRAMS}
    line = console.progress("bench start")
    picture = Path(tempfile.gettempdir()) / f"aurax-bench-{os.getpid()}.png"
    for turn in range(repeats + 1):  # the first turn warms the disk cache and does not count
        for name, words in _PROGRAMS.items():
            started = time.perf_counter()
            command = [sys.executable, *(str(picture) if word == "PICTURE" else word for word in words)]
            subprocess.run(command, env=environment, capture_output=True, check=True)
            if turn:
                seconds[name].append(time.perf_counter() - started)
        line((turn + 1) / (repeats + 1))
    line.close()
    picture.unlink(missing_ok=True)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    bare = medians["peer: python -c pass"]
    return {
        name: {"seconds": round(value, 4), "ratio_to_bare_python": round(value / bare, 2)}
        for name, value in medians.items()
    }
