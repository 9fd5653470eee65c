"""Transforms of an item: lengths, filters, and resampling by cutting a spectrum.

An item is mixed on the spectrum of its whole length: equalisers, reverbs and the master's filters are products, and a
change of speed is a transform back that is shorter or longer than the one before. One transform per role and two per
stem is all it costs.
"""

from __future__ import annotations

import bisect
import functools

import numpy as np
from numpy.typing import NDArray

from engine.audio.loudness import k_weighting
from engine.generation.sketch.instruments.base import RATE
from engine.generation.sketch.mixing.filters import Section, fast_length, high_pass, low_pass, response

Spectrum = NDArray[np.complex64]

_PRIMES = (2, 3, 5, 7, 11, 13)
"""Radices for which pocketfft has passes of its own, and 13, which is still fast."""
_TILT_HZ = 1000.0
_PHONE_HZ = (300.0, 3400.0)
_TRANSITION = 0.9
"""Share of a resampler's Nyquist frequency that passes untouched."""


def output_size(num_samples: int, longest_tail: int) -> int:
    """Length of the transform in which nothing wraps around into the item: even and fast."""
    return 2 * fast_length(-(-(num_samples + longest_tail) // 2))


@functools.lru_cache(maxsize=256)
def size_near(wanted: float) -> int:
    """The even number without prime factors above 13 that is nearest: at usual lengths within 0.15 %, 2.5 cents."""
    sizes = _smooth(int(wanted * 0.98), int(wanted * 1.02) + 8)
    place = bisect.bisect(sizes, wanted)
    return min(sizes[max(0, place - 1) : place + 1], key=lambda size: abs(size - wanted))


@functools.lru_cache(maxsize=16)
def _smooth(low: int, high: int) -> list[int]:
    found = {2}
    for prime in _PRIMES:
        grown = set(found)
        for number in found:
            while (number := number * prime) <= high:
                grown.add(number)
        found = grown
    return sorted(number for number in found if number >= low)


@functools.lru_cache(maxsize=48)
def strip_response(sections: tuple[Section, ...], size: int) -> Spectrum:
    """Complex gain of a channel strip at the bins of a transform of ``size`` points, read-only."""
    return _frozen(response(sections, size // 2 + 1))


@functools.lru_cache(maxsize=2)
def k_response(size: int) -> Spectrum:
    """The K filter of ITU-R BS.1770-4, read-only."""
    shelf, low_cut = (tuple(float(value) for value in row) for row in k_weighting(RATE))
    return _frozen(response((shelf, low_cut), size // 2 + 1))  # type: ignore[arg-type] # six coefficients each


@functools.lru_cache(maxsize=2)
def k_power(size: int) -> NDArray[np.float32]:
    """Squared magnitude of the K filter, read-only."""
    made = np.square(np.abs(k_response(size)))
    made.flags.writeable = False
    return made


def _frozen(gain: NDArray[np.complex128]) -> Spectrum:
    made = gain.astype(np.complex64)
    made.flags.writeable = False
    return made


@functools.lru_cache(maxsize=2)
def _delay(size: int) -> Spectrum:
    """One sample's delay at each bin, read-only."""
    return _frozen(np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size))


def tilt(tilt_db: float, size: int) -> Spectrum:
    """A tilt around 1 kHz: ``H(s) = (1 + g s) / (g + s)``, half of it each way (bilinear transform, pre-warped)."""
    gain = 10.0 ** (tilt_db / 40.0)
    warped = float(np.tan(np.pi * _TILT_HZ / RATE))
    z1 = _delay(size)
    top = np.float32(gain + warped) + np.float32(warped - gain) * z1
    made: Spectrum = top / (np.float32(1.0 + gain * warped) + np.float32(gain * warped - 1.0) * z1)
    return made


def phone_band(size: int) -> Spectrum:
    """300-3400 Hz, 24 dB per octave at both ends (Butterworth sections of 4th order)."""
    low, high = _PHONE_HZ
    qs = (0.541196100146197, 1.306562964876377)
    sections = (*(high_pass(low, q) for q in qs), *(low_pass(high, q) for q in qs))
    return strip_response(sections, size)


def band_limit(rate_hz: int, size: int) -> NDArray[np.float32]:
    """What a round trip through another sample rate leaves: nothing above its Nyquist frequency or ours."""
    nyquist = min(rate_hz, RATE) / 2.0
    hz = np.arange(size // 2 + 1) * (RATE / size)
    share = np.clip((hz / nyquist - _TRANSITION) / (1.0 - _TRANSITION), 0.0, 1.0)
    return np.asarray(0.5 + 0.5 * np.cos(np.pi * share), np.float32)
