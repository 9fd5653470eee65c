"""Patterns, sounds and mix drawn anew."""

from __future__ import annotations

from dataclasses import replace

from engine.core.blueprint import Blueprint, PlannedSection, RolePlan
from engine.generation.profiles import StyleProfile
from engine.generation.sketch.planning.allotment import PEAKS
from engine.generation.sketch.planning.band import PART_OF_ROLE, peak_numbers
from engine.generation.sketch.planning.decisions import Decisions
from engine.generation.sketch.planning.existing import drafts_of
from engine.generation.sketch.planning.groove import plan_kick
from engine.generation.sketch.planning.log_drum import draw_cells, plan_drive
from engine.generation.sketch.planning.mix import plan_mix
from engine.generation.sketch.planning.moods import effect_of
from engine.generation.sketch.planning.sections import CALM_COMPING, Manner, cells_of, kick_pattern, manner_of
from engine.generation.sketch.planning.sounds import draw_voice
from engine.generation.wishes import Wishes

_GRIDDED = ("drums", "keys", "log_drum")


def redraw_patterns(
    blueprint: Blueprint, redraw: tuple[str, ...], wishes: Wishes, profile: StyleProfile, decisions: Decisions
) -> Blueprint:
    """Other grids and cells for the parts drawn anew; what a part's writer draws follows from its seed."""
    parts = [part for part in _GRIDDED if part in redraw]
    if not parts:
        return blueprint
    kick, log_drum = blueprint.kick, blueprint.log_drum
    if "drums" in parts and wishes.kick is None and "kick" in blueprint.voices:
        kick = _audible_kick(blueprint, profile, decisions)
    if "log_drum" in parts and log_drum is not None:
        log_drum = replace(log_drum, cells=draw_cells(profile.log_drum, decisions))
        decisions.say(f"log drum from cells {', '.join(log_drum.cells)}")
    changed = replace(blueprint, kick=kick, log_drum=log_drum)
    numbers = peak_numbers(drafts_of(blueprint.sections))
    manners = {role: manner_of(role, profile, wishes, decisions) for role in changed.roles}
    sections = []
    for section, number in zip(blueprint.sections, numbers, strict=True):
        roles = tuple(
            _repatterned(plan, section, changed, manners[plan.role], is_later_peak=(number or 0) > 0)
            if PART_OF_ROLE.get(plan.role, "drums") in parts
            else plan
            for plan in section.roles
        )
        sections.append(replace(section, roles=roles))
    return replace(changed, sections=tuple(sections))


def _audible_kick(blueprint: Blueprint, profile: StyleProfile, decisions: Decisions) -> str:
    """A family of the style; not the silent one, as that would need another arrangement."""
    drawn = plan_kick(profile, Wishes(), decisions)
    return blueprint.kick if "K5" in {drawn, blueprint.kick} else drawn


def _repatterned(
    plan: RolePlan, section: PlannedSection, blueprint: Blueprint, manner: Manner, *, is_later_peak: bool
) -> RolePlan:
    if plan.role == "kick":
        return replace(plan, pattern=kick_pattern(blueprint.kick, section.label, is_peak=section.label in PEAKS))
    if plan.pattern in {"", CALM_COMPING}:
        return plan
    if plan.role == "log_drum":
        return replace(plan, pattern=cells_of(blueprint.log_drum, is_later_peak=is_later_peak))
    return replace(plan, pattern=manner.second if is_later_peak else manner.main)


def redraw_sounds(
    blueprint: Blueprint, redraw: tuple[str, ...], wishes: Wishes, profile: StyleProfile, decisions: Decisions
) -> Blueprint:
    """Other instruments and other settings for every role; sounds of the user's own stay."""
    if "sounds" not in redraw:
        return blueprint
    drive = plan_drive(profile, wishes, decisions)
    voices = {
        role: draw_voice(profile, role, wishes.roles.get(role, ""), drive, decisions)
        if voice.source == "synth"
        else voice
        for role, voice in blueprint.voices.items()
    }
    return replace(blueprint, voices=voices)


def redraw_mix(
    blueprint: Blueprint, redraw: tuple[str, ...], wishes: Wishes, profile: StyleProfile, decisions: Decisions
) -> Blueprint:
    """Another mix at the loudness there was."""
    if "mix" not in redraw:
        return blueprint
    drive = plan_drive(profile, Wishes(), decisions)
    mix = plan_mix(profile, wishes, tuple(blueprint.voices), effect_of(blueprint.mood), drive, decisions)
    target = mix.target_lufs if wishes.target_lufs is not None else blueprint.mix.target_lufs
    return replace(blueprint, mix=replace(mix, target_lufs=target))
