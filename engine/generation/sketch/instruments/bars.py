"""Struck and plucked bars: marimba, kalimba, mbira.

Ratios of the modes are those of the domain reference 5.1 (10): a marimba's bar is undercut so that its second mode is
nearly two octaves up (1 : 3.93 : 9.2), a tongue clamped at one end rings at 1 : 2.7 : 5.2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

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
    phase,
    ring,
    rise,
    sine,
)
from engine.generation.sketch.instruments.tones import bent, length, octaves, own, settled


def _tap(stroke: Stroke, seed: int, num: int, low_hz: float, high_hz: float, tau: float) -> Floats:
    """Mallet or thumb: a short noise."""
    out = np.zeros(num, np.float32)
    short = min(num, int(10 * tau * RATE) + 64)
    burst = noise(noise_stream(seed, stroke), short) * decay(short, tau) * rise(short, 0.0006)
    out[:short] = filtered(burst, butterworth("bandpass", 1, low_hz, high_hz))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Marimba:
    """A rosewood marimba with yarn mallets. Mono.

    Args:
        sustain_s: Time constant of the fundamental at middle C; half as long an octave up.
        second: Ratio of the second mode.
        third: Ratio of the third mode.
        mallet_hz: How far up a medium stroke reaches: the mallet's hardness.
        tap_db: Level of the mallet's noise.
        tube_db: How much the resonator adds to the fundamental.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between bars and of the tap.
    """

    sustain_s: float = 0.34
    second: float = 3.93
    third: float = 9.2
    mallet_hz: float = 1500.0
    tap_db: float = -18.0
    tube_db: float = 3.0
    dynamics: float = 1.15
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; mono. Nobody damps a marimba: the key's release does nothing."""
        key, hard, hz = octaves(stroke.pitch), hardness(stroke.velocity), frequency(stroke.pitch)
        tau = self.sustain_s * 2.0 ** (-0.75 * key)
        ratios = np.array([1.0, self.second, self.third, 1.003])
        ratios[1:3] *= 1.0 + 0.008 * own(self.seed, stroke.pitch)
        taus = tau * np.array([1.0, 0.28, 0.11, 0.45])
        reach = self.mallet_hz * (0.25 + 1.6 * hard)
        # beyond the mallet's reach the bar is hardly set in motion; it stays in touch for part of the period
        levels = np.array([amplitude(self.tube_db), 0.62, 0.4, 0.35]) / (1.0 + (ratios * hz / reach) ** 2)
        num = length(stroke, tau, 1e9)
        wave = ring(ratios * hz, taus, levels, 0.0, num) * rise(num, 0.0012 - 0.0006 * hard)
        tap = _tap(stroke, self.seed, num, 350.0, 2200.0, 0.004 + 0.003 * (1.0 - hard))
        wave += tap * np.float32(amplitude(self.tap_db) * float(np.abs(wave).max()))
        return settled(bent(wave, stroke.slide), loudness(stroke.velocity, self.dynamics))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kalimba:
    """A thumb piano with a wooden box: round, short overtones, a hint of buzz. Mono.

    Args:
        sustain_s: Time constant of the fundamental at middle C.
        second: Ratio of the second mode.
        third: Ratio of the third mode.
        thumb_hz: How far up a medium stroke reaches.
        tap_db: Level of nail and wood.
        buzz_db: Level of the tongue's rattle on its bridge.
        box_db: Lift of the box around 320 Hz.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between tongues and of the noise.
    """

    sustain_s: float = 0.62
    second: float = 2.7
    third: float = 5.2
    thumb_hz: float = 2200.0
    tap_db: float = -19.0
    buzz_db: float = -34.0
    box_db: float = 3.0
    dynamics: float = 1.1
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; mono."""
        return _tongue(
            stroke,
            _Tongue(
                *(self.sustain_s, self.second, self.third, self.thumb_hz, self.tap_db, self.buzz_db, self.box_db),
                *(320.0, 0.35, self.dynamics, self.seed),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mbira:
    """A mbira in its gourd: iron tongues, and bottle caps that buzz with them. Mono.

    Args:
        sustain_s: Time constant of the fundamental at middle C.
        second: Ratio of the second mode.
        third: Ratio of the third mode.
        thumb_hz: How far up a medium stroke reaches.
        tap_db: Level of nail and wood.
        buzz_db: Level of the caps at a hard onset.
        gourd_db: Lift of the gourd around 240 Hz.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between tongues and of the noise.
    """

    sustain_s: float = 0.5
    second: float = 2.75
    third: float = 5.4
    thumb_hz: float = 3400.0
    tap_db: float = -17.0
    buzz_db: float = -15.0
    gourd_db: float = 5.0
    dynamics: float = 1.1
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; mono."""
        return _tongue(
            stroke,
            _Tongue(
                *(self.sustain_s, self.second, self.third, self.thumb_hz, self.tap_db, self.buzz_db, self.gourd_db),
                *(240.0, 0.16, self.dynamics, self.seed),
            ),
        )


