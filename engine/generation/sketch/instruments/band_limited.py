"""Periodic sounds without aliasing: one period as a sum of harmonics below the ear's limit, read along a pitch curve.

A note's controls (pitch, loudness, brightness) are curves with one value each ``HOP`` samples; phase is integrated
from a frequency that goes in lines between them. A table holds two spectra at once, a soft one and what a hard one
adds, so that brightness is one multiplication: brass and reeds get brighter as they get louder (Risset & Mathews,
"Analysis of musical-instrument tones", Physics Today 1969).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave

HOP = 64
"""Samples between two values of a control curve, 1.45 ms."""

HIGHEST_HZ = 17_000.0
"""No harmonic is made above this."""

TABLE_LENGTH = 4096
"""Samples of one period. Read in lines between samples, harmonic k leaves images at (k / (4096 - k))² of itself:
-53 dB at k = 180 (the weakest harmonic of the lowest voice), -92 dB at k = 20."""

_CHUNK = 128
"""Hops read at once, so that what is read stays in the processor's cache: 3 times faster for long notes."""

Curve = NDArray[np.float64]
"""A control: value at 0, HOP, 2 HOP … samples; the last closes the last hop."""

Table = NDArray[np.complex64]
"""One period and its first sample again; real: the soft sound, imaginary: what the hard one adds to it."""


def num_hops(seconds: float) -> int:
    """Hops that cover a time, at least one."""
    return max(1, int(np.ceil(seconds * RATE / HOP)))


def hop_times(hops: int) -> Curve:
    """Times in seconds of the ``hops + 1`` values of a control."""
    return np.arange(hops + 1, dtype=np.float64) * (HOP / RATE)


def drawn(curve: Curve) -> Wave:
    """A control in samples, in lines between its values; ``[hops · HOP]``."""
    steps = np.arange(HOP, dtype=np.float32) / np.float32(HOP)
    start = curve[:-1].astype(np.float32)[:, None]
    rise = np.diff(curve).astype(np.float32)[:, None]
    lines: Wave = (start + rise * steps).reshape(-1)
    return lines


def harmonics_below(highest_hz: float) -> int:
    """How many harmonics of a note that rises to ``highest_hz`` are made, at least one.

    The pitch is rounded up to a semitone, so that notes share their tables.
    """
    semitones = np.ceil(12.0 * np.log2(highest_hz / 440.0) - 1e-6)
    return max(1, int(HIGHEST_HZ / (440.0 * 2.0 ** (semitones / 12.0))))


def make_table(soft: NDArray[np.complex128], hard: NDArray[np.complex128]) -> Table:
    """One period from complex amplitudes of harmonics 1, 2, …; each of the two has an effective value of 1."""
    period = np.empty(TABLE_LENGTH + 1, np.complex64)
    first, second = (_period(amplitudes) for amplitudes in (soft, hard))
    period[:-1] = first + 1j * (second - first)
    period[-1] = period[0]
    return period


def _period(amplitudes: NDArray[np.complex128]) -> NDArray[np.float64]:
    spectrum = np.zeros(TABLE_LENGTH // 2 + 1, np.complex128)
    count = min(amplitudes.size, TABLE_LENGTH // 2 - 1)
    spectrum[1 : count + 1] = amplitudes[:count]
    period = np.fft.irfft(spectrum)
    return np.asarray(period / np.sqrt(np.mean(period**2)))


def read(table: Table, frequency_hz: Curve, *, brightness: Curve | float = 1.0, phase: float = 0.0) -> Wave:
    """The table's sound between soft (0) and hard (1) along a frequency curve, from ``phase`` periods on."""
    increments = frequency_hz / RATE
    steps = np.diff(increments)
    # what a frequency that goes in a line over a hop adds up to
    turns = phase + np.concatenate(([0.0], np.cumsum(HOP * (increments[:-1] + 0.5 * steps))))
    start = np.mod(turns[:-1], 1.0).astype(np.float32)[:, None]
    slope = increments[:-1].astype(np.float32)[:, None]
    bend = (0.5 * steps / HOP).astype(np.float32)[:, None]
    inside = np.arange(HOP, dtype=np.float32)
    wave = np.empty((steps.size, HOP), np.float32)
    is_constant = isinstance(brightness, float)
    source = (table.real + np.float32(brightness) * table.imag) if is_constant else table
    amount = None if is_constant else drawn(np.asarray(brightness)).reshape(wave.shape)
    for first in range(0, steps.size, _CHUNK):
        part = slice(first, first + _CHUNK)
        place = (start[part] + (slope[part] + bend[part] * inside) * inside) * np.float32(TABLE_LENGTH)
        index = place.astype(np.int32)
        between = place - index
        index &= TABLE_LENGTH - 1
        left = source.take(index)
        index += 1
        both = left + between * (source.take(index) - left)
        wave[part] = both if amount is None else both.real + amount[part] * both.imag
    return wave.reshape(-1)


def envelope(hops: int, duration: float, *, attack: float, release: float, sustain: Sequence[float] = (1.0,)) -> Curve:
    """Loudness of a held note, 0–1.

    It rises for ``attack`` seconds, follows ``sustain`` (values spread evenly over the rest of the note), falls for
    ``release`` seconds after ``duration`` and is 0 at the end.
    """
    times = hop_times(hops)
    attack = min(attack, 0.6 * duration + 0.004)
    held = np.interp(times, np.linspace(attack, max(duration, attack + 0.01), len(sustain)), sustain)
    rise = np.sin(0.5 * np.pi * np.clip(times / attack, 0.0, 1.0)) ** 2
    last = min(duration + release, times[-1])
    fall = np.cos(0.5 * np.pi * np.clip((times - duration) / max(last - duration, HOP / RATE), 0.0, 1.0)) ** 2
    curve = np.asarray(held * rise * fall)
    curve[-1] = 0.0
    return curve


def fade_out(wave: NDArray[np.floating], samples: int = 256) -> None:
    """Brings the end of a sound to exactly 0, in place; 256 samples are 6 ms."""
    count = min(samples, wave.shape[-1])
    wave[..., -count:] *= np.cos(0.5 * np.pi * np.arange(1, count + 1) / count) ** 2
