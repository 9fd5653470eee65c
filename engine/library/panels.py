"""Reference panels of the user's own: recordings that a song's style is compared with, as descriptors."""

from __future__ import annotations

from engine.core.errors import UserError
from engine.core.score import Panel
from engine.library.database import Database, json_bytes, utc_now


class Panels:
    """The table of panels. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, panel: Panel) -> None:
        """Keep a new panel.

        Raises:
            UserError: If there is one of that name: scores may refer to it.
        """
        with self._database.transaction():
            if self._database.row("SELECT 1 FROM panels WHERE name = ?", (panel.name,)):
                raise UserError(
                    f"There is a panel {panel.name} already",
                    f"Choose another name, or remove it first: aurax panel remove {panel.name}",
                )
            self._database.rows(
                "INSERT INTO panels (name, document, made_at) VALUES (?, ?, ?)",
                (panel.name, json_bytes(panel), utc_now()),
            )

    def get(self, name: str) -> Panel:
        """The panel of that name.

        Raises:
            UserError: If there is none.
        """
        row = self._database.row("SELECT document FROM panels WHERE name = ?", (name,))
        if row is None:
            known = ", ".join(panel.name for panel in self.list())
            hint = f"There are: {known}." if known else "Make one with: aurax panel create NAME SONG..."
            raise UserError(f"There is no panel {name}", hint)
        return self._database.decoded(row[0], Panel, f"the panel {name}")

    def list(self) -> tuple[Panel, ...]:
        """All panels, oldest first."""
        rows = self._database.rows("SELECT document FROM panels ORDER BY id")
        return tuple(self._database.decoded(row[0], Panel, "a panel") for row in rows)

    def remove(self, name: str) -> bool:
        """Forget a panel; scores that were made with it stay. Returns whether there was one."""
        with self._database.transaction():
            return bool(self._database.rows("DELETE FROM panels WHERE name = ? RETURNING id", (name,)))
