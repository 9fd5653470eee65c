"""Hand drums and toms: the modes of a round membrane, struck somewhere, by a hand or a stick."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.shaping import (
    Doubles,
    Floats,
    attack,
    butterworth,
    clock,
    decay,
    filtered,
    finished,
    hardness,
    loosened,
    loudness,
    noise,
    num_samples,
    resonance,
    sine,
)
from engine.generation.sketch.instruments.spans import Span

_MODES = ((0, 2.4048), (1, 3.8317), (2, 5.1356), (0, 5.5201), (3, 6.3802), (1, 7.0156), (4, 7.5883), (2, 8.4172))
"""Nodal diameters m and zeros of J_m: frequencies 1, 1.59, 2.14, 2.30, 2.65, 2.92, 3.16, 3.50 (Rossing)."""


@lru_cache(maxsize=256)
def _excitation(place: float) -> tuple[float, ...]:
    """Amplitudes of the modes for a stroke at ``place`` of the radius: ``J_m(j r)``, over frequency as for a blow."""
    return tuple(_bessel(order, zero * place) * (_MODES[0][1] / zero) ** 0.5 for order, zero in _MODES)


def _bessel(order: int, x: float) -> float:
    """``J_m(x)`` by Bessel's integral: the mean of cos(m τ - x sin τ), exact to rounding in 64 steps for small x."""
    angles = np.arange(64) * (2.0 * np.pi / 64)
    return float(np.mean(np.cos(order * angles - x * np.sin(angles))))


@dataclass(frozen=True, slots=True)
class Skin:
    """One way of striking: Hz, seconds, factors.

    Args:
        hz: First mode.
        tau: Its time constant, s.
        place: Where it is struck, 0 centre to 1 edge.
        damping: How much shorter the higher modes are: their time constants go with frequency to minus this power.
        fall: Semitones the pitch falls by.
        brightness: 0 to 1: how much of the higher modes.
        hand: Level of the hand's or stick's noise.
        hand_hz: Its centre.
        hand_tau: Its time constant, s.
        body: Level of the shell's resonance.
        body_hz: Its frequency.
    """

    hz: float
    tau: float
    place: float
    damping: float
    fall: float
    brightness: float
    hand: float
    hand_hz: float
    hand_tau: float
    body: float = 0.0
    body_hz: float = 0.0


def struck(skin: Skin, rng: np.random.Generator) -> Floats:
    """The sound of a skin: modes in a common fall of pitch, the hand's noise, the shell."""
    num = num_samples(7.5 * max(skin.tau, 2.0 * skin.hand_tau))
    times: Doubles = clock(num)
    if skin.fall > 0.01:
        # warped time: all modes fall together, tension being common to them
        ratio = 2.0 ** (skin.fall / 12.0)
        times = times + (ratio - 1.0) * 0.018 * (1.0 - decay(num, 0.018).astype(np.float64))
    wave = np.zeros(num, np.float32)
    for (_order, zero), level in zip(_MODES, _excitation(round(skin.place, 3)), strict=True):
        ratio = zero / _MODES[0][1] * loosened(rng, 0.004)
        tau = skin.tau * ratio**-skin.damping
        weight = np.float32(level * ratio ** (-2.2 * (1.0 - skin.brightness)))
        stop = min(num, num_samples(9.0 * tau))
        wave[:stop] += sine(times[:stop] * (skin.hz * ratio)) * decay(stop, tau) * weight
    wave *= attack(num, 0.0005 + 0.0012 * (1.0 - skin.brightness))
    wave *= np.float32(1.0 / max(1e-6, float(np.abs(wave).max())))
    length = min(num, num_samples(8.0 * skin.hand_tau))
    raw = noise(rng, length) * decay(length, skin.hand_tau) * attack(length, 0.0002)
    hand = filtered(raw, butterworth("bandpass", 2, round(skin.hand_hz / 1.9), round(skin.hand_hz * 1.7)))
    wave[:length] += hand * np.float32(skin.hand / max(1e-6, float(np.abs(hand).max())))
    if skin.body > 0.0:
        impulse = np.zeros(num, np.float32)
        impulse[:length] = raw
        shell = filtered(impulse, resonance(round(skin.body_hz), 5.0))
        wave += shell * np.float32(skin.body / max(1e-6, float(np.abs(shell).max())))
    return wave


