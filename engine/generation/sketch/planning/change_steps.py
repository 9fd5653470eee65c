"""Comparatives: so much more or less than the take has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.core.blueprint import Blueprint, PlannedSection, RolePlan
from engine.core.roles import ROLES
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.sketch.planning.sounds import log_drum_drive_step_db
from engine.generation.sketch.planning.tonality import FASTEST_BPM, SLOWEST_BPM
from engine.generation.wishes import Wishes

_ONSETS_PER_STEP = 1.5
"""A step of 0.2 in busyness is 1.3 times as many onsets (design prior)."""
_REGISTER_SEMITONES = 5
_MOST_SLIDES = 0.4
_LOWEST, _HIGHEST = 24, 62


def settled(blueprint: Blueprint, wishes: Wishes, steps: Mapping[str, float]) -> Wishes:
    """The wishes with comparatives measured from the take; what is no wish itself is left to ``stepped``."""
    log_drum = {name: value for name, value in wishes.log_drum.items() if f"log_drum.{name}" not in steps}
    levels = {role: value for role, value in wishes.levels_db.items() if f"levels_db.{role}" not in steps}
    densities = {role: value for role, value in wishes.densities.items() if f"densities.{role}" not in steps}
    for topic, step in steps.items():
        kind, _, name = topic.partition(".")
        if kind == "levels_db":
            levels[name] = step
        elif topic == "log_drum.level_db":
            log_drum["level_db"] = step
    tempo, swing = steps.get("tempo_bpm"), steps.get("swing")
    return replace(
        wishes,
        tempo_shift=None if tempo is not None else wishes.tempo_shift,
        tempo_bpm=wishes.tempo_bpm if tempo is None else within(blueprint.tempo_bpm + tempo, SLOWEST_BPM, FASTEST_BPM),
        swing=wishes.swing if swing is None else within(blueprint.swing + swing, 0.5, 0.75),
        energy=None if "energy" in steps else wishes.energy,
        log_drum=log_drum,
        levels_db=levels,
        densities=densities,
    )


def stepped(
    blueprint: Blueprint, steps: Mapping[str, float], sections: tuple[int, ...], decisions: Decisions
) -> Blueprint:
    """Energy, densities and the log drum's manners moved by their steps; in some sections only where some are named."""
    changed = blueprint
    for topic, step in steps.items():
        kind, _, name = topic.partition(".")
        if topic == "energy":
            changed = raise_energy(changed, step, sections)
            decisions.say(f"energy {step:+.2f}")
        elif kind == "densities" and name in changed.voices:
            changed = raise_density(changed, name, step, sections)
            decisions.say(f"{ROLES[name].title.lower()} {'busier' if step > 0 else 'sparser'}")
        elif topic == "log_drum.busy" and sections:
            changed = raise_density(changed, "log_drum", step, sections)
            decisions.say(f"log drum {'busier' if step > 0 else 'sparser'}")
        elif topic in _LOG_DRUM and changed.log_drum is not None:
            changed = _LOG_DRUM[topic](changed, step)
            decisions.say(f"log drum: {name} {step:+.2f}")
    return changed


def raise_energy(blueprint: Blueprint, step: float, sections: tuple[int, ...] = ()) -> Blueprint:
    """Energy of sections and, half as far, densities of all but the log drum."""

    def changed(section: PlannedSection) -> PlannedSection:
        roles = tuple(plan if plan.role == "log_drum" else _denser(plan, 0.5 * step) for plan in section.roles)
        return replace(section, energy=round(within(section.energy + step, 0.05, 1.0), 3), roles=roles)

    return _in_sections(blueprint, sections, changed)


def raise_density(blueprint: Blueprint, role: str, step: float, sections: tuple[int, ...] = ()) -> Blueprint:
    """A role's density; a tease stays a tease."""

    def changed(section: PlannedSection) -> PlannedSection:
        roles = tuple(
            _denser(plan, step) if plan.role == role and (role != "log_drum" or plan.density > 0.25) else plan
            for plan in section.roles
        )
        return replace(section, roles=roles)

    return _in_sections(blueprint, sections, changed)


def _denser(plan: RolePlan, step: float) -> RolePlan:
    return replace(plan, density=round(within(plan.density + step, 0.0, 1.0), 3))


def _in_sections(
    blueprint: Blueprint, sections: tuple[int, ...], changed: Callable[[PlannedSection], PlannedSection]
) -> Blueprint:
    planned = tuple(
        changed(section) if not sections or index in sections else section
        for index, section in enumerate(blueprint.sections)
    )
    return replace(blueprint, sections=planned)


def _busier(blueprint: Blueprint, step: float) -> Blueprint:
    assert blueprint.log_drum is not None
    onsets = blueprint.log_drum.onsets_per_bar * (1.0 + abs(step) * _ONSETS_PER_STEP) ** (1 if step > 0 else -1)
    return replace(blueprint, log_drum=replace(blueprint.log_drum, onsets_per_bar=round(within(onsets, 0.5, 12.0), 2)))


def _higher(blueprint: Blueprint, step: float) -> Blueprint:
    assert blueprint.log_drum is not None
    shift = round(step * _REGISTER_SEMITONES) or (1 if step > 0 else -1)
    plan = blueprint.log_drum
    lowest = max(_LOWEST, plan.lowest + shift)
    highest = min(_HIGHEST, max(lowest + 12, plan.highest + shift))
    return replace(blueprint, log_drum=replace(plan, lowest=lowest, highest=highest))


def _sliding(blueprint: Blueprint, step: float) -> Blueprint:
    assert blueprint.log_drum is not None
    share = within(blueprint.log_drum.slide_share + step * _MOST_SLIDES, 0.0, _MOST_SLIDES)
    return replace(blueprint, log_drum=replace(blueprint.log_drum, slide_share=round(share, 3)))


def _driven(blueprint: Blueprint, step: float) -> Blueprint:
    voice = blueprint.voices.get("log_drum")
    if voice is None or "drive_db" not in voice.parameters:
        return blueprint
    drive = within(voice.parameters["drive_db"] + log_drum_drive_step_db(step), 0.0, 24.0)
    parameters = {**voice.parameters, "drive_db": round(drive, 2)}
    return replace(blueprint, voices={**blueprint.voices, "log_drum": replace(voice, parameters=parameters)})


_LOG_DRUM: dict[str, Callable[[Blueprint, float], Blueprint]] = {
    "log_drum.busy": _busier,
    "log_drum.low": _higher,
    "log_drum.slides": _sliding,
    "log_drum.drive": _driven,
}
