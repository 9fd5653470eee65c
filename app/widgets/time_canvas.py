"""What everything drawn against time shares: a cached picture, a play-head, wheel and mouse."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.time_axis import TimeAxis

_ZOOM_PER_NOTCH = 1.25
_SCROLL_PER_NOTCH = 0.1  # of what is visible
_NOTCH = 120  # Qt's eighths of a degree for one click of a wheel
PLAYHEAD_WIDTH = 2


class TimeCanvas(QWidget):
    """A widget whose picture changes rarely (zoom, scroll, theme) while a play-head moves over it often.

    The picture is kept in a pixmap and only blitted; when the play-head moves, only the few pixels between its old
    and its new place are painted again. Subclasses draw the picture in ``draw``.
    """

    clicked = Signal(float)
    """Seconds under a left click."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = axis
        self.theme = theme
        self.playhead: float | None = None
        self._picture: QPixmap | None = None
        self._pan_from: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        axis.changed.connect(self.redraw)

    @abstractmethod
    def draw(self, painter: QPainter, size: QSize) -> None:
        """Draw the picture, in logical pixels."""

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.redraw()

    def redraw(self) -> None:
        """Throw the picture away; it is drawn again when next seen."""
        self._picture = None
        self.update()

    def set_playhead(self, time: float | None) -> None:
        """Move the play-head; None hides it."""
        if time == self.playhead:
            return
        before = self._playhead_x()
        self.playhead = time
        after = self._playhead_x()
        if before == after:
            return
        xs = [x for x in (before, after) if x is not None]
        left, right = min(xs), max(xs)
        self.update(QRect(left - PLAYHEAD_WIDTH, 0, right - left + 2 * PLAYHEAD_WIDTH + 1, self.height()))

    def _playhead_x(self) -> int | None:
        if self.playhead is None:
            return None
        x = round(self.axis.x_of(self.playhead, self.width()))
        return x if -PLAYHEAD_WIDTH <= x <= self.width() + PLAYHEAD_WIDTH else None

    def picture(self) -> QPixmap:
        """The cached picture."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = self.new_picture()
            painter = QPainter(self._picture)
            painter.setFont(tokens.font())
            self.draw(painter, self.size())
            painter.end()
        return self._picture

    def new_picture(self) -> QPixmap:
        """An empty picture of the widget's size on its screen."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self.theme.surface1))
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        self.paint_picture(painter)
        x = self._playhead_x()
        if x is not None:
            painter.fillRect(x, 0, PLAYHEAD_WIDTH, self.height(), QColor(self.theme.playhead))
        if self.hasFocus():
            painter.setPen(QColor(self.theme.focus))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def paint_picture(self, painter: QPainter) -> None:
        """Blit; subclasses may compose several pictures."""
        painter.drawPixmap(0, 0, self.picture())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.redraw()

    def time_at(self, x: float) -> float:
        return self.axis.time_at(x, self.width())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        across, down = event.angleDelta().x() / _NOTCH, event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.axis.zoom(_ZOOM_PER_NOTCH**-down, self.time_at(event.position().x()))
        else:
            self.axis.scroll(-(down + across) * _SCROLL_PER_NOTCH * self.axis.visible)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.time_at(event.position().x()))
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pan_from is not None:
            here = event.position().toPoint()
            self.axis.scroll((self._pan_from.x() - here.x()) / max(1, self.width()) * self.axis.visible)
            self._pan_from = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = None
