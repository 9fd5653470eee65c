"""The log drum's rhythm in a section: cells fitted to the density asked for, rolls and pick-ups, and the constraints.

Nothing is drawn again until it fits: what breaks a constraint of the domain reference 1.6.5 is moved or left out, in a
number of steps that is bounded by the number of hits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, LogDrumPlan
from engine.generation.sketch.cells import LEAST_OFF_BEAT, MOTIF, UNIT_STEPS, Hit, is_off_beat
from engine.generation.sketch.grid import Passage
from engine.generation.sketch.parts.log_cells import Draws, Unit, units
from engine.generation.sketch.parts.transitions import Fill, fills, played_by, silent

_FULLEST_BAR = 9
_ROLL_COUNTS_AS = 2
"""Onsets of a bar's share that a roll stands for: it is heard as one gesture."""

_TEASING = frozenset({"intro", "build", "break", "bridge"})
_TEASE_BELOW = 0.25
_ARRIVAL = frozenset({"drop", "chorus"})
_SAME_TONE = 0.6  # share of added hits that stay on the tone before them; design prior
_RUNS = {1: 1.0, 2: 0.45, 3: 0.12}
_LONG_RUN = 0.01
_LIVELY = 5.0  # onsets per bar below which rolls get rare; design prior
_SAYS_SO = 0.7  # design prior

# places within one beat, in sixteenths: the roll vocabulary of the domain reference 1.6.5
_ROLLS: dict[str, tuple[float, ...]] = {
    "roll in 32nds": tuple(number * 0.5 for number in range(8)),
    "roll in triplets": tuple(round(number * 2.0 / 3.0, 6) for number in range(6)),
    "run of sixteenths": (0.0, 1.0, 2.0, 3.0),
    "flam in 32nds": (2.0, 2.5, 3.0, 3.5),
}
_ROLL_TONES = ((0,), (0, 0, 3, 3, 5, 7), (7, 5, 3, 0), (0, 12))
_TWO_BEAT_PICKUP = (0.0, 2.0, 3.0, 5.0, 6.0, 7.0)


def goal_of(passage: Passage, plan: LogDrumPlan) -> float:
    """Onsets per bar: the plan's own at a density of 0.5, 0.4 to 1.6 times as many from sparse to busy."""
    return min(plan.onsets_per_bar * (0.4 + 1.2 * passage.plan.density), float(_FULLEST_BAR))


def is_tease(passage: Passage) -> bool:
    """Whether the log drum only shows itself here: hardly present, before a section in which it plays out."""
    following = passage.blueprint.sections[passage.index + 1 :][:1]
    if passage.section.label not in _TEASING or passage.plan.density > _TEASE_BELOW or not following:
        return False
    after = following[0].role("log_drum")
    return following[0].label in _ARRIVAL and after is not None and after.density > passage.plan.density


def section_hits(passage: Passage, plan: LogDrumPlan) -> list[Hit]:
    """Every hit of a section, steps from its start, motif in semitones above the root, reason in ``edit``."""
    turns = fills(passage.blueprint, passage.index)
    struck = {note.step - passage.first_step for note in passage.written.get("kick", ())}
    if is_tease(passage):
        hits = _tease(passage, struck)
    else:
        goal = goal_of(passage, plan)
        locked = _pickups(passage, turns)
        hits = []
        for number, unit in enumerate(units(passage, plan)):
            hits += _unit(passage, plan, unit, number, goal, locked)
        hits = _arrival(passage, hits)
    hits = [hit for hit in hits if hit.step < passage.num_steps and not silent("log_drum", turns, hit.step)]
    return constrained(hits, struck, plan.hits_around_kick, passage.section.num_bars)


