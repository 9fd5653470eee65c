"""Small parts of a blind test's screens: keys with their words, where the music is, how far the test is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.plain_text import PlainLabel
from app.widgets.transport import time_text

_THIN = 4.0


class KeyLegend(QWidget):
    """``[1] hear A  [2] hear B …``: every key of a screen, always on it."""

    def __init__(self, keys: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.GRID)
        self.keys: tuple[tuple[str, str], ...] = ()
        self.show_keys(keys)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """``(key, what it does)``."""
        if tuple(keys) == self.keys:
            return
        self.keys = tuple(keys)
        empty(self._row)
        for caps, words in self.keys:
            for label in (*(PlainLabel(cap, "key") for cap in caps.split(" ")), PlainLabel(words, "quiet")):
                label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                self._row.addWidget(label)
            self._row.addSpacing(tokens.PADDING)
        self._row.addStretch(1)


def empty(layout: QLayout) -> None:
    """Take all widgets out of a layout, and out of sight."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class ShareBar(QWidget):
    """A thin bar that is filled to a share, with nothing to press."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._name = name
        self.share = 0.0
        self.setFixedHeight(round(_THIN))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        if share != self.share:
            self.share = share
            self.setAccessibleName(f"{self._name}: {share:.0%}")
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_share(painter, QRectF(self.rect()), self.share, self.theme, self.theme.accent)
        painter.end()


class PlayLine(QWidget):
    """Where in the stretch the music is. No waveform: a picture of it would tell versions apart."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.position = self.duration = 0.0
        self.is_playing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, tokens.CONTROL_HEIGHT)

    def show_position(self, position: float, duration: float, *, is_playing: bool) -> None:
        shown = (round(position, 2), duration, is_playing)
        if shown != (self.position, self.duration, self.is_playing):
            self.position, self.duration, self.is_playing = shown
            self.setAccessibleName(self.tr("Position %s of %s") % (time_text(position), time_text(duration)))
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, gap = 58, 2 * tokens.GRID
        painter.setFont(tokens.font(tokens.TEXT_QUIET))
        painter.setPen(QColor(self.theme.quiet))
        middle = Qt.AlignmentFlag.AlignVCenter
        box = QRectF(self.rect())
        painter.drawText(box.adjusted(0, 0, width - box.width(), 0), middle, time_text(self.position))
        painter.drawText(
            box.adjusted(box.width() - width, 0, 0, 0), middle | Qt.AlignmentFlag.AlignRight, time_text(self.duration)
        )
        line = QRectF(width + gap, box.height() / 2 - _THIN / 2, box.width() - 2 * (width + gap), _THIN)
        share = self.position / self.duration if self.duration else 0.0
        paint_share(painter, line, share, self.theme, self.theme.text if self.is_playing else self.theme.faint)
        painter.end()


def paint_share(painter: QPainter, box: QRectF, share: float, theme: Theme, colour: str) -> None:
    """A rounded bar, filled from the left."""
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line if theme.name != "contrast" else theme.grid))
    painter.drawRoundedRect(box, radius, radius)
    if share > 0.0:
        filled = QRectF(box)
        filled.setWidth(max(box.height(), box.width() * min(share, 1.0)))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(filled, radius, radius)
