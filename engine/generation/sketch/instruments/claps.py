"""The hand clap: a few hands that are not quite together, and the room they are in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.shaping import (
    Floats,
    amplitude,
    butterworth,
    decay,
    filtered,
    finished,
    hardness,
    loosened,
    loudness,
    noise,
    num_samples,
    resonance,
)
from engine.generation.sketch.instruments.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clap:
    """Noise bursts a few milliseconds apart through the resonance of cupped hands, with a tail (5.1: TR-type).

    Args:
        hands: Bursts, the last of which has the tail.
        spacing_ms: Between bursts.
        centre_hz: Resonance of the hands.
        q: Its sharpness.
        air_db: Level of the noise above 3 kHz against the resonance.
        burst_ms: Time constant of a burst.
        tail_ms: Time constant of the tail.
        tail_db: Its level against the bursts.
        drive_db: Gain into a soft clip.
        dynamics: Exponent of level over velocity.
        seed: Of the noise.
    """

    hands: int = 4
    spacing_ms: float = 8.5
    centre_hz: float = 1250.0
    q: float = 1.5
    air_db: float = -3.0
    burst_ms: float = 3.2
    tail_ms: float = 46.0
    tail_db: float = -10.0
    drive_db: float = 5.0
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        tail_tau = self.tail_ms * 1e-3 * loosened(rng, 0.05)
        num = num_samples(self.hands * self.spacing_ms * 1e-3 + 7.5 * tail_tau)
        centre = self.centre_hz * loosened(rng, 0.03) * (0.88 + 0.12 * hard)
        wave = np.zeros(num, np.float32)
        for hand in range(self.hands):
            wobble = loosened(rng, 0.12) if 0 < hand < self.hands - 1 else 1.0
            start = int(hand * self.spacing_ms * 1e-3 * wobble * RATE)
            level = (0.62 + 0.38 * hand / max(1, self.hands - 1)) * loosened(rng, 0.1)
            length = min(num - start, num_samples(8.0 * self.burst_ms * 1e-3))
            burst = self._palms(rng, length, centre * loosened(rng, 0.08), hard) * decay(length, self.burst_ms * 1e-3)
            wave[start : start + length] += _levelled(burst, level)
        last = int((self.hands - 1) * self.spacing_ms * 1e-3 * RATE)
        tail = self._palms(rng, num - last, centre, 0.7 * hard) * decay(num - last, tail_tau)
        wave[last:] += _levelled(tail, amplitude(self.tail_db))
        wave = driven(wave * np.float32(1.0 / float(np.abs(wave).max())), self.drive_db)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.02)

    def _palms(self, rng: np.random.Generator, num: int, centre: float, hard: float) -> Floats:
        """Noise through cupped hands, and the skin's slap above it."""
        raw = noise(rng, num)
        body = filtered(raw, resonance(centre, self.q), resonance(1.9 * centre, 0.7))
        air = filtered(raw, butterworth("highpass", 1, 2300.0), butterworth("lowpass", 1, 6000.0 + 7000.0 * hard))
        return body * np.float32(3.0) + air * np.float32(amplitude(self.air_db - 7.0 * (1.0 - hard)))


def _levelled(wave: Floats, level: float) -> Floats:
    return wave * np.float32(level / max(1e-9, float(np.abs(wave).max())))


TASTE: dict[str, Span] = {
    "hands": (3, 4),
    "spacing_ms": (7.5, 11.0),
    "centre_hz": (1000.0, 1700.0),
    "q": (1.0, 2.2),
    "air_db": (-8.0, 2.0),
    "burst_ms": (2.4, 4.2),
    "tail_ms": (32.0, 75.0),
    "tail_db": (-15.0, -6.0),
    "drive_db": (2.0, 8.0),
}

WIDE: dict[str, Span] = {
    "hands": (1, 5),
    "spacing_ms": (5.0, 16.0),
    "centre_hz": (750.0, 2400.0),
    "q": (0.5, 5.0),
    "air_db": (-30.0, 8.0),
    "burst_ms": (1.5, 7.0),
    "tail_ms": (20.0, 180.0),
    "tail_db": (-24.0, -1.0),
    "drive_db": (0.0, 18.0),
    "dynamics": (0.9, 1.8),
}
