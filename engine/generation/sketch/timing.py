"""From the grid to seconds: swing, delay and jitter of each role.

Swing moves the second sixteenth of each eighth: at swing ``s`` it sounds ``(2 s - 1)`` sixteenths late (domain
reference 1.1, timing table). Places between grid steps move in proportion, so that rolls keep their order.
"""

from __future__ import annotations

from engine.core.blueprint import Blueprint, Feel
from engine.core.composition import PlayedNote
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage

_SHORTEST_S = 0.02
_STRAIGHT = Feel()


def swung(step: float, swing: float) -> float:
    """The place in sixteenths at which a grid place sounds, 0.5 straight – 0.75."""
    eighth, within = divmod(step, 2.0)
    late = 2.0 * swing - 1.0
    shift = late * within if within <= 1.0 else late * (2.0 - within)
    return eighth * 2.0 + within + shift


def place(passage: Passage, role: str, notes: tuple[GridNote, ...]) -> list[PlayedNote]:
    """A section's notes of one role in seconds. Notes of one step are one chord: spread from low to high."""
    blueprint = passage.blueprint
    feel = blueprint.feel.get(role, _STRAIGHT)
    rng = stream(blueprint, "drums", "timing", role, section=passage.index)
    jitter: dict[float, float] = {}
    ranks: dict[float, list[int]] = {}
    for note in sorted(notes, key=lambda note: (note.step, note.pitch)):
        ranks.setdefault(note.step, []).append(note.pitch)
        if note.step not in jitter:
            jitter[note.step] = max(-2.0, min(2.0, float(rng.normal()))) * feel.jitter_ms / 1000.0
    played = []
    for note in sorted(notes, key=lambda note: (note.step, note.pitch)):
        chord = ranks[note.step]
        spread = feel.spread_ms / 1000.0 * chord.index(note.pitch) / max(1, len(chord) - 1)
        onset = seconds(blueprint, note.step, feel) + jitter[note.step] + spread
        end = seconds(blueprint, note.step + note.length, feel)
        played.append(_played(passage, role, note, max(0.0, onset), end))
    return played


def seconds(blueprint: Blueprint, step: float, feel: Feel = _STRAIGHT) -> float:
    """When a grid place sounds in a role's feel, jitter aside."""
    return swung(step, feel.swing) * blueprint.seconds_per_step + feel.late_ms / 1000.0


def _played(passage: Passage, role: str, note: GridNote, onset: float, end: float) -> PlayedNote:
    return PlayedNote(
        onset=round(onset, 6),
        duration=round(max(_SHORTEST_S, end - onset), 6),
        pitch=note.pitch,
        velocity=max(1, min(127, int(note.velocity))),
        role=role,
        section=passage.index,
        chord=_chord_index(passage, note.step),
        step=note.step,
        reason=note.reason,
        slide=note.slide,
        syllable=note.syllable,
    )


def _chord_index(passage: Passage, step: float) -> int:
    """Index, among all chords of the piece, of the one this note was written over."""
    chord = passage.chord_at(step)
    return passage.first_chord + passage.chords.index(chord)
