"""What a user can want, each as one call: open songs, cancel, retry, export. The window's buttons end here.

Operations talk to the engine (pool, library, files) and say what came of it through signals; they draw nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.export_copies import Exported, export_files, new_folder
from app.growing_jobs import GrowingJobs
from app.jobs_model import JobsModel
from app.song import SongView, load_opened_song
from app.tracks_model import TrackRow
from app.widgets.plain_text import plain
from engine.core.codec import decode_json
from engine.core.errors import EngineError, UserError
from engine.core.jobs import JobEvent, JobId, JobState
from engine.jobs.song import SeparationOptions
from engine.jobs.stem_spool import GrowingStems
from engine.library import Library
from engine.paths import Paths
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.jobs.open_song import OpenedSong

logger = logging.getLogger(__name__)

PROJECT_FILE = "project.json"


class Pool(Protocol):
    """What the window needs of ``engine.jobs.pool.JobPool``."""

    def submit(self, spec: Any, label: str = "") -> JobId: ...
    def cancel(self, job_id: JobId) -> bool: ...
    def warm(self, resource: str, prepare: Callable[[Any, Paths], object], argument: Any) -> None: ...
    def poll(self) -> list[JobEvent]: ...
    def resume(self) -> tuple[JobId, ...]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Something that could not be done: what happened, what it means for the user's work, and what mends it.

    ``retry`` does it again; None where that would not help. ``details`` are for a report.
    """

    sentence: str
    meaning: str
    details: str = ""
    retry: Callable[[], None] | None = None


