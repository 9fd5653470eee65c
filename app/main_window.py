"""The window: rail, transport, pages, drawer, status line. It connects them; what they do is elsewhere."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app import language
from app import theme as tokens
from app.backing import Backing
from app.bar_clock import BarClock
from app.carrying import Carrying
from app.chrome import ask_to_close
from app.curtain import TITLE, Curtain
from app.edits_shown import EditsShown
from app.exporting import Exporting
from app.frame import JUDGE, LIBRARY, NOTES, SONG, Frame
from app.growth import Growth
from app.handlers import handlers
from app.lane_looks import LaneLooks
from app.library_shown import LibraryShown
from app.mixer import Mix
from app.pages import Screen, ScreenMaker, Services
from app.playback import Playback
from app.player.client import Player
from app.problems import Problems
from app.readouts import NO_READOUTS, job_text, model_text, song_readouts
from app.rooms import Rooms
from app.screens import SCREENS
from app.shell import Shell
from app.song import SongView
from app.theme import THEMES, Theme
from app.tracks_model import TrackRow
from app.views.drawer import LOG_TAB, QUEUE_TAB, ROLL_TAB
from app.widgets.plain_text import escaped, plain
from engine.core.jobs import JobId

if TYPE_CHECKING:
    from app.blind_test import BlindTest
    from app.views.annotate import AnnotatePage
    from app.views.culture import CulturePage
    from app.views.judge import JudgePage
    from app.views.notes import NotesPage

logger = logging.getLogger(__name__)

POLL_MS = 30
_INSPECTOR_FROM = 1360  # narrower windows keep their lanes
_DEFAULT_SIZE = QSize(1440, 900)
_MIN_SIZE = QSize(1024, 640)


class MainWindow(Frame):
    """Everything on screen.

    Args:
        behind: What it is a view onto.
        player: The playback process, started or not.
        theme: The dress to begin with.
    """

    song_shown = Signal()

    def __init__(self, behind: Backing, player: Player, theme: Theme) -> None:
        super().__init__(behind, theme)
        self._behind = behind
        operations, state = behind.operations, behind.state
        self.operations, self.jobs, self.tracks = operations, behind.jobs, behind.tracks
        self.state, self.background = state, behind.background
        self.scoring, self.labelling = behind.scoring, behind.labelling
        self._is_closing = False
        self.closing_question: QMessageBox | None = None
        self.problems = Problems(self.notice, self.jobs, self)
        self.library_shown = LibraryShown(behind.library, self.tracks, self.background, self.problems.tell, self)
        self.shell = Shell(self, self.acts, self.shortcuts)
        self.theme_actions = self.shell.add_menus(self.menu, lambda name: self.set_theme(THEMES[name]))
        for name, make in SCREENS.items():
            self.pages.add_later(name, partial(self._open_screen, make))
        self.playback = Playback(player, self.song_page, self.drawer.roll, self.transport, self.acts, state, self)
        self.rooms = Rooms(self, behind)
        self.edits_shown = EditsShown(self.note_store, self.song_page, self.drawer, theme, self)
        self.judging = self.rooms.judging
        self.growth = Growth(operations, self.song_page, self.playback, state, self._fill, self._clear, self)
        self.lane_looks = LaneLooks(self.song_page, self.note_store, self.acts, state, self)
        self.carrying = Carrying(self, self.playback, state, behind.paths.cache / "carried")
        self.exporting = Exporting(operations, self.song_page, self.notice, state, self)
        behind.labelling.exported.connect(
            lambda target: self.notice.tell(self.tr("The label is in “%s”.") % plain(target, 200))
        )
        self.note_store.problem.connect(self.problems.tell_trouble)
        hidden = (self.transport, self.rail, self.drawer, self.inspector, self.status, self.notice_place)
        self.curtain = Curtain(self, hidden, self.acts, self.playback, self.song_page)
        self._services = Services(
            operations=operations,
            library=behind.library,
            background=behind.background,
            playback=self.playback,
            acts=self.acts,
            state=state,
            notice=self.notice,
            paths=behind.paths,
            settings=behind.settings,
            show_problem=self.problems.tell,
            show_page=self.show_page,
            window=self,
            make_player=behind.make_player,
            open_test=self._open_test,
        )
        self.status.draft.setVisible(language.is_draft())
        self._connect()
        self._restore()
        self.set_theme(theme)
        self.acts.set_song_is_open(False)
        self.curtain.name(TITLE)
        self.timer = QTimer(self)
        self.timer.setInterval(POLL_MS)
        self.timer.timeout.connect(self.poll)
        self.timer.start()

    @property
    def notes_page(self) -> NotesPage:
        return self.rooms.notes

    @property
    def culture_page(self) -> CulturePage:
        return self.rooms.culture

    @property
    def annotate_page(self) -> AnnotatePage:
        return self.rooms.annotate

    @property
    def judge_page(self) -> JudgePage:
        return self.rooms.judge

    @property
    def blind_test(self) -> BlindTest:
        return self.rooms.blind_test

    def _open_screen(self, make: ScreenMaker, theme: Theme) -> Screen:
        return make(self._services, theme)

    def _connect(self) -> None:
        operations, page, drawer = self.operations, self.song_page, self.drawer
        operations.song_opened.connect(self.show_song)
        operations.song_completed.connect(lambda _song: self.song_shown.emit())
        operations.song_ready.connect(self._on_song_ready)
        operations.library_changed.connect(
            lambda: self.library_shown.changed(is_looked_at=self.pages.currentWidget() is self.library_page)
        )
        operations.problem.connect(self.problems.tell)
        self.playback.problem.connect(self.problems.tell)
        self.playback.output_changed.connect(self._on_output)
        page.open_wanted.connect(self.choose_songs)
        self.songs_dropped.connect(self.open_songs)
        page.lane_selected.connect(self.inspector.show_stem)
        self.scoring.scores_read.connect(page.evidence.show_scores)
        self.library_page.track_opened.connect(self.open_track)
        self.library_page.open_wanted.connect(self.choose_songs)
        drawer.cancel_wanted.connect(operations.cancel)
        drawer.retry_wanted.connect(operations.retry)
        drawer.show_wanted.connect(operations.show_result)
        drawer.close_wanted.connect(lambda: self.show_drawer(None))
        self.status.cancel_wanted.connect(self.cancel_running)
        self.status.queue_wanted.connect(lambda: self.show_drawer(QUEUE_TAB))
        for name, act in handlers(self).items():
            self.acts[name].triggered.connect(lambda _checked=False, act=act: act())

    # songs

    def choose_songs(self) -> None:
        """Ask which files to open."""
        paths, _kind = QFileDialog.getOpenFileNames(self, self.tr("Open songs"), self.state.text("open_folder"))
        if paths:
            self.state.set_text("open_folder", str(Path(paths[0]).parent))
            self.open_songs([Path(path) for path in paths])

    def open_songs(self, paths: list[Path]) -> None:
        """Put songs into the queue and show it if there is something to wait for."""
        self.operations.open_songs(paths)
        if self.jobs.num_open and not self.drawer.isVisibleTo(self):
            self.show_drawer(QUEUE_TAB)

    def open_track(self, track: TrackRow) -> None:
        self.operations.open_track(track)
        self.show_page(SONG)

    def show_song(self, song: SongView) -> None:
        """Show an opened song and load it into the player."""
        self._fill(song, self.state.mix(str(song.folder)), True)
        self.playback.load()
        self.song_shown.emit()

    def _fill(self, song: SongView, mix: Mix, take_focus: bool) -> None:
        """Show a song everywhere."""
        clock = BarClock.of(song.analysis)
        self.note_store.open(None if song.is_growing else song.folder, song.analysis)
        self.acts.set_song_is_open(True)
        self.acts["export"].setEnabled(not song.is_growing)
        self.song_page.show_song(song, clock, mix, take_focus=take_focus)
        self.pages.show_song(song, clock)
        self.judging.show_song(song)
        self.inspector.show_song(song)
        self.edits_shown.show_chords()
        self.edits_shown.show_roll()
        self.playback.send_beats()
        self.transport.show_song(**song_readouts(song))
        self.status.model.setText(model_text(song, self._behind.paths.models))
        self.curtain.name(f"{plain(song.title, 80)} – {TITLE}")
        self._update_inspector()

    def _clear(self) -> None:
        """Show no song."""
        self.judging.close_song()
        self.pages.close_song()
        self.acts.set_song_is_open(False)
        self.song_page.close_song()
        self.transport.show_song(**NO_READOUTS)
        self.status.model.setText("")
        self.show_page(SONG)
        self.curtain.name(TITLE)

    def _on_song_ready(self, ready: tuple[JobId, str]) -> None:
        job_id, label = ready
        self.notice.tell(
            self.tr("“%s” is ready.") % label,
            button=self.tr("Show it"),
            action=lambda: self.operations.show_result(job_id),
        )

    # every 30 ms

    def poll(self) -> None:
        """Jobs, player, meters: the one clock of the window."""
        self.operations.poll()
        self.playback.poll(POLL_MS / 1000)
        self.rooms.poll(POLL_MS / 1000)
        self._show_queue()

    def _show_queue(self) -> None:
        running, waiting = self.jobs.running, self.jobs.num_open
        text, fraction = (job_text(running), running.fraction) if running is not None else ("", None)
        self.status.set_job(text, fraction)
        total = self.jobs.rowCount()
        self.status.set_queue(self.tr("queue: %d of %d left") % (waiting, total) if waiting > 1 else "")
        self.acts["cancel_job"].setEnabled(running is not None)

    def cancel_running(self) -> None:
        running = self.jobs.running
        if running is not None:
            self.operations.cancel(running.job_id)

    def _on_output(self, words: str, reason: str) -> None:
        self.status.sound.setText(words)
        self.status.sound.setToolTip(escaped(reason) if reason else "")

    # pages and panels

    def show_page(self, name: str) -> None:
        """One of ``self.pages.names``; none while somebody listens blind."""
        if self.curtain.is_drawn:
            return
        self.pages.show_page(name)
        self.acts[f"show_{name}"].setChecked(True)
        if name == LIBRARY:
            self.library_shown.refresh()
        if name == SONG:
            self.song_page.focus_lane()
        self._update_inspector()

    def show_drawer(self, tab: int | None) -> None:
        """Open the drawer at a tab (0 queue, 1 log, 2 piano roll); None closes it."""
        if self.curtain.is_drawn:
            return
        self.drawer.setVisible(tab is not None)
        self.acts["drawer"].setChecked(tab is not None)
        if tab is not None:
            self.drawer.tabs.setCurrentIndex(tab)

    def toggle_drawer(self) -> None:
        """Open the drawer at its last tab, or close it."""
        self.show_drawer(None if self.drawer.isVisibleTo(self) else self.drawer.tabs.currentIndex())

    def toggle_inspector(self) -> None:
        """As the action is checked."""
        self.state.set_flag("inspector", is_on=self.acts["inspector"].isChecked())
        self._update_inspector()

    def toggle_evidence(self) -> None:
        """As the action is checked."""
        is_on = self.acts["evidence"].isChecked()
        self.state.set_flag("evidence", is_on=is_on)
        self.song_page.evidence.set_wanted(is_wanted=is_on)

    def _update_inspector(self) -> None:
        is_wanted = self.acts["inspector"].isChecked() and self.width() >= _INSPECTOR_FROM
        has_place = self.song_page.song is not None and self.pages.current_name in (SONG, NOTES)
        self.inspector.setVisible(is_wanted and has_place)

    def generate(self) -> None:
        """Where takes are asked for: ask for them; elsewhere, go there."""
        page = self.pages.currentWidget()
        if isinstance(page, Screen) and page.generate():
            return
        self.show_page("make")

    def _open_test(self, folder: Path) -> None:
        self.show_page(JUDGE)
        self.blind_test.open(folder)

    def search_library(self) -> None:
        """Go where the library is searched."""
        self.show_page(LIBRARY)
        self.library_page.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.library_page.search.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Dress the whole window anew."""
        self.theme = theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            tokens.dress(application, theme)
        for part in (
            self.transport,
            self.rail,
            self.pages,
            self.drawer,
            self.notice,
            self.status,
        ):
            part.set_theme(theme)
        self.edits_shown.set_theme(theme)
        self.theme_actions[theme.name].setChecked(True)
        self.state.set_text("theme", theme.name)

    # the window itself

    def _restore(self) -> None:
        self.setMinimumSize(_MIN_SIZE.boundedTo(self.screen().availableSize()))
        self.resize(_DEFAULT_SIZE)
        geometry = self.state.geometry
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.acts["inspector"].setChecked(self.state.flag("inspector", default=True))
        self.acts["evidence"].setChecked(self.state.flag("evidence", default=True))
        self.song_page.evidence.set_wanted(is_wanted=self.acts["evidence"].isChecked())
        drawer = self.state.number("drawer", -1)
        self.show_drawer(drawer if drawer in (QUEUE_TAB, LOG_TAB, ROLL_TAB) else None)
        self.transport.snap.setCurrentIndex(min(self.state.number("snap", 1), self.transport.snap.count() - 1))
        self.show_page(SONG)

    def save_state(self) -> None:
        self.state.set_geometry(self.saveGeometry())
        is_open = self.drawer.isVisibleTo(self)
        self.state.set_text("drawer", str(self.drawer.tabs.currentIndex()) if is_open else "")
        self.state.set_text("snap", str(self.transport.snap.currentIndex()))
        self.state.save()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._update_inspector()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self.song_page.song is None:
            self.song_page.drop_zone.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.song_page.focus_lane()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self.jobs.num_open and not self._is_closing:
            event.ignore()
            running = self.jobs.running
            is_told = running is not None and not self.curtain.is_drawn
            name = running.label if running is not None and is_told else self.tr("The queue")
            self.closing_question = ask_to_close(self, name, self._close_for_good)
            return
        self.timer.stop()
        self.judging.settle()
        self.pages.close_down()
        self.save_state()
        event.accept()

    def _close_for_good(self) -> None:
        self._is_closing = True
        self.close()
