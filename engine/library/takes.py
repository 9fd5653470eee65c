"""Generated pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.core.take import Take, TakeId
from engine.library.database import Database, Row, json_bytes, utc_now


class Takes:
    """The table of takes. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, take: Take) -> Take:
        """Keep a new take; returns it with its id and time (those of the argument do not count)."""
        created_at = utc_now()
        with self._database.transaction():
            take_id = self._database.value(
                "INSERT INTO takes (artifact, document, created_at) VALUES (?, ?, ?) RETURNING id",
                (take.artifact, json_bytes(take), created_at),
            )
        return replace(take, id=TakeId(take_id), created_at=created_at)

    def get(self, take_id: TakeId) -> Take | None:
        row = self._database.row("SELECT id, document, created_at FROM takes WHERE id = ?", (take_id,))
        return self._take(row) if row else None

    def ids_of(self, artifact: str) -> tuple[TakeId, ...]:
        """Takes whose mix is ``artifact``: the same recipe may have been carried out several times."""
        rows = self._database.rows("SELECT id FROM takes WHERE artifact = ? ORDER BY id", (artifact,))
        return tuple(TakeId(row[0]) for row in rows)

    def list(self) -> Iterator[Take]:
        """All takes, oldest first."""
        for row in self._database.rows("SELECT id, document, created_at FROM takes ORDER BY id"):
            yield self._take(row)

    def remove(self, take_id: TakeId) -> bool:
        """Forget a take and its scores; its files stay in the artifact store. Returns whether there was one."""
        with self._database.transaction():
            return bool(self._database.rows("DELETE FROM takes WHERE id = ? RETURNING id", (take_id,)))

    def _take(self, row: Row) -> Take:
        take_id, document, created_at = row
        take = self._database.decoded(document, Take, f"take {take_id}")
        return replace(take, id=TakeId(take_id), created_at=created_at)
