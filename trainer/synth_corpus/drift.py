"""Tempo drift, and a composition on another clock."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.core.composition import Composition

MOST_DRIFT = 0.003
"""Domain reference 5.3: the tempo drifts by up to 0.3 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A tempo that swings around its nominal value, as a record or a band does.

    What lies at ``t`` seconds at constant tempo lies at ``t + a p / 2 pi (sin(2 pi t / p + phase) - sin(phase))``: the
    local tempo is the nominal one divided by ``1 + a cos(2 pi t / p + phase)``.

    Args:
        amplitude: ``a``, at most ``MOST_DRIFT``.
        period: ``p`` in seconds.
        phase: Radians.
    """

    amplitude: float
    period: float
    phase: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.amplitude <= MOST_DRIFT or self.period <= 0.0:
            raise ValueError(f"drift is 0-{MOST_DRIFT} with a positive period, got {self.amplitude}, {self.period}")

    def at(self, seconds: float) -> float:
        """When something happens that lies at ``seconds`` at constant tempo; monotonic."""
        turn = 2.0 * math.pi / self.period
        return seconds + self.amplitude / turn * (math.sin(turn * seconds + self.phase) - math.sin(self.phase))


def mapped(composition: Composition, clock: Callable[[float], float]) -> Composition:
    """The composition with every time taken through ``clock``, which must be monotonic; times may become negative.

    Slides keep their lengths: drift and tape change them by less than 2 %.
    """
    return replace(
        composition,
        duration=clock(composition.duration),
        sections=tuple(replace(own, start=clock(own.start), end=clock(own.end)) for own in composition.sections),
        chords=tuple(replace(own, start=clock(own.start), end=clock(own.end)) for own in composition.chords),
        notes=tuple(
            replace(own, onset=(onset := clock(own.onset)), duration=clock(own.onset + own.duration) - onset)
            for own in composition.notes
        ),
        moves=tuple(replace(own, start=clock(own.start), end=clock(own.end)) for own in composition.moves),
    )
