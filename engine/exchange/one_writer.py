"""A file that several processes add to: one at a time, so that no song is lost between reading and writing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE_S = 30.0
_LOOK_S = 0.02
_MAKING_S = 2.0


@contextmanager
def one_writer(path: Path, *, patience: float = _PATIENCE_S) -> Iterator[None]:
    """Hold ``path`` for this process: a file beside it names the holder, so that one that was killed holds nobody up.

    Raises:
        TimeoutError: If another process holds it for longer than ``patience`` seconds.
        OSError: If nothing can be written beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(f".{path.name}.lock")
    end = time.monotonic() + patience
    while not _take(lock):
        if time.monotonic() > end:
            raise TimeoutError(f"{path.name} is being written by another program")
        time.sleep(_LOOK_S)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()


def _take(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        _forget_the_dead(lock)
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    return True


def _forget_the_dead(lock: Path) -> None:
    """Remove the lock of a process that has ended. One that names nobody is just being made, unless it is old."""
    from engine.processes import is_alive

    with suppress(OSError):
        owner = lock.read_text("ascii", errors="replace")
        is_old = time.time() - lock.stat().st_mtime > _MAKING_S
        if (owner.isdecimal() and not is_alive(int(owner), lock)) or (not owner.isdecimal() and is_old):
            lock.unlink()
