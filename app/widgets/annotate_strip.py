"""The song's parts to be labelled: a click chooses one, a drag moves a border. What was said is drawn as small bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.annotate_segments import Part
from app.widgets.plain_text import plain
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from engine.core.labels import MARKERS

_EDGE_PIXELS = 6
_BARS_HEIGHT = 26.0
_BAR_WIDTH = 7.0
_MIN_NAME_PIXELS = 24
_SAID_OPACITY = 0.22

Said = Mapping[str, float | None]


class PartStrip(TimeCanvas):
    """Takes the keyboard: Left and Right choose the neighbour, Shift with them moves the part's end."""

    part_chosen = Signal(int)
    border_moved = Signal(int, float)
    """The end of a part is being dragged to a second; ``border_dropped`` follows."""
    border_dropped = Signal()
    step_wanted = Signal(int)
    border_step_wanted = Signal(int)

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self._parts: tuple[Part, ...] = ()
        self._said: tuple[Said | None, ...] = ()
        self._chosen: int | None = None
        self._dragged: int | None = None
        self._has_moved = False
        self.setFixedHeight(tokens.PARTS_HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Parts of the song"))
        self.setAccessibleDescription(
            self.tr("Left and Right choose a part, Shift with them moves its end. The table below lists the parts.")
        )

    def show_parts(self, parts: Sequence[Part], said: Sequence[Said | None], chosen: int | None) -> None:
        """``said``: markers of each part, None where nothing at all is said of it; ``chosen`` None: the whole song."""
        self._parts, self._said, self._chosen = tuple(parts), tuple(said), chosen
        self.redraw()

    def draw(self, painter: QPainter, size: QSize) -> None:
        metrics = QFontMetricsF(painter.font())
        for place, (part, said) in enumerate(zip(self._parts, self._said, strict=True)):
            box = self._box(part, size)
            if box.right() < 0 or box.left() > size.width():
                continue
            ground = self.theme.surface3 if place == self._chosen else self.theme.surface2
            painter.fillRect(box, QColor(ground))
            painter.fillRect(QRectF(box.right(), box.top(), 1, box.height()), QColor(self.theme.line))
            if said is not None:
                painter.fillRect(box, tokens.faded(self.theme.accent, _SAID_OPACITY))
            seen = box.intersected(QRectF(0, 0, size.width(), size.height())).adjusted(6, 0, -4, 0)
            if seen.width() >= _MIN_NAME_PIXELS:
                name = plain(part.name, 40) or self.tr("part")
                painter.setPen(QColor(self.theme.text))
                words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, seen.width())
                painter.drawText(seen.adjusted(0, 4, 0, 0), int(Qt.AlignmentFlag.AlignTop), words)
                self._draw_said(painter, seen, said or {})
            if place == self._chosen:
                painter.setPen(QPen(QColor(self.theme.accent), max(2, self.theme.line_width)))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        line = self.theme.line_width
        painter.fillRect(0, size.height() - line, size.width(), line, QColor(self.theme.line))

    def _box(self, part: Part, size: QSize) -> QRectF:
        left, right = (self.axis.x_of(time, size.width()) for time in part.place)
        return QRectF(left, 1, max(2.0, right - left - 1), size.height() - 3)

    def _draw_said(self, painter: QPainter, box: QRectF, said: Said) -> None:
        """One small bar per marker, in the order of the form; hatched where its author cannot judge."""
        bottom = box.bottom() - 5
        for place, name in enumerate(MARKERS):
            left = box.left() + place * (_BAR_WIDTH + 2)
            if left + _BAR_WIDTH > box.right():
                return
            painter.fillRect(QRectF(left, bottom, _BAR_WIDTH, 1), QColor(self.theme.faint))
            if name not in said:
                continue
            value = said[name]
            if value is None:
                hatch = QBrush(QColor(self.theme.quiet), Qt.BrushStyle.BDiagPattern)
                painter.fillRect(QRectF(left, bottom - _BARS_HEIGHT / 2, _BAR_WIDTH, _BARS_HEIGHT / 2), hatch)
            else:
                height = max(2.0, value * _BARS_HEIGHT)
                painter.fillRect(QRectF(left, bottom - height, _BAR_WIDTH, height), QColor(self.theme.accent))

    # mouse and keys

    def border_at(self, x: float) -> int | None:
        """The part whose end is under a pixel."""
        ends = [(abs(self.axis.x_of(part.end, self.width()) - x), place) for place, part in enumerate(self._parts)]
        near = min(ends, default=None)
        return near[1] if near is not None and near[0] <= _EDGE_PIXELS else None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._dragged, self._has_moved = self.border_at(event.position().x()), False
        if self._dragged is None:
            time = self.time_at(event.position().x())
            place = next((at for at, part in enumerate(self._parts) if part.start <= time < part.end), None)
            if place is not None:
                self.part_chosen.emit(place)
            self.clicked.emit(time)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseMoveEvent(event)
        x = event.position().x()
        is_on_border = self._dragged is not None or self.border_at(x) is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if is_on_border else Qt.CursorShape.ArrowCursor)
        if self._dragged is not None:
            self._has_moved = True
            self.border_moved.emit(self._dragged, self.time_at(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._dragged is not None:
            self._dragged = None
            if self._has_moved:
                self.border_dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.border_step_wanted.emit(step)
        else:
            self.step_wanted.emit(step)
