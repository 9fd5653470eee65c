"""The bars of a song as they are counted in a DAW: bar 1 begins at the first downbeat."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.core.rhythm import Meter
from engine.exchange.midi import tempo_map

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

_TAIL_SHARE = 0.02
"""The last bar may end so much of itself behind the recording's end: a bounce is often cut a hair early."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A complete bar: its number from 1, where it begins and ends in seconds, and its metre."""

    number: int
    start: float
    end: float
    meter: Meter


def bars_of(analysis: Analysis) -> tuple[Bar, ...]:
    """The complete bars, on the lines of the song's tempo map; none where no downbeat is known.

    The bar that the last downbeat begins counts where the recording goes on for its length.
    """
    downbeats = analysis.downbeats
    if len(downbeats) < 2:
        return ()
    grid = tempo_map(analysis)
    offset = _offset(analysis, grid.seconds(grid.tick(downbeats[0])))
    lines = [max(0.0, grid.seconds(grid.tick(time)) + offset) for time in downbeats]
    length = lines[-1] - lines[-2]
    if lines[-1] + (1.0 - _TAIL_SHARE) * length <= analysis.audio.duration:
        lines.append(min(lines[-1] + length, analysis.audio.duration))
    return tuple(
        Bar(number, start, end, _meter_at(analysis, start))
        for number, (start, end) in enumerate(pairwise(lines), 1)
        if end > start
    )


def _offset(analysis: Analysis, line: float) -> float:
    """A tempo map begins at the first beat where that lies within 2 ms of time 0: put the lines back onto the beats."""
    first = analysis.downbeats[0]
    return first - line if abs(first - line) < 0.002 else 0.0


def _meter_at(analysis: Analysis, time: float) -> Meter:
    begun = [change.meter for change in analysis.meter_changes if change.time <= time + 0.01]
    return begun[-1] if begun else analysis.meter or Meter(4, 4)
