"""Recordings that change their form on the way ("Frankenstein" MP3s, chained Ogg), in the form they start with."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.core.audio import Samples


class Conformer:
    """Passes blocks of the first form through untouched and converts the others.

    Other rates are resampled (soxr, VHQ); mono is copied to all channels; more or fewer channels become their mean.
    """

    def __init__(self, sample_rate: int, num_channels: int) -> None:
        self._sample_rate = sample_rate
        self._num_channels = num_channels
        self._form = (sample_rate, num_channels)
        self._resampler: Any = None
        self.num_changes = 0

    def accept(self, block: Samples, sample_rate: int) -> Samples:
        """The next block, float32 ``[channels, n]`` at ``sample_rate``, in the first form."""
        form = (sample_rate, block.shape[0])
        before = np.zeros((self._num_channels, 0), np.float32)
        if form != self._form:
            self.num_changes += 1
            before = self.rest()
            self._form = form
            if sample_rate != self._sample_rate:
                import soxr

                self._resampler = soxr.ResampleStream(
                    sample_rate, self._sample_rate, self._num_channels, dtype="float32", quality="VHQ"
                )
        block = self._to_channels(block)
        if self._resampler is not None:
            block = self._resample(block, last=False)
        return np.concatenate([before, block], axis=1) if before.size else block

    def rest(self) -> Samples:
        """What the resampler still holds; called at the end."""
        if self._resampler is None:
            return np.zeros((self._num_channels, 0), np.float32)
        tail = self._resample(np.zeros((self._num_channels, 0), np.float32), last=True)
        self._resampler = None
        return tail

    def _resample(self, block: Samples, *, last: bool) -> Samples:
        interleaved = np.ascontiguousarray(block.T if self._num_channels > 1 else block[0])
        out = self._resampler.resample_chunk(interleaved, last=last)
        return np.ascontiguousarray(out.reshape(-1, self._num_channels).T, dtype=np.float32)

    def _to_channels(self, block: Samples) -> Samples:
        if block.shape[0] == self._num_channels:
            return block
        mean = block.mean(axis=0, dtype=np.float64).astype(np.float32)
        return np.tile(mean, (self._num_channels, 1))
