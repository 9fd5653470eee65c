"""Whether a training is worth its machine: no step for hours, or a GPU that does nothing, and it is stopped."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Self

from trainer.orchestrator.clocks import Clock
from trainer.orchestrator.plan import Idle

_WARN_AT = 0.75
_MAX_SECONDS_BETWEEN_LOOKS = 60.0


class Look(StrEnum):
    WORKING = "working"
    WARNING = "warning"
    IDLE = "idle"


class IdleWatch:
    """Decides; it has no thread and no machine. Time asleep does not count: nobody works then.

    Idle is: no step (and no sample of an evaluation) for ``hours``; or, where the training uses a GPU that tells its
    use, use below ``gpu_below`` all that time, whatever steps there are. A GPU that is busy does not excuse missing
    steps: processes that wait for each other keep it busy for ever.
    """

    def __init__(self, idle: Idle, clock: Clock) -> None:
        self._seconds = 3600.0 * idle.hours
        self._gpu_below = idle.gpu_below
        self._clock = clock
        self._step_at = self._gpu_at = clock.awake()

    @property
    def is_on(self) -> bool:
        return self._seconds > 0.0

    def beat(self) -> None:
        """A step or a sample was done."""
        self._step_at = self._clock.awake()

    def look(self, gpu: float | None) -> Look:
        """How it stands. ``gpu``: its use, 0 to 1; None where there is none or it does not tell."""
        now = self._clock.awake()
        if gpu is None or gpu >= self._gpu_below:
            self._gpu_at = now
        if not self.is_on:
            return Look.WORKING
        silent = max(now - self._step_at, now - self._gpu_at)
        if silent >= self._seconds:
            return Look.IDLE
        return Look.WARNING if silent >= _WARN_AT * self._seconds else Look.WORKING


class WatchThread:
    """Looks once a minute while a training runs, and calls ``on_look``."""

    def __init__(self, idle: Idle, on_look: Callable[[], None]) -> None:
        self._pause = (
            min(_MAX_SECONDS_BETWEEN_LOOKS, max(0.01, 360.0 * idle.hours)) if idle.hours else _MAX_SECONDS_BETWEEN_LOOKS
        )
        self._on_look = on_look
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="idle watch")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._end.set()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(self._pause):
            self._on_look()


def gpu_use() -> float | None:
    """Use of the busiest NVIDIA GPU, 0 to 1, by ``nvidia-smi``; None where it cannot be told."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    command = [program, "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]
    with suppress(OSError, subprocess.SubprocessError, ValueError):
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20.0)
        return max(float(line) for line in done.stdout.split("\n") if line.strip()) / 100.0
    return None
