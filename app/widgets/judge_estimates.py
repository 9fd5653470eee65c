"""Estimates with their intervals, one line each, on one scale: dot, bar, and the line where there is no difference."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme

_ROW, _FOOT = 44, 26
_NAMES, _FIGURES = 0.34, 150


class EstimateRows(QWidget):
    """Names, intervals, figures.

    Args:
        names: One for each estimate; two lines at most.
        values: Value, low, high.
        limits: Of the scale; taken from the values where None.
        line: Where there is no difference, or None.
        axis: What the scale is.
    """

    def __init__(
        self,
        theme: Theme,
        names: Sequence[str],
        values: Sequence[tuple[float, float, float]],
        *,
        limits: tuple[float, float] | None,
        line: float | None,
        axis: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.names, self.values, self.line, self.axis = tuple(names), tuple(values), line, axis
        ends = [bound for value in values for bound in value] + ([line] if line is not None else [])
        self.limits = limits or (min(ends, default=0.0), max(ends, default=1.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = [f"{name.replace(chr(10), ', ')}: {self._figures(own)}" for name, own in zip(names, values, strict=True)]
        self.setAccessibleName("; ".join(said))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(560, len(self.names) * _ROW + _FOOT)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def _figures(self, own: tuple[float, float, float]) -> str:
        is_share = self.limits == (0.0, 1.0)
        value, low, high = (f"{bound:.0%}" if is_share else f"{bound:.1f}" for bound in own)
        return self.tr("%s  (%s to %s)") % (value, low, high)

    def _x(self, value: float, box: QRectF) -> float:
        low, high = self.limits
        share = (value - low) / (high - low) if high > low else 0.5
        return box.left() + min(max(share, 0.0), 1.0) * box.width()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.width() * _NAMES
        box = QRectF(left, 0, self.width() - left - _FIGURES - tokens.PADDING, len(self.names) * _ROW)
        if self.line is not None:
            painter.setPen(QPen(QColor(theme.quiet), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._x(self.line, box), 0), QPointF(self._x(self.line, box), box.bottom()))
        for place, (name, own) in enumerate(zip(self.names, self.values, strict=True)):
            middle = (place + 0.5) * _ROW
            self._paint_name(painter, name, QRectF(0, place * _ROW, left - tokens.PADDING, _ROW))
            value, low, high = (self._x(bound, box) for bound in own)
            painter.setPen(QPen(QColor(theme.accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.text))
            painter.drawEllipse(QPointF(value, middle), 5, 5)
            painter.setPen(QColor(theme.text))
            painter.setFont(tokens.font(tokens.TEXT_BASE))
            figures = QRectF(box.right() + tokens.PADDING, place * _ROW, _FIGURES, _ROW)
            painter.drawText(figures, Qt.AlignmentFlag.AlignVCenter, self._figures(own))
        painter.setPen(QColor(theme.quiet))
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        foot = QRectF(box.left(), box.bottom(), box.width(), _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, self.axis)
        painter.end()

    def _paint_name(self, painter: QPainter, name: str, box: QRectF) -> None:
        first, _, second = name.partition("\n")
        painter.setFont(tokens.font(tokens.TEXT_BASE))
        painter.setPen(QColor(self.theme.text))
        first = painter.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, int(box.width()))
        upper = box.adjusted(0, 4, 0, -box.height() / 2) if second else box
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, first)
        if second:
            painter.setFont(tokens.font(tokens.TEXT_QUIET))
            painter.setPen(QColor(self.theme.quiet))
            painter.drawText(
                box.adjusted(0, box.height() / 2, 0, -4), Qt.AlignmentFlag.AlignVCenter, second.replace("_", " ")
            )
