"""A take's mix as one waveform with its sections; a click says where to listen."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.making_takes import TakeSection
from app.theme import Theme
from app.widgets.waveform import coverage, tinted

_LEAST_NAME = 40


class Outlined(Protocol):
    """What has a waveform: lowest and highest samples in columns over the whole duration."""

    @property
    def low(self) -> NDArray[np.float32]: ...
    @property
    def high(self) -> NDArray[np.float32]: ...
    @property
    def full_scale(self) -> float: ...
    @property
    def duration(self) -> float: ...
    @property
    def sections(self) -> tuple[TakeSection, ...]: ...


class TakeWave(QWidget):
    """Played part bright, the rest quiet; the play-head only where the take is heard."""

    seek_wanted = Signal(float)
    """Seconds."""
    names_height = 14
    """Above the waveform, for the sections' names."""

    def __init__(self, take: Outlined, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.take, self.theme = take, theme
        self._at: float | None = None
        self._frontier: float | None = None
        self._images: tuple[QImage, QImage] | None = None
        self.setFixedHeight(tokens.TAKE_WAVE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Waveform of the take; click to hear it from there"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(300, tokens.TAKE_WAVE_HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        self.theme, self._images = theme, None
        self.update()

    def show_take(self, take: Outlined, frontier: float | None = None) -> None:
        """Draw it anew; ``frontier``: seconds that are there of one that is still being made."""
        self.take, self._frontier, self._images = take, frontier, None
        self.update()

    def set_position(self, seconds: float | None) -> None:
        """Where the take is heard; None where it is not."""
        if seconds is None and self._at is None:
            return
        before, self._at = self._x(self._at), seconds
        if before != self._x(seconds):
            self.update()

    def _x(self, seconds: float | None) -> int:
        if seconds is None or self.take.duration <= 0:
            return 0
        return round(min(max(seconds / self.take.duration, 0.0), 1.0) * self.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton and self.width() > 0:
            share = min(max(event.position().x() / self.width(), 0.0), 1.0)
            self.seek_wanted.emit(share * self.take.duration)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._images = None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        self._paint_sections(painter)
        quiet, played = self._drawn()
        x = self._x(self._at)
        there = self.width() if self._frontier is None else self._x(self._frontier)
        self._paint_part(painter, quiet, x, there)
        self._paint_part(painter, played, 0, x)
        if self._at is not None:
            painter.fillRect(x, 0, max(1, self.theme.line_width), self.height(), QColor(self.theme.playhead))
        painter.end()

    def _paint_sections(self, painter: QPainter) -> None:
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        for section in self.take.sections:
            left, right = self._x(section.start), self._x(section.end)
            if left > 0:
                painter.fillRect(left, 0, 1, self.height(), QColor(self.theme.grid))
            if right - left >= _LEAST_NAME:
                painter.setPen(QColor(self.theme.quiet))
                box = QRect(left + tokens.GRID, 0, right - left - tokens.GRID, self.names_height)
                name = painter.fontMetrics().elidedText(section.name, Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_part(self, painter: QPainter, wave: QImage, left: int, right: int) -> None:
        if left >= right:
            return
        ratio = wave.devicePixelRatio()
        start, stop = round(left * ratio), round(right * ratio)
        place = QRectF(left, self.names_height, right - left, wave.height() / ratio)
        painter.drawImage(place, wave, QRectF(start, 0, stop - start, wave.height()))

    def _drawn(self) -> tuple[QImage, QImage]:
        ratio = self.devicePixelRatioF()
        if self._images is None or self._images[0].devicePixelRatio() != ratio:
            columns = max(1, round(self.width() * ratio))
            rows = max(1, round((self.height() - self.names_height) * ratio))
            # each column of pixels takes the extremes of the outline's columns that begin in it, or the nearest
            edges = np.minimum(np.arange(columns) * len(self.take.low) // columns, len(self.take.low) - 1)
            low, high = np.minimum.reduceat(self.take.low, edges), np.maximum.reduceat(self.take.high, edges)
            mask = coverage(low, high, rows, full_scale=self.take.full_scale)
            quiet, played = tinted(mask, QColor(self.theme.faint)), tinted(mask, QColor(self.theme.accent))
            for image in (quiet, played):
                image.setDevicePixelRatio(ratio)
            self._images = (quiet, played)
        return self._images
