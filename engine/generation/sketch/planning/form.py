"""The form: which sections, in which order, how long, and which layers each of them opens."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from engine.generation.profiles import FormTemplate, StyleProfile, draw_weighted
from engine.generation.sketch.planning.allotment import (
    WITHOUT_LOG_DRUM,
    Draft,
    allot,
    split_at_entry,
    usual_lead_in,
)
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.wishes import Wishes

_LONG_FORM = 128
_LONGEST_STAGE = 16
_LENGTH_FACTORS = ((0.5, 0.15), (1.0, 0.70), (1.5, 0.15))
_SWAPPED_OPENINGS = 0.15
_FIRST_STAGE_ENERGY = -0.07

_USUAL = {
    "intro": ("INTRO", 8, 0.25, "drums shakers"),
    "build": ("BUILD", 8, 0.6, "back_beat shakers hat percussion keys pad tease"),
    "drop": ("DROP", 16, 0.9, "all chant adlib"),
    "break": ("BREAK", 8, 0.4, "shakers percussion keys pad bass guitar vocal choir"),
    "verse": ("VERSE", 16, 0.5, "drums shakers hat percussion keys pad bass vocal"),
    "chorus": ("HOOK", 16, 0.95, "all vocal choir adlib"),
    "bridge": ("SOLO", 16, 0.6, "drums shakers hat percussion keys pad bass lead guitar"),
    "outro": ("OUTRO", 8, 0.3, "drums shakers percussion pad"),
}
"""Sections where a form is spelt out: name, bars, energy and layers (design priors after domain reference 1.9)."""


def plan_form(
    profile: StyleProfile, wishes: Wishes, num_bars: int, band: Sequence[str], decisions: Decisions
) -> list[Draft]:
    """Sections of ``num_bars`` bars in all, at most 16 bars each, with names and energies."""
    if wishes.form:
        drafts = _spelt_out(wishes, num_bars, decisions)
    else:
        drafts = _from_template(profile, wishes, num_bars, decisions)
    drafts = staged(named([_without_soloist(draft, band) for draft in drafts]))
    if wishes.form and "entry_bar" in wishes.log_drum:
        drafts = _entering(drafts, round(wishes.log_drum["entry_bar"]), decisions)
    return drafts


def _without_soloist(draft: Draft, band: Sequence[str]) -> Draft:
    """A solo that nobody plays becomes a variation: riff and stabs take the room."""
    if "lead" not in draft.plays or "lead" in band or draft.name != "SOLO":
        return draft
    return replace(draft, name="VARIATION", plays=(*draft.plays, "riff", "stab"))


def _entering(drafts: Sequence[Draft], entry_bar: int, decisions: Decisions) -> list[Draft]:
    """A spelt-out form with the log drum from a bar on: the section it falls into is divided.

    It plays in the peaks from there on, and where there is none in every section.
    """
    ends = [sum(draft.num_bars for draft in drafts[: index + 1]) for index in range(len(drafts))]
    entry = min(max(entry_bar, 1), ends[-1]) - 1
    has_peaks = any(draft.is_peak and end > entry for draft, end in zip(drafts, ends, strict=True))
    result: list[Draft] = []
    for draft, end in zip(drafts, ends, strict=True):
        before = min(max(entry - (end - draft.num_bars), 0), draft.num_bars)
        plays_log = draft.is_peak or not has_peaks
        if before == draft.num_bars or not plays_log:
            result.append(replace(draft, plays=(*draft.plays, WITHOUT_LOG_DRUM)))
            continue
        if before:
            result.append(replace(draft, num_bars=before, plays=(*draft.plays, WITHOUT_LOG_DRUM)))
        name = f"{draft.name} (LOG)" if before else draft.name
        result.append(replace(draft, name=name, num_bars=draft.num_bars - before, plays=(*draft.plays, "log_drum")))
    decisions.say(f"log drum enters at bar {entry + 1}: as asked")
    return result


def _from_template(profile: StyleProfile, wishes: Wishes, num_bars: int, decisions: Decisions) -> list[Draft]:
    name, template = _choose_template(profile, num_bars, decisions)
    drafts = _varied(template, decisions)
    before, after = split_at_entry(drafts)
    lead_in = _lead_in(profile, template, wishes, num_bars, decisions)
    sections = allot(before, after, num_bars=num_bars, lead_in=lead_in)
    decisions.say(
        f"form '{name}', {template.num_bars} bars in full, brought to {num_bars}: "
        + " | ".join(f"{section.name} {section.num_bars}" for section in sections)
    )
    return sections


def _choose_template(profile: StyleProfile, num_bars: int, decisions: Decisions) -> tuple[str, FormTemplate]:
    """By the style's weights and by how near a form's own length is: at half of its length it is a third as likely."""
    weights = {
        name: weight * math.exp(-1.6 * abs(math.log(num_bars / profile.forms[name].num_bars)))
        for name, weight in profile.form_weights.weights.items()
    }
    name = draw_weighted(weights, decisions.rng("form", "template"))
    return name, profile.forms[name]


def _varied(template: FormTemplate, decisions: Decisions) -> list[Draft]:
    """Lengths by a half, one or one and a half, at times two openings exchanged (domain reference 5.2)."""
    drafts = []
    for index, section in enumerate(template.sections):
        factor = float(
            decisions.rng("form", "length", index).choice(
                [value for value, _ in _LENGTH_FACTORS], p=[share for _, share in _LENGTH_FACTORS]
            )
        )
        drafts.append(
            Draft(
                label=section.label,
                name=section.name,
                energy=section.energy,
                plays=tuple(section.plays.split()),
                weight=section.bars * factor,
            )
        )
    first_peak = next((index for index, draft in enumerate(drafts) if draft.is_peak), 0)
    is_swapped = first_peak >= 4 and float(decisions.rng("form", "order").random()) < _SWAPPED_OPENINGS
    if is_swapped:
        drafts[1], drafts[2] = replace(drafts[2], energy=drafts[1].energy), replace(drafts[1], energy=drafts[2].energy)
    return drafts


def _lead_in(profile: StyleProfile, template: FormTemplate, wishes: Wishes, num_bars: int, decisions: Decisions) -> int:
    """Bars before the log drum: as asked; by the style's prior in long forms; else the form's own share."""
    asked = wishes.log_drum.get("entry_bar")
    if asked is not None:
        lead_in = int(within(round(asked) - 1, 0, num_bars - 1))
        decisions.say(
            f"log drum enters at bar {lead_in + 1}: as asked"
            + ("" if lead_in + 1 == round(asked) else ", as far as the length allows")
        )
        return lead_in
    own = [section.bars for section in template.sections]
    first = next((index for index, section in enumerate(template.sections) if section.label in {"drop", "chorus"}), 0)
    share = sum(own[:first]) / template.num_bars
    if num_bars >= _LONG_FORM:
        entry = int(profile.log_drum.entry_bar.draw(decisions.rng("form", "entry")))
        share = (entry - 1) / template.num_bars
        lead_in = max(16, usual_lead_in(num_bars, share))
        decisions.say(f"log drum enters at bar {lead_in + 1}: drawn from {profile.title}'s late entries")
        return lead_in
    return usual_lead_in(num_bars, share)


def _spelt_out(wishes: Wishes, num_bars: int, decisions: Decisions) -> list[Draft]:
    """The sections that were asked for, in their order; lengths that were not said share what is left."""
    labels = wishes.form[:num_bars]
    stated = [*wishes.form_bars, *[0] * len(labels)][: len(labels)]
    open_places = [index for index, bars in enumerate(stated) if bars <= 0]
    left = num_bars - sum(bars for bars in stated if bars > 0)
    if (open_places and left >= len(open_places)) or (not open_places and left == 0):
        shares = _shares([_USUAL[labels[index]][1] for index in open_places], left) if open_places else []
        for index, bars in zip(open_places, shares, strict=True):
            stated[index] = bars
        decisions.say("form: as it was spelt out")
    else:
        usual = [bars if bars > 0 else _USUAL[label][1] for label, bars in zip(labels, stated, strict=True)]
        stated = _shares(usual, num_bars)
        decisions.say(f"form: as it was spelt out, its sections scaled to {num_bars} bars")
    return [
        Draft(
            label=label,
            name=_USUAL[label][0],
            energy=_USUAL[label][2],
            plays=tuple(_USUAL[label][3].split()),
            weight=float(bars),
            num_bars=bars,
        )
        for label, bars in zip(labels, stated, strict=True)
    ]


def _shares(weights: Sequence[float], total: int) -> list[int]:
    """Whole bars in proportion, in eights or fours where there is room, at least one each, ``total`` together."""
    unit = next((unit for unit in (8, 4) if total >= unit * len(weights) and (unit == 4 or total % 8 == 0)), 1)
    scale = total / unit / sum(weights)
    units = [max(1, round(weight * scale)) for weight in weights]
    while sum(units) > total // unit:
        units[units.index(max(units))] -= 1
    while sum(units) < total // unit:
        units[units.index(max(units))] += 1
    bars = [count * unit for count in units]
    bars[len(bars) - 1 - bars[::-1].index(min(bars))] += total - sum(bars)
    return bars


def named(drafts: Sequence[Draft]) -> list[Draft]:
    """Drops get letters and other sections numbers where there are several of a name."""
    several = {name for name, count in Counter(draft.name for draft in drafts).items() if count > 1}
    seen: Counter[str] = Counter()
    result = []
    for draft in drafts:
        place = seen[draft.name]
        seen[draft.name] += 1
        mark = f" {chr(ord('A') + place)}" if draft.label == "drop" and place < 26 else f" {place + 1}"
        result.append(replace(draft, name=draft.name + mark) if draft.name in several else draft)
    return result


def staged(drafts: Sequence[Draft]) -> list[Draft]:
    """Sections over 16 bars in stages of at most that, each fuller than the one before (an outro's emptier)."""
    result = []
    for draft in drafts:
        if draft.num_bars <= _LONGEST_STAGE:
            result.append(draft)
            continue
        count = math.ceil(draft.num_bars / _LONGEST_STAGE)
        for stage, bars in enumerate(_shares([1.0] * count, draft.num_bars)):
            name = draft.name if stage == 0 else f"{draft.name} ({stage + 1})"
            place = stage if draft.label == "outro" else count - 1 - stage
            energy = within(draft.energy + _FIRST_STAGE_ENERGY * place / max(1, count - 1), 0.0, 1.0)
            result.append(replace(draft, name=name, num_bars=bars, energy=energy, stage=stage))
    return result
