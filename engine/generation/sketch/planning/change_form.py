"""Another length, another form, another entry of the log drum."""

from __future__ import annotations

from dataclasses import replace

from engine.core.blueprint import Blueprint, PlannedSection
from engine.core.roles import ROLES
from engine.generation.profiles import StyleProfile
from engine.generation.sketch.planning.allotment import Draft, allot, split_at_entry
from engine.generation.sketch.planning.band import homes_of, score
from engine.generation.sketch.planning.chords import section_chords
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.sketch.planning.existing import base_name, drafts_of, loops_of, whole_sections
from engine.generation.sketch.planning.form import plan_form, staged
from engine.generation.sketch.planning.length import Length, plan_length
from engine.generation.sketch.planning.sections import Groove, manner_of, plan_sections
from engine.generation.wishes import Wishes


def change_form(
    blueprint: Blueprint, wishes: Wishes, profile: StyleProfile, decisions: Decisions, *, is_redrawn: bool
) -> Blueprint:
    """A new form where one is asked for; else the sections there are, longer or shorter."""
    has_length = wishes.seconds is not None or wishes.bars is not None
    if wishes.form or is_redrawn:
        length = (
            plan_length(wishes, blueprint.tempo_bpm, decisions)
            if has_length or (wishes.form and any(wishes.form_bars))
            else Length(blueprint.num_bars, blueprint.num_samples)
        )
        return _new_form(blueprint, wishes, profile, length, decisions)
    entry = wishes.log_drum.get("entry_bar")
    if not has_length and entry is None:
        return blueprint
    length = (
        plan_length(wishes, blueprint.tempo_bpm, decisions)
        if has_length
        else Length(blueprint.num_bars, blueprint.num_samples)
    )
    return _stretched(blueprint, length, None if entry is None else round(entry) - 1, decisions)


def _new_form(
    blueprint: Blueprint, wishes: Wishes, profile: StyleProfile, length: Length, decisions: Decisions
) -> Blueprint:
    """New sections for the band, the chords and the log drum there are."""
    band = blueprint.roles
    drafts = plan_form(profile, wishes, length.num_bars, band, decisions)
    scored = score(drafts, band, profile, replace(wishes, roles=dict.fromkeys(band, "")), decisions, blueprint.kick)
    chords = section_chords(drafts, loops_of(blueprint), blueprint.key)
    manners = {role: manner_of(role, profile, wishes, decisions) for role in band}
    groove = Groove(manners=manners, kick=blueprint.kick, log_drum=blueprint.log_drum)
    sections = plan_sections(drafts, scored, chords, groove)
    return replace(blueprint, sections=sections, num_samples=length.num_samples)


def _stretched(blueprint: Blueprint, length: Length, lead_in: int | None, decisions: Decisions) -> Blueprint:
    """The sections there are, brought to another length; each plays as it did."""
    drafts = whole_sections(blueprint.sections)
    before, after = split_at_entry(drafts)
    if lead_in is None:
        share = sum(draft.num_bars for draft in before) / blueprint.num_bars
        lead_in = round(share * length.num_bars / 4) * 4
    lead_in = int(within(lead_in, 0, length.num_bars - 1))
    stretched = staged(allot(before, after, num_bars=length.num_bars, lead_in=lead_in))
    chords = section_chords(stretched, loops_of(blueprint), blueprint.key)
    sections = []
    for draft, own in zip(stretched, chords, strict=True):
        former = _former(blueprint.sections, draft)
        is_own = former.num_bars == draft.num_bars and former.name == draft.name
        sections.append(
            replace(
                former,
                name=draft.name,
                num_bars=draft.num_bars,
                harmony=former.harmony if is_own else own.numerals,
                bars_per_chord=former.bars_per_chord if is_own else own.bars_per_chord,
            )
        )
    sections = _with_all_roles(sections, blueprint)
    decisions.say(f"form of {length.num_bars} bars: " + " | ".join(f"{each.name} {each.num_bars}" for each in sections))
    return replace(blueprint, sections=tuple(sections), num_samples=length.num_samples)


def _with_all_roles(sections: list[PlannedSection], blueprint: Blueprint) -> list[PlannedSection]:
    """A role whose only section has gone plays where it belongs in what is left."""
    playing = {plan.role for section in sections for plan in section.roles}
    order = list(ROLES)
    for role in blueprint.roles:
        if role in playing:
            continue
        plan = next(plan for section in blueprint.sections if (plan := section.role(role)) is not None)
        for index in homes_of(role, drafts_of(sections)):
            roles = sorted((*sections[index].roles, plan), key=lambda each: order.index(each.role))
            sections[index] = replace(sections[index], roles=tuple(roles))
    return sections


def _former(sections: tuple[PlannedSection, ...], draft: Draft) -> PlannedSection:
    """The section a stretched one comes from: the same stage, else the last of its name."""
    same = [section for section in sections if base_name(section.name) == base_name(draft.name)]
    return next((section for section in same if section.name == draft.name), same[-1])
