"""Comping: when a chordal part strikes, with which chord, how long and how hard.

A part has a cell of two bars from its seed grids (domain reference 1.7, Q1–Q6) and plays it in phrases of eight bars
as the reference's grammar says (5.2: A A' A B and others). Chords are anticipated: a stab in the last two sixteenths
before a change plays the chord to come, and downbeats may be pushed there. Density thins the softest strokes or adds
off-beat ones, but not where the log drum strikes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import PlayedChord
from engine.generation.sketch.cells import FORMS, UNIT_STEPS
from engine.generation.sketch.grid import GridNote, Passage
from engine.generation.sketch.harmony.voicing import Voicing, lead_voices
from engine.generation.sketch.parts.transitions import fills
from engine.generation.sketch.seeds import grid

_UNITS_PER_PHRASE = 4
_PUSH_REACH = 2  # sixteenths before a change in which a stab plays the chord to come
_HAND = 4.0  # standard deviation of a player's velocity, cut at two
_ADDED_VELOCITY = 52
_OFF_BEATS = (6, 14, 3, 11, 10, 7, 2, 15, 13, 5)  # where density adds strokes, in this order
_TOUCHES: dict[str, tuple[float, float, float]] = {
    # share of the gap that is held, longest in sixteenths, chance that a downbeat with a new chord is pushed
    "Q1": (0.85, 4.0, 0.30),
    "Q2": (0.70, 2.0, 0.15),
    "Q3": (0.92, 8.0, 0.12),
    "Q4": (0.96, 16.0, 0.08),
    "Q5": (0.55, 1.2, 0.0),
    "Q6": (0.88, 6.0, 0.45),
}
"""How each grid is played: design values after the notes on the grids in the domain reference 1.7."""
_TOUCH = (0.8, 4.0, 0.15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stab:
    """A stroke of a chordal part, in sixteenths from the start of the section.

    Args:
        step: Where.
        length: How long it is held.
        velocity: 1–127, before the voices of the chord are weighed.
        chord: Index in the passage's chords of the one it plays.
        reason: Grid and rule in words.
    """

    step: float
    length: float
    velocity: float
    chord: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Stroke:
    velocity: float
    grid: str
    edit: str = ""


_Unit = dict[int, _Stroke]


def comp(passage: Passage, grids: Sequence[str]) -> list[Stab]:
    """The strokes of a section in order: its cell in phrases, with anticipations, rests for stops, a hand's touch."""
    strokes = _phrased(passage, _cell(grids), _cell(tuple(reversed(grids))))
    return _shaped(passage, _pushed(passage, strokes))


def starts_of(passage: Passage) -> dict[int, int]:
    """Steps of the section, counted from its start, at which the chord changes, and the index of the new chord."""
    changes = {}
    for index in range(1, len(passage.chords)):
        if passage.chords[index].label != passage.chords[index - 1].label:
            changes[passage.chords[index].first_step - passage.first_step] = index
    return changes


def chord_index(passage: Passage, step: float) -> int:
    """Index in the passage's chords of the one that sounds at a step counted from the section's start."""
    for index, chord in enumerate(passage.chords):
        if step + passage.first_step < chord.last_step:
            return index
    return len(passage.chords) - 1


def has_low_part(passage: Passage) -> bool:
    """Whether a bass or a log drum plays the roots in this section."""
    return passage.section.role("bass") is not None or passage.section.role("log_drum") is not None


def voicings(
    passage: Passage, *, low: int, high: int, num_voices: int, rootless: bool = True
) -> tuple[Voicing, ...]:  # fmt: skip
    """A voicing for each of the passage's chords, led on from what the part played last.

    Args:
        passage: The section.
        low: Lowest MIDI pitch.
        high: Highest MIDI pitch.
        num_voices: Pitches of each voicing.
        rootless: Whether roots are left to a bass.
    """
    return lead_voices(
        [chord.label for chord in passage.chords],
        low=low,
        high=high,
        num_voices=num_voices,
        rootless=rootless,
        seed_voicing=last_voicing(passage.before, num_voices, low, high),
        closes=False,
    )


def last_voicing(before: Sequence[GridNote], num_voices: int, low: int, high: int) -> Voicing | None:
    """The last chord of ``num_voices`` pitches within a range that was struck at once; None where there is none."""
    groups: dict[float, list[int]] = {}
    for note in before:
        if low <= note.pitch <= high:
            groups.setdefault(note.step, []).append(note.pitch)
    for step in sorted(groups, reverse=True):
        if len(set(groups[step])) == num_voices:
            return tuple(sorted(groups[step]))
    return None


