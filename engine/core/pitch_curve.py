"""The pitch of one voice over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PitchCurve:
    """Fundamental frequency on a raster that begins at time 0.

    Args:
        step: Seconds from one value to the next.
        hz: ``[frames]``, float32; 0 where nothing is sung.
    """

    step: float
    hz: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.step <= 0.0 or self.hz.ndim != 1:
            raise ValueError(f"a curve needs a positive step and one axis, got {self.step} and shape {self.hz.shape}")

    @property
    def times(self) -> NDArray[np.float64]:
        """Seconds, ``[frames]``."""
        return np.arange(len(self.hz), dtype=np.float64) * self.step
