"""Rhythm cells: where they come from, how they change, and what a log drum's must keep to.

The grammar is the domain reference's 5.2 (rotation, mutation, Euclid, Markov, phrase forms); the constraints are its
1.6.5. A cell is rhythm, velocity and a motif in semitones above whatever root sounds; pitches come later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.grid import GridNote
from engine.generation.sketch.seeds import Grid, grid, names

ROTATIONS = (0, 0, 0, 2, 4, 8, 12)
"""Sixteenths by which a seed is rotated, each as likely as the next (domain reference 5.2)."""

FORMS = (("A", "A'", "A", "B"), ("A", "A", "A", "A'"), ("A", "B", "A", "C"))
"""Eight bars in units of two (domain reference 5.2)."""

MOTIF = (-2, 0, 3, 5, 7, 10, 12)
"""Semitones above the root a log drum moves among (domain reference 5.2)."""

GENERATED = ("euclid", "markov")
"""Sources of cells that are not seed grids."""

LEAST_OFF_BEAT = 0.45
"""Share of onsets off the quarter grid (domain reference 1.6.5, i)."""

UNIT_STEPS = 2 * STEPS_PER_BAR
"""A cell as it is played: two bars, a call and what answers it."""

_ADD, _DROP, _SWAP, _RATCHET = 0.08, 0.10, 0.05, 0.03  # domain reference 5.2
_LOUDER = 0.25  # chance that a velocity moves by one digit; design prior, 5.2 gives the size only
_DIGIT = 127 / 9
_ORDER = 3
_BACK_OFF = 0.3  # chance of forgetting one interval at each step, so that the chain leaves its seeds; design prior
_LONGEST_INTERVAL = 8
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Hit:
    """One onset of a cell: ``step`` in sixteenths from its start, ``semitones`` above the root, ``edit`` in words."""

    step: float
    velocity: int
    semitones: int = 0
    edit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A rhythm of ``num_steps`` sixteenths with hits in order."""

    name: str
    num_steps: int
    hits: tuple[Hit, ...]

    @property
    def onsets_per_bar(self) -> float:
        return len(self.hits) * STEPS_PER_BAR / self.num_steps


def from_grid(source: Grid) -> Cell:
    """A seed grid as a cell."""
    semitones = source.semitones or (0,) * len(source.steps)
    hits = tuple(
        Hit(step, source.velocities[step], height) for step, height in zip(source.steps, semitones, strict=True)
    )
    return Cell(source.name, len(source.velocities), hits)


def rotated(cell: Cell, steps: int) -> Cell:
    """The cell begun ``steps`` sixteenths later, its end wrapped around; the motif stays with its hits."""
    if steps % cell.num_steps == 0:
        return cell
    hits = sorted(
        (replace(hit, step=(hit.step + steps) % cell.num_steps) for hit in cell.hits), key=lambda hit: hit.step
    )
    return Cell(f"{cell.name} rotated {steps}", cell.num_steps, tuple(hits))


def mutated(cell: Cell, rng: np.random.Generator, step_weights: Sequence[float]) -> Cell:
    """The cell with small changes: hits added where the style likes them, dropped, moved, doubled, louder or softer.

    Rates by the domain reference 5.2: each empty step gains a hit with p = 0.08 times its weight relative to the mean
    weight, each hit is dropped with 0.10, changes places with its neighbour with 0.05, is doubled in 32nds with 0.03.
    """
    weights = np.asarray(step_weights)
    draws = rng.random((cell.num_steps, 4))
    by_step = {int(hit.step): hit for hit in cell.hits}
    hits: dict[float, Hit] = {}
    last = 0
    for step in range(cell.num_steps):
        change, second, louder, place = draws[step]
        hit = by_step.get(step)
        if hit is None:
            if change < _ADD * weights[step % STEPS_PER_BAR] / weights.mean():
                hits.setdefault(step, Hit(step, round(7 * _DIGIT), last, f"step {step + 1} added"))
            continue
        last = hit.semitones
        if change < _DROP and len(cell.hits) > 2:
            continue
        if louder < _LOUDER:
            hit = replace(hit, velocity=_shaded(hit.velocity, 1 if louder < _LOUDER / 2 else -1))
        target = step + (1 if place < 0.5 else -1)
        if second < _SWAP and 0 <= target < cell.num_steps and target not in by_step and target not in hits:
            hit = replace(hit, step=target, edit=f"step {step + 1} moved to {target + 1}")
        elif second > 1.0 - _RATCHET:
            hits[step + 0.5] = Hit(
                step + 0.5, _shaded(hit.velocity, -1), hit.semitones, f"step {step + 1} doubled in 32nds"
            )
        hits[hit.step] = hit
    return Cell(cell.name, cell.num_steps, tuple(hits[step] for step in sorted(hits)))


