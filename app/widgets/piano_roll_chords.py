"""The chord lane whose labels can be written anew: click or arrows choose a chord, Enter or a double click edits it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from app.theme import Theme
from app.widgets.chord_lane import ChordLane, chart_name
from app.widgets.time_axis import TimeAxis
from engine.core.analysis import ChordEvent

_OWN_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_FIELD_WIDTH = 132


class ChordEditLane(ChordLane):
    """Tells what was typed; whether it is a chord is decided elsewhere."""

    label_typed = Signal(int, str)
    """Place of a chord and what was typed for it."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(axis, theme, parent)
        self.place: int | None = None
        self.is_editable = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Double click, or Enter, to write another chord: Fm9, Db/Ab, iv7, N for none"))
        self.setAccessibleName(self.tr("Chords, editable"))
        self.setAccessibleDescription(
            self.tr("Left and Right choose a chord, Enter writes it anew. The table of chords below holds the same.")
        )
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("Chord"))
        self.field.setMaxLength(24)
        self.field.hide()
        self.field.returnPressed.connect(self._on_typed)
        self.field.installEventFilter(self)

    def set_chords(self, chords: tuple[ChordEvent, ...], *, is_growing: bool = False) -> None:
        if self.place is not None and self.place >= len(chords):
            self.place = None
        super().set_chords(chords, is_growing=is_growing)

    def draw(self, painter: QPainter, size: QSize) -> None:
        super().draw(painter, size)
        if self.place is not None and self.hasFocus():
            chord = self._chords[self.place]
            left, right = (self.axis.x_of(time, size.width()) for time in (chord.start, chord.end))
            painter.setPen(QPen(QColor(self.theme.focus), max(2, self.theme.line_width)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(left + 1, 3, max(2.0, right - left - 3), size.height() - 7))

    def chord_at(self, time: float) -> int | None:
        """Place of the chord that sounds at ``time``."""
        return next((place for place, chord in enumerate(self._chords) if chord.start <= time < chord.end), None)

    def edit(self, place: int) -> None:
        """Open the field over a chord."""
        if not self.is_editable or not 0 <= place < len(self._chords):
            return
        self.place = place
        chord = self._chords[place]
        if not self.axis.start <= chord.start < self.axis.end:
            self.axis.show_range(chord.start - 0.2 * self.axis.visible, self.axis.visible)
        left = round(max(0.0, min(self.axis.x_of(chord.start, self.width()), self.width() - _FIELD_WIDTH)))
        self.field.setGeometry(left + 2, 4, _FIELD_WIDTH, self.height() - 8)
        self.field.setText("N" if chord.label == "N" else chart_name(chord.label))
        self.field.selectAll()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.redraw()

    def _on_typed(self) -> None:
        text, place = self.field.text().strip(), self.place
        self._close_field()
        if text and place is not None:
            self.label_typed.emit(place, text)

    def _close_field(self) -> None:
        if self.field.isVisible():
            self.field.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.field and event.type() == QEvent.Type.KeyPress and is_escape:
            self._close_field()
            return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.field.hide()
        return False

    def event(self, event: QEvent) -> bool:
        """Arrows and Enter choose and edit chords here."""
        is_own = isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS and not event.modifiers()
        if event.type() == QEvent.Type.ShortcutOverride and is_own:
            event.accept()
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.redraw()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() not in _OWN_KEYS or not self._chords:
            super().keyPressEvent(event)
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            here = self.chord_at(self.playhead or self.axis.start) or 0
            place = here if self.place is None else self.place + step
            self.place = max(0, min(place, len(self._chords) - 1))
            self.redraw()
        else:
            self.edit(self.place if self.place is not None else self.chord_at(self.playhead or self.axis.start) or 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self.place = self.chord_at(self.time_at(event.position().x()))
            self.redraw()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = self.chord_at(self.time_at(event.position().x()))
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.edit(place)
