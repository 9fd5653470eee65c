"""The level, before the first trial: a sound to set it with. From then on it stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.trial_player import LEAST_DB, MOST_DB
from app.widgets.judge_parts import KeyLegend
from app.widgets.meter import Meter
from app.widgets.plain_text import PlainLabel

Keys = dict[int, Callable[[], object]]


class LevelScreen(QWidget):
    """Says which level is wanted and when it is right."""

    level_changed = Signal(float)
    play_wanted = Signal()
    done = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = PlainLabel(self.tr("Set your level"), "big")
        self.words = PlainLabel(
            self.tr(
                "Play this noise and turn your headphones or speakers up or down until it is as loud as you like to "
                "work. No sound of the test is louder. From then on leave the level alone: it is the same for all "
                "versions, and it is locked here until you pause."
            )
        )
        self.words.setWordWrap(True)
        self.play = QPushButton(self.tr("Play the noise (Space)"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(LEAST_DB), round(MOST_DB))
        self.slider.setObjectName("level")
        self.slider.setAccessibleName(self.tr("Level"))
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.number = PlainLabel(role="number")
        self.number.setMinimumWidth(72)
        self.meter = Meter(theme)
        self.begin = QPushButton(self.tr("The level is right (Enter)"))
        self.begin.setProperty("primary", True)
        for button in (self.play, self.begin):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.legend = KeyLegend(
            [
                (self.tr("Space"), self.tr("play, pause")),
                ("← →", self.tr("level by 1 dB")),
                (self.tr("Enter"), self.tr("begin")),
                (self.tr("Esc"), self.tr("back")),
            ]
        )
        self._lay_out()
        self.slider.valueChanged.connect(self._on_slider)
        self.play.clicked.connect(self.play_wanted)
        self.begin.clicked.connect(self.done)
        self.show_level(-12.0)

    def _lay_out(self) -> None:
        level = QHBoxLayout()
        level.setSpacing(tokens.PADDING)
        level.addWidget(self.slider, 1)
        level.addWidget(self.number)
        buttons = QHBoxLayout()
        buttons.addWidget(self.play)
        buttons.addStretch(1)
        buttons.addWidget(self.begin)
        inside = QWidget()
        inside.setFixedWidth(tokens.SENTENCE_WIDTH + 120)
        column = QVBoxLayout(inside)
        column.setSpacing(2 * tokens.PADDING)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(level)
        column.addWidget(self.meter)
        column.addLayout(buttons)
        column.addStretch(2)
        column.addWidget(self.legend)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside)
        row.addStretch(1)

    def show_level(self, level_db: float) -> None:
        self.slider.setValue(round(level_db))
        self.number.setText(f"{self.slider.value():+d} dB" if self.slider.value() else "0 dB")

    def _on_slider(self, value: int) -> None:
        self.show_level(value)
        self.level_changed.emit(float(value))

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        self.meter.set_theme(theme)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in self._keys()
        ):
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        act = self._keys().get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _keys(self) -> Keys:
        def move(step: int) -> None:
            self.slider.setValue(self.slider.value() + step)

        return {
            Qt.Key.Key_Space: self.play_wanted.emit,
            Qt.Key.Key_Left: lambda: move(-1),
            Qt.Key.Key_Down: lambda: move(-1),
            Qt.Key.Key_Right: lambda: move(1),
            Qt.Key.Key_Up: lambda: move(1),
            Qt.Key.Key_Return: self.done.emit,
            Qt.Key.Key_Enter: self.done.emit,
            Qt.Key.Key_Escape: self.left.emit,
        }
