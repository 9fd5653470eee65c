"""The log drum: the two-operator FM of the "Log Drum" program, and the chain producers put behind it.

The program is that of mda DX10 by Paul Kellett (1999-2008, MIT or GPL-2+), the ancestor of Fruity DX10, re-implemented
from the equations of the domain reference 1.6.2; the chain behind it and its ranges are the design priors of 1.6.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.shaping import (
    TAIL,
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
    loudness,
    noise,
    num_samples,
    phase,
    rise,
    sine,
)

ATTACK = 0.00034
"""Time constant of the attack, s."""
ONE_SHOT_VELOCITY = 100
"""A one-shot is one recording: whatever the velocity played, its timbre is that of this one."""
_BEND_FLOOR = 0.02
_RELEASE_TAIL = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDrum:
    """A log drum; the defaults are a finished sound, ``PLAIN`` is the bare program.

    Args:
        ratio: Modulator to carrier frequency; the program's is 2. 1, 1.5, 3 and 4 are other instruments' borders.
        ratio_detune: Added to the ratio; a few thousandths beat slowly.
        index: Factor on the modulation index, onset and sustain.
        index_sustain: Further factor on the sustained index alone.
        burst_ms: Time constant of the index, i.e. of the bright burst.
        decay_ms: Time constant of the amplitude.
        release_ms: Time constant after the key is let go.
        waveform: The carrier's shape: x - (1 + w) x³ + w x⁵ over a period.
        drop_semitones: How far above its pitch a note begins.
        drop_ms: Time constant of that fall.
        sub_db: Level of a sine at the pitch; -60 is off.
        sub_octave: 1 puts that sine an octave below the pitch.
        octave_db: Level of a second drum an octave up; -60 is off.
        click_db: Level of a noise click; -60 is off.
        click_hz: Centre of the click.
        click_ms: Time constant of the click.
        drive_db: Gain into the waveshaper; 0 is off.
        drive_shape: ``overdrive``'s TANH, HARD, ASYMMETRIC or FOLD.
        highpass_hz: 0 is off.
        dip_db: Cut at 260 Hz.
        presence_db: Lift at ``presence_hz``.
        presence_hz: Centre of the lift.
        lowpass_hz: Cutoff; 20 000 and above is off.
        crush_bits: Word length of a crusher behind the drive; 0 is off.
        sampled_key: 0: played by the synthesizer. Else the MIDI number at which it was sampled: the sample is sped up
            or slowed down to the pitch asked for, its envelope and burst with it.
        dynamics: Exponent of level over velocity.
        seed: Of the click's noise.
    """

    ratio: float = 2.0
    ratio_detune: float = 0.0
    index: float = 1.0
    index_sustain: float = 1.0
    burst_ms: float = 4.31
    decay_ms: float = 100.0
    release_ms: float = 82.0
    waveform: float = 0.432
    drop_semitones: float = 0.0
    drop_ms: float = 14.0
    sub_db: float = -9.0
    sub_octave: int = 0
    octave_db: float = -60.0
    click_db: float = -9.0
    click_hz: float = 2900.0
    click_ms: float = 3.2
    drive_db: float = 5.0
    drive_shape: int = 0
    highpass_hz: float = 28.0
    dip_db: float = 2.0
    presence_db: float = 3.0
    presence_hz: float = 1100.0
    lowpass_hz: float = 7500.0
    crush_bits: int = 0
    sampled_key: float = 0.0
    dynamics: float = 1.2
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; ``stroke.pitch`` is the sounding fundamental, an octave below the key a DX10 player presses."""
        hz = frequency(stroke.pitch)
        speed = hz / frequency(self.sampled_key) if self.sampled_key > 0.0 else 1.0
        velocity = ONE_SHOT_VELOCITY if self.sampled_key > 0.0 else stroke.velocity
        num = self._length(stroke.duration, speed)
        envelope = self._envelope(num, stroke.duration, speed)
        ratio = self._bend(num, stroke, speed)
        wave = self._tone(num, hz, velocity, ratio, speed)
        if self.octave_db > -60.0:
            wave += amplitude(self.octave_db) * self._tone(num, 2.0 * hz, velocity, ratio, speed)
        if self.sub_db > -60.0:
            wave += self._sub(wave, phase(num, hz, ratio))
        wave *= envelope
        peak = np.float32(max(1e-6, float(np.abs(wave).max())))
        wave = driven(wave / peak, self.drive_db, self.drive_shape)
        if self.crush_bits > 0:
            steps = np.float32(2.0 ** (self.crush_bits - 1))
            wave = np.round(wave * steps) * (np.float32(1.0) / steps)
        if self.click_db > -60.0:
            self._click(wave, stroke, velocity, speed)
        wave = self._equalised(wave, speed)
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.02, weight=envelope)

    def _length(self, duration: float, speed: float) -> int:
        ring = TAIL * self.decay_ms * 1e-3 / speed
        return num_samples(min(ring, duration + _RELEASE_TAIL * min(self.release_ms, self.decay_ms) * 1e-3))

    def _envelope(self, num: int, duration: float, speed: float) -> Floats:
        tau = self.decay_ms * 1e-3 / speed
        envelope = attack(num, ATTACK / speed) * decay(num, tau)
        start = min(num, int(duration * RATE))
        if start < num:
            # the release takes over from the decay; it is not added to it
            level = float(envelope[start])
            envelope[start:] = decay(num - start, min(self.release_ms * 1e-3, tau)) * np.float32(level)
        return envelope

    def _bend(self, num: int, stroke: Stroke, speed: float) -> Doubles | None:
        ratio = glide(num, stroke.slide)
        if self.drop_semitones <= _BEND_FLOOR:
            return ratio
        drop = np.exp2(decay(num, self.drop_ms * 1e-3 / speed).astype(np.float64) * (self.drop_semitones / 12.0))
        return drop if ratio is None else ratio * drop

    def _tone(self, num: int, hz: float, velocity: int, bend: Doubles | None, speed: float) -> Floats:
        """True FM: the instantaneous frequency ``f - β f_m sin(2π f_m t)`` is integrated from phase 0.

        Its fast burst leaves the carrier at a phase that depends on pitch and velocity, and with it the balance of
        its harmonics: the living response of the instrument (domain reference 1.6.2).
        """
        ratio = self.ratio + self.ratio_detune
        strength = (32.0 + 0.5 * velocity) * self.index
        sustain = np.float32(0.01346 * strength * self.index_sustain)
        onset = np.float32(0.1176 * strength)
        beta = sustain + (onset - sustain) * decay(num, self.burst_ms * 1e-3 / speed)
        modulator = sine(phase(num, ratio * hz, bend))
        swing = (beta * modulator).astype(np.float64)
        if bend is not None:
            swing *= bend
        turns = np.cumsum(swing)
        turns *= -ratio * hz / RATE
        turns += phase(num, hz, bend)
        return self._carrier(turns)

    def _sub(self, wave: Floats, turns: Doubles) -> Floats:
        """A sine in phase with the tone's own fundamental.

        That fundamental's phase depends on pitch and velocity (see ``_tone``), so a sine from phase 0 would cancel it
        in some notes; a producer who layers a sub nudges it until the bottom is full.
        """
        level = np.float32(amplitude(self.sub_db)) * rise(len(wave), 0.004)
        if self.sub_octave:
            return level * sine(turns / 2.0)
        body = slice(int(0.012 * RATE), int(0.1 * RATE))
        along = float(np.dot(wave[body], sine(turns[body])))
        ahead = float(np.dot(wave[body], sine(turns[body] + 0.25)))
        return level * sine(turns + math.atan2(ahead, along) / (2.0 * math.pi))

    def _carrier(self, turns: Doubles) -> Floats:
        x = np.float32(2.0) * (turns - np.floor(turns) - 0.5).astype(np.float32)
        x = np.where(x < 0.0, x + np.float32(1.0), x - np.float32(1.0))
        square = x * x
        w = np.float32(self.waveform)
        out: Floats = x * (np.float32(1.0) - square * ((np.float32(1.0) + w) - w * square))
        return out

    def _click(self, wave: Floats, stroke: Stroke, velocity: int, speed: float) -> None:
        """Added in place: a wooden tick between half and twice its frequency, harder strokes brighter and louder."""
        hard = hardness(velocity)
        tau = self.click_ms * 1e-3 / speed
        num = min(len(wave), num_samples(7.0 * tau))
        hz = self.click_hz * speed * (0.75 + 0.5 * hard)
        burst = filtered(noise(noise_stream(self.seed, stroke), num), butterworth("bandpass", 1, hz / 1.8, hz * 1.8))
        burst *= decay(num, tau) * attack(num, 0.0002)
        top = float(np.abs(burst).max())
        if top > 0.0:
            wave[:num] += burst * np.float32(amplitude(self.click_db) * (0.35 + 0.65 * hard) / top)

    def _equalised(self, wave: Floats, speed: float) -> Floats:
        sections = []
        if self.highpass_hz > 0.0:
            sections.append(butterworth("highpass", 2, self.highpass_hz))
        if self.dip_db > 0.05:
            sections.append(bell(260.0, 0.9, -self.dip_db))
        if self.presence_db > 0.05:
            sections.append(bell(self.presence_hz, 0.8, self.presence_db))
        if self.lowpass_hz * speed < 20_000.0:
            sections.append(butterworth("lowpass", 2, round(self.lowpass_hz * speed, 1)))
        return filtered(wave, *sections) if sections else wave


PLAIN: dict[str, float] = {
    "decay_ms": 74.3,
    "sub_db": -60.0,
    "click_db": -60.0,
    "drive_db": 0.0,
    "highpass_hz": 0.0,
    "dip_db": 0.0,
    "presence_db": 0.0,
    "lowpass_hz": 20_000.0,
}
"""Parameters of the bare program, without a producer's chain (the other defaults are the program's)."""
