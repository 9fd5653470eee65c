"""Noise whose spectrum moves as drawn: random frames in the frequency domain, overlapped with equal power.

Each frame is noise times a magnitude; frames are independent, so that windows whose squares add up to 1 keep
the power (the noise half of "spectral modeling synthesis", Serra & Smith, Computer Music Journal 1990).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave

FRAME = 1024
STEP = FRAME // 2
FREQUENCIES_HZ = np.fft.rfftfreq(FRAME, 1.0 / RATE)
"""Of the bins of a frame, ``[513]``."""

_WINDOW = np.sin(np.pi * (np.arange(FRAME) + 0.5) / FRAME).astype(np.float32)

Magnitudes = NDArray[np.floating]
"""Level of each bin in each frame, ``[frames, 513]``; 1 everywhere is white noise with an effective value of 1."""


def num_frames(samples: int) -> int:
    """Frames that cover so many samples."""
    return samples // STEP + 2


def frame_times(frames: int) -> NDArray[np.float64]:
    """The middle of each frame in seconds."""
    return np.arange(frames, dtype=np.float64) * (STEP / RATE)


def noise(magnitudes: Magnitudes, samples: int, rng: np.random.Generator) -> Wave:
    """Noise of that spectrum, ``[samples]``."""
    frames = magnitudes.shape[0]
    # evenly drawn parts are quicker than Gaussian ones and sum to the same over hundreds of bins
    bins = rng.random((frames, FREQUENCIES_HZ.size, 2), dtype=np.float32).view(np.complex64)[..., 0]
    bins -= np.complex64(0.5 + 0.5j)
    bins *= magnitudes.astype(np.float32)
    pieces = np.fft.irfft(bins, FRAME, axis=1) * (_WINDOW * np.float32(np.sqrt(6.0 * FRAME)))
    total = np.zeros((frames + 1) * STEP, np.float32)
    total[:-STEP].reshape(frames, STEP)[:] += pieces[:, :STEP]
    total[STEP:].reshape(frames, STEP)[:] += pieces[:, STEP:]
    # the first half frame fades in alone
    wave: Wave = total[STEP : STEP + samples]
    return wave


def band(centre_hz: NDArray[np.float64], octaves: NDArray[np.float64] | float) -> Magnitudes:
    """A bell on a logarithmic scale of frequency in each frame, its top at 1, nothing at 0 Hz."""
    place = np.log2(np.maximum(FREQUENCIES_HZ, 20.0))[None, :] - np.log2(centre_hz)[:, None]
    width = np.broadcast_to(np.asarray(octaves, dtype=np.float64), centre_hz.shape)[:, None]
    bell = np.exp(-0.5 * (place / width) ** 2)
    bell[:, 0] = 0.0
    return np.asarray(bell)
