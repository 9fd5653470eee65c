"""A low-pass that moves: zero-phase, by short spectra, the same wherever a block begins.

Frames of 1024 samples (Hann, every 256) are multiplied with the magnitude of a 12 dB per octave Butterworth low-pass
and added up, where the filter is closed at all. Frames lie on an absolute grid; there is no state and no zipper.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Move
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.filters import irfft, rfft

_FRAME, _HOP, _SIZE = 1024, 256, 2048
_LEAD = (_SIZE - _FRAME) // 2
REACH = _FRAME + _LEAD
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
    closed = np.flatnonzero(cutoffs < OPEN_HZ)
    if not len(closed):
        return block
    frames = frames[closed[0] : closed[-1] + 1]
    gain = _magnitude(cutoffs[closed[0] : closed[-1] + 1])
    window = (0.25 - 0.25 * np.cos(2 * np.pi * np.arange(_FRAME) / _FRAME)).astype(np.float32)
    first = int(frames[0]) - start
    made = block.copy()
    for channel in made:
        pieces = np.lib.stride_tricks.sliding_window_view(channel[first:], _FRAME)[::_HOP][: len(frames)] * window
        change = irfft(rfft(pieces, _SIZE) * (gain - 1.0), _SIZE)
        # a zero-phase filter answers before and after its frame: the second half of the answer comes first
        _add_frames(channel, np.roll(change, _LEAD, axis=1), first - _LEAD)
    return made


def _add_frames(channel: NDArray[np.float32], frames: NDArray[np.floating], first: int) -> None:
    """Add overlapping frames, the first at sample ``first``, to what lies inside the channel."""
    per_frame = _SIZE // _HOP
    total = np.zeros((len(frames) + per_frame - 1, _HOP), np.float32)
    for part in range(per_frame):
        total[part : part + len(frames)] += frames[:, part * _HOP : (part + 1) * _HOP]
    whole = total.reshape(-1)
    low, high = max(0, first), min(len(channel), first + len(whole))
    channel[low:high] += whole[low - first : high - first]


def cutoff(moves: Sequence[Move], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hz at the times ``at``: in a line on a logarithmic scale inside a move, open outside."""
    hz = np.full(len(at), 2.0 * OPEN_HZ)
    for move in moves:
        inside = (at >= move.start) & (at < move.end)
        share = (at[inside] - move.start) / max(move.end - move.start, 1e-9)
        hz[inside] = move.first * np.power(move.last / move.first, share)
    return hz


def _magnitude(cutoffs: NDArray[np.float64]) -> NDArray[np.float32]:
    bins = (np.arange(_SIZE // 2 + 1) * (RATE / _SIZE)).astype(np.float32)
    share = np.square(bins[None, :] / cutoffs[:, None].astype(np.float32))
    gain = np.reciprocal(np.sqrt(1.0 + np.square(share)))
    gain[cutoffs >= OPEN_HZ] = 1.0
    return gain.astype(np.float32)
