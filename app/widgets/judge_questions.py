"""The questions of a trial, answered with arrows or the mouse. Nothing is chosen before somebody chooses it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import theme as tokens
from app.widgets.judge_versions import LETTERS
from app.widgets.plain_text import PlainLabel
from engine.core.rating import FIRST, SECOND, Question

_PLACES = {FIRST: LETTERS[0], SECOND: LETTERS[1]}


class QuestionRow(QFrame):
    """One question with its choices."""

    chosen = Signal(int)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.question = question
        self.place: int | None = None
        self.text = PlainLabel(question.text)
        self.text.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PADDING, tokens.GRID, tokens.PADDING, tokens.GRID)
        row.setSpacing(2 * tokens.GRID)
        row.addWidget(self.text, 1)
        for place, words in enumerate(choice_words(question)):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("answer", True)
            button.setAccessibleName(f"{question.text} {words}")
            button.setFixedWidth(tokens.ANSWER_WIDTH)
            button.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
            row.addWidget(button)
            self.buttons.append(button)
        for button in self.buttons:  # the keyboard stays with the screen, whose arrows choose
            button.setFocusPolicy(button.focusPolicy().NoFocus)

    @property
    def answer(self) -> str | None:
        """The id of the choice; None where nothing was chosen."""
        return None if self.place is None else self.question.choices[self.place]

    def choose(self, place: int) -> None:
        self.place = min(max(place, 0), len(self.buttons) - 1)
        for index, button in enumerate(self.buttons):
            button.setChecked(index == self.place)

    def set_current(self, is_current: bool) -> None:
        if self.property("current") != is_current:
            self.setProperty("current", is_current)
            self.style().unpolish(self)
            self.style().polish(self)


def choice_words(question: Question) -> list[str]:
    """What stands on the buttons: versions by their letters, a scale's ends with their words."""
    words = []
    for choice, label in zip(question.choices, question.labels, strict=True):
        digit = f"{choice} " if choice.isdigit() else ""
        words.append(_PLACES.get(choice, f"{digit}{label}"))
    return words


class QuestionList(QWidget):
    """All questions; one of them has the keyboard."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[QuestionRow] = []
        self.current = 0
        self._is_open = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """New rows with nothing chosen."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for place, question in enumerate(questions):
            row = QuestionRow(question)
            row.chosen.connect(lambda choice, place=place: self._on_chosen(place, choice))
            self.rows.append(row)
            self._column.addWidget(row)
        self._is_open = True
        self.set_open(is_open=False)
        self.go_to(0)

    def set_open(self, *, is_open: bool) -> None:
        """Whether answers may be given yet."""
        if is_open != self._is_open:
            self._is_open = is_open
            for row in self.rows:
                for button in row.buttons:
                    button.setEnabled(is_open)

    @property
    def is_open(self) -> bool:
        return self._is_open

    @property
    def answers(self) -> dict[str, str]:
        """Those given so far, by the question's id."""
        return {row.question.id: row.answer for row in self.rows if row.answer is not None}

    @property
    def is_complete(self) -> bool:
        return bool(self.rows) and len(self.answers) == len(self.rows)

    def go_to(self, place: int) -> None:
        """Give a question the keyboard."""
        if self.rows:
            self.current = min(max(place, 0), len(self.rows) - 1)
            for index, row in enumerate(self.rows):
                row.set_current(index == self.current)

    def step(self, step: int) -> None:
        self.go_to(self.current + step)

    def move_choice(self, step: int) -> None:
        """The choice beside the chosen one; from nothing chosen, the first or the last."""
        if not self.rows:
            return
        row = self.rows[self.current]
        before = row.place if row.place is not None else (-1 if step > 0 else len(row.buttons))
        self.choose(before + step)

    def choose(self, choice: int) -> None:
        """Answer the question that has the keyboard."""
        if self._is_open and self.rows:
            self.rows[self.current].choose(choice)
            self.changed.emit()

    def next_open(self) -> bool:
        """Go to the next question without an answer; whether there is one."""
        places = [(self.current + step) % len(self.rows) for step in range(1, len(self.rows) + 1)]
        place = next((place for place in places if self.rows[place].answer is None), None)
        if place is not None:
            self.go_to(place)
        return place is not None

    def _on_chosen(self, place: int, choice: int) -> None:
        self.go_to(place)
        self.choose(choice)