def _unit(
    passage: Passage, plan: LogDrumPlan, unit: Unit, number: int, goal: float, locked: Sequence[Hit]
) -> list[Hit]:
    start = number * UNIT_STEPS
    own = [replace(hit, step=hit.step + start) for hit in unit.hits]
    bars = [_in(own, start, start + STEPS_PER_BAR), _in(own, start + STEPS_PER_BAR, start + UNIT_STEPS)]
    found: list[Hit] = []
    for place, (hits, target) in enumerate(zip(bars, _targets(bars, unit, goal), strict=True)):
        first = start + place * STEPS_PER_BAR
        rolled = _roll(passage, number * 2 + place, goal)
        fixed = _in(locked, first, first + STEPS_PER_BAR) or rolled
        draws = unit.material.draws[place * STEPS_PER_BAR : (place + 1) * STEPS_PER_BAR]
        found += _fitted(hits, fixed, first, target - (_ROLL_COUNTS_AS if fixed else 0), plan.step_weights, draws)
    return found


def _targets(bars: Sequence[Sequence[Hit]], unit: Unit, goal: float) -> list[float]:
    """Onsets for each bar: the unit's share of the goal, divided as the cell divides its own."""
    total = goal * sum(unit.shares)
    weights = [len(hits) * share for hits, share in zip(bars, unit.shares, strict=True)]
    if not sum(weights):
        return [0.0, 0.0]
    first = min(total * weights[0] / sum(weights), float(_FULLEST_BAR))
    second = min(total - first, float(_FULLEST_BAR))
    return [min(total - second, float(_FULLEST_BAR)), second]


