"""What people say of recordings: labels and contests of scores. Both are only ever added to."""

from __future__ import annotations

from dataclasses import replace

from engine.core.labels import Contest, Label, Statement, label_of
from engine.core.track import TrackId
from engine.library.database import Database, json_bytes, utc_now
from engine.library.references import to_existing


class Labels:
    """The table of statements. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(self, track_id: TrackId, *statements: Statement) -> None:
        """Keep what somebody says of a recording, all of it or nothing; statements without a time are of now.

        Raises:
            UserError: If there is no such track (any more).
        """
        now = utc_now()
        with to_existing(track_id=track_id), self._database.transaction():
            for said in statements:
                self._database.rows(
                    "INSERT INTO label_statements (track_id, document, said_at) VALUES (?, ?, ?)",
                    (track_id, json_bytes(said if said.at else replace(said, at=now)), now),
                )

    def history(self, track_id: TrackId) -> tuple[Statement, ...]:
        """Everything that was said of a recording, oldest first."""
        rows = self._database.rows("SELECT document FROM label_statements WHERE track_id = ? ORDER BY id", (track_id,))
        return tuple(self._database.decoded(row[0], Statement, "a label") for row in rows)

    def get(self, track_id: TrackId, *, name: str) -> Label:
        """What people say of a recording now; an empty label where nobody has said anything.

        Args:
            track_id: The recording.
            name: Its ``track_id`` in the label where nobody gave it another one.
        """
        return label_of(self.history(track_id), track_id=name)

    def labelled(self) -> tuple[TrackId, ...]:
        """Recordings of which something was said or contested."""
        rows = self._database.rows(
            "SELECT track_id FROM label_statements UNION SELECT track_id FROM contests ORDER BY track_id"
        )
        return tuple(TrackId(row[0]) for row in rows)


class Contests:
    """The table of contests. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, track_id: TrackId, contest: Contest) -> bool:
        """Keep a contest; returns False where the same person has said the very same before.

        Raises:
            UserError: If there is no such track (any more).
        """
        now = utc_now()
        with to_existing(track_id=track_id), self._database.transaction():
            if any(replace(known, at=contest.at) == contest for known in self.list(track_id)):
                return False
            self._database.rows(
                "INSERT INTO contests (track_id, marker, document, said_at) VALUES (?, ?, ?, ?)",
                (track_id, contest.marker, json_bytes(contest if contest.at else replace(contest, at=now)), now),
            )
        return True

    def list(self, track_id: TrackId) -> tuple[Contest, ...]:
        """Contests of a recording, oldest first."""
        rows = self._database.rows("SELECT document FROM contests WHERE track_id = ? ORDER BY id", (track_id,))
        return tuple(self._database.decoded(row[0], Contest, "a contest") for row in rows)
