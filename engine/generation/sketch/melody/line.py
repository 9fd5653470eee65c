"""Pitches for a figure: the line that follows its contour and breaks no rule of melody, found by search.

The rules, after species counterpoint and studies of melody (Jeppesen, "Counterpoint", 1931; Meyer's gap-fill and
Narmour's registral return), as hard constraints:

1. strong tones (on a beat, held for a beat or longer, or last) are chord tones;
2. a tone foreign to the chord moves on by step;
3. a leap of more than five semitones turns back by a step or a third;
4. no leap of more than five semitones ends a phrase;
5. a phrase spans nine semitones at most (domain reference 5.2).

Among the lines that are left the cheapest is taken (Viterbi over pairs of pitches): near the contour, in its direction,
by small intervals, pentatonic before diatonic. Weights are design priors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.core.harmony import ChordLabel, Key
from engine.generation.sketch.melody.scales import chord_scale, pentatonic

SPAN = 9
"""Semitones of a phrase."""

_WIDTH = SPAN + 1
_FORBIDDEN = 1e4
_STEP = 2
_LEAP = 5
_RECOVERY = 4

# cost of each interval 0–9 semitones
_INTERVALS = np.array([0.7, 0.1, 0.0, 0.2, 0.35, 0.5, 3.0, 0.9, 1.6, 1.8])
_AGAINST_CONTOUR = 1.0
_FROM_CONTOUR = 0.33
_OUTSIDE_PENTATONIC = 0.8
_PLAIN_ROOT = 0.25
_HOVERING = 0.3

Cost = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a pitch: where its contour wants it (``height`` 0–1), over which chord, on a strong place or not."""

    height: float
    chord: ChordLabel
    is_strong: bool


@lru_cache(maxsize=8192)
def fit(slots: tuple[Slot, ...], low: int, key: Key) -> tuple[int, ...]:
    """MIDI pitches from ``low`` to ``low + SPAN``, one for each slot."""
    if not slots:
        return ()
    own = [_own_cost(slot, low, key) for slot in slots]
    own[-1] = own[-1] + _foreign(slots[-1], low) * _FORBIDDEN
    if len(slots) == 1:
        return (low + int(np.argmin(own[0])),)
    total = own[0][:, None] + own[1][None, :] + _between(slots[0], slots[1], low)
    back: list[NDArray[np.int64]] = []
    for place in range(2, len(slots)):
        reached = total[:, :, None] + _unrecovered()
        back.append(np.argmin(reached, axis=0))
        total = np.min(reached, axis=0) + _between(slots[place - 1], slots[place], low) + own[place][None, :]
    total = total + _FORBIDDEN * (np.abs(_intervals()) > _LEAP)
    path = [int(index) for index in np.unravel_index(int(np.argmin(total)), total.shape)]
    for pointer in reversed(back):
        path.insert(0, int(pointer[path[0], path[1]]))
    return tuple(low + index for index in path)


def faults(pitches: Sequence[int], slots: Sequence[Slot], key: Key) -> list[str]:
    """Which rules a line breaks, in words; empty where it keeps all of them."""
    found = []
    for place, (pitch, slot) in enumerate(zip(pitches, slots, strict=True)):
        is_last = place == len(pitches) - 1
        tone = pitch % 12
        if tone not in chord_scale(slot.chord, key):
            found.append(f"{place}: outside the scale")
        if tone not in slot.chord.pitch_classes:
            if slot.is_strong or is_last:
                found.append(f"{place}: a strong tone foreign to the chord")
            elif not 1 <= abs(pitches[place + 1] - pitch) <= _STEP:
                found.append(f"{place}: a foreign tone that does not move on by step")
        leap = pitch - pitches[place - 1] if place else 0
        if abs(leap) > _LEAP and (is_last or not _returns(leap, pitches[place + 1] - pitch)):
            found.append(f"{place}: a leap that does not turn back")
    if pitches and max(pitches) - min(pitches) > SPAN:
        found.append("wider than nine semitones")
    return found


def _returns(leap: int, following: int) -> bool:
    return leap * following < 0 and abs(following) <= _RECOVERY


def _own_cost(slot: Slot, low: int, key: Key) -> Cost:
    tones = (low + np.arange(_WIDTH)) % 12
    scale, five, chord = chord_scale(slot.chord, key), pentatonic(key), slot.chord.pitch_classes
    inside = np.isin(tones, list(scale))
    member = np.isin(tones, list(chord))
    cost = _FROM_CONTOUR * np.abs(np.arange(_WIDTH) - slot.height * SPAN)
    cost += np.where(np.isin(tones, list(five)) | member, 0.0, _OUTSIDE_PENTATONIC)
    cost += np.where(inside, 0.0, _FORBIDDEN)
    if slot.is_strong:
        cost += np.where(member, 0.0, _FORBIDDEN)
        # thirds, sevenths and ninths say more than the root the bass has already
        cost += np.where(tones == (slot.chord.root if slot.chord.root is not None else -1), _PLAIN_ROOT, 0.0)
    return np.asarray(cost)


def _foreign(slot: Slot, low: int) -> NDArray[np.bool_]:
    tones = (low + np.arange(_WIDTH)) % 12
    return np.asarray(~np.isin(tones, list(slot.chord.pitch_classes)))


def _between(slot: Slot, following: Slot, low: int) -> Cost:
    """Cost of each interval, ``[from, to]``."""
    intervals = _intervals()
    size = np.abs(intervals)
    wanted = following.height - slot.height
    direction = 0 if abs(wanted) < 0.08 else int(np.sign(wanted))
    stuck = _foreign(slot, low)[:, None] & ((size < 1) | (size > _STEP))
    return np.asarray(_INTERVALS[size] + _AGAINST_CONTOUR * (np.sign(intervals) * direction < 0) + _FORBIDDEN * stuck)


@lru_cache(maxsize=1)
def _intervals() -> NDArray[np.int64]:
    places = np.arange(_WIDTH)
    return np.asarray(places[None, :] - places[:, None])


@lru_cache(maxsize=1)
def _unrecovered() -> Cost:
    """Cost of leaps that do not turn back, of hovering and of third repetitions, ``[before, from, to]``."""
    leap = _intervals()[:, :, None]
    following = _intervals()[None, :, :]
    turns = (leap * following < 0) & (np.abs(following) <= _RECOVERY)
    hovers = (leap == -following) & (leap != 0)
    repeats = (leap == 0) & (following == 0)
    return np.asarray(_FORBIDDEN * ((np.abs(leap) > _LEAP) & ~turns) + 1.2 * repeats + _HOVERING * hovers)
