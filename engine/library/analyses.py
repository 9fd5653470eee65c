"""What was measured about each recording.

The document is stored as zlib-compressed JSON: notes repeat themselves, seven backups repeat them again, and zlib's
checksum notices a damaged byte that SQLite itself would not.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from engine.core.analysis import SCHEMA, Analysis
from engine.core.track import TrackId
from engine.library.database import Database, json_bytes, utc_now
from engine.library.references import to_existing

_LEVEL = 6


@dataclass(frozen=True, slots=True)
class AnalysisSummary:
    """What a list shows of an analysis. ``key`` in words such as ``F minor``."""

    track_id: TrackId
    engine: str
    tempo_bpm: float | None
    key: str | None


class Analyses:
    """The table of analyses, one per track. Every method may raise ``LibraryError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, track_id: TrackId, analysis: Analysis) -> None:
        """Keep an analysis in place of the track's earlier one.

        Raises:
            UserError: If there is no such track (any more).
        """
        key = f"{analysis.key.tonic} {analysis.key.mode}" if analysis.key else None
        document = zlib.compress(json_bytes(analysis), _LEVEL)
        with to_existing(track_id=track_id), self._database.transaction():
            self._database.rows(
                "INSERT OR REPLACE INTO analyses (track_id, schema, engine, tempo_bpm, key, document, analysed_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (track_id, analysis.schema, analysis.engine, analysis.tempo_bpm, key, document, utc_now()),
            )

    def get(self, track_id: TrackId) -> Analysis | None:
        """The track's analysis; None if there is none, or one of a schema this program does not read."""
        row = self._database.row("SELECT schema, document FROM analyses WHERE track_id = ?", (track_id,))
        if row is None or row[0] != SCHEMA:
            return None
        what = f"the analysis of track {track_id}"
        with self._database.decoding(what):
            try:
                text = zlib.decompress(row[1])
            except zlib.error as error:
                raise ValueError(str(error)) from error
        return self._database.decoded(text, Analysis, what)

    def summaries(self) -> dict[TrackId, AnalysisSummary]:
        """One line per analysed track, without opening the documents."""
        rows = self._database.rows("SELECT track_id, engine, tempo_bpm, key FROM analyses WHERE schema = ?", (SCHEMA,))
        return {row[0]: AnalysisSummary(*row) for row in rows}

    def remove(self, track_id: TrackId) -> None:
        """Forget a track's analysis."""
        with self._database.transaction():
            self._database.rows("DELETE FROM analyses WHERE track_id = ?", (track_id,))
