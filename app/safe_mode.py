"""Starts that failed, counted in a file: after two in a row the window opens without what it remembered.

A start is counted before anything is restored and forgiven once the window has lived for a while, or was closed by the
user. So whatever crashes or hangs the window at its start does so twice, not for ever.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from engine.whole_file import whole_file

FILE_NAME = "starts.txt"
SAFE_FROM = 2
LIVED_MS = 15_000
"""A window that has lived as long has started."""


class StartCounter:
    """Counts starts that did not end well.

    Args:
        home: The folder of all state.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / FILE_NAME

    @property
    def num_failed(self) -> int:
        """Failed starts in a row, this one left out until ``begin``."""
        try:
            text = self._file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return 0
        return min(int(text), 99) if text.isdigit() and len(text) < 4 else 0

    def begin(self) -> bool:
        """Count a start; returns whether it should be a safe one."""
        failed = self.num_failed
        with suppress(OSError), whole_file(self._file) as temporary:  # a home that cannot be written has other problems
            temporary.write_text(str(failed + 1), encoding="ascii")
        return failed >= SAFE_FROM

    def succeed(self) -> None:
        """The window lives, or was closed by its user."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
