"""The five stems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.core.audio import Audio


class Stem(StrEnum):
    """What the user gets from a mixture. The order is the order of lanes and tracks everywhere."""

    DRUMS = "drums"
    BASS = "bass"
    VOCALS = "vocals"
    OTHER = "other"
    LOG_DRUM = "log_drum"


_BLOCK_SAMPLES = 1 << 14  # sums in double precision of what fits into a core's cache
GIVEN = "given"
"""Model of stems that somebody else made or played; nothing is known about how."""


@dataclass(frozen=True, slots=True, eq=False)
class Stems:
    """Stems of one mixture: one sample rate, channel count and length.

    Args:
        audio: Stem to its audio, at least one.
        model: Id of the separator that made them, or ``GIVEN``.
        log_drum_probability: The separator's own opinion whether there is a log drum, 0-1; None where it has none.

    Raises:
        ValueError: If the stems differ in rate, channels or length.
    """

    audio: Mapping[Stem, Audio]
    model: str
    log_drum_probability: float | None = None

    def __post_init__(self) -> None:
        shapes = {(a.sample_rate, a.num_channels, a.num_samples) for a in self.audio.values()}
        if len(shapes) != 1:
            raise ValueError(f"stems must share rate, channels and length, got {sorted(shapes)}")

    def __getitem__(self, stem: Stem) -> Audio:
        return self.audio[stem]

    def __iter__(self) -> Iterator[Stem]:
        return iter(self.audio)

    def __contains__(self, stem: object) -> bool:
        return stem in self.audio

    @property
    def sample_rate(self) -> int:
        return next(iter(self.audio.values())).sample_rate

    @property
    def num_samples(self) -> int:
        return next(iter(self.audio.values())).num_samples

    def residual_db(self, mixture: Audio) -> float:
        """Energy of ``mixture - sum(stems)`` relative to the mixture, in dB; ``-inf`` when they sum exactly."""
        error = energy = 0.0
        for start in range(0, mixture.num_samples, _BLOCK_SAMPLES):
            part = slice(start, start + _BLOCK_SAMPLES)
            heard = mixture.samples[:, part].astype(np.float64)
            energy += float(np.einsum("ij,ij->", heard, heard))
            for audio in self.audio.values():
                heard -= audio.samples[:, part].astype(np.float64)  # a mixed subtraction is several times slower
            error += float(np.einsum("ij,ij->", heard, heard))
        if error == 0.0:
            return float("-inf")
        return 10.0 * float(np.log10(error / energy)) if energy > 0.0 else float("inf")
