"""The same piece with changes: what is not asked for stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.core.blueprint import PARTS, Blueprint, PlannedSection, RolePlan
from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.generation.profiles import StyleProfile, load_profile
from engine.generation.sketch.planning.allotment import PEAKS
from engine.generation.sketch.planning.change_band import change_band
from engine.generation.sketch.planning.change_form import change_form
from engine.generation.sketch.planning.change_levels import change_densities, change_levels
from engine.generation.sketch.planning.change_log_drum import change_log_drum
from engine.generation.sketch.planning.change_sounds import redraw_mix, redraw_patterns, redraw_sounds
from engine.generation.sketch.planning.change_steps import raise_energy, settled, stepped
from engine.generation.sketch.planning.chords import plan_harmony, section_chords
from engine.generation.sketch.planning.decisions import Decisions, Plan, within
from engine.generation.sketch.planning.existing import base_name, drafts_of
from engine.generation.sketch.planning.groove import FEEL_GROUPS, KICK_NAMES, role_swing
from engine.generation.sketch.planning.length import SAMPLE_RATE
from engine.generation.sketch.planning.mix import LOUDEST_LUFS, QUIETEST_LUFS
from engine.generation.sketch.planning.moods import effect_of
from engine.generation.sketch.planning.sections import kick_pattern
from engine.generation.sketch.planning.tonality import FASTEST_BPM, SLOWEST_BPM, mode_of
from engine.generation.wishes import Wishes

_TEMPO_STEP = 3.0
"""BPM of "faster" or "slower" at full strength."""


def change(
    blueprint: Blueprint,
    wishes: Wishes,
    redraw: tuple[str, ...],
    seed: int,
    sections: tuple[int, ...],
    steps: Mapping[str, float],
) -> Plan:
    """The same piece with changes: ``engine.generation.sketch.plan.vary`` within the piece's own style."""
    _check(blueprint, redraw, sections)
    is_replacement = bool(sections) and (bool(redraw) or (wishes == Wishes() and not steps))
    wishes = _with_kick(blueprint, settled(blueprint, wishes, steps), sections)
    seeds = {**blueprint.seeds, **wishes.seeds, **({} if sections else dict.fromkeys(redraw, seed))}
    decisions = Decisions(blueprint.seed, seeds)
    profile = load_profile(blueprint.style)
    changed = replace(blueprint, seeds=seeds)
    if redraw and not sections:
        decisions.say(f"drawn anew: {', '.join(redraw)}")
    changed = _tempo(changed, wishes, decisions)
    changed = _swing(changed, wishes, profile, decisions)
    changed = change_form(changed, wishes, profile, decisions, is_redrawn="form" in redraw and not sections)
    sections = _still_there(sections, blueprint, changed)
    changed = _harmony(changed, wishes, profile, redraw, seed, sections, decisions)
    changed = change_band(changed, wishes, sections, profile, decisions)
    changed = _kick(changed, wishes, sections, decisions)
    changed = change_log_drum(changed, _of_the_piece(wishes, sections), profile, decisions)
    changed = change_levels(changed, wishes, sections, decisions)
    changed = change_densities(changed, wishes, sections, decisions)
    changed = _energy(changed, wishes, sections, decisions)
    changed = stepped(changed, steps, sections, decisions)
    changed = _loudness(changed, wishes, decisions)
    if not sections:
        changed = redraw_patterns(changed, redraw, wishes, profile, decisions)
        changed = redraw_sounds(changed, redraw, wishes, profile, decisions)
        changed = redraw_mix(changed, redraw, wishes, profile, decisions)
    if is_replacement:
        changed = _replace_sections(changed, sections, seed, decisions)
    return Plan(changed, tuple(decisions.said))


def _with_kick(blueprint: Blueprint, wishes: Wishes, sections: tuple[int, ...]) -> Wishes:
    """Who asks for a kick's pattern asks for a kick, and who asks for its rest (``K5``) for none."""
    if wishes.kick == "K5" and not sections:
        return replace(wishes, without=wishes.without | {"kick"})
    if wishes.kick in {None, "K5"} or "kick" in blueprint.voices or "kick" in wishes.without:
        return wishes
    return replace(wishes, roles={**wishes.roles, "kick": wishes.roles.get("kick", "")})


