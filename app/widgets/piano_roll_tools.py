"""The strip of tools over the piano roll: grid, strength, swing, quantise, undo, sound."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QWidget

from app import theme as tokens
from app.bar_clock import BarClock
from app.note_editing import MOST_SWING, STRAIGHT, EditGrid
from app.widgets.plain_text import PlainLabel

_STEPS = (("1/4", 1.0), ("1/8", 0.5), ("1/8T", 1 / 3), ("1/16", 0.25), ("1/16T", 1 / 6), ("1/32", 0.125))
_USUAL = 3
_LEAST_SWING = round(100 * STRAIGHT)
_FULL = 100


class RollTools(QWidget):
    """What the next step of work will be like."""

    grid_changed = Signal()
    quantise_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    hear_wanted = Signal()

    def __init__(self, undo: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = QComboBox()
        for name, step in _STEPS:
            self.steps.addItem(name, step)
        self.steps.setCurrentIndex(_USUAL)
        self.steps.setAccessibleName(self.tr("Grid"))
        self.strength = self._percent(self.tr("Quantise strength"), 0, _FULL, _FULL)
        self.swing = self._percent(self.tr("Swing"), _LEAST_SWING, round(100 * MOST_SWING), _LEAST_SWING)
        self.quantise = self._button(self.tr("Quantise"), self.tr("Put the chosen notes, or all, on the grid (Q)"))
        self.undo = self._button(self.tr("Undo"), self.tr("Undo (Ctrl+Z)"))
        self.redo = self._button(self.tr("Redo"), self.tr("Redo (Ctrl+Shift+Z)"))
        self.hear = self._button(self.tr("Hear"), self.tr("Hear the chosen notes, or what is on screen (Enter)"))
        self.sounds = self._button(self.tr("Sound"), self.tr("Hear each note that you draw or take"))
        self.sounds.setCheckable(True)
        self.sounds.setChecked(True)
        self.sounds.setProperty("chip", True)
        self.saved = PlainLabel(role="quiet")
        self.steps.currentIndexChanged.connect(lambda _index: self.grid_changed.emit())
        self.swing.valueChanged.connect(lambda _value: self.grid_changed.emit())
        self.quantise.clicked.connect(self.quantise_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.hear.clicked.connect(self.hear_wanted)
        undo.canUndoChanged.connect(self.undo.setEnabled)
        undo.canRedoChanged.connect(self.redo.setEnabled)
        undo.undoTextChanged.connect(lambda text: self._name(self.undo, self.tr("Undo"), text, "Ctrl+Z"))
        undo.redoTextChanged.connect(lambda text: self._name(self.redo, self.tr("Redo"), text, "Ctrl+Shift+Z"))
        self.undo.setEnabled(undo.canUndo())
        self.redo.setEnabled(undo.canRedo())
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, 0, tokens.PADDING, 2 * tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        for words, control in (
            (self.tr("Grid"), self.steps),
            (self.tr("Strength"), self.strength),
            (self.tr("Swing"), self.swing),
        ):
            label = PlainLabel(words, "quiet")
            label.setBuddy(control)
            row.addWidget(label)
            row.addWidget(control)
        row.addWidget(self.quantise)
        row.addSpacing(tokens.PADDING)
        for button in (self.undo, self.redo):
            row.addWidget(button)
        row.addSpacing(tokens.PADDING)
        for button in (self.hear, self.sounds):
            row.addWidget(button)
        row.addStretch(1)
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.saved)

    def _percent(self, name: str, least: int, most: int, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setValue(value)
        box.setSuffix(" %")
        box.setSingleStep(1 if most - least < _FULL else 5)
        box.setAccessibleName(name)
        box.setToolTip(name)
        return box

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _name(self, button: QPushButton, verb: str, what: str, keys: str) -> None:
        button.setToolTip(f"{verb}: {what} ({keys})" if what else f"{verb} ({keys})")

    def grid(self, clock: BarClock | None) -> EditGrid:
        """The grid that is asked for. Swing belongs to straight steps shorter than a beat."""
        step = float(self.steps.currentData())
        is_straight = self.steps.currentText()[-1].isdigit() and step < 1.0
        return EditGrid(clock, step, self.swing.value() / _FULL if is_straight else STRAIGHT)

    def set_swing(self, swing: float | None) -> None:
        """Begin with the swing of the song."""
        self.swing.setValue(_LEAST_SWING if swing is None else round(_FULL * swing))

    def set_editable(self, *, is_editable: bool) -> None:
        for control in (self.quantise, self.hear, self.strength):
            control.setEnabled(is_editable)

    @property
    def share(self) -> float:
        """Strength as 0-1."""
        return self.strength.value() / _FULL
