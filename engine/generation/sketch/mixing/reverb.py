"""Three reverbs as impulse responses of our own, and their convolution block by block.

A response is early reflections and a tail of Gaussian noise whose bands die away at their own rates (J.-M. Jot, "An
analysis/synthesis approach to real-time artificial reverberation", ICASSP 1992, the statistical model of late
reverberation). Left and right are independent noise. Responses carry no lows (below 200 Hz a reverb only muddies the
log drum and would make the low end wide) and little above 9 kHz.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.filters import fast_length, high_pass, irfft, low_pass, response, rfft


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A reverb.

    Args:
        seconds: Time in which the middle band falls by 60 dB.
        low, high: The same below 500 Hz and above 4 kHz, as a factor.
        delay_ms: Before the first reflection.
        early_ms: Spread of the early reflections.
        early_db: Their level against the tail.
        bright_hz: Above it nothing comes back.
        seed: Of its noise.
    """

    seconds: float
    low: float
    high: float
    delay_ms: float
    early_ms: float
    early_db: float
    bright_hz: float
    seed: int


SPACES: dict[str, Space] = {
    "room": Space(
        seconds=0.4, low=0.9, high=0.7, delay_ms=3.0, early_ms=28.0, early_db=0.0, bright_hz=11_000.0, seed=11
    ),
    "plate": Space(
        seconds=1.2, low=0.8, high=0.75, delay_ms=8.0, early_ms=18.0, early_db=-9.0, bright_hz=10_000.0, seed=23
    ),
    "hall": Space(
        seconds=2.7, low=0.95, high=0.5, delay_ms=24.0, early_ms=70.0, early_db=-6.0, bright_hz=8_000.0, seed=37
    ),
}
"""Design priors: a small room, a plate and a hall."""

_LOWEST_HZ = 200.0
_EDGES_HZ = (500.0, 1500.0, 4000.0)
_EARLY = 12


@functools.lru_cache(maxsize=8)
def impulse_response(name: str) -> Wave:
    """``[2, samples]``, read-only; its energy over both channels is 1, so a send is the level of what comes back.

    Raises:
        ValueError: If there is no such reverb.
    """
    if name not in SPACES:
        raise ValueError(f"there is no reverb {name!r}; there are {', '.join(SPACES)}")
    space = SPACES[name]
    rng = np.random.Generator(np.random.PCG64(space.seed))
    length = round((space.seconds * max(1.0, space.low) + space.delay_ms / 1000.0) * RATE)
    tail = _tail(space, length, rng)
    early = _early(space, length, rng)
    whole = tail / _norm(tail) + early / _norm(early) * 10.0 ** (space.early_db / 20.0)
    size = fast_length(2 * length)
    gain = response((high_pass(_LOWEST_HZ), high_pass(_LOWEST_HZ), low_pass(space.bright_hz)), size // 2 + 1)
    whole = np.fft.irfft(np.fft.rfft(whole, size) * gain, size)[:, :length]
    last = round(0.1 * length)
    whole[:, -last:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(last) / last)  # cut at -60 dB without an edge
    made: Wave = (whole / _norm(whole)).astype(np.float32)
    made.flags.writeable = False
    return made


def _norm(samples: NDArray[np.float64]) -> float:
    return math.sqrt(float(np.sum(np.square(samples))))


def _tail(space: Space, length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Noise in four bands, each with its decay, grown in over the early reflections."""
    size = fast_length(length)
    spectrum = np.fft.rfft(rng.standard_normal((2, length)), size)
    hz = np.arange(size // 2 + 1) * (RATE / size)
    seconds = np.arange(length) / RATE
    tail = np.zeros((2, length))
    factors = (space.low, 1.0, (1.0 + space.high) / 2.0, space.high)
    lower = np.zeros(len(hz))
    for band, factor in enumerate(factors):
        upper = 1.0 / (1.0 + np.power(hz / _EDGES_HZ[band], 8.0)) if band < len(_EDGES_HZ) else np.ones(len(hz))
        decay = np.exp(-math.log(1000.0) * seconds / (space.seconds * factor))
        tail += np.fft.irfft(spectrum * (upper - lower), size)[:, :length] * decay
        lower = upper
    grown = np.clip((1000.0 * seconds - space.delay_ms) / space.early_ms, 0.0, 1.0)
    return np.asarray(tail * np.square(np.sin(0.5 * np.pi * grown)))


def _early(space: Space, length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """A dozen reflections for each side, weaker the later they come, signs at random."""
    early = np.zeros((2, length))
    places = space.delay_ms + space.early_ms * np.sort(rng.random((2, _EARLY)), axis=1)
    signs = np.where(rng.random((2, _EARLY)) < 0.5, -1.0, 1.0)
    for side in range(2):
        at = np.minimum(np.round(places[side] / 1000.0 * RATE).astype(int), length - 1)
        np.add.at(early[side], at, signs[side] / (1.0 + (places[side] - space.delay_ms) / space.early_ms))
    return early


@functools.lru_cache(maxsize=12)
def _spectrum(name: str, size: int) -> NDArray[np.complex64]:
    return rfft(impulse_response(name), size)


class Convolver:
    """The reverbs of one stem: mono sends in, stereo return out, tails carried from block to block.

    Args:
        names: Reverbs in use, in a fixed order.
        length: Samples of a block.
    """

    def __init__(self, names: tuple[str, ...], length: int) -> None:
        self._names = names
        self._length = length
        longest = max(impulse_response(name).shape[1] for name in names)
        self._size = fast_length(length + longest - 1)
        self._tail: Wave = np.zeros((2, self._size - length), np.float32)

    def block(self, sends: Mapping[str, Wave]) -> Wave:
        """What comes back while the sends (each ``[length]``; those left out are silent) go in, ``[2, length]``."""
        total: NDArray[np.complex64] | None = None
        for name in self._names:
            if name in sends:
                wet = rfft(sends[name], self._size) * _spectrum(name, self._size)
                total = wet if total is None else total + wet
        carried = self._tail
        if total is None:
            made = np.zeros((2, self._length), np.float32)
            rest = np.zeros_like(carried)
        else:
            whole = irfft(total, self._size)
            made, rest = whole[:, : self._length].copy(), whole[:, self._length :].copy()
        known = min(self._length, carried.shape[1])
        made[:, :known] += carried[:, :known]
        rest[:, : carried.shape[1] - known] += carried[:, known:]
        self._tail = rest
        return made