def _fitted(
    own: Sequence[Hit], fixed: Sequence[Hit], first: float, target: float, step_weights: Sequence[float], draws: Draws
) -> list[Hit]:
    """The bar with about ``target`` hits: its own by accent, then the places the style likes; one beat stays empty.

    The numbers belong to the unit and hits are taken from one order, so that a unit sounds the same each time it comes
    back and a higher target keeps what a lower one had.
    """
    count = int(target + draws[0, 1])
    places = {hit.step for hit in fixed}
    span = (min(places), max(places)) if places else (np.inf, -np.inf)
    ranked = sorted(own, key=lambda hit: -hit.velocity - 20.0 * draws[int(hit.step - first), 0])
    kept = list(fixed)
    beats = {int((hit.step - first) // 4) for hit in fixed}

    def take(hit: Hit) -> bool:
        beat = int((hit.step - first) // 4)
        if span[0] <= hit.step <= span[1] or len(beats | {beat}) > 3:
            return False
        beats.add(beat)
        kept.append(hit)
        return True

    for hit in ranked:
        count -= count > 0 and take(hit)
    while count > 0:
        further = _further(own, kept, first, step_weights, draws, beats)
        if further is None or not take(further):
            break
        count -= 1
    return sorted(kept, key=lambda hit: hit.step)


def _further(
    own: Sequence[Hit], kept: Sequence[Hit], first: float, step_weights: Sequence[float], draws: Draws, beats: set[int]
) -> Hit | None:
    """A hit on the best free place: the style's weight, shaken; long runs of sixteenths are last.

    How much a run counts against a place is a design prior.
    """
    taken = {hit.step - first for hit in kept}
    best, where = 0.0, -1
    for step in range(STEPS_PER_BAR):
        if step in taken or (len(beats) == 3 and step // 4 not in beats):
            continue
        run = _run_through(step, taken)
        score = step_weights[step] * (0.4 + draws[step, 0]) * _RUNS.get(run, _LONG_RUN)
        if score > best:
            best, where = score, step
    if where < 0:
        return None
    before = [hit for hit in kept if hit.step - first < where]
    height = max(before, key=lambda hit: hit.step).semitones if before else 0
    if draws[where, 1] > _SAME_TONE:
        height = MOTIF[int((draws[where, 1] - _SAME_TONE) / (1.0 - _SAME_TONE) * len(MOTIF))]
    name = own[0].edit.split(",")[0] if own else "free bar"
    return Hit(first + where, 92, height, f"{name}, step {where + 1} added for density")


def _run_through(step: int, taken: set[float]) -> int:
    """How many sixteenths in a row would be struck with this one."""
    first = last = step
    while first - 1 in taken:
        first -= 1
    while last + 1 in taken:
        last += 1
    return last - first + 1


def _roll(passage: Passage, bar: int, goal: float) -> list[Hit]:
    """A roll on the last beat of bars 2, 4 and 8 of a phrase, if the section is lively enough for one."""
    happens, which, tones = passage.rng.random(3)
    energy, density = passage.section.energy, passage.plan.density
    likely = {1: 0.06, 3: 0.16, 7: 0.42}.get(bar % 8, 0.0)  # design priors
    likely *= (0.4 + 0.6 * energy) * (0.5 + density) * min(1.0, goal / _LIVELY)
    if density < 0.2 or bar >= passage.section.num_bars or happens >= likely:
        return []
    name = list(_ROLLS)[int(which * len(_ROLLS))]
    heights = _ROLL_TONES[int(tones * len(_ROLL_TONES))]
    return _staircase(_ROLLS[name], bar * STEPS_PER_BAR + 12, heights, f"{name} at bar {bar + 1}")


def _staircase(places: Sequence[float], start: float, heights: Sequence[int], reason: str) -> list[Hit]:
    """Hits in the velocity staircase 5-6-7-8-9 (domain reference 1.6.5), over the tones from first to last."""
    hits = []
    for number, place in enumerate(places):
        share = number / max(1, len(places) - 1)
        velocity = round((5.0 + 4.0 * share) * 127 / 9)
        hits.append(Hit(start + place, velocity, heights[int(share * (len(heights) - 0.01))], reason))
    return hits


def _pickups(passage: Passage, turns: Sequence[Fill]) -> list[Hit]:
    """Pick-ups of the log drum where the band turns over to it."""
    hits: list[Hit] = []
    for fill in played_by("log_drum", turns):
        tones = _ROLL_TONES[int(passage.rng.integers(len(_ROLL_TONES)))]
        places = _ROLLS["run of sixteenths"] if fill.num_beats == 1 else _TWO_BEAT_PICKUP
        start = fill.last_step - (4 if fill.num_beats == 1 else 8)
        hits += _staircase(places, start, tones, fill.reason)
    return hits


def _arrival(passage: Passage, hits: list[Hit]) -> list[Hit]:
    """Where the log drum enters, it mostly says so: an accented root on the one, if its cell has nothing near it."""
    before = passage.blueprint.sections[passage.index - 1].role("log_drum") if passage.index else None
    enters = before is None or before.density <= _TEASE_BELOW
    draw = passage.rng.random()
    if passage.section.label not in _ARRIVAL or not enters or draw >= _SAYS_SO or (hits and hits[0].step < 3.0):
        return hits
    return [Hit(0.0, 127, 0, "the log drum enters on the one"), *hits]


def _tease(passage: Passage, struck: set[float]) -> list[Hit]:
    """One or two hits in the last 8 bars before it enters (domain reference 1.9)."""
    rng = passage.rng
    last = passage.section.num_bars
    bars = [max(0, last - 1)] + ([max(0, last - 5)] if rng.random() < 0.5 and last > 4 else [])
    hits = []
    for bar in sorted(bars):
        step = (6, 10, 11, 14)[int(rng.integers(4))]
        while bar * STEPS_PER_BAR + step in struck and step < STEPS_PER_BAR - 1:
            step += 1
        hits.append(Hit(bar * STEPS_PER_BAR + step, 104, 0, "tease before the log drum enters"))
    return hits


def constrained(hits: Sequence[Hit], struck: set[float], hits_around_kick: float, num_bars: int) -> list[Hit]:
    """The hits with every constraint on onsets kept: an empty beat per bar, off-beat share, kick overlap, edits.

    Args:
        hits: In order, steps from the start of the section.
        struck: Where the kick sounds, in the same steps.
        hits_around_kick: Largest share of onsets on the kick, by phrase of 8 bars.
        num_bars: Of the section.
    """
    kept: list[Hit] = []
    for bar in range(num_bars):
        kept += _with_empty_beat(_in(hits, bar * STEPS_PER_BAR, (bar + 1) * STEPS_PER_BAR), bar * STEPS_PER_BAR)
    balanced: list[Hit] = []
    for first in range(0, num_bars * STEPS_PER_BAR, 8 * STEPS_PER_BAR):
        balanced += _balanced(_in(kept, first, first + 8 * STEPS_PER_BAR), struck, hits_around_kick)
    return _varied(balanced, struck, num_bars)


def _with_empty_beat(hits: Sequence[Hit], first: float) -> list[Hit]:
    """A bar without the hits of its weakest beat, if all four had some."""
    by_beat = [_in(hits, first + 4 * beat, first + 4 * beat + 4) for beat in range(4)]
    if not all(by_beat):
        return list(hits)
    weakest = min(range(1, 4), key=lambda beat: sum(hit.velocity for hit in by_beat[beat]))
    return [hit for beat, own in enumerate(by_beat) if beat != weakest for hit in own]


def _balanced(hits: Sequence[Hit], struck: set[float], hits_around_kick: float) -> list[Hit]:
    """A phrase with its shares kept: the softest offender is moved to a neighbouring place, or left out."""
    kept = list(hits)
    while kept:
        on_kick = [hit for hit in kept if hit.step in struck]
        on_beat = [hit for hit in kept if not is_off_beat(hit.step)]
        too_many = len(on_kick) > hits_around_kick * len(kept) + 1e-9
        too_square = len(on_beat) > (1.0 - LEAST_OFF_BEAT) * len(kept) + 1e-9
        if not too_many and not too_square:
            return kept
        softest = min(on_kick if too_many else on_beat, key=lambda hit: (hit.velocity, -hit.step))
        kept.remove(softest)
        moved = _moved(softest, kept, struck)
        if moved is not None:
            kept.append(moved)
    return sorted(kept, key=lambda hit: hit.step)


def _moved(hit: Hit, others: Iterable[Hit], struck: set[float]) -> Hit | None:
    """The hit on the nearest free place off beat and kick, within its own beat so that empty beats stay empty."""
    taken = {other.step for other in others}
    beat = hit.step // 4
    for shift in (-1, 1, -2, 2, 3, -3):
        step = hit.step + shift
        if step // 4 == beat and is_off_beat(step) and step not in struck and step not in taken:
            return replace(hit, step=step, edit=f"{hit.edit}, moved off the {'kick' if hit.step in struck else 'beat'}")
    return None


def _varied(hits: Sequence[Hit], struck: set[float], num_bars: int) -> list[Hit]:
    """No two bars more than twice in a row: in the third, one hit moves, or the softest off-kick one is left out."""
    kept = sorted(hits, key=lambda hit: hit.step)
    for unit in range(2, num_bars // 2):
        start = unit * UNIT_STEPS
        now, before, earlier = (_shape(kept, start - back * UNIT_STEPS) for back in range(3))
        if len(now) < 2 or not now == before == earlier:
            continue
        own = _in(kept, start, start + UNIT_STEPS)
        for hit in sorted(own, key=lambda hit: hit.velocity):
            moved = _moved(hit, own, struck)
            if moved is not None:
                kept[kept.index(hit)] = replace(moved, edit=f"{hit.edit}, moved: the third time is not the second")
                break
        kept.sort(key=lambda hit: hit.step)
    return kept


def _shape(hits: Sequence[Hit], start: float) -> tuple[float, ...]:
    return tuple(hit.step - start for hit in _in(hits, start, start + UNIT_STEPS))


def _in(hits: Sequence[Hit], start: float, end: float) -> list[Hit]:
    return [hit for hit in hits if start <= hit.step < end]
