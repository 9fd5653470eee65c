"""Shaken instruments by stochastic collisions: shaker, cabasa, shekere, tambourine.

PhISEM (Cook 1997, "Physically informed sonic modeling (PhISM)", Computer Music Journal 21(3)): the energy of a shake
decays; beads collide at random (Poisson), each collision adds the energy of the moment to a short-lived sound level;
noise of that level sounds through the vessel's resonances. Where a constant is said to be STK's it comes from the
instrument ``Shakers`` of the Synthesis ToolKit (Cook and Scavone) as given in the domain reference 5.1, for a rate of
22 050 Hz; per-sample constants are turned into seconds here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.filters import one_pole
from engine.generation.sketch.instruments.shaping import (
    Doubles,
    Floats,
    amplitude,
    butterworth,
    convolved,
    decay,
    filtered,
    finished,
    hardness,
    loosened,
    loudness,
    noise,
    num_samples,
    resonance,
    ring,
    rise,
)
from engine.generation.sketch.instruments.spans import Span

DARK_KEY = 69
"""The key of the second, darker shaker."""
GRAIN = 0.00088
"""Time constant of one collision's sound, s: STK's 0.95 a sample at 22 050 Hz."""
_STK_RATE = 22_050.0


def collisions(rng: np.random.Generator, energy: Floats, beans: float, grain: float = GRAIN) -> Floats:
    """Noise of colliding beads (PhISEM): chance ``beans / 1024`` of a collision per 1 / 22 050 s, as in STK.

    Args:
        rng: Chance.
        energy: Of the shake, per sample.
        beans: How many beads.
        grain: Time constant of a collision's sound, s.
    """
    num = len(energy)
    chance = np.float32(1.0 - np.exp(-beans / 1024.0 * _STK_RATE / RATE))
    hits = np.where(rng.random(num, dtype=np.float32) < chance, energy, np.float32(0.0))
    level = filtered(hits, one_pole(math.exp(-1.0 / (grain * RATE))))
    out: Floats = noise(rng, num) * level
    return out


def _push_and_pull(stroke: Stroke) -> float:
    """1 for a push, 0 for a pull: the hand goes forth and back, so strokes differ by turns."""
    return 1.0 - float(stroke.variant % 2)


def _jingles(metal: np.random.Generator) -> Doubles:
    """Ratios of the jingles' modes to the lowest: STK's 5600 and 8100 Hz, spread, and one octave-like third."""
    return (np.array([[1.0], [1.446], [2.05]]) * (1.0 + 0.07 * (metal.random((3, 8)) - 0.5) * 2.0)).reshape(-1)


def _levelled(wave: Floats) -> Floats:
    return wave * np.float32(1.0 / max(1e-9, float(np.abs(wave).max())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaker:
    """An egg or tube with fine grain: silky, a soft front, a small rebound.

    Args:
        bright_hz: Main resonance (domain reference 1.4: 6–9 kHz; the second shaker of key 69 is ``dark`` times that).
        dark: Factor for key 69 (to 3–5 kHz).
        q: Sharpness of the main resonance.
        body_db: Level of the vessel's resonance, half as high.
        beans: Grains: few rattle, many hiss.
        attack_ms: Length of the front (5.1: 5–25 ms).
        decay_ms: Time constant of the shake (5.1: 20–70 ms).
        rebound_ms: When the grains fall back; 0 is off.
        rebound_db: Level of that.
        swing: 0 to 1: how much pull differs from push.
        dynamics: Exponent of level over velocity.
        seed: Of the grains.
    """

    bright_hz: float = 7300.0
    dark: float = 0.58
    q: float = 0.95
    body_db: float = -9.0
    beans: float = 230.0
    attack_ms: float = 9.0
    decay_ms: float = 24.0
    rebound_ms: float = 54.0
    rebound_db: float = -15.0
    swing: float = 0.5
    dynamics: float = 1.25
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard, pull = hardness(stroke.velocity), self.swing * (1.0 - _push_and_pull(stroke))
        size = self.dark if stroke.pitch == DARK_KEY else 1.0
        front = self.attack_ms * 1e-3 * (1.35 - 0.5 * hard) * (1.0 + 0.5 * pull) * loosened(rng, 0.1)
        tau = self.decay_ms * 1e-3 * (1.0 + 0.3 * pull) * loosened(rng, 0.08) * (1.3 if size < 1.0 else 1.0)
        num = num_samples(front + 7.5 * tau + self.rebound_ms * 1e-3)
        energy = rise(num, front) ** 2
        start = int(front * RATE)
        energy[start:] *= decay(num - start, tau)
        back = int((front + self.rebound_ms * 1e-3 * loosened(rng, 0.1)) * RATE)
        if self.rebound_ms > 0.0 and back < num - 64:
            echo = rise(num - back, 0.006) * decay(num - back, 0.6 * tau)
            energy[back:] += echo * np.float32(amplitude(self.rebound_db) * (1.0 - 0.5 * pull))
        raw = collisions(rng, energy, self.beans)
        hz = self.bright_hz * size * (0.72 + 0.32 * hard) * (1.0 - 0.1 * pull) * loosened(rng, 0.02)
        wave = filtered(raw, resonance(hz, self.q), butterworth("highpass", 2, 0.3 * hz))
        wave += filtered(raw, resonance(0.5 * hz, 2.5)) * np.float32(amplitude(self.body_db))
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabasa:
    """Steel-bead chains on a ridged drum: a dry, even scrape (STK: 512 beads, 3000 Hz).

    Args:
        low_hz: The drum's resonance.
        bright_hz: The chains'.
        low_db: Level of the drum against the chains.
        beans: Beads.
        attack_ms: Length of the scrape's front.
        decay_ms: Time constant of the end.
        swing: 0 to 1: how much the way back differs.
        dynamics: Exponent of level over velocity.
        seed: Of the beads.
    """

    low_hz: float = 3000.0
    bright_hz: float = 7900.0
    low_db: float = -7.0
    beans: float = 512.0
    attack_ms: float = 16.0
    decay_ms: float = 13.0
    swing: float = 0.6
    dynamics: float = 1.25
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard, pull = hardness(stroke.velocity), self.swing * (1.0 - _push_and_pull(stroke))
        size = 0.75 if stroke.pitch == DARK_KEY else 1.0
        front = self.attack_ms * 1e-3 * (1.3 - 0.5 * hard) * (1.0 + 0.4 * pull) * loosened(rng, 0.1)
        tau = self.decay_ms * 1e-3 * loosened(rng, 0.08)
        num = num_samples(front + 8.0 * tau)
        start = int(front * RATE)
        energy = rise(num, front)
        energy[start:] *= decay(num - start, tau)
        raw = collisions(rng, energy, self.beans)
        shine = (0.72 + 0.35 * hard) * (1.0 - 0.12 * pull) * size
        wave = filtered(raw, resonance(self.bright_hz * shine, 1.1), butterworth("highpass", 2, 2000.0 * size))
        wave += filtered(raw, resonance(self.low_hz * size, 1.6)) * np.float32(amplitude(self.low_db))
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.006)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shekere:
    """A gourd in a net of beads: a broad rattle (STK: 64 beads, 5500 Hz) over the gourd's knock.

    Args:
        bead_hz: The beads' resonance.
        gourd_hz: The gourd's knock.
        gourd_db: Its level.
        beans: Beads.
        attack_ms: Length of the front.
        decay_ms: Time constant of the rattle.
        swing: 0 to 1: how much pull differs from push.
        dynamics: Exponent of level over velocity.
        seed: Of the beads.
    """

    bead_hz: float = 5500.0
    gourd_hz: float = 310.0
    gourd_db: float = -15.0
    beans: float = 64.0
    attack_ms: float = 7.0
    decay_ms: float = 34.0
    swing: float = 0.6
    dynamics: float = 1.3
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard, pull = hardness(stroke.velocity), self.swing * (1.0 - _push_and_pull(stroke))
        size = 0.8 if stroke.pitch == DARK_KEY else 1.0
        front = self.attack_ms * 1e-3 * (1.3 - 0.6 * hard) * (1.0 + 0.5 * pull)
        tau = self.decay_ms * 1e-3 * loosened(rng, 0.08)
        num = num_samples(front + 7.5 * tau)
        start = int(front * RATE)
        energy = rise(num, front)
        energy[start:] *= decay(num - start, tau)
        raw = collisions(rng, energy, self.beans * (0.6 + 0.4 * hard), 0.0011)
        hz = self.bead_hz * size * (0.72 + 0.35 * hard) * (1.0 - 0.1 * pull)
        wave = filtered(raw, resonance(hz, 0.8), butterworth("highpass", 2, 1500.0 * size))
        wave += filtered(raw, resonance(hz * 1.9, 1.5)) * np.float32(0.4)
        knock = filtered(noise(rng, num) * decay(num, 0.003), resonance(self.gourd_hz * size, 6.0))
        wave = _levelled(wave) + _levelled(knock) * np.float32(amplitude(self.gourd_db) * (0.3 + 0.7 * hard))
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tambourine:
    """Jingles in a frame (STK: 32 jingles, 2300 Hz for the frame, 5600 and 8100 Hz for the jingles).

    Args:
        jingle_hz: Lowest mode of the jingles; the others stand in STK's ratio and between.
        jingle_ms: Their time constant.
        frame_db: Level of the frame.
        beans: Jingles.
        attack_ms: Length of the front.
        decay_ms: Time constant of the shake.
        dynamics: Exponent of level over velocity.
        seed: Of the jingles.
    """

    jingle_hz: float = 5600.0
    jingle_ms: float = 15.0
    frame_db: float = -10.0
    beans: float = 40.0
    attack_ms: float = 3.0
    decay_ms: float = 42.0
    dynamics: float = 1.3
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        tau = self.decay_ms * 1e-3 * loosened(rng, 0.08)
        front = self.attack_ms * 1e-3 * (1.4 - 0.6 * hard)
        num = num_samples(front + 6.0 * max(tau, self.jingle_ms * 1e-3) + 0.03)
        energy = rise(num, front) * decay(num, tau)
        raw = collisions(rng, energy, self.beans)
        metal = np.random.Generator(np.random.PCG64(self.seed))
        # STK has two modes for all jingles; here every pair of jingles has its own two (a design prior)
        ratios = _jingles(metal)
        levels = (0.4 + metal.random(len(ratios))) * ratios ** (0.3 - 1.8 * (1.0 - hard))
        length = min(num, num_samples(7.0 * self.jingle_ms * 1e-3))
        taus = self.jingle_ms * 1e-3 * (0.5 + metal.random(len(ratios)))
        jingles = ring(self.jingle_hz * ratios, taus, levels, 0.0, length)
        wave = _levelled(convolved(raw, jingles))
        wave += _levelled(filtered(raw, resonance(2300.0, 2.0))) * np.float32(0.3 * amplitude(self.frame_db))
        wave += _levelled(filtered(raw, butterworth("highpass", 2, 6000.0))) * np.float32(0.3 + 0.25 * hard)
        knock = filtered(noise(rng, num) * decay(num, 0.0015), resonance(780.0, 2.0))
        wave += _levelled(knock) * np.float32(0.5 * amplitude(self.frame_db) * hard)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.02)


SHAKER_TASTE: dict[str, Span] = {
    "bright_hz": (6300.0, 8800.0),
    "dark": (0.52, 0.64),
    "q": (0.7, 1.4),
    "body_db": (-14.0, -5.0),
    "beans": (110.0, 420.0),
    "attack_ms": (6.0, 15.0),
    "decay_ms": (18.0, 34.0),
    "rebound_ms": (42.0, 66.0),
    "rebound_db": (-22.0, -11.0),
    "swing": (0.3, 0.8),
}
SHAKER_WIDE: dict[str, Span] = {
    "bright_hz": (3000.0, 10_500.0),
    "dark": (0.4, 0.8),
    "q": (0.4, 4.0),
    "body_db": (-30.0, 3.0),
    "beans": (12.0, 900.0),
    "attack_ms": (2.0, 28.0),
    "decay_ms": (12.0, 75.0),
    "rebound_ms": (30.0, 80.0),
    "rebound_db": (-60.0, -4.0),
    "swing": (0.0, 1.0),
    "dynamics": (0.8, 1.8),
}
CABASA_TASTE: dict[str, Span] = {
    "low_hz": (2600.0, 3500.0),
    "bright_hz": (6800.0, 9000.0),
    "low_db": (-11.0, -3.0),
    "beans": (300.0, 700.0),
    "attack_ms": (9.0, 26.0),
    "decay_ms": (9.0, 20.0),
    "swing": (0.3, 0.9),
}
CABASA_WIDE: dict[str, Span] = {
    "low_hz": (1800.0, 4500.0),
    "bright_hz": (5000.0, 12_000.0),
    "low_db": (-30.0, 3.0),
    "beans": (150.0, 1000.0),
    "attack_ms": (3.0, 50.0),
    "decay_ms": (5.0, 40.0),
    "swing": (0.0, 1.0),
    "dynamics": (0.8, 1.8),
}
SHEKERE_TASTE: dict[str, Span] = {
    "bead_hz": (4600.0, 6500.0),
    "gourd_hz": (220.0, 420.0),
    "gourd_db": (-22.0, -9.0),
    "beans": (40.0, 110.0),
    "attack_ms": (4.0, 12.0),
    "decay_ms": (24.0, 50.0),
    "swing": (0.3, 0.9),
}
SHEKERE_WIDE: dict[str, Span] = {
    "bead_hz": (3000.0, 8500.0),
    "gourd_hz": (120.0, 600.0),
    "gourd_db": (-40.0, 0.0),
    "beans": (16.0, 300.0),
    "attack_ms": (2.0, 25.0),
    "decay_ms": (12.0, 90.0),
    "swing": (0.0, 1.0),
    "dynamics": (0.8, 1.8),
}
TAMBOURINE_TASTE: dict[str, Span] = {
    "jingle_hz": (5000.0, 6400.0),
    "jingle_ms": (9.0, 24.0),
    "frame_db": (-16.0, -5.0),
    "beans": (25.0, 70.0),
    "attack_ms": (1.5, 6.0),
    "decay_ms": (28.0, 60.0),
}
TAMBOURINE_WIDE: dict[str, Span] = {
    "jingle_hz": (3800.0, 8200.0),
    "jingle_ms": (5.0, 90.0),
    "frame_db": (-40.0, 2.0),
    "beans": (10.0, 200.0),
    "attack_ms": (1.0, 18.0),
    "decay_ms": (15.0, 110.0),
    "dynamics": (0.8, 1.8),
}
