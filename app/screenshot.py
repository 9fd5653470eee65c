"""A picture of the window, made without a screen: for manuals, tests and eyes that are elsewhere."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.compose import Studio, compose, make_application
from app.operations import Problem
from app.views.drawer import QUEUE_TAB, ROLL_TAB
from engine.core.errors import UserError
from engine.paths import Paths
from engine.settings import Settings
from engine.whole_file import whole_file

_SETTLE_SECONDS = 0.3  # layouts, posted paints and the library's thread
_PROGRESS_EVERY = 2.0
_PLAYED_SHARE = 0.382  # so that played and unplayed waveforms are both in the picture


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw: a file to write, a view, a size in logical pixels, a theme; ``at`` seconds for the play-head."""

    target: Path
    view: str = "song"
    width: int = 1440
    height: int = 900
    theme: str = "dark"
    language: str = "en"
    at: float | None = None


def take_picture(paths: Paths, settings: Settings, songs: list[Path], picture: Picture) -> None:
    """Open ``songs``, wait until they are analysed and drawn, save the window as PNG.

    Raises:
        UserError: If a song cannot be read, or the picture not be written.
        LibraryError: If the collection cannot be opened.
    """
    application = make_application(picture.theme, picture.language)
    studio = compose(paths, settings, theme=picture.theme, force_silent=True)
    try:
        problems: list[Problem] = []
        studio.operations.problem.connect(problems.append)
        studio.window.resize(picture.width, picture.height)
        studio.window.show()
        studio.player.start()
        if songs:
            studio.window.open_songs(songs)
            _wait_for_song(studio, problems, wait_for_end=picture.view not in ("queue", "growing"))
        if songs and picture.view == "culture":
            _wait_for_score(studio, problems)
        _show(studio, picture)
        _settle(application)
        _save(studio, picture)
    finally:
        studio.window.hide()
        studio.close()


def _wait_for_song(studio: Studio, problems: list[Problem], *, wait_for_end: bool) -> None:
    """Spin the window's own event loop until the song is shown (or, for the queue's picture, until work runs)."""
    loop = QEventLoop()
    studio.window.song_shown.connect(loop.quit)
    studio.operations.problem.connect(loop.quit)
    told = time.monotonic()

    def look() -> None:
        nonlocal told
        running = studio.window.jobs.running
        if running is not None and not wait_for_end and running.fraction > 0.2:
            loop.quit()
        if running is not None and time.monotonic() - told > _PROGRESS_EVERY:
            told = time.monotonic()
            sys.stderr.write(f"{running.label}: {running.stage} {running.fraction:.0%}\n")

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(200)
    shown = studio.window.song_page.song
    if (shown is None or shown.is_growing) and not problems:
        loop.exec()
    watch.stop()
    if problems:
        raise UserError(problems[0].sentence.rstrip("."), problems[0].meaning)


def _wait_for_score(studio: Studio, problems: list[Problem]) -> None:
    """Until the song's scores are read; where it has none, until it is scored."""
    page, scoring = studio.window.culture_page, studio.window.scoring
    loop = QEventLoop()
    scoring.scores_read.connect(loop.quit)
    studio.operations.problem.connect(loop.quit)
    scoring.refresh()
    loop.exec()
    if page.score is None and page.can_score:
        scoring.score()
        while page.score is None and not problems:
            loop.exec()
    if problems:
        raise UserError(problems[0].sentence.rstrip("."), problems[0].meaning)


def _show(studio: Studio, picture: Picture) -> None:
    window = studio.window
    if picture.view not in ("roll", "queue", "empty"):
        window.show_drawer(None)
        window.show_page("song" if picture.view == "growing" else picture.view)
    elif picture.view == "roll":
        window.show_drawer(ROLL_TAB)
    elif picture.view == "queue":
        window.show_drawer(QUEUE_TAB)
    while picture.view == "make" and studio.background.is_busy:  # takes and words are read in threads
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    while picture.view == "train" and window.pages.page("train").training.desk.asking.is_busy:  # type: ignore[attr-defined]
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    song = window.song_page.song
    if song is not None:
        window.timer.stop()
        window.poll()
        window.playback.show_position(picture.at if picture.at is not None else song.duration * _PLAYED_SHARE)


def _settle(application: QApplication) -> None:
    end = time.monotonic() + _SETTLE_SECONDS
    while time.monotonic() < end:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        time.sleep(0.01)


def _save(studio: Studio, picture: Picture) -> None:
    image = studio.window.grab()
    try:
        with whole_file(picture.target) as temporary:
            if not image.save(str(temporary), "PNG"):
                raise OSError(f"cannot write {picture.target}")
    except OSError as error:
        raise UserError(
            f"The picture {picture.target} could not be written", "Check the folder and the free space."
        ) from error
