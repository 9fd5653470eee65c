"""Jobs whose songs are heard before they are done: which one is on the page, how far it is, what it leaves behind."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.growing import GrowingSong, NewOutline, discard, read_mixture, read_outline
from engine.core.errors import EngineError
from engine.core.jobs import JobId
from engine.core.peaks import Outline
from engine.jobs.stem_spool import GrowingStems

logger = logging.getLogger(__name__)


class GrowingJobs(QObject):
    """Follows the news of jobs; one song at a time is on the page.

    Args:
        background: Threads that read outlines.
    """

    begun = Signal(object)
    """``GrowingSong``: show it."""
    grew = Signal(object)
    """``GrowingSong``: more of it can be heard."""
    drawn = Signal(object)
    """``GrowingSong``: its outlines have changed."""
    lost = Signal()
    """The song on the page will not be finished."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._is_reading = False
        self._scratch: tuple[str, ...] = ()
        self.song: GrowingSong | None = None
        """The one on the page."""

    def tell(self, job_id: JobId, told: GrowingStems, *, may_begin: bool) -> None:
        """Take in a job's news; a song that is not on the page begins only if it may."""
        song = self.song
        if song is not None and song.job_id == job_id and song.is_about(told):
            told_before, song.told = song.told, told
            if told != told_before:
                self.grew.emit(song)
        elif may_begin or (song is not None and song.job_id == job_id):
            self.song = song = GrowingSong(job_id, told)
            self.begun.emit(song)
            self._background.run(lambda: read_mixture(told), partial(self._draw_mixture, song), _log)
        self._read_more()

    def _draw_mixture(self, song: GrowingSong, bounds: tuple[Outline, Outline]) -> None:
        song.draw_mixture(bounds)
        if song is self.song:
            self.drawn.emit(song)

    def _read_more(self) -> None:
        song = self.song
        if song is None or self._is_reading or not song.has_more_to_draw:
            return
        self._is_reading = True
        told, first = song.told, song.drawn

        def done(outline: NewOutline) -> None:
            self._is_reading = False
            if song is self.song:
                song.draw(outline)
                self.drawn.emit(song)
            self._read_more()

        def failed(error: EngineError | OSError) -> None:
            self._is_reading = False
            _log(error)

        self._background.run(lambda: read_outline(told, first), done, failed)

    def is_on_page(self, job_id: JobId) -> bool:
        return self.song is not None and self.song.job_id == job_id

    def leave_page(self) -> JobId | None:
        """Another song is shown; returns the job whose song was."""
        song, self.song = self.song, None
        self.let_go()
        return None if song is None else song.job_id

    def end(self, job_id: JobId) -> bool:
        """A job has failed or was cancelled; whether its song was on the page."""
        if not self.is_on_page(job_id):
            return False
        self.song = None
        self.lost.emit()
        return True

    def finish(self, job_id: JobId, scratch: Sequence[str]) -> None:
        """A job is done. What its song was heard from goes once the player has let go of it."""
        if self.is_on_page(job_id):
            self._scratch = (*self._scratch, *scratch)
        else:
            self._discard(tuple(scratch))

    def let_go(self) -> None:
        """Nothing reads any more what a finished song was heard from."""
        scratch, self._scratch = self._scratch, ()
        self._discard(scratch)

    def close(self) -> None:
        """Delete at once what is held: the window closes, and the player has."""
        discard(self._scratch)
        self._scratch = ()

    def _discard(self, paths: tuple[str, ...]) -> None:
        if paths:
            self._background.run(lambda: discard(paths), _nothing, _log)


def _nothing(_result: None) -> None:
    """Nothing more to do."""


def _log(error: EngineError | OSError) -> None:
    logger.warning("a growing song: %s", error)
