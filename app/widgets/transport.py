"""The line at the top: play, stop, loop; where we are; what the song is; snap; the master level."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.actions import Actions
from app.bar_clock import BarPosition, Snap
from app.gpu_badge import GpuBadge
from app.theme import Theme
from app.widgets.meter import Meter
from app.widgets.plain_text import PlainLabel, separator


def time_text(seconds: float) -> str:
    """``0:34.1``; tenths are cut, not rounded, as clocks do."""
    tenths = int(max(0.0, seconds) * 10 + 1e-6)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


class Readout(QWidget):
    """A number that matters over the small word for it."""

    def __init__(self, caption: str, width_of: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = PlainLabel("–", "number")
        self.caption = PlainLabel(caption, "caption")
        self.value.ensurePolished()
        self.setMinimumWidth(self.value.fontMetrics().horizontalAdvance(width_of) + 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self.value)
        column.addWidget(self.caption)
        column.addStretch()

    def show_value(self, text: str) -> None:
        if text == self.value.text():
            return
        self.value.setText(text)
        self.setAccessibleName(f"{self.caption.text()}: {text}")


class Transport(QFrame):
    """Buttons are the window's actions; readouts are told what to show."""

    snap_changed = Signal(object)

    def __init__(self, acts: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("transport")
        self.setFixedHeight(tokens.TRANSPORT_HEIGHT)
        self._play = acts["play"]
        self._is_playing = False
        self.buttons = {name: self._button(acts[name]) for name in ("play", "return", "loop", "metronome")}
        self.gpu = GpuBadge()
        self.gpu.clicked.connect(acts["machine"].trigger)
        self.bars = Readout(self.tr("bar.beat.16th"), "888.4.4")
        self.time = Readout(self.tr("time"), "88:88.8")
        self.tempo = Readout(self.tr("BPM"), "888.88")
        self.key = Readout(self.tr("key"), "G♭ maj")
        self.meter_sign = Readout(self.tr("metre"), "12/8")
        self.swing = Readout(self.tr("swing"), "88 %")
        self.snap = QComboBox()
        self.snap.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.snap.setAccessibleName(self.tr("Snap"))
        self.snap.setToolTip(self.tr("What clicks and loops stick to"))
        for snap, words in (
            (Snap.BAR, self.tr("Bar")),
            (Snap.BEAT, self.tr("Beat")),
            (Snap.EIGHTH, "1/8"),
            (Snap.SIXTEENTH, "1/16"),
            (Snap.OFF, self.tr("Off")),
        ):
            self.snap.addItem(words, snap)
        self.snap.setCurrentIndex(1)
        self.snap.currentIndexChanged.connect(lambda _index: self.snap_changed.emit(self.snap.currentData()))
        self.level = Meter(theme)
        self.level.setFixedSize(128, 14)
        self.loudness = PlainLabel(role="quiet")
        self.menu_button = QToolButton()
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setAccessibleName(self.tr("Menu"))
        self.menu_button.setToolTip(self.tr("Menu (F10)"))
        self.menu_button.setShortcut("F10")
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.set_theme(theme)
        self.clear()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(tokens.ICON, tokens.ICON))
        button.setFixedSize(36, 36)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, 0, tokens.PADDING, 0)
        row.setSpacing(tokens.GRID)
        for button in self.buttons.values():
            row.addWidget(button)
        for group in ((self.bars, self.time), (self.tempo, self.key, self.meter_sign, self.swing)):
            row.addSpacing(2 * tokens.GRID)
            row.addWidget(self._line())
            row.addSpacing(2 * tokens.GRID)
            for readout in group:
                row.addWidget(readout)
                row.addSpacing(tokens.PADDING)
        row.addWidget(self._line())
        row.addSpacing(2 * tokens.GRID)
        snap_word = PlainLabel(self.tr("snap"), "caption")
        row.addWidget(snap_word)
        row.addWidget(self.snap)
        row.addStretch(1)
        level = QVBoxLayout()
        level.setSpacing(2)
        level.addStretch()
        level.addWidget(self.level)
        level.addWidget(self.loudness, 0, Qt.AlignmentFlag.AlignRight)
        level.addStretch()
        row.addLayout(level)
        row.addSpacing(2 * tokens.GRID)
        row.addWidget(self.gpu)
        row.addWidget(self.menu_button)

    def _line(self) -> QFrame:
        line = separator()
        line.setFixedHeight(tokens.CONTROL_HEIGHT)
        return line

    def set_menu(self, menu: QMenu) -> None:
        self.menu_button.setMenu(menu)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.level.set_theme(theme)
        self.menu_button.setIcon(icons.icon("menu", theme.quiet))
        self.buttons["return"].defaultAction().setIcon(icons.icon("stop", theme.text, disabled=theme.faint))
        for name in ("loop", "metronome"):
            self.buttons[name].defaultAction().setIcon(
                icons.icon(name, theme.text, checked=theme.accent, disabled=theme.faint)
            )
        self._show_play_icon()

    def set_playing(self, is_playing: bool) -> None:
        if is_playing != self._is_playing:
            self._is_playing = is_playing
            self._show_play_icon()

    def _show_play_icon(self) -> None:
        name = "pause" if self._is_playing else "play"
        self._play.setIcon(icons.icon(name, self.theme.accent, disabled=self.theme.faint))

    def show_position(self, seconds: float, position: BarPosition | None) -> None:
        self.time.show_value(time_text(seconds))
        self.bars.show_value(str(position) if position is not None else "–.–.–")

    def show_song(self, *, tempo: str, key: str, meter: str, swing: str, loudness: str) -> None:
        """What the song is, in words made elsewhere; an empty one reads as not known."""
        for readout, text in ((self.tempo, tempo), (self.key, key), (self.meter_sign, meter), (self.swing, swing)):
            readout.show_value(text or "–")
        self.loudness.setText(loudness)

    def clear(self) -> None:
        """No song."""
        self.show_position(0.0, None)
        self.show_song(tempo="", key="", meter="", swing="", loudness="")