def _of_the_piece(wishes: Wishes, sections: tuple[int, ...]) -> Wishes:
    """Wishes for the log drum without what is meant for some sections only: its level and how busy it is."""
    if not sections:
        return wishes
    kept = {name: value for name, value in wishes.log_drum.items() if name not in {"busy", "level_db"}}
    return replace(wishes, log_drum=kept)


def _check(blueprint: Blueprint, redraw: tuple[str, ...], sections: tuple[int, ...]) -> None:
    unknown = [part for part in redraw if part not in PARTS]
    if unknown:
        raise UserError(f"There is no part '{unknown[0]}' to draw anew", f"Parts: {', '.join(PARTS)}")
    missing = [index for index in sections if not 0 <= index < len(blueprint.sections)]
    if missing:
        raise UserError(
            f"There is no section {missing[0]}", f"The piece has sections 0 to {len(blueprint.sections) - 1}"
        )


def _still_there(sections: tuple[int, ...], before: Blueprint, after: Blueprint) -> tuple[int, ...]:
    """Where the sections named are in a form that was changed by the same words: by name, else by label.

    Raises:
        UserError: If none of them is left.
    """
    if [each.name for each in before.sections] == [each.name for each in after.sections]:
        return sections
    names = {base_name(before.sections[index].name) for index in sections}
    labels = {before.sections[index].label for index in sections}
    found = [index for index, each in enumerate(after.sections) if base_name(each.name) in names]
    found = found or [index for index, each in enumerate(after.sections) if each.label in labels]
    if sections and not found:
        left = ", ".join(each.name for each in after.sections)
        raise UserError(f"The new form has no {' or '.join(sorted(labels))} to be changed", f"It has: {left}.")
    return tuple(found)


def _tempo(blueprint: Blueprint, wishes: Wishes, decisions: Decisions) -> Blueprint:
    """Another tempo keeps the bars; an exact length keeps its tail."""
    tempo = wishes.tempo_bpm
    if tempo is None and wishes.tempo_shift:
        tempo = blueprint.tempo_bpm + _TEMPO_STEP * within(wishes.tempo_shift, -1.0, 1.0)
    if tempo is None or tempo == blueprint.tempo_bpm:
        return blueprint
    tempo = within(tempo, SLOWEST_BPM, FASTEST_BPM)
    samples = blueprint.num_samples
    if samples:
        bars = blueprint.num_bars * 240.0
        samples = max(1, samples + round((bars / tempo - bars / blueprint.tempo_bpm) * SAMPLE_RATE))
    decisions.say(f"tempo {blueprint.tempo_bpm:g} to {tempo:g}")
    return replace(blueprint, tempo_bpm=tempo, num_samples=samples)


def _swing(blueprint: Blueprint, wishes: Wishes, profile: StyleProfile, decisions: Decisions) -> Blueprint:
    if wishes.swing is None or wishes.swing == blueprint.swing:
        return blueprint
    swing = within(wishes.swing, 0.5, 0.75)
    feel = {}
    for role, own in blueprint.feel.items():
        habits = profile.feel.get(FEEL_GROUPS.get(role, ""))
        feel[role] = replace(own, swing=role_swing(habits, swing, is_asked=True) if habits else swing)
    decisions.say(f"swing {blueprint.swing:.0%} to {swing:.0%}")
    return replace(blueprint, swing=swing, feel=feel)


