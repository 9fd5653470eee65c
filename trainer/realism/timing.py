"""Syllables on notes: which frame of a clip sounds when.

A vowel begins on its note's onset and is stretched to the note; the consonants before it are sung ahead of the onset,
at most over half the way from the note before. Where the next note is far, the syllable ends as it was spoken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.realism.voices import FRAME_S, Syllable

_TIED_S = 0.09
"""Notes closer than this are sung without a break."""
_CONSONANTS_SHARE = 0.5
_LONGEST_CONSONANT_S = 0.16
_LONGEST_TAIL_S = 0.18


@dataclass(frozen=True, slots=True)
class Sung:
    """A note of a line: seconds, MIDI pitch, loudness 0-1, and which syllable; ``held`` goes on with the last vowel."""

    onset: float
    end: float
    pitch: float
    loudness: float
    syllable: Syllable
    held: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """From ``start`` seconds on, by 5-ms step: the frame that sounds; -1 for silence."""

    start: float
    frames: NDArray[np.float64]


def align(notes: Sequence[Sung]) -> Alignment:
    """The frames of a phrase; notes in order, not overlapping."""
    knots: list[tuple[float, float]] = []
    rests: list[tuple[float, float]] = []
    for place, note in enumerate(notes):
        before = notes[place - 1] if place else None
        if not (note.held and before is not None):
            lead = _lead(note, before)
            is_tied = before is not None and note.onset - before.end < _TIED_S
            if before is not None:
                rests += _close(knots, before, note.onset - lead, is_tied=is_tied)
            knots.append((note.onset - lead, float(note.syllable.start)))
            knots.append((note.onset, float(note.syllable.vowel_start)))
    rests += _close(knots, notes[-1], np.inf, is_tied=False)
    start = knots[0][0]
    stop = knots[-1][0]
    at = start + FRAME_S * np.arange(int((stop - start) / FRAME_S) + 1)
    times, values = (np.array(column) for column in zip(*knots, strict=True))
    frames = np.interp(at, times, values)
    for low, high in rests:
        frames[(at > low) & (at < high)] = -1.0
    return Alignment(start, frames)


def _lead(note: Sung, before: Sung | None) -> float:
    """Seconds of consonants before the vowel."""
    lead = min(FRAME_S * (note.syllable.vowel_start - note.syllable.start), _LONGEST_CONSONANT_S)
    return lead if before is None else min(lead, _CONSONANTS_SHARE * (note.onset - before.onset))


def _close(
    knots: list[tuple[float, float]], note: Sung, next_start: float, *, is_tied: bool
) -> list[tuple[float, float]]:
    """End the syllable of ``note`` before ``next_start``; returns the rest after it, if there is one."""
    syllable = note.syllable
    tail = min(FRAME_S * (syllable.end - syllable.vowel_end), _LONGEST_TAIL_S)
    begun = knots[-1][0]
    if is_tied or next_start < note.end + tail:
        tail = min(tail, 0.3 * max(next_start - begun, 0.0))
        vowel_end = max(next_start - tail, begun)
        knots.append((vowel_end, float(syllable.vowel_end)))
        if tail > FRAME_S:
            knots.append((next_start - 1e-4, float(syllable.end - 1)))
        return []
    vowel_end = max(note.end, begun + FRAME_S)
    knots.append((vowel_end, float(syllable.vowel_end)))
    knots.append((vowel_end + max(tail, 2 * FRAME_S), float(syllable.end - 1)))
    return [(knots[-1][0], next_start)]
