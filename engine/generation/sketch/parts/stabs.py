"""Stabs: an organ or electric piano that answers in the log drum's rests (domain reference 5.2, "Answer")."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.cells import UNIT_STEPS
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.parts.comping import (
    Stab,
    chord_index,
    comp,
    log_onsets,
    roman,
    starts_of,
    stops,
    strike,
    voicings,
)
from engine.generation.sketch.parts.keys import chosen_grids

_LOW, _HIGH = 57, 81
_NUM_VOICES = 3
_LONGEST = 1.2  # sixteenths: a stab is short whatever grid it follows
_SHORTEST_REST = 3  # sixteenths without an onset of the log drum that leave room for an answer
_DOUBLED = 0.18  # chance that an answer is struck twice
_DEFAULT_GRIDS = ("Q2", "Q5")
_PLACES = {2: 0, 3: 1, 1: 2, 0: 3}  # sixteenth within the beat: the off-beat eighth is liked best


def write_stab(passage: Passage) -> Written:
    """Short three-voice chords in the log drum's rests; without a log drum the plan's off-beat grid."""
    chords = voicings(passage, low=_LOW, high=_HIGH, num_voices=_NUM_VOICES)
    busy = log_onsets(passage)
    stabs = _answers(passage, busy) if busy else comp(passage, chosen_grids(passage, _DEFAULT_GRIDS))
    notes: list[GridNote] = []
    for stab in stabs:
        short = replace(stab, length=min(stab.length, _LONGEST))
        notes += strike(passage, short, chords[stab.chord], lean=4.0)
    return Written(tuple(notes))


def _answers(passage: Passage, busy: frozenset[int]) -> list[Stab]:
    """One answer in some of the rests; the same rest of a repeated cell is answered in the same way."""
    rng = passage.rng
    liking = rng.random((UNIT_STEPS, 2))
    hand = rng.normal(0.0, 4.0, passage.num_steps)
    turns = rng.random(passage.num_steps // STEPS_PER_BAR + 1)
    silent = stops(passage)
    changes = starts_of(passage)
    share = 0.3 + 0.6 * passage.plan.density
    stabs = []
    for first, last in rests(busy, passage.num_steps):
        step = _place(first, last)
        likes, doubles = liking[step % UNIT_STEPS]
        is_phrase_end = (step // STEPS_PER_BAR) % 4 == 3
        # the fourth bar of each phrase decides anew, so that the answers are no loop
        if (turns[step // STEPS_PER_BAR] if is_phrase_end else likes) >= share:
            continue
        if any(begin <= step < end for begin, end in silent):
            continue
        for place in (step, step + 1) if doubles < _DOUBLED and step + 1 < last else (step,):
            goal = next((changes[s] for s in (place + 1, place + 2) if s in changes), None)
            index = chord_index(passage, place) if goal is None else goal
            rule = f"answers the log drum's rest of {last - first} sixteenths"
            early = f", anticipates {roman(passage.chords[index])}" if goal is not None else ""
            strength = (84 if place == step else 66) * (0.86 + 0.18 * passage.section.energy)
            stabs.append(
                Stab(
                    step=place,
                    length=0.8 if place == step else 0.6,
                    velocity=float(np.clip(strength + hand[place], 20, 122)),
                    chord=index,
                    reason=f"{rule}{', again' if place != step else ''}{early}, {roman(passage.chords[index])}",
                )
            )
    return stabs


def rests(busy: frozenset[int], num_steps: int) -> list[tuple[int, int]]:
    """First and last step (exclusive) of each stretch of at least three sixteenths without an onset.

    The sixteenth of an onset itself is taken; long rests are cut at the beat, so that each bar can answer.
    """
    found = []
    start = 0
    for step in [*sorted(busy), num_steps]:
        while step - start > 2 * STEPS_PER_BAR // 4:
            found.append((start, start + STEPS_PER_BAR // 2))
            start += STEPS_PER_BAR // 2
        if step - start >= _SHORTEST_REST:
            found.append((start, step))
        start = step + 1
    return found


def _place(first: int, last: int) -> int:
    """The best place in a rest: an off-beat eighth, not its first sixteenth, early rather than late."""
    choices = range(first + 1, last - 1) if last - first > 2 else range(first, last)
    return min(choices, key=lambda step: (_PLACES[step % 4], step))
