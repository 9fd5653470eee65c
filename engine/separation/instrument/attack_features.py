"""What the onset network looks at: levels in bands, 200 times a second, through a short and a long window.

The short window (12 ms) sees bursts and the wave's own swings below 80 Hz, and with them the break that a new stroke
makes in the swing of the last one; the long one (46 ms) sees which partials sound. Everything is relative to the
stem's loud level: gain changes nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.time import FrameClock

RATE = 11_025
"""Hz the stem is listened to at: a log drum's burst lies below 5 kHz."""
CLOCK = FrameClock(RATE, 55)
"""Frame k is centred on its time."""
_SHORT, _LONG = 128, 512
_COMPRESSION = 100.0  # 40 dB below the loud level still counts, the noise floor does not
_BLOCK_FRAMES = 4_096

# First bin of each band, and the end: single bins below, about four to an octave above (86 Hz and 21.5 Hz a bin).
_SHORT_EDGES = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 59)
_LONG_EDGES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 24, 28, 33, 39, 46)
NUM_BANDS = len(_SHORT_EDGES) + len(_LONG_EDGES) - 2

Features = NDArray[np.float32]
"""``[frames, bands]``."""


def attack_features(samples: NDArray[np.float32]) -> Features:
    """Band levels of a mono signal at ``RATE`` against its own loud level; all zero for silence.

    Args:
        samples: ``[samples]``.
    """
    levels = band_levels(samples)
    return compressed(levels, levels)


def band_levels(samples: NDArray[np.float32]) -> Features:
    """Root mean square amplitude of a mono signal at ``RATE`` in the bands of both windows."""
    num_frames = 1 + len(samples) // CLOCK.hop_length
    levels = np.empty((num_frames, NUM_BANDS), np.float32)
    levels[:, : len(_SHORT_EDGES) - 1] = _bands(samples, num_frames, _SHORT, _SHORT_EDGES)
    levels[:, len(_SHORT_EDGES) - 1 :] = _bands(samples, num_frames, _LONG, _LONG_EDGES)
    return levels


def compressed(levels: Features, against: Features) -> Features:
    """Levels on a logarithmic scale, against the loud level of others of the same length."""
    loud = np.percentile(against.max(axis=1), 98.0)
    if loud <= 0.0:
        loud = max(float(against.max()), 1e-12)
    return np.asarray(np.log10(1.0 + np.float32(_COMPRESSION / loud) * levels), np.float32)


def _bands(samples: NDArray[np.float32], num_frames: int, size: int, edges: tuple[int, ...]) -> Features:
    """Root mean square amplitude in bands; the windows are scaled so that a sine has one level in both."""
    hop = CLOCK.hop_length
    padded = np.zeros((num_frames - 1) * hop + size, np.float32)
    room = len(padded) - size // 2
    padded[size // 2 : size // 2 + len(samples)] = samples[:room]
    window = np.hanning(size + 1)[:-1].astype(np.float32) * np.float32(4.0 / size)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    widths = np.diff(edges).astype(np.float32)
    out = np.empty((num_frames, len(widths)), np.float32)
    for start in range(0, num_frames, _BLOCK_FRAMES):
        spectrum = np.fft.rfft(frames[start : start + _BLOCK_FRAMES] * window, axis=1)[:, : edges[-1]]
        power = np.square(np.abs(spectrum))
        out[start : start + _BLOCK_FRAMES] = np.sqrt(np.add.reduceat(power, edges[:-1], axis=1) / widths)
    return out