def _harmony(
    blueprint: Blueprint,
    wishes: Wishes,
    profile: StyleProfile,
    redraw: tuple[str, ...],
    seed: int,
    sections: tuple[int, ...],
    decisions: Decisions,
) -> Blueprint:
    """Another key keeps the numerals; another mode, a wished progression, richness or mood needs new ones."""
    key = _key(blueprint, wishes)
    if key != blueprint.key:
        decisions.say(f"key {blueprint.key} to {key}" + ("" if key.mode == blueprint.key.mode else ", with new chords"))
    is_new = "harmony" in redraw or bool(wishes.harmony) or wishes.richness is not None
    if not is_new and key.mode == blueprint.key.mode:
        return replace(blueprint, key=key, mood=wishes.mood or blueprint.mood)
    mood = wishes.mood or blueprint.mood
    seeds = {**blueprint.seeds, "harmony": seed} if "harmony" in redraw else blueprint.seeds
    drawn = Decisions(blueprint.seed, seeds, decisions.said)
    harmony = plan_harmony(profile, wishes, key, effect_of(mood), drawn)
    chords = section_chords(drafts_of(blueprint.sections), harmony, key)
    wanted = sections if sections and key.mode == blueprint.key.mode else tuple(range(len(blueprint.sections)))
    planned = tuple(
        replace(section, harmony=chords[index].numerals, bars_per_chord=chords[index].bars_per_chord)
        if index in wanted
        else section
        for index, section in enumerate(blueprint.sections)
    )
    return replace(blueprint, key=key, mood=mood, sections=planned)


def _key(blueprint: Blueprint, wishes: Wishes) -> Key:
    if wishes.key is not None:
        return wishes.key
    if wishes.mode is not None:
        return Key(blueprint.key.tonic, wishes.mode)
    if wishes.harmony:
        return Key(blueprint.key.tonic, mode_of(wishes.harmony, blueprint.key.mode))
    return blueprint.key


def _kick(blueprint: Blueprint, wishes: Wishes, sections: tuple[int, ...], decisions: Decisions) -> Blueprint:
    """Another family where the kick plays, none for ``K5``; the piece's own stays if it is for some sections only."""
    kick = wishes.kick
    if kick is None or (kick == blueprint.kick and not sections):
        return blueprint

    def changed(section: PlannedSection, *, joins: bool) -> PlannedSection:
        pattern = kick_pattern(kick, section.label, is_peak=section.label in PEAKS)
        others = tuple(plan for plan in section.roles if plan.role != "kick")
        own = section.role("kick") or (RolePlan(role="kick") if joins else None)
        if own is None or kick == "K5":
            return replace(section, roles=others)
        return replace(section, roles=(replace(own, pattern=pattern), *others))

    rested = blueprint.kick == "K5" and "kick" in blueprint.voices
    planned = tuple(
        changed(section, joins=bool(sections) or (rested and section.label in PEAKS))
        if not sections or index in sections
        else section
        for index, section in enumerate(blueprint.sections)
    )
    decisions.say(f"kick {blueprint.kick} to {kick} ({KICK_NAMES.get(kick, 'own grid')})")
    return replace(blueprint, kick=blueprint.kick if sections else kick, sections=planned)


def _energy(blueprint: Blueprint, wishes: Wishes, sections: tuple[int, ...], decisions: Decisions) -> Blueprint:
    """More or less of everything: energy and densities move together."""
    if wishes.energy is None:
        return blueprint
    shift = 0.5 * (within(wishes.energy, 0.0, 1.0) - 0.5)
    decisions.say(f"energy {shift:+.2f}")
    return raise_energy(blueprint, shift, sections)


def _loudness(blueprint: Blueprint, wishes: Wishes, decisions: Decisions) -> Blueprint:
    if wishes.target_lufs is None:
        return blueprint
    target = within(wishes.target_lufs, QUIETEST_LUFS, LOUDEST_LUFS)
    decisions.say(f"loudness {blueprint.mix.target_lufs:g} to {target:g} LUFS")
    return replace(blueprint, mix=replace(blueprint.mix, target_lufs=target))


def _replace_sections(blueprint: Blueprint, sections: tuple[int, ...], seed: int, decisions: Decisions) -> Blueprint:
    if not sections:
        return blueprint
    names = ", ".join(blueprint.sections[index].name for index in sorted(set(sections)))
    decisions.say(f"drawn anew: {names}")
    planned = tuple(
        replace(section, seed=seed) if index in sections else section
        for index, section in enumerate(blueprint.sections)
    )
    return replace(blueprint, sections=planned)
