"""Drawing an instrument's parameters: from spans, one per parameter."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.generation.sketch.instruments.families import Draw

Span = tuple[float, float]
"""Lowest and highest value; two ints draw a whole number, both ends included."""

LOGARITHMIC_FROM = 2.5
"""Positive spans wider than this ratio are drawn evenly on a logarithmic scale (times, frequencies)."""

_SEEDS = 2**31


def between(spans: Mapping[str, Span]) -> Draw:
    """A draw of every parameter from its span, plus a ``seed`` for the instrument's noise."""

    def draw(rng: np.random.Generator) -> dict[str, float]:
        values = {name: _one(rng, low, high) for name, (low, high) in spans.items()}
        values["seed"] = int(rng.integers(_SEEDS))
        return values

    return draw


def _one(rng: np.random.Generator, low: float, high: float) -> float:
    if isinstance(low, int) and isinstance(high, int):
        return int(rng.integers(low, high + 1))
    if low > 0.0 and high / low > LOGARITHMIC_FROM:
        return float(low * (high / low) ** rng.random())
    return float(low + (high - low) * rng.random())
