"""Step 2 of Train: every song with what was heard in it, and what the collection would teach."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import theme as tokens
from app.jobs_model import clock_text
from app.theme import Theme
from app.tracks_model import key_text
from app.training import Training
from app.training_collection import SongRow
from app.views.train_songs import SongsTable, why_words
from app.widgets.plain_text import PlainLabel
from app.widgets.train_parts import ShareBars, StepPage, button, sentence

_SIDE_WIDTH = 280


class TableStep(StepPage):
    """Every song with what was heard in it; beside it what the collection would teach and leave out."""

    next_wanted = Signal()

    def __init__(self, training: Training, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Analysis"),
            self.tr("What was heard in every song, which are good enough, and what this collection would teach."),
            parent,
        )
        self.training = training
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Which songs are shown"))
        for words, kind in (
            (self.tr("all files"), "all"),
            (self.tr("those that are in"), "in"),
            (self.tr("those that are left out"), "out"),
            (self.tr("copies"), "copies"),
        ):
            self.filter.addItem(words, kind)
        self.filter.currentIndexChanged.connect(lambda _index: self._fill())
        self.count = PlainLabel(role="heading")
        self.chosen = sentence(role="quiet")
        headers = (
            self.tr("Title"),
            self.tr("Artist"),
            self.tr("BPM"),
            self.tr("Key"),
            self.tr("Style"),
            self.tr("Length"),
            self.tr("Quality"),
            self.tr("In or why not"),
        )
        self.songs = SongsTable(self.tr("Songs with their analysis"), headers)
        self.songs.texts = self._cells
        for column, width in ((0, 112), (1, 84)):
            self.songs.table.setColumnWidth(column, width)
        for column, widest in ((2, "188.8"), (3, "C♯ min"), (4, "amapiano"), (5, "88:88"), (6, "")):
            self.songs.fit(column, widest)
        self.bars: dict[str, tuple[PlainLabel, ShareBars]] = {}
        self.warnings = [sentence(role="warn") for _ in range(6)]
        self.advice = [sentence(role="quiet") for _ in range(4)]
        self._lay_out(theme)
        self.again = button(self.tr("Look again"), training.material.read_collection)
        self.onward = button(self.tr("Make a data set"), self.next_wanted.emit, is_primary=True)
        self.feet.addWidget(self.again)
        self.feet.addWidget(self.onward)
        training.material.collection_read.connect(lambda _view: self.refresh())
        self.songs.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.refresh()

    def _lay_out(self, theme: Theme) -> None:
        top = QHBoxLayout()
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.filter)
        left = QVBoxLayout()
        left.addLayout(top)
        left.addWidget(self.songs, 1)
        left.addWidget(self.chosen)
        self._side = QVBoxLayout()
        self._side.setSpacing(2 * tokens.GRID)
        inside = QWidget()
        inside.setLayout(self._side)
        area = QScrollArea()
        area.setAccessibleName(self.tr("What the collection would teach"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_SIDE_WIDTH)
        area.setWidget(inside)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addWidget(area)
        self.content.addLayout(row, 1)
        for label in self.warnings:
            self._side.addWidget(label)
        titles = {
            "style": self.tr("Style"),
            "artist": self.tr("Artist"),
            "era": self.tr("Era"),
            "region": self.tr("Region"),
        }
        for name, words in titles.items():
            heading, bar = self.bars[name] = PlainLabel(words, "heading"), ShareBars(theme)
            self._side.addWidget(heading)
            self._side.addWidget(bar)
        for label in self.advice:
            self._side.addWidget(label)
        self._side.addStretch(1)

    def _cells(self, row: SongRow) -> tuple[str, ...]:
        return (
            row.title,
            row.artist,
            f"{row.bpm:.1f}" if isinstance(row.bpm, int | float) else "",
            key_text(row.key),
            row.style,
            clock_text(row.seconds) if isinstance(row.seconds, int | float) else "",
            row.verdict,
            why_words(self, row),
        )

    def _show_chosen(self) -> None:
        """All of the chosen song's words, however narrow the table is."""
        row = self.songs.chosen
        self.chosen.setText("" if row is None else f"{row.path}: {why_words(self, row)}")

    def _fill(self) -> None:
        kind = self.filter.currentData()
        keep: dict[str, Callable[[SongRow], bool]] = {
            "in": lambda row: row.is_in,
            "out": lambda row: not row.is_in,
            "copies": lambda row: row.is_copy,
        }
        test = keep.get(str(kind))
        songs = self.training.material.collection.songs
        self.songs.show_rows(songs if test is None else tuple(filter(test, songs)))

    def refresh(self) -> None:
        """As the trainer's report says."""
        view = self.training.material.collection
        self._fill()
        numbers = {"chosen": view.chosen, "all": view.recordings, "hours": view.hours}
        self.count.setText(self.tr("%(chosen)d of %(all)d recordings, %(hours).1f hours") % numbers)
        for labels, lines in ((self.warnings, view.warnings), (self.advice, view.advice)):
            for index, label in enumerate(labels):
                label.setText(lines[index] if index < len(lines) else "")
                label.setVisible(index < len(lines))
        shares = {name: (own, unknown) for name, own, unknown in view.views}
        for name, (heading, bar) in self.bars.items():
            own, _unknown = shares.get(name, ((), 0))
            bar.show_shares(heading.text(), [(each.name, each.share) for each in own])
            for widget in (heading, bar):
                widget.setVisible(bool(own))
        self.why.setText("" if view.recordings else self.tr("Import songs first: step 1."))
        self.onward.setEnabled(bool(view.chosen))

    def set_theme(self, theme: Theme) -> None:
        for _heading, bar in self.bars.values():
            bar.theme = theme
            bar.update()
