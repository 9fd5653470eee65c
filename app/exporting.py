"""What leaves the studio: asking where to, copying, and the word when it is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.export_copies import Exported
from app.operations import Operations
from app.song import SongView
from app.views.song import SongPage
from app.widgets.notice import Notice
from app.widgets.plain_text import plain
from app.window_state import WindowState

if TYPE_CHECKING:
    from app.frame import Frame
    from app.splitting_presets import SplitWishes
    from app.views.export_dialog import ExportDialog

_WISHES = "export_wishes"


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
        self, operations: Operations, page: SongPage, notice: Notice, state: WindowState, window: Frame
    ) -> None:
        super().__init__(window)
        self._operations, self._page, self._notice, self._state = operations, page, notice, state
        self._window = window
        self.dialog: ExportDialog | None = None
        operations.exported.connect(self.tell)
        window.acts["export_presets"].triggered.connect(lambda _checked=False: self.choose_presets())

    def choose_song(self) -> None:
        """Ask for a folder, then copy stems and MIDI there."""
        self._choose_folder(self.tr("Export stems and MIDI into"), self._operations.export_song)

    def choose_presets(self) -> None:
        """Show what can leave of the song; it stands as it was left."""
        from app.splitting_presets import remembered_wishes
        from app.views.export_dialog import ExportDialog

        song = self._page.song
        if song is None or song.is_growing or song.analysis is None:
            self._notice.tell(self.tr("There is nothing whole to export yet. Open the song and let it be finished."))
            return
        present = tuple(stem.stem for stem in song.stems)
        wishes = remembered_wishes(self._state, _WISHES)
        self.dialog = ExportDialog(song.title, present, wishes, lambda chosen: self._export(song, chosen), self._window)
        self.dialog.open()

    def _export(self, song: SongView, wishes: SplitWishes) -> None:
        from app.splitting_presets import export_presets, export_spec, remember_wishes

        remember_wishes(self._state, _WISHES, wishes)
        words = {preset.id: preset.text for preset in export_presets()}
        for preset in wishes.exports:
            mix = self._state.mix(str(song.folder))
            spec = export_spec(preset, str(song.folder), song.source, song.file_name, wishes, mix=mix)
            self._operations.make(spec, f"{words[preset]}: {song.title}")

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
            self.tr("One file is in “%s”.") % plain(done.folder, 200)
            if len(done.names) == 1
            else self.tr("%d files are in “%s”.") % (len(done.names), plain(done.folder, 200)),
            plain(", ".join(done.names), 300),
            button=self.tr("Open the folder"),
            action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(done.folder))),
        )
