"""Linear filters as impulse responses, applied with the FFT.

Second-order sections after R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients" (1998).
They are sampled as minimum-phase impulse responses, so that a stroke is filtered once, when it is first played, and
every place where it sounds costs nothing. scipy's FFT is used because numpy's takes twice the time for real input: it
asks the system for fresh memory at each call. ``scipy.signal`` is not: it takes a second to import.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave

Section = tuple[float, float, float, float, float, float]
"""b0, b1, b2, a0, a1, a2 of a second-order section."""

BUTTERWORTH_Q = math.sqrt(0.5)
TAPS = 8192
"""186 ms: a high-pass at 25 Hz has decayed by 180 dB."""
SHORT_TAPS = 2048
"""46 ms: one at 90 Hz has decayed by 150 dB."""
_DESIGN = 4 * TAPS
"""Points of the design; what wraps around lies below -200 dB."""
_KEPT_SPECTRA = 1 << 18
"""Spectra of impulse responses are kept up to this FFT length (1 MB each)."""


def high_pass(hz: float, q: float = BUTTERWORTH_Q) -> Section:
    """12 dB per octave below ``hz``."""
    cos, alpha = _angle(hz, q)
    return ((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha)


def low_pass(hz: float, q: float = BUTTERWORTH_Q) -> Section:
    """12 dB per octave above ``hz``."""
    cos, alpha = _angle(hz, q)
    return ((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha)


def bell(hz: float, gain_db: float, q: float) -> Section:
    """``gain_db`` around ``hz``."""
    cos, alpha = _angle(hz, q)
    a = 10.0 ** (gain_db / 40.0)
    return (1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a)


def high_shelf(hz: float, gain_db: float) -> Section:
    """``gain_db`` above ``hz``, slope 1."""
    cos, alpha = _angle(hz, BUTTERWORTH_Q)
    a = 10.0 ** (gain_db / 40.0)
    root = 2 * math.sqrt(a) * alpha
    return (
        a * ((a + 1) + (a - 1) * cos + root),
        -2 * a * ((a - 1) + (a + 1) * cos),
        a * ((a + 1) + (a - 1) * cos - root),
        (a + 1) - (a - 1) * cos + root,
        2 * ((a - 1) - (a + 1) * cos),
        (a + 1) - (a - 1) * cos - root,
    )


def response(sections: Sequence[Section], num_bins: int) -> NDArray[np.complex128]:
    """Complex gain of sections in series at ``num_bins`` frequencies from 0 to half the sample rate."""
    z1 = np.exp(-1j * np.linspace(0.0, math.pi, num_bins))
    z2 = z1 * z1
    total = np.ones(num_bins, np.complex128)
    for b0, b1, b2, a0, a1, a2 in sections:
        total *= (b0 + b1 * z1 + b2 * z2) / (a0 + a1 * z1 + a2 * z2)
    return total


@functools.lru_cache(maxsize=128)
def impulse(sections: tuple[Section, ...], taps: int) -> Wave:
    """Impulse response of sections in series, read-only."""
    made = np.fft.irfft(response(sections, _DESIGN // 2 + 1), _DESIGN)[:taps].astype(np.float32)
    made.flags.writeable = False
    return made


@functools.lru_cache(maxsize=96)
def _kept_spectrum(sections: tuple[Section, ...], taps: int, size: int) -> NDArray[np.complex64]:
    return rfft(impulse(sections, taps), size)


def filtered(samples: Wave, sections: tuple[Section, ...], taps: int = TAPS) -> Wave:
    """``samples`` (time on the last axis) through sections in series; longer by ``taps`` - 1 samples."""
    length = samples.shape[-1] + taps - 1
    size = fast_length(length)
    return irfft(rfft(samples, size) * spectrum(sections, taps, size), size)[..., :length]


def spectrum(sections: tuple[Section, ...], taps: int, size: int) -> NDArray[np.complex64]:
    """Complex gain of sections in series for an FFT of ``size`` points."""
    if size <= _KEPT_SPECTRA:
        return _kept_spectrum(sections, taps, size)
    return rfft(impulse(sections, taps), size)


def rfft(samples: Wave, size: int) -> NDArray[np.complex64]:
    """Spectrum of float32 samples (time on the last axis), zero-padded to ``size``, in single precision."""
    import scipy.fft

    made: NDArray[np.complex64] = scipy.fft.rfft(samples, size)
    return made


def irfft(spectrum: NDArray[np.complex64], size: int) -> Wave:
    """Float32 samples of a spectrum."""
    import scipy.fft

    made: Wave = scipy.fft.irfft(spectrum, size, overwrite_x=True)
    return made


@functools.lru_cache(maxsize=4096)
def fast_length(length: int) -> int:
    """The smallest ``2^a 3^b 5^c`` (b, c at most 2) that is at least ``length``: the FFT is fast there."""
    odd = (1, 3, 9, 5, 15, 45, 25, 75, 225)
    return min(factor << max(0, math.ceil(math.log2(length / factor))) for factor in odd)


def _angle(hz: float, q: float) -> tuple[float, float]:
    """Cosine of the normalised frequency, and the cookbook's alpha."""
    w0 = 2 * math.pi * min(hz, 0.49 * RATE) / RATE
    return math.cos(w0), math.sin(w0) / (2 * q)
