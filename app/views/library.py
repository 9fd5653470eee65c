"""The collection: a table to filter, sort, open from, and to give work to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import msgspec
from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app import icons
from app import theme as tokens
from app.collection import MISSING, Wanted
from app.theme import Theme
from app.tracks_model import (
    ADDED,
    ARTIST,
    KEY,
    LENGTH,
    RIGHTS,
    STYLE,
    TEMPO,
    TITLE,
    TRACK_ROLE,
    VERDICT,
    TrackRow,
    TracksModel,
)
from app.widgets.library_batch import OPEN, REMOVE, BatchBar
from app.widgets.library_filters import LibraryFilters
from app.widgets.notice import Notice
from app.widgets.plain_text import PlainLabel
from app.widgets.value_table import quiet_table
from engine.core.track import TrackId

_WIDTHS = {ARTIST: 170, LENGTH: 64, TEMPO: 64, KEY: 104, STYLE: 116, VERDICT: 108, RIGHTS: 120, ADDED: 108}
_MOST_KEPT = 2000
"""Selected songs that stay selected when the list changes; more would take longer than the filter itself."""


class LibraryPage(QWidget):
    """Double click or Enter opens; typing filters; what is selected can be given work."""

    track_opened = Signal(object)
    open_wanted = Signal()
    work_wanted = Signal(str, object)
    """What is to be done (``app.widgets.library_batch``) with which tuple of ``TrackRow``."""
    wanted_changed = Signal(object)
    find_wanted = Signal()
    watch_wanted = Signal()
    duplicates_wanted = Signal()

    def __init__(self, model: TracksModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.filter = model
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter by title, artist, style or key"))
        self.search.setAccessibleName(self.tr("Filter the library"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        self._search_icon = QAction(self)
        self.search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self.count = PlainLabel(role="quiet")
        self.add = self._button(self.tr("Add songs…"), self.open_wanted)
        self.watch = self._button(self.tr("Watched folders…"), self.watch_wanted)
        self.duplicates = self._button(self.tr("Copies…"), self.duplicates_wanted)
        self.duplicates.setToolTip(self.tr("The same recording in more than one file"))
        self._kept: tuple[TrackId, ...] = ()
        self.filters = LibraryFilters()
        self.batch = BatchBar()
        self.told = Notice(theme)
        self.table = quiet_table(self.tr("Songs of the library"))
        self._prepare_table()
        self.empty = self._centred(
            self.tr(
                "Nothing here yet. Drop songs or folders on the window: "
                "they stay where they are, the studio only remembers them. "
                "A watched folder is looked through at every start."
            )
        )
        self.none_left = self._centred(
            self.tr("No song is like that. Take a filter away, or press “Show all” to see every song again.")
        )
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self._on_rows()

    def _button(self, text: str, told: Any) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: told.emit())
        return button

    def _centred(self, text: str) -> PlainLabel:
        label = PlainLabel(text, "quiet")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setContentsMargins(4 * tokens.PADDING, 0, 4 * tokens.PADDING, 0)
        return label

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.filter)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setSortingEnabled(True)
        table.sortByColumn(ADDED, Qt.SortOrder.DescendingOrder)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = table.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        top.setSpacing(2 * tokens.GRID)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        top.addStretch(1)
        for button in (self.duplicates, self.watch, self.add):
            top.addWidget(button)
        below = QWidget()
        self._stack = QStackedLayout(below)
        for each in (self.table, self.empty, self.none_left):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.filters)
        column.addWidget(self.told)
        column.addWidget(below, 1)
        column.addWidget(self.batch)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_wanted)
        self.filters.changed.connect(self._on_wanted)
        self.filters.clear_button.clicked.connect(self.search.clear)
        self.filter.rows_replaced.connect(lambda: self.filters.offer(self.filter.collection))
        self.filter.modelAboutToBeReset.connect(self._remember)
        self.filter.modelReset.connect(self._on_rows)
        self.table.activated.connect(self._on_activated)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.batch.wanted.connect(self._on_work)
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(lambda: self._on_work(REMOVE))
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._into_table)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._search_icon.setIcon(icons.icon("search", theme.quiet))
        self.filter.missing_icon = icons.icon("warning", theme.warn)
        self.told.set_theme(theme)

    # what is shown

    def restore(self, wanted: Wanted) -> None:
        """Narrow the list as it was left."""
        self.search.setText(wanted.text)
        self.filters.set_wanted(msgspec.structs.replace(wanted, text=""))

    def _on_wanted(self, _value: object = None) -> None:
        wanted = msgspec.structs.replace(self.filters.wanted, text=self.search.text())
        self.filter.set_wanted(wanted)
        self.wanted_changed.emit(wanted)

    def _remember(self) -> None:
        chosen = self.selected() if self._num_selected() <= _MOST_KEPT else ()
        self._kept = tuple(row.id for row in chosen)

    def _on_rows(self) -> None:
        total, shown = self.filter.total, self.filter.rowCount()
        if shown < total:
            words = self.tr("%d of %d songs") % (shown, total)
        else:
            words = self.tr("1 song") if total == 1 else self.tr("%d songs") % total
        self.count.setText(words)
        self._stack.setCurrentWidget(self.empty if not total else self.table if shown else self.none_left)
        self._select(self._kept)
        self._on_selection()

    def show_missing(self, number: int) -> None:
        """Say how many files are not where they were; nothing where all are."""
        if not number:
            self.told.dismiss()
            return
        one, many = self.tr("1 song is not where it was."), self.tr("%d songs are not where they were.")
        meaning = self.tr(
            "Nothing that was made of them is lost. If their drive is not connected, connect it; "
            "if they were moved, say where to look."
        )
        self.told.tell(
            one if number == 1 else many % number,
            meaning,
            kind="bad",
            button=self.tr("Find…"),
            action=self.find_wanted.emit,
        )

    def show_only_missing(self) -> None:
        self.filters.set_wanted(Wanted(only=MISSING))

    # what is selected

    def _num_selected(self) -> int:
        return sum(part.height() for part in self._parts())

    def _parts(self) -> Iterable[QItemSelectionRange]:
        parts: Any = self.table.selectionModel().selection()
        return cast("Iterable[QItemSelectionRange]", parts)  # it is a list of them, which its stub does not say

    def selected(self) -> tuple[TrackRow, ...]:
        """The songs that are selected, in the order of the list."""
        lines: set[int] = set()
        for part in self._parts():
            lines.update(range(part.top(), part.bottom() + 1))
        return tuple(self.filter.row(line) for line in sorted(lines))

    def _select(self, ids: tuple[TrackId, ...]) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        lines = [line for line in map(self.filter.line_of, ids) if line is not None]
        for line in lines:
            self.table.selectionModel().select(self.filter.index(line, 0), flags)
        if lines:
            at = self.filter.index(lines[0], 0)
            self.table.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _on_selection(self, *_parts: object) -> None:
        self.batch.show_count(self._num_selected())

    def _into_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._num_selected() and self.filter.rowCount():
            self.table.selectRow(max(0, self.table.currentIndex().row()))

    def _on_menu(self, where: QPoint) -> None:
        if self._num_selected():
            self.batch.open_menu(self.table.viewport().mapToGlobal(where))

    def _on_work(self, name: str) -> None:
        chosen = self.selected()
        if chosen and name == OPEN:
            self.track_opened.emit(chosen[0])
        elif chosen:
            self.work_wanted.emit(name, chosen)

    def _on_activated(self, index: QModelIndex) -> None:
        track: Any = index.data(TRACK_ROLE)
        if track is not None:
            self.track_opened.emit(track)
