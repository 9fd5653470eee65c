"""Cultural scores of tracks and takes, one per profile."""

from __future__ import annotations

from engine.core.score import CultureScore
from engine.core.take import TakeId
from engine.core.track import TrackId
from engine.library.database import Database, json_bytes, utc_now
from engine.library.references import to_existing


class Scores:
    """The table of scores. A score belongs to a track or to a take, never to both.

    Every method may raise ``LibraryError``, and ``ValueError`` unless exactly one owner is named.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, score: CultureScore, *, track_id: TrackId | None = None, take_id: TakeId | None = None) -> None:
        """Keep a score in place of the owner's earlier one under the same profile.

        Raises:
            UserError: If there is no such track or take (any more).
        """
        column, owner = _owner(track_id, take_id)
        with to_existing(**{column: owner}), self._database.transaction():
            self._database.rows(
                f"DELETE FROM culture_scores WHERE {column} = ? AND profile = ?", (owner, score.profile)
            )
            self._database.rows(
                f"INSERT INTO culture_scores ({column}, profile, document, scored_at) VALUES (?, ?, ?, ?)",
                (owner, score.profile, json_bytes(score), utc_now()),
            )

    def get(
        self, profile: str, *, track_id: TrackId | None = None, take_id: TakeId | None = None
    ) -> CultureScore | None:
        """The owner's score under ``profile``."""
        return next((s for s in self.list(track_id=track_id, take_id=take_id) if s.profile == profile), None)

    def list(self, *, track_id: TrackId | None = None, take_id: TakeId | None = None) -> tuple[CultureScore, ...]:
        """All scores of the owner, oldest first."""
        column, owner = _owner(track_id, take_id)
        rows = self._database.rows(f"SELECT document FROM culture_scores WHERE {column} = ? ORDER BY id", (owner,))
        return tuple(self._database.decoded(row[0], CultureScore, "a culture score") for row in rows)


def _owner(track_id: TrackId | None, take_id: TakeId | None) -> tuple[str, int]:
    if track_id is not None and take_id is None:
        return "track_id", track_id
    if take_id is not None and track_id is None:
        return "take_id", take_id
    raise ValueError(f"name a track or a take, got track {track_id} and take {take_id}")
