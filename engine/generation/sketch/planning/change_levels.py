"""Levels and densities of roles, as they were asked for."""

from __future__ import annotations

from dataclasses import replace

from engine.core.blueprint import Blueprint, PlannedSection, RolePlan
from engine.core.roles import ROLES
from engine.generation.sketch.planning.change_steps import raise_density
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.wishes import Wishes

_TEASE = 0.25


def change_levels(blueprint: Blueprint, wishes: Wishes, sections: tuple[int, ...], decisions: Decisions) -> Blueprint:
    """Louder or softer roles: in the mix, or in some sections only."""
    changed = blueprint
    levels = dict(wishes.levels_db)
    if sections and "level_db" in wishes.log_drum:
        levels["log_drum"] = wishes.log_drum["level_db"]
    for role, asked in levels.items():
        if role not in changed.voices:
            decisions.say(f"{ROLES[role].title.lower()} does not play, so its level is nothing to change")
            continue
        step = within(asked, -12.0, 12.0)
        decisions.say(f"{ROLES[role].title.lower()} {step:+g} dB")
        if sections:
            changed = _louder_in(changed, role, step, sections)
        else:
            lu = {**changed.mix.levels_lu, role: round(changed.mix.levels_lu[role] + step, 2)}
            changed = replace(changed, mix=replace(changed.mix, levels_lu=lu))
    return changed


def _louder_in(blueprint: Blueprint, role: str, step: float, sections: tuple[int, ...]) -> Blueprint:
    def louder(plan: RolePlan) -> RolePlan:
        return replace(plan, level_db=round(plan.level_db + step, 2)) if plan.role == role else plan

    planned = tuple(
        replace(section, roles=tuple(louder(plan) for plan in section.roles)) if index in sections else section
        for index, section in enumerate(blueprint.sections)
    )
    return replace(blueprint, sections=planned)


def change_densities(
    blueprint: Blueprint, wishes: Wishes, sections: tuple[int, ...], decisions: Decisions
) -> Blueprint:
    """Busier or sparser roles: their mean density becomes what was asked for, the sections keep their differences."""
    asked = dict(wishes.densities)
    if sections and "busy" in wishes.log_drum:
        asked["log_drum"] = wishes.log_drum["busy"]
    changed = blueprint
    for role, wanted in asked.items():
        played = [
            plan.density
            for index, section in enumerate(changed.sections)
            if (not sections or index in sections) and (plan := _played(section, role)) is not None
        ]
        if not played:
            decisions.say(f"{ROLES[role].title.lower()} does not play there, so its density is nothing to change")
            continue
        step = within(wanted, 0.0, 1.0) - sum(played) / len(played)
        changed = raise_density(changed, role, step, sections)
        decisions.say(f"{ROLES[role].title.lower()} at a density of {wanted:.0%}")
    return changed


def _played(section: PlannedSection, role: str) -> RolePlan | None:
    plan = section.role(role)
    return None if plan is not None and role == "log_drum" and plan.density <= _TEASE else plan
