"""Plucked basses: electric and upright.

A plucked string is a sum of decaying modes: the waveguide of Karplus and Strong solved for its modes. The place of the
pluck and of the pickup, the finger's width, the string's stiffness and its losses are factors on them (Fletcher and
Rossing, "The Physics of Musical Instruments", ch. 2; Jaffe and Smith 1983 for losses that grow with frequency).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.shaping import (
    Doubles,
    Floats,
    amplitude,
    attack,
    bell,
    butterworth,
    decay,
    filtered,
    finished,
    glide,
    hardness,
    held,
    loosened,
    loudness,
    noise,
    num_samples,
    resampled,
    ring,
)
from engine.generation.sketch.instruments.spans import Span

_RELEASES = 7.0
_MOST_MODES = 48


def _modes(hz: float, stiffness: float, highest_hz: float) -> tuple[Doubles, Doubles]:
    """Orders and frequencies of a stiff string: ``k f √(1 + B k²)``."""
    count = max(4, min(_MOST_MODES, int(highest_hz / hz)))
    orders = np.arange(1, count + 1, dtype=np.float64)
    return orders, orders * hz * np.sqrt(1.0 + stiffness * orders**2)


def _slid(wave: Floats, num: int, stroke: Stroke) -> Floats:
    ratio = glide(num, stroke.slide)
    if ratio is None:
        return wave[:num]
    out = resampled(wave, ratio)
    return np.pad(out, (0, num - len(out))) if len(out) < num else out[:num]


def _room_to_slide(num: int, stroke: Stroke) -> int:
    """Samples needed so that a slide upwards does not run out of sound."""
    return num if stroke.slide is None else int(num * max(1.0, 2.0 ** (stroke.slide.semitones / 12.0))) + 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectricBass:
    """A finger-played electric bass, straight into the desk.

    Args:
        pick: Place of the pluck, part of the string from the bridge.
        pickup: Place of the pickup.
        finger_hz: Up to where the finger excites, at a hard stroke.
        stiffness: The string's inharmonicity B.
        sustain_ms: Time constant of the first mode at 55 Hz.
        losses: How much faster high modes die, per squared kHz.
        mute_ms: Time constant of the left hand's muting.
        thump_db: Level of the finger's thump.
        tone_hz: The tone control.
        drive_db: Gain into a soft clip.
        dynamics: Exponent of level over velocity.
        seed: Of noise and small differences.
    """

    pick: float = 0.2
    pickup: float = 0.18
    finger_hz: float = 2300.0
    stiffness: float = 8e-5
    sustain_ms: float = 820.0
    losses: float = 6.0
    mute_ms: float = 34.0
    thump_db: float = -16.0
    tone_hz: float = 3600.0
    drive_db: float = 2.0
    dynamics: float = 1.0
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        hz = frequency(stroke.pitch)
        num = num_samples(stroke.duration + _RELEASES * self.mute_ms * 1e-3)
        orders, modes = _modes(hz, self.stiffness, 6000.0)
        pick = self.pick * loosened(rng, 0.07)
        width = self.finger_hz * (0.3 + 0.7 * hard)
        # a magnetic pickup hears the string's velocity: displacement sin(kπp)/k² times frequency
        levels = np.sin(np.pi * orders * pick) / orders * np.sin(np.pi * orders * self.pickup)
        levels *= np.exp(-((modes / width) ** 1.3))
        sustain = self.sustain_ms * 1e-3 * (55.0 / hz) ** 0.3
        taus = 1.0 / (1.0 / sustain + self.losses * (modes / 1000.0) ** 2 + 0.9 * (modes / 1000.0))
        wave = _slid(ring(modes, taus, levels, 0.0, _room_to_slide(num, stroke)), num, stroke)
        wave *= np.float32(1.0 / max(1e-9, float(np.abs(wave).max())))
        length = min(num, 1800)
        thump = filtered(noise(rng, length), butterworth("bandpass", 1, 140.0, 1400.0)) * decay(length, 0.007)
        wave[:length] += thump * np.float32(2.0 * amplitude(self.thump_db) * (0.3 + 0.7 * hard))
        wave = driven(wave, self.drive_db * hard) * attack(num, 0.0012)
        wave = filtered(
            wave,
            butterworth("highpass", 2, 28.0),
            bell(72.0, 0.7, 3.0),
            bell(800.0, 0.9, 2.5),
            butterworth("lowpass", 2, round(self.tone_hz)),
        )
        wave *= held(num, stroke.duration, self.mute_ms * 1e-3)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.03)


@dataclass(frozen=True, slots=True, kw_only=True)
class UprightBass:
    """A double bass, plucked: a round front, a body, little top.

    Args:
        pick: Place of the pluck, part of the string from the bridge.
        finger_hz: Up to where the finger excites, at a hard stroke.
        stiffness: The string's inharmonicity B.
        sustain_ms: Time constant of the first mode at 55 Hz.
        losses: How much faster high modes die, per squared kHz.
        body_db: Strength of the body's resonances.
        growl_db: Lift where the string touches the fingerboard, around 750 Hz.
        thump_db: Level of the finger's thump.
        mute_ms: Time constant of the left hand's muting.
        dynamics: Exponent of level over velocity.
        seed: Of noise and small differences.
    """

    pick: float = 0.27
    finger_hz: float = 900.0
    stiffness: float = 1.4e-4
    sustain_ms: float = 520.0
    losses: float = 26.0
    body_db: float = 5.0
    growl_db: float = 3.0
    thump_db: float = -13.0
    mute_ms: float = 48.0
    dynamics: float = 1.0
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        hz = frequency(stroke.pitch)
        num = num_samples(stroke.duration + _RELEASES * self.mute_ms * 1e-3)
        orders, modes = _modes(hz, self.stiffness, 3500.0)
        width = self.finger_hz * (0.45 + 0.55 * hard)
        # the bridge feels the string's force: sin(kπp)/k
        levels = np.sin(np.pi * orders * self.pick * loosened(rng, 0.06)) / orders * np.exp(-((modes / width) ** 1.2))
        sustain = self.sustain_ms * 1e-3 * (55.0 / hz) ** 0.35 * loosened(rng, 0.06)
        taus = 1.0 / (1.0 / sustain + self.losses * (modes / 1000.0) ** 2 + 7.0 * (modes / 1000.0))
        wave = _slid(ring(modes, taus, levels, 0.0, _room_to_slide(num, stroke)), num, stroke)
        wave *= np.float32(1.0 / max(1e-9, float(np.abs(wave).max())))
        length = min(num, 3000)
        thump = filtered(noise(rng, length), butterworth("bandpass", 1, 90.0, 700.0)) * decay(length, 0.014)
        wave[:length] += thump * np.float32(2.0 * amplitude(self.thump_db) * (0.35 + 0.65 * hard))
        wave = filtered(
            wave * attack(num, 0.003),
            butterworth("highpass", 2, 30.0),
            # air and first wood resonances of a double bass (Fletcher and Rossing 10.9: near 60, 100 and 200 Hz)
            bell(62.0, 2.5, 0.6 * self.body_db),
            bell(104.0, 3.0, self.body_db),
            bell(210.0, 2.0, 0.6 * self.body_db),
            bell(750.0, 1.0, self.growl_db * hard),
        )
        wave *= held(num, stroke.duration, self.mute_ms * 1e-3)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.04)


ELECTRIC_TASTE: dict[str, Span] = {
    "pick": (0.14, 0.28),
    "pickup": (0.12, 0.24),
    "finger_hz": (1700.0, 3200.0),
    "sustain_ms": (600.0, 1150.0),
    "losses": (4.0, 9.0),
    "mute_ms": (24.0, 48.0),
    "thump_db": (-22.0, -11.0),
    "tone_hz": (2400.0, 4800.0),
    "drive_db": (0.0, 5.0),
}
ELECTRIC_WIDE: dict[str, Span] = {
    "pick": (0.05, 0.45),
    "pickup": (0.05, 0.35),
    "finger_hz": (700.0, 7000.0),
    "stiffness": (1e-5, 4e-4),
    "sustain_ms": (180.0, 2600.0),
    "losses": (1.0, 40.0),
    "mute_ms": (12.0, 120.0),
    "thump_db": (-40.0, -4.0),
    "tone_hz": (700.0, 8000.0),
    "drive_db": (0.0, 16.0),
    "dynamics": (0.7, 1.5),
}
UPRIGHT_TASTE: dict[str, Span] = {
    "pick": (0.2, 0.34),
    "finger_hz": (700.0, 1250.0),
    "sustain_ms": (380.0, 720.0),
    "losses": (16.0, 40.0),
    "body_db": (3.0, 7.0),
    "growl_db": (1.0, 5.0),
    "thump_db": (-19.0, -9.0),
    "mute_ms": (34.0, 70.0),
}
UPRIGHT_WIDE: dict[str, Span] = {
    "pick": (0.08, 0.48),
    "finger_hz": (400.0, 2600.0),
    "stiffness": (2e-5, 6e-4),
    "sustain_ms": (140.0, 1500.0),
    "losses": (6.0, 120.0),
    "body_db": (0.0, 11.0),
    "growl_db": (0.0, 9.0),
    "thump_db": (-40.0, -3.0),
    "mute_ms": (18.0, 150.0),
    "dynamics": (0.7, 1.5),
}
