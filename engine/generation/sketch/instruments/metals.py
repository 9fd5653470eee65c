"""Struck metal: cowbell, agogo, triangle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.shaping import (
    amplitude,
    attack,
    finished,
    hardness,
    loosened,
    loudness,
    num_samples,
    ring,
)
from engine.generation.sketch.instruments.spans import Span

HIGH_AGOGO, OPEN_TRIANGLE = 67, 81


@dataclass(frozen=True, slots=True, kw_only=True)
class Cowbell:
    """Two square waves, 540 and 800 Hz (5.1, TR-808), in a band, with a knock in front of the ring.

    Args:
        low_hz: The lower square.
        ratio: The upper over the lower one (800 / 540).
        ring_ms: Time constant of the ring.
        knock_ms: Time constant of the knock.
        knock_db: Level of the knock against the ring.
        centre_hz: Middle of the band.
        dynamics: Exponent of level over velocity.
        seed: Of small differences.
    """

    low_hz: float = 560.0
    ratio: float = 1.4815
    ring_ms: float = 62.0
    knock_ms: float = 8.0
    knock_db: float = 4.0
    centre_hz: float = 1500.0
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        orders = np.arange(1, 24, 2)
        low = self.low_hz * loosened(rng, 0.003)
        hz = np.concatenate([low * orders, low * self.ratio * orders])
        levels = np.tile(1.0 / orders, 2)
        # the band of one resonance, softer strokes duller
        octaves = np.log2(hz / (self.centre_hz * (0.75 + 0.35 * hard)))
        levels = levels / (1.0 + (1.1 * octaves) ** 2) * np.where(octaves > 0.0, np.exp2(-octaves * 0.9), 1.0)
        tau = self.ring_ms * 1e-3 * loosened(rng, 0.05)
        num = num_samples(8.0 * tau)
        phases = rng.random(len(hz)) * 0.1
        knock = levels * amplitude(self.knock_db) * (0.4 + 0.6 * hard)
        wave = ring(
            np.tile(hz, 2),
            np.repeat([tau, self.knock_ms * 1e-3], len(hz)),
            np.concatenate([levels, knock]),
            np.tile(phases, 2),
            num,
        )
        wave *= attack(num, 0.0002)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.02)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agogo:
    """Two bells a fifth apart (5.1: modal pair 3:2). Key 67: the high one; 68: the low one.

    Args:
        high_hz: First mode of the small bell.
        interval: Small bell over large bell.
        ring_ms: Time constant of the first mode.
        brightness: 0 to 1: level of the upper modes.
        dynamics: Exponent of level over velocity.
        seed: Of small differences.
    """

    high_hz: float = 1010.0
    interval: float = 1.5
    ring_ms: float = 85.0
    brightness: float = 0.5
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        size = 1.0 if stroke.pitch == HIGH_AGOGO else 1.0 / self.interval
        hz = self.high_hz * size * loosened(rng, 0.003)
        tau = self.ring_ms * 1e-3 * loosened(rng, 0.05) / size**0.5
        # a closed cone of sheet steel: a strong second mode near 1.5, then a stretched series (a design prior)
        ratios = np.array([1.0, 1.487, 2.63, 3.47, 4.24, 5.4, 6.71])
        tilt = (0.35 + 0.65 * hard) * (0.5 + self.brightness)
        levels = np.array([1.0, 0.38, 0.55 * tilt, 0.34 * tilt, 0.28 * tilt, 0.16 * tilt, 0.1 * tilt])
        num = num_samples(7.5 * tau)
        wave = ring(hz * ratios, tau * ratios**-0.9, levels, rng.random(7) * 0.2, num) * attack(num, 0.0002)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.03)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """A triangle: dense bending modes of a steel rod. Key 81: open; 80: muted.

    Args:
        rod_hz: First strong mode.
        open_ms: Time constant of the open ring.
        mute_ms: Time constant of the muted one.
        shimmer: Beating of the doubled modes, as a factor on their distance.
        dynamics: Exponent of level over velocity.
        seed: Of the modes' phases.
    """

    rod_hz: float = 1580.0
    open_ms: float = 420.0
    mute_ms: float = 28.0
    shimmer: float = 1.0
    dynamics: float = 1.3
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        tau = (self.open_ms if stroke.pitch == OPEN_TRIANGLE else self.mute_ms) * 1e-3 * loosened(rng, 0.04)
        # free-bar modes go with (2n + 1)² (Fletcher and Rossing 2.16): here n = 4 … 13 over the first strong one
        orders = np.arange(4, 14)
        ratios = ((2.0 * orders + 1.0) / 9.0) ** 2
        hz = self.rod_hz * np.concatenate([ratios, ratios * (1.0 + 0.0016 * self.shimmer)])
        tilt = np.concatenate([ratios, ratios]) ** (-0.15 - 0.7 * (1.0 - hard))
        levels = tilt * np.tile([0.35, 0.5, 1.0, 0.7, 1.0, 0.6, 0.5, 0.35, 0.25, 0.2], 2)
        num = num_samples(6.5 * tau)
        taus = tau * np.concatenate([ratios, ratios]) ** -0.35
        wave = ring(hz, taus, levels, rng.random(20), num) * attack(num, 0.0004)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.08)


COWBELL_TASTE: dict[str, Span] = {
    "low_hz": (520.0, 620.0),
    "ratio": (1.45, 1.52),
    "ring_ms": (40.0, 85.0),
    "knock_ms": (5.0, 12.0),
    "knock_db": (0.0, 7.0),
    "centre_hz": (1100.0, 1900.0),
}
COWBELL_WIDE: dict[str, Span] = {
    "low_hz": (380.0, 850.0),
    "ratio": (1.35, 1.65),
    "ring_ms": (20.0, 220.0),
    "knock_ms": (3.0, 20.0),
    "knock_db": (-12.0, 12.0),
    "centre_hz": (700.0, 3200.0),
    "dynamics": (0.9, 1.8),
}
AGOGO_TASTE: dict[str, Span] = {
    "high_hz": (880.0, 1180.0),
    "interval": (1.33, 1.5),
    "ring_ms": (60.0, 120.0),
    "brightness": (0.25, 0.75),
}
AGOGO_WIDE: dict[str, Span] = {
    "high_hz": (600.0, 1700.0),
    "interval": (1.2, 1.7),
    "ring_ms": (25.0, 300.0),
    "brightness": (0.0, 1.0),
    "dynamics": (0.9, 1.8),
}
TRIANGLE_TASTE: dict[str, Span] = {
    "rod_hz": (1350.0, 1850.0),
    "open_ms": (300.0, 600.0),
    "mute_ms": (18.0, 40.0),
    "shimmer": (0.5, 1.6),
}
TRIANGLE_WIDE: dict[str, Span] = {
    "rod_hz": (1000.0, 2600.0),
    "open_ms": (150.0, 1000.0),
    "mute_ms": (10.0, 80.0),
    "shimmer": (0.0, 4.0),
    "dynamics": (0.8, 1.8),
}
