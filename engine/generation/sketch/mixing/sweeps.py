"""A low-pass that moves: zero-phase, by short spectra, the same wherever a block begins.

Frames of 1024 samples (Hann, every 256) are multiplied with the magnitude of a 12 dB per octave Butterworth low-pass and
added up. Frames lie on an absolute grid, so neighbouring blocks agree to the bit; there is no state and no zipper.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Move
from engine.generation.sketch.instruments.base import RATE, Wave

_FRAME, _HOP, _SIZE = 1024, 256, 2048
REACH = _FRAME + (_SIZE - _FRAME) // 2
"""Samples beyond both ends of a block that a sweep needs."""
OPEN_HZ = 18_000.0
"""From here on the filter is open (the definition of ``Move``)."""


def swept(block: Wave, start: int, moves: Sequence[Move]) -> Wave:
    """A block that begins at sample ``start`` through the low-pass its moves describe.

    ``REACH`` samples at both ends of the result are incomplete and to be dropped by the caller.
    """
    length = block.shape[1]
    frames = np.arange(-(-start // _HOP) * _HOP, start + length - _FRAME + 1, _HOP)
    cutoffs = cutoff(moves, (frames + _FRAME / 2) / RATE)
    if not len(frames) or not (cutoffs < OPEN_HZ).any():
        return block
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FRAME) / _FRAME)).astype(np.float32) * np.float32(0.5)
    gain = _magnitude(cutoffs)
    out = np.zeros_like(block)
    shift = np.exp(-2j * np.pi * np.arange(_SIZE // 2 + 1) * ((_SIZE - _FRAME) // 2) / _SIZE).astype(np.complex64)
    for index, frame in enumerate(frames):
        at = int(frame) - start
        spectrum = np.fft.rfft(block[:, at : at + _FRAME] * window, _SIZE) * (gain[index] * shift)
        made = np.fft.irfft(spectrum, _SIZE)
        low = at - (_SIZE - _FRAME) // 2
        first, last = max(0, low), min(length, low + _SIZE)
        out[:, first:last] += made[:, first - low : last - low]
    return out


def cutoff(moves: Sequence[Move], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hz at the times ``at``: in a line on a logarithmic scale inside a move, open outside."""
    hz = np.full(len(at), 2.0 * OPEN_HZ)
    for move in moves:
        inside = (at >= move.start) & (at < move.end)
        share = (at[inside] - move.start) / max(move.end - move.start, 1e-9)
        hz[inside] = move.first * np.power(move.last / move.first, share)
    return hz


def _magnitude(cutoffs: NDArray[np.float64]) -> NDArray[np.float32]:
    bins = np.arange(_SIZE // 2 + 1) * (RATE / _SIZE)
    gain = 1.0 / np.sqrt(1.0 + np.power(bins[None, :] / cutoffs[:, None], 4.0))
    gain[cutoffs >= OPEN_HZ] = 1.0
    return gain.astype(np.float32)
