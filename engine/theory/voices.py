"""Voices between chords, from the notes themselves: outer voices, realised chords, forbidden parallels.

Parallels after Fux and every harmony book since: two voices a perfect fifth or octave apart that both move, in the same
direction, to the same interval (Kostka & Payne, chapter 5).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from engine.core.events import NoteEvent
from engine.core.harmony import ChordSegment

_REACH_S = 0.12  # a strummed or swung chord is complete within this
_MOST_VOICES = 6


@dataclass(frozen=True, slots=True)
class Parallels:
    """Parallel perfect intervals between voices, over ``moves`` changes of chord that could be heard in both."""

    fifths: int
    octaves: int
    moves: int
    times: tuple[float, ...]


class Line:
    """A voice that can be asked for its pitch at a time.

    Args:
        notes: Its notes; of several that sound at once the highest or the lowest counts.
        highest: Which.
    """

    def __init__(self, notes: Sequence[NoteEvent], *, highest: bool) -> None:
        self._notes = sorted(notes)
        self._onsets = [note.onset for note in self._notes]
        self._longest = max((note.offset - note.onset for note in self._notes), default=0.0)
        self._choose = max if highest else min

    def __call__(self, start: float, end: float) -> int | None:
        """The pitch that sounds at ``start``, or first within the first half of the time to ``end``; None if none."""
        first = bisect_left(self._onsets, start - self._longest - _REACH_S)
        sounding: list[int] = []
        later: NoteEvent | None = None
        for note in self._notes[first:]:
            if note.onset > start + 0.5 * (end - start):
                break
            if note.onset <= start + _REACH_S and note.offset > start + 0.5 * _REACH_S:
                sounding.append(note.pitch)
            elif note.onset > start + _REACH_S and later is None:
                later = note
        if sounding:
            return self._choose(sounding)
        return None if later is None else later.pitch


def outer_parallels(bass: Line, top: Line, chords: Sequence[ChordSegment]) -> Parallels | None:
    """Parallels between the lowest and the highest voice from chord to chord; None where they never sound together."""
    pairs = [(chord.start, bass(chord.start, chord.end), top(chord.start, chord.end)) for chord in chords]
    voices = [(start, np.array([low, high])) for start, low, high in pairs if low is not None and high is not None]
    return _count(voices) if len(voices) > 1 else None


def voicings(notes: Sequence[NoteEvent], chords: Sequence[ChordSegment]) -> list[tuple[float, tuple[int, ...]]]:
    """The notes struck together at the beginning of each chord, low to high; chords with fewer than three are left out.

    Returns:
        ``(seconds, MIDI pitches)``.
    """
    ordered = sorted(notes)
    onsets = [note.onset for note in ordered]
    found = []
    for chord in chords:
        first, last = bisect_left(onsets, chord.start - _REACH_S), bisect_left(onsets, chord.start + _REACH_S)
        pitches = tuple(sorted({note.pitch for note in ordered[first:last]}))
        if 3 <= len(pitches) <= _MOST_VOICES:
            found.append((chord.start, pitches))
    return found


def chord_parallels(rows: Sequence[tuple[float, tuple[int, ...]]]) -> Parallels | None:
    """Parallels inside realised chords, voice by voice from the lowest; None without two chords of the same size."""
    found = [
        part for a, b in pairwise(rows) if len(a[1]) == len(b[1])
        for part in [_count([(a[0], np.array(a[1])), (b[0], np.array(b[1]))])]
    ]  # fmt: skip
    if not found:
        return None
    times = tuple(time for part in found for time in part.times)
    return Parallels(sum(p.fifths for p in found), sum(p.octaves for p in found), len(found), times)


def _count(voices: Sequence[tuple[float, np.ndarray]]) -> Parallels:
    fifths = octaves = moves = 0
    times: list[float] = []
    for (_, before), (time, after) in pairwise(voices):
        moves += 1
        for low, high in combinations(range(len(before)), 2):
            interval, following = (before[high] - before[low]) % 12, (after[high] - after[low]) % 12
            up, down = after[low] - before[low], after[high] - before[high]
            if interval != following or up * down <= 0 or before[high] == before[low]:
                continue
            fifths += int(interval == 7)
            octaves += int(interval == 0)
            if interval in (0, 7):
                times.append(time)
    return Parallels(fifths, octaves, moves, tuple(times))


def motion_semitones(rows: Sequence[tuple[float, tuple[int, ...]]]) -> float | None:
    """Mean motion of a voice from one realised chord to the next, in semitones; None without two of the same size."""
    moves = [np.mean(np.abs(np.subtract(b, a))) for (_, a), (_, b) in pairwise(rows) if len(a) == len(b)]
    return float(np.mean(moves)) if moves else None
