"""Which one-shots are one instrument at several pitches and velocities, and which are another sound altogether.

Compared are levels of partials 1 to 8 (so pitch does not count) and of the envelope's first 150 ms, both in dB against
their loudest. A synthesised drum's partials move with velocity, and a sampled one's decay follows pitch, so what is
called another timbre must be far away.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.separation.instrument.averaging import BEFORE_S

_NUM_PARTIALS = 8
_BODY_S = (0.012, 0.1)
_ENVELOPE_S, _STEP_S = 0.15, 0.01
_FLOOR_DB = -40.0
FAR_DB = 7.0
"""Root mean square difference beyond which two sounds are two timbres. Notes of one synthesised drum at five pitches
and velocities lie within 7.2 (97 % of pairs, over the whole range of patches), two drums of that range 8.5 apart
(median)."""


def traits(wave: NDArray[np.float64], rate: float, pitch: float) -> NDArray[np.float64]:
    """Levels of a one-shot's partials and envelope, dB, ``[traits]``; nan beyond its end.

    Args:
        wave: ``[samples]`` in one channel, the attack ``BEFORE_S`` after its start.
        rate: Hz.
        pitch: MIDI number.
    """
    hz = 440.0 * 2.0 ** ((pitch - 69.0) / 12.0)
    attack = round(BEFORE_S * rate)
    body = wave[attack + round(_BODY_S[0] * rate) : attack + round(_BODY_S[1] * rate)]
    window = np.hanning(len(body) + 2)[1:-1]
    partials = hz * np.arange(1, _NUM_PARTIALS + 1)
    turns = np.exp(-2j * np.pi * partials[:, None] * np.arange(len(body)) / rate)
    levels = np.abs(turns @ (body * window))
    levels[partials > 0.45 * rate] = 0.0
    step = round(_STEP_S * rate)
    count = round(_ENVELOPE_S / _STEP_S)
    envelope = np.full(count, np.nan)
    for index in range(min(count, (len(wave) - attack) // step)):
        part = wave[attack + index * step : attack + (index + 2) * step]
        envelope[index] = np.sqrt(np.mean(part**2))
    return np.concatenate([_decibels(levels), _decibels(envelope)])


def _decibels(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    loudest = max(float(np.nanmax(levels)), 1e-300)
    return np.asarray(np.maximum(_FLOOR_DB, 20.0 * np.log10(np.maximum(levels / loudest, 1e-9))))


def distance_db(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Root mean square difference of two sounds' traits, partials and envelope counting alike."""
    squares = (first - second) ** 2
    return float(np.sqrt(0.5 * (np.mean(squares[:_NUM_PARTIALS]) + np.nanmean(squares[_NUM_PARTIALS:]))))


def timbre_of(all_traits: Sequence[NDArray[np.float64]], num_strokes: Sequence[int]) -> list[int]:
    """Which timbre each sound is, counted from 0, the most played first: average linkage up to ``FAR_DB``."""
    from scipy.cluster.hierarchy import fcluster, linkage

    count = len(all_traits)
    if count == 1:
        return [0]
    distances = [distance_db(all_traits[i], all_traits[j]) for i in range(count) for j in range(i + 1, count)]
    labels = fcluster(linkage(np.array(distances), "average"), FAR_DB, "distance")
    played = {label: sum(n for n, own in zip(num_strokes, labels, strict=True) if own == label) for label in labels}
    order = sorted(played, key=lambda label: -played[label])
    return [order.index(label) for label in labels]
