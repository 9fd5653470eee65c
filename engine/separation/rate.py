"""The way back from a backend that knows only one sample rate: blocks in, blocks out."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.core.audio import Samples


class StreamResampler:
    """Resamples a signal that arrives in blocks; the joined output is that of one call on the whole (soxr)."""

    def __init__(self, from_rate: int, to_rate: int, num_channels: int) -> None:
        import soxr

        self._num_channels = num_channels
        self._stream: Any = soxr.ResampleStream(from_rate, to_rate, num_channels, dtype="float32", quality="VHQ")

    def push(self, samples: Samples) -> Samples:
        """Next input block ``[channels, samples]``; returns what is ready, possibly nothing."""
        return self._shaped(self._stream.resample_chunk(np.ascontiguousarray(samples.T)))

    def finish(self, num_samples: int) -> Samples:
        """The last ``num_samples`` samples; silence where rounding the lengths has left a sample or two open."""
        empty = np.zeros((0, self._num_channels), np.float32)
        rest = self._shaped(self._stream.resample_chunk(empty, last=True))[:, :num_samples]
        return np.pad(rest, ((0, 0), (0, num_samples - rest.shape[1])))

    def _shaped(self, chunk: Any) -> Samples:
        return np.ascontiguousarray(np.asarray(chunk, np.float32).reshape(-1, self._num_channels).T)
