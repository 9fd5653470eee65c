"""Up to four takes heard at the same place: the keys 1 to 4 change what is heard, the play-head stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.making_takes import TakeView
from app.player.client import Player
from app.trial_player import TrialPlayer

SLOTS = 4


class Audition(QObject):
    """Plays takes in step. New ones join when the next is asked for; what plays is not interrupted by their coming.

    Args:
        make_player: Makes a playback process.
    """

    problem = Signal()

    def __init__(self, make_player: Callable[[], Player], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = TrialPlayer(make_player, self)
        self._player.ready.connect(self._on_ready)
        self._player.problem.connect(self.problem)
        self._slots: tuple[TakeView, ...] = ()
        self._open: tuple[TakeView, ...] = ()
        self._next: tuple[TakeView, float] | None = None
        self.heard: TakeView | None = None

    def set_slots(self, takes: tuple[TakeView, ...]) -> None:
        """What the keys 1 to 4 mean."""
        self._slots = takes[:SLOTS]

    @property
    def slots(self) -> tuple[TakeView, ...]:
        return self._slots

    @property
    def is_playing(self) -> bool:
        return self._next is not None or self._player.is_playing

    @property
    def position(self) -> float:
        return self._next[1] if self._next is not None else self._player.position

    def hear(self, take: TakeView, at: float | None = None) -> None:
        """Hear a take where the play-head is, or at ``at`` seconds; begins to play if nothing does."""
        here = self.position if at is None else at
        if not any(take is each for each in self._open) or not self._player.is_ready:
            self._load(take, here)
            return
        self.heard = take
        if at is not None or here >= take.duration:
            self._player.seek(here if here < take.duration else 0.0)
        self._player.switch_to(next(place for place, each in enumerate(self._open) if each is take))

    def _load(self, take: TakeView, at: float) -> None:
        """Open the slots' takes of this one's sample rate, or it alone where it has no slot."""
        wanted = tuple(each for each in self._slots if each.sample_rate == take.sample_rate)
        wanted = wanted if any(take is each for each in wanted) else (take,)
        self.heard = take
        self._next = (take, at if at < take.duration else 0.0)
        if wanted != self._open or not self._player.is_ready:
            self._open = wanted
            self._player.open([each.mix for each in wanted])

    def _on_ready(self) -> None:
        wanted, self._next = self._next, None
        if wanted is None:
            return
        take, at = wanted
        self._player.seek(at)
        self._player.switch_to(next((place for place, each in enumerate(self._open) if each is take), 0))

    def toggle(self) -> None:
        """Play or pause; the first take where none was heard yet."""
        if self.heard is not None and self._player.is_ready:
            self._player.toggle()
        elif self._slots:
            self.hear(self.heard or self._slots[0])

    def pause(self) -> None:
        self._next = None
        self._player.pause()

    def poll(self) -> None:
        """Take in the player's news."""
        self._player.poll()

    def close(self) -> None:
        """End the process."""
        self._player.close()
        self._open, self._next = (), None

    @property
    def files(self) -> tuple[Path, ...]:
        """What is open."""
        return tuple(each.mix for each in self._open)
