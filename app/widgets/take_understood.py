"""What was understood of the words, word by word, what was not, and what the first take will be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app import theme as tokens
from app.making_order import Understanding
from app.making_words import form_line, plan_line
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain

_MOST = 24


class UnderstoodList(QWidget):
    """Two columns: the user's own words, and what they are taken for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[PlainLabel, PlainLabel]] = []
        self.ignored = self._sentence("warn")
        self.conflicts = self._sentence("warn")
        self.problem = self._sentence("bad")
        self.plan_name = PlainLabel(self.tr("The first take will be"), "caption")
        self.plan = self._sentence("heading")
        self.form = self._sentence("quiet")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * tokens.GRID)
        self._grid.setVerticalSpacing(tokens.GRID)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID + 2)
        column.addLayout(self._grid)
        for label in (self.ignored, self.conflicts, self.problem, self.plan_name, self.plan, self.form):
            column.addWidget(label)
            label.hide()
        column.addStretch(1)

    def _sentence(self, role: str) -> PlainLabel:
        label = PlainLabel(role=role)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def show_understanding(self, read: Understanding) -> None:
        """Replace what stands here."""
        pieces = read.reading.understood[:_MOST]
        for place, piece in enumerate(pieces):
            word, meaning = self._row(place)
            word.setText(plain(piece.text, 40))
            meaning.setText(plain(piece.meaning, 80))
        for place, row in enumerate(self.rows):
            for label in row:
                label.setVisible(place < len(pieces))
        ignored = ", ".join(plain(word, 40) for word in read.reading.ignored[:_MOST])
        self._tell(self.ignored, self.tr("Not understood, so not followed: %s") % ignored if ignored else "")
        self._tell(self.conflicts, " ".join(plain(each, 200) for each in read.reading.conflicts[:4]))
        self._tell(self.problem, plain(read.problem, 300))
        line = plan_line(read) if read.order.asks_something else ""
        self.plan_name.setVisible(bool(line))
        self._tell(self.plan, line)
        self._tell(self.form, form_line(read) if line else "")

    def _tell(self, label: PlainLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _row(self, place: int) -> tuple[PlainLabel, PlainLabel]:
        while len(self.rows) <= place:
            word, meaning = PlainLabel(role="key"), ElidedLabel(role="quiet")
            at = len(self.rows)
            self._grid.addWidget(word, at, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(meaning, at, 1)
            self.rows.append((word, meaning))
        return self.rows[place]
