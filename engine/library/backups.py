"""Backups: whole copies of the database, each read back before it counts; and the way back.

A copy is made with SQLite's backup API, which sees one committed state while others write, and is left as a plain
file without a log, so that it may be moved and copied like any other.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import LibraryError
from engine.library.database import APPLICATION_ID, Database, explain
from engine.library.files import InUse, LibraryFolder
from engine.library.migrate import check_not_newer, load_migrations, read_format
from engine.whole_file import sync_folder, whole_file

if TYPE_CHECKING:
    import apsw

logger = logging.getLogger(__name__)

KEEP = 7
_NAME = re.compile(r"^library-v(?P<version>\d+)-(?P<number>\d+)-(?P<time>\d{8}T\d{6}Z)\.db$")


class BackupNotWritten(LibraryError):
    """The copy could not be written (a full disk, say); the library itself is sound."""

    def __str__(self) -> str:
        return f"No backup {self.path} was made: {self.reason}"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in ``backups/``: schema version, running number (the order, whatever the clock said), UTC time."""

    path: Path
    version: int
    number: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """What ``restore`` did: the backup that is now the library, and the folder that keeps its predecessor, if any."""

    backup: Path
    replaced: Path | None


def latest_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups of the library in ``folder``, newest first. They are listed by name, not opened."""
    found = []
    for file in LibraryFolder(folder).backups.glob("library-*.db"):
        match = _NAME.match(file.name)
        if match:
            with suppress(ValueError):  # a name with a month 13: nobody's backup
                made_at = datetime.strptime(match["time"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
                found.append(Backup(file, int(match["version"]), int(match["number"]), made_at))
    return tuple(sorted(found, key=lambda backup: backup.number, reverse=True))


def has_backup_of_today(folder: LibraryFolder) -> bool:
    """Whether the newest backup carries today's date (UTC)."""
    backups = latest_backups(folder.root)
    return bool(backups) and backups[0].made_at.date() == datetime.now(UTC).date()


def back_up(database: Database, folder: LibraryFolder, target: Path | None = None) -> Path:
    """See ``Library.backup``."""
    if target is None:
        target = _next_name(folder, int(database.value("PRAGMA user_version")))
        copy(database.path, target)
        _prune(folder, target)
        return target
    if target.absolute() in (folder.database, *folder.companions) or target.is_dir():
        raise BackupNotWritten(str(target), "its name is taken", "Choose another file.")
    copy(database.path, target)
    return target


def back_up_committed(folder: LibraryFolder, version: int) -> Path:
    """A backup of what is committed, while this process holds the write lock (before an upgrade)."""
    target = _next_name(folder, version)
    copy(folder.database, target)
    _prune(folder, target)
    return target


def _next_name(folder: LibraryFolder, version: int) -> Path:
    number = max((backup.number for backup in latest_backups(folder.root)), default=0) + 1
    return folder.backups / f"library-v{version}-{number:06d}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"


def _prune(folder: LibraryFolder, newest: Path) -> None:
    """Keep the last ``KEEP``, and the last one of each older schema: the way back to an older program."""
    backups = latest_backups(folder.root)
    last_of_version = {backup.version: backup.path for backup in reversed(backups)}
    for backup in backups[KEEP:]:
        if backup.path not in (newest, *last_of_version.values()):
            with suppress(OSError):  # a file someone holds open goes next time
                backup.path.unlink()


