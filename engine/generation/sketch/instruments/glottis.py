"""The pulse of the vocal folds: the Liljencrants–Fant model of the derivative of glottal flow.

Fant, Liljencrants & Lin, "A four-parameter model of glottal flow" (STL-QPSR 4/1985); its one-parameter form ``Rd`` from
Fant, "The LF-model revisited. Transformations and frequency domain analysis" (STL-QPSR 2–3/1995): 0.3 is a tight,
pressed voice, 1 an ordinary one, 2.7 a breathy one. The lips' radiation is in the derivative already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.band_limited import Table, make_table

_POINTS = 8192
MOST_HARMONICS = 400


@dataclass(frozen=True, slots=True)
class Pulse:
    """Instants of one pulse in periods: flow maximum, excitation, and the return phase's constant."""

    peak: float
    excitation: float
    decay: float

    @classmethod
    def of(cls, rd: float) -> Pulse:
        """From ``Rd``, 0.3–2.7 (Fant 1995, eq. 2–4)."""
        decay = (-1.0 + 4.8 * rd) / 100.0
        skew = (22.4 + 11.8 * rd) / 100.0
        speed = skew * (0.5 + 1.2 * skew) / (4.0 * (0.11 * rd - decay * (0.5 + 1.2 * skew)))
        peak = 1.0 / (2.0 * speed)
        return cls(peak, peak * (1.0 + skew), max(decay, 0.002))


def flow_derivative(rd: float) -> NDArray[np.float64]:
    """One period of the LF pulse, ``[8192]``, with no mean, its excitation of -1 at the first sample."""
    pulse = Pulse.of(rd)
    rest = 1.0 - pulse.excitation
    epsilon = _bisect(lambda e: e * pulse.decay - (1.0 - np.exp(-e * rest)), 1e-2 / pulse.decay, 2.0 / pulse.decay)
    time = np.arange(_POINTS) / _POINTS
    returning = -(np.exp(-epsilon * (time - pulse.excitation)) - np.exp(-epsilon * rest)) / (epsilon * pulse.decay)
    area = float(np.sum(returning[time >= pulse.excitation]))
    angular = np.pi / pulse.peak
    opening = time[time < pulse.excitation]

    def opened(alpha: float) -> NDArray[np.float64]:
        end = np.sin(angular * pulse.excitation)
        return np.asarray(-np.exp(alpha * (opening - pulse.excitation)) * np.sin(angular * opening) / end)

    alpha = _bisect(lambda a: float(np.sum(opened(a))) + area, -40.0, 200.0)
    wave = np.concatenate((opened(alpha), returning[time >= pulse.excitation]))
    return np.roll(wave - wave.mean(), -opening.size)


def _bisect(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that changes sign once does so."""
    sign = function(low) > 0.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        if (function(middle) > 0.0) == sign:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@lru_cache(maxsize=64)
def _harmonics(rd: float) -> NDArray[np.complex128]:
    return np.fft.rfft(flow_derivative(rd))[1 : MOST_HARMONICS + 1]


@lru_cache(maxsize=256)
def glottal_table(soft_rd: float, hard_rd: float, harmonics: int) -> Table:
    """A voice's source between two efforts, with so many harmonics; an effective value of 1 each."""
    return make_table(_harmonics(soft_rd)[:harmonics], _harmonics(hard_rd)[:harmonics])
