"""The card of a take that waits or is being made; once something of it sounds, its waveform grows and can be heard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from app import icons
from app import theme as tokens
from app.jobs_model import clock_text
from app.making import Pending
from app.making_growth import GrowingSound
from app.theme import Theme
from app.widgets.plain_text import ElidedLabel, PlainLabel
from app.widgets.status_line import ProgressBar
from app.widgets.take_wave import TakeWave
from engine.core.jobs import JobState


class PendingCard(QFrame):
    """A take that waits or is being made."""

    cancel_wanted = Signal(object)
    hear_wanted = Signal()
    seek_wanted = Signal(float)

    def __init__(self, pending: Pending, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.pending, self.theme = pending, theme
        self.sound: GrowingSound | None = None
        """What there is of it; None while nothing is."""
        self.wave: TakeWave | None = None
        self._is_heard = False
        self.play = QToolButton()
        self.play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.play.setToolTip(self.tr("Hear what is there"))
        self.play.clicked.connect(self.hear_wanted)
        self.play.hide()
        self._title = ElidedLabel(role="heading")
        self._there = PlainLabel(role="quiet")
        self._stage = PlainLabel(role="quiet")
        self.bar = ProgressBar(theme)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setProperty("compact", True)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel.clicked.connect(lambda: self.cancel_wanted.emit(self.pending))
        row = QHBoxLayout()
        row.setSpacing(tokens.PADDING)
        row.addWidget(self.play)
        row.addWidget(self._title, 1)
        row.addWidget(self._there)
        row.addWidget(self._stage)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        self._column.setSpacing(tokens.GRID + 2)
        self._column.addLayout(row)
        self.show_pending(pending)
        self.set_theme(theme)

    def show_pending(self, pending: Pending) -> None:
        self.pending = pending
        self._title.setText(self.tr("Take %d: %s") % (pending.number, pending.title))
        if pending.state is JobState.QUEUED:
            words = self.tr("waiting")
        else:
            words = pending.stage.rpartition(": ")[2] or self.tr("starting")
            if pending.eta is not None:
                words = self.tr("%s, %s left") % (words, clock_text(pending.eta))
        self._stage.setText(words)
        self.bar.set_fraction(pending.fraction)
        self.bar.setVisible(pending.state is JobState.RUNNING)
        self.cancel.setAccessibleName(self.tr("Cancel %s") % self._title.text())
        self.play.setAccessibleName(self.tr("Hear what is there of %s") % self._title.text())

    def show_sound(self, sound: GrowingSound) -> None:
        """More of it is there."""
        if self.wave is None:
            self.wave = TakeWave(sound, self.theme)
            self.wave.seek_wanted.connect(self.seek_wanted)
            self._column.addWidget(self.wave)
            self.play.show()
        self.sound = sound
        self.wave.show_take(sound, sound.audible)
        self._there.setText(self.tr("%s of %s there") % (clock_text(sound.audible), clock_text(sound.duration)))

    def set_heard(self, *, is_heard: bool, is_playing: bool, position: float) -> None:
        """Light up while it is this take that is heard."""
        if self.wave is not None:
            self.wave.set_position(position if is_heard else None)
        if is_heard != self._is_heard:
            self._is_heard = is_heard
            self.setProperty("heard", is_heard)
            self.style().unpolish(self)
            self.style().polish(self)
        shows_pause = is_heard and is_playing
        if bool(self.play.property("pauses")) != shows_pause:
            self.play.setProperty("pauses", shows_pause)
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.play.setIcon(icons.icon("pause" if self.play.property("pauses") else "play", self.theme.text))

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.bar.theme = theme
        self.bar.update()
        if self.wave is not None:
            self.wave.set_theme(theme)
        self._draw_icon()
