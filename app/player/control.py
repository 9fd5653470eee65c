"""The block of shared memory through which the window steers the player and reads it back.

Every field is one aligned 64-bit number with exactly one writer, so no locks are needed: on x86-64 and arm64 an
aligned 64-bit store is seen whole or not at all. What must be seen together is packed into one number (a seek and its
sequence number) or guarded by a sequence counter (the loop's two ends; Lameter's and Boehm's "seqlock").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory

import numpy as np

MAX_STEMS = 8
MAX_VERSIONS = 16
_FRAME_BITS = 40  # 2^40 frames are 289 days at 44.1 kHz; the other 23 bits count seeks
_FRAME_MASK = (1 << _FRAME_BITS) - 1
_SEQUENCE_MASK = (1 << 22) - 1

# 64-bit integers: the window writes the first group, the player the second
_PLAY, _SEEK, _LOOP_SEQUENCE, _LOOP_ON, _LOOP_IN, _LOOP_OUT, _MUTES, _SOLOS, _VERSION, _CLICK = range(10)
_POSITION, _IS_ROLLING, _SEEN_SEEK, _UNDER_RUNS, _STARVED, _OUTPUT, _NUM_FRAMES, _HAS_ENDED = range(16, 24)
_HEARD = 32  # one for each version
_NUM_INTEGERS = _HEARD + MAX_VERSIONS
# 64-bit floats
_MASTER, _GAINS, _PANS = 0, 1, 1 + MAX_STEMS
_LATENCY, _LEFT, _RIGHT, _PEAKS = 24, 25, 26, 28
_NUM_FLOATS = 40

NO_OUTPUT, SOUND_CARD, SILENT_CLOCK = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Command:
    """What the window wants, as one block of audio sees it. ``loop`` is ``(in, out)`` in frames or None.

    ``pans``: from -1 (left) to 1 (right), for each of ``gains``; empty: all in the centre.
    ``version``: which of several versions of one piece is heard; stems know none. ``has_click``: the metronome is on.
    """

    is_playing: bool = False
    seek_sequence: int = 0
    seek_frame: int = 0
    loop: tuple[int, int] | None = None
    gains: tuple[float, ...] = ()
    mutes: int = 0
    solos: int = 0
    master: float = 1.0
    pans: tuple[float, ...] = ()
    version: int = 0
    has_click: bool = False


@dataclass(frozen=True, slots=True)
class PlayerState:
    """What the player says: position in frames, levels 0–1 (linear peaks of the last block), and its health."""

    position: int
    is_rolling: bool
    has_ended: bool
    seen_seek: int
    under_runs: int
    starved: int
    output: int
    latency: float
    peaks: tuple[float, ...]
    left: float
    right: float


class ControlBlock:
    """A named block; made by the window, opened by the player."""

    def __init__(self, memory: SharedMemory, *, is_owner: bool) -> None:
        self._memory = memory
        self._is_owner = is_owner
        self._integers = np.ndarray((_NUM_INTEGERS,), np.int64, memory.buf)
        self._floats = np.ndarray((_NUM_FLOATS,), np.float64, memory.buf, offset=8 * _NUM_INTEGERS)

    @classmethod
    def create(cls) -> ControlBlock:
        block = cls(SharedMemory(create=True, size=8 * (_NUM_INTEGERS + _NUM_FLOATS)), is_owner=True)
        block._integers[:] = 0
        block._floats[:] = 0.0
        block._floats[_MASTER] = 1.0
        block._floats[_GAINS : _GAINS + MAX_STEMS] = 1.0
        return block

    @classmethod
    def attach(cls, name: str) -> ControlBlock:
        return cls(SharedMemory(name=name), is_owner=False)

    @property
    def name(self) -> str:
        return self._memory.name

    def close(self) -> None:
        """Let go of the memory; its owner also removes it."""
        del self._integers, self._floats
        self._memory.close()
        if self._is_owner:
            self._memory.unlink()

    # the window's side

    def set_playing(self, is_playing: bool) -> None:
        self._integers[_PLAY] = int(is_playing)

    def seek(self, frame: int) -> int:
        """Ask for a jump; returns the sequence number that ``PlayerState.seen_seek`` will show once it was heard."""
        sequence = ((int(self._integers[_SEEK]) >> _FRAME_BITS) + 1) & _SEQUENCE_MASK
        self._integers[_SEEK] = (sequence << _FRAME_BITS) | (max(0, frame) & _FRAME_MASK)
        return sequence

    def set_loop(self, loop: tuple[int, int] | None) -> None:
        self._integers[_LOOP_SEQUENCE] += 1
        self._integers[_LOOP_ON] = int(loop is not None)
        if loop is not None:
            self._integers[_LOOP_IN], self._integers[_LOOP_OUT] = loop
        self._integers[_LOOP_SEQUENCE] += 1

    def set_mix(
        self, gains: Sequence[float], mutes: int, solos: int, master: float, *, pans: Sequence[float] = ()
    ) -> None:
        """Linear gains per stem, bit masks of muted and soloed stems, linear master gain; pans, or the centre."""
        self._floats[_GAINS : _GAINS + len(gains)] = gains
        self._floats[_PANS : _PANS + len(gains)] = pans or 0.0
        self._floats[_MASTER] = master
        self._integers[_MUTES], self._integers[_SOLOS] = mutes, solos

    def set_version(self, version: int) -> None:
        """Which of the open versions is heard, counted from 0."""
        self._integers[_VERSION] = version

    def set_click(self, *, is_on: bool) -> None:
        """Whether the metronome is heard."""
        self._integers[_CLICK] = int(is_on)

    def heard(self, num_versions: int) -> tuple[int, ...]:
        """Frames of each version that have been rendered since they were opened."""
        return tuple(self._integers[_HEARD : _HEARD + num_versions].tolist())

    def state(self) -> PlayerState:
        """What the player last wrote."""
        i, f = self._integers, self._floats
        return PlayerState(
            position=int(i[_POSITION]),
            is_rolling=bool(i[_IS_ROLLING]),
            has_ended=bool(i[_HAS_ENDED]),
            seen_seek=int(i[_SEEN_SEEK]),
            under_runs=int(i[_UNDER_RUNS]),
            starved=int(i[_STARVED]),
            output=int(i[_OUTPUT]),
            latency=float(f[_LATENCY]),
            peaks=tuple(f[_PEAKS : _PEAKS + MAX_STEMS].tolist()),
            left=float(f[_LEFT]),
            right=float(f[_RIGHT]),
        )

    # the player's side

    def command(self, num_stems: int) -> Command:
        """What the window wants now."""
        i, f = self._integers, self._floats
        seek = int(i[_SEEK])
        return Command(
            is_playing=bool(i[_PLAY]),
            seek_sequence=seek >> _FRAME_BITS,
            seek_frame=seek & _FRAME_MASK,
            loop=self._loop(),
            gains=tuple(f[_GAINS : _GAINS + num_stems].tolist()),
            mutes=int(i[_MUTES]),
            solos=int(i[_SOLOS]),
            master=float(f[_MASTER]),
            pans=tuple(f[_PANS : _PANS + num_stems].tolist()),
            version=int(i[_VERSION]),
            has_click=bool(i[_CLICK]),
        )

    def _loop(self) -> tuple[int, int] | None:
        i = self._integers
        for _ in range(100):
            before = int(i[_LOOP_SEQUENCE])
            loop = (int(i[_LOOP_IN]), int(i[_LOOP_OUT])) if i[_LOOP_ON] else None
            if before % 2 == 0 and before == int(i[_LOOP_SEQUENCE]):
                return loop
        return None  # the writer died between two stores: no loop is the safe reading

    def publish(
        self,
        *,
        position: int,
        is_rolling: bool,
        has_ended: bool,
        seen_seek: int,
        peaks: Sequence[float],
        left: float,
        right: float,
    ) -> None:
        i, f = self._integers, self._floats
        i[_POSITION], i[_IS_ROLLING], i[_HAS_ENDED] = position, is_rolling, has_ended
        f[_PEAKS : _PEAKS + len(peaks)] = peaks
        f[_LEFT], f[_RIGHT] = left, right
        i[_SEEN_SEEK] = seen_seek

    def publish_heard(self, frames: Sequence[int]) -> None:
        self._integers[_HEARD : _HEARD + len(frames)] = frames

    def publish_health(self, *, under_runs: int, starved: int) -> None:
        self._integers[_UNDER_RUNS], self._integers[_STARVED] = under_runs, starved

    def publish_output(self, output: int, latency: float) -> None:
        """Which output is running, and its delay in seconds between a rendered sample and its sound."""
        self._floats[_LATENCY] = latency
        self._integers[_OUTPUT] = output
