"""Tables whose rows carry a bar: read by eye as bars, by keyboard and screen reader as rows of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import escaped
from app.widgets.value_table import RowsModel

Index = QModelIndex | QPersistentModelIndex
BAR_ROLE = int(Qt.ItemDataRole.UserRole) + 7
_BAR_HEIGHT = 8.0
_LONG = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to ``value`` on a scale from ``least`` to ``most``; ``mark`` is a place on it.

    ``is_plain``: drawn as what speaks against something or is not named: hatched, without the accent.
    """

    value: float
    least: float = 0.0
    most: float = 1.0
    mark: float | None = None
    is_plain: bool = False


class BarsModel(RowsModel):
    """Rows of text with one column of bars. ``column``: which one."""

    def __init__(self, headers: Sequence[str], column: int) -> None:
        super().__init__(headers)
        self.column = column
        self._bar: Callable[[Any], Bar | None] = lambda _row: None

    def set_bars(
        self, rows: Sequence[Any], texts: Callable[[Any], tuple[str, ...]], bar: Callable[[Any], Bar | None]
    ) -> None:
        """``texts`` gives a row's cells, ``bar`` its bar; None where there is nothing to draw."""
        self._bar = bar
        self.set_rows(rows, texts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == BAR_ROLE:
            return self._bar(self.row(index.row())) if index.column() == self.column else None
        if role == Qt.ItemDataRole.DisplayRole and index.column() == self.column:
            return ""  # drawn; the words stay for screen readers
        if role == Qt.ItemDataRole.ToolTipRole:
            words = super().data(index, Qt.ItemDataRole.DisplayRole)
            return escaped(words) if len(words) > _LONG else None  # it may be cut; else the table's own tip shows
        return super().data(index, role)


class BarDelegate(QStyledItemDelegate):
    """Draws the bars of a ``BarsModel``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        bar: Bar | None = index.data(BAR_ROLE)
        if bar is None:
            return
        cell = QRectF(option.rect)
        box = QRectF(
            cell.left() + 2 * tokens.GRID,
            cell.center().y() - _BAR_HEIGHT / 2,
            cell.width() - 4 * tokens.GRID,
            _BAR_HEIGHT,
        )
        painter.save()
        paint_bar_on_scale(painter, box, bar, self.theme)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        inside = QStyleOptionViewItem(option)
        inside.rect.setWidth(max(1, option.rect.width() - 4 * tokens.GRID))  # the style sheet's padding is not counted
        size = super().sizeHint(inside, index)
        return QSize(size.width(), max(size.height() + tokens.GRID, tokens.BAR_ROW_HEIGHT))


def paint_bar_on_scale(painter: QPainter, box: QRectF, bar: Bar, theme: Theme) -> None:
    """A track, the bar from the scale's 0, a line at 0 where the scale goes below it, and the mark."""
    painter.fillRect(box, QColor(theme.surface2 if theme.name != "contrast" else theme.surface3))

    def x_of(value: float) -> float:
        share = (min(max(value, bar.least), bar.most) - bar.least) / (bar.most - bar.least)
        return box.left() + share * box.width()

    zero, end = x_of(0.0), x_of(bar.value)
    filled = QRectF(min(zero, end), box.top(), max(1.0, abs(end - zero)), box.height())
    if bar.is_plain:
        painter.fillRect(filled, QBrush(QColor(theme.quiet), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(theme.quiet))
        painter.drawRect(filled.adjusted(0, 0, -1, -1))
    else:
        painter.fillRect(filled, QColor(theme.accent))
    if bar.least < 0.0:
        painter.fillRect(QRectF(zero, box.top() - 4, 1, box.height() + 8), QColor(theme.quiet))
    if bar.mark is not None:
        painter.fillRect(QRectF(x_of(bar.mark), box.top() - 3, 1, box.height() + 6), QColor(theme.text))


def low_rows(table: QTableView) -> QTableView:
    """Rows as low as a list of bars may have them."""
    table.verticalHeader().setMinimumSectionSize(tokens.BAR_ROW_HEIGHT)
    table.verticalHeader().setDefaultSectionSize(tokens.BAR_ROW_HEIGHT)
    return table
