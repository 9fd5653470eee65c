"""What an opened test has found: what may be said, with the intervals it rests on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import theme as tokens
from app.blind_store import Results
from app.theme import Theme
from app.widgets.judge_estimates import EstimateRows
from app.widgets.judge_parts import empty
from app.widgets.plain_text import PlainLabel, plain
from app.widgets.space_presses import SpacePresses
from engine.rating.plots import estimates_of
from engine.rating.report_text import sentences


class ResultsScreen(QWidget):
    """The report's sentences and figures; the whole report is a press away."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.results: Results | None = None
        self.title = PlainLabel(role="big")
        self.facts = PlainLabel(role="quiet")
        self.report = QPushButton(self.tr("Open the report"))
        self.report.setProperty("primary", True)
        self.folder = QPushButton(self.tr("Show its folder"))
        self.back = QPushButton(self.tr("Another test"))
        self.drawn: list[EstimateRows] = []
        self.sentences: list[PlainLabel] = []
        self._inside = QVBoxLayout()
        self._inside.setSpacing(tokens.PADDING)
        self._lay_out()
        for button in (self.report, self.folder, self.back):
            button.setAutoDefault(True)
        self._space = SpacePresses(self)
        self.report.clicked.connect(lambda: self._open("page"))
        self.folder.clicked.connect(lambda: self._open("folder"))
        self.back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for button in (self.back, self.folder, self.report):
            head.addWidget(button)
        content = QWidget()
        content.setMaximumWidth(tokens.TRIAL_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING)
        column.setSpacing(tokens.PADDING)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addLayout(self._inside)
        column.addStretch(1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(content, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.tr("Results"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_results(self, results: Results) -> None:
        """Replace what stands here."""
        self.results = results
        document = results.document
        self.title.setText(plain(document["title"], 80))
        kept = sum(not rater["excluded"] for rater in document["raters"])
        self.facts.setText(
            self.tr("%d of %d answered trials count, by %d of %d raters; repeats and catch trials never do.")
            % (document["counted"], document["votes"], kept, len(document["raters"]))
        )
        self.sentences, self.drawn = [], []
        empty(self._inside)
        for shown in estimates_of(document):
            self._inside.addWidget(PlainLabel(shown.title, "heading"))
            rows = EstimateRows(
                self.theme, shown.names, shown.values, limits=shown.limits, line=shown.line, axis=shown.axis
            )
            self.drawn.append(rows)
            self._inside.addWidget(rows)
        self._inside.addWidget(PlainLabel(self.tr("What may be said"), "heading"))
        for words in sentences(document):
            label = PlainLabel(words)
            label.setWordWrap(True)
            self.sentences.append(label)
            self._inside.addWidget(label)

    def _open(self, what: str) -> None:
        if self.results is not None:
            path: Path = getattr(self.results, what)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def take_focus(self) -> None:
        self.report.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for rows in self.drawn:
            rows.set_theme(theme)
