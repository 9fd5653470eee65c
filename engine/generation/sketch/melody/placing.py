"""A figure laid into a passage: over which chords its tones fall, which pitches they get, what they sound against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.harmony import ChordLabel
from engine.generation.sketch.grid import GridNote, Passage
from engine.generation.sketch.melody.figures import Figure, Tone
from engine.generation.sketch.melody.line import Slot, fit

_ANTICIPATION = 2
"""Sixteenths before a new chord within which a tone held into it belongs to it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Where a line lies and how loud it is.

    Args:
        low: The lowest pitch of its nine semitones.
        velocity: Of a tone without accent.
        accent: How much a full accent adds to that.
    """

    low: int
    velocity: int = 72
    accent: int = 30


def chord_of(passage: Passage, step: float, length: float) -> ChordLabel:
    """The chord a tone belongs to: the one it begins over, or the next where it is a syncopation before it."""
    chord = passage.chord_at(step)
    if step + length > chord.last_step and chord.last_step - step <= _ANTICIPATION:
        chord = passage.chord_at(chord.last_step)
    return chord.label


def slots(passage: Passage, tones: Sequence[Tone], first_step: int) -> tuple[Slot, ...]:
    """The places of a figure's tones when it begins at ``first_step``."""
    return tuple(
        Slot(
            tone.height,
            chord_of(passage, first_step + tone.step, tone.length),
            is_strong(first_step + tone.step, tone.length),
        )
        for tone in tones
    )


def is_strong(step: int, length: int) -> bool:
    """On a beat, or held for a beat or longer."""
    return step % 4 == 0 or length >= 4


def lay(passage: Passage, figure: Figure, first_step: int, register: Register, reason: str) -> list[GridNote]:
    """The figure as notes from ``first_step`` on; tones beyond the section are left out."""
    last = passage.first_step + passage.num_steps
    tones = [tone for tone in figure.tones if first_step + tone.step < last]
    pitches = fit(slots(passage, tones, first_step), register.low, passage.blueprint.key)
    notes = []
    for tone, pitch in zip(tones, pitches, strict=True):
        step = first_step + tone.step
        label = chord_of(passage, step, tone.length)
        notes.append(
            GridNote(
                step=step,
                length=min(tone.length, last - step) * _held(tone),
                pitch=pitch,
                velocity=_velocity(passage, register, tone),
                reason=f"{reason}, {figure.name}; {duty(pitch, label)}",
                syllable=tone.syllable,
            )
        )
    return notes


def _held(tone: Tone) -> float:
    return 0.92 if tone.length > 1 else 0.85


def _velocity(passage: Passage, register: Register, tone: Tone) -> int:
    lift = 16.0 * (passage.section.energy - 0.5)
    played = register.velocity + register.accent * tone.accent + lift + passage.rng.normal(0.0, 3.0)
    return int(np.clip(round(float(played)), 1, 127))


def duty(pitch: int, label: ChordLabel) -> str:
    """What a tone is to its chord, in words."""
    if label.root is None:
        return "no chord"
    above = (pitch - label.root) % 12
    if pitch % 12 in label.pitch_classes:
        return f"{_DEGREES[above]} of {label}"
    return f"passing {_DEGREES[above]} over {label}"


_DEGREES = ("root", "b9", "ninth", "minor third", "third", "eleventh", "b5", "fifth", "b13", "thirteenth", "seventh",
            "major seventh")  # fmt: skip


def sounding(notes: Iterable[GridNote], first: float, last: float) -> list[GridNote]:
    """The notes that sound somewhere from ``first`` to ``last`` (exclusive)."""
    return [note for note in notes if note.step < last and note.step + note.length > first]


def is_free(passage: Passage, roles: Iterable[str], first: float, last: float) -> bool:
    """Whether none of these roles sounds in a stretch."""
    return not any(sounding(passage.written.get(role, ()), first, last) for role in roles)


def times_before(passage: Passage, role: str) -> int:
    """In how many earlier sections of this kind the role has played."""
    sections = passage.blueprint.sections[: passage.index]
    return sum(section.label == passage.section.label and section.role(role) is not None for section in sections)


def window_low(passage: Passage, centre: float) -> int:
    """The lowest pitch of a register of nine semitones about ``centre``.

    It is the tonic or the fifth: tunes rest there.
    """
    tonic = passage.blueprint.key.tonic
    choices = [low for low in range(round(centre) - 9, round(centre)) if (low - tonic) % 12 in (0, 7)]
    return min(choices, key=lambda low: (abs(low + 4.5 - centre), low))


def num_bars(passage: Passage) -> int:
    return passage.num_steps // STEPS_PER_BAR
