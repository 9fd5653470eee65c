"""Rooms of the corpus: three families of impulse responses, each drawn anew for every item (domain reference 5.3).

A tail is Gaussian noise, independent left and right, whose lows and highs die away at their own rates (J.-M. Jot, "An
analysis/synthesis approach to real-time artificial reverberation", ICASSP 1992), after a few early reflections.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.generation.draws import generator
from engine.generation.sketch.instruments.base import RATE, Wave
from engine.generation.sketch.mixing.filters import fast_length, irfft, rfft

FAMILIES: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "room": ((0.2, 0.8), (1.0, 8.0)),
    "plate": ((0.7, 1.6), (2.0, 15.0)),
    "hall": ((1.4, 2.4), (10.0, 40.0)),
}
"""RT60 in seconds and delay before the first reflection in milliseconds, from - to; design priors."""

LONGEST_S = 2.5
_LOWEST_HZ, _SPLIT_HZ, _HIGHEST_HZ = 150.0, 2500.0, 11_000.0
_EARLY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A reverb.

    Args:
        seconds: Time in which its lows fall by 60 dB.
        damping: The same for highs, as a factor.
        delay_ms: Before the first reflection.
        seed: Of its noise.
    """

    seconds: float
    damping: float
    delay_ms: float
    seed: int


def draw_room(rng: np.random.Generator, family: str) -> Room:
    """A room of a family."""
    seconds, delay_ms = FAMILIES[family]
    return Room(
        seconds=float(rng.uniform(*seconds)),
        damping=float(rng.uniform(0.35, 0.9)),
        delay_ms=float(rng.uniform(*delay_ms)),
        seed=int(rng.integers(1 << 31)),
    )


def impulse_response(room: Room) -> Wave:
    """``[2, samples]``; each side has the energy 0.5, so a send of 1 comes back as loud as it went in."""
    rng = generator("room", room.seed)
    delay = round(room.delay_ms / 1000.0 * RATE)
    length = min(round(LONGEST_S * RATE), delay + round(room.seconds * RATE))
    size = fast_length(length)
    noise = rng.standard_normal((2, size), dtype=np.float32)
    hz = np.arange(size // 2 + 1, dtype=np.float32) * np.float32(RATE / size)
    spectrum = rfft(noise, size)
    spectrum *= 1.0 / (1.0 + np.power(np.float32(_LOWEST_HZ) / np.maximum(hz, 1.0), 4))
    low = 1.0 / (1.0 + np.square(hz / np.float32(_SPLIT_HZ)))
    high = (1.0 - low) / (1.0 + np.power(hz / np.float32(_HIGHEST_HZ), 4))
    tail = irfft(spectrum * low, size) * _decay(room.seconds, size)
    tail += irfft(spectrum * high, size) * _decay(room.seconds * room.damping, size)
    made = np.zeros((2, length), np.float32)
    made[:, delay:] = tail[:, : length - delay]
    made *= np.float32(1.0 / math.sqrt(float(np.sum(np.square(made)))))
    _add_early(made, room, rng)
    made *= np.float32(1.0 / math.sqrt(float(np.sum(np.square(made)))))
    return made


def _decay(seconds: float, length: int) -> NDArray[np.float32]:
    """60 dB down after ``seconds``, point by point every 16 samples: a straight line between is exact enough."""
    knots = np.exp(-math.log(1000.0) * np.arange(0, length + 16, 16) / (seconds * RATE)).astype(np.float32)
    return np.repeat(knots, 16)[:length]


def _add_early(made: Wave, room: Room, rng: np.random.Generator) -> None:
    """Reflections between the delay and 30 ms after it, weaker the later they come."""
    for side in made:
        after_ms = np.sort(rng.uniform(0.0, 30.0, _EARLY))
        at = np.minimum(np.round((room.delay_ms + after_ms) / 1000.0 * RATE).astype(int), made.shape[1] - 1)
        signs = np.where(rng.random(_EARLY) < 0.5, -1.0, 1.0)
        np.add.at(side, at, (0.25 * signs / (1.0 + after_ms / 10.0)).astype(np.float32))
