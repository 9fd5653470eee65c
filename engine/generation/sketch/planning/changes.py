"""The same piece with changes: what is not asked for stays as it is."""

from __future__ import annotations

from dataclasses import replace

from engine.core.blueprint import PARTS, Blueprint, PlannedSection
from engine.core.errors import UserError
from engine.core.harmony import Key
from engine.generation.profiles import StyleProfile, load_profile
from engine.generation.sketch.planning.allotment import PEAKS
from engine.generation.sketch.planning.change_band import change_band
from engine.generation.sketch.planning.change_form import change_form
from engine.generation.sketch.planning.change_log_drum import change_log_drum
from engine.generation.sketch.planning.change_sounds import redraw_mix, redraw_patterns, redraw_sounds
from engine.generation.sketch.planning.chords import plan_harmony, section_chords
from engine.generation.sketch.planning.decisions import Decisions, Plan, within
from engine.generation.sketch.planning.existing import drafts_of
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
    blueprint: Blueprint, wishes: Wishes, redraw: tuple[str, ...], seed: int, sections: tuple[int, ...] = ()
) -> Plan:
    """The same piece with changes.

    Args:
        blueprint: What there is.
        wishes: What is to be otherwise; what is None or empty stays. ``style`` must be the blueprint's own or None.
        redraw: ``PARTS`` to be drawn anew.
        seed: For what is drawn anew.
        sections: Indices of sections to be replaced. Then ``redraw`` means those sections only: each gets a seed of its
            own, and new numerals if ``harmony`` is redrawn.

    Raises:
        UserError: If there is no such part or section, or another style is asked for.
        ValueError: If a wished numeral cannot be read.
    """
    _check(blueprint, wishes, redraw, sections)
    decisions = Decisions(blueprint.seed, {**blueprint.seeds, **wishes.seeds})
    profile = load_profile(blueprint.style)
    changed = replace(blueprint, seeds={**blueprint.seeds, **wishes.seeds})
    if not sections:
        changed = replace(changed, seeds={**changed.seeds, **dict.fromkeys(redraw, seed)})
        decisions = Decisions(blueprint.seed, changed.seeds, decisions.said)
        if redraw:
            decisions.say(f"drawn anew: {', '.join(redraw)}")
    changed = _tempo(changed, wishes, decisions)
    changed = _swing(changed, wishes, profile, decisions)
    changed = change_form(changed, wishes, profile, decisions, is_redrawn="form" in redraw and not sections)
    changed = _harmony(changed, wishes, profile, redraw, seed, sections, decisions)
    changed = change_band(changed, wishes, profile, decisions)
    changed = _kick(changed, wishes, decisions)
    changed = change_log_drum(changed, wishes, profile, decisions)
    changed = _energy(changed, wishes, decisions)
    changed = _loudness(changed, wishes, decisions)
    if not sections:
        changed = redraw_patterns(changed, redraw, wishes, profile, decisions)
        changed = redraw_sounds(changed, redraw, wishes, profile, decisions)
        changed = redraw_mix(changed, redraw, wishes, profile, decisions)
    changed = _replace_sections(changed, sections, seed, decisions)
    return Plan(changed, tuple(decisions.said))


def _check(blueprint: Blueprint, wishes: Wishes, redraw: tuple[str, ...], sections: tuple[int, ...]) -> None:
    unknown = [part for part in redraw if part not in PARTS]
    if unknown:
        raise UserError(f"There is no part '{unknown[0]}' to draw anew", f"Parts: {', '.join(PARTS)}")
    missing = [index for index in sections if not 0 <= index < len(blueprint.sections)]
    if missing:
        raise UserError(
            f"There is no section {missing[0]}", f"The piece has sections 0 to {len(blueprint.sections) - 1}"
        )
    if wishes.style is not None and wishes.style != blueprint.style:
        raise UserError(
            f"A take in '{blueprint.style}' cannot be changed to '{wishes.style}'", "Generate a new take in that style."
        )


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


def _kick(blueprint: Blueprint, wishes: Wishes, decisions: Decisions) -> Blueprint:
    """Another family where the kick plays; none at all for ``K5``."""
    if wishes.kick is None or wishes.kick == blueprint.kick:
        return blueprint
    kick = wishes.kick

    def changed(section: PlannedSection) -> PlannedSection:
        is_peak = section.label in PEAKS
        roles = [
            replace(plan, pattern=kick_pattern(kick, section.label, is_peak=is_peak)) if plan.role == "kick" else plan
            for plan in section.roles
            if plan.role != "kick" or kick != "K5"
        ]
        return replace(section, roles=tuple(roles))

    decisions.say(f"kick {blueprint.kick} to {kick} ({KICK_NAMES.get(kick, 'own grid')})")
    return replace(blueprint, kick=kick, sections=tuple(changed(section) for section in blueprint.sections))


def _energy(blueprint: Blueprint, wishes: Wishes, decisions: Decisions) -> Blueprint:
    """More or less of everything: energy and densities move together."""
    if wishes.energy is None:
        return blueprint
    shift = 0.5 * (within(wishes.energy, 0.0, 1.0) - 0.5)
    decisions.say(f"energy {'up' if shift > 0 else 'down'} by {abs(shift):.2f} in every section")

    def changed(section: PlannedSection) -> PlannedSection:
        roles = tuple(
            plan
            if plan.role == "log_drum"
            else replace(plan, density=round(within(plan.density + 0.5 * shift, 0.0, 1.0), 3))
            for plan in section.roles
        )
        return replace(section, energy=round(within(section.energy + shift, 0.05, 1.0), 3), roles=roles)

    return replace(blueprint, sections=tuple(changed(section) for section in blueprint.sections))


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
