"""How likely a section begins at a bar line: what changes there, at four scales, weighed by a logistic regression.

For every description of the bars (``form_features``) the mean of the next 1, 2, 4 and 8 bars is compared with that of
as many before: the corners of the self-similarity matrix that Foote's checkerboard finds (ICME 2000), description by
description. Whether the change is greater than at the neighbouring lines, and how great it is for this song, counts as
well. The weights come from ``aurax train fit section-lines``: composed and rendered pieces, whose sections are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.analysis.form_features import FormFeatures

Array = NDArray[np.float64]

WEIGHTS = "section-lines.safetensors"
"""Tensors ``with_stems`` and ``without_stems``: a weight for each feature, and the offset last."""
_SCALES = (1, 2, 4, 8)
_COMPARED = (1, 4)
_BY_SONG = 4
_NEIGHBOURS = 3
_MOST = 4.0
_STANDS_OUT = 2.0


def line_features(bars: FormFeatures) -> Array:
    """``[bars, features]``: what changes at the line where a bar begins, and its square."""
    columns = []
    for layer in bars.layers:
        for scale in _SCALES:
            change = np.linalg.norm(_change(layer, scale), axis=1)
            columns.append(np.minimum(change, _MOST))
            if scale in _COMPARED:
                columns.append(np.clip(change - _greatest_near(change), -_STANDS_OUT, _STANDS_OUT))
            if scale == _BY_SONG:
                columns.append(change / (np.percentile(change, 90) + 0.1))
    features = np.stack(columns, axis=1)
    return np.concatenate([features, np.square(features)], axis=1)


def log_odds(bars: FormFeatures) -> Array:
    """Log odds of a section beginning with each bar, ``[bars]``; that of the first means nothing."""
    weights = _weights()["without_stems" if bars.stems is None else "with_stems"]
    features = line_features(bars)
    if features.shape[1] != len(weights) - 1:
        raise ValueError(f"{WEIGHTS} weighs {len(weights) - 1} features, there are {features.shape[1]}")
    return np.asarray(features @ weights[:-1] + weights[-1])


@cache
def _weights() -> Mapping[str, Array]:
    from safetensors.numpy import load_file

    from engine.paths import resources

    return {name: own.astype(np.float64) for name, own in load_file(resources() / "weights" / WEIGHTS).items()}


def _change(values: np.ndarray, scale: int) -> Array:
    """Mean of up to ``scale`` bars from each line on, less that of as many before it."""
    count = len(values)
    sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0, dtype=np.float64)])
    line = np.arange(count)
    before, after = np.maximum(0, line - scale), np.minimum(count, line + scale)
    change = (sums[after] - sums[line]) / (after - line)[:, None]
    change -= (sums[line] - sums[before]) / np.maximum(1, line - before)[:, None]
    change[0] = 0.0
    return np.asarray(change)


def _greatest_near(change: Array) -> Array:
    """The greatest change at the three lines before and the three after."""
    padded = np.pad(change, _NEIGHBOURS)
    shifts = [k for k in range(2 * _NEIGHBOURS + 1) if k != _NEIGHBOURS]
    return np.asarray(np.max([padded[k : k + len(change)] for k in shifts], axis=0))