def _shaded(velocity: int, digits: int) -> int:
    return int(np.clip(round(velocity + digits * _DIGIT), round(3 * _DIGIT), 127))


def euclid(hits: int, steps: int, rotation: int = 0) -> tuple[int, ...]:
    """``hits`` onsets as evenly as they go into ``steps``: 1 for an onset, 0 for a rest, E(3, 8) = x..x..x.

    Bjorklund's algorithm (SNS-NOTE-CNTRL-99, Los Alamos 2003) as Toussaint uses it for rhythms ("The Euclidean
    Algorithm Generates Traditional Musical Rhythms", BRIDGES 2005): remainders are dealt out among the groups until
    one is left.

    Args:
        hits: 0 to ``steps``.
        steps: At least 1.
        rotation: Steps by which the pattern begins later.

    Raises:
        ValueError: If that many hits do not fit.
    """
    if steps < 1 or not 0 <= hits <= steps:
        raise ValueError(f"{hits} hits do not fit into {steps} steps")
    groups, rests = [[1] for _ in range(hits)], [[0] for _ in range(steps - hits)]
    while groups and len(rests) > 1:
        pairs = min(len(groups), len(rests))
        dealt = [groups[place] + rests[place] for place in range(pairs)]
        groups, rests = dealt, groups[pairs:] + rests[pairs:]
    pattern = [step for group in groups + rests for step in group]
    shift = rotation % steps
    return tuple(pattern[-shift:] + pattern[:-shift]) if shift else tuple(pattern)


def euclid_cell(rng: np.random.Generator, onsets_per_bar: float) -> Cell:
    """E(k, 16), k from 3 to 7 near a goal, in a drawn rotation, with a drawn motif (domain reference 5.2)."""
    goals = np.arange(3, 8)
    weights = np.exp(-np.abs(goals - onsets_per_bar))
    count = int(rng.choice(goals, p=weights / weights.sum()))
    turn = int(rng.integers(STEPS_PER_BAR))
    steps = [step for step, struck in enumerate(euclid(count, STEPS_PER_BAR, turn)) if struck]
    return _cell(f"E({count},16) rotated {turn}" if turn else f"E({count},16)", STEPS_PER_BAR, steps, rng)


def markov_cell(rng: np.random.Generator, num_steps: int = UNIT_STEPS) -> Cell:
    """A walk of order 3 over the intervals between onsets, 1–8 sixteenths, learnt from the log-drum seeds."""
    memory: tuple[int, ...] = ()
    starts = [_seed_cell(name).hits[0].step for name in names("L")]
    step = float(starts[int(rng.integers(len(starts)))]) % STEPS_PER_BAR
    steps = []
    while step < num_steps:
        steps.append(int(step))
        interval = _next_interval(memory, rng)
        memory = (*memory, interval)[-_ORDER:]
        step += interval
    return _cell("Markov walk", num_steps, steps, rng)


def _next_interval(memory: tuple[int, ...], rng: np.random.Generator) -> int:
    table = _intervals()
    forget = rng.random(_ORDER)
    for length in range(len(memory), 0, -1):
        followers = table.get(memory[-length:])
        if followers and forget[length - 1] >= _BACK_OFF:
            break
    else:
        followers = table[()]
    counts = np.array(list(followers.values()), dtype=float)
    return int(rng.choice(list(followers), p=counts / counts.sum()))


@cache
def _intervals() -> dict[tuple[int, ...], Counter[int]]:
    """How often each interval follows each memory of up to three, over the seeds played round and round."""
    table: dict[tuple[int, ...], Counter[int]] = {}
    for name in names("L"):
        cell = _seed_cell(name)
        steps = [int(hit.step) for hit in cell.hits]
        intervals = [
            min(_LONGEST_INTERVAL, (later - earlier - 1) % cell.num_steps + 1)
            for earlier, later in zip(steps, steps[1:] + steps[:1], strict=True)
        ]
        for place, interval in enumerate(intervals):
            for length in range(_ORDER + 1):
                memory = tuple(intervals[(place - back) % len(intervals)] for back in range(length, 0, -1))
                table.setdefault(memory, Counter())[interval] += 1
    return table


