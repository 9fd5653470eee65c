"""The collection as a Qt table: the other bridge. It shows numbers of rows; ``app.collection`` filters and sorts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from app.collection import (
    ADDED,
    ARTIST,
    BELOW,
    KEY,
    LENGTH,
    NOT_STATED,
    PASSED,
    RIGHTS,
    STYLE,
    TEMPO,
    TITLE,
    UNTOLD,
    VERDICT,
    Collection,
    TrackRow,
    Wanted,
    camelot,
    parsed_key,
    read_rows,
)
from app.jobs_model import clock_text
from app.widgets.plain_text import escaped, plain
from engine.core.track import TrackId

__all__ = [
    "ADDED",
    "ARTIST",
    "KEY",
    "LENGTH",
    "RIGHTS",
    "STYLE",
    "TEMPO",
    "TITLE",
    "TRACK_ROLE",
    "VERDICT",
    "TrackRow",
    "TracksModel",
    "key_text",
    "read_rows",
]

Index = QModelIndex | QPersistentModelIndex
TRACK_ROLE = int(Qt.ItemDataRole.UserRole)
_FIGURES = (LENGTH, TEMPO)
_NO_PARENT = QModelIndex()
_MANY = 10_000
"""So many rows are left out of Python's own collections of garbage: visiting 100 000 halts the window for 0.1 s."""
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ROLES = frozenset((_DISPLAY, _ALIGNMENT, _ACCESSIBLE, _DECORATION, _TIP, TRACK_ROLE))
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TracksModel(QAbstractTableModel):
    """The rows of a collection that are wanted, in the order that is wanted; replaced as a whole."""

    rows_replaced = Signal()
    """Another collection was set, as opposed to filtered or sorted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.collection = Collection()
        self.wanted = Wanted()
        self.missing_icon = QIcon()
        self._column, self._is_falling = ADDED, True
        self._shown = self.collection.order(self.wanted, ADDED)

    @property
    def total(self) -> int:
        """Rows there are, wanted or not."""
        return len(self.collection)

    def set_rows(self, rows: Iterable[TrackRow]) -> None:
        collection = rows if isinstance(rows, Collection) else Collection(rows)
        if collection == self.collection:
            return
        self._show(collection, self.wanted)
        if len(collection) >= _MANY:
            gc.freeze()
        self.rows_replaced.emit()

    def set_wanted(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self._show(self.collection, wanted)

    def set_missing(self, missing: frozenset[TrackId]) -> None:
        """Mark recordings whose files are not where they were."""
        before = self.collection.missing
        self.collection.mark_missing(missing)
        if (before != self.collection.missing).any():
            self._show(self.collection, self.wanted)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        is_falling = order == Qt.SortOrder.DescendingOrder
        if 0 <= column <= ADDED and (column, is_falling) != (self._column, self._is_falling):
            self._column, self._is_falling = column, is_falling
            self._show(self.collection, self.wanted)

    def _show(self, collection: Collection, wanted: Wanted) -> None:
        order = collection.order(wanted, self._column, is_falling=self._is_falling)
        self.beginResetModel()
        self.collection, self.wanted, self._shown = collection, wanted, order
        self.endResetModel()

    def row(self, number: int) -> TrackRow:
        """The recording that is shown in a line of the table."""
        found: TrackRow = self.collection[int(self._shown[number])]
        return found

    def line_of(self, track_id: TrackId) -> int | None:
        """The line that shows a recording; None where it is filtered out or gone."""
        row = self.collection.id_rows.get(track_id)
        if row is None:
            return None
        lines = (self._shown == row).nonzero()[0]
        return int(lines[0]) if lines.size else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's signature
        return 0 if parent.isValid() else ADDED + 1

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ROLES or not index.isValid():  # a frame of scrolling asks this two thousand times
            return None
        column = index.column()
        if role == _ALIGNMENT:
            return _RIGHT if column in _FIGURES else None
        number = int(self._shown[index.row()])
        row = self.collection[number]
        if role == _DISPLAY:
            return _TEXTS[column](row)
        if role == TRACK_ROLE:
            return row
        if column == TITLE and self.collection.missing[number]:
            return self._of_missing(row, role)
        if role == _TIP:  # a column may be too narrow for its words
            return escaped(words) if (words := _TEXTS[column](row)) else None
        return _TEXTS[column](row) if role == _ACCESSIBLE else None

    def _of_missing(self, row: TrackRow, role: int) -> Any:
        """What the title of a recording says whose file is not found."""
        if role == _DECORATION:
            return self.missing_icon
        if role == _TIP:
            return escaped(self.tr("Not found any more: %s") % row.path)
        return self.tr("%s, file not found") % row.title if role == _ACCESSIBLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _FIGURES else Qt.AlignmentFlag.AlignLeft
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
            self.tr("Style"),
            self.tr("Score"),
            self.tr("Rights"),
            self.tr("Added"),
        )
        return names[section]


def key_text(key: str | None) -> str:
    """``F min`` from ``F minor``."""
    if not key:
        return ""
    parsed = parsed_key(key)
    if parsed is None:
        return plain(key, 20)
    return f"{parsed.tonic_name.replace('b', '♭').replace('#', '♯')} {parsed.mode[:3]}"


def key_with_place(key: str | None) -> str:
    """``F min  4A``."""
    parsed = parsed_key(key)
    return f"{key_text(key)}  {camelot(parsed)}" if parsed is not None else key_text(key)


def rights_text(licence: str) -> str:
    """A licence in words."""
    words = {
        NOT_STATED: QCoreApplication.translate("Library", "not stated"),
        "own": QCoreApplication.translate("Library", "mine"),
        "licensed": QCoreApplication.translate("Library", "licensed"),
        "research": QCoreApplication.translate("Library", "research only"),
    }
    return words.get(licence, licence)


def verdict_text(verdict: str) -> str:
    """What a score's gate has said, in words; empty where nothing was scored."""
    words = {
        PASSED: QCoreApplication.translate("Library", "passed"),
        BELOW: QCoreApplication.translate("Library", "below the gate"),
        UNTOLD: QCoreApplication.translate("Library", "cannot tell"),
    }
    return words.get(verdict, "")


def style_text(style: str) -> str:
    """A style as people write it: ``private_school`` is a name for programs."""
    return style.replace("_", " ")


_TEXTS: tuple[Callable[[TrackRow], str], ...] = (
    lambda row: row.title,
    lambda row: row.artist,
    lambda row: clock_text(row.duration),
    lambda row: f"{row.tempo_bpm:.1f}" if row.tempo_bpm is not None else "",
    lambda row: key_with_place(row.key),
    lambda row: style_text(row.style),
    lambda row: verdict_text(row.verdict),
    lambda row: rights_text(row.rights),
    lambda row: row.added_at[:10],
)
