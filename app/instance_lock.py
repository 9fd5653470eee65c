"""One window per home: the first holds a lock, a second one asks it to come to the front, and leaves.

The lock is Qt's ``QLockFile``: it names the process that holds it, so that one which was killed holds nobody up. The
wish to see the first window is a file beside the lock, which the first one looks for twice a second and takes away: no
network, no port, no module more to load.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

logger = logging.getLogger(__name__)

LOCK_FILE, SHOW_FILE = "window.lock", "window.show"
_LOOK_MS = 500
_PATIENCE_SECONDS = 2.0


class InstanceLock(QObject):
    """Held from ``take`` to ``release``.

    Args:
        home: The folder of all state.
    """

    show_wanted = Signal()
    """Another start has asked for this window."""

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        home.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(home / LOCK_FILE))
        self._lock.setStaleLockTime(0)  # a window that is open for days is no stale one; a dead process always is
        self._show_file = home / SHOW_FILE
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def take(self) -> bool:
        """Whether this is the only window of its home now. Where a lock cannot be written, nobody is kept out."""
        if self._lock.tryLock(0):
            with suppress(OSError):
                self._show_file.unlink(missing_ok=True)
            self._timer.start()
            return True
        if self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        logger.warning("no lock can be written: windows of the same home are not kept apart")
        return True

    def call_first(self) -> bool:
        """Ask the window that holds the lock to come to the front; returns whether it has answered."""
        try:
            self._show_file.touch()
        except OSError:
            return False
        end = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < end:
            if not self._show_file.exists():
                return True
            time.sleep(0.05)
        return False

    def release(self) -> None:
        """Let another window open."""
        self._timer.stop()
        self._lock.unlock()

    def _look(self) -> None:
        if self._show_file.exists():
            with suppress(OSError):
                self._show_file.unlink()
                self.show_wanted.emit()
