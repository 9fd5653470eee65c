"""A sentence and what one can do next: before a test is chosen, while it is paused, when it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import theme as tokens
from app.widgets.plain_text import PlainLabel
from app.widgets.space_presses import SpacePresses

Choice = tuple[str, Callable[[], object]]


class MessageScreen(QWidget):
    """The first choice has the keyboard; Tab goes on; Enter takes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(role="big")
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        self.example = PlainLabel(role="key")
        self.example.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.example.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = PlainLabel(role="quiet")
        self.more.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._space = SpacePresses(self)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(2 * tokens.GRID)
        inside = QWidget()
        inside.setFixedWidth(tokens.SENTENCE_WIDTH + 120)
        column = QVBoxLayout(inside)
        column.setSpacing(2 * tokens.PADDING)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.example, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._choices)
        column.addWidget(self.more)
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside)
        row.addStretch(1)

    def show_message(
        self, title: str, words: str, choices: Sequence[Choice], more: str = "", example: str = ""
    ) -> None:
        """Replace what stands here; ``example`` is a command."""
        self.example.setText(example)
        self.example.setVisible(bool(example))
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.more.setText(more)
        for button in self.buttons:
            self._choices.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, (text, act) in enumerate(choices):
            button = QPushButton(text)
            button.setProperty("primary", place == 0)
            button.setAutoDefault(True)
            button.installEventFilter(self._space)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._choices.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)

    def take_focus(self) -> None:
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
