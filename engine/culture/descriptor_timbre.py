"""How a log drum sounds, apart from its level: third and fifth harmonic, click, decay (domain reference 1.6)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.core.stems import Stem
from engine.culture.song import HEARD_RATE, CultureSong

TIMBRE = ("log_h3", "log_h5", "log_click", "log_decay")
_MOST_NOTES = 64
_LEAST_NOTES = 4
_BODY_S = (0.03, 0.17)
_CLICK_S = 0.012
_CLICK_HZ = 600.0
_LATE_S = (0.15, 0.25)
_FFT = 8192
_FLOOR = 1e-12


def timbre_of(song: CultureSong) -> dict[str, float | None]:
    """Medians over the notes of the log drum; empty without its stem or with hardly any notes.

    ``log_h3`` and ``log_h5``: level of these harmonics against the fundamental, dB/10, as the note's pitch says where
    they lie. ``log_click``: level above 600 Hz in the first 12 ms against the body. ``log_decay``: level after 0.15 s
    against the body.
    """
    samples = song.samples(Stem.LOG_DRUM)
    notes = [note for note in song.notes(Stem.LOG_DRUM) if 24 <= note.pitch <= 60]
    if samples is None or len(notes) < _LEAST_NOTES:
        return {}
    stride = max(1, len(notes) // _MOST_NOTES)
    rows = [row for note in notes[::stride] if (row := _measured(samples, note.onset, note.pitch)) is not None]
    if len(rows) < _LEAST_NOTES:
        return {}
    return dict(zip(TIMBRE, np.median(np.asarray(rows), axis=0).tolist(), strict=True))


def _measured(samples: NDArray[np.float32], onset: float, pitch: int) -> tuple[float, ...] | None:
    start = round(onset * HEARD_RATE)
    body = samples[start + round(_BODY_S[0] * HEARD_RATE) : start + round(_BODY_S[1] * HEARD_RATE)]
    late = samples[start + round(_LATE_S[0] * HEARD_RATE) : start + round(_LATE_S[1] * HEARD_RATE)]
    if len(late) < 8 or not body.any():
        return None
    spectrum = np.abs(np.fft.rfft(body * np.hanning(len(body)), _FFT)) ** 2
    first = 440.0 * 2.0 ** ((pitch - 69) / 12.0)
    levels = [_peak(spectrum, harmonic * first) for harmonic in (1, 3, 5)]
    click = samples[max(0, start - 32) : start + round(_CLICK_S * HEARD_RATE)]
    above = np.abs(np.fft.rfft(click * np.hanning(len(click)), 1024)) ** 2
    sharp = float(above[round(_CLICK_HZ * 1024 / HEARD_RATE) :].sum()) / 1024.0
    whole = float(spectrum.sum()) / _FFT
    return (
        _ratio(levels[1], levels[0]),
        _ratio(levels[2], levels[0]),
        _ratio(sharp, whole),
        _ratio(float(np.mean(late.astype(np.float64) ** 2)), float(np.mean(body.astype(np.float64) ** 2))),
    )


def _peak(spectrum: NDArray[np.floating], hertz: float) -> float:
    """Highest power within a semitone and a half."""
    low, high = (round(hertz * ratio * _FFT / HEARD_RATE) for ratio in (0.92, 1.09))
    return float(spectrum[low : high + 1].max())


def _ratio(first: float, second: float) -> float:
    return float(np.clip(math.log10((first + _FLOOR) / (second + _FLOOR)), -5.0, 5.0))
