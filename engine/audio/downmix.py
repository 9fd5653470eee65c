"""Surround to stereo: every capability works on one or two channels.

ITU-R BS.775-3, table 2 (3/2 to 2/0): front channels stay, centre and surrounds come in at −3 dB, the LFE channel is
left out. Not normalised: float samples may then exceed full scale, and the level stays that of the front channels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Samples

_HALF_POWER = 0.5**0.5

_GAINS: tuple[tuple[float, float], ...] = (
    (1.0, 0.0),  # front left
    (0.0, 1.0),  # front right
    (_HALF_POWER, _HALF_POWER),  # front centre
    (0.0, 0.0),  # LFE
    (_HALF_POWER, 0.0),  # back left
    (0.0, _HALF_POWER),  # back right
    (1.0, 0.0),  # front left of centre
    (0.0, 1.0),  # front right of centre
    (0.5, 0.5),  # back centre: −3 dB into two surrounds, each at −3 dB
    (_HALF_POWER, 0.0),  # side left
    (0.0, _HALF_POWER),  # side right
    (0.5, 0.5),  # top centre
    (_HALF_POWER, 0.0),  # top front left
    (0.5, 0.5),  # top front centre
    (0.0, _HALF_POWER),  # top front right
    (_HALF_POWER, 0.0),  # top back left
    (0.5, 0.5),  # top back centre
    (0.0, _HALF_POWER),  # top back right
)
"""(left, right) by the bit of the speaker in Microsoft's channel mask."""

_USUAL_MASKS = {3: 0x7, 4: 0x33, 5: 0x37, 6: 0x3F, 7: 0x70F, 8: 0x63F}
"""Masks of 3.0, quad, 5.0, 5.1, 6.1 and 7.1, the order of WAV, FLAC and FFmpeg."""


def stereo_matrix(num_channels: int, speakers: int | None) -> NDArray[np.float32]:
    """Gains ``[2, num_channels]`` for a channel mask, or for the usual order of that many channels.

    Channels of unknown place are taken as left/right pairs and averaged.
    """
    mask = speakers if speakers and speakers.bit_count() == num_channels else _USUAL_MASKS.get(num_channels, 0)
    places = [bit for bit in range(32) if mask >> bit & 1]
    if mask and max(places) < len(_GAINS):
        return np.array([_GAINS[place] for place in places], np.float32).T
    matrix = np.zeros((2, num_channels), np.float32)
    matrix[0, 0::2] = 1.0 / len(range(0, num_channels, 2))
    matrix[1, 1::2] = 1.0 / len(range(1, num_channels, 2))
    return matrix


def to_stereo(block: Samples, matrix: NDArray[np.float32]) -> Samples:
    """``[channels, n]`` to ``[2, n]``. Channels of gain 0 are not touched, so that trouble there stays there."""
    used = np.flatnonzero(matrix.any(axis=0))
    return np.ascontiguousarray(matrix[:, used] @ block[used], dtype=np.float32)
