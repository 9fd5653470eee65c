"""Meters of the culture view: a value with its interval on a scale from 0 to 1, and the total with its gate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.culture_words import interval_text, value_text

_BAR = 8.0
_INTERVAL_OPACITY = 0.38
_TICK = 3.0


def paint_meter(
    painter: QPainter, box: QRectF, value: float | None, interval: tuple[float, float] | None, theme: Theme
) -> None:
    """A track over the whole of ``box``, the interval as a band on it, the value as an upright line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line if theme.name != "contrast" else theme.grid))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    if value is None:
        return
    if interval is not None:
        left, right = (box.left() + share * box.width() for share in interval)
        painter.setBrush(tokens.faded(theme.accent, _INTERVAL_OPACITY))
        painter.drawRoundedRect(QRectF(left, box.top(), max(4.0, right - left), box.height()), 3, 3)
    x = box.left() + value * box.width()
    x = min(max(x, box.left() + _TICK / 2), box.right() - _TICK / 2)
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(QRectF(x - _TICK / 2, box.top() - 3, _TICK, box.height() + 6), 1.5, 1.5)


class MarkerMeter(QWidget):
    """A value in [0, 1] with its interval; an empty track where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.value: float | None = None
        self.interval: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, 16)

    def set_value(self, value: float | None, interval: tuple[float, float] | None) -> None:
        self.value, self.interval = value, interval
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        box = QRectF(1, self.height() / 2 - _BAR / 2, self.width() - 2, _BAR)
        paint_meter(painter, box, self.value, self.interval, self.theme)
        painter.end()


@dataclass(frozen=True, slots=True)
class TotalReading:
    """The total as it is drawn. ``gate`` and ``alarm`` are marks on the scale; None where there is none."""

    value: float | None = None
    interval: tuple[float, float] | None = None
    gate: float | None = None
    alarm: float | None = None


class TotalScale(QWidget):
    """The total on its scale; the gate is marked above, the alarm below. Neither has a colour: they judge nobody."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.reading = TotalReading()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(200)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(260, 54)

    def show_reading(self, reading: TotalReading) -> None:
        self.reading = reading
        self.setAccessibleName(self._described())
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def _described(self) -> str:
        reading = self.reading
        words = [self.tr("Total: %s") % value_text(reading.value)]
        if reading.interval is not None:
            words.append(self.tr("90 percent interval %s") % interval_text(reading.interval))
        if reading.gate is not None:
            words.append(self.tr("gate %.2f") % reading.gate)
        if reading.alarm is not None:
            words.append(self.tr("alarm %.2f") % reading.alarm)
        return ", ".join(words)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        box = QRectF(1, self.height() / 2 - _BAR / 2, self.width() - 2, _BAR)
        paint_meter(painter, box, self.reading.value, self.reading.interval, self.theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        if self.reading.gate is not None:
            self._mark(painter, box, self.reading.gate, self.tr("gate %.2f") % self.reading.gate, is_above=True)
        if self.reading.alarm is not None:
            self._mark(painter, box, self.reading.alarm, self.tr("alarm %.2f") % self.reading.alarm, is_above=False)
        painter.end()

    def _mark(self, painter: QPainter, box: QRectF, place: float, words: str, *, is_above: bool) -> None:
        x = round(box.left() + place * box.width())
        top = box.top() - 6 if is_above else box.top()
        painter.fillRect(QRectF(x, top, 1, box.height() + 6), QColor(self.theme.text))
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 2
        left = min(max(box.left(), x - width / 2), box.right() - width)
        painter.setPen(QColor(self.theme.quiet))
        where = QRectF(left, 0 if is_above else box.bottom() + 6, width, box.top() - 6)
        side = Qt.AlignmentFlag.AlignBottom if is_above else Qt.AlignmentFlag.AlignTop
        painter.drawText(where, int(Qt.AlignmentFlag.AlignHCenter | side), words)
