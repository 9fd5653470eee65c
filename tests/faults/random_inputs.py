"""Hypothesis strategies for recordings and files that nobody would make on purpose, and how many of them are tried.

``HYPOTHESIS_PROFILE=full pytest tests/faults/test_random_audio.py tests/faults/test_random_results.py`` tries 12,600
in all (about ten minutes of one core); without it the suite tries 600.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from engine.core.audio import Audio
from engine.core.stems import Stem, Stems

IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"

RATES = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000)
LENGTHS = (0, 1, 2, 3, 100, 1_023, 4_095, 4_097)
MAX_SECONDS = 2.5
_MAX_SAMPLES = 192_000  # of 192 kHz a second is enough
_LOUDEST_DB, _QUIETEST_DB = 200.0, -400.0  # float32 holds 770 dB either way


def examples(few: int, many: int) -> Callable[[Any], Any]:
    """So many examples: few as a rule, many and without a time limit with ``HYPOTHESIS_PROFILE=full``."""
    chosen = settings(
        max_examples=many if IS_FULL else few,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    return (lambda test: pytest.mark.timeout(0)(chosen(test))) if IS_FULL else chosen


@dataclass(frozen=True, slots=True)
class Layer:
    """One sound of a recording: its kind, a number that shapes it, its level in dBFS and the seed of its noise."""

    kind: str
    shape: float
    level_db: float
    seed: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recording in few words, so that a failing one is told in a line and shrinks to what matters."""

    layers: tuple[Layer, ...]
    sample_rate: int
    num_samples: int
    layout: str

    def audio(self) -> Audio:
        total = np.zeros(self.num_samples)
        for layer in self.layers:
            total += 10.0 ** (layer.level_db / 20.0) * _sound(layer, self.num_samples, self.sample_rate)
        samples = np.clip(total, -3e38, 3e38).astype(np.float32)
        silent = np.zeros_like(samples)
        channels = {
            "mono": [samples],
            "twice": [samples, samples],
            "left only": [samples, silent],
            "right only": [silent, samples],
            "out of phase": [samples, -samples],
            "shifted": [samples, np.roll(samples, 17)],
        }[self.layout]
        return Audio(np.ascontiguousarray(np.stack(channels)), self.sample_rate)


def _sound(layer: Layer, num_samples: int, sample_rate: int) -> np.ndarray:
    rng = np.random.default_rng(layer.seed)
    t = np.arange(num_samples) / sample_rate
    hz = 20.0 * (0.45 * sample_rate / 20.0) ** layer.shape  # 20 Hz to just below the Nyquist frequency
    return {
        "silence": lambda: np.zeros(num_samples),
        "constant": lambda: np.ones(num_samples),
        "denormal": lambda: np.full(num_samples, 1e-40),
        "click": lambda: (np.arange(num_samples) == int(layer.shape * max(0, num_samples - 1))).astype(float),
        "clicks": lambda: (np.arange(num_samples) % max(1, int(sample_rate * (0.02 + layer.shape))) == 0).astype(float),
        "dense clicks": lambda: (rng.random(num_samples) < 0.01 * layer.shape).astype(float),
        "noise": lambda: rng.standard_normal(num_samples),
        "noise bursts": lambda: rng.standard_normal(num_samples) * np.exp(-30.0 * np.mod(t, 0.1 + layer.shape)),
        "sine": lambda: np.sin(2 * np.pi * hz * t),
        "square": lambda: np.sign(np.sin(2 * np.pi * hz * t)),
        "nyquist": lambda: np.cos(np.pi * np.arange(num_samples)),
        "chirp": lambda: np.sin(2 * np.pi * (20.0 * t + 0.5 * (hz - 20.0) * t * t / max(t[-1:].sum(), 1e-3))),
        "chord": lambda: sum(np.sin(2 * np.pi * 110.0 * 2.0 ** (layer.shape + k / 12) * t) for k in (0, 3, 7, 10)),
        "step": lambda: np.sign(np.arange(num_samples) - layer.shape * num_samples + 0.5),
        "random walk": lambda: np.cumsum(rng.standard_normal(num_samples)) / max(1, num_samples) ** 0.5,
    }[layer.kind]()  # fmt: skip


KINDS = (
    *("silence", "constant", "denormal", "click", "clicks", "dense clicks", "noise", "noise bursts", "sine", "square"),
    *("nyquist", "chirp", "chord", "step", "random walk"),
)
LAYOUTS = ("twice", "mono", "left only", "right only", "out of phase", "shifted")

levels = st.one_of(
    st.floats(-60.0, 6.0),
    st.sampled_from([-6.0, 0.0, -20.0, -90.0, 40.0, _QUIETEST_DB, _LOUDEST_DB]),
    st.floats(_QUIETEST_DB, _LOUDEST_DB),
)
layers = st.builds(Layer, st.sampled_from(KINDS), st.floats(0.0, 1.0), levels, st.integers(0, 99))


@st.composite
def recipes(draw: st.DrawFn, *, max_seconds: float = MAX_SECONDS, min_seconds: float = 0.0) -> Recipe:
    """Any recording: any rate, mono or stereo, from no sample at all to ``max_seconds``."""
    rate = draw(st.one_of(st.sampled_from(RATES), st.integers(8_000, 192_000)))
    least, most = round(min_seconds * rate), max(1, min(_MAX_SAMPLES, round(max_seconds * rate)))
    odd = [length for length in LENGTHS if length >= least]
    length = draw(st.one_of(st.sampled_from(odd), st.integers(least, most)) if odd else st.integers(least, most))
    sounds = draw(st.one_of(st.lists(layers, min_size=1, max_size=3), st.lists(layers, max_size=1)))
    return Recipe(tuple(sounds), rate, length, draw(st.sampled_from(LAYOUTS)))


@st.composite
def stems_of(draw: st.DrawFn, recipe: Recipe) -> Stems:
    """Stems that have nothing to do with the mixture but its shape: four or five, some of them silent."""
    names = list(Stem)
    if draw(st.booleans()):
        names.remove(Stem.LOG_DRUM)
    shape = {"sample_rate": recipe.sample_rate, "num_samples": recipe.num_samples, "layout": recipe.layout}
    made = {name: Recipe(tuple(draw(st.lists(layers, max_size=2))), **shape).audio() for name in names}
    return Stems(made, draw(st.sampled_from(["given", "embedded"])))
