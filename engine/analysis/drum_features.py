"""What the drum network looks at: energy in 48 bands, a hundred times a second, relative to the recording's loud level.

The window is short (23 ms), for drums are told apart by their first moments; single bins (43 Hz) below 430 Hz, about
seven bands to an octave above. Energies of different drums add up, so that training scenes can be composed of the
energies of single strokes (``trainer/recipes/drum_classes_scenes.py``) with ``compressed`` applied to the sum.
"""

from __future__ import annotations

import numpy as np

from engine.analysis.spectrum import FloatArray, frame_blocks
from engine.core.time import FrameClock

RATE = 44_100
CLOCK = FrameClock(RATE, 441)
"""Frame k is centred on its time."""

WINDOW = 1_024
_EDGES = np.unique(np.concatenate([np.arange(1, 10), np.round(10.0 * 2.0 ** (np.arange(40) / 7.2))])).astype(int)
NUM_BANDS = len(_EDGES) - 1
CENTRES_HZ = np.sqrt(_EDGES[:-1] * _EDGES[1:]) * RATE / WINDOW
"""Geometric middle of each band, ``[bands]``."""

_RANGE = 1e6  # 60 dB below the loud level still counts: hats under a kick; the noise floor does not
_LOUD_PERCENTILE = 98.0


def band_energies(samples: FloatArray) -> FloatArray:
    """Energy in bands of a mono signal at ``RATE``: float32 ``[frames, bands]``.

    Args:
        samples: ``[samples]``; a frame more than whole hops is given, as ``frame_blocks`` does.
    """
    window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    out = np.empty((1 + len(samples) // CLOCK.hop_length, NUM_BANDS), np.float32)
    for start, block in frame_blocks(samples, window, CLOCK.hop_length):
        energy = np.square(block.real) + np.square(block.imag)
        out[start : start + len(block)] = np.add.reduceat(energy[:, : _EDGES[-1]], _EDGES[:-1], axis=1)
    return out


def compressed(energies: FloatArray, *, gain: float = 1.0) -> FloatArray:
    """Logarithm of energies, about 0 (60 dB below the loud level, and silence) to 1 (loud); gain changes nothing.

    Args:
        energies: ``[frames, bands]``.
        gain: Factor on the loud level's estimate, for training.
    """
    strongest = energies.max(axis=1, initial=0.0)
    loud = float(np.percentile(strongest, _LOUD_PERCENTILE)) if len(strongest) else 0.0
    loud = max(loud, 1e-3 * float(strongest.max(initial=0.0)))  # one stroke in a long silence
    if loud <= 0.0:
        return np.zeros_like(energies)
    return np.asarray(np.log10(1.0 + energies * np.float32(gain * _RANGE / loud)) / np.float32(6.0), np.float32)
