"""Small handles that carry a take's mix, its stems or its notes out of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDrag, QEnterEvent, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import theme as tokens
from app.making_takes import MIDI, MIX
from app.theme import STEM_LETTERS, Theme
from app.widgets.stem_names import stem_name
from engine.core.stems import Stem

_SIZE = 22
_WIDE = 40


class DragHandle(QWidget):
    """One part: a letter on the stem's colour, or a word for mix and MIDI."""

    drag_near = Signal(str)
    """The mouse is over it: a good moment to make the file ready."""
    drag_wanted = Signal(str)

    def __init__(self, part: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part, self.theme = part, theme
        self._stem = Stem(part) if part not in (MIX, MIDI) else None
        self._pressed: QPoint | None = None
        self.setFixedSize(QSize(_SIZE if self._stem is not None else _WIDE, _SIZE))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag %s into your DAW") % self._name)
        self.setAccessibleName(self.toolTip())

    @property
    def _name(self) -> str:
        if self._stem is not None:
            return stem_name(self._stem)
        return self.tr("the mix") if self.part == MIX else self.tr("the notes (MIDI)")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def start_drag(self, file: Path) -> None:
        """Carry a file that exists; copies only, the studio's own file stays."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.CopyAction)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self.theme
        if self._stem is not None:
            painter.setBrush(theme.stem(self._stem))
            ink, words = (theme.ground if theme.is_dark else theme.surface1), STEM_LETTERS[self._stem]
        else:
            painter.setBrush(QColor(theme.surface3))
            ink, words = theme.text, self.tr("Mix") if self.part == MIX else self.tr("MIDI")
        painter.drawRoundedRect(QRectF(self.rect()), tokens.RADIUS - 1, tokens.RADIUS - 1)
        painter.setPen(QColor(ink))
        size = tokens.TEXT_BASE if self._stem is not None else tokens.TEXT_QUIET
        painter.setFont(tokens.font(size, weight=QFont.Weight.Bold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        super().enterEvent(event)
        self.drag_near.emit(self.part)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.drag_wanted.emit(self.part)
