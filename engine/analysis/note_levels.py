"""How loud single notes are: the level of each note's own partials around its onset."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.analysis.spectrum import FloatArray, mono
from engine.core.audio import Audio

_WINDOW_S = 0.093
_NUM_PARTIALS = 4
_LOUD_VELOCITY = 112
_LOUD_PERCENTILE = 95
_DB_PER_HALVING = 12.0  # velocity 56 sounds 12 dB softer than 112: the square law common to samplers


def levels_after(audio: Audio, times: NDArray[np.float64], pitches: NDArray[np.int64]) -> NDArray[np.float64]:
    """Amplitude of the first four partials of each pitch in the 93 ms that begin at its time, ``[notes]``.

    Args:
        audio: The stem.
        times: Seconds, ``[notes]``; what lies outside the recording is silence.
        pitches: MIDI numbers, ``[notes]``.
    """
    samples: FloatArray = mono(audio)
    size = max(16, round(_WINDOW_S * audio.sample_rate))
    window = np.hanning(size + 2)[1:-1]
    seconds = np.arange(size) / audio.sample_rate
    levels = np.zeros(len(times))
    for index, (time, pitch) in enumerate(zip(times, pitches, strict=True)):
        start = max(0, round(float(time) * audio.sample_rate))
        piece = samples[start : start + size]
        if not len(piece):
            continue
        hz = 440.0 * 2.0 ** ((float(pitch) - 69.0) / 12.0) * np.arange(1, _NUM_PARTIALS + 1)
        hz = hz[hz < 0.45 * audio.sample_rate]
        partials = np.exp(-2j * np.pi * hz[:, np.newaxis] * seconds[: len(piece)]) @ (piece * window[: len(piece)])
        levels[index] = float(np.sqrt(np.sum(np.abs(partials) ** 2))) / size
    return levels


def velocities(levels: NDArray[np.float64]) -> NDArray[np.int64]:
    """MIDI velocities 1–127, relative to the loud notes of this stem: the 95th percentile of the levels is 112."""
    loud = float(np.percentile(levels, _LOUD_PERCENTILE)) if len(levels) else 0.0
    if loud <= 0.0:
        return np.full(len(levels), 64, np.int64)
    relative_db = 20.0 * np.log10(np.maximum(levels / loud, 1e-4))
    speeds: NDArray[np.int64] = np.rint(_LOUD_VELOCITY * 2.0 ** (relative_db / _DB_PER_HALVING)).astype(np.int64)
    return np.clip(speeds, 1, 127)
