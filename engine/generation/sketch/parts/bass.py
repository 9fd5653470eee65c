"""The bass: long, legato or an ostinato, never the log drum's riff (domain reference 1.6.7).

Where the log drum plays too, the bass begins between its onsets and takes the octave in which the two meet least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.composition import PlayedChord
from engine.generation.draws import stream
from engine.generation.sketch.grid import GridNote, Passage, Written
from engine.generation.sketch.parts.log_pitch import Tone, bass_class, folded, tone
from engine.generation.sketch.parts.transitions import fills, silent
from engine.generation.sketch.seeds import Grid, grid

LOWEST, HIGHEST = 28, 52
"""MIDI pitches of the bass."""

MANNERS = ("sustain", "ostinato", "walk", "offbeat")

_FIGURES = {"ostinato": ("U2", "U3", "U5", "U6"), "offbeat": ("U1", "U4")}

# manners by whether the log drum plays, and by style; design priors after the domain reference 1.6.7 and 2.2
_WITH_LOG_DRUM = ("sustain",)
_ALONE = {
    "private_school": ("walk", "ostinato", "sustain"),
    "soulful": ("walk", "ostinato", "sustain"),
    "fusion": ("walk", "ostinato", "offbeat"),
}
_ALONE_ELSEWHERE = ("ostinato", "offbeat", "sustain")

_LATEST_SHIFT = 8
"""Sixteenths by which a long note may give way to the log drum before it is left out."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A bass note before pitch: a step of the piece, the length it wants, a degree and why."""

    step: float
    length: float
    semitones: int
    velocity: int
    reason: str


def write_bass(passage: Passage) -> Written:
    """The bass of a section: in the plan's manner (one of ``MANNERS``, or a grid's name), or in a drawn one."""
    manner = passage.plan.pattern or _drawn_manner(passage)
    events = _events(passage, manner)
    events = _beside(events, passage.written.get("log_drum", ()), sustained=manner in {"sustain", "walk"})
    turns = fills(passage.blueprint, passage.index)
    events = [event for event in events if not silent("bass", turns, event.step - passage.first_step)]
    return Written(_notes(passage, events))


def _drawn_manner(passage: Passage) -> str:
    """A manner for the piece: one for sections with the log drum, one for those without."""
    beside = "log_drum" in passage.written
    choices = _WITH_LOG_DRUM if beside else _ALONE.get(passage.blueprint.style, _ALONE_ELSEWHERE)
    rng = stream(passage.blueprint, "bass", "manner", int(beside))
    return choices[int(rng.integers(len(choices)))]


def _events(passage: Passage, manner: str) -> list[_Event]:
    if manner == "sustain":
        return _sustained(passage)
    if manner == "walk":
        return _walked(passage)
    if manner in _FIGURES:
        rng = stream(passage.blueprint, "bass", "figure", manner)
        return _figured(passage, grid(_FIGURES[manner][int(rng.integers(len(_FIGURES[manner])))]))
    return _figured(passage, grid(manner.split("+", maxsplit=1)[0]))


def _sustained(passage: Passage) -> list[_Event]:
    """Long roots, struck again in the middle where it is busy."""
    found = []
    for chord in passage.chords:
        length = chord.last_step - chord.first_step
        parts = 2 if passage.plan.density > 0.65 and length >= STEPS_PER_BAR else 1
        for part in range(parts):
            start = chord.first_step + part * length / parts
            # the second note pushes: an eighth before the middle
            start -= 2.0 * part
            end = chord.last_step if part == parts - 1 else start + length / parts - 2.0
            found.append(_Event(start, end - start - 0.5, 0, 96 - 8 * part, "sustained root"))
    return found


def _walked(passage: Passage) -> list[_Event]:
    """Root, a chord tone in the middle, and a step into the next root on the last beat."""
    rng = passage.rng
    found = []
    for chord in passage.chords:
        length = chord.last_step - chord.first_step
        draws = rng.random(3)
        if length < 8:
            found.append(_Event(chord.first_step, length - 0.5, 0, 96, "walk: root"))
            continue
        approach = chord.last_step - 2.0
        found.append(_Event(chord.first_step, min(length / 2, 7.0), 0, 100, "walk: root"))
        middle = chord.first_step + (length / 2 if draws[0] < 0.5 else length / 2 - 2)
        found.append(
            _Event(middle, max(2.0, min(approach - middle, 6.0) - 0.5), 7 if draws[1] < 0.6 else 3, 86, "walk: middle")
        )
        if passage.plan.density >= 0.3 and draws[2] < 0.4 + 0.6 * passage.plan.density:
            found.append(_Event(approach, 1.75, _APPROACH, 88, "walk: steps into the next root"))
    return found


_APPROACH = 99
"""Stands for the tone that leads to the next root, in place of a degree."""


