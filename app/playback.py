"""What the user does with the music: play, seek, loop, mix. Between the widgets and the player's process."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, SignalInstance

from app.actions import Actions
from app.bar_clock import Snap
from app.mixer import Mix
from app.operations import Problem
from app.player.client import Player
from app.player.control import SILENT_CLOCK
from app.player.messages import GrowStems, OutputChanged, PlayerProblem, StemsFinished
from app.views.song import SongPage
from app.widgets.beat_ruler import BeatRuler
from app.widgets.piano_roll import PianoRoll
from app.widgets.plain_text import plain
from app.widgets.transport import Transport
from app.window_state import WindowState

_BARS_OF_A_NEW_LOOP = 4
_SECONDS_OF_A_NEW_LOOP = 8.0
_JUST_AFTER = 2e-3


class Follower(Protocol):
    """A page that shows where the music is and asks to go elsewhere."""

    @property
    def seek_wanted(self) -> SignalInstance: ...
    @property
    def ruler(self) -> BeatRuler: ...
    def set_playhead(self, time: float) -> None: ...


class Playback(QObject):
    """Holds the loop; everything else is asked of the player.

    Args:
        player: The playback process.
        page: The song's lanes.
        roll: The drawer's piano roll.
        transport: Readouts and meter.
        actions: Of the window; ``loop`` is checked while the loop is heard.
        state: Where mixes are remembered.
    """

    problem = Signal(object)
    loop_changed = Signal()
    """Its ends, or whether it is heard."""
    stems_finished = Signal()
    """Nothing reads any more what a growing song was heard from."""
    output_changed = Signal(str, str)
    """What the status line says about the sound, and why."""

    def __init__(
        self,
        player: Player,
        page: SongPage,
        roll: PianoRoll,
        transport: Transport,
        actions: Actions,
        state: WindowState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.player = player
        self._page, self._roll, self._transport = page, roll, transport
        self._actions, self._state = actions, state
        self.loop: tuple[float, float] | None = None
        self._followers: list[Follower] = []
        self.follow(page)
        roll.clicked.connect(self.seek)
        page.mix_changed.connect(self._on_mix)
        transport.snap_changed.connect(self._on_snap)

    def follow(self, view: Follower) -> None:
        """Keep a page's play-head and loop where the music is, and let it ask for another place."""
        self._followers.append(view)
        view.ruler.set_loop(self.loop, is_on=self._actions["loop"].isChecked())
        view.seek_wanted.connect(self.seek)
        view.ruler.loop_dragged.connect(
            lambda start, end: self.set_loop((self._page.snapped(start), self._page.snapped(end)))
        )

    def load(self) -> None:
        """Give the player the stems of the song that the page shows."""
        self.set_loop(None)
        self.player.open_stems(self._page.stem_paths)
        self.show_position(0.0)

    def load_growing(self, message: GrowStems) -> None:
        """Give the player a song whose stems are still being made."""
        self.set_loop(None)
        self.player.open_growing(message)
        self.show_position(0.0)

    def send_beats(self) -> None:
        """Tell the metronome where this song's beats are; it is silent where none were found."""
        clock = self._page.clock
        if clock is None:
            self.player.set_beats((), ())
        else:
            self.player.set_beats(clock.beats.tolist(), clock.beats[clock.downbeats].tolist())

    def toggle_metronome(self) -> None:
        """Hear the beats of the analysis, or not."""
        self.player.set_metronome(is_on=self._actions["metronome"].isChecked())

    def toggle_play(self) -> None:
        if self.player.wants_play:
            self.player.pause()
        else:
            self.player.play()

    def stop(self) -> None:
        """Stop and go back to the start, or to the loop's start while looping."""
        self.player.pause()
        self.seek(self.loop[0] if self.loop is not None and self._actions["loop"].isChecked() else 0.0)

    def seek(self, time: float) -> None:
        self.player.seek(time)
        self.show_position(time)

    def step(self, *, beats: int = 0, bars: int = 0) -> None:
        """Move by beats or bars."""
        self.seek(self._page.stepped(self.player.position, beats=beats, bars=bars))

    # loop

    def set_loop(self, loop: tuple[float, float] | None, *, is_on: bool = True) -> None:
        """Set the loop's ends (seconds) and whether it is heard; an empty one is ignored."""
        if loop is not None and loop[1] <= loop[0]:
            return
        self.loop = loop
        is_on = is_on and loop is not None
        self._actions["loop"].setChecked(is_on)
        self.player.set_loop(loop if is_on else None)
        for view in self._followers:
            view.ruler.set_loop(loop, is_on=is_on)
        self.loop_changed.emit()

    def toggle_loop(self) -> None:
        """Hear the loop or not; without one, loop four bars from here."""
        is_on = self._actions["loop"].isChecked()
        if is_on and self.loop is None:
            here, clock, end_of_song = self.player.position, self._page.clock, self._page.axis.duration
            start = clock.stepped(here + _JUST_AFTER, bars=-1) if clock is not None else here
            end = (
                clock.stepped(start, bars=_BARS_OF_A_NEW_LOOP) if clock is not None else start + _SECONDS_OF_A_NEW_LOOP
            )
            self.loop = (start, min(end, end_of_song))
        self.set_loop(self.loop, is_on=is_on)

    def set_loop_end(self, end: int) -> None:
        """Put the loop's start (0) or end (1) where the play-head is."""
        here = self._page.snapped(self.player.position)
        start, stop = self.loop or (0.0, self._page.axis.duration)
        loop = (here, stop) if end == 0 else (start, here)
        if loop[1] <= loop[0]:
            loop = (here, self._page.axis.duration) if end == 0 else (0.0, here)
        self.set_loop(loop)

    # mix

    def _on_mix(self, mix: Mix) -> None:
        strips = mix.for_player(self._page.stems)
        self.player.set_mix(strips.gains, strips.mutes, strips.solos, 1.0, pans=strips.pans)
        if self._page.song is not None and not self._page.song.is_growing:
            self._state.set_mix(str(self._page.song.folder), mix)

    def clear_solo(self) -> None:
        self._page.set_mix(self._page.mix.without_solos())

    def click_mute(self) -> None:
        lane = self._page.selected_lane
        if lane is not None:
            lane.mute.click()

    def click_solo(self) -> None:
        lane = self._page.selected_lane
        if lane is not None:
            lane.solo.click()

    def change_gain(self, change_db: float | None) -> None:
        """Louder or softer by ``change_db``; None resets to 0 dB."""
        lane = self._page.selected_lane
        if lane is not None:
            lane.gain.setValue(0 if change_db is None else round(10 * (lane.gain.gain_db + change_db)))

    def _on_snap(self, snap: Snap) -> None:
        self._page.snap = snap

    # every 30 ms

    def poll(self, seconds: float) -> None:
        """Take in the player's news and show where it is; ``seconds`` since the last call."""
        for message in self.player.poll():
            if isinstance(message, PlayerProblem):
                meaning = QCoreApplication.translate("Playback", "The song's files are untouched.")
                self.problem.emit(Problem(plain(message.sentence) + ".", meaning, message.sentence))
            elif isinstance(message, OutputChanged):
                self._tell_output(message)
            elif isinstance(message, StemsFinished):
                self.stems_finished.emit()
        state = self.player.state
        if self._page.song is not None:
            position = self.player.position
            self.show_position(position)
            if self.player.wants_play:
                self._page.axis.follow(position)
        self._transport.set_playing(self.player.wants_play)
        silence = (0.0,) * len(self._page.lanes)
        self._transport.level.advance((state.left, state.right) if state.is_rolling else (0.0, 0.0), seconds)
        self._page.set_levels(state.peaks if state.is_rolling else silence, seconds)

    def _tell_output(self, message: OutputChanged) -> None:
        words = (
            QCoreApplication.translate("Playback", "no sound card: silent")
            if message.output == SILENT_CLOCK
            else QCoreApplication.translate("Playback", "sound on")
        )
        self.output_changed.emit(words, plain(message.reason))

    def show_position(self, time: float) -> None:
        """Move every play-head and the readouts."""
        clock = self._page.clock
        self._transport.show_position(time, clock.position(time) if clock is not None else None)
        for view in self._followers:
            view.set_playhead(time)
        self._roll.set_playhead(time)
