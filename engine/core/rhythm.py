"""Beats, bars and metre."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature, e.g. 4/4.

    What is tapped is the denominator's note, but the dotted quarter in 6/8, 9/8 and 12/8.
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.numerator < 1 or self.denominator not in (1, 2, 4, 8, 16):
            raise ValueError(f"not a time signature: {self.numerator}/{self.denominator}")

    @property
    def is_compound(self) -> bool:
        """Whether beats fall into three: 6/8, 9/8, 12/8."""
        return self.denominator == 8 and self.numerator in (6, 9, 12)

    @property
    def beats_per_bar(self) -> int:
        """Beats as they are tapped: 2 in 6/8, 4 in 12/8, 7 in 7/8, the numerator otherwise."""
        return self.numerator // 3 if self.is_compound else self.numerator

    @property
    def quarters_per_beat(self) -> float:
        """Length of such a beat in quarter notes: 1.5 in 6/8, 0.5 in 7/8, 1 in 4/4."""
        return 1.5 if self.is_compound else 4.0 / self.denominator


@dataclass(frozen=True, slots=True)
class MeterChange:
    """From ``time`` seconds on, bars are of this metre."""

    time: float
    numerator: int
    denominator: int

    @property
    def meter(self) -> Meter:
        return Meter(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class TempoPoint:
    """At ``time`` seconds the tempo is ``bpm``; between points it goes over evenly."""

    time: float
    bpm: float


@dataclass(frozen=True, slots=True)
class BeatGrid:
    """Beat times and their position in the bar.

    Args:
        times: Seconds, strictly increasing.
        positions: Position of each beat in its bar, 1 = downbeat (mirdata's convention).
        beats_per_bar: Beats of a full bar, of the commonest metre where it changes.
        confidence: 0–1, how sharply the tracker's evidence stands out.
        meter: The commonest metre; None for ``beats_per_bar`` quarters.
        meter_changes: Where metres begin, the first included; empty where there is only one.
        meter_confidence: 0–1, how clearly bars have that length.
        downbeat_confidence: 0–1, how clearly beat 1 is where it is said to be.
        is_steady: Whether the tempo is constant, as a machine's is.
        is_triple: Whether beats fall into thirds: compound metres, shuffles, swing.

    Raises:
        ValueError: If times do not increase, or positions leave the bar.
    """

    times: tuple[float, ...]
    positions: tuple[int, ...]
    beats_per_bar: int = 4
    confidence: float = 0.0
    meter: Meter | None = None
    meter_changes: tuple[MeterChange, ...] = ()
    meter_confidence: float = 0.0
    downbeat_confidence: float = 0.0
    is_steady: bool = False
    is_triple: bool = False

    def __post_init__(self) -> None:
        if len(self.times) != len(self.positions):
            raise ValueError(f"{len(self.times)} times but {len(self.positions)} positions")
        if any(b <= a for a, b in pairwise(self.times)):
            raise ValueError("beat times must strictly increase")
        longest = max([self.beats_per_bar, *(change.meter.beats_per_bar for change in self.meter_changes)])
        if any(not 1 <= p <= longest for p in self.positions):
            raise ValueError(f"positions must lie in 1..{longest}")

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
