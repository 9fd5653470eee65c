"""The small controls of a lane's head: badge, mute and solo, gain, pan."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSlider, QToolTip, QWidget

from app import theme as tokens
from app.mixer import MAX_GAIN_DB, MIN_GAIN_DB
from app.theme import STEM_LETTERS, Theme
from app.widgets.meter import FLOOR_DB, to_db
from engine.core.stems import Stem

_LETTER_SIZE = 22
_SLIDER_HEIGHT = 20
_PAN_DEGREES = 135.0
"""From the middle to an end, as knobs of mixers are."""
_PAN_NOTCH = 4
"""So near the middle a knob that is dragged stays in it."""
_SLIDER_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


def gain_text(gain_db: float) -> str:
    """``+1.0``, ``−6.0`` or ``−∞``, in dB."""
    if gain_db <= MIN_GAIN_DB:
        return "−∞"
    return f"{gain_db:+.1f}".replace("-", "−") if gain_db else "0.0"


class Badge(QWidget):
    """The stem's letter on its colour, with the level that is heard as a thin bar at its side."""

    def __init__(self, stem: Stem, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._stem = stem
        self._level_db = FLOOR_DB
        self.setFixedSize(_LETTER_SIZE + 6, _LETTER_SIZE)

    def advance(self, linear: float, seconds: float) -> None:
        """Show the newest level; let it fall for ``seconds``."""
        level = max(to_db(linear), self._level_db - 30.0 * seconds, FLOOR_DB)
        if level != self._level_db:
            self._level_db = level
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.theme.stem(self._stem)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(0, 0, _LETTER_SIZE, _LETTER_SIZE), 5, 5)
        painter.setPen(QColor(self.theme.ground if self.theme.is_dark else self.theme.surface1))
        painter.setFont(tokens.font(weight=QFont.Weight.Bold))
        painter.drawText(
            QRectF(0, 0, _LETTER_SIZE, _LETTER_SIZE), Qt.AlignmentFlag.AlignCenter, STEM_LETTERS[self._stem]
        )
        share = (self._level_db - FLOOR_DB) / -FLOOR_DB
        painter.fillRect(QRectF(_LETTER_SIZE + 3, 0, 3, _LETTER_SIZE), QColor(self.theme.surface3))
        height = min(share, 1.0) * _LETTER_SIZE
        painter.fillRect(QRectF(_LETTER_SIZE + 3, _LETTER_SIZE - height, 3, height), colour)
        painter.end()


