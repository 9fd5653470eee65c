"""How hard notes are played: the level of each note's own partials just after its onset."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.analysis.spectrum import mono
from engine.core.audio import Audio

_WINDOW_S = 0.093
_NUM_PARTIALS = 4
_LOUD_VELOCITY = 112
_LOUD_PERCENTILE = 95
_DB_PER_HALVING = 12.0  # velocity 56 sounds 12 dB softer than 112: the square law common to samplers


def velocities(audio: Audio, onsets: NDArray[np.float64], pitches: NDArray[np.int64]) -> NDArray[np.int64]:
    """MIDI velocities 1–127, relative to the loud notes of this stem (their 95th percentile is 112).

    The level of a note is that of its first four partials in one window of 93 ms that begins at the onset.

    Args:
        audio: The stem.
        onsets: Seconds, ``[notes]``.
        pitches: MIDI numbers, ``[notes]``.
    """
    samples = mono(audio)
    size = max(16, round(_WINDOW_S * audio.sample_rate))
    window = np.hanning(size + 2)[1:-1]
    time = np.arange(size) / audio.sample_rate
    levels = np.zeros(len(onsets))
    for index, (onset, pitch) in enumerate(zip(onsets, pitches, strict=True)):
        start = round(float(onset) * audio.sample_rate)
        piece = samples[start : start + size]
        if not len(piece):
            continue
        weighted = piece * window[: len(piece)]
        hz = 440.0 * 2.0 ** ((float(pitch) - 69.0) / 12.0) * np.arange(1, _NUM_PARTIALS + 1)
        hz = hz[hz < 0.45 * audio.sample_rate]
        partials = np.exp(-2j * np.pi * hz[:, np.newaxis] * time[: len(piece)]) @ weighted
        levels[index] = float(np.sqrt(np.sum(np.abs(partials) ** 2)))
    loud = float(np.percentile(levels, _LOUD_PERCENTILE))
    if loud <= 0.0:
        return np.full(len(levels), 64, np.int64)
    relative_db = 20.0 * np.log10(np.maximum(levels / loud, 1e-4))
    speeds: NDArray[np.int64] = np.clip(np.rint(_LOUD_VELOCITY * 2.0 ** (relative_db / _DB_PER_HALVING)), 1, 127).astype(np.int64)
    return speeds
