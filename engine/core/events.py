"""Things that happen at a time: notes and sections."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class NoteEvent:
    """One note.

    Args:
        onset: Seconds, not negative.
        offset: Seconds, later than the onset.
        pitch: MIDI note number 0–127 (for drums: the General MIDI percussion key).
        velocity: MIDI velocity 1–127.
    """

    onset: float
    offset: float
    pitch: int
    velocity: int

    def __post_init__(self) -> None:
        if not (math.isfinite(self.onset) and math.isfinite(self.offset) and 0.0 <= self.onset < self.offset):
            raise ValueError(f"a note needs 0 <= onset < offset, got {self.onset} and {self.offset}")
        if not 0 <= self.pitch <= 127 or not 1 <= self.velocity <= 127:
            raise ValueError(f"pitch {self.pitch} or velocity {self.velocity} is outside MIDI's range")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the song with one musical function: intro, build, drop, break, verse, chorus, bridge, outro."""

    start: float
    end: float
    label: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.start < self.end:
            raise ValueError(f"a section needs 0 <= start < end, got {self.start} and {self.end}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of so many bars that belongs together, inside one section; seconds."""

    start: float
    end: float
    num_bars: int

    def __post_init__(self) -> None:
        if not 0.0 <= self.start < self.end or self.num_bars < 1:
            raise ValueError(
                f"a phrase needs 0 <= start < end and a bar, got {self.start}, {self.end} and {self.num_bars}"
            )
