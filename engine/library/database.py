"""The one writing connection of a process, with SQLite's answers in words. The only module that speaks to apsw,
besides ``backups``.

Every write runs in ``BEGIN IMMEDIATE`` under WAL with ``synchronous=FULL``: of the settings measured with simulated
power cuts, WAL+FULL and WAL+EXTRA lost neither the database nor an acknowledged commit (docs/adr/0005-sqlite-apsw.md).
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from engine.core.codec import decode_json, to_builtins
from engine.core.errors import LibraryError

if TYPE_CHECKING:
    import apsw

T = TypeVar("T")
Row = tuple[Any, ...]

BUSY_SECONDS = 5.0
"""How long a writer waits for another process; a commit takes milliseconds, so who waits longer meets a stopped one."""

APPLICATION_ID = 0x41555258
"""``AURX`` in the file's header, so that another program's database is never taken for a library."""

MIN_SQLITE = (3, 51, 3)
"""3.7.0–3.51.2 can corrupt a WAL database with several connections (https://sqlite.org/wal.html#walresetbug)."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_ROOM_FOR_LOG = 2**16
_RESTORE = "Restore a backup with: aurax library restore"
_FREE_SPACE = "Free some space on this disk, then try again. Nothing that was saved before is lost."
_PERMISSIONS = "Check the folder's permissions, or choose another folder with --home DIR."


def utc_now() -> str:
    """Wall-clock time as ISO text, for display only; order comes from ids and sequences."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def storable(text: str) -> str:
    """Text as SQLite can hold it: surrogates, which stand for bytes that are no UTF-8, become U+FFFD."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def json_bytes(value: Any) -> bytes:
    """One-line UTF-8 JSON of a core type; NaN becomes null and broken text is repaired."""
    return msgspec.json.encode(_storable_tree(to_builtins(value)))


def _storable_tree(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable_tree(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable_tree(item) for item in value]
    return value


class Database:
    """An open SQLite file. Threads share it: one statement or transaction at a time.

    Args:
        path: The file; it must exist unless ``create``.
        create: Whether an absent or empty file may become a database.

    Raises:
        LibraryError: If it cannot be opened, is read-only, or this SQLite is too old to be trusted.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        import apsw

        self.path = path
        self._lock = threading.RLock()
        self._depth = 0
        version = tuple(map(int, apsw.sqlite_lib_version().split(".")))
        if version < MIN_SQLITE:
            reason = f"SQLite {apsw.sqlite_lib_version()} is too old to be safe (3.51.3 is needed)"
            raise LibraryError(str(path), reason, "Install the apsw wheel again: pip install --force-reinstall apsw")
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
        with self.explained():
            self._connection = apsw.Connection(str(path), flags=flags)
        try:
            self._configure()
        except BaseException:
            self.close()
            raise

    def _configure(self) -> None:
        import apsw

        connection = self._connection
        if connection.readonly("main"):
            raise LibraryError(str(self.path), "the file is read-only", _PERMISSIONS)
        with self.explained():
            connection.set_busy_timeout(round(BUSY_SECONDS * 1000))
            connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
            # whoever only looks (a newer version's file, a damaged one) must not fold the log into it on closing
            connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            for pragma in (
                "synchronous=FULL",
                "fullfsync=ON",  # macOS: fsync alone stops at the drive's cache
                "checkpoint_fullfsync=ON",
                "foreign_keys=ON",
                "trusted_schema=OFF",
                "cell_size_check=ON",
                "temp_store=MEMORY",
                "journal_size_limit=67108864",
            ):
                connection.execute(f"PRAGMA {pragma}").fetchall()

    def begin_writing(self) -> None:
        """Switch to WAL, once it is known that the file is ours; waits out another process that does the same.

        Raises:
            LibraryError: If the folder's file system cannot hold a shared log.
        """
        import apsw

        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                mode = self._connection.execute("PRAGMA journal_mode=WAL").fetchall()[0][0]
                break
            except apsw.BusyError as error:  # SQLite does not call the busy handler for every lock of this switch
                if time.monotonic() > deadline:
                    raise self.explanation(error) from error
                time.sleep(0.02)
            except apsw.Error as error:
                raise self.explanation(error) from error
        if mode != "wal":
            reason = "its folder lies on a file system that cannot be shared safely (a network drive?)"
            raise LibraryError(str(self.path), reason, "Choose a folder on a local disk with --home DIR.")
        with self.explained():
            self._connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)

    @property
    def connection(self) -> apsw.Connection:
        """For the backup API, which needs the connection itself."""
        return self._connection

    def rows(self, sql: str, bindings: Sequence[Any] = ()) -> list[Row]:
        """All rows of one statement.

        Raises:
            LibraryError: If SQLite cannot answer.
        """
        values = tuple(storable(value) if isinstance(value, str) else value for value in bindings)
        with self._lock, self.explained():
            return list(self._connection.execute(sql, values).fetchall())

    def row(self, sql: str, bindings: Sequence[Any] = ()) -> Row | None:
        """The first row of one statement, or None."""
        found = self.rows(sql, bindings)
        return found[0] if found else None

    def value(self, sql: str, bindings: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, bindings)
        return found[0] if found else None

    def script(self, sql: str) -> None:
        """Several statements; inside a transaction they share it."""
        with self._lock, self.explained():
            for _ in self._connection.execute(sql):  # a statement that yields rows would stop the script here
                pass

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen together or not at all. A transaction inside another is a savepoint of it.

        Raises:
            LibraryError: If it cannot begin within ``BUSY_SECONDS`` or cannot be committed; then nothing was written.
        """
        with self._lock:
            begin, commit, undo = (
                ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
                if self._depth == 0
                else (
                    f"SAVEPOINT s{self._depth}",
                    f"RELEASE s{self._depth}",
                    f"ROLLBACK TO s{self._depth}; RELEASE s{self._depth}",
                )
            )
            self._depth += 1
            try:
                with self.explained():
                    self._connection.execute(begin)
                yield
                with self.explained():
                    self._connection.execute(commit)
            except BaseException:
                self._undo(undo)
                raise
            finally:
                self._depth -= 1

    def _undo(self, statement: str) -> None:
        import apsw

        if self._connection.in_transaction:  # a full disk or an I/O error has already rolled back
            with suppress(apsw.Error):  # the error that led here is the one to tell
                self._connection.execute(statement).fetchall()

    def next_sequence(self) -> int:
        """A number greater than all before it, across processes and clock changes; call it inside a transaction."""
        return int(self.value("UPDATE sequence SET value = value + 1 RETURNING value"))

    def close(self) -> None:
        """Close the connection; the last one of all processes folds the log into the file."""
        with self._lock, self.explained():
            self._connection.close()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn SQLite's errors, and text that is no text in a damaged file, into ``LibraryError``."""
        import apsw

        try:
            yield
        except (apsw.Error, UnicodeDecodeError) as error:
            raise self.explanation(error) from error

    def explanation(self, error: Exception) -> LibraryError:
        """One sentence and a way out for an error of SQLite's."""
        return explain(error, self.path)

    @contextmanager
    def decoding(self, what: str) -> Iterator[None]:
        """Turn a row that cannot be what was written into ``LibraryError``; wrap only the making of the value."""
        try:
            yield
        except (msgspec.MsgspecError, TypeError, ValueError, OverflowError) as error:
            raise LibraryError(str(self.path), f"{what} is damaged ({error})", _RESTORE) from error

    def decoded(self, text: bytes | str, kind: type[T], what: str) -> T:
        """A core type from a stored JSON column."""
        with self.decoding(what):
            return decode_json(text, kind)


def explain(error: Exception, path: Path) -> LibraryError:
    """The ``LibraryError`` for an error of SQLite's about the database ``path``."""
    import apsw

    if isinstance(error, apsw.IOError | apsw.CantOpenError) and _is_disk_full(path):
        return LibraryError(str(path), "the disk is full", _FREE_SPACE)
    words: tuple[tuple[type[Exception], str, str], ...] = (
        (apsw.NotADBError, "it is not a library, or its first page is damaged", _RESTORE),
        (apsw.CorruptError, "the file is damaged", _RESTORE),
        (UnicodeDecodeError, "a text in it is damaged", _RESTORE),
        (apsw.FormatError, "the file is damaged", _RESTORE),
        (apsw.FullError, "the disk is full", _FREE_SPACE),
        (
            apsw.BusyError,
            f"another program has kept it locked for {BUSY_SECONDS:.0f} seconds",
            "Close other AURA-X programs, then try again.",
        ),
        (apsw.LockedError, "it is in use", "Close other AURA-X programs, then try again."),
        (apsw.ReadOnlyError, "the file or its folder is read-only", _PERMISSIONS),
        (apsw.PermissionsError, "the file's permissions do not allow it", _PERMISSIONS),
        (apsw.CantOpenError, "the file or its folder cannot be opened", _PERMISSIONS),
        (
            apsw.IOError,
            "the disk reported an error while reading or writing",
            "Check the disk, then try again; " + _RESTORE.lower(),
        ),
        (apsw.SQLError, f"the file is damaged or not a library ({error})", _RESTORE),
    )
    for kind, reason, hint in words:
        if isinstance(error, kind):
            return LibraryError(str(path), reason, hint)
    return LibraryError(str(path), f"SQLite reported {type(error).__name__}: {error}", _RESTORE)


def _is_disk_full(path: Path) -> bool:
    """SQLite calls it an I/O error when there is no room even for the 32 KB of its shared index."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM_FOR_LOG
    except OSError:
        return False
