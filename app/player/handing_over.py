"""From what grows to its finished files without a break: two readers, and which sound has gone over already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.player.streaming import StemReader

_MOST_STREAMS = 4


@dataclass(slots=True)
class Stream:
    """Consecutive fetches: what is heard, or what fades out beneath it. ``handed_over``: 1 plays the finished files."""

    next: int
    handed_over: float


S = TypeVar("S", bound=Stream)


class HandingOver(Generic[S]):
    """What growing songs and growing takes share; how the two are mixed is theirs.

    Args:
        growing: Reads what grows.
    """

    def __init__(self, growing: StemReader) -> None:
        self._growing: StemReader | None = growing
        self._finished: StemReader | None = None
        self._streams: list[S] = []

    # the player's thread

    def hand_over(self, finished: StemReader) -> None:
        """Go on with the finished files; what they have in memory is heard from the next block on."""
        self._finished = finished

    def drop_growing(self, *, is_rolling: bool) -> bool:
        """Let go of what grew once nothing of it is heard any more; whether it just went."""
        growing = self._growing
        if growing is None or self._finished is None:
            return False
        if is_rolling and self._streams and self._streams[-1].handed_over < 1.0:
            return False
        self._growing = None
        growing.close()
        return True

    def want(self, position: int, loop: tuple[int, int] | None) -> None:
        for reader in (self._growing, self._finished):
            if reader is not None:
                reader.want(position, loop)

    def wait_for(self, position: int, *, timeout: float) -> bool:
        reader = self._finished or self._growing
        return reader is not None and reader.wait_for(position, timeout=timeout)

    @property
    def failure(self) -> str:
        return next((reader.failure for reader in (self._finished, self._growing) if reader is not None), "")

    def close(self) -> None:
        for reader in (self._growing, self._finished):
            if reader is not None:
                reader.close()

    # the output's thread

    def _going_on(self, start: int) -> S | None:
        """The stream whose next fetch begins at ``start``; None: a new one is needed, into which the renderer fades."""
        for stream in self._streams:
            if stream.next == start:
                self._streams.remove(stream)
                return stream
        return None

    def _keep(self, stream: S) -> S:
        """It is the latest; the oldest is forgotten."""
        self._streams = [*self._streams[1 - _MOST_STREAMS :], stream]
        return stream
