"""PCM on disk in the shape it has in memory: float32 ``[channels, samples]``, for songs that need not lie in memory.

A file can be mapped and read while it grows: it has its final size from the start, and what is not written yet reads
as silence. Samples are written with plain writes, never through the mapping: on a full disk a write is an error with a
sentence, a store into a mapping is the end of the process.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from engine.core.audio import Samples

BYTES_PER_SAMPLE = 4
_MOVED_BYTES = 1 << 22
_GROWTH = 1.5


class PlanarWriter:
    """Writes a file of ``[num_channels, num_samples]`` from its beginning on, block by block.

    Args:
        path: Created where missing; an existing file keeps its content.
        num_channels: At least one.
        num_samples: Samples per channel; a file that turns out longer or shorter is given its size by ``finish``.
        position: Samples per channel that are there already.

    Raises:
        OSError: If the file cannot be made.
    """

    def __init__(self, path: Path, num_channels: int, num_samples: int, *, position: int = 0) -> None:
        self.num_channels = num_channels
        self.num_samples = num_samples
        self.position = position
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(num_channels * num_samples * BYTES_PER_SAMPLE)

    def append(self, samples: Samples) -> None:
        """The next block, ``[num_channels, n]``; other processes can read it once this returns.

        Raises:
            OSError: If the disk does not take it.
        """
        length = samples.shape[1]
        if self.position + length > self.num_samples:
            self._resize(max(self.position + length, round(_GROWTH * self.num_samples)))
        for channel in range(self.num_channels):
            self._file.seek((channel * self.num_samples + self.position) * BYTES_PER_SAMPLE)
            self._file.write(np.ascontiguousarray(samples[channel], dtype="<f4").data)
        self._file.flush()
        self.position += length

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        os.fsync(self._file.fileno())

    def finish(self) -> None:
        """Cut the file to what was written, and close it."""
        if self.position != self.num_samples:
            self._resize(self.position)
        self.close()

    def close(self) -> None:
        self._file.close()

    def _resize(self, num_samples: int) -> None:
        """Give every channel room for ``num_samples``: all but the first move."""
        grows = num_samples > self.num_samples
        channels = range(1, self.num_channels)
        for channel in reversed(channels) if grows else channels:
            start, target = (channel * size * BYTES_PER_SAMPLE for size in (self.num_samples, num_samples))
            self._move(start, target, self.position * BYTES_PER_SAMPLE)
        self._file.truncate(self.num_channels * num_samples * BYTES_PER_SAMPLE)
        self.num_samples = num_samples

    def _move(self, start: int, target: int, length: int) -> None:
        offsets = range(0, length, _MOVED_BYTES)
        for offset in reversed(offsets) if target > start else offsets:
            self._file.seek(start + offset)
            part = self._file.read(min(_MOVED_BYTES, length - offset))
            self._file.seek(target + offset)
            self._file.write(part)


def map_planar(path: Path, num_channels: int, num_samples: int) -> Samples:
    """The samples of a file as a read-only array ``[num_channels, num_samples]`` that is read as it is used.

    Raises:
        OSError: If it cannot be opened.
        ValueError: If it is shorter than that.
    """
    if num_channels * num_samples == 0:  # nothing can be mapped
        return np.zeros((num_channels, num_samples), np.float32)
    return np.asarray(np.memmap(path, dtype="<f4", mode="r", shape=(num_channels, num_samples)))
