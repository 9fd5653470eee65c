"""Curves of a training: the loss as it falls, the held-out loss on it, and small ones for rate and culture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme

_LEFT, _BOTTOM, _TOP, _RIGHT = 52, 20, 28, 10
_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, its points, and whether it has dots (few, measured points) and the accent's colour."""

    name: str
    steps: Sequence[float]
    values: Sequence[float]
    is_accent: bool = True
    has_dots: bool = False


class TrainCurve(QWidget):
    """Draws lines against steps, from 0 to ``most`` steps. Says its newest values to screen readers."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.theme = title, theme
        self.lines: tuple[Line, ...] = ()
        self.most = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(tokens.CURVE_MIN_HEIGHT)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, tokens.CURVE_MIN_HEIGHT)

    def show_lines(self, lines: Sequence[Line], most: float) -> None:
        """Replace what is drawn."""
        self.lines, self.most = tuple(lines), most
        words = ", ".join(f"{line.name} {figure(line.values[-1])}" for line in lines if line.values)
        self.setAccessibleDescription(words)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        drawn = [line for line in self.lines if line.values]
        self._paint_legend(painter, drawn)
        if drawn and box.width() > 10 and box.height() > 10:
            low, high = spread([value for line in drawn for value in line.values])
            last = max(self.most, *(line.steps[-1] for line in drawn), 1.0)
            self._paint_grid(painter, box, low, high, last)
            for line in drawn:
                self._paint_line(painter, box, line, (low, high, last))
        else:
            painter.setPen(QColor(self.theme.faint))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.tr("nothing measured yet"))
        painter.end()

    def _paint_legend(self, painter: QPainter, drawn: list[Line]) -> None:
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        at = 0.0
        painter.setPen(QColor(self.theme.quiet))
        painter.drawText(QPointF(at, 12), self.title)
        at = max(_LEFT + 20, painter.fontMetrics().horizontalAdvance(self.title) + 20.0)
        for line in drawn if len(self.lines) > 1 else ():
            words = f"{line.name} {figure(line.values[-1])}"
            painter.setPen(
                QPen(self._colour(line), 2, Qt.PenStyle.SolidLine if line.is_accent else Qt.PenStyle.DashLine)
            )
            painter.drawLine(QPointF(at, 8), QPointF(at + 16, 8))
            painter.setPen(QColor(self.theme.text))
            painter.drawText(QPointF(at + 22, 12), words)
            at += 44 + painter.fontMetrics().horizontalAdvance(words)
        if len(self.lines) == 1 and drawn:
            painter.setPen(QColor(self.theme.text))
            place = QRectF(at, 0, self.width() - at - _RIGHT, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight), figure(drawn[0].values[-1]))

    def _paint_grid(self, painter: QPainter, box: QRectF, low: float, high: float, last: float) -> None:
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        count, before = _LINES if box.height() > 90 and high - low > 0.2 * abs(high) else 2, ""
        for index in range(count + 1):
            y = box.bottom() - box.height() * index / count
            painter.setPen(QPen(QColor(self.theme.grid), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(QColor(self.theme.quiet))
            words = figure(low + (high - low) * index / count)
            if words == before:  # a flat line: the same figure twice says nothing
                continue
            before = words
            painter.drawText(
                QRectF(0, y - 8, _LEFT - 6, 16), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words
            )
        painter.drawText(
            QRectF(box.left(), box.bottom() + 4, box.width(), 14), int(Qt.AlignmentFlag.AlignRight), f"{last:,.0f}"
        )
        painter.drawText(QRectF(box.left(), box.bottom() + 4, 20, 14), int(Qt.AlignmentFlag.AlignLeft), "0")

    def _paint_line(self, painter: QPainter, box: QRectF, line: Line, scale: tuple[float, float, float]) -> None:
        low, high, last = scale
        points = QPolygonF(
            [
                QPointF(
                    box.left() + box.width() * step / last,
                    box.bottom() - box.height() * (min(max(value, low), high) - low) / (high - low),
                )
                for step, value in zip(line.steps, line.values, strict=False)
            ]
        )
        colour = self._colour(line)
        pen = QPen(colour, 1.6 * self.theme.line_width)
        pen.setStyle(Qt.PenStyle.SolidLine if line.is_accent else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline(points)
        if line.has_dots or len(line.values) == 1:
            painter.setBrush(colour)
            for place in range(max(0, points.size() - 200), points.size()):
                painter.drawEllipse(points.at(place), 2.5, 2.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _colour(self, line: Line) -> QColor:
        return QColor(self.theme.accent if line.is_accent else self.theme.text)


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest of an axis: the first wild steps of a training do not flatten all that follows."""
    ordered = sorted(values)
    low, high = ordered[0], ordered[min(len(ordered) - 1, round(0.995 * len(ordered)))]
    room = 0.05 * (high - low) or abs(high) * 0.05 or 0.5
    return max(low - room, 0.0) if low >= 0.0 else low - room, high + room


def figure(value: float) -> str:
    """Three digits that matter."""
    if value and (abs(value) < 1e-2 or abs(value) >= 1e5):
        return f"{value:.1e}"
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
