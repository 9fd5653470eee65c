"""Five stems to two channels, block by block, without a click. Pure numpy: no device, no file, no clock.

Every jump (seek, loop, start, stop) is a raised-cosine cross-fade of 5 ms between what was playing and what plays
next; every change of gain is a straight ramp over one block. Both keep the signal continuous, which is what the ear
calls "no click": the largest second difference stays that of the material itself plus a term of the fade's length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.player.control import Command

FADE_SECONDS = 0.005
Block = NDArray[np.float32]
Fetch = Callable[[int, int], "Block | None"]
"""``(start, count)`` in frames → float32 ``[stems, 2, count]``, zeros beyond the end; None while not yet in memory."""


def effective_gains(gains: Sequence[float], mutes: int, solos: int, master: float) -> NDArray[np.float32]:
    """Linear gain ``[stems]`` of each stem: silent when muted, or when another is soloed; a mute wins over a solo."""
    audible = [not mutes >> i & 1 and (not solos or bool(solos >> i & 1)) for i in range(len(gains))]
    return np.asarray([gain * master if heard else 0.0 for gain, heard in zip(gains, audible, strict=True)], np.float32)


def panned(gains: NDArray[np.float32], pans: Sequence[float]) -> NDArray[np.float32]:
    """Gains ``[stems]`` on the two sides, ``[stems, 2]``: a balance, as stems are stereo. No ``pans``: the centre.

    In the centre both sides are as they were, to the bit; towards one side the other goes down in a straight line, and
    at the end only that side is left.
    """
    pan = np.asarray(pans, np.float32) if len(pans) else np.zeros(len(gains), np.float32)
    sides = np.minimum(1.0, np.stack([1.0 - pan, 1.0 + pan], axis=1))
    return (gains[:, None] * sides).astype(np.float32)


def ramp(start: NDArray[np.float32], end: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Gains ``[…, count]`` going straight from ``start`` to ``end``, of one shape; the last frame reaches ``end``."""
    steps = np.arange(1, count + 1, dtype=np.float32) / count
    return (start[..., None] + (end - start)[..., None] * steps).astype(np.float32)


class Gains(Protocol):
    """How loud each stem is on each side over the next block."""

    def __call__(self, command: Command, count: int) -> Block:
        """Float32 ``[stems, 2, count]``, or ``[stems, 1, count]`` where both sides are alike."""
        ...


class GainRamp:
    """Faders, pans, mutes and solos: a straight ramp over one block from where the last one ended."""

    def __init__(self) -> None:
        self._gains: NDArray[np.float32] | None = None

    def __call__(self, command: Command, count: int) -> Block:
        target = panned(effective_gains(command.gains, command.mutes, command.solos, command.master), command.pans)
        start = target if self._gains is None else self._gains
        self._gains = target
        return ramp(start, target, count)


