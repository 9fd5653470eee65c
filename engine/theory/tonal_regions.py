"""Keys along a song, heard from its chords: modulations, and the chord both keys share.

A path through the 24 keys is chosen that explains the chords most cheaply (Viterbi over keys, as Raphael & Stoddard,
"Functional Harmonic Analysis Using Probabilistic Models", Computer Music Journal 2004): a chord of the key costs
nothing, a foreign one something, a change of key much. A secondary dominant and its goal therefore stay in the key; a
passage that goes on and closes in another key does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.harmony import ChordLabel, ChordSegment, Key
from engine.core.roman import applied_target, key_steps
from engine.theory.mixture import borrowed_from
from engine.theory.numerals import DOMINANT_SEVENTHS, is_dominant

KEYS = tuple(Key(tonic, mode) for mode in ("major", "minor") for tonic in range(12))
_CHANGE = 1.6  # of these costs; in its goal's key a secondary dominant with its goal costs 1 less, two of them 2
_RETURN = 0.3  # coming home surprises nobody
_RELATED, _APPLIED, _BORROWED, _FOREIGN = 0.25, 0.5, 0.7, 1.2
_TONIC, _CLOSE = -0.15, -0.5  # a tonic heard, and one reached from its dominant
_FEWEST_CHORDS = 4
_CLOSES_NEEDED = 1


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of chords in one key: from the chord of index ``first`` to before ``end``."""

    first: int
    end: int
    key: Key


@dataclass(frozen=True, slots=True)
class Pivot:
    """The chord through which a key is left: of both keys, the last one before the new key's own chords.

    ``index`` counts chords.
    """

    index: int
    label: ChordLabel


def find_regions(chords: Sequence[ChordSegment], home: Key) -> tuple[Region, ...]:
    """The keys of a row of chords, which begins in ``home``; one region where it never leaves.

    A new key needs at least four chords, and its own tonic reached from its own dominant.
    """
    places = [i for i, chord in enumerate(chords) if chord.label.root is not None]
    if not places:
        return ()
    labels = [chords[i].label for i in places]
    path = _path(labels, home)
    runs: list[tuple[int, int, Key]] = []
    for index, key in enumerate(path):
        if runs and runs[-1][2] == key:
            runs[-1] = (runs[-1][0], index + 1, key)
        else:
            runs.append((index, index + 1, key))
    kept: list[tuple[int, int, Key]] = []
    for first, end, key in runs:
        if kept and (end - first < _FEWEST_CHORDS or not _is_confirmed(labels[max(0, first - 1) : end], key)):
            kept[-1] = (kept[-1][0], end, kept[-1][2])
        elif kept and kept[-1][2] == key:
            kept[-1] = (kept[-1][0], end, key)
        else:
            kept.append((first, end, key))
    firsts = [_arrival(labels, first, end, kept[i][2], key) for i, (first, end, key) in enumerate(kept[1:])]
    bounds = [0, *(places[first] for first in firsts), len(chords)]
    return tuple(Region(a, b, key) for (a, b), (_, _, key) in zip(pairwise(bounds), kept, strict=True))


def _arrival(labels: Sequence[ChordLabel], first: int, end: int, old: Key, new: Key) -> int:
    """Where the new key begins: its first chord that is foreign to the old one, or the dominant of its first close.

    Chords of both keys before that still belong to the old one; the last of them is the pivot.
    """
    for index in range(first, end):
        leads = index + 1 < end and is_dominant(labels[index], new) and labels[index + 1].root == new.tonic
        if leads or not _is_shared(labels[index], old, new):
            return index
    return first


def _path(labels: Sequence[ChordLabel], home: Key) -> list[Key]:
    cost = np.where([key == home for key in KEYS], 0.0, np.inf)
    change = np.where(np.isfinite(cost), _RETURN, _CHANGE)
    steps: list[NDArray[np.int64]] = []
    for index, label in enumerate(labels):
        before = labels[index - 1] if index else None
        after = labels[index + 1] if index + 1 < len(labels) else None
        own = np.array([_cost(before, label, after, key) for key in KEYS])
        if not index:
            cost = cost + own  # it begins at home
            steps.append(np.arange(len(KEYS)))
            continue
        best = int(np.argmin(cost))
        entry = cost[best] + change
        stay = cost <= entry
        steps.append(np.where(stay, np.arange(len(KEYS)), best))
        cost = np.where(stay, cost, entry) + own
    state = int(np.argmin(cost))
    path = [state]
    for step in reversed(steps[1:]):
        state = int(step[state])
        path.append(state)
    return [KEYS[state] for state in reversed(path)]


def _cost(before: ChordLabel | None, label: ChordLabel, after: ChordLabel | None, key: Key) -> float:
    assert label.root is not None
    degree = (label.root - key.tonic) % 12
    if degree == 0 and _is_tonic(label, key):
        return _CLOSE if is_dominant(before, key) else _TONIC
    leads_to_relative = (
        key.mode == "minor"
        and degree == 10
        and label.quality in DOMINANT_SEVENTHS
        and after is not None
        and after.root == (key.tonic + 3) % 12
    )
    if leads_to_relative:
        return _APPLIED  # of the scale, yet the dominant of the relative major
    if is_dominant(label, key) or _is_in(label, key):
        return 0.0
    target = applied_target(label, key)
    if target is not None and after is not None and after.root is not None:
        return _APPLIED if (after.root - key.tonic) % 12 == target else 1.4 * _APPLIED
    if label.quality in DOMINANT_SEVENTHS and degree in (1, 8, 10):
        return _BORROWED
    if after is not None and after.quality in DOMINANT_SEVENTHS and after.root == (label.root + 5) % 12:
        return _RELATED
    return _BORROWED if borrowed_from(label, key) else _FOREIGN


def _is_in(label: ChordLabel, key: Key) -> bool:
    steps = {(pitch - key.tonic) % 12 for pitch in label.pitch_classes}
    natural = set(key_steps(key))
    return steps <= natural or (key.mode == "minor" and steps <= (natural - {10}) | {11} and 11 in steps)


def _is_tonic(label: ChordLabel, key: Key) -> bool:
    steps = {(pitch - (label.root or 0)) % 12 for pitch in label.pitch_classes}
    third = 3 if key.mode == "minor" else 4
    return third in steps and label.quality not in DOMINANT_SEVENTHS | {"dim", "dim7", "hdim7", "aug"}


def _is_confirmed(labels: Sequence[ChordLabel], key: Key) -> bool:
    closes = sum(is_dominant(a, key) and (b.root or 0) == key.tonic and _is_tonic(b, key) for a, b in pairwise(labels))
    return closes >= _CLOSES_NEEDED


def find_pivot(chords: Sequence[ChordSegment], first: int, old: Key, new: Key) -> Pivot | None:
    """The chord of both keys just before the new one begins (at most one chord farther back); None for a direct change.

    Args:
        chords: All of them.
        first: Index of the first chord of the new key.
        old: The key before.
        new: The key after.
    """
    for place in range(first - 1, max(-1, first - 3), -1):
        if _is_shared(chords[place].label, old, new):
            return Pivot(place, chords[place].label)
    return None


def _is_shared(label: ChordLabel, old: Key, new: Key) -> bool:
    return label.root is not None and _is_in(label, old) and _is_in(label, new)
