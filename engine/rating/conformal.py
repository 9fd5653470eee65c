"""From a measured value to the share of a panel, never falling, with an interval that new artists keep.

Isotonic regression (Barlow et al. 1972), out of fold over artists; the half width is the quantile of what was missed
there (split conformal prediction, cross-fitted: Vovk et al., Algorithmic Learning in a Random World, 2005; Barber et
al., Annals of Statistics 49, 2021). The truth that is missed is itself uncertain: it is drawn from its posterior.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVEL = 0.90
MOST_FOLDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A rising line through knots, level beyond them."""

    raw: Floats
    share: Floats

    def __call__(self, raw: Floats) -> Floats:
        return np.asarray(np.interp(raw, self.raw, self.share))


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The curve of all items, the half width of its interval, and what each item gets when its artist is left out."""

    curve: Curve
    half_width: float
    out_of_fold: Floats


def isotonic(raw: Floats, share: Floats) -> Curve:
    """The rising curve nearest to the shares; a step's knots are its ends."""
    from scipy import optimize

    places, where = np.unique(raw, return_inverse=True)
    weights = np.bincount(where).astype(np.float64)
    means = np.bincount(where, share) / weights
    fitted = optimize.isotonic_regression(means, weights=weights).x
    is_knot = np.ones(len(fitted), np.bool_)
    is_knot[1:-1] = (np.diff(fitted)[:-1] != 0.0) | (np.diff(fitted)[1:] != 0.0)
    return Curve(places[is_knot], np.clip(fitted[is_knot], 0.0, 1.0))


def artist_folds(artists: Sequence[str], num_folds: int = MOST_FOLDS) -> NDArray[np.int64]:
    """A fold for each item; no artist is in two. The largest artists go first, each into the smallest fold."""
    names, counts = np.unique(np.asarray(artists), return_counts=True)
    sizes = np.zeros(min(num_folds, len(names)))
    fold_of: dict[str, int] = {}
    for index in np.argsort(-counts, kind="stable"):
        fold_of[str(names[index])] = int(np.argmin(sizes))
        sizes[fold_of[str(names[index])]] += counts[index]
    return np.array([fold_of[artist] for artist in artists], np.int64)


def fit(raw: Floats, plausible: Floats, artists: Sequence[str], *, level: float = LEVEL) -> Fitted:
    """Curve and interval.

    Args:
        raw: Measured value of each item.
        plausible: Draws of each item's true share ``[draws, items]``.
        artists: Of each item.
        level: Of the interval.
    """
    expected = plausible.mean(axis=0)
    folds = artist_folds(artists)
    out_of_fold = np.empty(len(raw))
    for fold in np.unique(folds):
        own = folds == fold
        out_of_fold[own] = isotonic(raw[~own], expected[~own])(raw[own])
    missed = np.abs(plausible - out_of_fold)
    rank = min(1.0, math.ceil((len(raw) + 1) * level) / len(raw))
    return Fitted(isotonic(raw, expected), float(np.quantile(missed, rank)), out_of_fold)
