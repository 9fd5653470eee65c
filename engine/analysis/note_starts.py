"""Which candidates are notes: a small network over ``note_features``, trained on composed pieces with every instrument.

The salience network knows no instrument: an organ's drawbars, a bell's partials and the second harmonic of a piano all
look like keys to it. What it says of the whole keyboard around a candidate, with the spectrum, tells them apart.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.note_features import Candidates
from engine.analysis.spectrum import FloatArray
from engine.core.time import FrameClock
from engine.paths import resources

Floats = NDArray[np.float64]

WEIGHTS = "note-starts.safetensors"
THRESHOLD = 0.55  # precision and recall are balanced for the ear: a wrong note disturbs more than one left out
SHIFT_S = 0.05
"""Unit of the network's second answer: how much earlier or later the key was pressed. Slow attacks rise late."""
_APART_S = 0.07  # two strokes of one key closer than this are one


@dataclass(frozen=True, slots=True)
class Start:
    """A note begins: seconds, row of the salience, its candidate's frame, and how probable it is, 0-1."""

    onset: float
    row: int
    frame: int
    probability: float


def chosen(candidates: Candidates, clock: FrameClock, *, threshold: float = THRESHOLD) -> list[Start]:
    """The candidates that are taken for notes, in order of time and pitch.

    Args:
        candidates: With their features.
        clock: Of the salience.
        threshold: Least probability.
    """
    if not len(candidates.frames):
        return []
    logits, shift = answers(candidates.features, load_weights())
    probability = 0.5 * (1.0 + np.tanh(0.5 * logits))
    onsets = np.maximum(0.0, clock.time(candidates.frames.astype(np.float64)) + SHIFT_S * shift)
    kept: dict[int, list[int]] = {}
    for index in np.argsort(-probability, kind="stable").tolist():
        if probability[index] < threshold:
            break
        own = kept.setdefault(int(candidates.rows[index]), [])
        if all(abs(onsets[index] - onsets[other]) >= _APART_S for other in own):
            own.append(index)
    found = sorted((float(onsets[i]), int(candidates.rows[i]), i) for own in kept.values() for i in own)
    return [Start(onset, row, int(candidates.frames[i]), float(probability[i])) for onset, row, i in found]


def answers(features: FloatArray, weights: Mapping[str, NDArray[np.float32]]) -> tuple[Floats, Floats]:
    """Log odds that a note begins, and by how much later than the candidate, over ``SHIFT_S``; ``[candidates]`` each.

    Two hidden layers of rectifiers.
    """
    x = (features - weights["mean"]) / weights["deviation"]
    for name in ("first", "second"):
        x = np.maximum(x @ weights[f"{name}.weight"] + weights[f"{name}.bias"], 0.0)
    out = (x @ weights["out.weight"] + weights["out.bias"]).astype(np.float64)
    return out[:, 0], np.clip(out[:, 1], -3.0, 3.0)


@functools.lru_cache(maxsize=1)
def load_weights() -> Mapping[str, NDArray[np.float32]]:
    """The network's weights, which ship with the product."""
    from safetensors.numpy import load_file

    loaded: Mapping[str, NDArray[np.float32]] = load_file(resources() / "weights" / WEIGHTS)
    return loaded
