"""How far a recording lies from A4 = 440 Hz."""

from __future__ import annotations

import numpy as np

from engine.analysis.spectrum import frame_blocks, is_silent, mono
from engine.core.audio import Audio

_RATE = 11_025
_WINDOW_SAMPLES = 4_096  # 372 ms: partials of a semitone apart are separate from 130 Hz upwards
_HOP_SAMPLES = 4_096
_LOW_HZ, _HIGH_HZ = 130.0, 2_000.0
_PEAK_RATIO = 0.03  # of the frame's loudest partial: -30 dB
_MIN_AGREEMENT = 0.15  # of noise this is 1/sqrt(peaks), below 0.05 within seconds


def estimate_tuning(audio: Audio) -> float:
    """Cents between the recording's tuning and A4 = 440 Hz, in (-50, 50]; 0.0 where the partials agree on none.

    The deviations of spectral peaks from the semitone raster are averaged as angles, weighted by amplitude, so that
    +49 and -49 cents are neighbours (Dressler & Streich, "Tuning Frequency Estimation Using Circular Statistics",
    ISMIR 2007). Peaks are refined by parabolic interpolation of the log magnitude.
    """
    samples = mono(audio)
    if is_silent(samples):
        return 0.0
    import soxr

    if audio.sample_rate != _RATE:
        samples = soxr.resample(samples, audio.sample_rate, _RATE, quality="MQ").astype(np.float32)
    window = np.hanning(_WINDOW_SAMPLES + 1)[:-1].astype(np.float32)
    low, high = (round(hz * _WINDOW_SAMPLES / _RATE) for hz in (_LOW_HZ, _HIGH_HZ))
    total, weight = 0.0 + 0.0j, 0.0
    for _, block in frame_blocks(samples, window, _HOP_SAMPLES):
        magnitude = np.abs(block[:, low - 1 : high + 2])
        middle, left, right = magnitude[:, 1:-1], magnitude[:, :-2], magnitude[:, 2:]
        loudest = middle.max(axis=1, keepdims=True)
        frame, bin_ = np.nonzero(
            (middle > left) & (middle >= right) & (middle > _PEAK_RATIO * loudest) & (middle > 1e-6)
        )
        a, b, c = (np.log(np.maximum(part[frame, bin_], 1e-9)) for part in (left, middle, right))
        shift = 0.5 * (a - c) / np.minimum(a - 2.0 * b + c, -1e-9)
        hz = (bin_ + low + np.clip(shift, -0.5, 0.5)) * _RATE / _WINDOW_SAMPLES
        amplitude = np.sqrt(middle[frame, bin_])  # the root keeps one loud tone from deciding alone
        total += complex(np.sum(amplitude * np.exp(2j * np.pi * 12.0 * np.log2(hz / 440.0))))
        weight += float(amplitude.sum())
    if weight == 0.0 or abs(total) / weight < _MIN_AGREEMENT:
        return 0.0
    return float(np.angle(total) / (2.0 * np.pi) * 100.0)
