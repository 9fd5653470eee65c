"""The musical plan of a piece, before any sound."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.core.harmony import Key


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section of ``num_bars`` bars with its harmony (Roman numerals, one per bar unless fewer repeat) and roles."""

    label: str
    num_bars: int
    harmony: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What is to be made: style id, tempo, swing (0.5 straight – 0.75), key, form, and the seed that repeats it."""

    style: str
    tempo_bpm: float
    swing: float
    key: Key
    sections: tuple[PlannedSection, ...]
    seed: int
    mood: str = ""
    options: dict[str, str] = field(default_factory=dict)
