"""Hats and crash: clusters of inharmonic tones and noise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.shaping import (
    Doubles,
    amplitude,
    attack,
    butterworth,
    decay,
    filtered,
    finished,
    hardness,
    loosened,
    loudness,
    noise,
    num_samples,
    ring,
)
from engine.generation.sketch.instruments.spans import Span

OPEN_KEY = 46
_CRASH_MODES = 180

_SQUARES_HZ = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)
"""The six oscillators of the TR-808's cymbals, Hz (as measured on the machine's schematic values)."""


@lru_cache(maxsize=64)
def _cluster(size: float, floor_hz: float) -> tuple[Doubles, Doubles]:
    """Frequencies and amplitudes of the odd harmonics of the six squares, above half the high-pass's corner.

    The high-pass (fourth order at ``floor_hz``) is in the amplitudes: nothing has to be filtered, nothing aliases.
    """
    hz = np.concatenate([size * base * np.arange(1, int(17_500.0 / (size * base)) + 1, 2) for base in _SQUARES_HZ])
    order = np.concatenate([np.arange(1, int(17_500.0 / (size * base)) + 1, 2) for base in _SQUARES_HZ])
    levels = (hz / floor_hz) ** 4 / np.sqrt(1.0 + (hz / floor_hz) ** 8) / order
    heard = hz > 0.5 * floor_hz
    return hz[heard], levels[heard]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hats:
    """Closed and open hat: six square waves and noise above a high-pass (5.1: TR-type).

    Args:
        size: Factor on the oscillators' frequencies.
        floor_hz: Corner of the high-pass.
        closed_ms: Time constant of the closed hat.
        open_ms: Time constant of the open hat.
        noise_db: Level of the noise against the tones.
        tip_db: Level of the stick's tick.
        dynamics: Exponent of level over velocity.
        seed: Of noise and phases.
    """

    size: float = 1.0
    floor_hz: float = 7400.0
    closed_ms: float = 19.0
    open_ms: float = 130.0
    noise_db: float = -1.0
    tip_db: float = -6.0
    dynamics: float = 1.3
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        is_open = stroke.pitch == OPEN_KEY
        tau = (self.open_ms if is_open else self.closed_ms) * 1e-3 * loosened(rng, 0.05) * (0.8 + 0.2 * hard)
        num = num_samples(6.8 * tau)
        floor = self.floor_hz * (0.9 + 0.1 * hard)
        hz, levels = _cluster(self.size, round(floor, -1))
        # the higher the faster gone: metal loses its top first
        taus = tau * (8000.0 / np.maximum(hz, 4000.0)) ** 0.35
        tilt = (hz / 8000.0) ** (-1.2 * (1.0 - hard))
        tones = ring(hz, taus, levels * tilt, rng.random(len(hz)), num)
        tones *= np.float32(0.5 / max(1e-6, float(np.std(tones[: num // 3]))))
        hiss = filtered(noise(rng, num), butterworth("highpass", 2, floor), butterworth("lowpass", 1, 8e3 + 8e3 * hard))
        hiss *= decay(num, tau * 0.85) * np.float32(1.0 + 0.8 * amplitude(self.tip_db))
        hiss *= np.float32(0.5 * amplitude(self.noise_db) / max(1e-6, float(np.std(hiss[: num // 3]))))
        tip = 1.0 + amplitude(self.tip_db) * hard * 2.0 * decay(num, 0.0016)
        wave = (tones + hiss) * tip * attack(num, 0.0003 if not is_open else 0.0008)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A crash cymbal: some hundred inharmonic modes that bloom, over noise.

    Args:
        low_hz: Lowest mode.
        high_hz: Highest mode.
        decay_ms: Time constant at 3 kHz.
        bloom_ms: Time constant in which the shimmer comes up.
        noise_db: Level of the noise against the modes.
        highpass_hz: What is below is taken away.
        dynamics: Exponent of level over velocity.
        seed: Of modes and noise.
    """

    low_hz: float = 340.0
    high_hz: float = 15_500.0
    decay_ms: float = 430.0
    bloom_ms: float = 9.0
    noise_db: float = -3.0
    highpass_hz: float = 420.0
    dynamics: float = 1.3
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        # a cymbal's modes are its own: they follow the seed alone, their phases the stroke
        metal = np.random.Generator(np.random.PCG64(self.seed))
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        hz = self.low_hz * (self.high_hz / self.low_hz) ** np.sort(metal.random(_CRASH_MODES) ** 0.75)
        tau = self.decay_ms * 1e-3 * loosened(rng, 0.03)
        taus = tau * (3000.0 / np.maximum(hz, 800.0)) ** 0.45 * (0.6 + 0.8 * metal.random(_CRASH_MODES))
        # most of a crash is between 2 and 8 kHz; what rings below is its gong
        tilt = np.minimum(hz / 2600.0, 1.0) ** 0.8 * np.maximum(hz / 6000.0, 1.0) ** (-0.5 - 0.9 * (1.0 - hard))
        levels = (0.4 + metal.random(_CRASH_MODES)) * tilt
        num = num_samples(6.0 * tau)
        tones = ring(hz, taus, levels, rng.random(_CRASH_MODES), num)
        tones *= np.float32(0.3 / float(np.std(tones[:8000])))
        hiss = filtered(
            noise(rng, num), butterworth("highpass", 2, 2500.0), butterworth("lowpass", 1, 6e3 + 9e3 * hard)
        )
        hiss *= decay(num, tau * 0.6)
        hiss *= np.float32(0.3 * amplitude(self.noise_db) / float(np.std(hiss[:8000])))
        wave = tones * attack(num, self.bloom_ms * 1e-3) + hiss * attack(num, 0.0015)
        wave = filtered(wave, butterworth("highpass", 2, self.highpass_hz))
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.7)


HATS_TASTE: dict[str, Span] = {
    "size": (0.9, 1.15),
    "floor_hz": (6300.0, 8800.0),
    "closed_ms": (14.0, 27.0),
    "open_ms": (95.0, 190.0),
    "noise_db": (-8.0, 5.0),
    "tip_db": (-14.0, -2.0),
}
HATS_WIDE: dict[str, Span] = {
    "size": (0.6, 1.7),
    "floor_hz": (3000.0, 10_500.0),
    "closed_ms": (8.0, 50.0),
    "open_ms": (70.0, 350.0),
    "noise_db": (-30.0, 20.0),
    "tip_db": (-40.0, 3.0),
    "dynamics": (0.8, 1.8),
}
CRASH_TASTE: dict[str, Span] = {
    "low_hz": (280.0, 460.0),
    "high_hz": (13_000.0, 16_500.0),
    "decay_ms": (320.0, 560.0),
    "bloom_ms": (4.0, 16.0),
    "noise_db": (-7.0, 1.0),
    "highpass_hz": (300.0, 600.0),
}
CRASH_WIDE: dict[str, Span] = {
    "low_hz": (200.0, 900.0),
    "high_hz": (9000.0, 18_000.0),
    "decay_ms": (180.0, 800.0),
    "bloom_ms": (1.0, 40.0),
    "noise_db": (-20.0, 10.0),
    "highpass_hz": (150.0, 1500.0),
    "dynamics": (0.8, 1.8),
}
