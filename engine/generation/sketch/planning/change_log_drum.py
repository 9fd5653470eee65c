"""The log drum otherwise: busier, lower, more driven, louder."""

from __future__ import annotations

from dataclasses import replace

from engine.core.blueprint import Blueprint
from engine.generation.profiles import StyleProfile
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.sketch.planning.log_drum import onsets_per_bar, plan_drive, register
from engine.generation.sketch.planning.sounds import log_drum_drive_db
from engine.generation.wishes import Wishes

_MOST_SLIDES = 0.4
_BUSIER = 1.3
_WORDS = {"busy": "onsets", "low": "register", "slides": "slides", "drive": "drive", "level_db": "level"}


def change_log_drum(blueprint: Blueprint, wishes: Wishes, profile: StyleProfile, decisions: Decisions) -> Blueprint:
    """What was asked for of the log drum. Its entry is the form's business."""
    asked = wishes.log_drum
    if not set(asked) & set(_WORDS):
        return blueprint
    if blueprint.log_drum is None:
        decisions.say("the piece has no log drum to change")
        return blueprint
    plan = blueprint.log_drum
    if "busy" in asked:
        goal = onsets_per_bar(profile.log_drum, wishes, decisions)
        # who asks for more gets more, also of a piece that is busy by its style; and the other way round
        goal = max(goal, plan.onsets_per_bar * _BUSIER) if asked["busy"] > 0.5 else goal
        goal = min(goal, plan.onsets_per_bar / _BUSIER) if asked["busy"] < 0.5 else goal
        plan = replace(plan, onsets_per_bar=round(within(goal, 0.5, 12.0), 2))
    if "low" in asked:
        lowest, highest = register(profile.log_drum, wishes)
        plan = replace(plan, lowest=lowest, highest=highest)
    if "slides" in asked:
        plan = replace(plan, slide_share=round(_MOST_SLIDES * within(asked["slides"], 0.0, 1.0), 3))
    changed = replace(blueprint, log_drum=plan)
    if "drive" in asked:
        changed = _driven(changed, wishes, profile, decisions)
    if "level_db" in asked:
        levels = changed.mix.levels_lu
        louder = round(levels["log_drum"] + within(asked["level_db"], -12.0, 12.0), 2)
        changed = replace(changed, mix=replace(changed.mix, levels_lu={**levels, "log_drum": louder}))
    decisions.say("log drum: " + ", ".join(f"{_WORDS[name]} ({asked[name]:g})" for name in asked if name in _WORDS))
    return changed


def _driven(blueprint: Blueprint, wishes: Wishes, profile: StyleProfile, decisions: Decisions) -> Blueprint:
    voice = blueprint.voices["log_drum"]
    drive = plan_drive(profile, wishes, Decisions(decisions.seed, decisions.seeds))
    if "drive_db" not in voice.parameters:
        return blueprint
    parameters = {**voice.parameters, "drive_db": log_drum_drive_db(drive)}
    return replace(blueprint, voices={**blueprint.voices, "log_drum": replace(voice, parameters=parameters)})
