"""Short-time Fourier transform and its exact inverse, many frames at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Samples

Spectrogram = NDArray[np.complex64]
"""Complex64 ``[channels, frames, bins]``."""


@dataclass(frozen=True, slots=True)
class Stft:
    """Hann analysis and Hann synthesis at a quarter-window hop.

    The squared Hann window sums to 1.5 at that hop, so analysis followed by synthesis is the identity, and a mask is
    smoothed twice over its borders. Frame ``t`` is centred on sample ``(t - 1) * hop``.

    Args:
        n_fft: Window length in samples, a multiple of 4.
    """

    n_fft: int

    @property
    def hop_length(self) -> int:
        return self.n_fft // 4

    def frequencies(self, sample_rate: float) -> NDArray[np.float64]:
        """Hz of the bins."""
        return np.asarray(np.arange(self.n_fft // 2 + 1) * (sample_rate / self.n_fft), np.float64)

    def forward(self, samples: Samples) -> Spectrogram:
        """Spectrogram ``[channels, frames, bins]`` of ``[channels, samples]``."""
        from scipy import fft

        hop, length = self.hop_length, samples.shape[-1]
        num_frames = -(-length // hop) + 3
        padded = np.zeros((samples.shape[0], (num_frames + 3) * hop), np.float32)
        padded[:, 3 * hop : 3 * hop + length] = samples
        frames = np.lib.stride_tricks.sliding_window_view(padded, self.n_fft, axis=-1)[:, ::hop]
        return np.asarray(fft.rfft(frames * self._window(), axis=-1, workers=_workers()), np.complex64)

    def inverse(self, spectrogram: Spectrogram, length: int) -> Samples:
        """Samples ``[channels, length]`` of a spectrogram made by ``forward`` from that many samples."""
        from scipy import fft

        hop = self.hop_length
        frames = np.asarray(fft.irfft(spectrogram, n=self.n_fft, axis=-1, workers=_workers()), np.float32)
        frames *= self._window() * np.float32(1 / 1.5)
        channels, num_frames, _ = frames.shape
        quarters = frames.reshape(channels, num_frames, 4, hop)
        out = np.zeros((channels, num_frames + 3, hop), np.float32)
        for quarter in range(4):
            out[:, quarter : quarter + num_frames] += quarters[:, :, quarter]
        return out.reshape(channels, -1)[:, 3 * hop : 3 * hop + length]

    def _window(self) -> Samples:
        return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(self.n_fft) / self.n_fft), np.float32)


def _workers() -> int:
    """Threads for many small transforms; the result does not depend on it."""
    return min(4, os.cpu_count() or 1)
