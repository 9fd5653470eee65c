"""What passed between two looks: work, sleep, or somebody setting the clock. Three clocks tell them apart.

One counts only while the machine is awake, one counts sleep too, and the third is the calendar, which anybody may set.
Sleep is what the second shows beside the first; a change of the clock is what the third shows beside the second.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

_ROUGHNESS_SECONDS = 2.0
"""Clocks are read one after the other and are disciplined by up to 500 ppm (NTP): less than this is neither sleep nor
a change of the clock between two looks."""


class Clock(Protocol):
    """Three readings in seconds; only differences of the first two mean something."""

    def awake(self) -> float:
        """Stands still while the machine sleeps."""
        ...

    def boot(self) -> float:
        """Counts sleep; nobody can set it."""
        ...

    def wall(self) -> float:
        """Seconds since 1970; may be set, forwards and back."""
        ...


@dataclass(frozen=True, slots=True)
class MachineClock:
    """The clocks of this machine, on the three systems."""

    def awake(self) -> float:
        if sys.platform == "win32":
            import ctypes

            ticks = ctypes.c_ulonglong()
            ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
            return ticks.value * 1e-7
        return time.monotonic()  # CLOCK_MONOTONIC on Linux and mach_absolute_time on macOS leave sleep out

    def boot(self) -> float:
        for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # Linux; macOS, where it is mach_continuous_time
            if hasattr(time, name):
                return time.clock_gettime(getattr(time, name))
        return time.monotonic()  # Windows, where it counts sleep

    def wall(self) -> float:
        return time.time()


@dataclass(frozen=True, slots=True)
class Passed:
    """Seconds between two looks: ``awake``, ``asleep``, and by how much the calendar was set (either sign)."""

    awake: float = 0.0
    asleep: float = 0.0
    clock_change: float = 0.0


class Stopwatch:
    """Says at every look what has passed since the one before."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = self._read()

    def look(self) -> Passed:
        now = self._read()
        awake, boot, wall = (max(0.0, now[0] - self._last[0]), max(0.0, now[1] - self._last[1]), now[2] - self._last[2])
        self._last = now
        asleep = boot - awake
        change = wall - max(boot, awake)
        return Passed(
            awake,
            asleep if asleep > _ROUGHNESS_SECONDS else 0.0,
            change if abs(change) > _ROUGHNESS_SECONDS else 0.0,
        )

    def _read(self) -> tuple[float, float, float]:
        return self._clock.awake(), self._clock.boot(), self._clock.wall()


def written(seconds_since_1970: float) -> str:
    """A wall time as text, UTC."""
    return datetime.fromtimestamp(seconds_since_1970, UTC).isoformat(timespec="seconds")
