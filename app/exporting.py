"""What leaves the studio: asking where to, copying, dragging a stem out, and the word when it is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.operations import Exported, Operations
from app.song import SongView
from app.views.song import SongPage
from app.widgets.notice import Notice
from app.widgets.plain_text import plain
from app.window_state import WindowState
from engine.core.stems import Stem


class Exporting(QObject):
    """Between the song's page and the operations.

    Args:
        operations: Copy and render.
        page: Shows the song that leaves.
        notice: Where the news goes.
        state: Remembers the folder of last time.
        window: Parent of dialogs.
    """

    def __init__(
        self, operations: Operations, page: SongPage, notice: Notice, state: WindowState, window: QWidget
    ) -> None:
        super().__init__(window)
        self._operations, self._page, self._notice, self._state = operations, page, notice, state
        self._window = window
        operations.exported.connect(self.tell)
        page.drag_near.connect(self.prepare_drag)
        page.drag_wanted.connect(self.drag)

    def choose_song(self) -> None:
        """Ask for a folder, then copy stems and MIDI there."""
        self._choose_folder(self.tr("Export stems and MIDI into"), self._operations.export_song)

    def choose_one_shots(self) -> None:
        """Ask for a folder, then take the log drum's instrument out into it."""
        self._choose_folder(self.tr("Export the log drum's one-shots into"), self._operations.export_one_shots)

    def _choose_folder(self, title: str, export: Callable[[SongView, Path], None]) -> None:
        song = self._page.song
        if song is None:
            return
        folder = QFileDialog.getExistingDirectory(self._window, title, self._state.text("export_folder"))
        if folder:
            self._state.set_text("export_folder", folder)
            export(song, Path(folder))

    def tell(self, done: Exported) -> None:
        """Say what was written, with a way there."""
        self._notice.tell(
            self.tr("%d files are in “%s”.") % (len(done.names), plain(done.folder, 200)),
            plain(", ".join(done.names), 300),
            button=self.tr("Open the folder"),
            action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(done.folder))),
        )

    def drag(self, stem: Stem) -> None:
        """Carry a stem's file out of the window."""
        song = self._page.song
        lane = next((lane for lane in self._page.lanes if lane.stem is stem), None)
        if song is None or lane is None:
            return
        if song.is_growing:
            self._notice.tell(self.tr("The stem is still being made. Drag it when the song is done."))
            return
        file = self._operations.draggable(song, stem)
        if file is None:
            self._notice.tell(self.tr("The file is still being copied. Drag it again in a moment."))
            return
        lane.start_drag(QUrl.fromLocalFile(str(file)))

    def prepare_drag(self, stem: Stem) -> None:
        """Have the file ready before it is dragged."""
        if self._page.song is not None and not self._page.song.is_growing:
            self._operations.prepare_drag(self._page.song, stem)
