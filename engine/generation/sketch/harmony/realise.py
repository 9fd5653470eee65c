"""Roman numerals of the blueprint to chords in time."""

from __future__ import annotations

from engine.core.blueprint import STEPS_PER_BAR, Blueprint
from engine.core.composition import PlayedChord
from engine.core.roman import parse_roman


def realise(blueprint: Blueprint) -> list[PlayedChord]:
    """The chords of the piece, in order, without gaps; a section without harmony stays on the tonic triad."""
    chords: list[PlayedChord] = []
    step = 0
    for index, section in enumerate(blueprint.sections):
        loop = section.harmony or ("i" if blueprint.key.mode == "minor" else "I",)
        length = max(1, round(section.bars_per_chord * STEPS_PER_BAR))
        end = step + section.num_bars * STEPS_PER_BAR
        for place, start in enumerate(range(step, end, length)):
            roman = loop[place % len(loop)]
            stop = min(end, start + length)
            chords.append(
                PlayedChord(
                    start=start * blueprint.seconds_per_step,
                    end=stop * blueprint.seconds_per_step,
                    first_step=start,
                    last_step=stop,
                    label=parse_roman(roman, blueprint.key),
                    roman=roman,
                    section=index,
                    reason=f"loop of {section.name or section.label}",
                )
            )
        step = end
    return chords
