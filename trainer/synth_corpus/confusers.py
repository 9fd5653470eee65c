"""Items without a log drum: its riff is played by what is mistaken for one, and belongs to another stem.

By the product's definition a riff on an 808 could also be called a log drum (domain reference 1.6.7); here it is bass,
and the truth says ``ambiguous``.
"""

from __future__ import annotations

from dataclasses import replace

from engine.core.blueprint import Blueprint, PlannedSection, RolePlan
from engine.core.composition import Composition, PlayedNote
from engine.core.roles import ROLES

CONFUSERS = ("eight_o_eight", "saw_bass", "upright_bass", "reese_bass", "tom", "kick_only")
"""Instruments that stand in for the log drum; ``kick_only`` is none at all (domain reference 5.3)."""

AMBIGUOUS = frozenset({"eight_o_eight"})

_TOM_KEYS = (43, 47, 50)


def role_of(confuser: str) -> str:
    """The role in which a confuser plays; empty for none."""
    return {"": "", "kick_only": "", "tom": "tom"}.get(confuser, "bass")


def without_log_drum(composition: Composition, confuser: str) -> Composition:
    """The same piece with the log drum's notes on the confuser (dropped for ``kick_only``).

    A bass that played before is silent then: two basses would be no fair confuser.
    """
    role = role_of(confuser)
    notes: list[PlayedNote] = []
    for note in composition.notes:
        if note.role == "bass" and role == "bass":
            continue
        if note.role != "log_drum":
            notes.append(note)
        elif role:
            notes.append(replace(note, role=role, pitch=_pitch(note.pitch, role), reason=f"confuser: {note.reason}"))
    blueprint = replace(
        composition.blueprint,
        log_drum=None,
        sections=tuple(_section(section, role) for section in composition.blueprint.sections),
    )
    blueprint = _levelled(blueprint, role)
    moves = tuple(
        replace(move, role=role) if move.role == "log_drum" else move
        for move in composition.moves
        if move.role != role and (role or move.role != "log_drum")
    )
    return replace(composition, blueprint=blueprint, notes=tuple(notes), moves=moves)


def _section(section: PlannedSection, role: str) -> PlannedSection:
    plan = section.role("log_drum")
    rest = tuple(own for own in section.roles if own.role not in ("log_drum", role if plan else ""))
    if plan is None or not role:
        return replace(section, roles=tuple(own for own in section.roles if own.role != "log_drum"))
    return replace(section, roles=(*rest, RolePlan(role=role, density=plan.density, level_db=plan.level_db)))


def _levelled(blueprint: Blueprint, role: str) -> Blueprint:
    """The confuser is as loud as the log drum would have been."""
    levels = dict(blueprint.mix.levels_lu)
    loud = levels.pop("log_drum", None)
    if role and loud is not None:
        levels[role] = loud
    return replace(blueprint, mix=replace(blueprint.mix, levels_lu=levels))


def _pitch(pitch: int, role: str) -> int:
    if role != "tom":
        return pitch
    key = _TOM_KEYS[min(len(_TOM_KEYS) - 1, max(0, (pitch - 28) // 8))]
    assert key in ROLES["tom"].keys
    return key
