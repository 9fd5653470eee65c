"""Whether the process that made something still runs."""

from __future__ import annotations

from pathlib import Path

_CLOCK_SECONDS = 86_400.0
"""A clock that is set while work goes on, by hours where two systems share a machine, makes a file of a living process
seem older than that; no time zones are a day apart. A leftover whose number was given away stays that much longer."""


def is_alive(process: int, made: Path) -> bool:
    """Whether the process of that number which made ``made`` still runs.

    One that is dead and waits to be buried does not, and a later one that was given the number did not make it. Where
    that cannot be told it is taken to be alive: the system does not say, or ``made`` has gone meanwhile, and something
    else may have its name before the caller acts.
    """
    import psutil

    try:
        found = psutil.Process(process)
        if found.status() == psutil.STATUS_ZOMBIE:
            return False
        return bool(found.create_time() <= made.stat().st_ctime + _CLOCK_SECONDS)
    except (psutil.NoSuchProcess, ValueError, OverflowError):
        return False
    except (psutil.AccessDenied, OSError):
        return True
