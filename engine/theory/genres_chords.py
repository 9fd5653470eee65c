"""A genre's progressions in a song's chords, whatever the key: what turns round and how rare that is."""

from __future__ import annotations

from functools import cache

import numpy as np

from engine.core.harmony import Key
from engine.core.roman import parse_roman
from engine.theory.genres import GenreBook, Progression
from engine.theory.genres_heard import third_of

_RAREST = 10.0

Changes = tuple[tuple[int, int], ...]
"""Chords as (root, third), no chord twice in a row; a third is 3, 4, or 0 for none."""


def cycle_of(progression: Progression) -> Changes:
    """The progression's roots above its tonic, and thirds; it turns, so its last chord is not its first."""
    return _cycle(progression.numerals, progression.mode)


@cache
def _cycle(numerals: str, mode: str) -> Changes:
    key = Key(0, mode)
    row: list[tuple[int, int]] = []
    for numeral in numerals.split("-"):
        label = parse_roman(numeral, key)
        here = (int(label.root or 0), third_of(label))
        if not row or row[-1] != here:
            row.append(here)
    if len(row) > 1 and row[0] == row[-1]:
        row.pop()
    return tuple(row)


def covered(changes: Changes, cycle: Changes) -> float:
    """Share of the chords that lie in a run along the cycle, in any key, of at least a whole turn and three chords.

    A chord without a third fits any.
    """
    count, turns = len(changes), len(cycle)
    if turns < 2 or count < 3:
        return 0.0
    least = max(3, turns)
    # runs[i, t]: how far the song follows the cycle from chord i on, if that is the cycle's chord t
    runs = np.zeros((count + 1, turns), np.int64)
    for i in range(count - 1, -1, -1):
        for t in range(turns):
            if not _same(changes[i], cycle[t]):
                continue
            following = (t + 1) % turns
            goes_on = i + 1 < count and _move(changes[i], changes[i + 1]) == _move(cycle[t], cycle[following])
            runs[i, t] = 1 + (runs[i + 1, following] if goes_on else 0)
    inside = np.zeros(count, bool)
    for i in range(count):
        length = int(runs[i].max())
        if length >= least:
            inside[i : i + length] = True
    return float(inside.mean())


def _same(heard: tuple[int, int], expected: tuple[int, int]) -> bool:
    return not heard[1] or not expected[1] or heard[1] == expected[1]


def _move(first: tuple[int, int], second: tuple[int, int]) -> int:
    return (second[0] - first[0]) % 12


def rarity(book: GenreBook) -> dict[Changes, float]:
    """How much likelier each progression is in a genre that lists it than anywhere, by its ``canonical`` form.

    Half of all families, over those that list it, plus one; at most ten. What everybody uses says little.
    """
    families: dict[Changes, set[str]] = {}
    for genre in book.genres.values():
        for progression in genre.progressions:
            families.setdefault(canonical(cycle_of(progression)), set()).add(book.family(genre.id))
    total = len({book.family(genre) for genre in book.genres})
    return {cycle: min(_RAREST, total / (2.0 * len(members)) + 1.0) for cycle, members in families.items()}


@cache
def canonical(cycle: Changes) -> Changes:
    """The same for every rotation and key of a progression."""
    return min(
        tuple(((root - cycle[start][0]) % 12, third) for root, third in cycle[start:] + cycle[:start])
        for start in range(len(cycle))
    )
