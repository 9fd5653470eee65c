"""The window's parts and where they are: made and laid out here, connected in ``main_window``. Takes dropped songs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.actions import Actions, Scope
from app.backing import Backing
from app.chrome import Rail, build_menu
from app.note_editing_store import NoteStore
from app.pages import Pages
from app.shortcuts import Shortcuts
from app.theme import Theme
from app.views.drawer import Drawer
from app.views.inspector import Inspector
from app.views.library import LibraryPage
from app.views.song import SongPage
from app.widgets.drop_zone import dropped_paths
from app.widgets.notice import Notice
from app.widgets.status_line import StatusLine
from app.widgets.time_axis import TimeAxis
from app.widgets.transport import Transport

SONG, NOTES, CULTURE, ANNOTATE, LIBRARY, JUDGE = "song", "notes", "culture", "annotate", "library", "judge"


class Frame(QMainWindow):
    """Parts without behaviour.

    Args:
        behind: Whose tables are shown and whose state knows the keys.
        theme: The dress to begin with.
    """

    songs_dropped = Signal(list)

    def __init__(self, behind: Backing, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.axis = TimeAxis(self)
        self.acts = Actions.of(self)
        self.shortcuts = Shortcuts(self.acts, behind.state, self)
        self._build(behind)
        self.setCentralWidget(self._laid_out())
        for name, spec in self.acts.specs.items():
            (self.song_page if spec.scope is Scope.LANES else self).addAction(self.acts[name])
        self.setAcceptDrops(True)

    def _build(self, behind: Backing) -> None:
        theme = self.theme
        self.transport = Transport(self.acts, theme)
        self.menu = build_menu(self, self.acts)
        self.transport.set_menu(self.menu)
        self.rail = Rail(self.acts)
        self.song_page = SongPage(self.axis, theme, self.shortcuts.shown("open"))
        self.note_store = NoteStore(self)
        self.library_page = LibraryPage(behind.tracks, theme)
        self.inspector = Inspector()
        self.drawer = Drawer(behind.jobs, self.axis, theme)
        self.notice = Notice(theme)
        self.status = StatusLine(theme)
        self.pages = Pages()
        for name, page in (
            (SONG, self.song_page),
            (LIBRARY, self.library_page),
        ):
            self.pages.add(name, page)

    def _laid_out(self) -> QWidget:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.pages)
        self.splitter.addWidget(self.drawer)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self.notice_place = QWidget()
        place = QVBoxLayout(self.notice_place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.notice)
        middle.addWidget(self.notice_place)
        middle.addWidget(self.splitter, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.rail)
        body.addLayout(middle, 1)
        body.addWidget(self.inspector)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        column.addLayout(body, 1)
        column.addWidget(self.status)
        return central

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if dropped_paths(event):
            event.acceptProposedAction()
            self.song_page.drop_zone.set_hovered(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        super().dragLeaveEvent(event)
        self.song_page.drop_zone.set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.song_page.drop_zone.set_hovered(False)
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            self.songs_dropped.emit(paths)