def _figured(passage: Passage, figure: Grid) -> list[_Event]:
    """An ostinato's hits, the soft ones left out where it is sparse."""
    num_steps = len(figure.velocities)
    loud = sorted(figure.steps, key=lambda step: (-figure.velocities[step], step))
    keep = set(loud[: max(1, round(len(loud) * min(1.0, 0.4 + 1.2 * passage.plan.density)))])
    found = []
    steps = [step for step in figure.steps if step in keep]
    degrees = dict(zip(figure.steps, figure.semitones or (0,) * len(figure.steps), strict=True))
    for start in range(0, passage.num_steps, num_steps):
        for place, step in enumerate(steps):
            following = steps[place + 1] if place + 1 < len(steps) else num_steps + steps[0]
            length = min(3.5, (following - step) * 0.9)
            found.append(
                _Event(
                    passage.first_step + start + step, length, degrees[step], figure.velocities[step] - 8, figure.name
                )
            )
    end = passage.first_step + passage.num_steps
    return [event for event in found if event.step < end]


def _beside(events: Sequence[_Event], log_drum: Sequence[GridNote], *, sustained: bool) -> list[_Event]:
    """Long notes begin after the log drum's onset, those of a figure are left out where it strikes."""
    if not log_drum:
        return list(events)
    taken = {round(note.step * 2) for note in log_drum}
    kept: list[_Event] = []
    for event in events:
        for shift in range(_LATEST_SHIFT + 1 if sustained else 1):
            step = event.step + shift
            free = round(step * 2) not in taken and (not kept or step > kept[-1].step)
            if free and (shift == 0 or event.length - shift >= 0.5):
                reason = event.reason + (", after the log drum" if shift else "")
                kept.append(_Event(step, max(0.5, event.length - shift), event.semitones, event.velocity, reason))
                break
    return kept


def _notes(passage: Passage, events: Sequence[_Event]) -> tuple[GridNote, ...]:
    start = _register(passage)
    shades = np.clip(passage.rng.normal(0.0, 2.5, len(events)), -5.0, 5.0)
    notes: list[GridNote] = []
    for place, (event, shade) in enumerate(zip(events, shades, strict=True)):
        after = events[place + 1].step if place + 1 < len(events) else passage.first_step + passage.num_steps
        length = round(float(max(0.25, min(event.length, after - event.step))), 3)
        own = _tone(passage, event, start, notes[-1].pitch if notes else None)
        notes.append(
            GridNote(
                step=event.step,
                length=length,
                pitch=own.pitch,
                velocity=int(np.clip(round(event.velocity + shade), 1, 127)),
                reason=f"{event.reason}, {own.words}",
            )
        )
    return tuple(notes)


def _tone(passage: Passage, event: _Event, start: int, before: int | None) -> Tone:
    chord = passage.chord_at(event.step)
    key = passage.blueprint.key
    lowest, highest = start, min(start + 12, HIGHEST)
    if event.semitones != _APPROACH:
        own = tone(event.semitones, chord, key, lowest, highest)
        root = bass_class(chord)
        if event.semitones == 0 and root is not None:
            return Tone(_in_register(root, start), own.words)
        return own
    following = passage.chord_at(chord.last_step)
    root = bass_class(following)
    goal = folded(key.tonic, lowest, highest) if root is None else _in_register(root, start)
    near = before if before is not None else goal
    from_below = near <= goal
    steps = (-2, -1, 2, 1) if from_below else (2, 1, -2, -1)
    for by in steps:
        if (goal + by) % 12 in key.scale and LOWEST <= goal + by <= HIGHEST:
            return Tone(goal + by, f"to the root of {following.roman}")
    return Tone(goal, f"root of {following.roman}")


def _in_register(pitch_class: int, start: int) -> int:
    """The pitch of that class in the octave from ``start``."""
    return start + (pitch_class - start) % 12


def _register(passage: Passage) -> int:
    """Lowest pitch of the octave the bass lives in: from E1 alone, where it meets the log drum least beside it."""
    log_drum = passage.written.get("log_drum", ())
    if not log_drum:
        return LOWEST + 2
    heights = {chord.first_step: _log_pitches(log_drum, chord) for chord in passage.chords}

    def meetings(start: int) -> int:
        met = 0
        for chord in passage.chords:
            root = bass_class(chord)
            if root is not None:
                met += heights[chord.first_step].count(_in_register(root, start))
        return met

    # from high to low, so that of equals the highest, farthest from the log drum's body, is taken
    return min(range(HIGHEST - 11, LOWEST - 1, -1), key=meetings)


def _log_pitches(log_drum: Sequence[GridNote], chord: PlayedChord) -> list[int]:
    return [note.pitch for note in log_drum if chord.first_step <= note.step < chord.last_step]
