"""The project at a glance: its songs and takes, and the states that were kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app import theme as tokens
from app.project_work import clock
from app.widgets.plain_text import PlainLabel, plain

if TYPE_CHECKING:
    from engine.library.projects import ProjectDocument, Snapshot

_ROLE = Qt.ItemDataRole.UserRole


class ProjectDialog(QDialog):
    """Shows a document as it is now.

    Args:
        document: Of the open project.
        snapshots: Newest first.
    """

    song_wanted = Signal(str)
    song_unwanted = Signal(str)
    snapshot_wanted = Signal(object)

    def __init__(self, document: ProjectDocument, snapshots: Sequence[Snapshot], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Project"))
        self.setMinimumSize(tokens.SENTENCE_WIDTH, 420)
        self.songs = self._list(self.tr("Songs and takes of the project"))
        for song in document.songs:
            kind = self.tr("song") if song.kind == "song" else self.tr("take")
            self._put(self.songs, f"{plain(song.title, 100)}  ({kind})", song.id)
        self.snapshots = self._list(self.tr("States that were kept"))
        for snapshot in snapshots:
            self._put(self.snapshots, clock(snapshot.at, with_seconds=True), snapshot)
        self.open_song = self._button(self.tr("Open"), self._want_song)
        self.take_out = self._button(self.tr("Take out"), self._take_out)
        self.restore = self._button(self.tr("Go back to this state"), self._want_snapshot)
        close = self._button(self.tr("Close"), self.accept)
        self.songs.itemActivated.connect(lambda _item: self._want_song())
        for listed in (self.songs, self.snapshots):
            listed.currentRowChanged.connect(lambda _row: self._enable())
            listed.setCurrentRow(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING, tokens.PADDING)
        column.setSpacing(tokens.PADDING)
        column.addWidget(PlainLabel(plain(document.name, 80), "heading"))
        nothing = self.tr("Nothing yet. Open a song, then choose “Add the song to the project”.")
        if not document.songs:
            column.addWidget(PlainLabel(nothing, "quiet"))
        column.addWidget(self.songs, 1)
        column.addLayout(self._row(self.open_song, self.take_out))
        column.addWidget(PlainLabel(self.tr("States that were kept, newest first"), "heading"))
        column.addWidget(PlainLabel(self.tr("Going back loses nothing: the present state is kept as well."), "quiet"))
        column.addWidget(self.snapshots, 1)
        column.addLayout(self._row(self.restore, close))
        self._enable()

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        return made

    @staticmethod
    def _put(listed: QListWidget, words: str, value: object) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROLE, value)
        item.setSizeHint(QSize(0, tokens.CONTROL_HEIGHT))
        listed.addItem(item)

    def _button(self, words: str, act: object) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

    @staticmethod
    def _row(*buttons: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        return row

    def _enable(self) -> None:
        for button in (self.open_song, self.take_out):
            button.setEnabled(self.songs.currentItem() is not None)
        self.restore.setEnabled(self.snapshots.currentItem() is not None)

    def _want_song(self) -> None:
        item = self.songs.currentItem()
        if item is not None:
            self.song_wanted.emit(item.data(_ROLE))
            self.accept()

    def _take_out(self) -> None:
        item = self.songs.currentItem()
        if item is not None:
            self.song_unwanted.emit(item.data(_ROLE))
            self.songs.takeItem(self.songs.row(item))
            self._enable()

    def _want_snapshot(self) -> None:
        item = self.snapshots.currentItem()
        if item is not None:
            self.snapshot_wanted.emit(item.data(_ROLE))
            self.accept()