class LetterButton(QAbstractButton):
    """A small checkable square with one letter: M or S."""

    def __init__(self, letter: str, theme: Theme, checked_colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._checked_colour = checked_colour
        self.setText(letter)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse must not take Space away from the transport
        self.setFixedSize(_LETTER_SIZE, _LETTER_SIZE)

    def set_theme(self, theme: Theme, checked_colour: str) -> None:
        self.theme, self._checked_colour = theme, checked_colour
        self.update()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        ):
            event.accept()  # reached by Tab, Space means this button
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        is_on = self.isChecked()
        painter.setPen(
            QColor(self.theme.focus if self.hasFocus() else self._checked_colour if is_on else self.theme.line)
        )
        painter.setBrush(
            QColor(self._checked_colour if is_on else self.theme.surface3 if self.underMouse() else self.theme.surface2)
        )
        painter.drawRoundedRect(box, 4, 4)
        dark_letter = self.theme.ground if self.theme.is_dark else self.theme.surface1
        painter.setPen(QColor(dark_letter if is_on else self.theme.quiet))
        painter.setFont(tokens.font(tokens.TEXT_QUIET, weight=QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class LaneSlider(QSlider):
    """A slider of a lane: the mouse leaves the keyboard where it is, arrows are its own, a double click sets 0."""

    def __init__(self, theme: Theme, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.colour = colour
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _SLIDER_KEYS
        ):
            event.accept()  # reached by Tab, arrows mean this slider
        return super().event(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.setValue(0)


class GainSlider(LaneSlider):
    """Gain in tenths of a dB; a double click sets 0 dB. Painted by us: a line, the stem's colour, a round handle."""

    def __init__(self, theme: Theme, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(theme, colour, parent)
        self.setRange(round(MIN_GAIN_DB * 10), round(MAX_GAIN_DB * 10))
        self.setSingleStep(10)
        self.setPageStep(60)
        self.setValue(0)
        self.setFixedHeight(_SLIDER_HEIGHT)

    @property
    def gain_db(self) -> float:
        return self.value() / 10.0

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._to(event.position().x())

    def _to(self, x: float) -> None:
        usable = self.width() - _SLIDER_HEIGHT * 0.6
        share = min(max(0.0, (x - _SLIDER_HEIGHT * 0.3) / max(1.0, usable)), 1.0)
        # a fader's law: the upper half of the way is for +6…-12 dB, where mixing happens
        self.setValue(round(10 * position_to_db(share)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = _SLIDER_HEIGHT * 0.3
        middle = self.height() / 2
        usable = self.width() - 2 * radius
        x = radius + db_to_position(self.gain_db) * usable
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.line))
        painter.drawRoundedRect(QRectF(radius, middle - 1.5, usable, 3), 1.5, 1.5)
        painter.setBrush(self.colour)
        painter.drawRoundedRect(QRectF(radius, middle - 1.5, max(0.0, x - radius), 3), 1.5, 1.5)
        zero = radius + db_to_position(0.0) * usable
        painter.fillRect(QRectF(zero - 0.5, middle - 6, 1, 3), QColor(self.theme.faint))
        painter.setBrush(QColor(self.theme.text))
        if self.hasFocus():
            painter.setPen(QColor(self.theme.focus))
            painter.setBrush(QColor(self.theme.focus))
        painter.drawEllipse(QPoint(round(x), round(middle)), round(radius), round(radius))
        painter.end()


class PanKnob(LaneSlider):
    """Pan in hundredths, as a knob: it is dragged up or right, down or left.

    Painted by us: a ring, an arc in the stem's colour from the middle, a hand.
    """

    def __init__(self, theme: Theme, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(theme, colour, parent)
        self.setRange(-100, 100)
        self.setSingleStep(5)
        self.setPageStep(25)
        self.setValue(0)
        self.setFixedSize(_LETTER_SIZE, _LETTER_SIZE)
        self._held: tuple[QPointF, int] | None = None  # where the drag began, and the value then

    @property
    def pan(self) -> float:
        """-1 left to 1 right."""
        return self.value() / 100.0

    def say(self, words: str) -> None:
        """What the pointer is told; at once while the knob is turned."""
        self.setToolTip(words)
        if self._held is not None:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), words, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.globalPosition(), self.value()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        way = event.globalPosition() - self._held[0]
        turned = self._held[1] + way.x() - way.y()
        self.setValue(0 if abs(turned) < _PAN_NOTCH else round(turned))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._held = None
        super().mouseDoubleClickEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        turn = self.pan * _PAN_DEGREES
        ink = QColor(self.theme.focus if self.hasFocus() else self.theme.text if self.value() else self.theme.quiet)
        painter.setBrush(QColor(self.theme.surface3 if self.underMouse() else self.theme.surface2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        whole = round(2 * 16 * _PAN_DEGREES)
        painter.setPen(_round_pen(QColor(self.theme.focus if self.hasFocus() else self.theme.line), 2.0))
        # Qt counts sixteenths of a degree from three o'clock, leftward
        painter.drawArc(ring, round(16 * (90 + _PAN_DEGREES)), -whole)
        painter.setPen(_round_pen(self.colour, 2.0))
        painter.drawArc(ring, 90 * 16, round(-16 * turn))
        painter.setPen(_round_pen(ink, 1.6))
        angle, middle, length = math.radians(turn), ring.center(), ring.width() / 2
        to = QPointF(math.sin(angle), -math.cos(angle))
        painter.drawLine(middle + to * (0.25 * length), middle + to * (0.8 * length))
        painter.end()


def pan_words(pan: float) -> str:
    """``30 % to the left``, ``centre``, ``100 % to the right``."""
    share = f"{abs(round(100 * pan))} %"
    if round(100 * pan) == 0:
        return QCoreApplication.translate("PanKnob", "centre")
    if pan < 0.0:
        return QCoreApplication.translate("PanKnob", "%s to the left") % share
    return QCoreApplication.translate("PanKnob", "%s to the right") % share


def _round_pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def db_to_position(gain_db: float) -> float:
    """Place 0–1 on the fader: straight from -12 to +6 dB over the upper 60 %, from -60 to -12 over the rest."""
    if gain_db >= -12.0:
        return 0.4 + 0.6 * (min(gain_db, MAX_GAIN_DB) + 12.0) / 18.0
    return 0.4 * (max(gain_db, MIN_GAIN_DB) - MIN_GAIN_DB) / 48.0


def position_to_db(share: float) -> float:
    """The inverse of ``db_to_position``."""
    return -12.0 + (share - 0.4) / 0.6 * 18.0 if share >= 0.4 else MIN_GAIN_DB + share / 0.4 * 48.0
