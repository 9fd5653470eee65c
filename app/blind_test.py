"""A blind listening test from the folder to the results: joins the screens, the trial player and the engine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog

from app import blind_store
from app.background import Background
from app.blind_making import FOLDER, BlindMaking
from app.blind_store import Overview, Results, Sitting
from app.player.client import Player
from app.trial_player import TrialPlayer
from app.views.judge import JudgePage
from app.views.judge_message import Choice
from app.widgets.plain_text import plain
from app.window_state import WindowState
from engine import __version__
from engine.core.errors import EngineError
from engine.core.rating import Answer, NextTrial, RaterProfile, Session, Vote
from engine.rating.sessions import key_path

T = TypeVar("T")

_RECENT, _LEVEL = "blind_tests", "blind_level"
_MOST_RECENT = 5
_LEVEL_DB = -12


class BlindTest(QObject):
    """One test at a time.

    Args:
        page: The screens.
        background: Threads for reading and writing.
        state: Remembers recent tests and the level.
        make_player: Makes a playback process for trials.
        level_file: Where the sound lies that the level is set with.
    """

    running_changed = Signal(bool)
    """Whether somebody is listening blind: nothing else may be seen or heard then."""

    def __init__(
        self,
        page: JudgePage,
        background: Background,
        state: WindowState,
        make_player: Callable[[], Player],
        level_file: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._background, self._state = page, background, state
        self._level_file = level_file
        self.player = TrialPlayer(make_player, self)
        self.making = BlindMaking(page.make, state, self._run, self._on_overview, self)
        self.overview: Overview | None = None
        self.sitting: Sitting | None = None
        self.is_running = False
        self._is_levelling = False
        self._elapsed = 0.0
        self._since: float | None = None
        self._level_changes = 0
        self._connect()
        self.show_start()

    def _connect(self) -> None:
        page = self._page
        page.rater.begin_wanted.connect(self.begin)
        page.rater.withdraw_wanted.connect(self._withdraw)
        page.rater.open_key_wanted.connect(self.open_key)
        page.rater.left.connect(self.show_start)
        page.results.left.connect(self.show_start)
        page.make.left.connect(self.show_start)
        page.level.level_changed.connect(self.player.set_level)
        page.level.play_wanted.connect(self.player.toggle)
        page.level.done.connect(self._on_level)
        page.level.left.connect(self.leave)
        page.trial.version_wanted.connect(self.player.switch_to)
        page.trial.play_wanted.connect(self.player.toggle)
        page.trial.restart_wanted.connect(self.player.restart)
        page.trial.pause_wanted.connect(self.pause)
        page.trial.voted.connect(self._on_voted)
        self.player.silent.connect(self._tell_silence)
        self.player.problem.connect(lambda: page.notice.tell(self.tr("The sound had stopped and goes on now.")))

    def close(self) -> None:
        """End the player's process."""
        self.player.close()

    # before a test

    def show_start(self) -> None:
        """Choose a test."""
        self.overview = None
        recent = self._recent
        choices: list[Choice] = [(self.tr("Open a test…"), self.choose), (self.tr("Make a test…"), self.show_make)]
        choices += [(self.tr("“%s” again") % plain(folder.name, 60), partial(self.open, folder)) for folder in recent]
        self._page.message.show_message(
            self.tr("Blind listening tests"),
            self.tr(
                "Hear two versions in step, say which one you prefer, and learn what they were only at the end. "
                "A test is a folder that you were given, or that you make of any two systems, here or so:"
            ),
            choices,
            example="aurax rate new plain=takes/plain swung=takes/swung --out panel-1",
        )
        self._page.show_screen(self._page.message)

    @property
    def _recent(self) -> list[Path]:
        names = [Path(name) for name in self._state.text(_RECENT).split("\n") if name]
        return [folder for folder in names if folder.is_dir()]

    def show_make(self) -> None:
        """Fill in a new test."""
        self._page.show_screen(self._page.make)
        self._page.make.tell_numbers()

    def choose(self) -> None:
        """Ask for a session's folder."""
        folder = QFileDialog.getExistingDirectory(
            self._page, self.tr("Open a listening test"), self._state.text(FOLDER)
        )
        if folder:
            self._state.set_text(FOLDER, str(Path(folder).parent))
            self.open(Path(folder))

    def open(self, folder: Path) -> None:
        """Show what a session is and who has begun."""
        self._run(lambda: blind_store.look(folder), self._on_overview)

    def _on_overview(self, overview: Overview) -> None:
        self.overview = overview
        recent = [overview.folder, *(folder for folder in self._recent if folder != overview.folder)]
        self._state.set_text(_RECENT, "\n".join(map(str, recent[:_MOST_RECENT])))
        self._page.rater.show_overview(overview)
        self._page.show_screen(self._page.rater)

    def _withdraw(self, name: str) -> None:
        if self.overview is not None:
            folder, session = self.overview.folder, self.overview.session
            self._run(lambda: blind_store.withdraw(folder, session, name), self._on_overview)

    # a sitting

    @property
    def _session(self) -> tuple[Path, Session]:
        assert self.overview is not None
        return self.overview.folder, self.overview.session

    def begin(self, profile: RaterProfile) -> None:
        """Let a rater in; whoever has begun goes on."""
        if self.overview is None:
            return
        folder, session = self._session
        agreed = replace(profile, consented_at=blind_store.now() if profile.consented_at else "")

        def prepare() -> Sitting:
            blind_store.level_sound(self._level_file)
            return blind_store.join(folder, session, agreed)

        self._run(prepare, self._on_joined)

    def _on_joined(self, sitting: Sitting) -> None:
        self.sitting = sitting
        if sitting.trial.trial is None:
            self._show_done()
            return
        self._page.notice.forget()
        self._set_running(is_running=True)
        self._level_changes = 0
        self.show_level()

    def show_level(self) -> None:
        """Set the level; then the trial begins."""
        self._is_levelling = True
        saved = self._state.text(_LEVEL)
        level_db = float(saved) if saved.lstrip("-").isdigit() else float(_LEVEL_DB)
        self.player.set_level(level_db)
        self.player.open([self._level_file])
        self._page.level.show_level(level_db)
        self._page.show_screen(self._page.level)

    def _on_level(self) -> None:
        self._is_levelling = False
        self._state.set_text(_LEVEL, str(round(self.player.level_db)))
        self._show_trial()

    def _show_trial(self) -> None:
        assert self.sitting is not None
        trial = self.sitting.trial
        files = [Path(file) for file in (*trial.files, *([trial.reference] if trial.reference else []))]
        self._page.trial.show_trial(trial)
        self.player.open(files)
        self._elapsed, self._since = 0.0, time.monotonic()
        self._page.show_screen(self._page.trial)

    def pause(self) -> None:
        """Stop for a while; every answer so far is kept."""
        if self.sitting is None or self._page.trial.is_busy:
            return
        self.player.pause()
        self._stop_clock()
        trial = self.sitting.trial
        done = trial.number - 1
        self._page.message.show_message(
            self.tr("Paused"),
            self.tr("%d of %d trials are answered and kept. You can also come back another day.") % (done, trial.of),
            [
                (self.tr("Go on"), self._go_on),
                (self.tr("Set the level again"), self._level_again),
                (self.tr("Leave the test"), self.leave),
            ],
        )
        self._page.show_screen(self._page.message)

    def _go_on(self) -> None:
        self._since = time.monotonic()
        self._page.show_screen(self._page.trial)

    def _level_again(self) -> None:
        self._level_changes += 1
        self.show_level()

    def leave(self) -> None:
        """Back to the test's first screen; the rater may go on later."""
        self._stop_sitting()
        if self.overview is not None:
            self.open(self.overview.folder)

    def _stop_sitting(self) -> None:
        self.player.close()
        self.sitting, self._is_levelling, self._since = None, False, None
        self._set_running(is_running=False)

    def _stop_clock(self) -> None:
        if self._since is not None:
            self._elapsed += time.monotonic() - self._since
        self._since = None

    def _set_running(self, *, is_running: bool) -> None:
        if is_running != self.is_running:
            self.is_running = is_running
            self.running_changed.emit(is_running)

    # votes

    def _on_voted(self, answers: dict[str, Answer], comment: str) -> None:
        assert self.sitting is not None
        folder, session = self._session
        trial, rater = self.sitting.trial, self.sitting.rater
        self.player.pause()
        self._stop_clock()
        heard = tuple(round(own, 2) for own in self.player.heard[: len(trial.files)])
        vote = Vote(
            rater.id,
            str(trial.trial),
            answers,
            heard,
            round(max(self._elapsed, *heard), 2),
            self.player.num_switches,
            blind_store.now(),
            comment,
            f"aurax studio {__version__}",
            self._level_changes,
        )
        self._run(lambda: blind_store.cast(folder, session, vote), self._on_kept, self._on_not_kept)

    def _on_kept(self, trial: NextTrial) -> None:
        """The vote is on the disk: on to the next trial."""
        assert self.sitting is not None
        self.sitting = replace(self.sitting, trial=trial)
        self._level_changes = 0
        self._page.notice.hide()
        if trial.trial is None:
            self._show_done()
        else:
            self._show_trial()

    def _on_not_kept(self) -> None:
        self._since = time.monotonic()
        self._page.trial.set_busy(is_busy=False)

    def _show_done(self) -> None:
        assert self.sitting is not None
        self.player.close()
        self._page.message.show_message(
            self.tr("Thank you"),
            self.tr("All %d trials are answered and kept.") % self.sitting.trial.of,
            [(self.tr("Back to the test"), self.leave)],
            self.tr("What was what is told when everybody is done."),
        )
        self._page.show_screen(self._page.message)

    # the end

    def open_key(self) -> None:
        """Show the results; of a test that is still blind, open its key first, which ends voting."""
        overview = self.overview
        if overview is None:
            return
        folder, session = self._session
        if overview.is_opened:
            self._run(lambda: blind_store.results(folder), self._on_results)
            return
        reason = self._ask_why() if overview.left > 0 else ""
        key = key_path(folder)
        if not key.is_file():
            chosen, _kind = QFileDialog.getOpenFileName(self._page, self.tr("The test's key"), str(folder.parent))
            key = Path(chosen) if chosen else key
        if (overview.left <= 0 or reason) and key.is_file():
            self.finish(folder, session, key, reason)

    def _ask_why(self) -> str:
        """Why the test ends early; it stands in the report. Empty: it does not."""
        reason, is_sure = QInputDialog.getText(
            self._page,
            self.tr("End the test early"),
            self.tr("Declared votes are missing. Looking now ends voting for everybody;\nthe report will say why:"),
        )
        return reason.strip() if is_sure else ""

    def finish(self, folder: Path, session: Session, key: Path, reason: str) -> None:
        """Open the key and show what was found."""
        self._run(lambda: blind_store.finish(folder, session, key, reason), self._on_results)

    def _on_results(self, results: Results) -> None:
        self._page.results.show_results(results)
        self._page.show_screen(self._page.results)

    # every 30 ms

    def poll(self, seconds: float) -> None:
        """Show what plays and what was heard; ``seconds`` since the last call."""
        if not self.is_running:
            return
        player, page = self.player, self._page
        player.poll()
        if self._is_levelling:
            page.level.meter.advance(player.levels, seconds)
        elif self.sitting is not None and self.sitting.trial.trial is not None:
            page.trial.show_state(player.version, player.heard, is_playing=player.is_playing)
            page.trial.line.show_position(player.position, player.duration, is_playing=player.is_playing)

    def _tell_silence(self) -> None:
        self._page.notice.tell(
            self.tr("No sound card was found, so nothing can be heard."),
            self.tr("Connect headphones or speakers and leave the test until then: answers would say nothing."),
            kind="bad",
        )

    def _run(
        self, work: Callable[[], T], on_done: Callable[[T], None], on_error: Callable[[], None] | None = None
    ) -> None:
        def failed(error: EngineError | OSError) -> None:
            hint = plain(getattr(error, "hint", "") or "")
            self._page.notice.tell(f"{plain(error).rstrip('.')}.", hint, kind="bad")
            if on_error is not None:
                on_error()

        self._background.run(work, on_done, failed)
