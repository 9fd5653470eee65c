"""Blueprint to composition: harmony first, then role by role, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.core.composition import Composition, Move, PlayedNote, PlayedSection
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage
from engine.generation.sketch.harmony.realise import realise
from engine.generation.sketch.parts.writers import WRITERS
from engine.generation.sketch.timing import place

PART_OF_ROLE = {
    "log_drum": "log_drum",
    "bass": "bass",
    **dict.fromkeys(("keys", "stab", "pad", "guitar"), "keys"),
    **dict.fromkeys(("riff", "lead"), "melody"),
    **dict.fromkeys(("vocal", "choir", "chant", "adlib"), "vocals"),
}
"""Which seed draws a role; what is not named here is drums."""


def compose(blueprint: Blueprint) -> Composition:
    """Every note of the piece. The same blueprint gives the same composition."""
    chords = realise(blueprint)
    notes: list[PlayedNote] = []
    moves: list[Move] = []
    before: dict[str, Sequence[GridNote]] = {}
    first_step = 0
    for index, section in enumerate(blueprint.sections):
        own = [chord for chord in chords if chord.section == index]
        written: dict[str, Sequence[GridNote]] = {}
        for role, write in WRITERS.items():
            plan = section.role(role)
            if plan is None:
                continue
            passage = Passage(
                blueprint=blueprint,
                index=index,
                section=section,
                plan=plan,
                first_step=first_step,
                chords=own,
                first_chord=chords.index(own[0]),
                written=written,
                before=before.get(role, ()),
                rng=stream(blueprint, PART_OF_ROLE.get(role, "drums"), role, section=index),
            )
            made = write(passage)
            written[role] = made.notes
            before[role] = made.notes
            notes += place(passage, role, made.notes)
            moves += made.moves
        first_step += section.num_bars * STEPS_PER_BAR
    return Composition(
        blueprint=blueprint,
        duration=blueprint.num_bars * STEPS_PER_BAR * blueprint.seconds_per_step,
        sections=played_sections(blueprint),
        chords=tuple(chords),
        notes=tuple(sorted(_within(notes, blueprint), key=lambda note: (note.onset, note.role, note.pitch))),
        moves=tuple(moves),
    )


def _within(notes: Sequence[PlayedNote], blueprint: Blueprint) -> list[PlayedNote]:
    """Notes that begin before the last bar ends; none is held beyond it."""
    end = blueprint.num_bars * STEPS_PER_BAR * blueprint.seconds_per_step
    return [
        replace(note, duration=round(min(note.duration, end - note.onset), 6))
        for note in notes
        if note.onset < end - 0.001
    ]


def played_sections(blueprint: Blueprint) -> tuple[PlayedSection, ...]:
    """The form in seconds."""
    bar = STEPS_PER_BAR * blueprint.seconds_per_step
    sections = []
    first = 0
    for planned in blueprint.sections:
        last = first + planned.num_bars
        sections.append(
            PlayedSection(
                start=first * bar,
                end=last * bar,
                label=planned.label,
                name=planned.name or planned.label,
                first_bar=first,
                num_bars=planned.num_bars,
            )
        )
        first = last
    return tuple(sections)
