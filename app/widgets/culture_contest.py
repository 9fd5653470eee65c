"""Contest a passage: what somebody hears otherwise than a score says, in their words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.widgets.annotate_slider import ValueField
from app.widgets.culture_words import Passage, clock_words, passage_text
from app.widgets.plain_text import PlainLabel
from engine.core.labels import Contest

_MOST_WORDS = 2000


class ContestDialog(QDialog):
    """Asks what is heard there; a value is welcome, the reason is needed. The score itself stays as it is."""

    contested = Signal(object)

    def __init__(self, passage: Passage, title: str, profile: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage, self._profile = passage, profile
        self.setWindowTitle(self.tr("Contest this passage"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(tokens.SENTENCE_WIDTH)
        heading = PlainLabel(title, "heading")
        clock = f"{clock_words(passage.start)}–{clock_words(passage.end)}"
        where = PlainLabel(passage_text(passage, clock), "quiet")
        meaning = PlainLabel(
            self.tr("The score stays as it is; what you say is kept beside it and shown with it, with your name."),
            "quiet",
        )
        meaning.setWordWrap(True)
        self.why = QPlainTextEdit()
        self.why.setAccessibleName(self.tr("What you hear there"))
        self.why.setPlaceholderText(self.tr("What do you hear there? For example: the log drum is a sampled tom."))
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(3 * tokens.CONTROL_HEIGHT)
        self.why.textChanged.connect(self._update)
        self.field = ValueField(self.tr("How clearly you hear it"), theme, may_not_judge=False)
        self.keep = QPushButton(self.tr("Keep this"))
        self.keep.setProperty("primary", True)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * tokens.PADDING] * 4)
        column.setSpacing(2 * tokens.GRID)
        for widget in (heading, where, self.why, PlainLabel(self.tr("How clearly you hear it, 0–1"), "caption")):
            column.addWidget(widget)
        column.addWidget(self.field)
        column.addWidget(meaning)
        column.addLayout(buttons)
        self._update()

    def _words(self) -> str:
        return self.why.toPlainText()[:_MOST_WORDS].strip()

    def _update(self) -> None:
        self.keep.setEnabled(bool(self._words()))

    def _on_keep(self) -> None:
        own = self._passage
        said = Contest(
            marker=own.marker,
            start=own.start,
            end=own.end,
            why=self._words(),
            value=self.field.value,
            profile=self._profile,
        )
        self.contested.emit(said)
        self.accept()
