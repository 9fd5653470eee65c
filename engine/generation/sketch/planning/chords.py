"""The progressions of a piece and how its sections use them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.core.harmony import Key
from engine.core.roman import parse_roman
from engine.generation.profiles import StyleProfile
from engine.generation.sketch.harmony.progressions import Loop, draw_loop, fill, variation
from engine.generation.sketch.planning.allotment import Draft
from engine.generation.sketch.planning.decisions import Decisions, within
from engine.generation.sketch.planning.moods import MoodEffect
from engine.generation.wishes import Wishes

CONTRASTING = ("break", "verse", "bridge")


@dataclass(frozen=True, slots=True)
class Harmony:
    """The main progression, one that contrasts with it, and the main one with a cadence at its end."""

    main: Loop
    contrast: Loop
    cadence: Loop


@dataclass(frozen=True, slots=True)
class SectionChords:
    numerals: tuple[str, ...]
    bars_per_chord: float


def plan_harmony(profile: StyleProfile, wishes: Wishes, key: Key, mood: MoodEffect, decisions: Decisions) -> Harmony:
    """One main loop for the piece and what is made of it. A progression that was asked for is the main one."""
    habits = profile.harmony
    richness = plan_richness(profile, wishes, mood, decisions)
    if wishes.harmony:
        main = _asked(wishes.harmony, key)
        decisions.say(f"harmony {' – '.join(main.numerals)}: as asked")
        return Harmony(main, main, main)
    main = draw_loop(
        decisions.rng("harmony", "loop", key.mode),
        mode=key.mode,
        families=_weights(habits.families.weights, mood),
        richness=richness,
        chords_per_4_bars=(round(habits.chords_per_4_bars.low), round(habits.chords_per_4_bars.high)),
    )
    decisions.say(f"harmony {' – '.join(main.numerals)}, a chord every {_bars(main.bars_per_chord)}: {main.reason}")
    return Harmony(
        main=main,
        contrast=_variation(main, "contrast", key, richness, decisions),
        cadence=_variation(main, "cadence", key, richness, decisions),
    )


def _variation(loop: Loop, kind: str, key: Key, richness: float, decisions: Decisions) -> Loop:
    return variation(loop, decisions.rng("harmony", kind, key.mode), mode=key.mode, richness=richness, kind=kind)


def plan_richness(profile: StyleProfile, wishes: Wishes, mood: MoodEffect, decisions: Decisions) -> float:
    """Share of chords with a ninth or more, 0–1."""
    if wishes.richness is not None:
        return within(wishes.richness, 0.0, 1.0)
    return within(profile.harmony.extensions.draw(decisions.rng("harmony", "richness")) + mood.richness, 0.0, 1.0)


def section_chords(drafts: Sequence[Draft], harmony: Harmony, key: Key) -> list[SectionChords]:
    """The chords of each section: contrast where the log drum rests, a cadence before a change, home at the end."""
    chords = []
    for index, draft in enumerate(drafts):
        follows = drafts[index + 1] if index + 1 < len(drafts) else None
        if draft.label in CONTRASTING and index > 0:
            chords.append(SectionChords(harmony.contrast.numerals, harmony.contrast.bars_per_chord))
        elif follows is None:
            chords.append(homeward(harmony.main, draft.num_bars, key))
        elif follows.is_peak != draft.is_peak:
            chords.append(closed(harmony.main, harmony.cadence, draft.num_bars))
        else:
            chords.append(SectionChords(harmony.main.numerals, harmony.main.bars_per_chord))
    return chords


def homeward(loop: Loop, num_bars: int, key: Key) -> SectionChords:
    """The last section: the loop, its last chord the tonic of the loop, so that the piece ends at home."""
    home = next((numeral for numeral in loop.numerals if parse_roman(numeral, key).root == key.tonic), None)
    if home is None or num_bars < loop.num_bars or loop.numerals[-1] == home:
        return SectionChords(loop.numerals, loop.bars_per_chord)
    return SectionChords((*fill(loop, num_bars)[:-1], home), loop.bars_per_chord)


def closed(loop: Loop, cadence: Loop, num_bars: int) -> SectionChords:
    """The loop over a section with the cadence as its last turn, where a turn without it fits before."""
    is_new = cadence.numerals != loop.numerals and cadence.bars_per_chord == loop.bars_per_chord
    if not is_new or num_bars < 2 * loop.num_bars or num_bars < cadence.num_bars:
        return SectionChords(loop.numerals, loop.bars_per_chord)
    return SectionChords(fill(loop, num_bars, cadence), loop.bars_per_chord)


def _asked(numerals: tuple[str, ...], key: Key) -> Loop:
    """The wished progression over four or eight bars; numerals that cannot be read raise ``ValueError``."""
    for numeral in numerals:
        parse_roman(numeral, key)
    bars_per_chord = {1: 4.0, 2: 2.0}.get(len(numerals), 1.0)
    return Loop(numerals=numerals, bars_per_chord=bars_per_chord, family="asked", reason="as asked")


def _weights(families: dict[str, float], mood: MoodEffect) -> dict[str, float]:
    weights = {family: weight * mood.families.get(family, 1.0) for family, weight in families.items()}
    for family in ("gospel", "private", "modal_dark"):
        # a mood may ask for a family the style does not have
        if mood.families.get(family, 1.0) >= 3.0 and family not in weights:
            weights[family] = 0.1 * mood.families[family]
    return weights if sum(weights.values()) > 0.0 else families


def _bars(bars: float) -> str:
    return "half bar" if bars == 0.5 else "bar" if bars == 1 else f"{bars:g} bars"
