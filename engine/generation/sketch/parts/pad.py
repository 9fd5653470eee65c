"""Pads: held chords, wide and airy, whose common tones lie over changes; the filter moves with the form."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import Move
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.harmony.voicing import Voicing
from engine.generation.sketch.parts.comping import roman, stops, voicings
from engine.generation.sketch.parts.pedal import held_pedals

_LOW, _HIGH = 52, 81
_LONGEST_STEPS = 4 * STEPS_PER_BAR  # a held tone is struck anew after four bars
_VELOCITY = 62
_GAP = 0.25  # sixteenths between a tone's end and its next attack

# filter at the start and the end of a section, Hz, by its label; above 18 000 it is open. Design values.
_FILTERS = {
    "intro": (500.0, 5_000.0),
    "build": (900.0, 14_000.0),
    "break": (6_000.0, 2_000.0),
    "outro": (8_000.0, 450.0),
    "bridge": (3_000.0, 9_000.0),
}
_LEVELS_DB = {"build": (-4.0, 0.0), "intro": (-6.0, 0.0), "outro": (0.0, -6.0)}


def write_pad(passage: Passage) -> Written:
    """The chords held, three to five voices by density, tied where tones stay, and pedals where the key needs them."""
    num_voices = 3 if passage.plan.density < 0.34 else 4 if passage.plan.density < 0.8 else 5
    chords = voicings(passage, low=_LOW, high=_HIGH, num_voices=num_voices, rootless=False)
    spans = _spans(passage)
    notes = _held(passage, chords, spans)
    notes += held_pedals(passage, notes, spans)
    return Written(tuple(sorted(notes, key=lambda note: (note.step, note.pitch))), _moves(passage))


def _spans(passage: Passage) -> list[tuple[int, int, int]]:
    """Chord index, first and last step (exclusive) of each stretch to be held, in steps of the section."""
    silent = stops(passage)
    spans = []
    for index, chord in enumerate(passage.chords):
        first = chord.first_step - passage.first_step
        last = chord.last_step - passage.first_step
        for begin, end in silent:
            if first < end and begin < last:
                last = max(first, begin)
        if last > first:
            spans.append((index, first, last))
    return spans


def _held(passage: Passage, chords: Sequence[Voicing], spans: Sequence[tuple[int, int, int]]) -> list[GridNote]:
    """Each voice's tones, joined while the pitch stays and four bars are not over."""
    hand = passage.rng.normal(0.0, 2.5, len(spans))
    open_notes: dict[int, tuple[int, int, float, int]] = {}  # pitch: first, last step, velocity, chord
    done: list[tuple[int, int, int, float, int]] = []
    for number, (index, first, last) in enumerate(spans):
        voicing = chords[index]
        velocity = _VELOCITY + 14.0 * passage.section.energy + float(np.clip(hand[number], -5.0, 5.0))
        for pitch in [pitch for pitch in open_notes if pitch not in voicing or open_notes[pitch][1] < first]:
            begin, end, loud, chord = open_notes.pop(pitch)
            done.append((pitch, begin, end, loud, chord))
        for rank, pitch in enumerate(voicing):
            held = open_notes.get(pitch)
            if held is not None and last - held[0] <= _LONGEST_STEPS:
                open_notes[pitch] = (held[0], last, held[2], held[3])
                continue
            if held is not None:
                done.append((pitch, *held))
            open_notes[pitch] = (first, last, velocity + (4.0 if rank == len(voicing) - 1 else 0.0), index)
    done += [(pitch, *held) for pitch, held in open_notes.items()]
    return [
        _note(passage, pitch, begin, end, loud, f"held, {roman(passage.chords[chord])}")
        for pitch, begin, end, loud, chord in sorted(done, key=lambda row: (row[1], row[0]))
    ]


def _note(passage: Passage, pitch: int, first: int, last: int, velocity: float, reason: str) -> GridNote:
    return GridNote(
        step=float(passage.first_step + first),
        length=last - first - _GAP,
        pitch=pitch,
        velocity=int(np.clip(round(velocity), 1, 127)),
        reason=reason,
    )


def _moves(passage: Passage) -> tuple[Move, ...]:
    """Filter and level of the pad through sections that lead somewhere."""
    label = passage.section.label
    per_step = passage.blueprint.seconds_per_step
    start = passage.first_step * per_step
    end = start + passage.num_steps * per_step
    moves = []
    if label in _FILTERS:
        first, last = _FILTERS[label]
        word = "opens" if last > first else "closes"
        reason = f"filter {word} through the {label}"
        moves.append(Move(role="pad", kind="lowpass_hz", start=start, end=end, first=first, last=last, reason=reason))
    if label in _LEVELS_DB:
        first, last = _LEVELS_DB[label]
        word = "comes up" if last > first else "goes"
        moves.append(
            Move(role="pad", kind="level_db", start=start, end=end, first=first, last=last, reason=f"pad {word}")
        )
    return tuple(moves)
