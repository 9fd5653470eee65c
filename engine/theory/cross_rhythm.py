"""Cross rhythm: layers that keep a pulse of their own against the beat.

A layer is evidence of 3:2 where it runs in thirds of two beats, of 4:3 where it runs in dotted quavers, and so on
(Toussaint, "The Geometry of Musical Rhythm", 2013). Continuous sixteenths are none: the gaps themselves must be even.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.events import NoteEvent

RATIOS = {"3:2": 2 / 3, "4:3": 3 / 4, "3:4": 4 / 3, "2:3": 3 / 2}
"""Pulses against the beat, and their period in beats: three in the time of two beats, four in three (dotted quavers),
three in four, two in three (dotted quarters)."""
_FEWEST_GAPS = 3
_TOLERANCE_BEATS = 0.04  # at 112 BPM 21 ms; 3:2 and 4:3 differ by 0.083


@dataclass(frozen=True, slots=True)
class CrossRhythm:
    """A pulse against the beat in one layer: its ratio, the share of the layer's beats it runs through (0-1), and the
    seconds at which its first runs begin.
    """

    ratio: str
    layer: str
    share: float
    times: tuple[float, ...]


def find_cross_rhythms(notes: Sequence[NoteEvent], layer: str, beats: Sequence[float]) -> tuple[CrossRhythm, ...]:
    """Pulses against the beat in one layer, those that run longest first.

    Args:
        notes: Of the layer.
        layer: Its name.
        beats: Seconds.
    """
    if len(beats) < 2:
        return ()
    onsets = np.unique(np.round([note.onset for note in notes if beats[0] <= note.onset <= beats[-1]], 3))
    if len(onsets) <= _FEWEST_GAPS:
        return ()
    places = np.interp(onsets, np.asarray(beats), np.arange(len(beats)))
    gaps = np.diff(places)
    active = float(len(np.unique(places.astype(np.int64))))
    found = []
    for ratio, period in RATIOS.items():
        runs = _runs(np.abs(gaps - period) <= _TOLERANCE_BEATS)
        if runs:
            share = min(1.0, sum(last - first for first, last in runs) * period / active)
            times = tuple(round(float(onsets[first]), 3) for first, _ in runs[:8])
            found.append(CrossRhythm(ratio, layer, share, times))
    return tuple(sorted(found, key=lambda cross: -cross.share))


def _runs(even: np.ndarray) -> list[tuple[int, int]]:
    """Ranges of at least three gaps in a row that are even."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for index, value in enumerate([*even.tolist(), False]):
        if value and first is None:
            first = index
        elif not value and first is not None:
            if index - first >= _FEWEST_GAPS:
                runs.append((first, index))
            first = None
    return runs
