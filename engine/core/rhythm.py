"""Beats, bars and metre."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature, e.g. 4/4."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.numerator < 1 or self.denominator not in (1, 2, 4, 8, 16):
            raise ValueError(f"not a time signature: {self.numerator}/{self.denominator}")


@dataclass(frozen=True, slots=True)
class BeatGrid:
    """Beat times and their position in the bar.

    Args:
        times: Seconds, strictly increasing.
        positions: Position of each beat in its bar, 1 = downbeat (mirdata's convention).
        beats_per_bar: Beats of a full bar.
        confidence: 0–1, how sharply the tracker's evidence stands out.

    Raises:
        ValueError: If times do not increase, or positions leave the bar.
    """

    times: tuple[float, ...]
    positions: tuple[int, ...]
    beats_per_bar: int = 4
    confidence: float = 0.0

    def __post_init__(self) -> None:
        if len(self.times) != len(self.positions):
            raise ValueError(f"{len(self.times)} times but {len(self.positions)} positions")
        if any(b <= a for a, b in pairwise(self.times)):
            raise ValueError("beat times must strictly increase")
        if any(not 1 <= p <= self.beats_per_bar for p in self.positions):
            raise ValueError(f"positions must lie in 1..{self.beats_per_bar}")

    @property
    def tempo_bpm(self) -> float | None:
        """Beats per minute over the whole grid: least-squares slope, which a single early or late beat cannot move."""
        if len(self.times) < 2:
            return None
        slope = np.polyfit(np.arange(len(self.times)), np.asarray(self.times), 1)[0]
        return float(60.0 / slope)

    @property
    def downbeats(self) -> tuple[float, ...]:
        """Times of the beats at position 1, in seconds."""
        return tuple(t for t, p in zip(self.times, self.positions, strict=True) if p == 1)

    def bars(self) -> tuple[tuple[float, float], ...]:
        """``(start, end)`` in seconds of each complete bar."""
        downbeats = self.downbeats
        return tuple(pairwise(downbeats))