class Operations(QObject):
    """The user's intents.

    Args:
        pool: Where jobs run.
        library: The open collection.
        settings: The user's choices.
        jobs: The table that shows the queue.
        background: Threads for short reading and copying.
    """

    song_opened = Signal(object)
    """``SongView``: show it."""
    song_completed = Signal(object)
    """``SongView`` of the song that has been growing on the page."""
    song_ready = Signal(object)
    """Title of a song that is done but was not asked to be shown at once."""
    library_changed = Signal()
    problem = Signal(object)
    exported = Signal(object)
    job_told = Signal(object)
    """``JobEvent``, once the queue has taken it in."""
    project_wanted = Signal(object)
    """The folder of a project that was dropped or named: open it."""
    loading = Signal(str)
    """Title of a song whose files are being read."""

    def __init__(
        self,
        pool: Pool,
        library: Library,
        settings: Settings,
        jobs: JobsModel,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pool = pool
        self._library = library
        self._settings = settings
        self._jobs = jobs
        self._background = background
        self._specs: dict[JobId, Any] = {}
        self._results: dict[JobId, OpenedSong] = {}
        self._show_when_done: set[JobId] = set()
        self._wanted_folder: Path | None = None
        self.growing = GrowingJobs(background, self)
        self.has_song = False

    # opening

    def open_songs(self, paths: Sequence[Path], *, name: str = "") -> None:
        """Open files (each becomes a job, unless it was opened before) and import folders into the library.

        ``name``: what the queue calls them, where a file's own name tells nothing.
        """
        for number, path in enumerate(paths):
            try:
                self._open_one(path.expanduser().absolute(), name, is_first=number == 0)
            except EngineError as error:
                self.problem.emit(self._problem(path.name, error))

    def _open_one(self, path: Path, name: str, *, is_first: bool) -> None:
        if (path / PROJECT_FILE).is_file():
            self.project_wanted.emit(path)
            return
        from engine.jobs.import_tracks import ImportTracks
        from engine.jobs.open_song import OpenSong, find_opened

        if path.is_dir():
            self._submit(ImportTracks((str(path),)), self.tr("Import of “%s”") % path.name, show=False)
            return
        known = find_opened(path, self._library)
        if known is not None:
            if is_first:
                self.show_folder(known[1], source=str(path))
            return
        self._submit(OpenSong(str(path), self._options, is_watched=True), name or path.stem, show=is_first)

    @property
    def _options(self) -> SeparationOptions:
        chosen = self._settings.separation
        return SeparationOptions(model=chosen.model, overlap=chosen.overlap)

    def prepare(self) -> None:
        """Have a worker ready for the first song."""
        from engine.jobs.open_song import prepare

        self._pool.warm("gpu", prepare, self._options)

    def prepare_takes(self) -> None:
        """Have a worker ready for the first take: it loads while its user still finds the words."""
        from engine.jobs.generate_takes import prepare

        self._pool.warm("cpu", prepare, "sketch")

    def open_track(self, track: TrackRow) -> None:
        """Open a recording of the library."""
        if not track.path:
            error = UserError(
                f"The file of “{track.title}” is not known any more", "Drop the file on the window to connect it again."
            )
            self.problem.emit(self._problem(track.title, error))
            return
        self.open_songs([Path(track.path)])

    def score_song(self, song: SongView) -> JobId | None:
        """Judge a song as a job, by the stems and analysis that are shown; None where it could not be asked for."""
        from engine.jobs.score_song import ScoreSong

        try:
            return self._submit(ScoreSong(str(song.folder)), self.tr("Score of “%s”") % song.title, show=False)
        except EngineError as error:
            self.problem.emit(self._problem(song.title, error))
            return None

    def make(self, spec: Any, label: str) -> JobId | None:
        """Ask for takes as a job; None where it could not be asked for."""
        try:
            return self._submit(spec, label, show=False)
        except EngineError as error:
            self.problem.emit(self._problem(label, error))
            return None

    def _submit(self, spec: Any, label: str, *, show: bool) -> JobId:
        job_id = self._pool.submit(spec, plain(label))
        self._specs[job_id] = spec
        self._jobs.add(job_id, label)
        if show:
            self._show_when_done.add(job_id)
        return job_id

    def show_folder(self, folder: Path, *, source: str) -> None:
        """Read an opened song's folder in a thread, then show it; the newest wish wins."""
        self._read_folder(folder, source, None)

    def _read_folder(self, folder: Path, source: str, job_id: JobId | None) -> None:
        """``job_id``: the job that has made it, if that has just ended."""
        self._wanted_folder = folder
        self.loading.emit(plain(Path(source).stem))

        def done(song: SongView) -> None:
            if self._wanted_folder == folder:
                self._show(song, job_id)

        def failed(error: EngineError | OSError) -> None:
            if self._wanted_folder == folder:
                self.problem.emit(
                    self._problem(Path(source).stem, error, retry=lambda: self.show_folder(folder, source=source))
                )

        self._background.run(lambda: load_opened_song(folder, source=source), done, failed)

    def _show(self, song: SongView, job_id: JobId | None) -> None:
        self.has_song = True
        if job_id is not None and self.growing.is_on_page(job_id):
            self.growing.song = None
            self.song_completed.emit(song)
            return
        left = self.growing.leave_page()
        if left is not None:
            self._show_when_done.discard(left)
        self.song_opened.emit(song)

    def show_result(self, job_id: JobId) -> None:
        """Show the song a finished job has made."""
        result = self._results.get(job_id)
        if result is not None:
            self.show_folder(Path(result.folder), source=result.source)

    # the queue

    def poll(self) -> None:
        """Take in the pool's news; called by the window's timer."""
        for event in self._pool.poll():
            row = self._jobs.apply(event)
            if event.item is not None:
                self.library_changed.emit()
            if isinstance(event.news, GrowingStems):
                self._grew(event.job_id, event.news)
            if event.state is JobState.SUCCEEDED:
                self._succeeded(event, row.label)
            elif event.state is JobState.FAILED:
                self._failed(event, row.label)
            if event.state in (JobState.FAILED, JobState.CANCELLED) and self.growing.end(event.job_id):
                self.has_song = False
            if event.state.is_final:
                self._show_when_done.discard(event.job_id)
            self.job_told.emit(event)

    def hear_before(self, told: GrowingStems) -> None:
        """A song that waits for a worker is shown and heard meanwhile, unless another one is."""
        from engine.jobs.open_song import OpenSong

        waiting = (
            job for job, spec in self._specs.items() if isinstance(spec, OpenSong) and spec.source == told.source
        )
        job_id = next(waiting, None)
        if job_id is not None and not self.has_song:
            self._grew(job_id, told)

    def _grew(self, job_id: JobId, told: GrowingStems) -> None:
        is_wanted = job_id in self._show_when_done or not self.has_song
        self.growing.tell(job_id, told, may_begin=is_wanted)
        self.has_song = self.has_song or self.growing.is_on_page(job_id)

    def _succeeded(self, event: JobEvent, label: str) -> None:
        from engine.jobs.export_one_shots import ExportedOneShots
        from engine.jobs.export_song import ExportedSong
        from engine.jobs.open_song import OpenedSong

        self.library_changed.emit()
        if isinstance(event.result, ExportedOneShots | ExportedSong):
            self.exported.emit(Exported(Path(event.result.folder), event.result.files))
        if not isinstance(event.result, OpenedSong):
            return
        self._results[event.job_id] = event.result
        self.growing.finish(event.job_id, event.result.scratch)
        is_wanted = event.job_id in self._show_when_done or not self.has_song
        if is_wanted or self.growing.is_on_page(event.job_id):
            self._read_folder(Path(event.result.folder), event.result.source, event.job_id)
        else:
            self.song_ready.emit((event.job_id, label))

    def _failed(self, event: JobEvent, label: str) -> None:
        error = event.error if isinstance(event.error, EngineError) else UserError(str(event.error))
        logger.warning("%s: %s", label, error)
        self.problem.emit(self._problem(label, error, retry=lambda: self.retry(event.job_id)))

    def cancel(self, job_id: JobId) -> None:
        self._pool.cancel(job_id)

    def retry(self, job_id: JobId) -> None:
        """Ask for a failed or cancelled job again."""
        from engine.jobs.open_song import OpenSong

        spec, row = self._spec_of(job_id), self._jobs.row(job_id)
        if spec is None or row is None:
            return
        self._jobs.remove(job_id)
        try:
            self._submit(spec, row.label, show=isinstance(spec, OpenSong))
        except EngineError as error:
            self.problem.emit(self._problem(row.label, error))

    def _spec_of(self, job_id: JobId) -> Any:
        """The spec of a job of this session, or of one taken over from the last; None if it cannot be read any more."""
        if job_id in self._specs:
            return self._specs.pop(job_id)
        from engine.jobs.kinds import KINDS

        stored = self._library.jobs.get(job_id)
        if stored is None or stored.kind not in KINDS:
            return None
        try:
            return decode_json(stored.spec_json, KINDS[stored.kind].spec_type)
        except msgspec.MsgspecError as error:
            logger.warning("the job %s cannot be read: %s", job_id, error)
            return None

    def resume(self) -> int:
        """Take up what the last session left; returns how many jobs."""
        resumed = self._pool.resume()
        return len(resumed)

    # export

    def export_song(self, song: SongView, folder: Path) -> None:
        """Copy a song's stems and MIDI into ``folder``, each file whole, named by tempo and key."""

        def failed(error: EngineError | OSError) -> None:
            self.problem.emit(self._problem(song.title, error, retry=lambda: self.export_song(song, folder)))

        self._background.run(lambda: export_files(song, folder), self.exported.emit, failed)

    def export_one_shots(self, song: SongView, folder: Path) -> None:
        """Take the instrument out of a song's log drum, as a job; its files go into a new folder below ``folder``."""
        from engine.jobs.export_one_shots import ExportOneShots

        try:
            spec = ExportOneShots(str(song.folder), str(new_folder(folder, song.file_name)), song.file_name)
            self._submit(spec, self.tr("One-shots of “%s”") % song.title, show=False)
        except EngineError as error:
            self.problem.emit(self._problem(song.title, error))

    def _problem(self, title: str, error: EngineError | OSError, *, retry: Callable[[], None] | None = None) -> Problem:
        hint = getattr(error, "hint", "") or ""
        sentence = plain(error)
        if isinstance(error, OSError):
            sentence = self.tr("“%s”: %s") % (plain(title, 80), plain(error.strerror or error))
        end = "" if sentence.endswith((".", "!", "?")) else "."
        meaning = self.tr("Your file is untouched and your other songs are not affected.")
        return Problem(
            sentence + end, f"{plain(hint)} {meaning}".strip(), f"{type(error).__name__}: {error}\n{hint}", retry
        )
