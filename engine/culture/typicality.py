"""How unusual a song is against a panel of the user's own: songs whose descriptors were kept. Never good or bad.

A song's distance to a panel is the mean distance to its nearest neighbours there; the panel's own songs, each left out
in turn, say what distances are usual (a kNN distance percentile, domain reference 4.4). Sets of songs are compared by
the kernel distance of KAD (Chung et al., arXiv:2502.15602): an unbiased squared maximum mean discrepancy (Gretton et
al., JMLR 13, 2012) with a Gaussian kernel as wide as the panel's median distance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import UserError
from engine.culture.descriptors import NAMES, vector_of

Floats = NDArray[np.float64]
Descriptors = Mapping[str, float | None]

LEAST_PANEL = 2
SMALL_PANEL = 50  # domain reference 4.4
MEANING = "how unusual it is against this panel; neither good nor bad"
_NEAREST = 5
_LEAST_SHARED = 10
_MOST_UNUSUAL = 5
_LEAST_SET = 2


def typicality(descriptors: Descriptors, panel: Sequence[Descriptors]) -> dict[str, Any]:
    """How unusual a song is against a panel.

    Args:
        descriptors: Of the song, by name (``StyleVector.descriptors``).
        panel: Of two songs or more; the song itself should not be among them.

    Returns:
        ``percentile`` (0-1, share of the panel's own songs that lie nearer to the rest of it than this one does),
        ``distance``, ``usual`` (median of theirs), ``num_songs``, ``is_small``, ``unusual`` (descriptors that differ
        most, in deviations of the panel), ``meaning`` and ``note``.

    Raises:
        UserError: If the panel has fewer than two songs, or no descriptor in common with the song.
    """
    rows, own = _scaled(panel, [descriptors])
    nearest = min(_NEAREST, len(panel) - 1)
    within = _apart(rows, rows)
    np.fill_diagonal(within, np.inf)
    usual = np.sort(within, axis=1)[:, :nearest].mean(axis=1)
    distance = float(np.sort(_apart(own, rows)[0])[:nearest].mean())
    # ties count half, as in a rank test
    percentile = float((usual < distance).mean() + 0.5 * np.isclose(usual, distance).mean())
    is_small = len(panel) < SMALL_PANEL
    return {
        "percentile": round(min(1.0, percentile), 4),
        "distance": round(distance, 4),
        "usual": round(float(np.median(usual)), 4),
        "num_songs": len(panel),
        "is_small": is_small,
        "unusual": _unusual(descriptors, panel),
        "meaning": MEANING,
        "note": f"small panel: {len(panel)} songs, and {SMALL_PANEL} or more tell more" if is_small else "",
    }


def distance_of_sets(songs: Sequence[Descriptors], panel: Sequence[Descriptors]) -> float:
    """Squared kernel distance of a set of songs from a panel, about 0 where both are of one kind; it may be negative.

    Raises:
        UserError: If either has fewer than two songs, or they have no descriptor in common.
    """
    if len(songs) < _LEAST_SET:
        raise UserError(f"A set of {len(songs)} song has no distance to a panel", "Take two songs or more.")
    rows, own = _scaled(panel, songs)
    within = _apart(rows, rows)
    wide = float(np.median(within[np.triu_indices(len(rows), 1)])) or 1.0

    def kernel(first: Floats, second: Floats) -> Floats:
        return np.asarray(np.exp(-(_apart(first, second) ** 2) / (2.0 * wide**2)))

    def mean_apart(square: Floats) -> float:
        return float((square.sum() - np.trace(square)) / (len(square) * (len(square) - 1)))

    cross = float(kernel(own, rows).mean())
    return mean_apart(kernel(own, own)) + mean_apart(kernel(rows, rows)) - 2.0 * cross


def _scaled(panel: Sequence[Descriptors], songs: Sequence[Descriptors]) -> tuple[Floats, Floats]:
    """Rows of the panel and of songs over the panel's deviations, of descriptors that both have; gaps stand at 0."""
    if len(panel) < LEAST_PANEL:
        raise UserError(
            f"A panel of {len(panel)} song{'' if len(panel) == 1 else 's'} says nothing about what is usual",
            f"Score {LEAST_PANEL} songs or more into it; {SMALL_PANEL} tell more.",
        )
    rows, own = (np.stack([vector_of(each) for each in some]) for some in (panel, songs))
    known = np.isfinite(rows).sum(axis=0) >= LEAST_PANEL
    known &= np.isfinite(own).any(axis=0)
    if known.sum() < _LEAST_SHARED:
        raise UserError("This song and the panel have no descriptors in common", "Score them with this version.")
    rows, own = rows[:, known], own[:, known]
    middle, deviation = np.nanmean(rows, axis=0), np.nanstd(rows, axis=0) + _floor(rows)
    return np.nan_to_num((rows - middle) / deviation), np.nan_to_num((own - middle) / deviation)


def _floor(rows: Floats) -> Floats:
    """A tenth of a descriptor's size, so that what is all but constant in a small panel does not decide."""
    return np.asarray(0.1 * np.nanmean(np.abs(rows), axis=0) + 0.02)


def _apart(first: Floats, second: Floats) -> Floats:
    """Root mean square difference of each row of one from each row of the other."""
    products = first @ second.T / first.shape[1]
    squares = (first**2).mean(axis=1)[:, None] + (second**2).mean(axis=1)[None] - 2.0 * products
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)))


def _unusual(descriptors: Descriptors, panel: Sequence[Descriptors]) -> list[dict[str, Any]]:
    """The descriptors, steps of single sixteenths aside, by which a song differs most from a panel."""
    found: list[tuple[float, dict[str, Any]]] = []
    for name in NAMES:
        own = descriptors.get(name)
        values = [value for each in panel if (value := each.get(name)) is not None]
        if own is None or len(values) < LEAST_PANEL or "_step_" in name:
            continue
        middle = float(np.mean(values))
        by = (own - middle) / (float(np.std(values)) + 0.1 * abs(middle) + 0.02)
        found.append((by, {"name": name, "value": round(own, 4), "usual": round(middle, 4), "by": round(by, 2)}))
    return [each for _, each in sorted(found, key=lambda pair: -abs(pair[0]))[:_MOST_UNUSUAL]]
