"""Roles added to a piece, taken out of it, or given another instrument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from engine.core.blueprint import Blueprint, PlannedSection, RolePlan
from engine.core.roles import ROLES
from engine.generation.profiles import StyleProfile
from engine.generation.sketch.planning.allotment import PEAKS
from engine.generation.sketch.planning.band import LAYERS, PERCUSSION, SHAKERS, homes_of
from engine.generation.sketch.planning.decisions import Decisions
from engine.generation.sketch.planning.existing import drafts_of
from engine.generation.sketch.planning.groove import plan_feel
from engine.generation.sketch.planning.log_drum import plan_drive, plan_log_drum
from engine.generation.sketch.planning.mix import level, pan, sends
from engine.generation.sketch.planning.sections import CALM_COMPING, CALM_LABELS, density, kick_pattern, manner_of
from engine.generation.sketch.planning.sounds import draw_voice
from engine.generation.wishes import Wishes

T = TypeVar("T")

_GROUND = ("kick", "clap", "rim", "snare", "hat", *SHAKERS, *PERCUSSION)
_HARMONY = ("keys", "pad", "guitar", "bass")


def change_band(
    blueprint: Blueprint, wishes: Wishes, sections: tuple[int, ...], profile: StyleProfile, decisions: Decisions
) -> Blueprint:
    """Roles out, roles in, instruments swapped; every other role stays exactly as it was.

    Where sections are named, roles rest or join in those only; an instrument is the whole piece's.
    """
    changed = blueprint
    for role in ROLES:
        if role in wishes.without and role in changed.voices:
            changed = _without(changed, role, sections, decisions)
    for role, instrument in wishes.roles.items():
        if role in wishes.without:
            continue
        if role in changed.voices and instrument and instrument != changed.voices[role].instrument:
            voice = draw_voice(profile, role, instrument, _drive(profile, wishes, decisions), decisions)
            decisions.say(f"{ROLES[role].title.lower()} on {voice.instrument}")
            changed = replace(changed, voices={**changed.voices, role: voice})
        if role not in changed.roles or any(changed.sections[index].role(role) is None for index in sections):
            changed = _with(changed, role, wishes, sections, profile, decisions)
    return changed


def _without(blueprint: Blueprint, role: str, sections: tuple[int, ...], decisions: Decisions) -> Blueprint:
    planned = tuple(
        replace(section, roles=tuple(plan for plan in section.roles if plan.role != role))
        if not sections or index in sections
        else section
        for index, section in enumerate(blueprint.sections)
    )
    where = f" in {_names(blueprint, sections)}" if sections else ""
    decisions.say(f"without {ROLES[role].title.lower()}{where}")
    changed = replace(blueprint, sections=planned)
    if role in changed.roles:
        return changed
    mix = blueprint.mix
    return replace(
        changed,
        voices=_less(blueprint.voices, role),
        feel=_less(blueprint.feel, role),
        mix=replace(
            mix, levels_lu=_less(mix.levels_lu, role), pans=_less(mix.pans, role), sends=_less(mix.sends, role)
        ),
        log_drum=None if role == "log_drum" else blueprint.log_drum,
    )


def _names(blueprint: Blueprint, sections: Sequence[int]) -> str:
    return ", ".join(blueprint.sections[index].name for index in sections)


def _less(table: dict[str, T], role: str) -> dict[str, T]:
    return {name: value for name, value in table.items() if name != role}


def _with(
    blueprint: Blueprint,
    role: str,
    wishes: Wishes,
    sections: tuple[int, ...],
    profile: StyleProfile,
    decisions: Decisions,
) -> Blueprint:
    """A role joins in the sections named, else where it belongs; if new, with voice, timing and a place in the mix."""
    places = [index for index in sections if blueprint.sections[index].role(role) is None]
    places = places or _places(blueprint, role)
    decisions.say(f"{ROLES[role].title.lower()} joins in {_names(blueprint, places)}")
    planned = tuple(
        _joined(section, role, blueprint.kick, wishes, profile, decisions) if index in places else section
        for index, section in enumerate(blueprint.sections)
    )
    changed = replace(blueprint, sections=planned)
    if role in blueprint.voices:
        return changed
    habits, mix = profile.mix.roles[role], blueprint.mix
    voice = draw_voice(profile, role, wishes.roles[role], _drive(profile, wishes, decisions), decisions)
    return replace(
        changed,
        voices={**blueprint.voices, role: voice},
        feel={**blueprint.feel, **plan_feel(profile, wishes, (role,), blueprint.swing, decisions)},
        mix=replace(
            mix,
            levels_lu={**mix.levels_lu, role: level(habits, role, Wishes(), decisions)},
            pans={**mix.pans, role: pan(habits, role, decisions)},
            sends={**mix.sends, role: sends(habits, profile.mix.reverb.mode)},
        ),
        log_drum=plan_log_drum(profile, Wishes(), decisions) if role == "log_drum" else blueprint.log_drum,
    )


def _places(blueprint: Blueprint, role: str) -> list[int]:
    """Where a new role plays: ground and chords outside of calm openings, colours in the drops, voices at home."""
    drafts = drafts_of(blueprint.sections)
    if role in _GROUND:
        places = [index for index, draft in enumerate(drafts) if draft.energy >= 0.3 and draft.label != "break"]
    elif role in _HARMONY:
        places = [index for index, draft in enumerate(drafts) if draft.label not in {"intro", "outro"}]
    elif role in LAYERS["all"]:
        places = [index for index, draft in enumerate(drafts) if draft.is_peak]
    else:
        sung = frozenset(i for i, draft in enumerate(drafts) if {"vocal", "chant"} & set(draft.plays))
        places = homes_of(role, drafts, sung if role == "lead" else frozenset())
    return places or homes_of(role, drafts)


def _joined(
    section: PlannedSection, role: str, kick: str, wishes: Wishes, profile: StyleProfile, decisions: Decisions
) -> PlannedSection:
    manner = manner_of(role, profile, wishes, decisions)
    pattern = manner.main
    if role == "kick":
        pattern = kick_pattern(kick, section.label, is_peak=section.label in PEAKS)
    elif role == "keys" and section.label in CALM_LABELS:
        pattern = CALM_COMPING
    plan = RolePlan(role=role, pattern=pattern, density=density(role, section.energy, manner))
    order = list(ROLES)
    roles = sorted((*section.roles, plan), key=lambda each: order.index(each.role))
    return replace(section, roles=tuple(roles))


def _drive(profile: StyleProfile, wishes: Wishes, decisions: Decisions) -> float:
    return plan_drive(profile, wishes, Decisions(decisions.seed, decisions.seeds))
