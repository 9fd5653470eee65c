"""The cultural scores of the song on the page: read from the library, and made by a job when the user asks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.jobs_model import JobsModel
from app.operations import Operations, Problem
from app.song import SongView
from app.widgets.plain_text import plain
from engine.core.errors import EngineError
from engine.core.jobs import JobId
from engine.core.score import CultureScore
from engine.core.track import TrackId
from engine.library import Library


class Scoring(QObject):
    """Follows one song.

    Args:
        library: Holds scores.
        background: Threads that read it.
        operations: Says when the library has changed.
        jobs: Tells how a score that is being made fares.
    """

    scores_read = Signal(object)
    """Scores of the song on the page, oldest first."""
    busy_changed = Signal(bool)
    """Whether the song on the page is being scored."""
    problem = Signal(object)

    def __init__(self, library: Library, background: Background, operations: Operations, jobs: JobsModel) -> None:
        super().__init__()
        self._library, self._background = library, background
        self._operations, self._jobs = operations, jobs
        self._song: SongView | None = None
        self.scores: tuple[CultureScore, ...] | None = None
        """Of the song on the page, oldest first; None while they are not read."""
        self._job: JobId | None = None
        operations.library_changed.connect(self.refresh)
        for told in (jobs.dataChanged, jobs.rowsRemoved):
            told.connect(lambda *_what: self._look_at_job())

    def show_song(self, song: SongView | None) -> None:
        """Follow another song; None for none."""
        self._song, self._job, self.scores = song, None, None
        self.busy_changed.emit(False)
        self.refresh()

    @property
    def is_busy(self) -> bool:
        """Whether the song on the page is being scored."""
        return self._job is not None

    def score(self) -> None:
        """Score the song on the page, as a job."""
        if self._song is None or self._job is not None:
            return
        self._job = self._operations.score_song(self._song)
        self.busy_changed.emit(self._job is not None)

    def _look_at_job(self) -> None:
        if self._job is None:
            return
        row = self._jobs.row(self._job)
        if row is None or row.state.is_final:
            self._job = None
            self.busy_changed.emit(False)

    def refresh(self) -> None:
        """Read the song's scores again."""
        song, library = self._song, self._library
        if song is None or song.is_growing:
            return

        def done(scores: tuple[CultureScore, ...]) -> None:
            if song is self._song:
                self.scores = scores
                self.scores_read.emit(scores)

        def failed(error: EngineError | OSError) -> None:
            self.problem.emit(Problem(plain(error) + ".", plain(getattr(error, "hint", ""))))

        self._background.run(lambda: read_scores(library, song), done, failed)


def track_of(library: Library, song: SongView) -> TrackId | None:
    """The song's recording in the library; None where it is not there (any more).

    Raises:
        LibraryError: If the library cannot be read.
    """
    track = None
    if song.analysis is not None and song.analysis.audio.fingerprint:
        track = library.tracks.by_fingerprint(song.analysis.audio.fingerprint)
    if track is None and song.source:
        track = library.tracks.by_path(Path(song.source))
    return track.id if track is not None else None


def read_scores(library: Library, song: SongView) -> tuple[CultureScore, ...]:
    """All scores of a song, oldest first.

    Raises:
        LibraryError: If the library cannot be read.
    """
    track_id = track_of(library, song)
    return library.scores.list(track_id=track_id) if track_id is not None else ()
