"""Editing notes: frozen notes in, notes out. Pure; knows no Qt and no file.

Every function takes notes in their order with the places of those that are chosen, and gives both back for the notes
that result. A group moves as one: where one note would leave the song or the keyboard, all stop there.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from app.bar_clock import BarClock
from engine.core.events import NoteEvent
from engine.core.stems import Stem

SHORTEST = 0.01
"""Seconds; what is shorter is neither heard as a note nor hit with a mouse."""
STRAIGHT, MOST_SWING = 0.5, 0.75
_SECONDS_PER_BEAT = 0.5  # of a song without beats: a grid at 120 BPM from its start
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class EditGrid:
    """Steps of ``step`` beats over a song; every second one is late by ``swing`` (0.5 straight, 0.75 a dotted one).

    Swing is the share of two steps that the first one takes, as in ``Analysis.swing``.
    """

    clock: BarClock | None
    step: float = 0.25
    swing: float = STRAIGHT

    def __post_init__(self) -> None:
        if self.step <= 0.0 or not STRAIGHT <= self.swing <= MOST_SWING:
            raise ValueError(f"a grid needs a step > 0 and a swing of 0.5-0.75, got {self.step} and {self.swing}")

    def beat_at(self, time: float) -> float:
        """Beats since the first beat; negative before it."""
        if self.clock is None:
            return time / _SECONDS_PER_BEAT
        beats = _beats_of(self.clock)
        place = bisect_right(beats, time) - 1
        if 0 <= place < len(beats) - 1:  # as the clock has it, without a look at all the other beats
            return place + (time - beats[place]) / (beats[place + 1] - beats[place])
        return self.clock.beat_at(time)

    def time_of(self, beat: float) -> float:
        """Seconds of a beat; the inverse of ``beat_at``."""
        if self.clock is None:
            return beat * _SECONDS_PER_BEAT
        beats = _beats_of(self.clock)
        place = math.floor(beat)
        if 0 <= place < len(beats) - 1:
            return beats[place] + (beat - place) * (beats[place + 1] - beats[place])
        return self.clock.time_of(beat)

    def later(self, times: Sequence[float], beats: float) -> list[float]:
        """Times later by ``beats``; for thousands of them within one frame."""
        if self.clock is None:
            return [self.time_of(self.beat_at(time) + beats) for time in times]
        knots = self.clock.beats
        before = np.searchsorted(knots, times, side="right") - 1
        known, last = np.clip(before, 0, len(knots) - 2), len(knots) - 1
        goals = known + (times - knots[known]) / (knots[known + 1] - knots[known]) + beats
        moved = np.interp(goals, np.arange(len(knots)), knots).tolist()
        for place in np.flatnonzero((before != known) | (goals < 0.0) | (goals >= last)).tolist():  # beyond the beats
            moved[place] = self.time_of(self.beat_at(times[place]) + beats)
        return list(moved)

    def place(self, index: int) -> float:
        """Beat of a step."""
        return self.step * (index + (2.0 * (self.swing - STRAIGHT) if index % 2 else 0.0))

    def snapped(self, time: float) -> float:
        """The step nearest to ``time``, never before the song."""
        return self.time_of(self._nearest(time))

    def before(self, time: float) -> float:
        """The step at or before ``time``, never before the song: where a drawn note begins."""
        beat = self.beat_at(time) + _CLOSE
        index = math.floor(beat / self.step)
        index -= self.place(index) > beat
        return self.time_of(self._inside(index))

    def _nearest(self, time: float) -> float:
        beat = self.beat_at(time)
        around = math.floor(beat / self.step)
        return self._inside(min(range(around - 1, around + 3), key=lambda index: abs(self.place(index) - beat)))

    def _inside(self, index: int) -> float:
        while self.time_of(self.place(index)) < 0.0:
            index += 1
        return self.place(index)


@lru_cache(maxsize=4)
def _beats_of(clock: BarClock) -> tuple[float, ...]:
    return tuple(clock.beats.tolist())


@dataclass(frozen=True, slots=True)
class Picked:
    """Notes in their order, and which of them are chosen, by their places."""

    notes: tuple[NoteEvent, ...] = ()
    chosen: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if any(not 0 <= index < len(self.notes) for index in self.chosen):
            raise ValueError("a chosen note is not there")

    @property
    def chosen_notes(self) -> tuple[NoteEvent, ...]:
        return tuple(self.notes[index] for index in sorted(self.chosen))

    def choosing(self, chosen: Iterable[int]) -> Picked:
        """The same notes, others of them chosen."""
        return Picked(self.notes, frozenset(chosen))

    def changed(self, change: Callable[[NoteEvent], NoteEvent]) -> Picked:
        """The chosen notes changed, and all in order again."""
        return arranged(
            (change(note) if i in self.chosen else note, i in self.chosen) for i, note in enumerate(self.notes)
        )


def arranged(notes: Iterable[tuple[NoteEvent, bool]]) -> Picked:
    """Notes, each with whether it is chosen, put in order."""
    ordered = sorted(notes, key=lambda pair: pair[0])
    return Picked(
        tuple(note for note, _ in ordered),
        frozenset(place for place, (_, is_chosen) in enumerate(ordered) if is_chosen),
    )


def _between(note: NoteEvent, onset: float, offset: float, semitones: int = 0) -> NoteEvent:
    """A note with other ends, and higher; as it was where all is the same to a nanosecond.

    A pitch that was changed was not heard: it has no confidence any more.
    """
    is_moved = abs(onset - note.onset) >= _CLOSE or abs(offset - note.offset) >= _CLOSE
    if not is_moved and not semitones:
        return note
    if is_moved:
        onset = max(0.0, onset)
        offset = max(offset, onset + SHORTEST)
    else:
        onset, offset = note.onset, note.offset
    confidence = None if semitones else note.confidence
    # not by ``replace``: thousands of notes move within one frame
    return NoteEvent(onset, offset, note.pitch + semitones, note.velocity, confidence, note.slide)


def moved(picked: Picked, grid: EditGrid, beats: float, semitones: int, duration: float) -> Picked:
    """The chosen notes later by ``beats`` (earlier where negative) and higher by ``semitones``, as one group.

    They keep their lengths in beats.
    """
    chosen = picked.chosen_notes
    if not chosen:
        return picked
    first, last = min(note.onset for note in chosen), max(note.offset for note in chosen)
    earliest, latest = grid.beat_at(0.0) - grid.beat_at(first), grid.beat_at(duration) - grid.beat_at(last)
    beats = max(min(beats, max(latest, 0.0)), min(earliest, 0.0))
    lowest, highest = min(note.pitch for note in chosen), max(note.pitch for note in chosen)
    semitones = max(min(semitones, 127 - highest), -lowest)

    onsets, offsets = [note.onset for note in chosen], [note.offset for note in chosen]
    if beats:
        onsets, offsets = grid.later(onsets, beats), grid.later(offsets, beats)
    after = map(_between, chosen, onsets, offsets, [semitones] * len(chosen))
    return arranged((next(after), True) if i in picked.chosen else (note, False) for i, note in enumerate(picked.notes))


def resized(picked: Picked, grid: EditGrid, beats: float, duration: float) -> Picked:
    """The chosen notes longer by ``beats``, shorter where negative; none shorter than ``SHORTEST``."""

    def change(note: NoteEvent) -> NoteEvent:
        end = grid.time_of(grid.beat_at(note.offset) + beats)
        end = max(min(end, max(duration, note.offset)), min(note.onset + SHORTEST, note.offset))
        return _between(note, note.onset, end)

    return picked.changed(change)


def drawn(picked: Picked, note: NoteEvent) -> Picked:
    """One note more, and only it chosen."""
    return arranged([*((old, False) for old in picked.notes), (note, True)])


def deleted(picked: Picked) -> Picked:
    """Without the chosen notes."""
    return Picked(tuple(note for place, note in enumerate(picked.notes) if place not in picked.chosen))


def duplicated(picked: Picked, grid: EditGrid, duration: float) -> Picked:
    """The chosen notes once more, behind themselves by whole steps; the copies are chosen. As it was without room."""
    chosen = picked.chosen_notes
    if not chosen:
        return picked
    first, last = grid.beat_at(min(n.onset for n in chosen)), grid.beat_at(max(n.offset for n in chosen))
    length = math.ceil((last - first) / grid.step - 1e-6) * grid.step
    if grid.time_of(last + length) > duration + _CLOSE:
        return picked
    copies = moved(Picked(chosen, frozenset(range(len(chosen)))), grid, length, 0, duration)
    return arranged([*((note, False) for note in picked.notes), *((note, True) for note in copies.notes)])


def louder(picked: Picked, change: int) -> Picked:
    """The chosen notes at a velocity higher by ``change``, each within 1-127."""
    return picked.changed(lambda note: replace(note, velocity=max(1, min(127, note.velocity + change))))


def with_velocity(picked: Picked, velocity: int) -> Picked:
    """The chosen notes at one velocity."""
    velocity = max(1, min(127, velocity))
    return picked.changed(lambda note: replace(note, velocity=velocity))


def quantised(picked: Picked, grid: EditGrid, strength: float) -> Picked:
    """The chosen notes (all, where none is) nearer to their steps: 0 leaves them, 1 puts them there.

    Notes keep their lengths in beats, so a legato line stays one. Strength is the share of the way that a note goes, as
    the iterative quantise of sequencers has it.

    Raises:
        ValueError: If ``strength`` is not 0-1.
    """
    if not 0.0 <= strength <= 1.0:
        raise ValueError(f"a strength lies between 0 and 1, got {strength}")
    if strength == 0.0:
        return picked

    def change(note: NoteEvent) -> NoteEvent:
        goal = grid.snapped(note.onset)
        onset = goal if strength == 1.0 else note.onset + strength * (goal - note.onset)
        length = grid.beat_at(note.offset) - grid.beat_at(note.onset)
        return _between(note, onset, grid.time_of(grid.beat_at(onset) + length))

    if picked.chosen:
        return picked.changed(change)
    return picked.choosing(range(len(picked.notes))).changed(change).choosing(())


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One step of work on a stem: what was there, what is there after it."""

    stem: Stem
    before: Picked
    after: Picked

    @property
    def inverse(self) -> NoteChange:
        return NoteChange(self.stem, self.after, self.before)

    @property
    def is_empty(self) -> bool:
        """Whether no note is another than before, whatever is chosen."""
        return self.before.notes == self.after.notes


def applied(notes: dict[Stem, Picked], change: NoteChange) -> dict[Stem, Picked]:
    """All stems after a change.

    Raises:
        ValueError: If the stem is not what the change was made for.
    """
    if notes[change.stem].notes != change.before.notes:
        raise ValueError("the notes are not those that this change was made for")
    return {**notes, change.stem: change.after}
