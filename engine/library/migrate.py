"""The schema's numbered, forward-only steps. A backup that has been read back comes before each upgrade."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine import __version__
from engine.core.errors import LibraryError
from engine.library.database import APPLICATION_ID, Database


@dataclass(frozen=True, slots=True)
class Migration:
    """The step that leads to schema ``version``; programs of schema ``min_compatible`` and up may write the result."""

    version: int
    min_compatible: int
    sql: str


def load_migrations(folder: Path = Path(__file__).parent / "migrations") -> tuple[Migration, ...]:
    """All steps in order, from files named ``0001_<what>.sql`` with a line ``-- min_compatible: N``.

    Raises:
        ValueError: If the numbers have a gap or a step does not say with what it is compatible.
    """
    steps = []
    for number, file in enumerate(sorted(folder.glob("[0-9]*.sql")), start=1):
        sql = file.read_text(encoding="utf-8")
        compatible = re.search(r"^-- min_compatible: (\d+)$", sql, re.MULTILINE)
        if int(file.name.split("_")[0]) != number or compatible is None:
            raise ValueError(f"migration {file.name} is out of order or names no min_compatible")
        steps.append(Migration(number, int(compatible[1]), sql))
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Format:
    """What a file says it is. ``min_compatible`` is None where it cannot be told."""

    version: int
    min_compatible: int | None
    is_empty: bool


def read_format(database: Database) -> Format:
    """The version of an open file.

    Raises:
        LibraryError: If the file is no library of ours, or damaged so far that it does not say.
    """
    tables = {name for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    application = database.value("PRAGMA application_id")
    version = database.value("PRAGMA user_version")
    if not tables and application in (0, APPLICATION_ID) and version == 0:
        return Format(0, None, is_empty=True)
    if application != APPLICATION_ID:
        hint = "Move that file away, or choose another folder with --home DIR."
        raise LibraryError(str(database.path), "it is a database of another program", hint)
    # an unreadable version is damage, never "version 0": upgrading from 0 would collide with the tables that are there
    if version < 1 or "format" not in tables:
        raise LibraryError(str(database.path), "its version cannot be read, the file is damaged")
    compatible = database.value("SELECT min_compatible FROM format")
    return Format(version, compatible if isinstance(compatible, int) else None, is_empty=False)


def check_not_newer(database: Database, found: Format, known: int) -> None:
    """Refuse a file that a newer program has made and that this one could harm."""
    if found.version > known and (found.min_compatible is None or found.min_compatible > known):
        reason = f"it was made by a newer version of AURA-X Studio (format {found.version}, this program knows {known})"
        raise LibraryError(str(database.path), reason, "Update AURA-X Studio. The library was left untouched.")


def migrate(database: Database, migrations: tuple[Migration, ...], *, back_up: Callable[[], Path]) -> None:
    """Bring an open file to the newest schema in one transaction; a file that is there already is left alone.

    Args:
        database: The open file; another process may do the same at this moment.
        migrations: All steps from version 1.
        back_up: Makes a verified backup of what is committed; called, under the write lock, before an existing
            library is changed.

    Raises:
        LibraryError: If the backup or a step fails; then the file is as it was.
    """
    if read_format(database).version >= len(migrations):
        return
    with database.transaction():
        found = read_format(database)  # another process may have been faster
        if found.version >= len(migrations):
            return
        if not found.is_empty:
            back_up()
        for step in migrations[found.version :]:
            database.script(step.sql)
        newest = migrations[-1]
        database.rows("INSERT OR REPLACE INTO format VALUES (1, ?, ?)", (newest.min_compatible, __version__))
        database.script(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {newest.version}")
        if database.rows("PRAGMA foreign_key_check"):
            raise LibraryError(str(database.path), "the upgrade found rows that belong to nothing")
