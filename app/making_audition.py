"""Up to four takes heard at the same place: the keys 1 to 4 change what is heard, the play-head stays.

A take that is still being made is heard alone, as far as it has come, and goes on as the finished one without a gap.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.making_growth import GrowingSound
from app.making_takes import TakeView
from app.player.client import Player
from app.trial_player import TrialPlayer

SLOTS = 4
Heard = TakeView | GrowingSound


class Audition(QObject):
    """Plays takes in step. New ones join when the next is asked for; what plays is not interrupted by their coming.

    Args:
        make_player: Makes a playback process.
    """

    problem = Signal()
    let_go = Signal()
    """Nothing reads any more what a growing take was heard from."""

    def __init__(self, make_player: Callable[[], Player], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = TrialPlayer(make_player, self)
        self._player.ready.connect(self._on_ready)
        self._player.problem.connect(self.problem)
        self._player.let_go.connect(self.let_go)
        self._slots: tuple[TakeView, ...] = ()
        self._open: tuple[Heard, ...] = ()
        self._next: tuple[Heard, float] | None = None
        self.heard: Heard | None = None

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

    def hear(self, take: Heard, at: float | None = None) -> None:
        """Hear a take where the play-head is, or at ``at`` seconds; begins to play if nothing does."""
        here = self.position if at is None else at
        if isinstance(take, GrowingSound) and here >= take.audible:
            at = here = 0.0
        if not any(take is each for each in self._open) or not self._player.is_ready:
            self._load(take, here)
            return
        self.heard = take
        if at is not None or here >= take.duration:
            self._player.seek(here if here < take.duration else 0.0)
        self._player.switch_to(next(place for place, each in enumerate(self._open) if each is take))

    def _load(self, take: Heard, at: float) -> None:
        """Open the slots' takes of this one's sample rate, or it alone where it has no slot."""
        if isinstance(take, GrowingSound):
            self.heard, self._open, self._next = take, (take,), (take, at)
            self._player.open_growing(take.for_player())
            return
        wanted: tuple[Heard, ...] = tuple(each for each in self._slots if each.sample_rate == take.sample_rate)
        wanted = wanted if any(take is each for each in wanted) else (take,)
        self.heard = take
        self._next = (take, at if at < take.duration else 0.0)
        if wanted != self._open or not self._player.is_ready:
            self._open = wanted
            self._player.open(self.files)

    # takes that grow

    def grow(self, sound: GrowingSound) -> None:
        """More of a take that may be heard; one that was begun anew is loaded anew."""
        heard = self.heard
        if not isinstance(heard, GrowingSound) or heard.key != sound.key:
            return
        if heard is sound:
            self._player.grow(sound.for_player())
        elif self.is_playing:
            self._load(sound, min(self.position, sound.audible))
        else:
            self.heard, self._open = None, ()

    def finish(self, key: str, take: TakeView) -> None:
        """A take is done: if it is heard, it goes on as the finished one, where it is."""
        heard = self.heard
        if not isinstance(heard, GrowingSound) or heard.key != key:
            return
        if self._next is not None or not self._player.is_ready or heard.sample_rate != take.sample_rate:
            self._load(take, self.position)
            return
        self.heard, self._open = take, (take,)
        self._player.finish(take.mix)

    def drop(self, key: str) -> None:
        """A take will not be done: if it is heard, nothing is."""
        if isinstance(self.heard, GrowingSound) and self.heard.key == key:
            self.pause()
            self.heard, self._open = None, ()

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
        return tuple(each.mix for each in self._open if isinstance(each, TakeView))
