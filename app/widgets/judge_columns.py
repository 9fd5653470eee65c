"""Versions against a reference: a scale of 0 to 100 for each, side by side (ITU-R BS.1534)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.judge_parts import paint_share
from app.widgets.judge_versions import LETTERS, heard_words

MOST = 100
_BANDS = 5
_CLOSED = 0.5
_TOP, _BOTTOM = 58.0, 34.0


class RatingColumn(QWidget):
    """One version: letter, scale, how much was heard. It never begins at a number."""

    pressed = Signal()
    rated = Signal(int)

    def __init__(self, letter: str, key: str, least: float, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter, self.key, self.least, self.theme = letter, key, least, theme
        self.heard = 0.0
        self.value: int | None = None
        self.is_current = self.is_playing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(96, 340)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(72, 240)

    @property
    def is_open(self) -> bool:
        """Whether it was heard long enough to be rated."""
        return self.heard >= self.least

    def show_state(self, heard: float, *, is_current: bool, is_playing: bool) -> None:
        state = (round(heard, 1), is_current, is_playing)
        if state != (self.heard, self.is_current, self.is_playing):
            self.heard, self.is_current, self.is_playing = state
            self._name()
            self.update()

    def set_value(self, value: int) -> None:
        """Rate it; nothing happens before it was heard."""
        value = min(max(value, 0), MOST)
        if self.is_open and value != self.value:
            self.value = value
            self._name()
            self.update()
            self.rated.emit(value)

    def _name(self) -> None:
        rated = self.tr("not rated") if self.value is None else str(self.value)
        self.setAccessibleName(f"{self.letter}: {rated}, {heard_words(self.heard, self.least)}")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
            self._drag(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.position().y())

    def _drag(self, y: float) -> None:
        scale = self._scale()
        if scale.top() - 8 <= y <= scale.bottom() + 8:
            self.set_value(round(MOST * (scale.bottom() - y) / scale.height()))

    def _scale(self) -> QRectF:
        return QRectF(self.width() / 2 - 22, _TOP, 44, self.height() - _TOP - _BOTTOM)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPen(QColor(theme.accent if self.is_current else theme.line))
        frame.setWidthF(max(2.0, theme.line_width) if self.is_current else theme.line_width)
        painter.setPen(frame)
        painter.setBrush(QColor(theme.surface2 if self.is_current else theme.surface1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), tokens.RADIUS, tokens.RADIUS)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(tokens.font(tokens.TEXT_NUMBER, weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(0, 6, self.width(), 28), centre, self.letter)
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        is_heard_now = self.is_current and self.is_playing
        painter.setPen(QColor(theme.accent if is_heard_now else theme.quiet))
        under = self.tr("playing") if is_heard_now else self.tr("key %s") % self.key
        painter.drawText(QRectF(0, 30, self.width(), 20), centre, under)
        self._paint_scale(painter)
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        painter.setPen(QColor(theme.good if self.is_open else theme.quiet))
        words = heard_words(self.heard, self.least, is_short=True)
        painter.drawText(
            QRectF(0, self.height() - 30, self.width(), 16), centre, f"✓ {words}" if self.is_open else words
        )
        bar = QRectF(12, self.height() - 12, self.width() - 24, 4)
        paint_share(painter, bar, self.heard / self.least, theme, theme.good if self.is_open else theme.accent)
        painter.end()

    def _paint_scale(self, painter: QPainter) -> None:
        theme, scale = self.theme, self._scale()
        for band in range(_BANDS):
            part = QRectF(scale.left(), scale.top() + band * scale.height() / _BANDS, scale.width(), 0)
            part.setHeight(scale.height() / _BANDS - 2)
            painter.fillRect(part, tokens.faded(theme.surface3, 1.0 if self.is_open else _CLOSED))
        if self.value is None:
            return
        y = scale.bottom() - self.value / MOST * scale.height()
        painter.fillRect(QRectF(scale.left(), y, scale.width(), scale.bottom() - y), tokens.faded(theme.accent, 0.35))
        painter.fillRect(QRectF(scale.left() - 6, y - 1.5, scale.width() + 12, 3), QColor(theme.accent))
        painter.setFont(tokens.font(tokens.TEXT_BASE, weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        at = min(max(y - 22, scale.top()), scale.bottom() - 18)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(scale.left(), at, scale.width(), 18), centre, str(self.value))


class ScaleWords(QWidget):
    """The five words beside the scales."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.words: tuple[str, ...] = ()
        self.setFixedWidth(76)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        painter.setPen(QColor(self.theme.quiet))
        height = (self.height() - _TOP - _BOTTOM) / _BANDS
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, word in enumerate(reversed(self.words)):
            painter.drawText(QRectF(0, _TOP + place * height, self.width() - 8, height), right, word)
        painter.end()


class RatingBoard(QWidget):
    """The open reference and all versions; the one that is heard has the keyboard."""

    chosen = Signal(int)
    """Which version to hear; the reference is the last, behind all versions."""
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.columns: list[RatingColumn] = []
        self.words = ScaleWords(theme)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * tokens.GRID)
        self._row.addWidget(self.words)

    def show_versions(self, num: int, least: float, words: Sequence[str]) -> None:
        """New scales with nothing rated."""
        for column in self.columns:
            self._row.removeWidget(column)
            column.deleteLater()
        self.words.words = tuple(words)
        self.words.setAccessibleName(", ".join(words))
        self.columns = []
        for place in range(num):
            column = RatingColumn(LETTERS[place], str((place + 1) % 10), least, self.theme)
            column.pressed.connect(lambda place=place: self.chosen.emit(place))
            column.rated.connect(lambda _value: self.changed.emit())
            self.columns.append(column)
            self._row.addWidget(column)

    def show_state(self, current: int, heard: Sequence[float], *, is_playing: bool) -> None:
        for place, (column, seconds) in enumerate(zip(self.columns, heard, strict=False)):
            column.show_state(seconds, is_current=place == current, is_playing=is_playing)

    def move_value(self, current: int, step: int) -> None:
        """Higher or lower; from nothing said, the scale's middle."""
        if 0 <= current < len(self.columns):
            column = self.columns[current]
            column.set_value(column.value + step if column.value is not None else MOST // 2)

    @property
    def values(self) -> list[int] | None:
        """All ratings by place; None while one is missing."""
        values = [column.value for column in self.columns if column.value is not None]
        return values if self.columns and len(values) == len(self.columns) else None

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.words.theme = theme
        self.words.update()
        for column in self.columns:
            column.theme = theme
            column.update()
