"""The tempo of a grid as one number, and how it moves where a player plays."""

from __future__ import annotations

import numpy as np

from engine.core.rhythm import BeatGrid, Meter, TempoPoint

_REACH_BEATS = 4
_FEWEST_BEATS = 8


def felt_tempo(grid: BeatGrid) -> float | None:
    """Beats per minute as musicians count: of quarters, or of dotted quarters in 6/8, 9/8 and 12/8.

    Bars of seven eighths are counted by eighths in a grid, so that every beat 1 is a beat; their tempo is that of the
    quarters. Where metres change, the commonest one gives the tempo.
    """
    meter = grid.meter or Meter(grid.beats_per_bar, 4)
    times = np.asarray(grid.times)
    if grid.meter_changes:
        spans = zip(grid.meter_changes, [*(c.time for c in grid.meter_changes[1:]), np.inf], strict=True)
        own = [times[(times >= c.time - 1e-6) & (times < end - 1e-6)] for c, end in spans if c.meter == meter]
        times = max(own, key=len, default=times)
    if len(times) < 2:
        return None
    per_beat = float(np.polyfit(np.arange(len(times)), times, 1)[0])
    return 60.0 / per_beat * (1.0 if meter.is_compound else meter.quarters_per_beat)


def tempo_curve(grid: BeatGrid) -> tuple[TempoPoint, ...] | None:
    """The tempo at each bar line, over four beats either way; None where it is constant or too few beats tell.

    The unit is that of ``felt_tempo``.
    """
    times, positions = np.asarray(grid.times), np.asarray(grid.positions)
    if grid.is_steady or len(times) < _FEWEST_BEATS:
        return None
    meter = grid.meter or Meter(grid.beats_per_bar, 4)
    starts = [change.time for change in grid.meter_changes]
    points = []
    for index in np.flatnonzero(positions == 1):
        around = times[max(0, index - _REACH_BEATS) : index + _REACH_BEATS + 1]
        if len(around) < _REACH_BEATS:
            continue
        here = meter
        for start, change in zip(starts, grid.meter_changes, strict=True):
            if start <= times[index] + 1e-6:
                here = change.meter
        unit = 1.0 if here.is_compound else here.quarters_per_beat
        slope = float(np.polyfit(np.arange(len(around)), around, 1)[0])
        points.append(TempoPoint(float(times[index]), 60.0 / slope * unit))
    return tuple(points) or None
