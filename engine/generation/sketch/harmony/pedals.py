"""Pedal tones that make a section's key heard where what is played leaves it in doubt.

Loops such as VI v i i lean to a related key, and voicings whose root is left to the bass do so even more: i9 without
its root is a chord of III. What helps is what arrangers do: a soft tone of the tonic triad held through the chords that
bear it. The tone is the one that tells the key best from the one heard instead; more are added until every profile of
``clarity`` hears the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import PlayedChord
from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.generation.sketch.grid import GridNote
from engine.generation.sketch.harmony import clarity

_TRIADS = {"major": (0, 7, 4), "minor": (0, 7, 3)}
_ENOUGH = 0.08
"""Lead in correlation that is aimed at. Bass, log drum and melodies are not asked, so that pedals stay where they are
when those parts are drawn anew; over 96 planned pieces of all styles the key led in 76 without pedals and in 94 with
them."""


@dataclass(frozen=True, slots=True)
class Pedal:
    """A tone to be held: its pitch class, and the key that would be heard without it."""

    tone: int
    instead_of: Key


def pedals(notes: Sequence[GridNote], chords: Sequence[PlayedChord], key: Key) -> tuple[Pedal, ...]:
    """The tones to hold through a section, none where its key is clear; at most the tonic triad's three, best first.

    Args:
        notes: What the chordal parts play there.
        chords: The section's chords, in order.
        key: The key that is meant.
    """
    heard = [pitch_class_lengths(notes), pitch_class_lengths(notes, on_one_track=True)]
    lengths = {tone: _bearing_length(chords, tone) for tone in ((key.tonic + step) % 12 for step in _TRIADS[key.mode])}
    found: list[Pedal] = []
    tones = [tone for tone, length in lengths.items() if length > 0]
    while tones and _lead(heard, key) < _ENOUGH:
        added = {tone: [row + lengths[tone] * (np.arange(12) == tone) for row in heard] for tone in tones}
        best = max(tones, key=lambda tone: _lead(added[tone], key))
        if _lead(added[best], key) <= _lead(heard, key):
            break
        worst = min(heard if heard[0].any() else added[best], key=lambda row: clarity.lead(row, key))
        found.append(Pedal(best, clarity.rival(worst, key)))
        heard = added[best]
        tones.remove(best)
    return tuple(found)


def pitch_class_lengths(notes: Sequence[GridNote], *, on_one_track: bool = False) -> NDArray[np.float64]:
    """Sixteenths each pitch class sounds, ``[12]``.

    Args:
        notes: Of one or more parts.
        on_one_track: A note ends where the same pitch is struck again, as it does in a MIDI file that has all parts on
            one track.
    """
    total = np.zeros(12)
    following: dict[int, float] = {}
    for note in sorted(notes, key=lambda note: -note.step):
        until = following.get(note.pitch, np.inf) - note.step if on_one_track else np.inf
        total[note.pitch % 12] += min(note.length, until)
        following[note.pitch] = note.step
    return total


def _lead(heard: Sequence[NDArray[np.float64]], key: Key) -> float:
    """The key's least lead, however the notes are counted; -2 where nothing sounds."""
    return min(clarity.lead(row, key) if row.any() else -2.0 for row in heard)


def bears(label: ChordLabel, tone: int) -> bool:
    """Whether a pitch class can lie through a chord: it is in it, or no tone of it is a semitone away."""
    if label.root is None:
        return False
    tones = {(label.root + step) % 12 for step in (*QUALITIES[label.quality], label.bass)}
    return tone in tones or not {(tone + 1) % 12, (tone - 1) % 12} & tones


def _bearing_length(chords: Sequence[PlayedChord], tone: int) -> float:
    return float(sum(chord.last_step - chord.first_step for chord in chords if bears(chord.label, tone)))
