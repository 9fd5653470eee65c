"""Motifs: short figures that come back, transposed or turned upside down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.core.events import NoteEvent

_LENGTHS = (6, 5, 4, 3)
_FEWEST = 3
_RHYTHM_STEP = 0.25  # gaps are told apart by quarters of the shortest


@dataclass(frozen=True, slots=True)
class Motif:
    """A figure heard at least three times.

    Args:
        intervals: Semitones from note to note.
        times: Seconds at which it begins, in order, inversions included.
        transpositions: Different pitches it begins on.
        inversions: How many of them are turned upside down.
        same_rhythm: Share of them with the rhythm of the first, 0-1.
    """

    intervals: tuple[int, ...]
    times: tuple[float, ...]
    transpositions: int
    inversions: int
    same_rhythm: float


def find_motifs(phrases: Sequence[Sequence[NoteEvent]], *, most: int = 5) -> tuple[Motif, ...]:
    """Motifs of three to six notes inside phrases, those that cover most notes first.

    A figure and its inversion are one motif (exact intervals, which is what a transposed repetition keeps: Meredith,
    Lemstrom & Wiggins, "Algorithms for Discovering Repeated Patterns in Multidimensional Representations of Polyphonic
    Music", 2002). Repeated single pitches are none; a shorter figure that only occurs inside a longer one is left out.
    """
    found: list[tuple[int, Motif]] = []
    taken: set[tuple[int, int]] = set()
    for length in _LENGTHS:
        places: dict[tuple[int, ...], list[tuple[int, int, bool]]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            steps = [b.pitch - a.pitch for a, b in pairwise(phrase)]
            for start in range(len(steps) - length + 2):
                figure = tuple(steps[start : start + length - 1])
                turned = tuple(-step for step in figure)
                places[max(figure, turned)].append((number, start, turned > figure))
        for name, rows in sorted(places.items(), key=lambda entry: -len(entry[1])):
            fresh = [row for row in _apart(rows, length) if (row[0], row[1]) not in taken]
            if len(fresh) < _FEWEST or (len(set(name)) == 1 and name[0] == 0):
                continue
            taken |= {(number, start + i) for number, start, _ in fresh for i in range(length)}
            found.append((len(fresh) * length, _motif(fresh, phrases, length)))
    return tuple(motif for _, motif in sorted(found, key=lambda entry: -entry[0])[:most])


def _apart(rows: Sequence[tuple[int, int, bool]], length: int) -> list[tuple[int, int, bool]]:
    """Occurrences that do not overlap the one before."""
    kept: list[tuple[int, int, bool]] = []
    for row in rows:
        if not kept or kept[-1][0] != row[0] or row[1] >= kept[-1][1] + length - 1:
            kept.append(row)
    return kept


def _motif(rows: Sequence[tuple[int, int, bool]], phrases: Sequence[Sequence[NoteEvent]], length: int) -> Motif:
    figures = [phrases[number][start : start + length] for number, start, _ in rows]
    rhythms = [_rhythm(figure) for figure in figures]
    first_turned = rows[0][2]
    return Motif(
        intervals=tuple(b.pitch - a.pitch for a, b in pairwise(figures[0])),
        times=tuple(round(figure[0].onset, 3) for figure in figures),
        transpositions=len({figure[0].pitch for figure in figures}),
        inversions=sum(turned != first_turned for _, _, turned in rows),
        same_rhythm=sum(rhythm == rhythms[0] for rhythm in rhythms) / len(rhythms),
    )


def _rhythm(figure: Sequence[NoteEvent]) -> tuple[int, ...]:
    gaps = [b.onset - a.onset for a, b in pairwise(figure)]
    unit = max(1e-3, min(gaps)) * _RHYTHM_STEP
    return tuple(round(gap / unit / 2) for gap in gaps)
