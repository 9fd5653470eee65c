"""Wood on wood: side stick and woodblock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.shaping import (
    Floats,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rim:
    """A side stick: the stick's ring, the shell's knock under it and a tick; dry and over in 40 ms.

    Args:
        stick_hz: The stick's first mode; two more stand at 1.62 and 2.51 times it (bar clamped by the hand, a prior).
        stick_ms: Its time constant; the higher modes are shorter.
        shell_hz: The shell's knock (the TR-808's rim pairs 455 Hz with 1667 Hz).
        shell_ms: Its time constant.
        shell_db: Its level against the stick.
        tick_db: Level of the contact noise.
        drive_db: Gain into a soft clip.
        dynamics: Exponent of level over velocity.
        seed: Of noise and small differences.
    """

    stick_hz: float = 1690.0
    stick_ms: float = 7.5
    shell_hz: float = 465.0
    shell_ms: float = 9.0
    shell_db: float = -5.0
    tick_db: float = -8.0
    drive_db: float = 4.0
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        near, long = loosened(rng, 0.008), loosened(rng, 0.06)
        stick, shell = self.stick_hz * near, self.shell_hz * near
        hz = [shell, shell * 1.83, stick, stick * 1.62, stick * 2.51]
        taus = np.array([self.shell_ms, self.shell_ms * 0.7, self.stick_ms, self.stick_ms * 0.6, self.stick_ms * 0.4])
        low = amplitude(self.shell_db)
        bright = 0.3 + 0.7 * hard
        levels = [low, 0.35 * low, 1.0, 0.55 * bright, 0.4 * bright]
        turns = [0.0, 0.5, *rng.random(3) * 0.5]
        num = num_samples(9.0 * 1e-3 * float(taus.max()) * long)
        wave = ring(hz, taus * 1e-3 * long, levels, turns, num) * attack(num, 0.00012)
        wave += _tick(rng, num, 4200.0, 0.0011) * np.float32(2.2 * amplitude(self.tick_db) * bright)
        top = np.float32(max(1e-6, float(np.abs(wave).max())))
        wave = driven(wave / top, self.drive_db)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.008)


@dataclass(frozen=True, slots=True, kw_only=True)
class Woodblock:
    """A hollow block: a clear first mode, the cavity beside it, a hard tick.

    Args:
        block_hz: First mode.
        block_ms: Its time constant.
        cavity_ratio: Second mode over the first.
        cavity_db: Its level.
        tick_db: Level of the contact noise.
        dynamics: Exponent of level over velocity.
        seed: Of noise and small differences.
    """

    block_hz: float = 920.0
    block_ms: float = 17.0
    cavity_ratio: float = 1.47
    cavity_db: float = -9.0
    tick_db: float = -12.0
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        hz = self.block_hz * loosened(rng, 0.006)
        tau = self.block_ms * 1e-3 * loosened(rng, 0.06)
        bright = 0.25 + 0.75 * hard
        ratios = np.array([1.0, self.cavity_ratio, 2.62, 4.1])
        levels = [1.0, amplitude(self.cavity_db), 0.28 * bright, 0.14 * bright]
        num = num_samples(9.0 * tau)
        wave = ring(hz * ratios, tau * np.array([1.0, 0.6, 0.35, 0.2]), levels, [0.0, 0.25, 0.1, 0.3], num)
        wave *= attack(num, 0.0002)
        wave += _tick(rng, num, 3600.0, 0.0014) * np.float32(2.0 * amplitude(self.tick_db) * bright)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.01)


def _tick(rng: np.random.Generator, num: int, hz: float, tau: float) -> Floats:
    """Contact noise around ``hz``, padded to ``num`` samples."""
    length = min(num, num_samples(8.0 * tau))
    out = np.zeros(num, np.float32)
    out[:length] = filtered(noise(rng, length), butterworth("bandpass", 1, hz / 2.0, hz * 2.0)) * decay(length, tau)
    return out


RIM_TASTE: dict[str, Span] = {
    "stick_hz": (1450.0, 2100.0),
    "stick_ms": (5.0, 10.0),
    "shell_hz": (390.0, 560.0),
    "shell_ms": (6.0, 13.0),
    "shell_db": (-11.0, -1.0),
    "tick_db": (-14.0, -4.0),
    "drive_db": (1.0, 7.0),
}
RIM_WIDE: dict[str, Span] = {
    "stick_hz": (1000.0, 2800.0),
    "stick_ms": (3.0, 25.0),
    "shell_hz": (300.0, 800.0),
    "shell_ms": (4.0, 30.0),
    "shell_db": (-24.0, 4.0),
    "tick_db": (-40.0, 2.0),
    "drive_db": (0.0, 18.0),
    "dynamics": (0.9, 1.8),
}
WOODBLOCK_TASTE: dict[str, Span] = {
    "block_hz": (700.0, 1250.0),
    "block_ms": (11.0, 24.0),
    "cavity_ratio": (1.38, 1.62),
    "cavity_db": (-14.0, -5.0),
    "tick_db": (-18.0, -8.0),
}
WOODBLOCK_WIDE: dict[str, Span] = {
    "block_hz": (450.0, 2200.0),
    "block_ms": (6.0, 45.0),
    "cavity_ratio": (1.2, 2.2),
    "cavity_db": (-30.0, -2.0),
    "tick_db": (-40.0, -2.0),
    "dynamics": (0.9, 1.8),
}