def strike(passage: Passage, stab: Stab, pitches: Sequence[int], *, lean: float = 6.0) -> list[GridNote]:
    """A stab as notes: the top voice ``lean`` louder than the chord, inner voices softer, so that a melody is heard."""
    notes = []
    for rank, pitch in enumerate(sorted(pitches)):
        weight = lean if rank == len(pitches) - 1 else 0.0 if rank == 0 else -lean * 0.7
        notes.append(
            GridNote(
                step=passage.first_step + stab.step,
                length=stab.length,
                pitch=int(pitch),
                velocity=int(np.clip(round(stab.velocity + weight), 1, 127)),
                reason=stab.reason,
            )
        )
    return notes


def log_onsets(passage: Passage) -> frozenset[int]:
    """Sixteenths of the section, counted from its start, on or just after which the log drum strikes."""
    notes = passage.written.get("log_drum", ())
    return frozenset(int(note.step - passage.first_step) for note in notes)


def stops(passage: Passage) -> list[tuple[int, int]]:
    """First and last step (exclusive) of the places where the whole band stops."""
    return [(f.first_step, f.last_step) for f in fills(passage.blueprint, passage.index) if f.kind == "stop"]


def roman(chord: PlayedChord) -> str:
    """How a reason names a chord."""
    return chord.roman or str(chord.label)


def _cell(grids: Sequence[str]) -> _Unit:
    """Two bars: the first grid, then the second one (or the first again); grids of two bars stand alone."""
    unit: _Unit = {}
    for bar in range(2):
        source = grid(grids[bar % len(grids)])
        offset = STEPS_PER_BAR * bar if source.bars > 1 else 0
        for step in range(STEPS_PER_BAR):
            velocity = source.velocities[(step + offset) % len(source.velocities)]
            if velocity:
                unit[bar * STEPS_PER_BAR + step] = _Stroke(velocity, source.name)
    return unit


