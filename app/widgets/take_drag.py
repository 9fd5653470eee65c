"""Small handles that carry a take's mix, its stems or its notes out of the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app import theme as tokens
from app.making_takes import MIDI, MIX
from app.theme import STEM_LETTERS, Theme
from app.widgets.drag_grip import DragGrip
from app.widgets.stem_names import stem_name
from engine.core.stems import Stem

_SIZE = 22
_WIDE = 40


class DragHandle(DragGrip):
    """One part: a letter on the stem's colour, or a word for mix and MIDI."""

    def __init__(self, part: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.part = part
        self._stem = Stem(part) if part not in (MIX, MIDI) else None
        self.setFixedSize(_SIZE if self._stem is not None else _WIDE, _SIZE)
        self.name(self.tr("Drag %s into your DAW") % self.part_name, self.tr("Click to copy the file."))

    @property
    def part_name(self) -> str:
        """What it carries, in words."""
        if self._stem is not None:
            return stem_name(self._stem)
        return self.tr("the mix") if self.part == MIX else self.tr("the notes (MIDI)")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, box = self.theme, QRectF(self.rect())
        if self._stem is not None:
            painter.setBrush(theme.stem(self._stem))
            ink, words = (theme.ground if theme.is_dark else theme.surface1), STEM_LETTERS[self._stem]
        else:
            painter.setBrush(QColor(theme.surface3))
            ink, words = theme.text, self.tr("Mix") if self.part == MIX else self.tr("MIDI")
        if self.hasFocus():
            painter.setPen(QColor(theme.focus))
            box.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, tokens.RADIUS - 1, tokens.RADIUS - 1)
        painter.setPen(QColor(ink))
        size = tokens.TEXT_BASE if self._stem is not None else tokens.TEXT_QUIET
        painter.setFont(tokens.font(size, weight=QFont.Weight.Bold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
