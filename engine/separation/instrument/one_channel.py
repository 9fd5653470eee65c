"""One channel to listen to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio

_ANTIPHASE = 0.05


def channel_weights(audio: Audio) -> NDArray[np.float64]:
    """Weights that make one channel of many: the mean, or the strongest where the mean cancels (out of phase)."""
    count = audio.num_channels
    weights = np.full(count, 1.0 / count)
    products = audio.samples.astype(np.float64) @ audio.samples.T.astype(np.float64)
    energies = np.diag(products)
    if float(weights @ products @ weights) < _ANTIPHASE * float(energies.max()):
        weights = (np.arange(count) == int(np.argmax(energies))).astype(np.float64)
    return weights
