"""The versions of one trial, heard in step and round and round; counts what was heard of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.player.client import Player
from app.player.control import SILENT_CLOCK
from app.player.messages import GrowVersion, OutputChanged, PlayerProblem, StemsFinished, StemsOpened

LEAST_DB, MOST_DB = -40.0, 0.0


class TrialPlayer(QObject):
    """A player of its own, so that the song in the window is left as it is.

    Args:
        make: Makes the playback process's handle.
    """

    ready = Signal()
    silent = Signal()
    """There is no sound card: nothing can be heard."""
    problem = Signal()
    """What plays has stopped and was started again."""
    let_go = Signal()
    """Nothing reads any more what a growing take was heard from."""

    def __init__(self, make: Callable[[], Player], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._player: Player | None = None
        self._paths: tuple[Path, ...] = ()
        self._growing: GrowVersion | None = None
        self._before: tuple[float, ...] = ()
        self.is_ready = False
        self.version = 0
        self.num_switches = 0
        self.level_db = 0.0

    def open(self, paths: Sequence[Path]) -> None:
        """Load versions; ``ready`` follows. Nothing is played yet."""
        self._paths, self._growing = tuple(paths), None
        self._before = (0.0,) * len(paths)
        self.version = self.num_switches = 0
        self._load()

    def open_growing(self, message: GrowVersion) -> None:
        """Load a take that is still being made; ``ready`` follows."""
        self._paths, self._growing = (Path(message.path),), message
        self._before = (0.0,)
        self.version = self.num_switches = 0
        self._load()

    def grow(self, message: GrowVersion) -> None:
        """More of it."""
        self._growing = message
        if self._player is not None:
            self._player.grow_version(message)

    def finish(self, path: Path) -> None:
        """It is done: go on with its file where it is."""
        self._paths, self._growing = (path,), None
        if self._player is not None:
            self._player.finish_version(path)

    def _load(self) -> None:
        self.is_ready = False
        if self._player is None or not self._player.is_running:
            if self._player is not None:
                self._player.close()
            self._player = self._make()
            self._player.start()
            self.set_level(self.level_db)
        if self._growing is not None:
            self._player.open_growing_version(self._growing)
            return
        self._player.open_versions(self._paths)
        self._player.set_version(self.version)

    def close(self) -> None:
        """End the process."""
        if self._player is not None:
            self._player.close()
        self._player, self.is_ready = None, False

    def set_level(self, level_db: float) -> None:
        """How loud all versions are; only lowered."""
        self.level_db = min(max(level_db, LEAST_DB), MOST_DB)
        if self._player is not None:
            self._player.set_mix((), 0, 0, 10.0 ** (self.level_db / 20.0))

    def switch_to(self, version: int) -> None:
        """Hear another version where the play-head is; begins to play if it does not."""
        if self._player is None or not self.is_ready or not 0 <= version < len(self._paths):
            return
        if version != self.version:
            self.version = version
            self.num_switches += self.is_playing
            self._player.set_version(version)
        self._player.play()

    def toggle(self) -> None:
        """Play or pause."""
        if self._player is None or not self.is_ready:
            return
        if self.is_playing:
            self.pause()
        else:
            self._player.play()

    def pause(self) -> None:
        if self._player is not None:
            self._player.pause()

    def restart(self) -> None:
        """Back to the beginning."""
        self.seek(0.0)

    def seek(self, time: float) -> None:
        """Jump to ``time`` seconds."""
        if self._player is not None and self.is_ready:
            self._player.seek(time)

    @property
    def is_playing(self) -> bool:
        return self._player is not None and self._player.wants_play

    @property
    def position(self) -> float:
        return self._player.position if self._player is not None and self.is_ready else 0.0

    @property
    def duration(self) -> float:
        return self._player.duration if self._player is not None else 0.0

    @property
    def heard(self) -> tuple[float, ...]:
        """Seconds of each version since ``open``."""
        if self._player is None or not self.is_ready:
            return self._before
        now = self._player.heard_seconds(len(self._paths))
        return tuple(before + own for before, own in zip(self._before, now, strict=True))

    @property
    def levels(self) -> tuple[float, float]:
        """Left and right as they are heard, 0 to 1."""
        state = self._player.state if self._player is not None and self.is_ready else None
        return (state.left, state.right) if state is not None and state.is_rolling else (0.0, 0.0)

    def poll(self) -> None:
        """Take in the player's news."""
        player = self._player
        if player is None:
            return
        heard = self.heard
        for message in player.poll():
            if isinstance(message, StemsOpened):
                player.set_loop((0.0, player.duration))
                self.is_ready = True
                self.ready.emit()
            elif isinstance(message, StemsFinished):
                self.let_go.emit()
            elif isinstance(message, OutputChanged) and message.output == SILENT_CLOCK and not player.force_silent:
                self.silent.emit()
            elif isinstance(message, PlayerProblem):
                self._recover(heard)

    def _recover(self, heard: tuple[float, ...]) -> None:
        """Start again with the same versions; what was heard before still counts."""
        was_ready, self._before = self.is_ready, heard
        self.is_ready = False
        if was_ready:
            self._load()
        self.problem.emit()