def copy(source: Path, target: Path) -> None:
    """Copy a database, log included, to a plain file that appears whole and has been read back.

    Raises:
        BackupNotWritten: If the target cannot be written.
        LibraryError: If the source cannot be read or is damaged.
    """
    import apsw

    try:
        with whole_file(target) as temporary:
            _copy_pages(source, temporary, target)
            check_sound(temporary, named=source)
    except (apsw.Error, OSError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or explain(error, target).reason
        raise BackupNotWritten(str(target), reason, "Check the free space and the permissions there.") from error


def _copy_pages(source: Path, temporary: Path, target: Path) -> None:
    """Errors of reading are the source's ``LibraryError``; errors of writing pass as SQLite's own."""
    import apsw

    try:
        # read-write where possible: only such a connection may recover a log that a crash left
        reading = apsw.Connection(str(source), flags=apsw.SQLITE_OPEN_READWRITE)
    except apsw.Error as error:
        raise explain(error, source) from error
    try:
        reading.set_busy_timeout(5000)
        reading.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        writing = apsw.Connection(str(temporary))
        try:
            writing.execute("PRAGMA synchronous=OFF").fetchall()  # whole_file syncs the finished copy
            with writing.backup("main", reading, "main") as backup:
                while not backup.done:
                    backup.step(-1)  # all pages in one read transaction
            writing.execute("PRAGMA journal_mode=DELETE").fetchall()
        finally:
            writing.close()
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise explain(error, source) from error
    finally:
        reading.close()
    logger.debug("copied %s for %s", source, target)


def check_sound(file: Path, *, named: Path) -> int:
    """Read a plain copy from end to end without touching it; returns its schema version.

    Args:
        file: A database without a log.
        named: The name to blame.

    Raises:
        LibraryError: If it is no library, is damaged, or was made by a newer version.
    """
    import apsw

    try:
        connection = apsw.Connection(
            f"{file.absolute().as_uri()}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        )
        try:
            return _check_connection(connection, named)
        finally:
            connection.close()
    except (apsw.Error, UnicodeDecodeError) as error:
        raise explain(error, named) from error


def _check_connection(connection: apsw.Connection, named: Path) -> int:
    if connection.pragma("application_id") != APPLICATION_ID:
        raise LibraryError(str(named), "it is not a library of AURA-X Studio", "Choose another file.")
    version = int(connection.pragma("user_version"))
    findings = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if findings != [("ok",)]:
        raise LibraryError(str(named), f"the file is damaged ({str(findings[0][0]).splitlines()[0]})")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise LibraryError(str(named), "the file is damaged (rows that belong to nothing)")
    return version


def restore(folder: Path, backup: Path) -> Restored:
    """Make a backup the library. The library that is there, sound or not, moves aside and is never deleted.

    The backup is copied and read back before anything moves, and the restored file is read once more afterwards.

    Args:
        folder: The library's folder.
        backup: A file that ``Library.backup`` has made; it stays where it is.

    Raises:
        LibraryError: If the backup is unsound or newer than this program, or if someone has the library open.
    """
    where = LibraryFolder(folder.absolute())
    where.create()
    if not backup.is_file():
        raise LibraryError(str(backup), "there is no such file", "See what there is with: aurax library restore --list")
    in_use = InUse(where)
    try:
        in_use.alone(patience_seconds=0.5)
        ready = where.root / "restoring.db"
        copy(backup, ready)
        _check_known(ready, backup)
        replaced = _move_aside(where)
        ready.replace(where.database)
        sync_folder(where.root)
        check_sound(where.database, named=where.database)
    finally:
        in_use.close()
    return Restored(backup, replaced)


def _check_known(copied: Path, backup: Path) -> None:
    """Refuse a backup that this program could not open."""
    database = Database(copied)
    try:
        check_not_newer(database, read_format(database), len(load_migrations()))
    except LibraryError as error:
        copied.unlink()
        raise LibraryError(str(backup), error.reason, error.hint) from error
    finally:
        database.close()


def _move_aside(where: LibraryFolder) -> Path | None:
    """The database first, so that a crash in between leaves it missing, which is noticed, and never without its log."""
    files = [file for file in (where.database, *where.companions) if file.exists()]
    if not files:
        return None
    where.replaced.mkdir(exist_ok=True)
    number = 1 + max((int(f.name) for f in where.replaced.iterdir() if f.name.isdigit()), default=0)
    aside = where.replaced / f"{number:06d}"
    aside.mkdir()
    for file in files:
        file.replace(aside / file.name)
    sync_folder(aside)
    sync_folder(where.root)
    return aside


def restore_newest(folder: Path) -> Restored:
    """``restore`` with the newest backup that is sound.

    Raises:
        LibraryError: If there is none.
    """
    backups = latest_backups(folder)
    for backup in backups:
        try:
            check_sound(backup.path, named=backup.path)
        except LibraryError as error:
            logger.warning("passed over a backup: %s", error)
            continue
        return restore(folder, backup.path)
    reason = f"none of its {len(backups)} backups is sound" if backups else "it has no backups"
    raise LibraryError(str(folder), reason, "Name a backup that lies elsewhere: aurax library restore FILE")
