"""Bars and beats along the top; the loop is drawn and dragged here."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.bar_clock import BarClock
from app.theme import Theme
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas

_MIN_LABEL_PIXELS = 46
_MIN_BEAT_PIXELS = 9
_DRAG_PIXELS = 5
_EDGE_PIXELS = 6
_BRACE_HEIGHT = 8


class BeatRuler(TimeCanvas):
    """Click: the play-head goes there. Drag: a loop. Drag an end of the loop: it moves."""

    loop_dragged = Signal(float, float)

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.setFixedHeight(tokens.RULER_HEIGHT)
        self.setMouseTracking(True)
        self._clock: BarClock | None = None
        self._loop: tuple[float, float] | None = None
        self._is_loop_on = False
        self._pressed_at: float | None = None
        self._anchor: float | None = None
        self.setAccessibleName(self.tr("Bars and beats"))
        self.setAccessibleDescription(
            self.tr("Click to move the play-head, drag to make a loop. The Notes view lists the beats.")
        )

    def set_clock(self, clock: BarClock | None) -> None:
        self._clock = clock
        self.redraw()

    def set_loop(self, loop: tuple[float, float] | None, *, is_on: bool) -> None:
        self._loop, self._is_loop_on = loop, is_on
        self.redraw()

    def draw(self, painter: QPainter, size: QSize) -> None:
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        if self._loop is not None:
            self._draw_loop(painter, size, self._loop)
        if self._clock is None:
            self._draw_seconds(painter, size)
        else:
            self._draw_bars(painter, size, self._clock)
        painter.fillRect(
            0, size.height() - self.theme.line_width, size.width(), self.theme.line_width, QColor(self.theme.line)
        )

    def _draw_bars(self, painter: QPainter, size: QSize, clock: BarClock) -> None:
        starts = clock.bar_starts(self.axis.end)
        if len(starts) < 2:
            return
        bar_pixels = float(
            self.axis.x_of(float(starts[1]), size.width()) - self.axis.x_of(float(starts[0]), size.width())
        )
        every = _power_of_two(_MIN_LABEL_PIXELS / max(bar_pixels, 1e-6))
        bottom = size.height()
        for index, start in enumerate(starts):
            x = self.axis.x_of(float(start), size.width())
            if x < -_MIN_LABEL_PIXELS or x > size.width() or index % every:
                continue
            painter.fillRect(round(x), bottom - 14, 1, 14, QColor(self.theme.faint))
            painter.setPen(QColor(self.theme.text))
            painter.drawText(QPointF(x + 5, bottom - 5), str(index + 1))
        if bar_pixels / clock.beats_per_bar >= _MIN_BEAT_PIXELS:
            self._draw_beats(painter, size, clock)

    def _draw_beats(self, painter: QPainter, size: QSize, clock: BarClock) -> None:
        for index in range(int(clock.beat_at(self.axis.start)), int(clock.beat_at(self.axis.end)) + 1):
            if clock.bar_of(index)[1] != 1:
                x = self.axis.x_of(clock.time_of(index), size.width())
                painter.fillRect(round(x), size.height() - 6, 1, 6, QColor(self.theme.faint))

    def _draw_seconds(self, painter: QPainter, size: QSize) -> None:
        """A song without beats still has minutes."""
        step = next(
            (
                s
                for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
                if s / self.axis.visible * size.width() >= _MIN_LABEL_PIXELS
            ),
            3600,
        )
        second = int(self.axis.start // step * step)
        while second <= self.axis.end:
            x = self.axis.x_of(second, size.width())
            painter.fillRect(round(x), size.height() - 14, 1, 14, QColor(self.theme.faint))
            painter.setPen(QColor(self.theme.text))
            painter.drawText(QPointF(x + 5, size.height() - 5), f"{second // 60}:{second % 60:02d}")
            second += step

    def _draw_loop(self, painter: QPainter, size: QSize, loop: tuple[float, float]) -> None:
        left, right = (self.axis.x_of(time, size.width()) for time in loop)
        colour = QColor(self.theme.accent if self._is_loop_on else self.theme.faint)
        painter.fillRect(QRectF(left, 0, right - left, size.height()), tokens.faded(colour, 0.16))
        painter.fillRect(QRectF(left, 0, right - left, _BRACE_HEIGHT / 2), colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x, direction in ((left, 1), (right, -1)):
            painter.drawPolygon(
                QPolygonF([QPointF(x, 0), QPointF(x + direction * _BRACE_HEIGHT, 0), QPointF(x, _BRACE_HEIGHT + 3)])
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _edge_at(self, x: float) -> int | None:
        """0 or 1 for the loop's start or end under ``x``."""
        if self._loop is None:
            return None
        distances = [abs(self.axis.x_of(time, self.width()) - x) for time in self._loop]
        nearest = distances.index(min(distances))
        return nearest if distances[nearest] <= _EDGE_PIXELS else None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        x = event.position().x()
        self._pressed_at = x
        edge = self._edge_at(x)
        self._anchor = self._loop[1 - edge] if edge is not None and self._loop is not None else self.time_at(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseMoveEvent(event)
        x = event.position().x()
        at_edge = self._edge_at(x) is not None or self._pressed_at is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if at_edge else Qt.CursorShape.ArrowCursor)
        if self._pressed_at is not None and self._anchor is not None and abs(x - self._pressed_at) >= _DRAG_PIXELS:
            here = self.time_at(x)
            self.loop_dragged.emit(min(self._anchor, here), max(self._anchor, here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._pressed_at is not None:
            if abs(event.position().x() - self._pressed_at) < _DRAG_PIXELS:
                self.clicked.emit(self.time_at(self._pressed_at))
            self._pressed_at = self._anchor = None


def _power_of_two(at_least: float) -> int:
    step = 1
    while step < at_least:
        step *= 2
    return step
