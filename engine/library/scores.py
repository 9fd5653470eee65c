"""Cultural scores of tracks and takes. They are added; an earlier one is never overwritten."""

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

    def put(self, score: CultureScore, *, track_id: TrackId | None = None, take_id: TakeId | None = None) -> bool:
        """Add a score; nothing is added where the owner's newest one under the same profile is the very same.

        Returns:
            Whether it was added.

        Raises:
            UserError: If there is no such track or take (any more).
        """
        column, owner = _owner(track_id, take_id)
        document = json_bytes(score)
        with to_existing(**{column: owner}), self._database.transaction():
            newest = self._database.value(
                f"SELECT document FROM culture_scores WHERE {column} = ? AND profile = ? ORDER BY id DESC LIMIT 1",
                (owner, score.profile),
            )
            if newest == document:
                return False
            self._database.rows(
                f"INSERT INTO culture_scores ({column}, profile, document, scored_at) VALUES (?, ?, ?, ?)",
                (owner, score.profile, document, utc_now()),
            )
        return True

    def get(
        self, profile: str, *, track_id: TrackId | None = None, take_id: TakeId | None = None
    ) -> CultureScore | None:
        """The owner's newest score under ``profile``."""
        scores = reversed(self.list(track_id=track_id, take_id=take_id))
        return next((score for score in scores if score.profile == profile), None)

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
