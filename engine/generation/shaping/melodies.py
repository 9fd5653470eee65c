"""A melody to follow, made of notes: one line, plainly sung, for models that hear which pitch class is strongest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio

ROLES = ("lead", "vocal", "riff", "choir", "adlib", "keys", "guitar", "stab")
"""Roles that may carry a sketch's melody, the likeliest first; the first that plays is followed."""
SAMPLE_RATE = 32_000
_PARTIALS = (1.0, 0.4, 0.2, 0.1)
_EDGE_SECONDS = 0.01
_LEVEL = 0.3


@dataclass(frozen=True, slots=True)
class Sung:
    """One note of a melody: seconds and a MIDI number."""

    onset: float
    offset: float
    pitch: int


def top_line(notes: Sequence[Sung]) -> list[Sung]:
    """Of notes that begin together the highest; each ends where the next begins."""
    highest: dict[int, Sung] = {}
    for note in notes:
        place = round(note.onset * 50)  # 20 ms: what begins within it is one chord
        if place not in highest or note.pitch > highest[place].pitch:
            highest[place] = note
    line = [highest[place] for place in sorted(highest)]
    ends = [following.onset for following in line[1:]] + [float("inf")]
    return [Sung(note.onset, min(note.offset, end), note.pitch) for note, end in zip(line, ends, strict=True)]


def sing(notes: Sequence[Sung], *, duration: float) -> Audio:
    """A melody as sound: a tone of four partials for each note of the top line, with soft edges.

    Args:
        notes: Of one role.
        duration: Seconds of the result.
    """
    samples = np.zeros(round(duration * SAMPLE_RATE), np.float64)
    for note in top_line(notes):
        first, last = round(note.onset * SAMPLE_RATE), min(len(samples), round(note.offset * SAMPLE_RATE))
        if last <= first:
            continue
        time = np.arange(last - first) / SAMPLE_RATE
        frequency = 440.0 * 2.0 ** ((note.pitch - 69) / 12.0)
        tone = sum(
            level * np.sin(2.0 * np.pi * frequency * number * time)
            for number, level in enumerate(_PARTIALS, 1)
            if frequency * number < SAMPLE_RATE / 2
        )
        edge = np.minimum(1.0, np.minimum(time, time[::-1]) / _EDGE_SECONDS)
        samples[first:last] += _LEVEL * edge * tone
    return Audio(samples.astype(np.float32)[None], SAMPLE_RATE)
