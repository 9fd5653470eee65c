"""Who has a project open: SQLite's file lock on an empty file, alike on every system, gone with the process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError

if TYPE_CHECKING:
    import apsw

FILE = "project.lock"


class ProjectLock:
    """Held by one process from ``take`` to ``release``.

    Args:
        root: The project's folder.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._connection: apsw.Connection | None = None

    def take(self) -> bool:
        """Whether the folder may be written by this process alone now; False where it cannot be written at all.

        Raises:
            UserError: If another process has the project open.
        """
        import apsw

        connection = None
        try:
            connection = apsw.Connection(str(self._path))
            connection.execute("BEGIN EXCLUSIVE").fetchall()
        except apsw.BusyError as error:
            if connection is not None:
                connection.close()
            hint = "Close it there first; two at once would write over each other."
            raise UserError(f"“{self._path.parent.name}” is open in another AURA-X window or command", hint) from error
        except apsw.Error:
            if connection is not None:
                connection.close()
            return False
        self._connection = connection
        return True

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
