"""A song that is heard while its stems are made: what is there plays as stems, the rest as the song itself.

The stems sum to the song. So with no lane muted or soloed nothing can be heard of where the stems end. Beyond that
place mutes and gains do not reach, and a solo is silent until its stem is there: who asked for one stem alone shall
not get everything. Between the two, and on the way to the finished files, straight fades of 5 ms.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.player.control import Command
from app.player.handing_over import HandingOver, Stream
from app.player.messages import GrowStems
from app.player.mixing import FADE_SECONDS, Block
from app.player.streaming import CHUNK_FRAMES, StemReader

PREVIEW_FADE_SECONDS = 0.05
"""Length of the fade at a preview's end; whoever writes one leaves that much of it unannounced until it can begin."""

_BYTES = 4


class GrowingStems:
    """The source of such a song: its stems, and the song itself as one more.

    What ``GrowStems`` names is float32, channel after channel; frames below ``audible`` do not change any more.
    """

    def __init__(self, message: GrowStems) -> None:
        self._said = message
        self.sample_rate = message.sample_rate
        self.num_frames = message.num_frames
        self.num_stems = message.num_stems + 1
        self._files: dict[str, BufferedReader] = {}

    @property
    def reach(self) -> int:
        return self._said.audible

    def grow(self, message: GrowStems) -> None:
        """Later news of the same song; ``audible`` never falls, even where a worker had to begin again."""
        self._said = replace(message, audible=max(message.audible, self._said.audible))

    def read(self, index: int, reach: int) -> Block:
        said = self._said
        chunk = np.zeros((self.num_stems, 2, CHUNK_FRAMES), np.float32)
        start = index * CHUNK_FRAMES
        song = self._samples(said.mixture, said.num_frames, start, min(start + CHUNK_FRAMES, said.num_frames))
        chunk[-1, :, : song.shape[1]] = song
        for stem in range(said.num_stems):
            samples = self._stem(said, stem, start, min(start + CHUNK_FRAMES, reach, said.num_frames))
            chunk[stem, :, : samples.shape[1]] = samples
        return chunk

    def _stem(self, said: GrowStems, stem: int, start: int, stop: int) -> NDArray[np.float32]:
        """Frames ``start``–``stop`` of a stem: from the preview where there is one, then from the stem itself."""
        samples = np.zeros((2, max(0, stop - start)), np.float32)
        end = min(stop, said.preview_frames)
        fade = round(PREVIEW_FADE_SECONDS * said.sample_rate)
        begin = max(start, said.preview_frames - fade if said.preview_frames else 0)
        if begin < stop:
            samples[:, begin - start :] = self._samples(said.stems[stem], said.num_frames, begin, stop)
        if start < end:
            preview = self._samples(said.previews[stem], said.preview_frames, start, end)
            falling = np.clip((said.preview_frames - np.arange(start, end) - 0.5) / fade, 0.0, 1.0).astype(np.float32)
            samples[:, : end - start] *= 1.0 - falling
            samples[:, : end - start] += preview * falling
        return samples

    def _samples(self, path: str, num_frames: int, start: int, stop: int) -> NDArray[np.float32]:
        """``[1 or 2, frames]`` of a file; none where nothing is asked for."""
        channels = [0] if self._said.num_channels == 1 else [0, 1]
        parts = np.zeros((len(channels), max(0, stop - start)), np.float32)
        if stop <= start:
            return parts
        file = self._files.get(path)
        if file is None:
            file = self._files[path] = Path(path).open("rb")  # noqa: SIM115 - kept until ``close``
        for channel in channels:
            file.seek((channel * num_frames + start) * _BYTES)
            read = np.frombuffer(file.read((stop - start) * _BYTES), "<f4")
            parts[channel, : len(read)] = read
        return parts

    def close(self) -> None:
        for file in self._files.values():
            with contextlib.suppress(OSError):
                file.close()


