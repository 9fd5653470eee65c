"""Filters of struck and plucked instruments: second-order sections, applied with the FFT."""

from __future__ import annotations

import cmath
import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@lru_cache(maxsize=512)
def one_pole(fall: float) -> Doubles:
    """``y[n] = x[n] + fall y[n - 1]``."""
    return np.array([[1.0, 0.0, 0.0, 1.0, -fall, 0.0]])


@lru_cache(maxsize=512)
def butterworth(kind: str, order: int, low_hz: float, high_hz: float = 0.0) -> Doubles:
    """Second-order sections of a Butterworth filter; ``kind`` is ``lowpass``, ``highpass`` or ``bandpass``.

    The analogue poles through the bilinear transform, by hand: softer and harder strokes have filters of their own,
    and a general design routine would cost more than filtering with what it designs.

    Raises:
        ValueError: If there is no such kind.
    """
    if kind not in {"lowpass", "highpass", "bandpass"}:
        raise ValueError(f"kind must be lowpass, highpass or bandpass, got {kind!r}")
    first = math.tan(math.pi * min(low_hz, 0.49 * RATE) / RATE)
    sections: list[list[float]] = []
    for index in range((order + 1) // 2):
        # poles of the prototype stand on the unit circle; that of an odd order's middle on the real axis
        pole = cmath.exp(1j * math.pi * (0.5 + (2 * index + 1) / (2 * order)))
        real = order % 2 == 1 and index == order // 2
        if kind == "bandpass":
            second = math.tan(math.pi * min(high_hz, 0.495 * RATE) / RATE)
            sections += _band_sections(pole, first, second, real)
        elif real:
            top = (0.0, 0.0, first) if kind == "lowpass" else (0.0, 1.0, 0.0)
            sections.append(_bilinear(top, (0.0, 1.0, first)))
        else:
            top = (0.0, 0.0, first * first) if kind == "lowpass" else (1.0, 0.0, 0.0)
            sections.append(_bilinear(top, (1.0, -2.0 * pole.real * first, first * first)))
    return np.array(sections)


def _band_sections(pole: complex, low: float, high: float, real: bool) -> list[list[float]]:
    """Sections of a prototype's pole (and its conjugate, if not real) moved to a band: s² - p (h - l) s + l h = 0."""
    width, middle = high - low, low * high
    if real:
        return [_bilinear((0.0, width, 0.0), (1.0, width, middle))]
    half = 0.5 * pole * width
    root = cmath.sqrt(half * half - middle)
    moved = (half + root, half - root)
    return [_bilinear((0.0, width, 0.0), (1.0, -2.0 * place.real, abs(place) ** 2)) for place in moved]


def _bilinear(top: tuple[float, float, float], bottom: tuple[float, float, float]) -> list[float]:
    """A digital section from polynomials in s (s², s, 1), with s = (1 - z⁻¹) / (1 + z⁻¹); first-order ones stay so."""
    if top[0] == 0.0 and bottom[0] == 0.0:
        norm = bottom[1] + bottom[2]
        return [(top[1] + top[2]) / norm, (top[2] - top[1]) / norm, 0.0, 1.0, (bottom[2] - bottom[1]) / norm, 0.0]
    norm = sum(bottom)
    zeros = (sum(top) / norm, 2.0 * (top[2] - top[0]) / norm, (top[0] - top[1] + top[2]) / norm)
    return [*zeros, 1.0, 2.0 * (bottom[2] - bottom[0]) / norm, (bottom[0] - bottom[1] + bottom[2]) / norm]


@lru_cache(maxsize=512)
def resonance(hz: float, q: float) -> Doubles:
    """Band-pass section with gain 1 at its centre (Bristow-Johnson, Audio EQ Cookbook, constant peak gain)."""
    angle = 2.0 * math.pi * min(hz, 0.45 * RATE) / RATE
    alpha = math.sin(angle) / (2.0 * q)
    norm = 1.0 + alpha
    return np.array([[alpha / norm, 0.0, -alpha / norm, 1.0, -2.0 * math.cos(angle) / norm, (1.0 - alpha) / norm]])


@lru_cache(maxsize=512)
def bell(hz: float, q: float, gain_db: float) -> Doubles:
    """Peaking section (Bristow-Johnson, Audio EQ Cookbook)."""
    angle = 2.0 * math.pi * min(hz, 0.45 * RATE) / RATE
    amplitude = 10.0 ** (gain_db / 40.0)
    alpha = math.sin(angle) / (2.0 * q)
    middle = -2.0 * math.cos(angle)
    norm = 1.0 + alpha / amplitude
    return np.array(
        [
            [
                (1.0 + alpha * amplitude) / norm,
                middle / norm,
                (1.0 - alpha * amplitude) / norm,
                1.0,
                middle / norm,
                (1.0 - alpha / amplitude) / norm,
            ]
        ]
    )


def filtered(wave: Floats, *sections: Doubles) -> Floats:
    """The wave through filters in series, as long as the wave.

    Their frequency response is multiplied in: numpy's FFT is enough for that, and as fast as a recursion for a few
    sections, while ``scipy.signal`` takes a second to import, a third of the time a whole take may need.
    """
    cascade = np.concatenate(sections)
    size = _size(len(wave) + _tail(cascade))
    spectrum = np.fft.rfft(wave, size)
    spectrum *= _response(cascade.tobytes(), size)
    return np.fft.irfft(spectrum, size)[: len(wave)].astype(np.float32, copy=False)


def convolved(wave: Floats, response: Floats) -> Floats:
    """The wave through an impulse response, as long as the wave."""
    size = _size(len(wave) + len(response))
    spectrum = np.fft.rfft(wave, size)
    spectrum *= np.fft.rfft(response, size)
    return np.fft.irfft(spectrum, size)[: len(wave)].astype(np.float32, copy=False)


def _size(least: int) -> int:
    """The next of 4, 5, 6, 7 times a power of two: few sizes, so that responses are shared, and fast ones."""
    power = 1 << max(6, (least - 1).bit_length() - 3)
    return power * -(-least // power)


def _tail(cascade: Doubles) -> int:
    """Samples in which the slowest pole has fallen by 100 dB, at most 8192."""
    slowest = 0.0
    for section in cascade:
        half, product = -0.5 * float(section[4]), float(section[5])
        radius = math.sqrt(product) if half * half < product else abs(half) + math.sqrt(half * half - product)
        slowest = max(slowest, radius)
    return 8192 if slowest > 0.9986 else 1 + int(math.log(1e-5) / math.log(max(slowest, 1e-3)))


@lru_cache(maxsize=24)
def _delays(size: int) -> NDArray[np.complex128]:
    """``z⁻¹`` at the bins of a real FFT."""
    turns = np.arange(size // 2 + 1) * (-2.0 * np.pi / size)
    out: NDArray[np.complex128] = np.exp(1j * turns)
    return out


@lru_cache(maxsize=96)
def _response(cascade: bytes, size: int) -> NDArray[np.complex64]:
    late = _delays(size)
    top, bottom = np.ones(1, np.complex128), np.ones(1, np.complex128)
    for section in np.frombuffer(cascade).reshape(-1, 6):
        top = top * (section[0] + late * (section[1] + late * section[2]))
        bottom = bottom * (1.0 + late * (section[4] + late * section[5]))
    out: NDArray[np.complex64] = (top / bottom).astype(np.complex64)
    return out
