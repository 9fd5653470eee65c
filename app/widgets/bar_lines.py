"""Where bar lines and beats stand in a picture: what lanes and piano rolls draw behind what they show."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.bar_clock import BarClock
from app.widgets.time_axis import TimeAxis

_LEAST_BAR_PIXELS = 12.0
_LEAST_BEAT_PIXELS = 24.0


@dataclass(frozen=True, slots=True)
class BarLines:
    """Pixels of the bar lines, and of the beats between them where there is room."""

    bars: tuple[int, ...] = ()
    beats: tuple[int, ...] = ()


def bar_lines(clock: BarClock | None, axis: TimeAxis, width: int) -> BarLines:
    """The lines of the stretch on screen; every second, fourth … bar where they are close, the same while panned."""
    if clock is None:
        return BarLines()
    beat_pixels = clock.period / axis.visible * max(1, width)
    bar_pixels = max(beat_pixels * clock.beats_per_bar, 1e-6)
    every = 2 ** max(0, math.ceil(math.log2(_LEAST_BAR_PIXELS / bar_pixels)))
    starts = clock.bar_starts(axis.end)[::every]
    first, last = np.searchsorted(starts, (axis.start, axis.end))
    shown = starts[first:last]
    bars = np.round((shown - axis.start) / axis.visible * width).astype(np.int64)
    beats = _beats(clock, axis, width) if beat_pixels >= _LEAST_BEAT_PIXELS else ()
    return BarLines(tuple(bars.tolist()), beats)


def _beats(clock: BarClock, axis: TimeAxis, width: int) -> tuple[int, ...]:
    first, last = math.ceil(clock.beat_at(axis.start)), math.floor(clock.beat_at(axis.end))
    inside = (index for index in range(first, last + 1) if clock.bar_of(index)[1] != 1)
    return tuple(round(axis.x_of(clock.time_of(index), width)) for index in inside)