@cache
def _seed_cell(name: str) -> Cell:
    return from_grid(grid(name))


def _cell(name: str, num_steps: int, steps: Sequence[int], rng: np.random.Generator) -> Cell:
    """Steps with velocities (a hit after a rest is an accent, one in a run is not) and a motif."""
    heights = motif(rng, len(steps))
    hits = []
    for place, step in enumerate(steps):
        before = (step - steps[place - 1]) % num_steps or num_steps
        digit = 9 if before >= 3 else 8 if before == 2 else 7
        hits.append(Hit(step, round(digit * _DIGIT), heights[place]))
    return Cell(name, num_steps, tuple(hits))


def motif(rng: np.random.Generator, length: int) -> list[int]:
    """A walk over ``MOTIF`` that begins on the root, likes to stay, and ends on the root or below it.

    Its moves (stay 0.4, to a neighbour 0.35, home 0.15, anywhere 0.1) are design priors after the seeds' own motifs.
    """
    home = MOTIF.index(0)
    place = home
    heights: list[int] = []
    for move, where in rng.random((length, 2)):
        if heights:
            if move < 0.35:
                place = int(np.clip(place + (1 if where < 0.55 else -1), 0, len(MOTIF) - 1))
            elif move < 0.5:
                place = home
            elif move < 0.6:
                place = int(where * len(MOTIF))
        heights.append(MOTIF[place])
    if length > 2:
        heights[-1] = 0 if heights[-1] > 3 else heights[-1]
    return heights


def check(
    notes: Sequence[GridNote],
    kick: Sequence[GridNote],
    *,
    first_step: int,
    num_bars: int,
    hits_around_kick: float,
    longest_beats: float,
) -> tuple[str, ...]:
    """What a log-drum part breaks of the domain reference 1.6.5; empty where it keeps to all of it.

    By phrase of 8 bars: at least 45 % of onsets off the quarter grid, and no larger share on the kick than
    ``hits_around_kick``. By bar: one of its beats on and in which nothing begins (the stricter of two readings of "an
    empty beat"). By two bars: the same rhythm at most twice in a row. By note: held no longer than ``longest_beats``.
    """
    found = []
    struck = {note.step for note in kick}
    for first_bar in range(0, num_bars, 8):
        last_bar = min(first_bar + 8, num_bars)
        own = _between(notes, first_step + first_bar * STEPS_PER_BAR, first_step + last_bar * STEPS_PER_BAR)
        found += _check_shares(own, struck, hits_around_kick, f"bars {first_bar + 1}–{last_bar}")
    for bar in range(num_bars):
        start = first_step + bar * STEPS_PER_BAR
        beats = {int((note.step - start) // 4) for note in _between(notes, start, start + STEPS_PER_BAR)}
        if len(beats) == 4:
            found.append(f"bar {bar + 1} has no empty beat")
    units = [rhythm(notes, first_step + unit * UNIT_STEPS) for unit in range(num_bars // 2)]
    for place in range(2, len(units)):
        if len(units[place]) > 1 and units[place] == units[place - 1] == units[place - 2]:
            found.append(f"bars {2 * place - 3}–{2 * place + 2} repeat without an edit")
    found += [
        f"a note at step {note.step - first_step:g} is held {note.length:g} sixteenths"
        for note in notes
        if note.length > 4.0 * longest_beats + _TOLERANCE
    ]
    return tuple(found)


def rhythm(notes: Sequence[GridNote], start: float) -> tuple[float, ...]:
    """Onsets of the two bars from ``start``, in sixteenths from there."""
    return tuple(sorted(note.step - start for note in _between(notes, start, start + UNIT_STEPS)))


def is_off_beat(step: float) -> bool:
    """Whether a place lies off the quarter grid."""
    return abs(step / 4.0 - round(step / 4.0)) * 4.0 > _TOLERANCE


def _check_shares(own: Sequence[GridNote], struck: set[float], hits_around_kick: float, where: str) -> list[str]:
    if not own:
        return []
    found = []
    off = sum(is_off_beat(note.step) for note in own) / len(own)
    around = sum(note.step in struck for note in own) / len(own)
    if off < LEAST_OFF_BEAT - _TOLERANCE:
        found.append(f"{where}: {off:.0%} off the quarters")
    if around > hits_around_kick + _TOLERANCE:
        found.append(f"{where}: {around:.0%} on the kick")
    return found


def _between(notes: Sequence[GridNote], start: float, end: float) -> list[GridNote]:
    return [note for note in notes if start <= note.step < end]
