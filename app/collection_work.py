"""The work behind the library's page: batches on songs, watched folders, missing files, copies.

Everything longer than a moment is a job of the pool, with its progress in the queue; what only writes rows happens in a
thread. Originals are never touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from app.background import Background
from app.collection import TrackRow, Wanted
from app.collection_watch import FolderWatch
from app.operations import Operations, Problem
from app.song import load_opened_song
from app.tracks_model import TracksModel
from app.views.library import LibraryPage
from app.widgets.library_batch import ANALYSE, EXPORT, REMOVE, SCORE, SET_RIGHTS
from app.widgets.library_dialogs import CopiesDialog, RightsDialog, WatchDialog, ask
from app.widgets.notice import Notice
from app.widgets.plain_text import plain
from app.window_state import WindowState
from engine.core.errors import EngineError
from engine.core.jobs import JobEvent, JobId, JobState
from engine.core.track import Rights, TrackId
from engine.jobs.song import SeparationOptions
from engine.library import Library, Place
from engine.library.whereabouts import candidates, missing_tracks, settle
from engine.settings import Settings

T = TypeVar("T")

ASK_FROM = 20
"""Jobs that are put into the queue at once without a question."""
_MOST_COPIES = 500  # groups in the dialog


class LibraryWork(QObject):
    """Joins the library's page to the engine.

    Args:
        page: Where the work is asked for.
        library: The open collection.
        settings: The user's choices.
        background: Threads for reading and writing rows.
        operations: Where jobs are put into the queue.
        notice: Where it is said what came of something.
        state: Keeps filters and watched folders.
    """

    def __init__(
        self,
        page: LibraryPage,
        library: Library,
        settings: Settings,
        background: Background,
        operations: Operations,
        notice: Notice,
        state: WindowState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._library, self._settings = page, library, settings
        self._background, self._operations = background, operations
        self._notice, self._state = notice, state
        self._model: TracksModel = page.filter
        self._exports: dict[JobId, Path] = {}
        self._finding: dict[JobId, tuple[tuple[str, ...], int]] = {}
        self._imports: dict[JobId, str] = {}
        self.missing: Mapping[TrackId, tuple[Place, ...]] = {}
        self.question: QMessageBox | None = None
        self.dialog: QDialog | None = None
        self.watch = FolderWatch(self._look_through, self)
        self._work: dict[str, Callable[[tuple[TrackRow, ...]], None]] = {
            ANALYSE: self.analyse,
            SCORE: self.score,
            SET_RIGHTS: self._ask_rights,
            EXPORT: self._ask_export,
            REMOVE: self._ask_remove,
        }
        page.restore(Wanted.from_text(state.text("library_filters")))
        page.wanted_changed.connect(lambda wanted: state.set_text("library_filters", wanted.as_text()))
        page.work_wanted.connect(lambda name, rows: self._work[name](rows))
        page.find_wanted.connect(self._ask_folder)
        page.watch_wanted.connect(self._show_watched)
        page.duplicates_wanted.connect(self._show_copies)
        self._model.rows_replaced.connect(self.look_for_files)
        operations.job_told.connect(self._on_job)

    @property
    def _window(self) -> QWidget:
        return self._page.window()

    def start(self) -> None:
        """Look through the watched folders, and watch them."""
        self.watch.set_folders(self.watched)

    def _in_thread(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        def failed(error: EngineError | OSError) -> None:
            meaning = self.tr("The library is as it was before.")
            hint = plain(getattr(error, "hint", ""))
            self._operations.problem.emit(Problem(f"{plain(error).rstrip('.')}.", f"{hint} {meaning}".strip()))

        self._background.run(work, lambda result: (done(result), None)[1], failed)

    def _changed(self, sentence: str) -> None:
        self._notice.tell(sentence)
        self._operations.library_changed.emit()

    def _count(self, number: int) -> str:
        return self.tr("1 song") if number == 1 else self.tr("%d songs") % number

    # batches

    def analyse(self, rows: Sequence[TrackRow]) -> None:
        """Have songs analysed (again), as one job."""
        paths = tuple(row.path for row in rows if row.path)

        def enter() -> int:
            from engine.jobs.analyze_tracks import ask_for

            waiting, _failed = ask_for(paths, self._library, again=True, choices=self._settings.analysis)
            return waiting

        def entered(waiting: int) -> None:
            if waiting:
                from engine.jobs.analyze_tracks import AnalyzeTracks

                spec = AnalyzeTracks(paths, self._options)
                self._operations.make(spec, self.tr("Analysis of %s") % self._count(waiting))
            else:
                self._notice.tell(self.tr("None of these songs can be read now."), kind="bad")

        self._in_thread(enter, entered)

    @property
    def _options(self) -> SeparationOptions:
        chosen = self._settings.separation
        return SeparationOptions(model=chosen.model, overlap=chosen.overlap)

    def score(self, rows: Sequence[TrackRow]) -> None:
        """Have songs judged, one job each."""
        readable = [row for row in rows if row.path]

        def begin() -> None:
            from engine.jobs.score_song import ScoreSong

            for row in readable:
                spec = ScoreSong(row.path, options=self._options)
                self._operations.make(spec, self.tr("Score of “%s”") % row.title)

        self._when_few(len(readable), self.tr("Score"), begin)

    def _when_few(self, number: int, button: str, begin: Callable[[], None]) -> None:
        """At once, or after a question where it is much."""
        if number <= ASK_FROM:
            begin()
            return
        meaning = self.tr("Each is a job of its own and may take minutes. You can cancel them in the queue.")
        question = self.tr("Put %s into the queue?") % self._count(number)
        self.question = ask(self._window, question, meaning, button, begin)

    def _ask_rights(self, rows: Sequence[TrackRow]) -> None:
        self.dialog = RightsDialog(self._window, len(rows), lambda rights: self.set_rights(rows, rights))
        self.dialog.open()

    def set_rights(self, rows: Sequence[TrackRow], rights: Rights) -> None:
        """State the same about all of them, or about none."""

        def write() -> None:
            with self._library.transaction():
                for row in rows:
                    self._library.tracks.set_rights(row.id, rights)

        words = self.tr("Rights are stated for %s.") % self._count(len(rows))
        self._in_thread(write, lambda _none: self._changed(words))

    def _ask_export(self, rows: Sequence[TrackRow]) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Export stems and MIDI into"))
        if folder:
            self.export(rows, Path(folder))

    def export(self, rows: Sequence[TrackRow], folder: Path) -> None:
        """Copy stems and MIDI of songs that were opened before; open the others first, as jobs."""
        from engine.jobs.open_song import OpenSong, find_opened

        unknown = []
        for row in (row for row in rows if row.path):
            opened = find_opened(Path(row.path), self._library)
            if opened is None:
                unknown.append(row)
            else:
                self._export(opened[1], row.path, folder)

        def begin() -> None:
            for row in unknown:
                job_id = self._operations.make(OpenSong(row.path, self._options), row.title)
                if job_id is not None:
                    self._exports[job_id] = folder

        self._when_few(len(unknown), self.tr("Separate and export"), begin)

    def _export(self, song_folder: Path, source: str, folder: Path) -> None:
        self._in_thread(
            lambda: load_opened_song(song_folder, source=source),
            lambda song: self._operations.export_song(song, folder),
        )

    def _ask_remove(self, rows: Sequence[TrackRow]) -> None:
        meaning = self.tr(
            "Your files stay where they are. What the studio made of these songs (stems, analysis, scores, labels) "
            "is removed from the library."
        )
        question = self.tr("Remove %s from the library?") % self._count(len(rows))
        self.question = ask(self._window, question, meaning, self.tr("Remove"), lambda: self.remove(rows))

    def remove(self, rows: Sequence[TrackRow]) -> None:
        """Forget songs with all that was made of them, never their files."""

        def write() -> int:
            return remove_tracks((row.id for row in rows), self._library)

        self._in_thread(
            write, lambda number: self._changed(self.tr("%s removed. The files are untouched.") % self._count(number))
        )

    # watched folders

    @property
    def watched(self) -> tuple[str, ...]:
        try:
            folders = json.loads(self._state.text("watched_folders", "[]"))
        except ValueError:
            return ()
        return tuple(folder for folder in folders if isinstance(folder, str)) if isinstance(folders, list) else ()

    def set_watched(self, folders: Sequence[str]) -> None:
        self._state.set_text("watched_folders", json.dumps(list(folders)))
        self._state.save()
        self.watch.set_folders(folders)

    def _show_watched(self) -> None:
        self.dialog = WatchDialog(self._window, self.watched, self.set_watched)
        self.dialog.open()

    def _look_through(self, folder: str) -> None:
        if folder in self._imports.values():  # it is being looked through; what has changed since comes afterwards
            self.watch.look_again(folder)
            return
        from engine.jobs.import_tracks import ImportTracks

        job_id = self._operations.make(
            ImportTracks((folder,)), self.tr("Watched folder “%s”") % plain(Path(folder).name)
        )
        if job_id is not None:
            self._imports[job_id] = folder

    # missing files

    def look_for_files(self) -> None:
        """Mark the songs whose files are not there, in a thread."""

        def found(missing: dict[TrackId, tuple[Place, ...]]) -> None:
            self.missing = missing
            self._model.set_missing(frozenset(missing))
            self._page.show_missing(len(missing))

        self._in_thread(lambda: missing_tracks(self._library.catalogue.places()), found)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Look for the missing songs in"))
        if folder:
            self.find_in(Path(folder))

    def find_in(self, folder: Path) -> None:
        """Look for the missing songs below a folder: by size and name first; by fingerprint in a job."""
        places = [place for where in self.missing.values() for place in where]
        newest = max(self._model.collection.id_rows, default=0)

        def found(paths: tuple[str, ...]) -> None:
            if not paths:
                self._page.show_missing(len(self.missing))
                self._notice.tell(
                    self.tr("None of them lies in “%s”.") % plain(folder.name),
                    self.tr("Try the folder above it, or the drive they were moved to."),
                    kind="bad",
                )
                return
            from engine.jobs.import_tracks import ImportTracks

            job_id = self._operations.make(ImportTracks(paths), self.tr("Looking for missing songs"))
            if job_id is not None:
                self._finding[job_id] = (paths, newest)

        self._in_thread(lambda: candidates(places, folder), found)

    def _found(self, paths: tuple[str, ...], newest: int) -> None:
        missing = tuple(self.missing)

        def write() -> int:
            return conclude_finding(paths, newest, missing, self._library)

        def told(number: int) -> None:
            self._changed(self.tr("%s found again.") % self._count(number))
            self.look_for_files()

        self._in_thread(write, told)

    # copies

    def _show_copies(self) -> None:
        rows = [row for row in self._model.collection if row.num_places > 1][:_MOST_COPIES]

        def read() -> dict[str, list[tuple[str, str]]]:
            return {
                f"{number}. {row.title}": [(each.path, each.display) for each in self._library.tracks.locations(row.id)]
                for number, row in enumerate(rows, start=1)
            }

        def show(copies: dict[str, list[tuple[str, str]]]) -> None:
            self.dialog = CopiesDialog(self._window, copies, self.forget_places)
            self.dialog.open()

        self._in_thread(read, show)

    def forget_places(self, paths: Sequence[str]) -> None:
        """Forget that recordings lie in these files, too; the files stay."""

        def write() -> int:
            return sum(self._library.tracks.forget_location(Path(path)) for path in paths)

        words = self.tr("Files forgotten: %d. They were not deleted.")
        self._in_thread(write, lambda number: self._changed(words % number))

    # the queue

    def _on_job(self, event: JobEvent) -> None:
        if not event.state.is_final:
            return
        folder, finding = self._exports.pop(event.job_id, None), self._finding.pop(event.job_id, None)
        self._imports.pop(event.job_id, None)
        if event.state is not JobState.SUCCEEDED:
            return
        from engine.jobs.open_song import OpenedSong

        if folder is not None and isinstance(event.result, OpenedSong):
            self._export(Path(event.result.folder), event.result.source, folder)
        if finding is not None:
            self._found(*finding)


def remove_tracks(ids: Iterable[TrackId], library: Library) -> int:
    """Forget recordings, and the stored results that nothing else uses; returns how many there were."""
    number = 0
    keys: set[str] = set()
    with library.transaction():
        for track_id in ids:
            keys |= {separation.artifact_key for separation in library.separations.list(track_id)}
            number += library.tracks.remove(track_id)
    for key in keys - library.separations.used_artifacts():
        library.artifacts.discard(key)
    return number


def conclude_finding(paths: Iterable[str], newest: int, missing: Iterable[TrackId], library: Library) -> int:
    """After candidates were imported: take back those that were other recordings; forget where the found ones were.

    Args:
        paths: The candidates.
        newest: The greatest track id before they were imported.
        missing: Recordings that were looked for.
        library: The open collection.

    Returns:
        How many were found again.
    """
    others: set[Any] = set()
    for path in paths:
        track = library.tracks.by_path(Path(path))
        if track is not None and track.id > newest:
            others.add(track.id)
    remove_tracks(others, library)
    return len(settle(library.tracks, missing))
