"""A file's waveform with the seconds of it that are heard; a click or the arrow keys move them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.take_wave import Outlined, TakeWave

_STEP, _SMALL_STEP = 1.0, 0.1
_LEAST_WIDTH = 4.0
_SHADE = 70


class ExcerptWave(TakeWave):
    """Shows ``start`` to ``start + seconds`` lit up."""

    moved = Signal(float)
    """By so many seconds."""
    names_height = 0

    def __init__(self, take: Outlined, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(take, theme, parent)
        self._excerpt = (0.0, 0.0)
        self.setFixedHeight(tokens.CONTROL_HEIGHT + tokens.GRID)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Which seconds are heard; click, or move them with the arrow keys"))
        self.setToolTip(self.accessibleName())

    def set_excerpt(self, start: float, seconds: float) -> None:
        """Light up these seconds."""
        self._excerpt = (start, start + seconds)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = _SMALL_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        if event.key() == Qt.Key.Key_Left:
            self.moved.emit(-step)
        elif event.key() == Qt.Key.Key_Right:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self.take.duration <= 0:
            return
        painter = QPainter(self)
        left, right = (at / self.take.duration * self.width() for at in self._excerpt)
        box = QRectF(left, 1.0, max(_LEAST_WIDTH, right - left), self.height() - 2.0)
        shade = QColor(self.theme.accent)
        shade.setAlpha(_SHADE)
        painter.fillRect(box, shade)
        painter.setPen(QPen(QColor(self.theme.accent), 2.0 if self.hasFocus() else 1.0))
        painter.drawRect(box)
        painter.end()
