"""Stems from disk, a few seconds ahead of what is heard. A thread reads; the audio callback never touches a file.

Whole stems in memory would be 10 MB per stem and minute of stereo at 44.1 kHz: fine for a song, not for a mix of an
hour. So chunks are kept instead, at most ``MAX_CHUNKS`` of them (about 85 MB for five stereo stems).
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile
from numpy.typing import NDArray

from app.player.mixing import Block

CHUNK_FRAMES = 32_768
AHEAD_CHUNKS = 12  # 9 s at 44.1 kHz: longer than a sleeping hard disk takes to wake
MAX_CHUNKS = 64


class Source(Protocol):
    """Where chunks come from. ``reach``: frames that can be read by now; it never falls."""

    @property
    def sample_rate(self) -> int: ...
    @property
    def num_frames(self) -> int: ...
    @property
    def num_stems(self) -> int: ...
    @property
    def reach(self) -> int: ...

    def read(self, index: int, reach: int) -> Block:
        """The chunk at ``index``, ``[num_stems, 2, CHUNK_FRAMES]``, with no stem read beyond ``reach``."""
        ...

    def close(self) -> None: ...


class WavStems:
    """Several finished sound files of one rate.

    One channel goes to both sides; of more than two channels the first two are heard.

    Raises:
        soundfile.LibsndfileError: If a file cannot be opened.
        ValueError: If the files differ in rate, or there is none.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files: list[soundfile.SoundFile] = []
        try:
            for path in paths:
                self._files.append(soundfile.SoundFile(path))
            rates = {file.samplerate for file in self._files}
            if len(rates) != 1:
                raise ValueError(f"the stems must share one sample rate, got {sorted(rates)}")
        except BaseException:
            self.close()
            raise
        self.sample_rate = int(self._files[0].samplerate)
        self.num_frames = max(int(file.frames) for file in self._files)
        self.num_stems = len(self._files)
        self.reach = self.num_frames

    def read(self, index: int, reach: int) -> Block:  # noqa: ARG002 - the protocol's signature
        chunk = np.zeros((self.num_stems, 2, CHUNK_FRAMES), np.float32)
        for stem, file in enumerate(self._files):
            if index * CHUNK_FRAMES >= file.frames:
                continue
            file.seek(index * CHUNK_FRAMES)
            samples: NDArray[np.float32] = file.read(CHUNK_FRAMES, dtype="float32", always_2d=True)
            chunk[stem, :, : len(samples)] = samples[:, :2].T  # one channel is broadcast to both
        return chunk

    def close(self) -> None:
        for file in self._files:
            with contextlib.suppress(soundfile.LibsndfileError):
                file.close()


class StemReader:
    """Chunks of several stems, as ``[stems, 2, frames]``, read ahead by a thread; closes its source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.sample_rate = source.sample_rate
        self.num_frames = source.num_frames
        self.num_stems = source.num_stems
        self.reach = 0
        """Every chunk in memory is complete up to here."""
        self.failure = ""
        self._chunks: dict[int, Block] = {}
        self._reaches: dict[int, int] = {}  # how far the source reached when a chunk was read
        self._wanted: tuple[int, ...] = (0,)
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="stem-reader", daemon=True)
        self._thread.start()

    def fetch(self, start: int, count: int) -> Block | None:
        """Samples ``[stems, 2, count]`` from frame ``start``; zeros past the end, None while not in memory."""
        first, last = start // CHUNK_FRAMES, (start + count - 1) // CHUNK_FRAMES
        parts = []
        for index in range(first, last + 1):
            offset = index * CHUNK_FRAMES
            low, high = max(start - offset, 0), min(start + count - offset, CHUNK_FRAMES)
            if offset >= self.num_frames:
                parts.append(np.zeros((self.num_stems, 2, high - low), np.float32))
                continue
            chunk = self._chunks.get(index)
            if chunk is None:
                return None
            parts.append(chunk[:, :, low:high])
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=2)

    def want(self, position: int, loop: tuple[int, int] | None) -> None:
        """Say what will be heard next: from ``position`` on, and from the loop's start."""
        here = position // CHUNK_FRAMES
        wanted = [*range(here, here + AHEAD_CHUNKS)]
        if loop is not None:
            start = loop[0] // CHUNK_FRAMES
            wanted[2:2] = [start, start + 1]
        chunks = tuple(dict.fromkeys(index for index in wanted if index * CHUNK_FRAMES < self.num_frames))
        if chunks != self._wanted:
            self._wanted = chunks
            self._wake.set()

    def wait_for(self, position: int, *, timeout: float) -> bool:
        """Block until the chunk at ``position`` is in memory; for openings and tests, never for the callback."""
        self.want(position, None)
        deadline = threading.Event()
        for _ in range(max(1, round(timeout / 0.005))):
            if self.fetch(position, 1) is not None:
                return True
            deadline.wait(0.005)
        return False

    def grown(self) -> None:
        """Say that the source reaches further."""
        self._wake.set()

    def close(self) -> None:
        self._stopping = True
        self._wake.set()
        self._thread.join(timeout=2.0)
        self._source.close()

    def _run(self) -> None:
        while not self._stopping:
            self._follow_growth()
            missing = next((index for index in self._wanted if index not in self._chunks), None)
            if missing is None:
                self._wake.wait(0.1)
                self._wake.clear()
                continue
            self._read(missing, self.reach)
            self._evict()

    def _follow_growth(self) -> None:
        """Read again what was incomplete and is no more; only then say that it is there."""
        reach = self._source.reach
        if reach == self.reach:
            return
        for index, read_to in list(self._reaches.items()):
            if read_to < min(reach, (index + 1) * CHUNK_FRAMES):
                if index in self._wanted:
                    self._read(index, reach)
                else:
                    self._forget(index)
        self.reach = reach

    def _read(self, index: int, reach: int) -> None:
        try:
            self._chunks[index] = self._source.read(index, reach)
        except (OSError, soundfile.LibsndfileError) as error:
            self.failure = f"{type(error).__name__}: {error}"
            self._chunks[index] = np.zeros((self.num_stems, 2, CHUNK_FRAMES), np.float32)
        self._reaches[index] = reach

    def _forget(self, index: int) -> None:
        del self._chunks[index], self._reaches[index]

    def _evict(self) -> None:
        if len(self._chunks) <= MAX_CHUNKS:
            return
        keep = set(self._wanted)
        for index in list(self._chunks):  # oldest first: a dict keeps its order
            if index not in keep:
                self._forget(index)
                if len(self._chunks) <= MAX_CHUNKS:
                    return
