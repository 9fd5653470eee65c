"""The left edge of a piano roll: its keys, with the names of notes, or of drums where drums are shown."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.piano_roll import BLACK, PianoRoll
from app.widgets.row_names import row_name

_KEY_WIDTH = 26
_TEXT_HEIGHT, _LETTER_HEIGHT = 13, 11
_INDENT = 8
_C, _F = 0, 5


class RollKeys(QWidget):
    """Stands left of a roll and follows its rows. A click asks to hear one."""

    pitch_clicked = Signal(int)

    def __init__(self, roll: PianoRoll, theme: Theme, *, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._roll = theme, roll
        self.setFixedWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Keys"))
        self.setAccessibleDescription(self.tr("Names of the rows. The table of notes below names every note."))
        roll.rows_changed.connect(self.update)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.width(), self._roll.minimumHeight())

    def names(self) -> dict[int, str]:
        """The names that have room, by pitch: first of what is played, then of every C, then the rest."""
        roll = self._roll
        rows = roll.rows()
        needed = max(1, -int(-_LETTER_HEIGHT * len(rows) // max(1, self.height())))  # rows that a name covers
        places = {pitch: place for place, pitch in enumerate(rows)}
        ranked = sorted(rows, key=lambda pitch: (pitch not in roll.played, not roll.is_drums and pitch % 12 > 0, pitch))
        found: dict[int, str] = {}
        for pitch in ranked:
            if all(abs(places[pitch] - places[other]) >= needed for other in found):
                found[pitch] = row_name(pitch, is_drums=roll.is_drums)
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        theme, roll = self.theme, self._roll
        places = {pitch: place for place, pitch in enumerate(roll.rows())}
        row = self.height() / len(places)
        painter.fillRect(self.rect(), QColor(theme.surface1))
        for pitch, place in places.items():
            self._paint_row(painter, pitch, QRectF(0, place * row, self.width(), row))
        for pitch, name in self.names().items():
            is_played = pitch in roll.played
            painter.setFont(tokens.font(tokens.TEXT_QUIET))
            painter.setPen(QColor(theme.text if is_played else theme.faint))
            middle = (places[pitch] + 0.5) * row
            room = self.width() - _INDENT - (4 if roll.is_drums else _KEY_WIDTH + 4)
            box = QRectF(_INDENT, middle - _TEXT_HEIGHT / 2, room, _TEXT_HEIGHT)
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.fillRect(self.width() - theme.line_width, 0, theme.line_width, self.height(), QColor(theme.line))
        painter.end()

    def _paint_row(self, painter: QPainter, pitch: int, box: QRectF) -> None:
        """A row's line, and its key where notes have a pitch."""
        theme = self.theme
        if self._roll.is_drums:
            if pitch in self._roll.played:
                painter.fillRect(box.adjusted(0, 0.5, 0, -0.5), QColor(theme.surface2))
                painter.fillRect(QRectF(0, box.top() + 1, 3, box.height() - 2), self._roll.colour)
            return
        key = QRectF(box.right() - _KEY_WIDTH, box.top(), _KEY_WIDTH, box.height())
        painter.fillRect(key.adjusted(0, 0.5, 0, -0.5), QColor(theme.key_white))
        if pitch % 12 in BLACK:
            painter.fillRect(key.adjusted(0, 0, -_KEY_WIDTH * 0.38, 0), QColor(theme.key_black))
        if pitch in self._roll.played:
            painter.fillRect(QRectF(0, box.top() + 1, 3, max(1.0, box.height() - 2)), self._roll.colour)
        painter.fillRect(QRectF(key.left() - 1, box.top(), 1, box.height()), QColor(theme.grid))
        if pitch % 12 in (_C, _F):  # two white keys without a black one between them
            left = 0 if pitch % 12 == _C else key.left()
            painter.fillRect(QRectF(left, box.bottom() - 1, self.width() - left, 1), QColor(theme.grid))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self.pitch_clicked.emit(self._roll.pitch_at(event.position().y()))
