"""The versions of a trial, side by side and all alike: a letter, its key, and how much of it was heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.judge_parts import paint_share

LETTERS = "ABCDEFGHIJKLMNOP"
_INSET = 16.0


def heard_words(heard: float, least: float, *, is_short: bool = False) -> str:
    """``heard 4 of 10 s``, or that it is enough; short without the verb."""
    if heard >= least:
        return QCoreApplication.translate("Judge", "heard")
    figures = (int(heard), least) if least >= 2.0 else (round(heard, 1), least)
    words = QCoreApplication.translate("Judge", "%g of %g s") % figures
    return words if is_short else QCoreApplication.translate("Judge", "heard %s") % words


class VersionCard(QWidget):
    """One version. Pressing it hears it."""

    pressed = Signal()

    def __init__(self, letter: str, key: str, least: float, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter, self.key, self.least, self.theme = letter, key, least, theme
        self.heard = 0.0
        self.is_current = self.is_playing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(280, tokens.VERSION_HEIGHT)

    def show_state(self, heard: float, *, is_current: bool, is_playing: bool) -> None:
        state = (round(heard, 1), is_current, is_playing)
        if state != (self.heard, self.is_current, self.is_playing):
            self.heard, self.is_current, self.is_playing = state
            self._name()
            self.update()

    def _name(self) -> None:
        playing = f"{self.tr('playing')}, " if self.is_current and self.is_playing else ""
        self.setAccessibleName(f"{self.letter}: {playing}{heard_words(self.heard, self.least)}")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPen(QColor(theme.accent if self.is_current else theme.line))
        frame.setWidthF(max(2.0, theme.line_width) if self.is_current else theme.line_width)
        painter.setPen(frame)
        painter.setBrush(QColor(theme.surface2 if self.is_current else theme.surface1))
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
        inside = box.adjusted(_INSET, _INSET / 2, -_INSET, -_INSET)
        painter.setFont(tokens.font(tokens.TEXT_BIG, weight=QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        painter.drawText(inside.adjusted(0, 0, 0, -8), Qt.AlignmentFlag.AlignVCenter, self.letter)
        after = painter.fontMetrics().horizontalAdvance(self.letter) + _INSET
        is_enough = self.heard >= self.least
        painter.setFont(tokens.font(tokens.TEXT_BASE))
        words = self.tr("playing") if self.is_current and self.is_playing else self.tr("key %s") % self.key
        painter.setPen(QColor(theme.accent if self.is_current and self.is_playing else theme.quiet))
        beside = inside.adjusted(after, 0, 0, -8)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(theme.good if is_enough else theme.quiet))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        tick = "✓ " if is_enough else ""
        painter.drawText(beside, right, tick + heard_words(self.heard, self.least))
        bar = QRectF(inside.left(), inside.bottom() - 4, inside.width(), 4)
        paint_share(painter, bar, self.heard / self.least, theme, theme.good if is_enough else theme.accent)
        painter.end()


class VersionCards(QWidget):
    """All versions of a trial in a row."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.cards: list[VersionCard] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.PADDING)

    def show_versions(self, num: int, least: float) -> None:
        """New cards, nothing heard yet."""
        for card in self.cards:
            self._row.removeWidget(card)
            card.deleteLater()
        self.cards = []
        for place in range(num):
            key = str(place + 1) if num > 1 else self.tr("Space")
            card = VersionCard(LETTERS[place] if num > 1 else self.tr("Piece"), key, least, self.theme)
            card.pressed.connect(lambda place=place: self.chosen.emit(place))
            self.cards.append(card)
            self._row.addWidget(card)

    def show_state(self, current: int, heard: Sequence[float], *, is_playing: bool) -> None:
        for place, (card, seconds) in enumerate(zip(self.cards, heard, strict=False)):
            card.show_state(seconds, is_current=place == current, is_playing=is_playing)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for card in self.cards:
            card.theme = theme
            card.update()
