"""Before a test: what it is, what was declared, who listens, and their consent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.blind_store import Overview
from app.widgets.judge_parts import empty
from app.widgets.plain_text import PlainLabel, plain
from app.widgets.space_presses import SpacePresses
from engine.core.rating import MUSHRA, PAIRS, RaterProfile, Session

_MOST_NAME, _MOST_WORDS = 40, 60
_TRIAL_SECONDS = 60


class RaterScreen(QWidget):
    """A newcomer says who they are; whoever has begun goes on with one press."""

    begin_wanted = Signal(object)
    """``RaterProfile``; ``consented_at`` says only whether there is consent."""
    withdraw_wanted = Signal(str)
    open_key_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview: Overview | None = None
        self.title = PlainLabel(role="big")
        self.facts = PlainLabel()
        self.facts.setWordWrap(True)
        self.declared = QLabel()
        self.declared.setTextFormat(Qt.TextFormat.PlainText)
        self.declared.setProperty("role", "quiet")
        self.declared.setWordWrap(True)
        self.known = QVBoxLayout()
        self.known.setSpacing(tokens.GRID)
        self.known_title = PlainLabel(self.tr("Go on"), "heading")
        self.name = self._edit(self.tr("a name for you, made up if you like"), self.tr("Name"), _MOST_NAME)
        self.role = self._choice(
            self.tr("I am a"),
            (
                ("", self.tr("not said")), ("producer", self.tr("producer")), ("dj", self.tr("DJ")),
                ("dancer", self.tr("dancer")), ("listener", self.tr("listener")), ("other", self.tr("other")),
            ),
        )  # fmt: skip
        self.years = self._edit(self.tr("years with amapiano"), self.tr("Years with amapiano"), 5)
        self.years.setValidator(QDoubleValidator(0.0, 99.0, 1, self.years))
        self.scene = self._edit(self.tr("pretoria, soweto, durban, diaspora …"), self.tr("Scene"), _MOST_WORDS)
        self.language = self._edit(self.tr("isiZulu, Sesotho, English …"), self.tr("Language"), _MOST_WORDS)
        self.listening = self._choice(
            self.tr("I hear by"),
            (("", self.tr("not said")), ("headphones", self.tr("headphones")), ("speakers", self.tr("speakers"))),
        )
        self.consent = QCheckBox(self.tr("My answers may be kept under this name, for this test."))
        self.may_train = QCheckBox(self.tr("They may also teach models."))
        self.rights = PlainLabel(
            self.tr("Only the first is needed. You can delete everything you said here at any time."),
            "quiet",
        )
        self.rights.setWordWrap(True)
        self.begin = QPushButton(self.tr("Begin"))
        self.begin.setProperty("primary", True)
        self.back = QPushButton(self.tr("Another test"))
        self.open_key = QPushButton()
        self._lay_out()
        for button in (self.begin, self.back, self.open_key):
            button.setAutoDefault(True)
        self._space = SpacePresses(self)
        self.begin.clicked.connect(self._on_begin)
        self.back.clicked.connect(self.left)
        self.open_key.clicked.connect(self.open_key_wanted)
        self.name.textChanged.connect(self._enable)
        self.consent.toggled.connect(self._enable)
        for edit in (self.name, self.years, self.scene, self.language):
            edit.returnPressed.connect(self._on_begin)

    def _edit(self, example: str, name: str, most: int) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(example)
        edit.setAccessibleName(name)
        edit.setMaxLength(most)
        return edit

    def _choice(self, name: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for value, words in choices:
            box.addItem(words, value)
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self._about(), 10)
        row.addWidget(self._who(), 10)
        row.addStretch(1)

    def _about(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(tokens.PADDING)
        column.addWidget(PlainLabel(self.tr("Declared before the first vote"), "heading"))
        column.addWidget(self.declared)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll.setAccessibleName(self.tr("What was declared"))
        page = QWidget()
        page.setMaximumWidth(tokens.FORM_WIDTH)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(2 * tokens.PADDING, 3 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING)
        outer.setSpacing(tokens.PADDING)
        outer.addWidget(self.title)
        outer.addWidget(self.facts)
        outer.addWidget(scroll, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.back)
        feet.addWidget(self.open_key)
        feet.addStretch(1)
        outer.addLayout(feet)
        return page

    def _who(self) -> QWidget:
        form = QFrame()
        form.setObjectName("card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.PADDING)
        grid.setVerticalSpacing(2 * tokens.GRID)
        grid.setColumnStretch(1, 1)
        for place, (words, widget) in enumerate(
            (
                (self.tr("Name"), self.name), (self.tr("I am a"), self.role), (self.tr("Years"), self.years),
                (self.tr("Scene"), self.scene), (self.tr("Language"), self.language),
                (self.tr("I hear by"), self.listening),
            )
        ):  # fmt: skip
            grid.addWidget(PlainLabel(words), place, 0)
            grid.addWidget(widget, place, 1)
        column = QVBoxLayout(form)
        column.setContentsMargins(*(2 * tokens.PADDING,) * 4)
        column.setSpacing(tokens.PADDING)
        column.addWidget(self.known_title)
        column.addLayout(self.known)
        column.addWidget(PlainLabel(self.tr("Who listens"), "heading"))
        column.addLayout(grid)
        column.addWidget(self.consent)
        column.addWidget(self.may_train)
        column.addWidget(self.rights)
        column.addWidget(self.begin)
        page = QWidget()
        page.setMaximumWidth(tokens.FORM_WIDTH)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(2 * tokens.PADDING, 3 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING)
        outer.addWidget(form)
        outer.addStretch(1)
        return page

    def show_overview(self, overview: Overview) -> None:
        """A session; the form is emptied for whoever comes."""
        self.overview = overview
        session = overview.session
        self.title.setText(plain(session.title, 80))
        self.facts.setText(self._facts(session))
        self.declared.setText("\n\n".join(plain(line, 900) for line in session.preregistration.split("\n")))
        self._show_known(overview)
        done = sum(votes >= session.num_trials for _name, votes in overview.raters)
        if overview.is_opened:
            words = self.tr("Results")
        elif overview.left <= 0:
            words = self.tr("Open the key and see the results")
        else:
            words = self.tr("%d of %d raters are done: end the test…") % (done, len(session.plans))
        self.open_key.setText(words)
        self.open_key.setEnabled(overview.is_opened or bool(overview.raters))
        for edit in (self.name, self.years, self.scene, self.language):
            edit.clear()
        for box in (self.role, self.listening):
            box.setCurrentIndex(0)
        for check in (self.consent, self.may_train):
            check.setChecked(False)
        self._enable()

    def _facts(self, session: Session) -> str:
        trials = {
            PAIRS: self.tr("%d trials, two versions each: you hear both in step and say which one."),
            MUSHRA: self.tr("%d trials: you hear several versions in step with a reference and rate each."),
        }.get(session.kind, self.tr("%d trials, one piece each: you say what you hear."))
        minutes = max(1, round(session.num_trials * _TRIAL_SECONDS / 60))
        about = self.tr("About %d minutes; pause whenever you like. What is what stays hidden until the end.") % minutes
        return f"{trials % session.num_trials} {about}"

    def _show_known(self, overview: Overview) -> None:
        empty(self.known)
        is_shown = bool(overview.raters) and not overview.is_opened
        self.known_title.setVisible(is_shown)
        for name, votes in overview.raters if is_shown else ():
            self.known.addWidget(self._known_row(name, votes, overview.session.num_trials))

    def _known_row(self, name: str, votes: int, trials: int) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = self.tr("done") if votes >= trials else self.tr("%d of %d") % (votes, trials)
        go_on = QPushButton(f"{plain(name, _MOST_NAME)} · {words}")
        go_on.setAutoDefault(True)
        go_on.setEnabled(votes < trials)
        go_on.clicked.connect(lambda: self.begin_wanted.emit(RaterProfile("", name, 0, "")))
        delete = QPushButton(self.tr("Delete their answers"))
        delete.setProperty("compact", True)
        delete.setAccessibleName(self.tr("Delete everything %s said") % plain(name, _MOST_NAME))
        for button in (go_on, delete):
            button.installEventFilter(self._space)
        delete.setAutoDefault(True)
        delete.clicked.connect(lambda: self._on_delete(delete, name))
        row.addWidget(go_on, 1)
        row.addWidget(delete)
        return line

    def _on_delete(self, button: QPushButton, name: str) -> None:
        """A second press is the confirmation; nothing brings answers back."""
        if button.property("asked"):
            self.withdraw_wanted.emit(name)
        else:
            button.setProperty("asked", True)
            button.setText(self.tr("Press again: gone for good"))

    @property
    def profile(self) -> RaterProfile:
        """As it is filled in."""
        years = self.years.text().replace(",", ".")
        return RaterProfile(
            "",
            self.name.text().strip(),
            0,
            "yes" if self.consent.isChecked() else "",
            self.may_train.isChecked(),
            self.role.currentData(),
            float(years) if years.strip(".") else None,
            self.scene.text().strip().casefold(),
            self.language.text().strip(),
            self.listening.currentData(),
        )

    def _enable(self) -> None:
        is_blind = self.overview is not None and not self.overview.is_opened
        self.begin.setEnabled(is_blind and bool(self.name.text().strip()) and self.consent.isChecked())

    def _on_begin(self) -> None:
        if self.begin.isEnabled():
            self.begin_wanted.emit(self.profile)

    def take_focus(self) -> None:
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
