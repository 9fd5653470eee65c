"""The only conversion between analysis frames and seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FrameClock:
    """A regular frame raster over a recording.

    A type of its own because integer frame rates drift: 22 050 Hz at hop 256 is 86.13 frames per second, and a
    consumer who says 86 is 0.27 s late after three minutes.

    Args:
        sample_rate: Samples per second of the analysed signal.
        hop_length: Samples between frames.
        offset: Time of frame 0 in seconds.
    """

    sample_rate: int
    hop_length: int
    offset: float = 0.0

    def __post_init__(self) -> None:
        if self.sample_rate <= 0 or self.hop_length <= 0:
            raise ValueError(f"rate and hop must be positive, got {self.sample_rate} and {self.hop_length}")

    @property
    def rate(self) -> float:
        """Frames per second, exact."""
        return self.sample_rate / self.hop_length

    @overload
    def time(self, frame: float) -> float: ...
    @overload
    def time(self, frame: NDArray[np.generic]) -> NDArray[np.float64]: ...
    def time(self, frame: float | NDArray[np.generic]) -> float | NDArray[np.float64]:
        """Seconds of a frame index (fractions allowed)."""
        if isinstance(frame, np.ndarray):
            return np.asarray(frame, dtype=np.float64) * (self.hop_length / self.sample_rate) + self.offset
        return frame * self.hop_length / self.sample_rate + self.offset

    @overload
    def frame(self, time: float) -> int: ...
    @overload
    def frame(self, time: NDArray[np.floating]) -> NDArray[np.int64]: ...
    def frame(self, time: float | NDArray[np.floating]) -> int | NDArray[np.int64]:
        """Index of the frame nearest to a time in seconds."""
        if isinstance(time, np.ndarray):
            frames: NDArray[np.int64] = np.rint((time - self.offset) * self.rate).astype(np.int64)
            return frames
        return round((time - self.offset) * self.rate)
