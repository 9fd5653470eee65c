"""The whole song at a glance: its waveform, its sections, and the stretch that is on screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import plain
from app.widgets.time_axis import TimeAxis
from app.widgets.time_canvas import TimeCanvas
from app.widgets.waveform import coverage, highest_peak, outline, tinted
from engine.core.events import Section
from engine.core.peaks import PeakPyramid

_LABEL_HEIGHT = 18
_MIN_LABEL_PIXELS = 20
_WAVE_OPACITY = 0.55


class SectionStrip(TimeCanvas):
    """Always shows the whole song. Click: go there. Drag: move the view."""

    view_dragged = Signal(float)
    """Second that shall be in the middle of the view."""

    def __init__(self, view: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        self._whole = TimeAxis()
        super().__init__(self._whole, theme, parent)
        self._view = view
        self._peaks: PeakPyramid | None = None
        self._sections: tuple[Section, ...] = ()
        self._pressed_x: float | None = None
        view.changed.connect(self.update)
        self.setFixedHeight(tokens.STRIP_HEIGHT)
        self.setAccessibleName(self.tr("Overview of the song with its sections"))
        self.setAccessibleDescription(self.tr("The Notes view lists the sections as a table."))

    def set_song(self, peaks: PeakPyramid, sections: tuple[Section, ...]) -> None:
        self._peaks, self._sections = peaks, sections
        self._whole.set_duration(peaks.duration)
        self.redraw()

    def draw(self, painter: QPainter, size: QSize) -> None:
        if self._peaks is None:
            return
        ratio = self.devicePixelRatioF()
        rows = max(1, round((size.height() - _LABEL_HEIGHT - 4) * ratio))
        low, high = outline(self._peaks, 0.0, self._whole.duration, max(1, round(size.width() * ratio)))
        scale = max(highest_peak(self._peaks), 1e-6)
        image = tinted(coverage(low, high, rows, full_scale=scale), tokens.faded(self.theme.quiet, _WAVE_OPACITY))
        image.setDevicePixelRatio(ratio)
        for index, section in enumerate(self._sections):
            if index % 2:
                painter.fillRect(self._cell(section, size), QColor(self.theme.surface2))
        painter.drawImage(0, _LABEL_HEIGHT + 2, image)
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        metrics = QFontMetricsF(painter.font())
        for section in self._sections:
            cell = self._cell(section, size)
            painter.fillRect(QRectF(cell.left(), 0, 1, size.height()), QColor(self.theme.line))
            if cell.width() >= _MIN_LABEL_PIXELS:
                painter.setPen(QColor(self.theme.quiet))
                label = metrics.elidedText(plain(section.label, 40), Qt.TextElideMode.ElideRight, cell.width() - 10)
                painter.drawText(cell.adjusted(6, 2, 0, 0), Qt.AlignmentFlag.AlignLeft, label)
        painter.fillRect(
            0, size.height() - self.theme.line_width, size.width(), self.theme.line_width, QColor(self.theme.line)
        )

    def _cell(self, section: Section, size: QSize) -> QRectF:
        left, right = (self._whole.x_of(time, size.width()) for time in (section.start, section.end))
        return QRectF(left, 0, right - left, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._peaks is None or self._view.visible >= self._view.duration:
            return
        painter = QPainter(self)
        left, right = (self._whole.x_of(time, self.width()) for time in (self._view.start, self._view.end))
        shade = tokens.faded(self.theme.ground, 0.55)
        painter.fillRect(QRectF(0, 0, left, self.height() - 1), shade)
        painter.fillRect(QRectF(right, 0, self.width() - right, self.height() - 1), shade)
        painter.setPen(QColor(self.theme.quiet))
        painter.drawRect(QRectF(left, 0, max(2.0, right - left - 1), self.height() - 2))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_x = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed_x is not None and abs(event.position().x() - self._pressed_x) > 4:
            self.view_dragged.emit(self.time_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed_x is not None and abs(event.position().x() - self._pressed_x) <= 4:
            self.clicked.emit(self.time_at(event.position().x()))
        self._pressed_x = None