@dataclass(frozen=True, slots=True)
class _Tongue:
    sustain_s: float
    second: float
    third: float
    thumb_hz: float
    tap_db: float
    buzz_db: float
    box_db: float
    box_hz: float
    loose: float
    dynamics: float
    seed: int


def _tongue(stroke: Stroke, tongue: _Tongue) -> Wave:
    key, hard, hz = octaves(stroke.pitch), hardness(stroke.velocity), frequency(stroke.pitch)
    tau = tongue.sustain_s * 2.0 ** (-0.6 * key)
    ratios = np.array([1.0, tongue.second, tongue.third])
    # every tongue is hammered by hand: overtones differ from one to the next
    ratios[1] *= 1.0 + 0.04 * own(tongue.seed, stroke.pitch, 1)
    ratios[2] *= 1.0 + 0.05 * own(tongue.seed, stroke.pitch, 2)
    levels = np.array([1.0, 0.3, 0.2]) / (1.0 + (ratios * hz / (tongue.thumb_hz * (0.25 + 1.5 * hard))) ** 2)
    # the box is a broad resonance; it answers to each mode by its own gain
    away = np.log2(ratios * hz / tongue.box_hz)
    levels *= 10.0 ** (tongue.box_db / 20.0 * np.exp(-0.5 * (away / 0.7) ** 2))
    taus = tau * np.array([1.0, 0.22, 0.09])
    num = length(stroke, tau, 0.25)
    wave = ring(ratios * hz, taus, levels, 0.0, num) * rise(num, 0.0008)
    wave *= held(num, stroke.duration, 0.25)
    top = float(np.abs(wave).max())
    wave += _tap(stroke, tongue.seed, num, 500.0, 3600.0, 0.0035) * np.float32(amplitude(tongue.tap_db) * top)
    wave += _buzz(stroke, tongue, hz, tau, num) * np.float32(top)
    return settled(bent(wave, stroke.slide), loudness(stroke.velocity, tongue.dynamics))


def _buzz(stroke: Stroke, tongue: _Tongue, hz: float, tau: float, num: int) -> Floats:
    """Loose metal that hits the board in every period in which the tongue moves far enough: bursts at its pitch."""
    level = amplitude(tongue.buzz_db)
    out = np.zeros(num, np.float32)
    # until the tongue no longer moves as far as the metal lies
    until = min(num, int(0.8 * tau * math.log(1.0 / tongue.loose) * RATE))
    if level <= 0.0 or until < 32:
        return out
    moving = sine(phase(until, hz, None)) * decay(until, 0.8 * tau)
    moving *= np.float32(0.35 + 0.65 * hardness(stroke.velocity))
    hits = np.maximum(moving - np.float32(tongue.loose), np.float32(0.0))
    rattle = noise(noise_stream(tongue.seed + 1, stroke), until) * hits
    out[:until] = filtered(rattle, butterworth("bandpass", 1, 2100.0, 6800.0)) * np.float32(2.6 * level)
    return out
