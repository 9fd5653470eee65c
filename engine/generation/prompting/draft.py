"""What a prompt has said so far, and how contradictions are settled.

**Rules.** Of two values of one thing the last one said is followed. A role that is both asked for and refused is left
out: silence is easier to notice and to take back than an instrument nobody wanted. The particular outweighs the
general: "no drums but shakers" keeps the shakers, "no sax but flute" the flute. A key with its mode outweighs a mode
alone. What lies outside the possible is not followed and not bent to fit: the style decides, and a sentence says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.core.roles import ROLES
from engine.generation.wishes import Understood

SLOWEST_BPM, FASTEST_BPM = 60.0, 180.0
SHORTEST, LONGEST = 4.0, 1_200.0
"""Seconds."""
LEAST_BARS, MOST_BARS = 2, 560
"""4 s and 20 min at the genre's middle tempo."""
QUIETEST_LUFS, LOUDEST_LUFS = -24.0, -5.0
"""From broadcast level (EBU R 128 is -23) to the loudest masters of the domain reference 5.3."""
STRAIGHT, MOST_SWUNG = 0.5, 0.75
MOST_SENTENCES = 40
MIDDLE_TEMPO_BPM = 113.0
"""Domain reference 1.1: what turns seconds into bars where no tempo was named."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A role that is not wanted: by which words, whether as one of several, and which instrument was named."""

    text: str
    is_general: bool = False
    instrument: str = ""


@dataclass(slots=True)
class Draft:
    """Wishes in the making. ``values`` holds one value by topic, ``said`` the words that set it."""

    values: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    role_words: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)
    only: dict[str, str] = field(default_factory=dict)
    moods: list[str] = field(default_factory=list)
    weak_styles: list[tuple[int, str, str]] = field(default_factory=list)
    log_drum: dict[str, float] = field(default_factory=dict)
    levels_db: dict[str, float] = field(default_factory=dict)
    densities: dict[str, float] = field(default_factory=dict)
    form: list[tuple[str, int, float]] = field(default_factory=list)
    steps: dict[str, float] = field(default_factory=dict)
    redraw: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    sections: list[int | str] = field(default_factory=list)
    understood: list[tuple[int, Understood]] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The conflicts, each once; after ``MOST_SENTENCES`` only their number."""
        distinct = tuple(dict.fromkeys(self.conflicts))
        more = len(distinct) - MOST_SENTENCES
        return distinct if more <= 0 else (*distinct[:MOST_SENTENCES], f"… and {more} more contradictions.")

    def note(self, place: int, text: str, meaning: str) -> None:
        """Words at a place of the prompt were understood."""
        self.understood.append((place, Understood(text, meaning)))

    def say(self, topic: str, value: Any, text: str) -> None:
        """One thing takes a value; the last one said is followed."""
        known = self.values.get(topic)
        if known is not None and known != value:
            self.conflicts.append(f"“{self.said[topic]}” and “{text}” contradict each other; “{text}” is followed.")
        self.values[topic] = value
        self.said[topic] = text

    def within(self, topic: str, value: float, limits: tuple[float, float], text: str, unit: str) -> bool:
        """Whether a value is possible; a sentence says so if it is not."""
        lowest, highest = limits
        if lowest <= value <= highest:
            return True
        self.conflicts.append(
            f"“{text}” is not possible: {topic} lies between {lowest:g} and {highest:g} {unit}; the style decides."
        )
        return False

    def ask(self, role: str, instrument: str, instead: tuple[str, ...], text: str) -> str:
        """A role is wanted. Where another instrument has its place, the next role it can take is used.

        Returns:
            The role it got.
        """
        taken = self.roles.get(role)
        if taken and instrument and taken != instrument:
            free = next((other for other in instead if other not in self.roles), None)
            if free is not None:
                role = free
            else:
                self.conflicts.append(
                    f"“{self.role_words[role]}” and “{text}” share one place in the band ({ROLES[role].title}); "
                    f"“{text}” is followed."
                )
        self.roles[role] = instrument or self.roles.get(role, "")
        if instrument or role not in self.role_words:
            self.role_words[role] = text
        return role

    def refuse(self, roles: tuple[str, ...], refusal: Refusal) -> None:
        """Roles are not wanted. A refusal of one role outweighs an earlier one of several."""
        for role in roles:
            known = self.refused.get(role)
            if known is None or known.is_general:
                self.refused[role] = refusal
