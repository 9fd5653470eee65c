"""Gain curves: points every ``STEP`` samples, straight lines between them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Move, PlayedSection
from engine.generation.sketch.instruments.base import RATE, Wave

STEP = 36
"""0.8 ms: finer than any move of a fader, coarse enough to cost nothing."""
_RAMP_S = 0.02
"""How long a role's level takes to change at the border of sections."""

Points = NDArray[np.float64]


def times(start: int, stop: int) -> Points:
    """Seconds of the points of ``start``-``stop``, which are multiples of ``STEP``; the last point is ``stop``."""
    return np.arange(start, stop + STEP, STEP) / RATE


def spread(points: NDArray[np.floating], step: int = STEP) -> Wave:
    """A curve of ``n + 1`` points as ``n * step`` samples."""
    values = points.astype(np.float32)
    ramp = np.arange(step, dtype=np.float32) / np.float32(step)
    return (values[:-1, None] + (values[1:] - values[:-1])[:, None] * ramp).reshape(-1)


def amplitude(level_db: float) -> float:
    """Gain of a level in dB."""
    return math.pow(10.0, level_db / 20.0)


def section_levels(sections: Sequence[PlayedSection], levels_db: Sequence[float], at: Points) -> Points:
    """A role's level by section in dB at the times ``at``, ramped over 20 ms that end at the border.

    The change is over when the section begins, so that its first stroke has its full level.
    """
    knots, values = [], []
    for index, section in enumerate(sections):
        if index:
            knots += [section.start - _RAMP_S, section.start]
            values += [levels_db[index - 1], levels_db[index]]
    if not knots:
        return np.full(len(at), levels_db[0])
    return np.interp(at, knots, values)


def moved(moves: Sequence[Move], at: Points, *, outside: float = 0.0) -> Points:
    """What the moves of one kind on one role say at the times ``at``; ``outside`` where they say nothing."""
    said = np.full(len(at), outside)
    for move in moves:
        inside = (at >= move.start) & (at < move.end)
        share = (at[inside] - move.start) / max(move.end - move.start, 1e-9)
        said[inside] = move.first + (move.last - move.first) * share
    return said
