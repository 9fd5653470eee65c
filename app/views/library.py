"""The collection: a table to filter, sort and open from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.theme import Theme
from app.tracks_model import (
    ADDED,
    ARTIST,
    KEY,
    LENGTH,
    RIGHTS,
    SORT_ROLE,
    TEMPO,
    TITLE,
    TRACK_ROLE,
    TrackRow,
    TracksModel,
)
from app.widgets.plain_text import PlainLabel
from app.widgets.value_table import quiet_table

_WIDTHS = {ARTIST: 200, LENGTH: 72, TEMPO: 72, KEY: 84, RIGHTS: 110, ADDED: 104}


class TracksFilter(QSortFilterProxyModel):
    """Rows whose title, artist or key holds every word that was typed, case aside."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self.setSortRole(SORT_ROLE)

    def set_text(self, text: str) -> None:
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: N802 - Qt's name
        if not self._words:
            return True
        track: TrackRow = self.sourceModel().index(row, 0, parent).data(TRACK_ROLE)
        text = f"{track.title} {track.artist} {track.key or ''}".casefold()
        return all(word in text for word in self._words)


class LibraryPage(QWidget):
    """Double click or Enter opens; typing filters."""

    track_opened = Signal(object)
    open_wanted = Signal()

    def __init__(self, model: TracksModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._model = model
        self.filter = TracksFilter()
        self.filter.setSourceModel(model)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter by title, artist or key"))
        self.search.setAccessibleName(self.tr("Filter the library"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        self.search.textChanged.connect(self._on_text)
        self._search_icon = QAction(self)
        self.search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self.count = PlainLabel(role="quiet")
        self.add = QPushButton(self.tr("Add songs…"))
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.clicked.connect(self.open_wanted)
        self.table = quiet_table(self.tr("Songs of the library"))
        self.table.setModel(self.filter)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(ADDED, Qt.SortOrder.DescendingOrder)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.activated.connect(self._on_activated)
        self.empty = PlainLabel(
            self.tr(
                "Nothing here yet. Drop songs or folders on the window: "
                "they stay where they are, the studio only remembers them."
            ),
            "quiet",
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._lay_out()
        model.modelReset.connect(self._on_rows)
        self.set_theme(theme)
        self._on_rows()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        top.setSpacing(tokens.PADDING)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.add)
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(below, 1)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._search_icon.setIcon(icons.icon("search", theme.quiet))

    def _on_text(self, text: str) -> None:
        self.filter.set_text(text)
        self._on_rows()

    def _on_rows(self) -> None:
        total, shown = self._model.rowCount(), self.filter.rowCount()
        if shown < total:
            words = self.tr("%d of %d songs") % (shown, total)
        else:
            words = self.tr("1 song") if total == 1 else self.tr("%d songs") % total
        self.count.setText(words)
        self._stack.setCurrentWidget(self.table if total else self.empty)

    def _on_activated(self, index: QModelIndex) -> None:
        track: Any = index.data(TRACK_ROLE)
        if track is not None:
            self.track_opened.emit(track)
