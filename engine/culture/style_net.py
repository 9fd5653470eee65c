"""The network of the style vector: descriptors to how clear each style is, told by several nets of one shape.

Each net has two hidden layers of rectifiers over standardised descriptors; what could not be measured stands at the
mean. The nets were fitted to different draws of the same pieces; where they disagree, the interval is wide
(Lakshminarayanan et al., NeurIPS 2017). Logits are divided by a temperature found on pieces held out (Guo et al.,
ICML 2017). A song whose descriptors lie far from everything that was learnt is turned down: distances are taken in the
principal components of what was learnt, whitened, to its nearest representatives.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.paths import resources

Floats = NDArray[np.float64]
Weights = Mapping[str, NDArray[np.float32]]

WEIGHTS = "style.safetensors"
VERSION = "style 3"
NEAREST = 3
CLIP = 4.0
"""No descriptor counts for more than so many deviations: one that was measured wrongly does not decide."""
_Z90 = 1.645
_LEAST_SPREAD = 0.35
"""Of the family's log odds, either way: nets that agree share what they were taught by."""


@dataclass(frozen=True, slots=True, eq=False)
class StyleAnswer:
    """What the nets say: probability by style ``[styles]``, of the family, and its 90 % interval."""

    styles: Floats
    family: float
    family_interval: tuple[float, float]


def answer(vector: Floats, weights: Weights) -> StyleAnswer:
    """What the nets say of one row of descriptors.

    Args:
        vector: ``[descriptors]``, NaN for what could not be measured.
        weights: Of ``load_weights``.
    """
    logits = ensemble_logits(standardised(vector[None], weights), weights)[:, 0]
    temperature = weights["temperature"].astype(np.float64)
    mean, spread = logits.mean(axis=0) / temperature, logits.std(axis=0) / temperature
    reach = _Z90 * max(_LEAST_SPREAD, float(spread[-1]))
    odds = float(mean[-1])
    return StyleAnswer(
        styles=sigmoid(mean[:-1]),
        family=float(sigmoid(np.asarray(odds))),
        family_interval=(float(sigmoid(np.asarray(odds - reach))), float(sigmoid(np.asarray(odds + reach)))),
    )


def strangeness(vector: Floats, weights: Weights) -> float:
    """How far a song lies from what was learnt: 1 is as far as the outermost hundredth of held-out pieces."""
    own = standardised(vector[None], weights) @ weights["components"].astype(np.float64)
    apart = np.sqrt(((own - weights["representatives"].astype(np.float64)) ** 2).mean(axis=1))
    return float(np.sort(apart)[:NEAREST].mean() / float(weights["reach"][0]))


def standardised(rows: Floats, weights: Weights) -> Floats:
    """Descriptors over their deviations, clipped; 0 for what could not be measured, ``[rows, descriptors]``."""
    scaled = (rows - weights["mean"].astype(np.float64)) / weights["deviation"].astype(np.float64)
    return np.clip(np.nan_to_num(scaled), -CLIP, CLIP)


def ensemble_logits(rows: Floats, weights: Weights) -> Floats:
    """Log odds by net, row and answer (the styles, then the family), ``[nets, rows, styles + 1]``."""
    x = np.broadcast_to(rows, (len(weights["first.weight"]), *rows.shape))
    for name in ("first", "second"):
        own, bias = (weights[f"{name}.{what}"].astype(np.float64) for what in ("weight", "bias"))
        x = np.maximum(x @ own + bias[:, None], 0.0)
    out: Floats = x @ weights["out.weight"].astype(np.float64) + weights["out.bias"].astype(np.float64)[:, None]
    return out


def sigmoid(odds: Floats) -> Floats:
    """Log odds as a probability."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * odds)), np.float64)


@functools.lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The nets' weights, which ship with the product."""
    from safetensors.numpy import load_file

    loaded: Weights = load_file(resources() / "weights" / WEIGHTS)
    return loaded
