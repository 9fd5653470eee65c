"""Things that happen at a time: notes and sections."""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Slide:
    """A glide within a note: from ``start`` seconds after the onset, for ``duration`` seconds, by ``semitones``."""

    start: float
    duration: float
    semitones: float


@dataclass(frozen=True, slots=True, order=True)
class NoteEvent:
    """One note.

    Args:
        onset: Seconds, not negative.
        offset: Seconds, later than the onset.
        pitch: MIDI note number 0–127 (for drums: the General MIDI percussion key).
        velocity: MIDI velocity 1–127.
        confidence: How surely it was heard, 0–1; None where that is not known or the note was written, not heard.
        slide: The glide to another pitch, told from ``pitch``; None where the note keeps its pitch.

    Two notes of one time, pitch and velocity are equal, whatever is known about them beyond that.
    """

    onset: float
    offset: float
    pitch: int
    velocity: int
    confidence: float | None = field(default=None, compare=False)
    slide: Slide | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.onset) and math.isfinite(self.offset) and 0.0 <= self.onset < self.offset):
            raise ValueError(f"a note needs 0 <= onset < offset, got {self.onset} and {self.offset}")
        if self.confidence is not None and not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence lies between 0 and 1, got {self.confidence}")
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