class Renderer:
    """Renders consecutive blocks.

    Args:
        fetch: Where the stems' samples come from.
        num_stems: Stems that ``fetch`` returns.
        num_frames: Length of the song.
        sample_rate: Hz, for the length of fades.
        gains: How loud each stem is; by default as faders, pans, mutes and solos say.
    """

    def __init__(
        self, fetch: Fetch, *, num_stems: int, num_frames: int, sample_rate: int, gains: Gains | None = None
    ) -> None:
        self._fetch = fetch
        self._gains = gains if gains is not None else GainRamp()
        self.num_frames = num_frames
        self._fade_frames = max(16, round(FADE_SECONDS * sample_rate))
        # material that is cut off at its end would click: the song's own last 5 ms are its fade
        self._end = max(0, num_frames - self._fade_frames)
        phase = (np.arange(self._fade_frames, dtype=np.float64) + 0.5) / self._fade_frames
        self._fade_in = (0.5 - 0.5 * np.cos(np.pi * phase)).astype(np.float32)
        self.position = 0
        self.is_rolling = False
        self.has_ended = False
        self.seen_seek = 0
        self.starved_blocks = 0
        self.peaks = np.zeros(num_stems, np.float32)
        self._wanted_play = False
        self._faded = self._fade_frames  # frames of the current fade that are done; all of them: no fade
        self._tail: int | None = None  # where the material that fades out goes on; None: it is silence
        self._last = np.zeros(2, np.float32)  # the last frame that was sent out

    def resize(self, num_frames: int) -> None:
        """The song turns out to be longer or shorter."""
        self.num_frames, self._end = num_frames, max(0, num_frames - self._fade_frames)

    def render(self, out: Block, command: Command) -> None:
        """Fill ``out``, float32 ``[2, frames]``."""
        gains = self._gains(command, out.shape[1])
        self.peaks[:] = 0.0
        done = 0
        while done < out.shape[1]:
            self._accept(command)
            done += self._segment(out[:, done:], gains[:, :, done:], command.loop)
        np.clip(out, -1.0, 1.0, out=out)

    def _accept(self, command: Command) -> None:
        if command.is_playing and not self._wanted_play:
            self.has_ended = False
        self._wanted_play = command.is_playing
        if self._faded < self._fade_frames:
            return  # a fade is never interrupted; 5 ms later the wish is still there
        if self.is_rolling and not command.is_playing:
            self._begin_fade(self.position)
            self.is_rolling = False
        if command.seek_sequence != self.seen_seek:
            if self.is_rolling:
                self._begin_fade(self.position)
            self.position = min(command.seek_frame, self.num_frames)
            self.seen_seek = command.seek_sequence
            self.has_ended = False
            if self.is_rolling and self._has_no_room(command.loop):
                self._stop_at_the_end()
        if command.is_playing and not self.is_rolling and not self.has_ended:
            if self._has_no_room(command.loop):
                self._stop_at_the_end()
                return
            self._begin_fade(None)
            self.is_rolling = True

    def _has_no_room(self, loop: tuple[int, int] | None) -> bool:
        """Whether too little of the song is left to fade in and out again."""
        is_in_loop = loop is not None and self.position < loop[1]
        return not is_in_loop and self.position > self._end - self._fade_frames

    def _stop_at_the_end(self) -> None:
        if self.is_rolling and self._faded == self._fade_frames:
            self._begin_fade(self.position)
        self.position, self.is_rolling, self.has_ended = self.num_frames, False, True

    def _begin_fade(self, tail: int | None) -> None:
        self._tail, self._faded = tail, 0

    def _segment(self, out: Block, gains: Block, loop: tuple[int, int] | None) -> int:
        """Fill the beginning of ``out`` up to the next jump; returns how many frames."""
        is_fading = self._faded < self._fade_frames
        count = int(out.shape[1])
        if is_fading:
            count = min(count, self._fade_frames - self._faded)
        if not self.is_rolling and not is_fading:
            out[:] = 0.0
            self._last[:] = 0.0
            return count
        if self.is_rolling:
            count = min(count, self._frames_to_jump(loop, is_fading=is_fading))
        block = self._mixed(self.position, gains[:, :, :count], count, with_peaks=True) if self.is_rolling else None
        if self.is_rolling and block is None:
            return self._starve(out)
        if block is None:
            block = np.zeros((2, count), np.float32)
        if is_fading:
            rising = self._fade_in[self._faded : self._faded + count]
            block = block * rising + self._tail_block(gains[:, :, :count], count) * (1.0 - rising)
            self._faded += count
        out[:, :count] = block
        self._last[:] = block[:, -1]
        if self.is_rolling:
            self._advance(count, loop)
        return count

    def _frames_to_jump(self, loop: tuple[int, int] | None, *, is_fading: bool) -> int:
        """Frames until the loop or the song ends, at least one."""
        ahead = self._end_of_rolling(loop) - self.position
        if is_fading:
            ahead = max(ahead, 1)
        return max(1, ahead)

    def _end_of_rolling(self, loop: tuple[int, int] | None) -> int:
        """Where the loop turns back, or where the song's last fade begins."""
        if loop is not None and self.position < loop[1]:
            return min(self.num_frames, loop[1])
        return self._end

    def _advance(self, count: int, loop: tuple[int, int] | None) -> None:
        self.position += count
        if self._faded < self._fade_frames:
            return
        # a fade that covers the loop's end delays the wrap by at most its own length; timing is kept all the same
        if loop is not None and loop[1] <= self.position < loop[1] + 2 * self._fade_frames and loop[0] < loop[1]:
            self._begin_fade(self.position)
            self.position = loop[0] + (self.position - loop[1])
        elif self.position >= self._end_of_rolling(loop):
            self._stop_at_the_end()

    def _mixed(self, start: int, gains: Block, count: int, *, with_peaks: bool = False) -> Block | None:
        stems = self._fetch(start, count)
        if stems is None:
            return None
        heard = stems * gains
        if with_peaks:
            np.maximum(self.peaks, np.abs(heard).max(axis=(1, 2)), out=self.peaks)
        mixed: Block = heard.sum(axis=0)
        return mixed

    def _tail_block(self, gains: Block, count: int) -> Block:
        if self._tail is None:
            return np.zeros((2, count), np.float32)
        block = self._mixed(self._tail, gains, count)
        self._tail += count
        return block if block is not None else np.repeat(self._last[:, None], count, axis=1)

    def _starve(self, out: Block) -> int:
        """The disk was too slow: fade the last value away, wait for the samples without moving on."""
        self.starved_blocks += 1
        count = int(out.shape[1])
        out[:] = 0.0
        length = min(count, self._fade_frames)
        out[:, :length] = self._last[:, None] * (1.0 - self._fade_in[:length])
        self._last[:] = out[:, -1]
        self._begin_fade(None)
        return count
