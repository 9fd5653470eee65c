"""One trial: versions that play in step, questions, and nothing that tells what they are. Keys do everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.judge_columns import RatingBoard
from app.widgets.judge_parts import KeyLegend, PlayLine, ShareBar
from app.widgets.judge_questions import QuestionList
from app.widgets.judge_versions import LETTERS, VersionCards
from app.widgets.plain_text import PlainLabel
from engine.core.rating import Answer, NextTrial

_MOST_WORDS = 2_000
_FINE, _COARSE = 1, 10


Keys = dict[int, Callable[[], object]]


class TrialScreen(QWidget):
    """Says what is wanted; what plays and what keeps votes is elsewhere. The open reference is the last version."""

    version_wanted = Signal(int)
    play_wanted = Signal()
    restart_wanted = Signal()
    pause_wanted = Signal()
    voted = Signal(object, str)
    """Answers by question, and the comment."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trial: NextTrial | None = None
        self.is_busy = False
        self._current = 0
        self._heard: tuple[float, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = PlainLabel(role="number")
        self.progress = ShareBar(theme, self.tr("Progress"))
        self.pause_button = QPushButton(self.tr("Pause (Esc)"))
        self.pause_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards = VersionCards(theme)
        self.reference = QPushButton()
        self.reference.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reference.setCheckable(True)
        self.reference.setProperty("answer", True)
        self.line = PlayLine(theme)
        self.questions = QuestionList()
        self.board = RatingBoard(theme)
        self.comment = QLineEdit()
        self.comment.setMaxLength(_MOST_WORDS)
        self.comment.setPlaceholderText(self.tr("Anything to add? (key C; Enter comes back)"))
        self.comment.setAccessibleName(self.tr("Comment"))
        self.hint = PlainLabel()
        self.submit = QPushButton(self.tr("Keep and go on (Enter)"))
        self.submit.setProperty("primary", True)
        self.submit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.legend = KeyLegend()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.pause_button)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.submit)
        inside = QWidget()
        inside.setMaximumWidth(tokens.TRIAL_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * tokens.PADDING, tokens.PADDING, 2 * tokens.PADDING, tokens.PADDING)
        column.setSpacing(tokens.PADDING)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addStretch(1)
        column.addWidget(self.reference)
        column.addWidget(self.cards)
        column.addWidget(self.board, 8)
        column.addWidget(self.line)
        column.addWidget(self.questions)
        column.addWidget(self.comment)
        column.addLayout(foot)
        column.addStretch(2)
        column.addWidget(self.legend)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)

    def _connect(self) -> None:
        self.pause_button.clicked.connect(self.pause_wanted)
        self.cards.chosen.connect(self.version_wanted)
        self.board.chosen.connect(self.version_wanted)
        self.reference.clicked.connect(lambda: self.version_wanted.emit(self.num_items))
        self.questions.changed.connect(self._show_hint)
        self.board.changed.connect(self._show_hint)
        self.submit.clicked.connect(self.try_vote)
        self.comment.returnPressed.connect(self.take_focus)

    # what is shown

    @property
    def num_items(self) -> int:
        return len(self.trial.files) if self.trial is not None else 0

    @property
    def is_against_reference(self) -> bool:
        return self.trial is not None and self.trial.reference is not None

    def show_trial(self, trial: NextTrial) -> None:
        """A new trial: nothing heard, nothing answered."""
        self.trial, self.is_busy, self._current = trial, False, 0
        self._heard = (0.0,) * len(trial.files)
        self.title.setText(self.tr("Trial %d of %d") % (trial.number, trial.of))
        self.progress.show_share((trial.number - 1) / trial.of)
        against = self.is_against_reference
        for widget, is_shown in (
            (self.reference, against), (self.board, against), (self.cards, not against), (self.questions, not against)
        ):  # fmt: skip
            widget.setVisible(is_shown)
        if against:
            self.reference.setText(self.tr("Reference (key R)"))
            self.board.show_versions(len(trial.files), trial.must_listen_seconds, trial.questions[0].labels)
        else:
            self.cards.show_versions(len(trial.files), trial.must_listen_seconds)
            self.questions.show_questions(trial.questions)
        self.comment.clear()
        self.legend.show_keys(self._keys())
        self.show_state(0, (0.0,) * len(trial.files), is_playing=False)
        self._show_hint()

    def _keys(self) -> list[tuple[str, str]]:
        play, end = (self.tr("Space"), self.tr("play")), (self.tr("Esc"), self.tr("pause"))
        keep, back = (self.tr("Enter"), self.tr("keep")), (self.tr("Home"), self.tr("start"))
        if self.is_against_reference:
            last = str(self.num_items % 10)
            return [
                ("R", self.tr("reference")),
                (f"1–{last}", self.tr("versions")),
                ("↑ ↓", self.tr("rate by 1")),
                (self.tr("PgUp PgDn"), self.tr("by 10")),
                play, keep, end,
            ]  # fmt: skip
        if self.num_items == 1:
            answers = [("1–5", self.tr("answer")), ("0", self.tr("can't judge"))]
            return [play, *answers, ("↑ ↓", self.tr("question")), ("← →", self.tr("answer")), keep, end]
        hear = [(str(place + 1), self.tr("hear %s") % LETTERS[place]) for place in range(self.num_items)]
        return [*hear, play, back, ("↑ ↓", self.tr("question")), ("← →", self.tr("answer")), keep, end]

    def show_state(self, current: int, heard: Sequence[float], *, is_playing: bool) -> None:
        """Which version plays, and how long each was heard."""
        if self.trial is None:
            return
        self._current, before = current, self.is_heard
        self._heard = tuple(heard[: self.num_items])
        if self.is_against_reference:
            self.board.show_state(current, self._heard, is_playing=is_playing)
            self.reference.setChecked(current == self.num_items)
        else:
            self.cards.show_state(current, self._heard, is_playing=is_playing)
            self.questions.set_open(is_open=self.is_heard and not self.is_busy)
        if before != self.is_heard:
            self._show_hint()

    @property
    def is_heard(self) -> bool:
        """Whether every item was heard long enough."""
        return self.trial is not None and min(self._heard, default=0.0) >= self.trial.must_listen_seconds

    @property
    def answers(self) -> dict[str, Answer] | None:
        """All answers; None while one is missing."""
        if self.trial is None or not self.is_heard:
            return None
        if self.is_against_reference:
            values = self.board.values
            return {self.trial.questions[0].id: values} if values is not None else None
        return dict(self.questions.answers) if self.questions.is_complete else None

    def _show_hint(self) -> None:
        trial = self.trial
        if trial is None:
            return
        is_complete = self.answers is not None
        self.submit.setEnabled(is_complete and not self.is_busy)
        if not self.is_heard:
            each = self.tr("it was") if self.num_items == 1 else self.tr("each was")
            words = self.tr("Answers count once %s heard for %g s.") % (each, trial.must_listen_seconds)
        elif is_complete:
            words = self.tr("Enter keeps the answers. They are final.")
        elif self.is_against_reference:
            words = self.tr("Rate each version: how close is it to the reference?")
        else:
            words = self.tr("%d of %d answered.") % (len(self.questions.answers), len(trial.questions))
        self.hint.setText(words)

    def set_busy(self, *, is_busy: bool) -> None:
        """While a vote is written nothing changes."""
        self.is_busy = is_busy
        self.questions.set_open(is_open=self.is_heard and not is_busy)
        self._show_hint()

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        for part in (self.progress, self.cards, self.line, self.board):
            part.set_theme(theme)

    # keys

    def try_vote(self) -> None:
        """Keep the answers if all are there; else go to the next question without one."""
        answers = self.answers
        if self.is_busy or self.trial is None:
            return
        if answers is not None:
            self.set_busy(is_busy=True)
            self.voted.emit(answers, self.comment.text().strip())
        elif not self.is_against_reference and self.questions.is_open:
            self.questions.next_open()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act(event.key()):
            event.accept()  # the window's own shortcuts wait until the test is left
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        act = self._act(event.key())
        has_modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is None or self.trial is None or has_modifiers:
            super().keyPressEvent(event)
            return
        act()

    def _act(self, key: int) -> Callable[[], object] | None:
        """What a key does on this screen; None for the window's keys."""
        common: Keys = {
            Qt.Key.Key_Space: self.play_wanted.emit,
            Qt.Key.Key_Home: self.restart_wanted.emit,
            Qt.Key.Key_Escape: self.pause_wanted.emit,
            Qt.Key.Key_Return: self.try_vote,
            Qt.Key.Key_Enter: self.try_vote,
            Qt.Key.Key_C: lambda: self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason),
        }
        own = self._board_keys() if self.is_against_reference else self._question_keys()
        return {**common, **own, **self._digits()}.get(key)

    def _question_keys(self) -> Keys:
        keys: Keys = {
            Qt.Key.Key_Up: lambda: self.questions.step(-1),
            Qt.Key.Key_Down: lambda: self.questions.step(1),
            Qt.Key.Key_Left: lambda: self.questions.move_choice(-1),
            Qt.Key.Key_Right: lambda: self.questions.move_choice(1),
        }
        if self.num_items == 2:
            keys[Qt.Key.Key_A] = lambda: self.version_wanted.emit(0)
            keys[Qt.Key.Key_B] = lambda: self.version_wanted.emit(1)
        return keys

    def _board_keys(self) -> Keys:
        here = self._current
        everything = self.num_items + 1
        return {
            Qt.Key.Key_R: lambda: self.version_wanted.emit(self.num_items),
            Qt.Key.Key_Left: lambda: self.version_wanted.emit((here - 1) % everything),
            Qt.Key.Key_Right: lambda: self.version_wanted.emit((here + 1) % everything),
            Qt.Key.Key_Up: lambda: self.board.move_value(here, _FINE),
            Qt.Key.Key_Down: lambda: self.board.move_value(here, -_FINE),
            Qt.Key.Key_PageUp: lambda: self.board.move_value(here, _COARSE),
            Qt.Key.Key_PageDown: lambda: self.board.move_value(here, -_COARSE),
        }

    def _digits(self) -> Keys:
        """Digits hear versions; with one version they answer, 0 for "can't judge"."""
        if self.num_items == 1:
            order = [*range(Qt.Key.Key_1, Qt.Key.Key_6), Qt.Key.Key_0]
            return {int(key): partial(self.questions.choose, place) for place, key in enumerate(order)}
        order = [*range(Qt.Key.Key_1, Qt.Key.Key_9 + 1), Qt.Key.Key_0][: self.num_items]
        return {int(key): partial(self.version_wanted.emit, place) for place, key in enumerate(order)}
