"""Whether a piece's key is heard: key profiles correlated with how long each pitch class sounds.

The method is Krumhansl & Schmuckler's (Krumhansl, "Cognitive Foundations of Musical Pitch", 1990, chapter 4): the key
is the one whose profile correlates best with the durations. It is what listeners' software does with MIDI files, so a
piece whose harmony leans to the relative major is found out here before anybody else finds it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.core.harmony import QUALITIES, ChordLabel, Key

Array = NDArray[np.float64]

PROFILES: dict[str, dict[str, tuple[float, ...]]] = {
    # Krumhansl & Kessler, "Tracing the Dynamic Changes in Perceived Tonal Organization" (Psychological Review 1982)
    "krumhansl": {
        "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
        "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
    },
    # Aarden, "Dynamic Melodic Expectancy" (dissertation, Ohio State 2003), counts from the Essen collection
    "aarden": {
        "major": (17.7661, 0.145624, 14.9265, 0.160186, 19.8049, 11.3587, 0.291248, 22.062, 0.145624, 8.15494,
                  0.232998, 4.95122),
        "minor": (18.2648, 0.737619, 14.0499, 16.8599, 0.702494, 14.4362, 0.702494, 18.6161, 4.56621, 1.93186,
                  7.37619, 1.75623),
    },
}  # fmt: skip
"""Twelve weights from the tonic upwards, by author and mode."""

KEYS = tuple(Key(tonic, mode) for mode in ("major", "minor") for tonic in range(12))
CLEAR_MARGIN = 0.04
"""Lead in correlation over the second key that counts as clear: a design value, about what one more bar of the tonic in
eight is worth."""


def heard_key(durations: Sequence[float] | Array, profile: str = "aarden") -> Key:
    """The key that durations of the twelve pitch classes suggest.

    Raises:
        ValueError: If nothing sounds.
    """
    return KEYS[int(np.argmax(correlations(durations, profile)))]


def margin(durations: Sequence[float] | Array, key: Key, profile: str = "aarden") -> float:
    """By how much the key's correlation leads that of the best other key; negative where another is heard."""
    scores = correlations(durations, profile)
    own = KEYS.index(key)
    return float(scores[own] - np.max(np.delete(scores, own)))


def lead(durations: Sequence[float] | Array, key: Key) -> float:
    """The least margin over all profiles."""
    return min(margin(durations, key, profile) for profile in PROFILES)


def rival(durations: Sequence[float] | Array, key: Key) -> Key:
    """The other key that comes nearest, or is heard instead, by the profile in which this key leads least."""
    worst = min(PROFILES, key=lambda profile: margin(durations, key, profile))
    scores = correlations(durations, worst)
    scores[KEYS.index(key)] = -2.0
    return KEYS[int(np.argmax(scores))]


def is_clear(durations: Sequence[float] | Array, key: Key, *, least: float = CLEAR_MARGIN) -> bool:
    """Whether every profile hears this key, with a lead of at least ``least``."""
    return lead(durations, key) >= least


def correlations(durations: Sequence[float] | Array, profile: str) -> Array:
    """Pearson correlation with each of ``KEYS``, ``[24]``.

    Raises:
        ValueError: If nothing sounds.
    """
    weights = np.asarray(durations, np.float64)
    if weights.shape != (12,) or float(weights.sum()) <= 0.0:
        raise ValueError("a key needs twelve durations, not all of them zero")
    centred = weights - weights.mean()
    length = float(np.linalg.norm(centred))
    result: Array = _rows(profile) @ centred / (length or 1.0)
    return result


def chord_durations(chords: Sequence[tuple[ChordLabel, float]], *, bass: float = 1.0) -> Array:
    """How long pitch classes would sound if each chord were held: its tones once, its bass ``bass`` times more."""
    total = np.zeros(12)
    for label, length in chords:
        if label.root is None:
            continue
        for step in QUALITIES[label.quality]:
            total[(label.root + step) % 12] += length
        total[(label.root + label.bass) % 12] += bass * length
    return total


@cache
def _rows(profile: str) -> Array:
    """The profile in every key, rows centred and of unit length, ``[24, 12]``."""
    rows = np.asarray([np.roll(PROFILES[profile][key.mode], key.tonic) for key in KEYS], np.float64)
    rows -= rows.mean(axis=1, keepdims=True)
    scaled: Array = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled
