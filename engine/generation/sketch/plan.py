"""Wishes, a style and a seed to a blueprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.core.blueprint import Blueprint
from engine.generation.profiles import load_profile
from engine.generation.sketch.planning.band import draw_band, score
from engine.generation.sketch.planning.changes import change
from engine.generation.sketch.planning.chords import plan_harmony, section_chords
from engine.generation.sketch.planning.decisions import Decisions, Plan
from engine.generation.sketch.planning.existing import whole_sections
from engine.generation.sketch.planning.form import plan_form
from engine.generation.sketch.planning.groove import plan_feel, plan_kick
from engine.generation.sketch.planning.length import SAMPLE_RATE, plan_length
from engine.generation.sketch.planning.log_drum import plan_drive, plan_log_drum
from engine.generation.sketch.planning.mix import plan_mix
from engine.generation.sketch.planning.moods import MOODS, effect_of
from engine.generation.sketch.planning.sections import Groove, manner_of, plan_sections
from engine.generation.sketch.planning.sounds import plan_voices
from engine.generation.sketch.planning.tonality import plan_key, plan_swing, plan_tempo
from engine.generation.wishes import Wishes

__all__ = ["USUAL_STYLE", "Plan", "plan", "vary"]

USUAL_STYLE = "classic"


def plan(wishes: Wishes, seed: int) -> Plan:
    """The plan of a new piece. What was wished is followed, also outside of the style's ranges; the rest is drawn.

    Each decision draws from a stream of its own: one wish more leaves what it does not concern as it was.

    Raises:
        UserError: If the style is not known.
        ValueError: If a wished numeral cannot be read.
    """
    decisions = Decisions(seed, dict(wishes.seeds))
    profile = load_profile(wishes.style or USUAL_STYLE)
    decisions.say(f"style {profile.title}: " + ("as asked" if wishes.style else "none was asked for"))
    mood = effect_of(wishes.mood)
    for word in wishes.mood:
        if word.lower() not in MOODS:
            decisions.say(f"mood '{word}': noted, but it changes nothing")
    tempo = plan_tempo(profile, wishes, mood, decisions)
    swing = plan_swing(profile, wishes, decisions)
    key = plan_key(profile, wishes, mood, decisions)
    length = plan_length(wishes, tempo, decisions)
    kick = plan_kick(profile, wishes, decisions)
    band = draw_band(profile, wishes, decisions)
    drafts = plan_form(profile, wishes, length.num_bars, band, decisions)
    scored = score(drafts, band, profile, wishes, decisions, kick)
    harmony = plan_harmony(profile, wishes, key, mood, decisions)
    chords = section_chords(drafts, harmony, key)
    log_drum = plan_log_drum(profile, wishes, decisions) if "log_drum" in band else None
    energy_shift = mood.energy if wishes.energy is None else 0.5 * (wishes.energy - 0.5)
    roles = [role for role in band if any(role in playing for playing in scored.roles)]
    groove = Groove(
        manners={role: manner_of(role, profile, wishes, decisions) for role in roles},
        kick=kick,
        log_drum=log_drum,
        energy_shift=energy_shift,
    )
    drive = plan_drive(profile, wishes, decisions) if log_drum else 0.0
    blueprint = Blueprint(
        style=profile.id,
        tempo_bpm=tempo,
        swing=swing,
        key=key,
        sections=plan_sections(drafts, scored, chords, groove),
        seed=seed,
        seeds=dict(wishes.seeds),
        mood=wishes.mood,
        kick=kick,
        log_drum=log_drum,
        voices=plan_voices(profile, wishes, roles, drive, decisions),
        feel=plan_feel(profile, wishes, roles, swing, decisions),
        mix=plan_mix(profile, wishes, roles, mood, drive, decisions),
        num_samples=length.num_samples,
    )
    return Plan(blueprint, tuple(decisions.said))


def vary(
    blueprint: Blueprint,
    wishes: Wishes,
    redraw: tuple[str, ...],
    seed: int,
    sections: tuple[int, ...] = (),
    steps: Mapping[str, float] | None = None,
) -> Plan:
    """The same piece with changes; everything not asked for stays identical.

    Args:
        blueprint: What there is.
        wishes: What is to be otherwise; what is None or empty stays. Another style is a new plan on the key and the
            form there are.
        redraw: ``PARTS`` to be drawn anew: they get ``seed`` in ``blueprint.seeds``.
        seed: For what is drawn anew.
        sections: Indices of the sections the change is for; empty for the whole piece. With ``redraw``, or with no
            wishes at all, each gets ``seed`` as its own, which draws all of its parts anew; its numerals change only
            if ``harmony`` is redrawn. Roles that come or go, levels, densities, energy, the kick's pattern and chords
            can be changed in some sections only; tempo, key, swing, length, instruments and loudness are the piece's.
        steps: Comparatives as differences from what there is (``log_drum.busy``: 0.2, ``levels_db.keys``: -3,
            ``tempo_bpm``, ``swing``, ``energy``, ``densities.shaker`` …); they replace the wishes of the same name.

    Raises:
        UserError: If there is no such part, section or style.
        ValueError: If a wished numeral cannot be read.
    """
    if wishes.style in {None, blueprint.style}:
        return change(blueprint, wishes, redraw, seed, sections, steps or {})
    return plan(_kept(blueprint, wishes), blueprint.seed)


def _kept(blueprint: Blueprint, wishes: Wishes) -> Wishes:
    """Wishes for the same piece in another style: key, form and length stay unless they are wished otherwise."""
    kept = wishes
    if wishes.key is None and wishes.mode is None and not wishes.harmony:
        kept = replace(kept, key=blueprint.key)
    if not wishes.form:
        form = whole_sections(blueprint.sections)
        kept = replace(
            kept,
            form=tuple(section.label for section in form),
            form_bars=tuple(section.num_bars for section in form),
        )
    if wishes.seconds is None and wishes.bars is None and not wishes.form:
        kept = (
            replace(kept, seconds=blueprint.num_samples / SAMPLE_RATE)
            if blueprint.num_samples
            else replace(kept, bars=blueprint.num_bars)
        )
    return replace(kept, mood=wishes.mood or blueprint.mood, seeds={**blueprint.seeds, **wishes.seeds})
