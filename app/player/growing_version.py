"""A take that is heard while it is made: what is there plays, at its end the player waits for more.

Once it is done the finished file goes on where it is. The two are the same music at levels that differ a little (the
master's gain was predicted), or music of the same form that was made anew; a straight fade joins them.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from app.player.handing_over import HandingOver, Stream
from app.player.messages import GrowVersion
from app.player.mixing import Block
from app.player.streaming import CHUNK_FRAMES, StemReader

HAND_OVER_SECONDS = 0.05
"""Longer than a jump's fade: the sound stays what it is, only its level moves."""

_BYTES = 4


class GrowingFile:
    """The source of such a take: float32, frame after frame, only ever appended to.

    Raises:
        OSError: If it cannot be opened.
    """

    num_stems = 1

    def __init__(self, message: GrowVersion) -> None:
        self.said = message
        self.sample_rate = message.sample_rate
        self.num_frames = message.num_frames
        self._file = Path(message.path).open("rb")  # noqa: SIM115 - kept until ``close``

    @property
    def reach(self) -> int:
        return self.said.audible

    def grow(self, message: GrowVersion) -> None:
        """Later news of it; ``audible`` never falls."""
        self.said = replace(message, audible=max(message.audible, self.said.audible))

    def read(self, index: int, reach: int) -> Block:
        chunk = np.zeros((1, 2, CHUNK_FRAMES), np.float32)
        start, channels = index * CHUNK_FRAMES, self.said.num_channels
        count = min(CHUNK_FRAMES, reach - start)
        if count > 0:
            self._file.seek(start * channels * _BYTES)
            read = np.frombuffer(self._file.read(count * channels * _BYTES), "<f4")
            frames = read[: len(read) // channels * channels].reshape(-1, channels)
            chunk[0, :, : len(frames)] = frames[:, :2].T  # one channel is broadcast to both
        return chunk

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._file.close()


class GrowingVersion(HandingOver[Stream]):
    """Chunks of a growing take as the renderer takes them, ``[1, 2, frames]``, and then of its finished file.

    Args:
        message: Where it grows and how far it is.

    Raises:
        OSError: If its file cannot be opened.
    """

    num_stems = 1

    def __init__(self, message: GrowVersion) -> None:
        self._source = GrowingFile(message)
        super().__init__(StemReader(self._source))
        self.path = message.path
        self.sample_rate = message.sample_rate
        self.num_frames = message.num_frames
        self._fade = max(16, round(HAND_OVER_SECONDS * message.sample_rate))

    # the player's thread

    def grow(self, message: GrowVersion) -> None:
        self._source.grow(message)
        if self._growing is not None and self._finished is None:
            self._growing.num_frames = self.num_frames = message.num_frames
            self._growing.grown()

    def hand_over(self, finished: StemReader) -> None:
        self.num_frames = finished.num_frames
        super().hand_over(finished)

    # the output's thread

    def fetch(self, start: int, count: int) -> Block | None:
        """See ``mixing.Fetch``; None too where the take has not come so far yet."""
        growing, finished = self._growing, self._finished
        stream = self._stream(start)
        new = None if finished is None else finished.fetch(start, count)
        old = None if growing is None or stream.handed_over == 1.0 else self._there(growing, start, count)
        if new is None:
            if old is not None:
                stream.next = start + count
            return old
        stream.next = start + count
        if old is None:
            stream.handed_over = 1.0
            return new
        steps = np.arange(1, count + 1) / self._fade
        share = np.minimum(1.0, stream.handed_over + steps).astype(np.float32)
        stream.handed_over = float(share[-1])
        mixed: Block = old * (1.0 - share) + new * share
        return mixed

    def _there(self, growing: StemReader, start: int, count: int) -> Block | None:
        """What grows, as far as it has come; nothing comes after its end."""
        return growing.fetch(start, count) if min(start + count, self.num_frames) <= growing.reach else None

    def _stream(self, start: int) -> Stream:
        return self._keep(self._going_on(start) or Stream(start, float(self._finished is not None)))
