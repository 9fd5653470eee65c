"""Which stems of which track lie in which artifact."""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.track import TrackId
from engine.library.database import Database, Row, utc_now
from engine.library.references import to_existing


@dataclass(frozen=True, slots=True)
class StoredSeparation:
    """Stems of a track made by ``model`` with ``parameters_json``, in the artifact ``artifact_key``."""

    track_id: TrackId
    model: str
    parameters_json: bytes
    artifact_key: str
    separated_at: str


class Separations:
    """The table of separations. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, track_id: TrackId, model: str, parameters_json: bytes, artifact_key: str) -> None:
        """Keep where the stems are; the same model with the same parameters replaces its earlier result.

        Raises:
            UserError: If there is no such track or artifact (any more).
        """
        with to_existing(track_id=track_id, artifact=artifact_key), self._database.transaction():
            self._database.rows(
                "DELETE FROM separations WHERE track_id = ? AND model = ? AND parameters = ?",
                (track_id, model, parameters_json),
            )
            self._database.rows(
                "INSERT INTO separations (track_id, model, parameters, artifact_key, separated_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (track_id, model, parameters_json, artifact_key, utc_now()),
            )

    def get(self, track_id: TrackId, model: str | None = None) -> StoredSeparation | None:
        """The latest separation of a track by ``model``, or by any model. Its files: ``library.artifacts.get``."""
        found = self.list(track_id, model)
        return found[-1] if found else None

    def list(self, track_id: TrackId, model: str | None = None) -> tuple[StoredSeparation, ...]:
        """All separations of a track, oldest first."""
        rows = self._database.rows(
            "SELECT track_id, model, parameters, artifact_key, separated_at FROM separations"
            " WHERE track_id = ?1 AND (?2 IS NULL OR model = ?2) ORDER BY id",
            (track_id, model),
        )
        return tuple(_separation(row) for row in rows)

    def used_artifacts(self) -> set[str]:
        """Keys of all artifacts that hold a track's stems."""
        return {key for (key,) in self._database.rows("SELECT DISTINCT artifact_key FROM separations")}


def _separation(row: Row) -> StoredSeparation:
    return StoredSeparation(*row)
