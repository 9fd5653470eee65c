"""One stem: its head (badge, name, mute, solo, gain, pan) and its waveform."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app import theme as tokens
from app.carried import Form
from app.mixer import Mix, linear_gain
from app.theme import Theme
from app.widgets.drag_grip import DragGrip
from app.widgets.lane_controls import Badge, GainSlider, LetterButton, PanKnob, gain_text, pan_words
from app.widgets.plain_text import ElidedLabel, PlainLabel
from app.widgets.stem_names import stem_name
from app.widgets.time_axis import TimeAxis
from app.widgets.transport import time_text
from app.widgets.waveform import Waveform, highest_peak
from engine.core.peaks import PeakPyramid
from engine.core.stems import Stem

_SILENCE = 10.0 ** (-60.0 / 20.0)  # -60 dBFS: below it a stem is what the separator left over


class StemLane(QWidget):
    """Head and waveform. Knows nothing of playback: it says what the user did, and is told what is heard."""

    mute_toggled = Signal(bool)
    solo_toggled = Signal(bool)
    gain_changed = Signal(float)
    pan_changed = Signal(float)
    selected = Signal()

    def __init__(
        self,
        stem: Stem,
        peaks: PeakPyramid,
        axis: TimeAxis,
        theme: Theme,
        *,
        full_scale: float,
        is_growing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.stem = stem
        self.theme = theme
        self._name = stem_name(stem)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(tokens.LANE_MIN_HEIGHT)
        self.setMaximumHeight(tokens.LANE_MAX_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.waveform = Waveform(peaks, theme.stem(stem), axis, theme, full_scale=full_scale)
        self.waveform.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if not is_growing and highest_peak(peaks) < _SILENCE:
            self.waveform.set_sentence(self.tr("Nothing of this was heard in the song"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_head())
        row.addWidget(self.waveform, 1)
        self.mute.toggled.connect(self._on_mute)
        self.solo.toggled.connect(self._on_solo)
        self.gain.valueChanged.connect(self._on_gain)
        self.pan.valueChanged.connect(self._on_pan)
        self.waveform.clicked.connect(lambda _time: self.selected.emit())
        self._describe()

    def _build_head(self) -> QFrame:
        self.head = QFrame()
        self.head.setObjectName("laneHead")
        self.head.setFixedWidth(tokens.LANE_HEAD_WIDTH)
        self.badge = Badge(self.stem, self.theme)
        self.mute = LetterButton("M", self.theme, self.theme.bad)
        self.solo = LetterButton("S", self.theme, self.theme.warn)
        self.gain = GainSlider(self.theme, self.theme.stem(self.stem))
        self.pan = PanKnob(self.theme, self.theme.stem(self.stem))
        self.gain_label = PlainLabel(gain_text(0.0), "quiet")
        self.gain_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.gain_label.setFixedWidth(38)
        self.grips = {
            Form.SOUND: DragGrip(self.theme, icon="grip_sound"),
            Form.NOTES: DragGrip(self.theme, icon="grip_midi"),
        }
        self.grips[Form.SOUND].name(self.tr("Drag the sound of %s into your DAW") % self._name, "")
        self.grips[Form.NOTES].name(self.tr("Drag the MIDI of %s into your DAW") % self._name, "")
        top = QHBoxLayout()
        top.setSpacing(tokens.GRID)
        top.addWidget(self.badge)
        top.addSpacing(2)
        top.addWidget(ElidedLabel(self._name, "heading"), 1)
        top.addWidget(self.mute)
        top.addWidget(self.solo)
        bottom = QHBoxLayout()
        bottom.setSpacing(tokens.GRID)
        for grip in self.grips.values():
            bottom.addWidget(grip)
        bottom.addWidget(self.gain, 1)
        bottom.addWidget(self.gain_label)
        bottom.addWidget(self.pan)
        column = QVBoxLayout(self.head)
        column.setContentsMargins(2 * tokens.GRID + 2, 2, 2 * tokens.GRID, 2)
        column.setSpacing(2)
        column.addStretch()
        column.addLayout(top)
        column.addLayout(bottom)
        column.addStretch()
        return self.head

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.badge.theme = self.gain.theme = self.pan.theme = theme
        for grip in self.grips.values():
            grip.set_theme(theme)
        self.gain.colour = self.pan.colour = theme.stem(self.stem)
        self.mute.set_theme(theme, theme.bad)
        self.solo.set_theme(theme, theme.warn)
        self.waveform.set_colour(theme.stem(self.stem))
        self.waveform.set_theme(theme)
        self.update()

    def set_selected(self, is_selected: bool) -> None:
        if bool(self.head.property("selected")) != is_selected:
            self.head.setProperty("selected", is_selected)
            self.head.style().unpolish(self.head)
            self.head.style().polish(self.head)
            self.update()

    @property
    def is_selected(self) -> bool:
        return bool(self.head.property("selected"))

    def show_mix(self, mix: Mix) -> None:
        """Set the controls; they say nothing of it."""
        blockers = [QSignalBlocker(widget) for widget in (self.mute, self.solo, self.gain, self.pan)]
        self.mute.setChecked(self.stem in mix.mutes)
        self.solo.setChecked(self.stem in mix.solos)
        self.gain.setValue(round(10 * mix.gain_db(self.stem)))
        self.pan.setValue(round(100 * mix.pan(self.stem)))
        for blocker in blockers:
            blocker.unblock()
        self.gain_label.setText(gain_text(self.gain.gain_db))
        self.waveform.set_gain(linear_gain(self.gain.gain_db))
        self._describe()

    def set_heard(self, is_heard: bool) -> None:
        """Whether mute and solo of all lanes together let this one be heard."""
        self.waveform.set_heard(is_heard)

    def set_frontier(self, beyond: PeakPyramid, seconds: float) -> None:
        """How far a growing stem is there; ``beyond`` is heard in its place."""
        self.waveform.set_frontier(beyond, seconds)
        self.setAccessibleDescription(self.tr("Separated up to %s") % time_text(seconds))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(tokens.LANE_HEAD_WIDTH + 400, tokens.LANE_MIN_HEIGHT + 24)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.selected.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        self.selected.emit()

    def _on_mute(self, is_on: bool) -> None:
        self._describe()
        self.mute_toggled.emit(is_on)

    def _on_solo(self, is_on: bool) -> None:
        self._describe()
        self.solo_toggled.emit(is_on)

    def _on_gain(self, _value: int) -> None:
        self.gain_label.setText(gain_text(self.gain.gain_db))
        self.waveform.set_gain(linear_gain(self.gain.gain_db))
        self._describe()
        self.gain_changed.emit(self.gain.gain_db)

    def _on_pan(self, _value: int) -> None:
        self._describe()
        self.pan_changed.emit(self.pan.pan)

    def _describe(self) -> None:
        """Names for screen readers, with the state in words."""
        states = [
            word
            for word, is_on in ((self.tr("muted"), self.mute.isChecked()), (self.tr("solo"), self.solo.isChecked()))
            if is_on
        ]
        words = [self.tr("%s lane") % self._name, *states, self.tr("gain %s dB") % gain_text(self.gain.gain_db)]
        self.setAccessibleName(", ".join([*words, pan_words(self.pan.pan)] if self.pan.pan else words))
        self.mute.setAccessibleName(self.tr("Mute %s") % self._name)
        self.solo.setAccessibleName(self.tr("Solo %s") % self._name)
        self.gain.setAccessibleName(self.tr("Gain of %s in dB") % self._name)
        self.pan.setAccessibleName(self.tr("Pan of %s") % self._name)
        self.pan.say(self.tr("Pan of %s: %s (drag; a double click centres)") % (self._name, pan_words(self.pan.pan)))
        self.mute.setToolTip(self.tr("Mute %s (M)") % self._name)
        self.solo.setToolTip(self.tr("Solo %s (S)") % self._name)
        self.gain.setToolTip(self.tr("Gain of %s (+ and −, 0 resets)") % self._name)
