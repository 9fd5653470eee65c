"""One builder at a time: a lock the system releases when its holder is gone, however it went.

On POSIX the lock belongs to the open file, and commands that the set-up starts inherit it. When the set-up is killed
while ``uv`` still writes, the next set-up waits for ``uv`` too, instead of deleting the folder under it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_POLL_SECONDS = 0.2


@contextlib.contextmanager
def held(path: Path, *, on_wait: Callable[[], None]) -> Iterator[int]:
    """Hold the lock of ``path``; ``on_wait`` is called once if somebody else has it.

    Yields:
        The open file that carries the lock.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        told = False
        while not _try(descriptor):
            if not told:
                on_wait()
                told = True
            time.sleep(_POLL_SECONDS)
        yield descriptor
    finally:
        os.close(descriptor)  # releases, unless a command we started is still writing


def _try(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
