"""Level meters: a bar per channel that falls slowly, with a peak that is held."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.theme import Theme

FLOOR_DB = -60.0
_FALL_DB_PER_SECOND = (
    20.0  # the return time of a programme meter (IEC 60268-10 type I: 20 dB in 1.7 s) and a bit faster
)
_HOLD_SECONDS = 1.5
_WARN_DB = -6.0
_BAD_DB = -0.3


def to_db(linear: float) -> float:
    """Decibels of a linear level; ``FLOOR_DB`` for anything below it."""
    return max(FLOOR_DB, 20.0 * math.log10(linear)) if linear > 1e-9 else FLOOR_DB


class Meter(QWidget):
    """Horizontal bars, one per channel, from -60 to 0 dBFS."""

    def __init__(self, theme: Theme, channels: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._levels = [FLOOR_DB] * channels
        self._held = [FLOOR_DB] * channels
        self._hold_left = [0.0] * channels
        self.setAccessibleName(self.tr("Master level"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, 14)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def advance(self, linear: tuple[float, ...], seconds: float) -> None:
        """Take the newest levels (linear, 0–1) and let the bars fall for ``seconds``."""
        before = (list(self._levels), list(self._held))
        for channel, level in enumerate(linear):
            now = to_db(level)
            self._levels[channel] = max(now, self._levels[channel] - _FALL_DB_PER_SECOND * seconds, FLOOR_DB)
            self._hold_left[channel] -= seconds
            if now >= self._held[channel] or self._hold_left[channel] <= 0:
                self._held[channel], self._hold_left[channel] = self._levels[channel], _HOLD_SECONDS
        if before != (self._levels, self._held):
            self.update()

    @property
    def levels_db(self) -> tuple[float, ...]:
        return tuple(self._levels)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        gap = 2
        height = (self.height() - gap * (len(self._levels) - 1)) / len(self._levels)
        for channel, (level, held) in enumerate(zip(self._levels, self._held, strict=True)):
            bar = QRectF(0, channel * (height + gap), self.width(), height)
            painter.fillRect(bar, QColor(self.theme.surface3))
            painter.fillRect(QRectF(0, bar.top(), self._x(level), height), QColor(self._colour(level)))
            if held > FLOOR_DB:
                painter.fillRect(QRectF(self._x(held) - 2, bar.top(), 2, height), QColor(self._colour(held)))
        painter.end()

    def _x(self, level_db: float) -> float:
        return (min(level_db, 0.0) - FLOOR_DB) / -FLOOR_DB * self.width()

    def _colour(self, level_db: float) -> str:
        if level_db >= _BAD_DB:
            return self.theme.bad
        return self.theme.warn if level_db >= _WARN_DB else self.theme.good
