"""Guitar: a muted skank, an arpeggio or a strum, on grips that a hand can play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.harmony.fretboard import Fretting, grips
from engine.generation.sketch.parts.comping import Stab, chord_index, comp, roman, starts_of, stops
from engine.generation.sketch.parts.keys import chosen_grids

MANNERS = ("skank", "arpeggio", "strum")
_MUTED_STEPS = 0.7  # a damped stroke lasts less than a sixteenth

# strings of a grip in the order they are plucked, by sixteenth of two beats; -1 rests. Design values: the cascading
# two-finger patterns of southern African guitar, thinned for an electronic bed.
_ROLLS = (
    (0, -1, 2, 1, 3, -1, 2, 1),
    (0, -1, 1, 2, -1, 3, 2, -1),
    (0, 2, -1, 3, -1, 2, 1, -1),
    (0, -1, 3, -1, 2, 1, -1, 2),
)


def write_guitar(passage: Passage) -> Written:
    """The plan's manner (``skank``, ``arpeggio``, ``strum``), or as its grid suggests: Q5 skanks, Q6 strums.

    Without a grid a nylon guitar picks arpeggios and others skank.
    """
    manner = _manner(passage)
    voices = 3 if manner == "skank" else 4
    chords = grips([chord.label for chord in passage.chords], num_voices=voices)
    if manner == "arpeggio":
        return Written(tuple(_arpeggio(passage, chords)))
    stabs = comp(passage, chosen_grids(passage, ("Q5",) if manner == "skank" else ("Q6", "Q1")))
    write = _skank if manner == "skank" else _strum
    notes = [note for stab in stabs for note in write(passage, stab, chords[stab.chord])]
    return Written(tuple(notes))


def _manner(passage: Passage) -> str:
    pattern = passage.plan.pattern
    if pattern in MANNERS:
        return pattern
    voice = passage.blueprint.voices.get("guitar")
    is_nylon = voice is not None and voice.instrument == "nylon_guitar"
    if pattern.startswith("Q5"):
        return "skank"
    if pattern.startswith("Q"):
        return "arpeggio" if is_nylon and passage.plan.density >= 0.5 else "strum"
    return "arpeggio" if is_nylon else "skank"


def _skank(passage: Passage, stab: Stab, grip: Fretting) -> list[GridNote]:
    """A damped up-stroke: the high strings, short, the highest a little louder."""
    return [
        _note(passage, stab.step, _MUTED_STEPS, pitch, stab.velocity - 4.0 + 3.0 * rank, f"muted skank, {stab.reason}")
        for rank, pitch in enumerate(grip.pitches)
    ]


def _strum(passage: Passage, stab: Stab, grip: Fretting) -> list[GridNote]:
    """Down on the beat, up off it: an up-stroke leaves the lowest string out."""
    is_down = stab.step % 4 == 0 or "pushed" in stab.reason
    pitches = grip.pitches if is_down else grip.pitches[1:]
    word = "down" if is_down else "up"
    return [
        _note(passage, stab.step, stab.length, pitch, stab.velocity - (0.0 if is_down else 5.0) - 1.5 * abs(rank - 1),
              f"{word}-strum, {stab.reason}")
        for rank, pitch in enumerate(pitches)
    ]  # fmt: skip


def _arpeggio(passage: Passage, chords: Sequence[Fretting]) -> list[GridNote]:
    """Plucked one by one in rolls of two beats; strings ring until they are plucked again or the chord changes."""
    rng = passage.rng
    first, second = (int(number) for number in rng.integers(len(_ROLLS), size=2))
    hand = rng.normal(0.0, 4.0, passage.num_steps)
    drops = rng.random(2 * STEPS_PER_BAR)
    silent = stops(passage)
    changes = starts_of(passage)
    notes: list[GridNote] = []
    ringing: dict[int, int] = {}
    for step in range(passage.num_steps):
        bar = step // STEPS_PER_BAR
        number = second if bar % 4 == 3 or (bar % 2 == 1 and step % STEPS_PER_BAR >= 8) else first
        roll = _ROLLS[number]
        index = chord_index(passage, step)
        string = roll[step % len(roll)]
        if step in changes:
            ringing.clear()
        if any(begin <= step < end for begin, end in silent):
            ringing.clear()
            continue
        is_kept = string == 0 or drops[step % len(drops)] < 0.35 + 0.9 * passage.plan.density
        if string < 0 or not is_kept:
            continue
        limit = _ring_until(passage, step, index)
        if string in ringing:
            before = notes[ringing[string]]
            gone = passage.first_step + step - before.step
            notes[ringing[string]] = replace(before, length=min(before.length, gone))
        ringing[string] = len(notes)
        velocity = (78.0 if string == 0 else 66.0) * (0.86 + 0.18 * passage.section.energy) + float(hand[step])
        reason = f"arpeggio, roll {number + 1}, {roman(passage.chords[index])}"
        notes.append(_note(passage, step, limit, chords[index].pitches[string], velocity, reason))
    return notes


def _ring_until(passage: Passage, step: int, index: int) -> float:
    """Sixteenths until the chord ends, two bars at most."""
    return float(min(passage.chords[index].last_step - passage.first_step - step, 2 * STEPS_PER_BAR))


def _note(passage: Passage, step: float, length: float, pitch: int, velocity: float, reason: str) -> GridNote:
    return GridNote(
        step=passage.first_step + step,
        length=length,
        pitch=pitch,
        velocity=int(np.clip(round(velocity), 1, 127)),
        reason=reason,
    )
