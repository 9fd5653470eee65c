"""Effects: what rises into a drop, strikes on it, falls out of it, and colours what lies between.

A note's ``syllable`` names the effect (``instruments.effects``), its length is the effect's duration, its pitch the
tonic, for what is tuned. Where each stands follows the domain reference 1.9; the likelihoods are design priors.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.melody.placing import num_bars
from engine.generation.sketch.parts.transitions import transition

_PEAKS = frozenset({"drop", "chorus"})
_CALM = frozenset({"break", "outro", "bridge", "verse"})
_SIREN: Mapping[str, float] = {"bacardi": 0.45, "sgija": 0.2, "gqom_infused": 0.25, "quantum": 0.15, "classic": 0.06}
_CROWD: Mapping[str, float] = {"bacardi": 0.25, "classic": 0.1, "popiano": 0.12, "sgija": 0.08, "afropiano": 0.1}
_VINYL: Mapping[str, float] = {"private_school": 0.4, "soulful": 0.4, "classic": 0.15, "fusion": 0.15}


def write_effects(passage: Passage) -> Written:
    """The effects of a section: at its start, inside it, and into the next."""
    notes = [*_at_start(passage), *_inside(passage), *_at_end(passage)]
    return Written(tuple(sorted(notes, key=lambda note: (note.step, note.syllable))))


def _effect(passage: Passage, name: str, step: float, length: float, velocity: float, reason: str) -> GridNote:
    loud = velocity + 20.0 * (passage.section.energy - 0.5) + passage.rng.normal(0.0, 3.0)
    return GridNote(
        step=step,
        length=length,
        pitch=36 + passage.blueprint.key.tonic,
        velocity=int(np.clip(round(float(loud)), 20, 127)),
        reason=reason,
        syllable=name,
    )


def _neighbour(passage: Passage, by: int) -> str:
    """Label of the section before or after; empty at the ends of the piece."""
    index = passage.index + by
    sections = passage.blueprint.sections
    return sections[index].label if 0 <= index < len(sections) else ""


def _at_start(passage: Passage) -> list[GridNote]:
    label, before = passage.section.label, _neighbour(passage, -1)
    first, style = passage.first_step, passage.blueprint.style
    notes: list[GridNote] = []
    if label in _PEAKS:
        notes.append(_effect(passage, "impact", first, 16, 100, f"impact on the first beat of the {label}"))
        if passage.rng.random() < _CROWD.get(style, 0.0):
            notes.append(_effect(passage, "crowd", first, 32, 60, f"crowd as the {label} begins"))
    elif label in _CALM and before in _PEAKS:
        length = min(32, passage.num_steps)
        notes.append(_effect(passage, "downlifter", first, length, 84, f"falls out of the {before} before"))
    if label in {"intro", "break"} and passage.rng.random() < _VINYL.get(style, 0.0):
        length = min(passage.num_steps, 8 * STEPS_PER_BAR)
        notes.append(_effect(passage, "vinyl", first, length, 42, f"dust of a record under the {label}"))
    return notes


def _inside(passage: Passage) -> list[GridNote]:
    """A sweep or a swell into some of the phrases of eight bars; rarely a siren."""
    notes: list[GridNote] = []
    style = passage.blueprint.style
    for bar in range(8, num_bars(passage), 8):
        drawn, kind = float(passage.rng.random()), float(passage.rng.random())
        if passage.section.label in _PEAKS and kind < _SIREN.get(style, 0.02):
            notes.append(_effect(passage, "siren", passage.bar_step(bar), 24, 58, f"siren at bar {bar + 1}"))
        elif drawn < 0.25 + 0.6 * passage.plan.density:
            name, length = ("sweep", 32) if kind < 0.6 else ("reverse", 12)
            start = passage.bar_step(bar) - length
            notes.append(_effect(passage, name, start, length, 62, f"{name} into bar {bar + 1}"))
    return notes


def _at_end(passage: Passage) -> list[GridNote]:
    """Into the next section, so that what rises ends where the band stops, or where the section ends."""
    label = _neighbour(passage, 1)
    if not label:
        return []
    turn = transition(passage.blueprint, passage.index)
    end = passage.first_step + passage.num_steps
    stops = turn.kind == "stop"
    until = end - 4 * turn.beats if stops else end
    notes: list[GridNote] = []
    if label in _PEAKS:
        length = min(_riser_bars(passage) * STEPS_PER_BAR, until - passage.first_step)
        where = "the stop before it" if stops else f"the {label}"
        notes.append(_effect(passage, "riser", until - length, length, 88, f"riser into {where}"))
        if stops and passage.rng.random() < 0.35:
            notes.append(_effect(passage, "tape_stop", until, 4 * turn.beats, 78, f"tape stops, {turn.reason}"))
        elif passage.rng.random() < 0.5:
            notes.append(_effect(passage, "reverse", end - 8, 8, 84, f"swells into the {label}"))
    elif turn.kind == "swell" or passage.rng.random() < 0.6:
        length = min(16, passage.num_steps)
        notes.append(_effect(passage, "reverse", end - length, length, 76, f"swells into the {label}"))
    elif passage.rng.random() < 0.4:
        length = min(32, passage.num_steps)
        notes.append(_effect(passage, "sweep", end - length, length, 64, f"sweeps into the {label}"))
    return notes


def _riser_bars(passage: Passage) -> int:
    """Builds are for rising; other sections only begin to at their end."""
    if passage.section.label == "build":
        return min(8, num_bars(passage))
    return min(4 if passage.section.energy < 0.6 else 2, num_bars(passage))
