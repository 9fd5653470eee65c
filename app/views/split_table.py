"""The table of the Split page: song, length, what happens, how exact, and the one thing to do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app import theme as tokens
from app.jobs_model import clock_text
from app.splitting import Splitting
from app.splitting_rows import SplitRow, button_words, length_words, result_words, state_words
from app.theme import Theme
from app.widgets.plain_text import escaped
from app.widgets.status_line import paint_bar
from app.widgets.value_table import quiet_table
from engine.core.jobs import JobState

Index = QModelIndex | QPersistentModelIndex
SONG, LENGTH, STATE, LEFT, RESULT, ACTION = range(6)
_WIDTHS = {LENGTH: 64, LEFT: 148, RESULT: 124, ACTION: 96}
_BUTTON_WIDTH = 76


class SplitModel(QAbstractTableModel):
    """Rows of ``Splitting`` for Qt."""

    def __init__(self, splitting: Splitting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._splitting = splitting
        splitting.rows_changed.connect(self._on_rows)
        splitting.row_changed.connect(
            lambda place: self.dataChanged.emit(self.index(place, 0), self.index(place, ACTION))
        )

    def _on_rows(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def row(self, place: int) -> SplitRow:
        return self._splitting.rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._splitting.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else ACTION + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return escaped(self._help(row, index.column())) if self._help(row, index.column()) else None
        return None

    def _text(self, row: SplitRow, column: int) -> str:
        if column == LEFT:
            return self._progress(row)
        words = {SONG: row.title, LENGTH: length_words(row), STATE: state_words(row), RESULT: result_words(row)}
        return words.get(column, button_words(row))

    def _progress(self, row: SplitRow) -> str:
        """How far it is, or how long it will take."""
        if row.can_start and row.duration > 0.0:
            return self.tr("about %s") % clock_text(self._splitting.seconds_for(row))
        if row.state != JobState.RUNNING:
            return ""
        return f"{row.fraction:.0%}" + (f", {self.tr('%s left') % clock_text(row.eta)}" if row.eta else "")

    def _help(self, row: SplitRow, column: int) -> str:
        if column == STATE and row.error:
            return row.error
        if column == RESULT and row.is_done:
            took = clock_text(row.seconds)
            return self.tr("The stems add up to the song, but for this much. Made by %s in %s.") % (row.model, took)
        return row.path if column == SONG else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        heads = (self.tr("Song"), self.tr("Length"), self.tr("What happens"), self.tr("Progress"))
        return (*heads, self.tr("Residual"), "")[section]


class SplitDelegate(QStyledItemDelegate):
    """Paints progress as a bar and the one thing to do as a button."""

    pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = self._row(index)
        box = QRectF(option.rect)
        if index.column() == STATE and row.state == JobState.RUNNING:
            painter.save()
            paint_bar(painter, QRectF(box.left() + 6, box.bottom() - 5, box.width() - 18, 3), row.fraction, self.theme)
            painter.restore()
        elif index.column() == ACTION:
            self._paint_button(painter, self.button_box(box), button_words(row))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        super().initStyleOption(option, index)
        row = self._row(index)
        if index.column() == ACTION:
            option.text = ""
        elif index.column() == STATE and row.state == JobState.FAILED:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(self.theme.bad))
        elif index.column() != SONG:
            option.palette.setColor(option.palette.ColorRole.Text, QColor(self.theme.quiet))

    @staticmethod
    def _row(index: Index) -> SplitRow:
        model = index.model()
        assert isinstance(model, SplitModel)
        return model.row(index.row())

    def _paint_button(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self.theme.line))
        painter.setBrush(QColor(self.theme.surface3))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(self.theme.text))
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()

    @staticmethod
    def button_box(cell: QRectF) -> QRectF:
        return QRectF(cell.right() - _BUTTON_WIDTH - 8.5, cell.center().y() - 10.5, _BUTTON_WIDTH, 21)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(super().sizeHint(option, index).width(), tokens.CONTROL_HEIGHT + 4)

    def editorEvent(self, event: QEvent, _model: object, option: QStyleOptionViewItem, index: Index) -> bool:  # noqa: N802 - Qt's name
        is_click = event.type() == QEvent.Type.MouseButtonRelease and index.column() == ACTION
        box = self.button_box(QRectF(option.rect))
        if is_click and isinstance(event, QMouseEvent) and box.contains(event.position()):
            self.pressed.emit(index.row())
            return True
        return False


def split_table(name: str, action: str, model: SplitModel, delegate: SplitDelegate) -> QTableView:
    """The view: several rows may be chosen; Delete and Enter do the one thing.

    Args:
        name: For screen readers.
        action: What Delete does, in words.
        model: The rows.
        delegate: Paints them.
    """
    table = quiet_table(name)
    table.setModel(model)
    table.setItemDelegate(delegate)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    table.verticalHeader().setDefaultSectionSize(tokens.CONTROL_HEIGHT + 4)
    header = table.horizontalHeader()
    for column in (SONG, STATE):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    for column, width in _WIDTHS.items():
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        table.setColumnWidth(column, width)
    press = QAction(action, table)
    press.setShortcut("Delete")
    press.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    press.triggered.connect(lambda: _press(table, delegate))
    table.addAction(press)
    table.activated.connect(lambda index: delegate.pressed.emit(index.row()))
    return table


def _press(table: QTableView, delegate: SplitDelegate) -> None:
    if table.currentIndex().isValid():
        delegate.pressed.emit(table.currentIndex().row())
