"""One channel to listen to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio

_ANTIPHASE = 0.05
_BLOCK_SAMPLES = 1 << 18  # an hour is never copied as a whole


def channel_weights(audio: Audio) -> NDArray[np.float64]:
    """Weights that make one channel of many: the mean, or the strongest where the mean cancels (out of phase)."""
    count = audio.num_channels
    weights = np.full(count, 1.0 / count)
    products = np.zeros((count, count))
    for start in range(0, audio.num_samples, _BLOCK_SAMPLES):
        part = audio.samples[:, start : start + _BLOCK_SAMPLES].astype(np.float64)
        products += part @ part.T
    energies = np.diag(products)
    if float(weights @ products @ weights) < _ANTIPHASE * float(energies.max()):
        weights = (np.arange(count) == int(np.argmax(energies))).astype(np.float64)
    return weights


def one_channel(audio: Audio, weights: NDArray[np.float64]) -> Audio:
    """The channels summed by weights as ``channel_weights`` gives them."""
    out = np.empty((1, audio.num_samples), np.float32)
    for start in range(0, audio.num_samples, _BLOCK_SAMPLES):
        out[0, start : start + _BLOCK_SAMPLES] = weights @ audio.samples[:, start : start + _BLOCK_SAMPLES]
    return Audio(out, audio.sample_rate)
