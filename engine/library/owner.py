"""Which process holds a running job, and whether that very process still lives."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Owner:
    """A process: its number, and when it was started, because numbers are used again."""

    pid: int
    started: str

    @classmethod
    def current(cls) -> Owner:
        """This process."""
        pid = os.getpid()
        return cls(pid, _started(pid) or "")

    def is_alive(self) -> bool:
        """Whether this very process, and not a later one with its number, still runs."""
        return _started(self.pid) == self.started


def _started(pid: int) -> str | None:
    """A word that no later process of this number shares; None if there is no such process.

    On Linux boot id and start in clock ticks since boot (proc(5), field 22), which a corrected wall clock cannot
    move; elsewhere the start time of the process in seconds.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return _started_by_clock(pid)
    fields = status.rpartition(")")[2].split()  # the name before it may hold spaces and brackets
    return None if fields[0] == "Z" else f"{boot}:{fields[19]}"


def _started_by_clock(pid: int) -> str | None:
    import psutil

    try:
        return str(round(psutil.Process(pid).create_time()))
    except psutil.NoSuchProcess:
        return None
