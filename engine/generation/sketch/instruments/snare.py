"""The snare drum, from tight marching drum to house snare."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.shaping import (
    amplitude,
    attack,
    bell,
    butterworth,
    decay,
    falling_phase,
    filtered,
    finished,
    hardness,
    loosened,
    loudness,
    noise,
    num_samples,
    sine,
)
from engine.generation.sketch.instruments.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Snare:
    """Two modes of the head (5.1: 170–330 Hz) and the wires under it.

    Args:
        head_hz: First mode.
        head_ms: Its time constant.
        drop: How far above its pitch the head begins, as a factor.
        second: Second mode over the first.
        second_db: Its level.
        wires_db: Level of the wires against the head.
        wires_hz: Where the wires' noise begins.
        wires_ms: Its time constant.
        marching: 0 to 1: a tight, high head, short wires and a hard stick, as in bacardi.
        drive_db: Gain into a soft clip.
        dynamics: Exponent of level over velocity.
        seed: Of the noise.
    """

    head_hz: float = 186.0
    head_ms: float = 42.0
    drop: float = 1.5
    second: float = 1.78
    second_db: float = -5.0
    wires_db: float = -3.0
    wires_hz: float = 1250.0
    wires_ms: float = 62.0
    marching: float = 0.25
    drive_db: float = 4.0
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        head = self.head_hz * (1.0 + 0.7 * self.marching) * loosened(rng, 0.006)
        head_tau = self.head_ms * 1e-3 * (1.0 - 0.5 * self.marching)
        wires_tau = self.wires_ms * 1e-3 * (1.0 - 0.35 * self.marching) * (0.85 + 0.15 * hard) * loosened(rng, 0.05)
        num = num_samples(7.0 * max(head_tau, wires_tau))
        drop = 1.0 + (self.drop - 1.0) * (0.3 + 0.7 * hard)
        wave = sine(falling_phase(num, head, drop, 0.009)) * decay(num, head_tau)
        second = falling_phase(num, head * self.second, 1.0 + 0.5 * (drop - 1.0), 0.006)
        wave += sine(second) * decay(num, head_tau * 0.7) * np.float32(amplitude(self.second_db))
        raw = noise(rng, num)
        wires = filtered(raw, butterworth("highpass", 2, self.wires_hz), butterworth("lowpass", 1, 5e3 + 8e3 * hard))
        # wires leave the head and fall back on it: they follow the stroke a moment later
        wires *= decay(num, wires_tau) * attack(num, 0.0008)
        stick = filtered(raw[:441], butterworth("bandpass", 1, 2200.0, 6500.0)) * decay(441, 0.0013)
        wave += wires * np.float32(2.4 * amplitude(self.wires_db) * (0.6 + 0.4 * hard))
        stop = min(num, 441)
        wave[:stop] += stick[:stop] * np.float32((0.5 + 1.3 * self.marching) * hard * 2.0)
        wave *= attack(num, 0.0002)
        top = np.float32(max(1e-6, float(np.abs(wave).max())))
        wave = driven(wave / top, self.drive_db)
        wave = filtered(wave, butterworth("highpass", 2, 110.0), bell(420.0, 1.0, -2.0))
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.02)


TASTE: dict[str, Span] = {
    "head_hz": (170.0, 215.0),
    "head_ms": (28.0, 60.0),
    "drop": (1.2, 1.8),
    "second": (1.6, 1.95),
    "second_db": (-9.0, -2.0),
    "wires_db": (-7.0, 1.0),
    "wires_hz": (900.0, 2100.0),
    "wires_ms": (42.0, 95.0),
    "marching": (0.0, 0.6),
    "drive_db": (1.0, 8.0),
}

WIDE: dict[str, Span] = {
    "head_hz": (140.0, 270.0),
    "head_ms": (15.0, 110.0),
    "drop": (1.0, 2.5),
    "second": (1.4, 2.3),
    "second_db": (-30.0, 0.0),
    "wires_db": (-20.0, 8.0),
    "wires_hz": (600.0, 4500.0),
    "wires_ms": (20.0, 190.0),
    "marching": (0.0, 1.0),
    "drive_db": (0.0, 18.0),
    "dynamics": (0.9, 1.8),
}
