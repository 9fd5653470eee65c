"""``aurax train …``: the trainer, in a process of its own. The engine never imports it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def hand_over(arguments: Sequence[str]) -> int:
    """Start the trainer with these arguments and wait for it; returns its exit status."""
    return run_trainer(arguments)


def run_trainer(arguments: Sequence[str], *, is_silent: bool = False) -> int:
    """Start the trainer with these arguments and wait for it; returns its exit status.

    Ctrl-C reaches both processes; the trainer answers it, this one waits for the answer.

    Args:
        arguments: As on the command line after ``aurax train``.
        is_silent: Leave out its result; progress and errors are shown either way.
    """
    root = str(Path(__file__).resolve().parents[2])
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH", ""))))
    stdout = subprocess.DEVNULL if is_silent else None
    process = subprocess.Popen([sys.executable, "-m", "trainer", *arguments], env=environment, stdout=stdout)
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            continue
        return status if status >= 0 else 128 - status
