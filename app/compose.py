"""The one place where the window's objects are made and joined."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import language as translations
from app import theme as tokens
from app.background import Background
from app.backing import Backing
from app.collection_work import LibraryWork
from app.errors import install_excepthook, log_qt_messages
from app.instance_lock import InstanceLock
from app.jobs_model import JobsModel
from app.labelling import Labelling
from app.late_pool import LatePool, read_in
from app.main_window import MainWindow
from app.operations import Operations, Pool
from app.player.client import Player
from app.project_menu import ProjectMenu
from app.project_work import ProjectWork
from app.safe_mode import LIVED_MS, StartCounter
from app.scoring import Scoring
from app.starting import bring_to_front, tell_safe, tell_second
from app.theme import THEMES
from app.tracks_model import TracksModel
from app.window_state import WindowState
from engine.core.jobs import JobId
from engine.library import Library
from engine.paths import Paths, resources
from engine.settings import Settings


@dataclass(slots=True)
class Studio:
    """A window with everything behind it."""

    window: MainWindow
    operations: Operations
    player: Player
    pool: Pool
    library: Library
    background: Background

    state: WindowState
    library_work: LibraryWork
    projects: ProjectWork
    is_safe: bool = False

    def start(self, songs: list[Path]) -> None:
        """Start the player, take up what was left, open ``songs``: after the window is on screen.

        On first use, when there is nothing else to show, the demo piece is opened. What jobs are made of is read in by
        a thread before; the window answers meanwhile.
        """
        self.player.start()
        self.window.shell.look_for_gpu_soon()
        self.background.run(read_in, lambda _done: self.take_up(songs), lambda _error: self.take_up(songs))

    def take_up(self, songs: list[Path]) -> None:
        """The second half of a start: see ``start``."""
        self.operations.prepare()
        resumed = 0 if self.is_safe else self.operations.resume()
        if self.is_safe:
            tell_safe(self.window.notice)
        else:
            self.library_work.start()
        if not songs and not self.is_safe and not self.projects.resume() and not resumed:
            songs = self.welcome()
        if resumed:
            window = self.window
            one, many = window.tr("1 song goes on where it was."), window.tr("%d songs go on where they were.")
            sentence = one if resumed == 1 else many % resumed
            window.notice.tell(sentence, button=window.tr("Show the queue"), action=lambda: window.show_drawer(0))
        if songs:
            self.window.open_songs(songs)

    def welcome(self) -> list[Path]:
        """The demo project's piece on first use, with a word about it; nothing on later ones."""
        if self.state.flag("was_here", default=False):
            return []
        self.state.set_flag("was_here", is_on=True)
        sentence = "This is a piece of ours to try things on. Drop a song of yours whenever you like."
        engines = self.window.acts["setup_engine"]
        self.window.notice.tell(
            self.window.tr(sentence),
            self.window.tr("Everything works as it is: no account, no net. Larger models can be added."),
            button=self.window.tr("Set up engine"),
            action=engines.trigger,
        )
        self.projects.begin_demo(demo_piece())
        return [demo_piece()]

    def close(self) -> None:
        """Stop all processes and threads; running jobs go back to the queue."""
        self.window.timer.stop()
        logging.getLogger().removeHandler(self.window.drawer.log_handler)
        self.projects.close()
        self.background.close()
        self.window.labelling.close()
        self.window.rooms.close()
        self.player.close()
        self.operations.growing.close()
        self.pool.close()
        self.library.close()


def compose(
    paths: Paths,
    settings: Settings,
    *,
    theme: str = "",
    force_silent: bool = False,
    pool: Pool | None = None,
    is_safe: bool = False,
) -> Studio:
    """Make the studio; the player's process is not started yet.

    Args:
        paths: The user's folders.
        settings: The user's choices.
        theme: ``dark``, ``light`` or ``contrast``; empty for the one used last.
        force_silent: Never open a sound card.
        pool: Where jobs run; worker processes of this machine if None.
        is_safe: Take up nothing of what the last session left.

    Raises:
        LibraryError: If the collection cannot be opened.
    """
    library = Library.open(paths.library)
    pool = pool if pool is not None else LatePool(paths, settings, library)
    state = WindowState(paths.home, is_safe=is_safe)
    background = Background()

    def label_of(job_id: JobId) -> str:
        stored = library.jobs.get(job_id)
        return stored.label if stored is not None else str(job_id)

    def make_player() -> Player:
        return Player(device=settings.audio.output_device, force_silent=force_silent)

    jobs = JobsModel(label_of)
    tracks = TracksModel()
    operations = Operations(pool, library, settings, jobs, background)
    player = make_player()
    chosen = THEMES.get(theme or state.text("theme", "dark"), THEMES["dark"])
    scoring = Scoring(library, background, operations, jobs)
    labelling = Labelling(library, background, operations)
    behind = Backing(
        paths, settings, library, operations, jobs, tracks, background, state, scoring, labelling, make_player
    )
    window = MainWindow(behind, player, chosen)
    library_work = LibraryWork(window.library_page, library, settings, background, operations, window.notice, state)
    projects = ProjectWork(window, paths)
    ProjectMenu(window, projects)
    for child in (operations, background, jobs, tracks, scoring, labelling, library_work):
        child.setParent(window)
    logging.getLogger().addHandler(window.drawer.log_handler)
    return Studio(window, operations, player, pool, library, background, state, library_work, projects, is_safe)


def demo_piece() -> Path:
    """The piece that comes with the product."""
    return resources() / "demo" / "first_light.flac"


def run_window(
    paths: Paths,
    settings: Settings,
    songs: list[Path],
    *,
    theme: str = "",
    language: str = "",
    watch: Callable[[Studio], None] = lambda _studio: None,
) -> int:
    """Show the window until it is closed; returns the process's exit status.

    ``watch`` is called when the window is about to be shown.

    Raises:
        LibraryError: If the collection cannot be opened.
    """
    state = WindowState(paths.home)
    spoken = translations.chosen(language or state.text(translations.KEY))
    application = make_application(theme or state.text("theme", "dark"), spoken)
    lock, starts = InstanceLock(paths.home), StartCounter(paths.home)
    if not lock.take():
        tell_second(lock)
        return 0
    try:
        studio = compose(paths, settings, theme=theme, is_safe=starts.begin())
        watch(studio)
        return _run_only(application, lock, starts, studio, songs)
    finally:
        lock.release()


def _run_only(
    application: QApplication, lock: InstanceLock, starts: StartCounter, studio: Studio, songs: list[Path]
) -> int:
    """Show the only window of its home until it is closed."""
    lock.show_wanted.connect(lambda: bring_to_front(studio.window))
    QTimer.singleShot(LIVED_MS, starts.succeed)
    application.screenAdded.connect(lambda _screen: studio.window.set_theme(studio.window.theme))  # its icons' size
    install_excepthook(studio.window.problems.tell_unexpected)
    log_qt_messages()
    studio.window.show()
    QTimer.singleShot(0, lambda: studio.start(songs))
    try:
        status = application.exec()
        starts.succeed()
        return status
    finally:
        studio.close()


def make_application(theme: str = "dark", language: str = translations.SOURCE) -> QApplication:
    """Qt's application object, named, dressed and speaking, before any widget is made."""
    application = QApplication(["aurax-studio"])
    application.setApplicationName("AURA-X Studio")
    application.setDesktopFileName("aurax-studio")
    tokens.dress(application, THEMES.get(theme, THEMES["dark"]))
    translations.install(application, language)
    return application
