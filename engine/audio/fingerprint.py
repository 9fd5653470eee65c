"""The identity of a recording: a hash of its decoded samples, independent of container, tags and name."""

from __future__ import annotations

import hashlib

import numpy as np

from engine.core.audio import Audio

_BLOCK_SAMPLES = 1 << 18


class Fingerprinter:
    """The same hash fed block by block, for recordings that do not fit into memory."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._form: tuple[int, int] | None = None

    def update(self, block: Audio) -> None:
        """The next block of the recording.

        Raises:
            ValueError: If rate or channels differ from the blocks before.
        """
        form = (block.sample_rate, block.num_channels)
        if self._form is None:
            self._form = form
            self._hash.update(f"pcm/1 {block.sample_rate} {block.num_channels}\n".encode("ascii"))
        elif form != self._form:
            raise ValueError(f"all blocks must have the form {self._form}, got {form}")
        for start in range(0, block.num_samples, _BLOCK_SAMPLES):
            part = block.samples[:, start : start + _BLOCK_SAMPLES].T
            # + 0.0 turns −0.0 into 0.0: the two sound alike, and integer formats hold only one of them
            self._hash.update(np.ascontiguousarray(part + np.float32(0.0), dtype="<f4").tobytes())

    def result(self) -> str:
        """``sha256:`` and 64 hexadecimal digits."""
        return f"sha256:{self._hash.hexdigest()}"


def fingerprint(audio: Audio) -> str:
    """``sha256:…`` of rate, channels and samples (float32, little endian, interleaved).

    The same samples from WAV and FLAC give the same fingerprint; tags and file names do not matter.
    """
    fingerprinter = Fingerprinter()
    fingerprinter.update(audio)
    return fingerprinter.result()
