"""Files that could not be imported, with the reason, until they can."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.library.database import Database, utc_now
from engine.library.tracks import display, place


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be imported. ``path`` may hold surrogate escapes; ``display`` is plain text."""

    path: str
    display: str
    error_type: str
    reason: str
    hint: str
    failed_at: str


class Failures:
    """The table of failed imports; ``Tracks.add`` clears a file's row. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, path: Path, error_type: str, reason: str, hint: str = "") -> None:
        """Keep why ``path`` could not be imported; a later reason replaces an earlier one."""
        with self._database.transaction():
            self._database.rows(
                """INSERT INTO import_failures (path, display, error_type, reason, hint, failed_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET error_type = excluded.error_type, reason = excluded.reason,
                hint = excluded.hint, failed_at = excluded.failed_at""",
                (place(path), display(path), error_type, reason, hint, utc_now()),
            )

    def clear(self, path: Path) -> None:
        """Forget that ``path`` failed."""
        with self._database.transaction():
            self._database.rows("DELETE FROM import_failures WHERE path = ?", (place(path),))

    def all(self) -> Iterator[Failure]:
        """All failures, oldest first."""
        rows = self._database.rows(
            "SELECT path, display, error_type, reason, hint, failed_at FROM import_failures ORDER BY id"
        )
        for path, *rest in rows:
            with self._database.decoding("a failed import"):
                failure = Failure(os.fsdecode(path), *rest)
            yield failure

    def count(self) -> int:
        return int(self._database.value("SELECT count(*) FROM import_failures"))
