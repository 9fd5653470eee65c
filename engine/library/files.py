"""The folder of one library: which file is which, who has it open, and what state it is in before SQLite looks."""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import LibraryError
from engine.library.database import BUSY_SECONDS, explain, storable
from engine.whole_file import remove_temporaries

if TYPE_CHECKING:
    import apsw

_PERMISSIONS = "Check the folder's permissions, or choose another folder with --home DIR."


@dataclass(frozen=True, slots=True)
class LibraryFolder:
    """Names of the files of a library."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "library.db"

    @property
    def lock(self) -> Path:
        return self.root / "library.lock"

    @property
    def artifacts(self) -> Path:
        return self.root / "artifacts"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def replaced(self) -> Path:
        """Where a restored library's predecessor is kept."""
        return self.root / "replaced"

    @property
    def companions(self) -> tuple[Path, ...]:
        """Files SQLite keeps beside the database; the first two can hold what is not in it yet."""
        return tuple(self.database.with_name(f"library.db{suffix}") for suffix in ("-wal", "-journal", "-shm"))

    def create(self) -> None:
        """Make the folders.

        Raises:
            LibraryError: If a file is in the way, the permissions do not allow it, or the name is no UTF-8, which
                SQLite cannot open.
        """
        if storable(str(self.root)) != str(self.root):
            reason = "the name of its folder is not valid text"
            raise LibraryError(storable(str(self.root)), reason, "Choose another folder with --home DIR.")
        try:
            for folder in (self.root, self.artifacts, self.backups):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(str(self.root), f"its folder cannot be made ({error.strerror})", _PERMISSIONS) from error

    def remove_leftovers(self) -> None:
        """Delete what dead processes left half-written; what a living one writes stays.

        Raises:
            LibraryError: If the folders cannot be read.
        """
        try:
            for folder in (self.root, self.artifacts, self.backups):
                remove_temporaries(folder)
        except OSError as error:
            raise LibraryError(str(self.root), f"it cannot be read ({error.strerror})", _PERMISSIONS) from error

    def is_new(self) -> bool:
        """Whether a library may be created here.

        That is where there is no database and nothing tells of one: a database that is missing or empty beside
        backups, or beside a log that is not empty, is a loss, and a fresh one would hide it.

        Raises:
            LibraryError: If the database was lost, or its name belongs to something that is no file.
        """
        try:
            status = self.database.stat()
        except FileNotFoundError:
            size = 0
        except OSError as error:
            raise LibraryError(str(self.database), error.strerror or "it cannot be opened", _PERMISSIONS) from error
        else:
            if not stat.S_ISREG(status.st_mode):
                hint = "Move that away, or choose another folder with --home DIR."
                raise LibraryError(str(self.database), "its name is taken by something that is no file", hint)
            size = status.st_size
        if size:
            return False
        log = self.companions[0]
        if any(self.backups.glob("library-*.db")) or (log.exists() and log.stat().st_size):
            state = "the file is empty" if self.database.exists() else "the file is missing"
            hint = f"Restore a backup with: aurax library restore  (or, to begin anew, move away {self.backups})"
            raise LibraryError(str(self.database), f"{state} although there was a library", hint)
        return True


class InUse:
    """Who has the library open, told by SQLite's own file locks on an empty file: they work alike on every system
    and vanish with the process, however it ends. Many may share; creating and restoring need it alone.

    Raises:
        LibraryError: If the lock file cannot be opened.
    """

    def __init__(self, folder: LibraryFolder) -> None:
        import apsw

        self._path = folder.lock
        try:
            self._connection: apsw.Connection = apsw.Connection(str(folder.lock))
        except apsw.Error as error:
            raise explain(error, self._path) from error

    def share(self) -> None:
        """Take part; waits for a process that is creating or restoring.

        Raises:
            LibraryError: If that takes longer than ``BUSY_SECONDS``.
        """
        if not self._takes("BEGIN; SELECT count(*) FROM sqlite_schema", BUSY_SECONDS):
            raise self._in_use()

    def alone(self, *, patience_seconds: float) -> None:
        """Keep all others out.

        Raises:
            LibraryError: If others still have the library open after ``patience_seconds``.
        """
        if not self.is_alone(patience_seconds=patience_seconds):
            raise self._in_use()

    def is_alone(self, *, patience_seconds: float) -> bool:
        """Keep all others out, if they leave within ``patience_seconds``; tells whether they did."""
        return self._takes("BEGIN EXCLUSIVE", patience_seconds)

    def _in_use(self) -> LibraryError:
        hint = "Close all AURA-X windows and commands, then try again."
        return LibraryError(str(self._path.parent), "another AURA-X program is using it", hint)

    def _takes(self, statement: str, patience_seconds: float) -> bool:
        import apsw

        self.release()
        deadline = time.monotonic() + patience_seconds
        while True:
            try:
                self._connection.execute(statement).fetchall()
                return True
            except apsw.BusyError:
                self.release()
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.01)
            except apsw.Error as error:
                raise explain(error, self._path) from error

    def release(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close()


@contextmanager
def creating(folder: LibraryFolder, in_use: InUse) -> Iterator[bool]:
    """Share the library, or hold it alone while a new one is made; yields whether it is to be made.

    Afterwards the library is shared. Of several processes that come at once, one creates and the others wait.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        in_use.share()
        if not folder.is_new():
            yield False
            return
        if not in_use.is_alone(patience_seconds=0.05):
            if time.monotonic() > deadline:
                in_use.alone(patience_seconds=0.0)
            continue
        if folder.is_new():
            yield True
            in_use.share()
            return
