"""Velocities of a stem's notes as sticks under the piano roll; drag across them to change them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.note_editing import Picked, with_velocity
from app.theme import Theme
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas

_HEAD = 5.0
_REACH = 6.0
_MOST_HEADS = 400
"""More of them are a carpet."""
_HIGHEST = 127


class VelocityLane(TimeCanvas):
    """A stick for each note. Where notes are chosen, only theirs follow the mouse."""

    edited = Signal(object, str)
    """``Picked`` after a drag, and the step's name."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.setFixedHeight(tokens.STRIP_HEIGHT)
        self.picked = Picked()
        self.is_editable = False
        self._colour = QColor(theme.accent)
        self._onsets = np.zeros(0)
        self._velocities = np.zeros(0, np.int64)
        self._pressed: Picked | None = None
        self.setAccessibleName(self.tr("Velocities"))
        self.setAccessibleDescription(self.tr("In the piano roll, Shift with Up and Down changes the velocity."))

    def show_picked(self, picked: Picked, colour: QColor) -> None:
        """Show a stem's velocities."""
        self.picked, self._colour = picked, colour
        self._onsets = np.asarray([note.onset for note in picked.notes], np.float64)
        self._velocities = np.asarray([note.velocity for note in picked.notes], np.int64)
        self.redraw()

    def draw(self, painter: QPainter, size: QSize) -> None:
        line = self.theme.line_width
        painter.fillRect(0, 0, size.width(), line, QColor(self.theme.line))
        visible = np.flatnonzero((self._onsets >= self.axis.start) & (self._onsets <= self.axis.end))
        xs = np.round((self._onsets[visible] - self.axis.start) / self.axis.visible * size.width())
        room = size.height() - line - _HEAD
        tops = line + _HEAD / 2 + room * (1.0 - self._velocities[visible] / _HIGHEST)
        chosen = np.isin(visible, list(self.picked.chosen))
        painter.setPen(Qt.PenStyle.NoPen)
        for is_chosen, colour in ((False, self._colour), (True, QColor(self.theme.text))):
            painter.setBrush(colour)
            columns, highest = _highest(xs[chosen == is_chosen], tops[chosen == is_chosen])
            places = list(zip(columns.tolist(), highest.tolist(), strict=True))
            painter.drawRects([QRectF(x, top, 2, size.height() - top) for x, top in places])
            if len(places) <= _MOST_HEADS:
                painter.drawRects([QRectF(x, top - _HEAD / 2, _HEAD, _HEAD) for x, top in places])

    def velocity_at(self, y: float) -> int:
        """The velocity a pixel stands for."""
        room = self.height() - self.theme.line_width - _HEAD
        share = 1.0 - (y - self.theme.line_width - _HEAD / 2) / max(1.0, room)
        return max(1, min(_HIGHEST, round(share * _HIGHEST)))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            if self.is_editable:
                self._pressed = self.picked
                self._set(event.position(), event.position())
        else:
            super().mousePressEvent(event)
        self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseMoveEvent(event)
        if self._pressed is not None:
            self._set(self._last, event.position())
            self._last = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            self._pressed = None
            self.edited.emit(self.picked, self.tr("Change velocities"))

    def _set(self, before: QPointF, now: QPointF) -> None:
        """Give the notes between two pixels the mouse's velocity; chosen ones first."""
        left, right = sorted((before.x(), now.x()))
        xs = (self._onsets - self.axis.start) / self.axis.visible * max(1, self.width())
        under = set(np.flatnonzero((xs >= left - _REACH) & (xs <= right + _REACH)).tolist())
        under = (under & self.picked.chosen) if self.picked.chosen else under
        if under:
            chosen = self.picked.chosen
            changed = with_velocity(self.picked.choosing(under), self.velocity_at(now.y()))
            # notes keep their places unless two share onset, offset and pitch, which then are alike to the eye
            self.show_picked(changed.choosing(chosen), self._colour)


def _highest(xs: NDArray[np.float64], tops: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One stick for each column of pixels: that of the loudest note."""
    columns, place = np.unique(xs, return_inverse=True)
    highest = np.full(len(columns), np.inf)
    np.minimum.at(highest, place, tops)
    return columns, highest
