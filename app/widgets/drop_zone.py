"""The empty state: what to drop here, what you get, one key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.theme import STEM_LETTERS, Theme
from app.widgets.plain_text import PlainLabel
from app.widgets.stem_names import stem_name
from engine.core.stems import Stem

_WIDTH = 560
_EXAMPLE_ROW = 26


def dropped_paths(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """Local files and folders that are being dragged in; none where the drag began in this window.

    A stem that was let go over the window by mistake is not opened as a song.
    """
    if event.source() is not None:
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class StemExample(QWidget):
    """A drawing of what a song becomes: five lanes with their names and one line each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(len(Stem) * _EXAMPLE_ROW)
        self.setMinimumWidth(300)
        self._lines = {
            Stem.DRUMS: self.tr("kick, shakers, hats"),
            Stem.BASS: self.tr("sub and bass line"),
            Stem.VOCALS: self.tr("lead, ad-libs, chants"),
            Stem.OTHER: self.tr("keys, pads, everything else"),
            Stem.LOG_DRUM: self.tr("with its hits as MIDI"),
        }
        self.setAccessibleName(
            self.tr("You get: ") + "; ".join(f"{stem_name(stem)}: {line}" for stem, line in self._lines.items())
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, (stem, line) in enumerate(self._lines.items()):
            top = row * _EXAMPLE_ROW
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.stem(stem))
            painter.drawRoundedRect(QRectF(0, top + 3, 20, 20), 5, 5)
            painter.setPen(QColor(self.theme.ground if self.theme.is_dark else self.theme.surface1))
            painter.setFont(tokens.font(tokens.TEXT_QUIET, weight=QFont.Weight.Bold))
            painter.drawText(QRectF(0, top + 3, 20, 20), Qt.AlignmentFlag.AlignCenter, STEM_LETTERS[stem])
            painter.setPen(QColor(self.theme.text))
            painter.setFont(tokens.font(weight=QFont.Weight.DemiBold))
            painter.drawText(QRectF(32, top, 90, _EXAMPLE_ROW), Qt.AlignmentFlag.AlignVCenter, stem_name(stem))
            painter.setPen(QColor(self.theme.quiet))
            painter.setFont(tokens.font())
            painter.drawText(QRectF(122, top, self.width() - 122, _EXAMPLE_ROW), Qt.AlignmentFlag.AlignVCenter, line)
        painter.end()


class DropZone(QWidget):
    """A large target with the few words a newcomer needs. The whole window takes drops; this one shows where."""

    open_wanted = Signal()

    def __init__(self, theme: Theme, open_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._is_hovered = False
        self._icon = PlainLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        headline = PlainLabel(self.tr("Drop a song here"), "big")
        headline.setAlignment(Qt.AlignmentFlag.AlignCenter)
        formats = PlainLabel(
            self.tr("WAV, AIFF, FLAC, MP3, M4A, OGG or Opus. One, or a whole folder. Nothing leaves this machine."),
            "quiet",
        )
        formats.setAlignment(Qt.AlignmentFlag.AlignCenter)
        formats.setWordWrap(True)
        self.example = StemExample(theme)
        gives = PlainLabel(self.tr("You get five stems, the beat, the key, the chords and the notes:"))
        gives.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(self.tr("Open a song…"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.open_wanted)
        key = PlainLabel(open_key, "key")
        press = PlainLabel(self.tr("or press"), "quiet")
        foot = QHBoxLayout()
        foot.setSpacing(2 * tokens.GRID)
        foot.addStretch()
        for widget in (self.button, press, key):
            foot.addWidget(widget)
        foot.addStretch()
        column = QVBoxLayout()
        column.setSpacing(tokens.PADDING)
        for item in (self._icon, headline, formats):
            column.addWidget(item)
        column.addSpacing(tokens.PADDING)
        column.addWidget(gives)
        column.addWidget(self.example, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(tokens.PADDING)
        column.addLayout(foot)
        self._card = QWidget()
        self._card.setLayout(column)
        self._card.setFixedWidth(_WIDTH)
        outer = QVBoxLayout(self)
        outer.addStretch()
        outer.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_theme(theme)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_WIDTH + 120, 460)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.example.theme = theme
        self._icon.setPixmap(icons.pixmap("drop", theme.accent, size=40, scale=self.devicePixelRatioF()))
        self.update()

    def set_hovered(self, is_hovered: bool) -> None:
        """Whether something droppable is over the window."""
        self._is_hovered = is_hovered
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self.theme.accent if self._is_hovered else self.theme.line), max(1.5, self.theme.line_width))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(tokens.faded(self.theme.accent, 0.06) if self._is_hovered else QColor(self.theme.surface1))
        margin = 40
        box = QRectF(self._card.geometry()).adjusted(-margin, -margin / 1.5, margin, margin / 1.5)
        painter.drawRoundedRect(box, 2 * tokens.RADIUS, 2 * tokens.RADIUS)
        painter.end()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        super().dragLeaveEvent(event)
        self.set_hovered(False)
