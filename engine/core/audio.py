"""PCM in memory: float32 ``[channels, samples]`` with its sample rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Float32 PCM, full scale ±1.0, shape ``[channels, samples]``."""


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """A recording in memory. The samples are exposed read-only; the caller's array is not copied.

    Args:
        samples: Float32, shape ``[channels, samples]``, at least one channel, full scale ±1.0.
        sample_rate: Samples per second, positive.

    Raises:
        ValueError: If shape, type or rate is not as above.
    """

    samples: Samples
    sample_rate: int

    def __post_init__(self) -> None:
        if self.samples.ndim != 2 or self.samples.shape[0] < 1:
            raise ValueError(f"samples must be [channels, samples], got shape {self.samples.shape}")
        if self.samples.dtype != np.float32:
            raise ValueError(f"samples must be float32, got {self.samples.dtype}")
        if self.sample_rate <= 0:
            raise ValueError(f"sample_rate must be positive, got {self.sample_rate}")
        view = self.samples.view()
        view.flags.writeable = False
        object.__setattr__(self, "samples", view)

    @property
    def num_channels(self) -> int:
        return int(self.samples.shape[0])

    @property
    def num_samples(self) -> int:
        """Samples per channel."""
        return int(self.samples.shape[1])

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.num_samples / self.sample_rate
