"""Where chords begin and end, changed by hand: frozen chords in, chords out. Pure; knows no Qt and no theory.

Numerals are not touched here: ``app.note_editing_store`` has them read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.core.analysis import ChordEvent

SHORTEST = 0.05
"""Seconds; a chord that is shorter is not heard as one."""
_TOUCHING = 0.02
"""Chords closer than this have one edge together."""

Chords = tuple[ChordEvent, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the chord ``left`` ends and the chord ``right`` begins; one of them is None beside a gap or a border."""

    time: float
    left: int | None
    right: int | None


def edges_of(chords: Sequence[ChordEvent]) -> tuple[Edge, ...]:
    """All edges in order of time."""
    found: list[Edge] = []
    for place, chord in enumerate(chords):
        before = chords[place - 1] if place else None
        if before is not None and chord.start - before.end <= _TOUCHING:
            found.append(Edge(chord.start, place - 1, place))
            continue
        if before is not None:
            found.append(Edge(before.end, place - 1, None))
        found.append(Edge(chord.start, None, place))
    if chords:
        found.append(Edge(chords[-1].end, len(chords) - 1, None))
    return tuple(found)


def edge_of(chords: Sequence[ChordEvent], place: int, *, is_end: bool) -> Edge:
    """The edge at which a chord begins or ends."""
    edges = edges_of(chords)
    return next(edge for edge in edges if (edge.left if is_end else edge.right) == place)


def room_of(chords: Sequence[ChordEvent], edge: Edge, duration: float) -> tuple[float, float]:
    """The earliest and the latest time an edge can have: no chord is lost, none laps over another."""
    if edge.left is not None:
        low = chords[edge.left].start + SHORTEST
    else:
        low = chords[edge.right - 1].end if edge.right else 0.0
    if edge.right is not None:
        high = chords[edge.right].end - SHORTEST
    else:
        following = (edge.left or 0) + 1
        high = chords[following].start if following < len(chords) else duration
    return low, high


def with_edge(chords: Sequence[ChordEvent], edge: Edge, time: float, duration: float) -> Chords:
    """The chords with an edge at ``time``, or as near to it as there is room; as they were where there is none."""
    low, high = room_of(chords, edge, duration)
    if low > high:
        return tuple(chords)
    time = min(max(low, time), high)
    changed = list(chords)
    if edge.left is not None:
        changed[edge.left] = replace(changed[edge.left], end=time)
    if edge.right is not None:
        changed[edge.right] = replace(changed[edge.right], start=time)
    return tuple(changed)


def can_split(chords: Sequence[ChordEvent], place: int, time: float) -> bool:
    """Whether both halves would be chords."""
    chord = chords[place]
    return chord.start + SHORTEST <= time <= chord.end - SHORTEST


def split(chords: Sequence[ChordEvent], place: int, time: float) -> Chords:
    """A chord as two of the same label; as they were where one half would be too short."""
    if not can_split(chords, place, time):
        return tuple(chords)
    chord = chords[place]
    halves = replace(chord, end=time), replace(chord, start=time)
    return (*chords[:place], *halves, *chords[place + 1 :])


def joined(chords: Sequence[ChordEvent], place: int, into: int) -> Chords:
    """Without the chord ``place``: its neighbour ``into`` takes its time, and the gap between them.

    As they were where ``into`` is no neighbour.
    """
    if abs(place - into) != 1 or not 0 <= into < len(chords):
        return tuple(chords)
    first, last = min(place, into), max(place, into)
    whole = replace(chords[into], start=chords[first].start, end=chords[last].end)
    return (*chords[:first], whole, *chords[last + 1 :])