def _phrased(passage: Passage, first: _Unit, second: _Unit) -> dict[int, _Stroke]:
    """The section's strokes by step: units of two bars in the order of a phrase form."""
    rng = passage.rng
    form = FORMS[int(rng.integers(len(FORMS)))]
    weights = rng.random(UNIT_STEPS)
    units = {"A": _at_density(first, passage.plan.density, weights)}
    units["A'"] = _edited(units["A"], rng)
    units["B"] = _edited(_edited(_at_density(second, passage.plan.density, weights[::-1]), rng), rng)
    units["C"] = _edited(_edited(units["A'"], rng), rng)
    strokes: dict[int, _Stroke] = {}
    for start in range(0, passage.num_steps, UNIT_STEPS):
        phrase, place = divmod(start // UNIT_STEPS, _UNITS_PER_PHRASE)
        letter = form[place]
        unit = units[letter]
        if phrase % 2 and place == 1:
            unit = _edited(unit, rng)  # the second of two phrases answers a little differently
        for step, stroke in unit.items():
            where = start + step
            if where >= passage.num_steps:
                continue
            strokes[where] = replace(stroke, edit=f"{letter}{', ' + stroke.edit if stroke.edit else ''}")
    return dict(sorted(strokes.items()))


def _at_density(unit: _Unit, density: float, weights: NDArray[np.float64]) -> _Unit:
    """The cell as written at 0.5; below, its softest strokes go; above, soft off-beats come in."""
    kept = dict(unit)
    if density < 0.5:
        order = sorted(unit, key=lambda step: (unit[step].velocity + 8.0 * float(weights[step]), -step))
        gone = round((0.5 - density) * 1.2 * len(unit))
        for step in order[: min(gone, len(unit) - 1)]:
            del kept[step]
        return kept
    free = [
        bar * STEPS_PER_BAR + step
        for step in _OFF_BEATS
        for bar in range(2)
        if not any(bar * STEPS_PER_BAR + step + near in unit for near in (-1, 0, 1))
    ]
    name = next(iter(unit.values())).grid
    for step in sorted(free[: round((density - 0.5) * 8.0)]):
        if not any(step + near in kept for near in (-1, 1)):
            kept[step] = _Stroke(_ADDED_VELOCITY, name, "added")
    return dict(sorted(kept.items()))


def _edited(unit: _Unit, rng: np.random.Generator) -> _Unit:
    """One change: a stroke left out, one moved by a sixteenth, or one answered by an echo; downbeats stay.

    What does not fit the drawn stroke is tried on the others, and the other changes after it, so that there is one
    wherever the cell has room.
    """
    kind, where = rng.random(2)
    steps = [step for step in sorted(unit) if step % STEPS_PER_BAR] or [step for step in sorted(unit) if step]
    if not steps:
        return dict(unit)
    first = int(where * len(steps))
    order = [*steps[first:], *steps[:first]]
    turn = int(kind * len(_EDITS))
    for edit in (*_EDITS[turn:], *_EDITS[:turn]):
        for step in order:
            changed = edit(unit, step)
            if changed is not None:
                return dict(sorted(changed.items()))
    return dict(unit)


def _left_out(unit: _Unit, step: int) -> _Unit | None:
    if len(unit) <= 3:
        return None
    return {place: stroke for place, stroke in unit.items() if place != step}


def _moved(unit: _Unit, step: int, by: int) -> _Unit | None:
    target = step + by
    others = {place: stroke for place, stroke in unit.items() if place != step}
    is_free = not any(target + near in others for near in (-1, 0, 1))
    if not is_free or target % 8 == 0 or not 0 < target < UNIT_STEPS:
        return None
    return {**others, target: replace(unit[step], edit="moved")}


def _echoed(unit: _Unit, step: int) -> _Unit | None:
    target = step + 3
    if target >= UNIT_STEPS or any(target + near in unit for near in (-1, 0, 1)):
        return None
    return {**unit, target: _Stroke(unit[step].velocity * 0.75, unit[step].grid, "echo")}


_EDITS: tuple[Callable[[_Unit, int], _Unit | None], ...] = (
    _left_out,
    lambda unit, step: _moved(unit, step, -1),
    lambda unit, step: _moved(unit, step, 1),
    _echoed,
)


def _pushed(passage: Passage, strokes: dict[int, _Stroke]) -> list[tuple[int, _Stroke, int]]:
    """Strokes with the chord each plays; some downbeats of new chords come one or two sixteenths early."""
    draws = passage.rng.random((_UNITS_PER_PHRASE * UNIT_STEPS, 2))  # one phrase: repeats are pushed alike
    changes = starts_of(passage)
    row = dict(strokes)
    pushed: dict[int, int] = {}
    for start in changes:
        stroke = row.get(start)
        chance, distance = draws[start % len(draws)]
        if stroke is None or chance >= _TOUCHES.get(stroke.grid, _TOUCH)[2]:
            continue
        early = start - (1 if distance < 0.4 else 2)
        if any(early + near in row for near in (-1, 0, 1) if early + near != start):
            continue
        row[early] = replace(row.pop(start), edit=f"{stroke.edit}, pushed")
        pushed[early] = start
    placed = []
    for step in sorted(row):
        goal = next((changes[s] for s in range(step + 1, step + _PUSH_REACH + 1) if s in changes), None)
        index = chord_index(passage, step) if goal is None else goal
        stroke = row[step]
        if goal is not None:
            stroke = replace(stroke, edit=f"{stroke.edit}, anticipates {roman(passage.chords[goal])}")
        placed.append((step, stroke, index))
    return placed


def _shaped(passage: Passage, placed: Sequence[tuple[int, _Stroke, int]]) -> list[Stab]:
    """Lengths and velocities: held until the next stroke as the grid's touch allows, never into a foreign chord."""
    silent = stops(passage)
    hand = np.clip(passage.rng.normal(0.0, _HAND, len(placed)), -2 * _HAND, 2 * _HAND)
    stabs = []
    for number, (step, stroke, index) in enumerate(placed):
        if any(first <= step < last for first, last in silent):
            continue
        following = placed[number + 1][0] if number + 1 < len(placed) else passage.num_steps
        share, longest, _ = _TOUCHES.get(stroke.grid, _TOUCH)
        end = _chord_end(passage, index)
        limit = min([end, *(first for first, _ in silent if first > step)])
        length = min((following - step) * share, longest, limit - step)
        swell = 4.0 * np.sin(np.pi * (step % (8 * STEPS_PER_BAR)) / (8 * STEPS_PER_BAR))  # a phrase leans to its middle
        velocity = stroke.velocity * (0.86 + 0.18 * passage.section.energy) + swell + hand[number]
        stabs.append(
            Stab(
                step=step,
                length=max(0.5, float(length)),
                velocity=float(np.clip(velocity, 20, 122)),
                chord=index,
                reason=f"{stroke.grid} {stroke.edit}, {roman(passage.chords[index])}",
            )
        )
    return stabs


def _chord_end(passage: Passage, index: int) -> int:
    """Step of the section at which the chord's label ends, equal neighbours joined."""
    last = index
    while last + 1 < len(passage.chords) and passage.chords[last + 1].label == passage.chords[index].label:
        last += 1
    return passage.chords[last].last_step - passage.first_step
