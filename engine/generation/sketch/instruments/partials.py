"""Measuring a note: levels of its harmonics, centroid and level over time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import RATE, Instrument, Stroke, Wave, frequency

BODY = (0.06, 0.2)
"""The part of a log-drum note its harmonics are measured in, s (domain reference 1.6.2)."""


@dataclass(frozen=True, slots=True)
class Partials:
    """Levels of the third and fifth harmonic over the first, dB."""

    third_db: float
    fifth_db: float


def harmonic_db(wave: Wave, hz: float, harmonic: int, *, start: float = BODY[0], end: float = BODY[1]) -> float:
    """Level of a harmonic in dB: the magnitude of the Fourier sum at its frequency under a Hann window."""
    part = wave[int(start * RATE) : int(end * RATE)].astype(np.float64)
    window = np.hanning(len(part))
    turns = np.arange(len(part)) * (harmonic * hz / RATE)
    magnitude = abs(np.sum(part * window * np.exp(-2j * np.pi * turns))) * 2.0 / window.sum()
    return 20.0 * math.log10(max(magnitude, 1e-12))


def partials(instrument: Instrument, pitch: float, velocity: int) -> Partials:
    """H3/H1 and H5/H1 of a long note of an instrument, as the domain reference 1.6.2 tabulates them."""
    wave = instrument.play(Stroke(pitch=round(pitch), velocity=velocity, duration=1.0))
    hz = frequency(round(pitch))
    first, third, fifth = (harmonic_db(wave, hz, number) for number in (1, 3, 5))
    return Partials(third - first, fifth - first)


def centroid_hz(wave: Wave, start: float, end: float) -> float:
    """Spectral centroid of a part: power-weighted, Hann window, zero-padded (the way 1.6.2 was measured)."""
    part = wave[int(start * RATE) : int(end * RATE)].astype(np.float64)
    power = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 16)) ** 2
    return float(np.sum(np.fft.rfftfreq(1 << 16, 1.0 / RATE) * power) / max(float(power.sum()), 1e-20))


def level_db(wave: Wave, at: float, *, width: float = 0.02) -> float:
    """Greatest magnitude within ``width`` seconds around a moment, dB below the sound's peak."""
    part = wave[max(0, int((at - width / 2.0) * RATE)) : int((at + width / 2.0) * RATE)]
    return 20.0 * math.log10(max(float(np.abs(part).max()), 1e-9) / float(np.abs(wave).max()))
