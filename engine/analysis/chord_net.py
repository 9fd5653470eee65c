"""A small network that names the chord of each beat, run with numpy.

The same weights read the features with each pitch class as root (circular in pitch, so equivariant to transposition by
construction) and say how likely each quality stands on it; two more outputs are the bass and no chord. Trained on
pieces written and rendered by our own code (``trainer/recipes/chords.py``); no recording was used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.analysis.chord_model import VOCABULARY_QUALITIES
from engine.paths import resources

Array = NDArray[np.float64]
FloatArray = NDArray[np.float32]
Weights = Mapping[str, FloatArray]

WEIGHTS = "chords.safetensors"
_BLOCK_CELLS = 512


@dataclass(frozen=True, slots=True, eq=False)
class ChordOpinion:
    """What the network says of each cell; logarithms of probabilities.

    Args:
        chords: By root and quality, and no chord last, ``[cells, 12 * qualities + 1]``.
        bass: By pitch class of the bass, ``[cells, 12]``.
    """

    chords: Array
    bass: Array


@cache
def load_weights() -> Weights:
    """The weights that ship with the product."""
    from safetensors.numpy import load_file

    return load_file(str(resources() / "weights" / WEIGHTS))


def chord_opinion(features: FloatArray, weights: Weights) -> ChordOpinion:
    """Run the network over ``chord_features``."""
    blocks = [_forward(features[at : at + _BLOCK_CELLS], weights) for at in range(0, len(features), _BLOCK_CELLS)]
    logits = np.concatenate(blocks) if blocks else np.zeros((0, 12, len(VOCABULARY_QUALITIES) + 2), np.float32)
    qualities = logits[:, :, :-2].reshape(len(logits), -1)
    silent = logits[:, :, -1].mean(axis=1, keepdims=True)
    return ChordOpinion(_log_softmax(np.concatenate([qualities, silent], axis=1)), _log_softmax(logits[:, :, -2]))


def rooted(features: FloatArray) -> FloatArray:
    """Features as seen from each root, ``[cells, 12, 12 * channels]``: pitch class ``root + k`` at place ``k``."""
    order = (np.arange(12)[:, np.newaxis] + np.arange(12)) % 12
    return features[:, order].reshape(len(features), 12, -1)


def _forward(features: FloatArray, weights: Weights) -> FloatArray:
    x = rooted(features)
    for layer in ("a", "b"):
        x = np.maximum(0.0, x @ weights[f"{layer}.weight"].T + weights[f"{layer}.bias"])
    out: FloatArray = x @ weights["c.weight"].T + weights["c.bias"]
    return out


def _log_softmax(logits: FloatArray) -> Array:
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    out: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return out
