"""The line of buttons over the parts: cut, join, hear, take back, carry in and out, and who labels."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app import theme as tokens
from app.widgets.plain_text import PlainLabel

_MAX_NAME = 60


class LabelHead(QWidget):
    """Says what was pressed; ``kept`` tells when everything was in the library."""

    split_wanted = Signal()
    join_wanted = Signal()
    loop_wanted = Signal()
    undo_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    by_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.split = self._button(self.tr("Split here"), self.tr("Split the part at the play-head"))
        self.join = self._button(self.tr("Join with next"), self.tr("Make one part of this and the next"))
        self.loop = self._button(self.tr("Loop it"), self.tr("Hear this part over and over"))
        self.undo = self._button(self.tr("Undo"), self.tr("Take back the last change (Ctrl+Z)"))
        self.bring = self._button(self.tr("Import…"), self.tr("Read labels from JSON"))
        self.export = self._button(self.tr("Export…"), self.tr("Write the label as JSON"))
        self.kept = PlainLabel(role="quiet")
        self.by = QLineEdit()
        self.by.setPlaceholderText(self.tr("your name"))
        self.by.setAccessibleName(self.tr("Who labels"))
        self.by.setToolTip(self.tr("Kept with everything you say, so that people can differ"))
        self.by.setMaxLength(_MAX_NAME)
        self.by.setFixedWidth(tokens.NAME_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, 2 * tokens.GRID, tokens.PADDING, 2 * tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        for button in (self.split, self.join, self.loop, self.undo):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.kept)
        row.addWidget(self.by)
        row.addWidget(self.bring)
        row.addWidget(self.export)
        for button, signal in (
            (self.split, self.split_wanted),
            (self.join, self.join_wanted),
            (self.loop, self.loop_wanted),
            (self.undo, self.undo_wanted),
            (self.bring, self.import_wanted),
            (self.export, self.export_wanted),
        ):
            button.clicked.connect(signal)
        self.by.editingFinished.connect(lambda: self.by_changed.emit(self.by.text().strip()))

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def show_kept(self, when: str) -> None:
        """When everything was kept; empty while something is being written."""
        self.kept.setText(self.tr("kept %s") % when if when else self.tr("keeping…"))
