"""The kick drum: a sine that falls in pitch, with a beater."""

from __future__ import annotations

from dataclasses import dataclass

from engine.generation.sketch.instruments.base import Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.shaping import (
    TAIL,
    amplitude,
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
    rise,
    sine,
)
from engine.generation.sketch.instruments.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Kick:
    """An electronic kick as amapiano has it: short and lean, to leave the low end to the log drum.

    Two falls in pitch, as in a struck skin: a slow one of the body and a fast one of the beater.

    Args:
        body_hz: Where the pitch comes to rest (domain reference 5.1: 45–60 Hz).
        sweep: How many times higher the body begins.
        sweep_ms: Time constant of its fall.
        knock: How many times higher still the beater begins; 0 is off.
        decay_ms: Time constant of the body.
        click_db: Level of the beater's noise; -60 is off.
        click_hz: Its centre.
        click_ms: Its time constant.
        drive_db: Gain into a soft clip.
        highpass_hz: Leanness.
        dynamics: Exponent of level over velocity.
        seed: Of the noise.
    """

    body_hz: float = 50.0
    sweep: float = 3.6
    sweep_ms: float = 17.0
    knock: float = 9.0
    decay_ms: float = 76.0
    click_db: float = -14.0
    click_hz: float = 3400.0
    click_ms: float = 2.6
    drive_db: float = 5.0
    highpass_hz: float = 32.0
    dynamics: float = 1.3
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        tau = self.decay_ms * 1e-3 * loosened(rng, 0.03)
        num = num_samples(TAIL * tau)
        sweep = 1.0 + (self.sweep - 1.0) * (0.55 + 0.45 * hard)
        hz = self.body_hz * loosened(rng, 0.002)
        turns = falling_phase(num, hz, sweep, self.sweep_ms * 1e-3)
        turns += hz * self.knock * (0.3 + 0.7 * hard) * 0.0035 * (1.0 - decay(num, 0.0035))
        wave = sine(turns) * decay(num, tau) * rise(num, 0.0006)
        wave = driven(wave, self.drive_db * (0.6 + 0.4 * hard))
        if self.click_db > -60.0:
            length = min(num, num_samples(self.click_ms * 7e-3))
            band = butterworth("bandpass", 1, self.click_hz / 2.0, self.click_hz * 2.0)
            click = filtered(noise(rng, length), band) * decay(length, self.click_ms * 1e-3)
            wave[:length] += click * (3.0 * amplitude(self.click_db) * (0.25 + 0.75 * hard))
        wave = filtered(wave, butterworth("highpass", 2, self.highpass_hz))
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.03)


TASTE: dict[str, Span] = {
    "body_hz": (46.0, 57.0),
    "sweep": (2.8, 4.8),
    "sweep_ms": (11.0, 24.0),
    "knock": (4.0, 13.0),
    "decay_ms": (60.0, 115.0),
    "click_db": (-22.0, -11.0),
    "click_hz": (2400.0, 4800.0),
    "click_ms": (1.8, 4.0),
    "drive_db": (2.0, 8.0),
    "highpass_hz": (28.0, 38.0),
}

WIDE: dict[str, Span] = {
    "body_hz": (38.0, 70.0),
    "sweep": (2.0, 8.0),
    "sweep_ms": (8.0, 40.0),
    "knock": (0.0, 24.0),
    "decay_ms": (40.0, 320.0),
    "click_db": (-60.0, -6.0),
    "click_hz": (1200.0, 7000.0),
    "click_ms": (0.8, 8.0),
    "drive_db": (0.0, 20.0),
    "highpass_hz": (18.0, 60.0),
    "dynamics": (0.8, 1.8),
}
