"""What the user can do with projects, from the menu and the palette: asks where, then has it done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from app.widgets.plain_text import plain

if TYPE_CHECKING:
    from app.engine_adding import EngineAdding
    from app.main_window import MainWindow
    from app.project_work import ProjectWork
    from engine.library.projects import ProjectDocument, ProjectFolder, Snapshot


class ProjectMenu(QObject):
    """The project's actions of one window.

    Args:
        window: Which.
        work: Its project.
    """

    def __init__(self, window: MainWindow, work: ProjectWork) -> None:
        super().__init__(window)
        self._window, self._work = window, work
        self.dialog: QDialog | None = None
        self._adding: EngineAdding | None = None
        for name, act in {
            "new_project": self.ask_new,
            "open_project": self.ask_open,
            "save_project": work.keeper.save,
            "save_project_as": self.ask_save_as,
            "add_to_project": work.add_shown,
            "project": self.show_project,
            "collect": self.collect,
            "find_missing": self.ask_missing,
            "close_project": work.close_project,
            "setup_engine": self.show_setup,
        }.items():
            window.acts[name].triggered.connect(lambda _checked=False, act=act: act())
        self.recent = QMenu(self.tr("Recent projects"), window.menu)
        self.recent.aboutToShow.connect(self._fill_recent)
        window.menu.addMenu(self.recent)
        work.keeper.changed.connect(self._enable)
        window.song_shown.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        if self._window.curtain.is_drawn:
            return
        is_open = self._work.keeper.is_open
        for name in ("save_project", "save_project_as", "project", "collect", "find_missing", "close_project"):
            self._window.acts[name].setEnabled(is_open)

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in self._work.recent:
            action = self.recent.addAction(plain(path.name, 60).replace("&", "&&"))
            action.setToolTip(plain(path))
            action.triggered.connect(lambda _checked=False, path=path: self._work.keeper.open(path))
        if self.recent.isEmpty():
            self.recent.addAction(self.tr("None yet")).setEnabled(False)

    # asking

    def ask_new(self) -> None:
        place = self._ask_name(self.tr("New project"), self._work.default_place())
        if place is not None:
            self._work.create(place)

    def ask_open(self) -> None:
        """Choose the folder of a project."""
        title = self.tr("Open project: choose its folder")
        folder = QFileDialog.getExistingDirectory(self._window, title, str(self._place()))
        if folder:
            self._work.keeper.open(Path(folder))

    def ask_save_as(self) -> None:
        """Copy the project under another name, then go on with the copy."""
        document = self._work.keeper.document
        if document is None:
            return
        place = self._ask_name(self.tr("Save project as"), self._work.default_place(document.name))
        if place is not None:
            self.save_as(place)

    def save_as(self, place: Path) -> None:
        def work(folder: ProjectFolder, document: ProjectDocument) -> None:
            from engine.library.projects import copy_project

            copy_project(folder, document, place, place.name)

        self._work.keeper.run(work, lambda _done: self._work.keeper.open(place))

    def _ask_name(self, title: str, place: Path) -> Path | None:
        place.parent.mkdir(parents=True, exist_ok=True)
        named, _kind = QFileDialog.getSaveFileName(
            self._window, title, str(place), options=QFileDialog.Option.DontConfirmOverwrite
        )
        return Path(named) if named else None

    def _place(self) -> Path:
        folder = self._work.keeper.folder
        return folder.root.parent if folder is not None else self._work.home

    # files

    def collect(self) -> None:
        """The user's own files into the project as well."""
        menu, notice = self, self._window.notice

        def work(folder: ProjectFolder, document: ProjectDocument) -> tuple[ProjectDocument, tuple[str, ...]]:
            from engine.library.projects import collect

            return collect(folder, document)

        def done(result: tuple[ProjectDocument, tuple[str, ...]]) -> None:
            collected, missing = result
            menu._work.keeper.change(lambda now: _with_originals(now, collected))
            menu._work.keeper.save()
            if missing:
                one, many = menu.tr("1 file of yours was not found."), menu.tr("%d files of yours were not found.")
                sentence = one if len(missing) == 1 else many % len(missing)
                notice.tell(sentence, plain(", ".join(Path(each).name for each in missing), 300), kind="bad")
            else:
                notice.tell(menu.tr("All files are in the project's folder."), menu.tr("It can be copied or sent."))

        self._work.keeper.run(work, done)

    def ask_missing(self) -> None:
        """Choose where to look for what is missing."""
        title = self.tr("Find missing files: choose a folder to look in")
        folder = QFileDialog.getExistingDirectory(self._window, title, str(self._place()))
        if folder:
            self.find_missing(Path(folder))

    def find_missing(self, place: Path) -> None:
        """Look for missing and altered files by their content."""

        def work(folder: ProjectFolder, document: ProjectDocument) -> tuple[int, int]:
            from engine.library.projects import check, repair

            bad = check(folder.audio, document)
            mended = repair(folder.audio, (*bad.missing, *bad.altered), [place])
            return len(mended), len(bad.missing) + len(bad.altered)

        self._work.keeper.run(work, self._tell_found)

    def _tell_found(self, result: tuple[int, int]) -> None:
        found, wanted = result
        notice = self._window.notice
        if not wanted:
            notice.tell(self.tr("All files of the project are there, and are what they were."))
        elif found == wanted:
            notice.tell(self.tr("Everything that was missing is found: %d files.") % found)
        else:
            words = self.tr("%(found)d of %(wanted)d files were found.") % {"found": found, "wanted": wanted}
            notice.tell(words, self.tr("Look in another folder, such as a copy of the project."), kind="bad")

    # dialogs

    def show_project(self) -> None:
        """Its songs, and its states."""
        from app.views.project import ProjectDialog

        folder, document = self._work.keeper.folder, self._work.keeper.document
        if folder is None or document is None:
            return
        dialog = ProjectDialog(document, folder.snapshots(), self._window)
        dialog.song_wanted.connect(self._show_song)
        dialog.song_unwanted.connect(self._work.take_out)
        dialog.snapshot_wanted.connect(self._restore)
        self._show(dialog)

    def _show_song(self, song_id: str) -> None:
        document = self._work.keeper.document
        song = document.song(song_id) if document is not None else None
        if song is not None:
            self._work.show_song(song)

    def _restore(self, snapshot: Snapshot) -> None:
        self._work.keeper.run(lambda folder, _document: folder.read(snapshot), self._work.go_back)

    def show_setup(self) -> None:
        """What engines there are, and how one is added."""
        if self._adding is None:
            from app.engine_adding import EngineAdding

            self._adding = EngineAdding(self._window, self._work.models)
        self._show(self._adding.dialog())

    def _show(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()


def _with_originals(now: ProjectDocument, collected: ProjectDocument) -> ProjectDocument:
    """What was collected, in a document that may have changed meanwhile."""
    from dataclasses import replace

    for song in now.songs:
        found = collected.song(song.id)
        if found is not None:
            now = now.with_song(replace(song, original=found.original))
    return now