@dataclass(frozen=True, slots=True, kw_only=True)
class Conga:
    """Congas. Key 63: open tone of the high drum; 64: of the low one; 62: muted, and from a hard hand a slap.

    Args:
        high_hz: First mode of the high drum's open tone.
        low_ratio: Low drum over high drum.
        open_ms: Time constant of the open tone.
        mute_ms: Time constant of the muted stroke.
        slap: 0 to 1: how sharp a slap.
        place: Where the open tone is struck.
        fall_semitones: Fall of pitch of a hard open stroke.
        wood: Level of the shell.
        dynamics: Exponent of level over velocity.
        seed: Of the hand's noise.
    """

    high_hz: float = 208.0
    low_ratio: float = 0.76
    open_ms: float = 92.0
    mute_ms: float = 26.0
    slap: float = 0.7
    place: float = 0.72
    fall_semitones: float = 0.7
    wood: float = 0.22
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        near, long = loosened(rng, 0.006), loosened(rng, 0.05)
        if stroke.pitch == 62:
            skin = self._closed(hard, near, long)
        else:
            size = self.low_ratio if stroke.pitch == 64 else 1.0
            skin = Skin(
                hz=self.high_hz * size * near,
                tau=self.open_ms * 1e-3 * long / size**0.5,
                place=self.place * loosened(rng, 0.06),
                damping=1.15,
                fall=self.fall_semitones * hard,
                brightness=0.25 + 0.5 * hard,
                hand=0.12 + 0.25 * hard,
                hand_hz=900.0 + 900.0 * hard,
                hand_tau=0.004,
                body=self.wood,
                body_hz=self.high_hz * size * 2.9,
            )
        return finished(struck(skin, rng), loudness(stroke.velocity, self.dynamics), fade=0.02)

    def _closed(self, hard: float, near: float, long: float) -> Skin:
        """From a muted press to a slap: the same key, the harder the more of a slap."""
        slap = min(1.0, max(0.0, (hard - 0.42) / 0.3))
        return Skin(
            hz=self.high_hz * near * (1.0 + 0.12 * slap),
            tau=self.mute_ms * 1e-3 * long * (1.0 - 0.25 * slap),
            place=0.45 + 0.4 * slap,
            damping=0.9 - 0.45 * slap,
            fall=0.0,
            brightness=0.15 + 0.85 * slap * (0.6 + 0.4 * self.slap),
            hand=0.25 + 0.85 * slap * self.slap,
            hand_hz=650.0 + 1700.0 * slap,
            hand_tau=0.005 + 0.0015 * slap,
            body=self.wood * (1.0 + slap),
            body_hz=self.high_hz * (2.6 + 2.0 * slap),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Djembe:
    """A djembe. Key 64: bass; 63: tone; 62: slap (soft: a closed touch).

    Args:
        tone_hz: First mode of the tone.
        bass_hz: The air resonance that a stroke at the centre wakes.
        tone_ms: Time constant of the tone.
        bass_ms: Time constant of the bass.
        slap: 0 to 1: how sharp a slap.
        wood: Level of the shell.
        dynamics: Exponent of level over velocity.
        seed: Of the hand's noise.
    """

    tone_hz: float = 318.0
    bass_hz: float = 78.0
    tone_ms: float = 52.0
    bass_ms: float = 88.0
    slap: float = 0.8
    wood: float = 0.2
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        near, long = loosened(rng, 0.006), loosened(rng, 0.05)
        if stroke.pitch == 64:
            skin = Skin(
                self.bass_hz * near, self.bass_ms * 1e-3 * long, 0.12, 1.6, 1.0 * hard, 0.1 + 0.35 * hard,
                0.1 + 0.15 * hard, 550.0, 0.005, self.wood, self.tone_hz * 1.3,
            )  # fmt: skip
        elif stroke.pitch == 62:
            slap = self.slap * min(1.0, 0.15 + 1.2 * hard)
            skin = Skin(
                self.tone_hz * 1.18 * near, 0.030 * long, 0.9, 0.35, 0.0, 0.3 + 0.7 * slap,
                0.2 + 1.4 * slap, 1400.0 + 1900.0 * slap, 0.007, self.wood, self.tone_hz * 3.4,
            )  # fmt: skip
        else:
            skin = Skin(
                self.tone_hz * near, self.tone_ms * 1e-3 * long, 0.75, 0.9, 0.4 * hard, 0.3 + 0.45 * hard,
                0.15 + 0.3 * hard, 1300.0 + 900.0 * hard, 0.004, self.wood, self.tone_hz * 2.4,
            )  # fmt: skip
        return finished(struck(skin, rng), loudness(stroke.velocity, self.dynamics), fade=0.02)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bongo:
    """Bongos. Key 60: the small drum; 61: the large one.

    Args:
        high_hz: First mode of the small drum.
        low_ratio: Large drum over small drum.
        decay_ms: Time constant.
        slap: 0 to 1: how sharp a hard stroke.
        fall_semitones: Fall of pitch of a hard stroke.
        dynamics: Exponent of level over velocity.
        seed: Of the hand's noise.
    """

    high_hz: float = 405.0
    low_ratio: float = 0.75
    decay_ms: float = 44.0
    slap: float = 0.5
    fall_semitones: float = 0.5
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        size = self.low_ratio if stroke.pitch == 61 else 1.0
        skin = Skin(
            hz=self.high_hz * size * loosened(rng, 0.006),
            tau=self.decay_ms * 1e-3 * loosened(rng, 0.05) / size**0.5,
            place=0.78,
            damping=0.8,
            fall=self.fall_semitones * hard,
            brightness=0.3 + 0.6 * hard,
            hand=0.15 + (0.2 + 0.6 * self.slap) * hard,
            hand_hz=1800.0 + 1400.0 * hard,
            hand_tau=0.0032,
            body=0.18,
            body_hz=self.high_hz * size * 2.6,
        )
        return finished(struck(skin, rng), loudness(stroke.velocity, self.dynamics), fade=0.015)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tom:
    """Toms: key 47 the middle one; others a little closer together than their keys say.

    Args:
        middle_hz: First mode of the tom at key 47.
        spread: Octaves per twelve keys.
        decay_ms: Time constant at key 47; lower toms ring longer.
        fall_semitones: Fall of pitch of a hard stroke.
        stick: Level of the stick.
        dynamics: Exponent of level over velocity.
        seed: Of the stick's noise.
    """

    middle_hz: float = 112.0
    spread: float = 1.3
    decay_ms: float = 115.0
    fall_semitones: float = 2.6
    stick: float = 0.3
    dynamics: float = 1.4
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        size = 2.0 ** (self.spread * (stroke.pitch - 47) / 12.0)
        skin = Skin(
            hz=self.middle_hz * size * loosened(rng, 0.004),
            tau=self.decay_ms * 1e-3 * loosened(rng, 0.04) / size**0.5,
            place=0.35,
            damping=1.3,
            fall=self.fall_semitones * (0.3 + 0.7 * hard),
            brightness=0.2 + 0.5 * hard,
            hand=self.stick * (0.3 + 0.7 * hard),
            hand_hz=2300.0 + 1200.0 * hard,
            hand_tau=0.003,
            body=0.12,
            body_hz=self.middle_hz * size * 3.1,
        )
        return finished(struck(skin, rng), loudness(stroke.velocity, self.dynamics), fade=0.03)


CONGA_TASTE: dict[str, Span] = {
    "high_hz": (192.0, 226.0),
    "low_ratio": (0.7, 0.8),
    "open_ms": (70.0, 120.0),
    "mute_ms": (18.0, 34.0),
    "slap": (0.4, 0.95),
    "place": (0.62, 0.8),
    "fall_semitones": (0.2, 1.2),
    "wood": (0.1, 0.35),
}
CONGA_WIDE: dict[str, Span] = {
    "high_hz": (150.0, 300.0),
    "low_ratio": (0.6, 0.9),
    "open_ms": (40.0, 240.0),
    "mute_ms": (10.0, 60.0),
    "slap": (0.0, 1.0),
    "place": (0.3, 0.92),
    "fall_semitones": (0.0, 3.0),
    "wood": (0.0, 0.7),
    "dynamics": (0.9, 1.8),
}
DJEMBE_TASTE: dict[str, Span] = {
    "tone_hz": (285.0, 360.0),
    "bass_hz": (68.0, 92.0),
    "tone_ms": (38.0, 70.0),
    "bass_ms": (65.0, 115.0),
    "slap": (0.5, 1.0),
    "wood": (0.1, 0.35),
}
DJEMBE_WIDE: dict[str, Span] = {
    "tone_hz": (220.0, 420.0),
    "bass_hz": (55.0, 120.0),
    "tone_ms": (25.0, 140.0),
    "bass_ms": (40.0, 200.0),
    "slap": (0.0, 1.0),
    "wood": (0.0, 0.7),
    "dynamics": (0.9, 1.8),
}
BONGO_TASTE: dict[str, Span] = {
    "high_hz": (360.0, 460.0),
    "low_ratio": (0.68, 0.8),
    "decay_ms": (32.0, 62.0),
    "slap": (0.25, 0.8),
    "fall_semitones": (0.2, 1.0),
}
BONGO_WIDE: dict[str, Span] = {
    "high_hz": (280.0, 620.0),
    "low_ratio": (0.6, 0.9),
    "decay_ms": (18.0, 120.0),
    "slap": (0.0, 1.0),
    "fall_semitones": (0.0, 3.0),
    "dynamics": (0.9, 1.8),
}
TOM_TASTE: dict[str, Span] = {
    "middle_hz": (98.0, 130.0),
    "spread": (1.1, 1.6),
    "decay_ms": (85.0, 165.0),
    "fall_semitones": (1.2, 4.0),
    "stick": (0.15, 0.5),
}
TOM_WIDE: dict[str, Span] = {
    "middle_hz": (75.0, 190.0),
    "spread": (0.8, 2.0),
    "decay_ms": (50.0, 350.0),
    "fall_semitones": (0.0, 12.0),
    "stick": (0.0, 1.0),
    "dynamics": (0.9, 1.8),
}
