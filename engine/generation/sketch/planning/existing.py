"""Reading a blueprint back: its sections as drafts, its progressions as loops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.core.blueprint import Blueprint, PlannedSection
from engine.generation.sketch.harmony.progressions import Loop
from engine.generation.sketch.planning.allotment import Draft
from engine.generation.sketch.planning.chords import CONTRASTING, Harmony

_STAGE = re.compile(r"^(?P<name>.*) \((?P<stage>\d+)\)$")
_FORMER = "of the take before"


def drafts_of(sections: Sequence[PlannedSection]) -> list[Draft]:
    """The sections with their lengths, names and roles, stages recognised by their names."""
    drafts = []
    for section in sections:
        match = _STAGE.match(section.name)
        drafts.append(
            Draft(
                label=section.label,
                name=section.name,
                energy=section.energy,
                plays=tuple(role.role for role in section.roles),
                weight=float(section.num_bars),
                num_bars=section.num_bars,
                stage=int(match["stage"]) - 1 if match else 0,
            )
        )
    return drafts


def whole_sections(sections: Sequence[PlannedSection]) -> list[Draft]:
    """The sections with stages joined to what they are parts of."""
    joined: list[Draft] = []
    for draft in drafts_of(sections):
        if draft.stage and joined:
            bars = joined[-1].num_bars + draft.num_bars
            joined[-1] = replace(joined[-1], num_bars=bars, weight=float(bars), energy=draft.energy)
        else:
            joined.append(draft)
    return joined


def base_name(name: str) -> str:
    """A section's name without its stage."""
    match = _STAGE.match(name)
    return match["name"] if match else name


def loops_of(blueprint: Blueprint) -> Harmony:
    """The main progression, the contrasting one and the cadence, as far as the sections show them."""
    main = _shortest([s for s in blueprint.sections if s.label not in CONTRASTING] or blueprint.sections)
    contrast = _shortest([s for s in blueprint.sections if s.label in CONTRASTING]) or main
    if main is None or contrast is None:
        tonic = Loop(("i" if blueprint.key.mode == "minor" else "I",), 4.0, "", _FORMER)
        return Harmony(tonic, tonic, tonic)
    filled = [
        section.harmony
        for section in blueprint.sections[:-1]
        if section.bars_per_chord == main.bars_per_chord and len(section.harmony) > len(main.numerals)
    ]
    ending = filled[0][-min(len(filled[0]), 2 * len(main.numerals)) :] if filled else main.numerals
    return Harmony(main, contrast, Loop(ending, main.bars_per_chord, "", _FORMER))


def _shortest(sections: Sequence[PlannedSection]) -> Loop | None:
    """A section's own loop: what was filled up to its end for a cadence is longer than the loop itself."""
    written = [section for section in sections if section.harmony]
    if not written:
        return None
    section = min(written, key=lambda section: len(section.harmony))
    return Loop(section.harmony, section.bars_per_chord, "", _FORMER)