@dataclass(slots=True)
class _Stream(Stream):
    """``split``: 0 plays the song itself, 1 its stems."""

    split: float


class GrowingMix(HandingOver[_Stream]):
    """Chunks of a growing song as the renderer takes them, ``[stems + 1, 2, frames]``, and then of its finished files.

    Args:
        message: The song and how far its stems are.
    """

    def __init__(self, message: GrowStems) -> None:
        self._source = GrowingStems(message)
        super().__init__(StemReader(self._source))
        self.song = message.song
        self.sample_rate = message.sample_rate
        self.num_frames = message.num_frames
        self.num_stems = message.num_stems
        self._fade = max(16, round(FADE_SECONDS * message.sample_rate))

    # the player's thread

    def fits(self, message: GrowStems) -> bool:
        """Whether a message is about this very song."""
        form = (message.song, message.sample_rate, message.num_frames, message.num_stems)
        return form == (self.song, self.sample_rate, self.num_frames, self.num_stems)

    def grow(self, message: GrowStems) -> None:
        self._source.grow(message)
        if self._growing is not None:
            self._growing.grown()

    @property
    def reach(self) -> int:
        """Frames of the stems that are in memory, or can be read into it."""
        return self._growing.reach if self._growing is not None else self.num_frames

    # the output's thread

    def command(self, command: Command) -> Command:
        """The window's wishes for the stems, with one more for the song itself: as it is, unless a stem is soloed."""
        known = (1 << self.num_stems) - 1
        gains, pans = (*command.gains, 1.0), (*command.pans, 0.0)
        return replace(command, gains=gains, pans=pans, mutes=command.mutes & known, solos=command.solos & known)

    def fetch(self, start: int, count: int) -> Block | None:
        """See ``mixing.Fetch``."""
        growing, finished = self._growing, self._finished
        stream = self._stream(start, growing)
        new = None if finished is None else finished.fetch(start, count)
        if growing is None or (stream.handed_over == 1.0 and finished is not None):
            if new is None:
                return None
            stream.next, stream.handed_over = start + count, 1.0
            return self._padded(new)
        old = growing.fetch(start, count)
        if old is None:
            return None
        split = self._split(stream, start, count, growing.reach)
        mixed = old * split
        mixed[-1] = old[-1] * (1.0 - split)
        if new is not None:
            share = np.minimum(1.0, stream.handed_over + np.arange(1, count + 1, dtype=np.float32) / self._fade)
            mixed = mixed * (1.0 - share) + self._padded(new) * share
            stream.handed_over = float(share[-1])
        stream.next, stream.split = start + count, float(split[-1])
        return mixed

    def _stream(self, start: int, growing: StemReader | None) -> _Stream:
        stream = self._going_on(start)
        if stream is None:
            is_there = growing is not None and start < self._stems_until(growing.reach)
            stream = _Stream(start, float(self._finished is not None), float(is_there))
        return self._keep(stream)

    def _stems_until(self, reach: int) -> int:
        """Frame from which on the song itself comes back, so that it is all there is where the stems end."""
        return self.num_frames if reach >= self.num_frames else reach - self._fade

    def _split(self, stream: _Stream, start: int, count: int, reach: int) -> NDArray[np.float32]:
        """Share of the stems in every frame: it moves by 1 in 5 ms at most."""
        turn = min(max(0, self._stems_until(reach) - start), count)
        rising = np.minimum(1.0, stream.split + np.arange(1, turn + 1) / self._fade)
        top = float(rising[-1]) if turn else stream.split
        falling = np.maximum(0.0, top - np.arange(1, count - turn + 1) / self._fade)
        return np.concatenate([rising, falling]).astype(np.float32)

    def _padded(self, stems: Block) -> Block:
        """Finished stems, with silence for the song itself."""
        block = np.zeros((self.num_stems + 1, 2, stems.shape[2]), np.float32)
        kept = min(len(stems), self.num_stems)
        block[:kept] = stems[:kept]
        return block
