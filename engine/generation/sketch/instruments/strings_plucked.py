"""Plucked strings: a nylon guitar and a clean electric one.

A Karplus-Strong string (Karplus & Strong 1983; Jaffe & Smith, "Extensions of the Karplus-Strong plucked-string
algorithm", CMJ 1983) is a linear loop, and so exactly the sum of its modes: mode k rings at k times the pitch and fades
by the loop's gain at that frequency once a period. It is computed as that sum, because modes are one matrix product
while the loop is a sequence; pluck position, damping, stiffness and body become factors of each mode.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.shaping import (
    Floats,
    amplitude,
    butterworth,
    decay,
    filtered,
    hardness,
    held,
    loudness,
    noise,
    ring,
    rise,
)
from engine.generation.sketch.instruments.tones import bent, chorused, length, octaves, own, settled

Doubles = NDArray[np.float64]

_HIGHEST_HZ = 13_000.0
_MOST_MODES = 56

_MUTED_BELOW_S = 0.17
"""Notes shorter than this are muted with the hand more and more, wholly at 0.07 s: the skank."""

_NYLON_BODY = ((102.0, 9.0, 1.6), (204.0, 11.0, 1.5), (262.0, 14.0, 0.7), (398.0, 12.0, 0.8), (560.0, 10.0, 0.5))
"""Air, top and back resonances of a classical guitar: Hz, quality, gain (Fletcher & Rossing, ch. 9)."""


@dataclass(frozen=True, slots=True)
class _Pluck:
    """What excites a string and how it loses it again.

    Args:
        position: Where it is plucked, share of its length.
        reach_hz: How far up the spectrum goes.
        stiffness: B.
        tau: Time constant of the lowest mode, s.
        loss_hz: Frequency at which losses inside the string have doubled.
    """

    position: float
    reach_hz: float
    stiffness: float
    tau: float
    loss_hz: float


def _muted(duration: float) -> float:
    """0 rings freely – 1 wholly muted."""
    return float(np.clip((_MUTED_BELOW_S - duration) / 0.1, 0.0, 1.0))


def _modes(hz: float, pluck: _Pluck) -> tuple[Doubles, Doubles, Doubles]:
    """Frequencies, time constants and amplitudes of a plucked string, ``[modes]`` each."""
    number = np.arange(1, min(_MOST_MODES, int(_HIGHEST_HZ / hz)) + 1, dtype=np.float64)
    modes = hz * number * np.sqrt((1.0 + pluck.stiffness * number**2) / (1.0 + pluck.stiffness))
    taus = pluck.tau / (1.0 + (modes / pluck.loss_hz) ** 1.5)
    # the force on the bridge of a string let go from a corner falls by 1/k; a finger is wide
    levels = np.sin(np.pi * number * pluck.position) / number / (1.0 + (modes / pluck.reach_hz) ** 2)
    return modes, taus, levels


def _rung(modes: Doubles, taus: Doubles, levels: Doubles, phases: Doubles, num: int) -> Floats:
    """Both planes in which a string swings: across the top, loud and short, and along it, soft and long."""
    across = np.full(len(modes), 1.0 + 1.3e-4)
    return ring(
        np.concatenate([modes * across, modes / across]),
        np.concatenate([0.75 * taus, 1.7 * taus]),
        np.concatenate([0.78 * levels, 0.22 * levels]),
        np.concatenate([phases, phases]),
        num,
    )


@lru_cache(maxsize=256)
def _phases(seed: int, pitch: int, count: int) -> Doubles:
    """The body between string and ear delays each mode differently; in step, they would be one thin pulse a period."""
    return np.random.Generator(np.random.PCG64([seed, pitch])).uniform(-0.3, 0.3, count)


def _touch(stroke: Stroke, seed: int, num: int, low_hz: float, high_hz: float) -> Floats:
    """The finger or plectrum on the string: a very short noise, peak about 1."""
    out = np.zeros(num, np.float32)
    short = min(num, 1600)
    burst = noise(noise_stream(seed, stroke), short) * decay(short, 0.0035) * rise(short, 0.0008)
    out[:short] = filtered(burst, butterworth("bandpass", 1, low_hz, high_hz))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class NylonGuitar:
    """A nylon-string guitar played with the fingertips. Mono.

    Args:
        sustain_s: Time constant of the lowest mode at middle C.
        position: Where it is plucked: 0.1 near the bridge, 0.3 over the soundhole.
        reach_hz: How far up a medium stroke reaches.
        body: How much of the wood is heard, 0–1.5.
        touch_db: Level of the finger's noise.
        damper_s: Time constant after the note is stopped.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between frets and of the touch.
    """

    sustain_s: float = 0.75
    position: float = 0.2
    reach_hz: float = 1900.0
    body: float = 1.0
    touch_db: float = -25.0
    damper_s: float = 0.05
    dynamics: float = 1.1
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; mono."""
        hard, mute = hardness(stroke.velocity), _muted(stroke.duration)
        hz = frequency(stroke.pitch)
        tau = self.sustain_s * 2.0 ** (-0.55 * octaves(stroke.pitch))
        pluck = _Pluck(
            position=self.position * (1.0 + 0.08 * own(self.seed, stroke.pitch, stroke.variant)),
            reach_hz=self.reach_hz * (0.3 + 1.5 * hard**1.2) * (1.0 - 0.45 * mute),
            stiffness=4e-5,
            tau=tau + mute * (0.075 - tau),
            loss_hz=1700.0 - 700.0 * mute,
        )
        modes, taus, levels = _modes(hz, pluck)
        num = length(stroke, 1.7 * float(taus.max()), self.damper_s)
        wave = _rung(modes, taus, levels * self._wood(modes), _phases(self.seed, stroke.pitch, len(modes)), num) * held(
            num, stroke.duration, self.damper_s
        )
        wave *= rise(num, 0.0012)
        top = float(np.abs(wave).max())
        wave += _touch(stroke, self.seed, num, 700.0, 3800.0) * np.float32(
            top * amplitude(self.touch_db) * (0.4 + hard)
        )
        wave += self._knock(num) * np.float32(top * (0.05 + 0.06 * hard + 0.05 * mute) * self.body)
        return settled(bent(wave, stroke.slide), loudness(stroke.velocity, self.dynamics))

    def _wood(self, modes: Doubles) -> Doubles:
        response = np.full_like(modes, 0.6)
        for centre, quality, gain in _NYLON_BODY:
            response += self.body * gain / np.sqrt(1.0 + (quality * 0.45 * (modes / centre - centre / modes)) ** 2)
        # a top radiates little below its air resonance
        return np.asarray(response / (1.0 + (75.0 / modes) ** 4))

    @staticmethod
    def _knock(num: int) -> Floats:
        out = np.zeros(num, np.float32)
        short = min(num, int(0.2 * RATE))
        centres, qualities, gains = (np.array(values) for values in zip(*_NYLON_BODY, strict=True))
        out[:short] = ring(centres, qualities / (np.pi * centres), gains / gains.sum(), 0.0, short)
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectricGuitar:
    """A clean electric guitar: plectrum, two pick-ups' comb, a warm amplifier, a little chorus. Stereo.

    Args:
        sustain_s: Time constant of the lowest mode at middle C.
        position: Where it is plucked, share of its length.
        pickup: Where the pick-up sits: 0.07 at the bridge (thin), 0.25 at the neck (round).
        reach_hz: How far up a medium stroke reaches.
        tone_hz: Where the amplifier's treble ends.
        presence_db: Lift at 2.6 kHz.
        warmth: Bend of the amplifier's curve, 0–1.
        touch_db: Level of the plectrum's noise.
        chorus: Share of a chorus.
        damper_s: Time constant after the note is stopped.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between frets and of the touch.
    """

    sustain_s: float = 1.1
    position: float = 0.17
    pickup: float = 0.19
    reach_hz: float = 3200.0
    tone_hz: float = 4600.0
    presence_db: float = 1.5
    warmth: float = 0.35
    touch_db: float = -26.0
    chorus: float = 0.25
    damper_s: float = 0.035
    dynamics: float = 0.95
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        hard, mute = hardness(stroke.velocity), _muted(stroke.duration)
        hz = frequency(stroke.pitch)
        tau = self.sustain_s * 2.0 ** (-0.45 * octaves(stroke.pitch))
        pluck = _Pluck(
            position=self.position * (1.0 + 0.08 * own(self.seed, stroke.pitch, stroke.variant)),
            reach_hz=self.reach_hz * (0.3 + 1.5 * hard**1.2) * (1.0 - 0.4 * mute),
            stiffness=7e-5,
            tau=tau + mute * (0.085 - tau),
            loss_hz=2900.0 - 1500.0 * mute,
        )
        modes, taus, levels = _modes(hz, pluck)
        number = np.arange(1, len(modes) + 1)
        levels = levels * np.abs(np.sin(np.pi * number * self.pickup)) * self._loudspeaker(modes)
        num = length(stroke, 1.7 * float(taus.max()), self.damper_s)
        wave = (
            _rung(modes, taus, levels, _phases(self.seed, stroke.pitch, len(modes)), num)
            * held(num, stroke.duration, self.damper_s)
            * rise(num, 0.0007)
        )
        wave += _touch(stroke, self.seed, num, 1200.0, 5200.0) * np.float32(
            float(np.abs(wave).max()) * amplitude(self.touch_db) * (0.4 + hard)
        )
        wave = self._amplified(wave, hard)
        return settled(
            bent(chorused(wave, self.chorus, rate_hz=0.9), stroke.slide), loudness(stroke.velocity, self.dynamics)
        )

    def _loudspeaker(self, hz: Doubles) -> Doubles:
        """Gain of amplifier and loudspeaker: an open back below, a paper cone above."""
        cone = 1.0 / np.sqrt(1.0 + (hz / self.tone_hz) ** 4)
        back = 1.0 / np.sqrt(1.0 + (85.0 / hz) ** 4)
        presence = 10.0 ** (self.presence_db / 20.0 * np.exp(-0.5 * (np.log2(hz / 2600.0) / 0.8) ** 2))
        return np.asarray(cone * back * presence)

    def _amplified(self, wave: Floats, hard: float) -> Floats:
        """A soft, slightly lopsided curve; it makes nothing above three times its input, which ends near 5 kHz."""
        if self.warmth <= 0.0:
            return wave
        wave = wave * np.float32((0.45 + 0.55 * hard) / max(float(np.abs(wave).max()), 1e-9))
        third, second = np.float32(self.warmth / 3.0), np.float32(0.12 * self.warmth)
        return filtered(
            wave * (np.float32(1.0) - third * wave * wave + second * wave), butterworth("highpass", 1, 60.0)
        )
