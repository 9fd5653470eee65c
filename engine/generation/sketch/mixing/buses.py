"""A stem's bus: its roles come together, are driven, and their reverb comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing import gains
from engine.generation.sketch.mixing.channel import Sides
from engine.generation.sketch.mixing.filters import fast_length, irfft, rfft
from engine.generation.sketch.mixing.levels import CELL
from engine.generation.sketch.mixing.limiter import fast_stage
from engine.generation.sketch.mixing.reverb import SPACES, Convolver

REACH = 57 * gains.STEP
"""Samples of context at both ends of a block that roles bring along for sweeps and drive."""
_DRIVEN_BELOW_HZ = 7000.0
"""Only what lies below is driven: third harmonics stay in the band, so nothing has to be oversampled, and hats and
shakers stay clean. A design prior after the domain reference 1.6.3 and 1.10 (drive, rawness)."""


@dataclass(frozen=True, slots=True)
class RolePart:
    """A role in a block: dry, with gains applied and context at both ends, and what it sends (without context)."""

    dry: Wave
    sides: Sides
    sends: Mapping[str, Wave]


@dataclass(frozen=True, slots=True)
class Drive:
    """What a bus does to its roles, in amplitudes.

    Args:
        ceiling: Full level of the soft clipping, 0 for none.
        makeup: Gain after it.
        peak: Highest peak, 0 for any.
    """

    ceiling: float = 0.0
    makeup: float = 1.0
    peak: float = 0.0


class Bus:
    """One stem, block after block.

    Args:
        reverbs: Those that any of its roles may send to.
        length: Samples of a block.
        drive: Of the bus.
    """

    def __init__(self, reverbs: frozenset[str], length: int, drive: Drive) -> None:
        names = tuple(name for name in SPACES if name in reverbs)
        self._reverb = Convolver(names, length) if names else None
        self._length = length
        self._drive = drive

    def block(self, parts: Sequence[RolePart]) -> Wave:
        """The stem's next ``[2, length]`` from what its roles play, in their fixed order."""
        made = summed(parts, self._length + 2 * REACH)
        if parts and self._drive.ceiling:
            made = driven(made, self._drive)
        if parts and self._drive.peak:
            made = held_down(made, self._drive.peak)
        stem = made[:, REACH:-REACH]
        if self._reverb is not None:
            stem = stem + self._reverb.block(_sends(parts))
        return stem


def summed(parts: Sequence[RolePart], length: int) -> Wave:
    """Roles panned and added, in their order."""
    total = np.zeros((2, length), np.float32)
    for part in parts:
        total[0] += part.dry[0] * np.float32(part.sides.left)
        total[1] += part.dry[-1] * np.float32(part.sides.right)
    return total


def _sends(parts: Sequence[RolePart]) -> dict[str, Wave]:
    sends: dict[str, Wave] = {}
    for part in parts:
        for name, wave in part.sends.items():
            sends[name] = sends[name] + wave if name in sends else wave
    return sends


def driven(samples: Wave, drive: Drive) -> Wave:
    """Soft clipping (tanh) of the band below 7 kHz, small signals at unity before the makeup.

    The band is cut out with zero phase, so what is not driven comes back as it was. The first and last 100 samples feel
    the end of the block.
    """
    length = samples.shape[1]
    size = fast_length(length + 256)
    hz = np.arange(size // 2 + 1, dtype=np.float32) * np.float32(RATE / size)
    keep = 1.0 / (1.0 + np.power(hz / np.float32(_DRIVEN_BELOW_HZ), 6))
    band = irfft(rfft(samples, size) * keep, size)[:, :length]
    ceiling = np.float32(drive.ceiling)
    clipped = ceiling * np.tanh(band / ceiling)
    made: Wave = (samples + (clipped - band)) * np.float32(drive.makeup)
    return made


def held_down(samples: Wave, peak: float) -> Wave:
    """Peaks above ``peak`` taken off by the limiter's fast stage, here where they hurt no other stem.

    It forgets within the context that blocks bring along, so blocks agree where they meet.
    """
    cells = np.abs(samples).reshape(2, -1, CELL).max(axis=(0, 2)).astype(np.float64)
    if float(cells.max()) <= peak:
        return samples
    over = np.maximum(20.0 * np.log10(np.maximum(cells, 1e-9) / peak), 0.0)
    needed = np.maximum(np.concatenate([over, [0.0]]), np.concatenate([[0.0], over]))
    reduction = fast_stage().push(needed, is_last=True)
    made: Wave = samples * gains.spread(np.power(10.0, -reduction / 20.0), CELL)
    return made
