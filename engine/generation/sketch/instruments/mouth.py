"""The mouth as a filter: its impulse response, applied in blocks with the FFT, and moved from a consonant into a vowel.

The responses of the cascade die away within 2048 samples (-88 dB for the narrowest resonance), so overlap-add in blocks
is exact to that. numpy's FFT is enough for it; ``scipy.signal`` takes a second to import.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.instruments.vowels import Consonant, Formants, resonators

_BLOCK = 6144
_FFT = 8192
_TAPS = _FFT - _BLOCK
_GRID = 4096
_STOPS = 5
"""Places of the mouth on its way into a vowel; what is sung meanwhile is faded from one to the next."""

Spectrum = NDArray[np.complex64]


def through_mouth(
    source: Wave, start: Formants, goal: Formants, consonant: Consonant, *, widen: float = 1.0, nasal: bool = False
) -> Wave:
    """The source ``[..., samples]`` through resonances that go from ``start`` to ``goal`` and rest there."""
    samples = source.shape[-1]
    blocks = -(-(samples + _TAPS) // _BLOCK)
    padded = np.zeros((*source.shape[:-1], blocks * _BLOCK), np.float32)
    padded[..., :samples] = source
    first = round((consonant.silent_s + consonant.closed_s) * RATE)
    last = min(first + round(consonant.way_s * RATE), _BLOCK)
    moves = bool(consonant.locus)
    beginning = padded[..., :last].copy()
    passed = np.clip((np.arange(last) - first) / max(1, last - first), 0.0, 1.0)
    way = (_STOPS * (0.5 - 0.5 * np.cos(np.pi * passed))).astype(np.float32)
    if moves:
        padded[..., :last] *= np.clip(way - np.float32(_STOPS - 1), 0.0, 1.0)
    spectra = np.fft.rfft(padded.reshape(*source.shape[:-1], blocks, _BLOCK), _FFT)
    spectra *= _response(_rounded(goal), widen, nasal)
    for stop in range(_STOPS if moves else 0):
        there = np.exp(np.log(start) + stop / _STOPS * np.log(goal / start))
        share: Wave = np.clip(np.float32(1.0) - np.abs(way - np.float32(stop)), 0.0, 1.0)
        spectra[..., 0, :] += np.fft.rfft(beginning * share, _FFT) * _response(_rounded(there), widen, False)
    pieces = np.fft.irfft(spectra, _FFT)
    out: Wave = pieces[..., :_BLOCK].astype(np.float32)
    out[..., 1:, :_TAPS] += pieces[..., :-1, _BLOCK:]
    wave: Wave = out.reshape(*source.shape[:-1], -1)[..., :samples]
    return wave


def _rounded(formants: Formants) -> tuple[float, ...]:
    """To a third of a per cent, so that near shapes share their response."""
    return tuple(float(f) for f in np.exp(np.round(np.log(formants) * 300.0) / 300.0))


@lru_cache(maxsize=512)
def _response(formants: tuple[float, ...], widen: float, nasal: bool) -> Spectrum:
    """Spectrum of the impulse response, cut off at ``_TAPS``."""
    sections = resonators(np.array(formants), widen=widen, nasal=nasal)
    delay = np.exp(-2j * np.pi * np.arange(_GRID // 2 + 1) / _GRID)
    response = np.ones_like(delay)
    for gain, b, c in zip(sections[:, 0], sections[:, 4], sections[:, 5], strict=True):
        response *= gain / (1.0 + delay * (b + delay * c))
    impulse = np.fft.irfft(response)[:_TAPS].astype(np.float32)
    impulse[-256:] *= np.linspace(1.0, 0.0, 256, dtype=np.float32)
    return np.asarray(np.fft.rfft(impulse, _FFT), dtype=np.complex64)
