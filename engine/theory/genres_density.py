"""How likely a value is in one genre, and in music at large.

Music at large is, half and half, the mean of all families described here and anything at all: what everybody does tells
nothing, and what nobody does tells against everybody.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from engine.theory.genres import MEASURES, Genre, GenreBook, Rhythm, Span, Tempo

_TEMPO_SPAN_OCTAVES = 1.6  # anything at all: evenly over about 60-180 BPM
_LEAST_SIGMA = 0.02  # octaves
_SOFTEN = 0.06  # no stroke of a grid is certain, none impossible
_GRID_TEMPER = 1.3  # the sixteen steps of a bar hang together
_ANYTHING = 0.5

Grids = dict[str, NDArray[np.float64]]


def tempo_density(bpm: float, tempo: Tempo) -> float:
    """Per octave: flat over the usual range, fading so that the extremes lie at two sigma."""
    low, high = (math.log2(value) for value in tempo.usual)
    below = max(_LEAST_SIGMA, (low - math.log2(tempo.extremes[0])) / 2.0)
    above = max(_LEAST_SIGMA, (math.log2(tempo.extremes[1]) - high) / 2.0)
    return _plateau(math.log2(bpm), low, high, below, above)


def measure_density(name: str, value: float, span: Span) -> float:
    """Per unit of a measure of ``MEASURES``; values outside of what it can be count as its ends."""
    kind = MEASURES[name]
    return _plateau(min(kind.high, max(kind.low, value)), span.low, span.high, kind.tolerance, kind.tolerance)


def _plateau(value: float, low: float, high: float, below: float, above: float) -> float:
    """Density that is flat from ``low`` to ``high`` and normal beyond."""
    outside = (low - value) / below if value < low else (value - high) / above if value > high else 0.0
    area = high - low + (below + above) * math.sqrt(math.pi / 2.0)
    return math.exp(-0.5 * outside**2) / area


def grid_likelihood(heard: NDArray[np.float64], grid: str) -> float:
    """Of a bar of strokes if they keep to a grid, as a geometric mean over bars."""
    return _likelihood(heard, _probabilities(grid))


def _likelihood(heard: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    logs = heard * np.log(expected) + (1.0 - heard) * np.log(1.0 - expected)
    return math.exp(float(logs.sum()) / _GRID_TEMPER)


def _probabilities(grid: str) -> NDArray[np.float64]:
    digits = np.asarray([0 if sign == "." else int(sign) for sign in grid], np.float64)
    return _SOFTEN + (1.0 - 2.0 * _SOFTEN) * digits / 9.0


class AtLarge:
    """Music at large, as far as a book of genres tells: every family once, every rhythm once."""

    def __init__(self, book: GenreBook) -> None:
        self._families = [genre for genre in book.genres.values() if not genre.parent]
        named = {(r.layer, r.name, r.grid): r for genre in book.genres.values() for r in genre.rhythms}
        rhythms = list(named.values())  # what many genres share, once: kinds inherit, and words travel
        keys = {(rhythm.layer, len(rhythm.grid)) for rhythm in rhythms}
        self._rhythms = {key: _alike(rhythms, key) for key in keys}
        self._steps = {
            key: np.mean([_probabilities(r.grid) for r in alike], axis=0) for key, alike in self._rhythms.items()
        }

    def tempo(self, bpm: float) -> float:
        """Density per octave of a tempo."""
        return self._mean((tempo_density(bpm, genre.tempo) for genre in self._families), 1.0 / _TEMPO_SPAN_OCTAVES)

    def measure(self, name: str, value: float) -> float:
        """Density of a measure."""
        kind = MEASURES[name]
        spans = [genre.measures[name] for genre in self._families if name in genre.measures]
        return self._mean((measure_density(name, value, span) for span in spans), 1.0 / (kind.high - kind.low))

    def grid(self, layer: str, heard: NDArray[np.float64]) -> float | None:
        """Likelihood of a bar of strokes of a layer; None where no genre says anything of it."""
        key = (layer, len(heard))
        if key not in self._rhythms:
            return None
        anything = _likelihood(heard, 0.5 * self._steps[key] + 0.5 * self._steps[key].mean())
        weights = [rhythm.share for rhythm in self._rhythms[key]]
        likely = [grid_likelihood(heard, rhythm.grid) for rhythm in self._rhythms[key]]
        return _ANYTHING * anything + (1.0 - _ANYTHING) * float(np.average(likely, weights=weights))

    def share(self, of: Callable[[Genre], float]) -> float:
        """Mean over the families of a share."""
        return float(np.mean([of(genre) for genre in self._families]))

    def _mean(self, densities: Iterable[float], anything: float) -> float:
        known = list(densities)
        return _ANYTHING * anything + (1.0 - _ANYTHING) * (sum(known) / len(known) if known else anything)


def _alike(rhythms: Iterable[Rhythm], key: tuple[str, int]) -> list[Rhythm]:
    return [rhythm for rhythm in rhythms if (rhythm.layer, len(rhythm.grid)) == key]
