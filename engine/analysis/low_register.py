"""Which multiple of its repetition rate a low tone is heard as: producers lay a sine an octave below a log drum.

The wave then repeats an octave below the note; a modulator at one and a half times the carrier has the same effect,
and a loud third partial the opposite one. A small network looks at the strength of the partials.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.low_pitch import HOP_S, Floats, Periodicity, Stand
from engine.paths import resources

WEIGHTS = "low-register.safetensors"
SEMITONES = (0, 12, 19)
"""What a note may lie above the rate at which its wave repeats: nothing, an octave, a twelfth."""

MULTIPLES = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 14.0)
LAGS = (1 / 3, 1 / 2, 2 / 3, 1.0, 3 / 2, 2.0, 3.0)
_FLOOR_DB = -60.0
_LOWEST_TOLD = -6.0


def timbre(heard: Periodicity, stand: Stand) -> Floats:
    """What the network sees of a note: partials in decibels over its strongest, correlations, register; ``[20]``."""
    hz = 440.0 * 2.0 ** ((stand.pitch - 69.0) / 12.0)
    first, last = (round(t * heard.rate) for t in (stand.start - 0.01, stand.end + 0.01))
    piece = heard.samples[max(0, first) : max(first + 64, last)]
    seconds = np.arange(len(piece)) / heard.rate
    places = hz * np.asarray(MULTIPLES)
    waves = np.exp(-2j * np.pi * places[:, None] * seconds)
    level = np.abs(waves @ (piece * np.hanning(len(piece) + 2)[1:-1]))
    level[places > 0.47 * heard.rate] = 0.0
    top = float(level.max()) + 1e-30
    decibels = np.maximum(20.0 * np.log10(level / top + 1e-9), _FLOOR_DB)
    frames = heard.frames(stand.start - HOP_S, stand.end + HOP_S)
    lags = [heard.at(heard.rate / hz * factor, frames) for factor in LAGS]
    # below the lowest notes it was trained on the register must not tell: every rate so low was a sub there
    return np.asarray([*(decibels / 20.0), *lags, max(_LOWEST_TOLD, stand.pitch - 36.0) / 12.0])


@dataclass(frozen=True, slots=True)
class Register:
    """Semitones above the repetition rate, and how probable they are, 0-1."""

    semitones: int
    probability: float


def register(heard: Periodicity, stand: Stand, *, odds: float = 1.0) -> Register:
    """How a note that stands on a pitch is heard.

    Args:
        heard: The stem.
        stand: Where the note stands, and its repetition rate as pitch.
        odds: How much more often than among log drums a note lies above its repetition rate.
    """
    probabilities = register_probabilities(timbre(heard, stand)[None], load_weights())[0]
    probabilities[1:] *= odds
    best = int(np.argmax(probabilities))
    return Register(SEMITONES[best], float(probabilities[best] / probabilities.sum()))


def register_probabilities(features: Floats, weights: Mapping[str, NDArray[np.float32]]) -> Floats:
    """``[notes, 3]`` of ``[notes, 20]``: one hidden layer of hyperbolic tangents."""
    scaled = (features - weights["mean"]) / weights["deviation"]
    hidden = np.tanh(scaled @ weights["hidden.weight"] + weights["hidden.bias"])
    logits = hidden @ weights["out.weight"] + weights["out.bias"]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


@functools.lru_cache(maxsize=1)
def load_weights() -> Mapping[str, NDArray[np.float32]]:
    """The network's weights, which ship with the product."""
    from safetensors.numpy import load_file

    loaded: Mapping[str, NDArray[np.float32]] = load_file(resources() / "weights" / WEIGHTS)
    return loaded
