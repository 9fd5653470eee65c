"""The collection as a Qt table: the other bridge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.jobs_model import clock_text
from app.widgets.plain_text import plain
from engine.core.harmony import Key
from engine.core.track import Track, TrackId
from engine.library import Library

Index = QModelIndex | QPersistentModelIndex
TRACK_ROLE = int(Qt.ItemDataRole.UserRole)
SORT_ROLE = TRACK_ROLE + 1
TITLE, ARTIST, LENGTH, TEMPO, KEY, RIGHTS, ADDED = range(7)


@dataclass(frozen=True, slots=True)
class TrackRow:
    """One recording as a list shows it; None where it was not analysed."""

    id: TrackId
    path: str
    title: str
    artist: str
    duration: float
    tempo_bpm: float | None
    key: str | None
    rights: str
    added_at: str


def read_rows(library: Library) -> list[TrackRow]:
    """All recordings with what is known of them.

    Raises:
        LibraryError: If the library cannot be read.
    """
    analyses = library.analyses.summaries()
    rows = []
    for track in library.tracks.all():
        summary = analyses.get(track.id)
        rows.append(_row(track, summary.tempo_bpm if summary else None, summary.key if summary else None))
    return rows


def _row(track: Track, tempo_bpm: float | None, key: str | None) -> TrackRow:
    return TrackRow(
        track.id,
        track.path,
        plain(track.tags.title or Path(track.path).stem),
        plain(track.tags.artist or ""),
        track.info.duration,
        tempo_bpm,
        key,
        plain(track.rights.licence),
        track.added_at,
    )


class TracksModel(QAbstractTableModel):
    """Rows of ``read_rows``; replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TrackRow] = []

    def set_rows(self, rows: Sequence[TrackRow]) -> None:
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else ADDED + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == TRACK_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text(row, index.column())
        if role == SORT_ROLE:
            return _sort_value(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (LENGTH, TEMPO):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (LENGTH, TEMPO) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        names = (
            self.tr("Title"),
            self.tr("Artist"),
            self.tr("Length"),
            self.tr("BPM"),
            self.tr("Key"),
            self.tr("Rights"),
            self.tr("Added"),
        )
        return names[section]


def key_text(key: str | None) -> str:
    """``F min`` from ``F minor``."""
    if not key:
        return ""
    try:
        parsed = Key.parse(key)
    except ValueError:
        return plain(key, 20)
    return f"{parsed.tonic_name.replace('b', '♭').replace('#', '♯')} {parsed.mode[:3]}"


def _text(row: TrackRow, column: int) -> str:
    rights = QCoreApplication.translate("Library", "not stated") if row.rights == "unknown" else row.rights
    texts = (
        row.title,
        row.artist,
        clock_text(row.duration),
        f"{row.tempo_bpm:.1f}" if row.tempo_bpm is not None else "",
        key_text(row.key),
        rights,
        row.added_at[:10],
    )
    return texts[column]


def _sort_value(row: TrackRow, column: int) -> Any:
    values = (
        row.title.casefold(),
        row.artist.casefold(),
        row.duration,
        row.tempo_bpm or 0.0,
        row.key or "",
        row.rights,
        row.added_at,
    )
    return values[column]
