"""Synthesized basses: sub, saw, reese and 808."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.overdrive import driven
from engine.generation.sketch.instruments.shaping import (
    TAIL,
    amplitude,
    butterworth,
    decay,
    filtered,
    finished,
    glide,
    hardness,
    held,
    loudness,
    noise,
    num_samples,
    phase,
    rise,
    sine,
)
from engine.generation.sketch.instruments.spans import Span
from engine.generation.sketch.instruments.swept import highest, hop_times, read_swept, saw_tables

_RELEASES = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubBass:
    """A sine with a little of its second and third harmonic, so that small speakers know it is there.

    Args:
        second_db: Level of the octave.
        third_db: Level of the twelfth.
        attack_ms: Length of the front.
        release_ms: Time constant after the key.
        drive_db: Gain into a soft clip.
        dynamics: Exponent of level over velocity.
        seed: Unused by a sound without noise; it keeps the draw of all instruments alike.
    """

    second_db: float = -17.0
    third_db: float = -30.0
    attack_ms: float = 7.0
    release_ms: float = 32.0
    drive_db: float = 1.5
    dynamics: float = 0.9
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        hard = hardness(stroke.velocity)
        num = num_samples(stroke.duration + _RELEASES * self.release_ms * 1e-3)
        turns = phase(num, frequency(stroke.pitch), glide(num, stroke.slide))
        second = amplitude(self.second_db - 6.0 * (1.0 - hard))
        third = amplitude(self.third_db - 12.0 * (1.0 - hard))
        wave = sine(turns) + np.float32(second) * sine(2.0 * turns) + np.float32(third) * sine(3.0 * turns)
        wave = driven(wave * np.float32(1.0 / (1.0 + second + third)), self.drive_db)
        gate = rise(num, self.attack_ms * 1e-3) * held(num, stroke.duration, self.release_ms * 1e-3)
        return finished(wave * gate, loudness(stroke.velocity, self.dynamics), fade=0.03, weight=gate)


@dataclass(frozen=True, slots=True, kw_only=True)
class SawBass:
    """A saw through a resonant low-pass that an envelope opens.

    Args:
        cutoff_hz: Where the filter rests, at velocity 64.
        sweep_octaves: How far the envelope opens it.
        sweep_ms: Time constant of the envelope.
        q: Resonance.
        poles: 2 or 4.
        tracking: 0 to 1: how far the filter follows the pitch.
        sub_db: Level of a sine at the pitch.
        attack_ms: Length of the front.
        decay_ms: Time constant from the attack to the sustain.
        sustain_db: Level while the key is held.
        release_ms: Time constant after the key.
        drive_db: Gain into a soft clip.
        dynamics: Exponent of level over velocity.
        seed: Of the phase.
    """

    cutoff_hz: float = 260.0
    sweep_octaves: float = 2.1
    sweep_ms: float = 95.0
    q: float = 1.3
    poles: int = 4
    tracking: float = 0.4
    sub_db: float = -8.0
    attack_ms: float = 3.0
    decay_ms: float = 260.0
    sustain_db: float = -4.0
    release_ms: float = 38.0
    drive_db: float = 3.0
    dynamics: float = 1.0
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        hz = frequency(stroke.pitch)
        num = num_samples(stroke.duration + _RELEASES * self.release_ms * 1e-3)
        ratio = glide(num, stroke.slide)
        turns = phase(num, hz, ratio)
        rest = self.cutoff_hz * (hz / 55.0) ** self.tracking * 2.0 ** (1.2 * (hard - 0.5))
        gate = held(num, stroke.duration, self.release_ms * 1e-3)
        times = hop_times(num)
        octaves = self.sweep_octaves * (0.6 + 0.6 * hard) * np.exp(-times / (self.sweep_ms * 1e-3))
        released = np.exp(-np.maximum(times - stroke.duration, 0.0) / (self.release_ms * 1e-3))
        cutoff = rest * np.exp2(octaves) * (0.3 + 0.7 * released)
        tables = saw_tables(highest(hz, ratio), round(self.q, 3), 4 if self.poles >= 4 else 2)
        wave = read_swept(tables, turns + 0.02 * rng.random(), cutoff)
        wave += np.float32(amplitude(self.sub_db)) * sine(turns)
        top = np.float32(max(1e-6, float(np.abs(wave).max())))
        sustain = np.float32(amplitude(self.sustain_db))
        shape = sustain + (np.float32(1.0) - sustain) * decay(num, self.decay_ms * 1e-3)
        shape *= gate * rise(num, self.attack_ms * 1e-3)
        wave = driven(wave / top, self.drive_db) * shape
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.03, weight=shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReeseBass:
    """Two saws apart by some cents, beating, dark, over a steady sine.

    Args:
        detune_cents: Between the saws.
        cutoff_hz: Of the low-pass, at velocity 64.
        q: Its resonance.
        drift_octaves: How far the filter wanders.
        drift_hz: How fast.
        sub_db: Level of the sine.
        attack_ms: Length of the front.
        release_ms: Time constant after the key.
        drive_db: Gain into a soft clip.
        dynamics: Exponent of level over velocity.
        seed: Of the phases.
    """

    detune_cents: float = 21.0
    cutoff_hz: float = 620.0
    q: float = 0.9
    drift_octaves: float = 0.45
    drift_hz: float = 0.35
    sub_db: float = -3.0
    attack_ms: float = 9.0
    release_ms: float = 60.0
    drive_db: float = 4.0
    dynamics: float = 0.9
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        hz = frequency(stroke.pitch)
        num = num_samples(stroke.duration + _RELEASES * self.release_ms * 1e-3)
        ratio = glide(num, stroke.slide)
        turns = phase(num, hz, ratio)
        wander = self.drift_octaves * np.sin(2.0 * np.pi * (hop_times(num) * self.drift_hz + rng.random()))
        cutoff = self.cutoff_hz * 2.0 ** (1.4 * (hard - 0.5) + wander)
        # the beating saws leave the lowest octave to the sine
        tables = saw_tables(highest(hz, ratio), round(self.q, 3), 2, 1.2)
        apart = 2.0 ** (self.detune_cents / 2400.0)
        wave = read_swept(tables, turns * apart + rng.random(), cutoff)
        wave += read_swept(tables, turns / apart + rng.random(), cutoff)
        wave *= np.float32(0.5)
        wave += np.float32(amplitude(self.sub_db)) * sine(turns)
        top = np.float32(1.0 + amplitude(self.sub_db))
        wave = driven(wave / top, self.drive_db)
        gate = held(num, stroke.duration, self.release_ms * 1e-3) * rise(num, self.attack_ms * 1e-3)
        return finished(wave * gate, loudness(stroke.velocity, self.dynamics), fade=0.04, weight=gate)


@dataclass(frozen=True, slots=True, kw_only=True)
class EightOEight:
    """An 808 used as a bass: a long sine that begins higher, with drive. No FM: the log drum's confuser.

    Args:
        drop_semitones: How far above its pitch it begins.
        drop_ms: Time constant of that fall.
        decay_ms: Time constant of the level.
        release_ms: Time constant after the key.
        click_db: Level of the noise at the front.
        drive_db: Gain into the waveshaper.
        drive_shape: ``overdrive``'s TANH, HARD, ASYMMETRIC or FOLD.
        lowpass_hz: Cutoff after the drive.
        dynamics: Exponent of level over velocity.
        seed: Of the noise.
    """

    drop_semitones: float = 14.0
    drop_ms: float = 13.0
    decay_ms: float = 620.0
    release_ms: float = 55.0
    click_db: float = -24.0
    drive_db: float = 7.0
    drive_shape: int = 0
    lowpass_hz: float = 3800.0
    dynamics: float = 0.9
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        rng = noise_stream(self.seed, stroke)
        hard = hardness(stroke.velocity)
        tau = self.decay_ms * 1e-3
        num = num_samples(min(TAIL * tau, stroke.duration + _RELEASES * self.release_ms * 1e-3))
        drop = self.drop_semitones * (0.5 + 0.5 * hard)
        bend = np.exp2(decay(num, self.drop_ms * 1e-3).astype(np.float64) * (drop / 12.0))
        ratio = glide(num, stroke.slide)
        turns = phase(num, frequency(stroke.pitch), bend if ratio is None else bend * ratio)
        wave = sine(turns) * decay(num, tau)
        wave = driven(wave, self.drive_db * (0.5 + 0.5 * hard), self.drive_shape)
        wave *= held(num, stroke.duration, self.release_ms * 1e-3) * rise(num, 0.0015)
        length = min(num, 441)
        click = filtered(noise(rng, length), butterworth("bandpass", 1, 1200.0, 4200.0)) * decay(length, 0.002)
        wave[:length] += click * np.float32(2.5 * amplitude(self.click_db) * (0.2 + 0.8 * hard))
        wave = filtered(wave, butterworth("highpass", 2, 22.0), butterworth("lowpass", 2, round(self.lowpass_hz)))
        return finished(wave, loudness(stroke.velocity, self.dynamics), fade=0.04)


SUB_TASTE: dict[str, Span] = {
    "second_db": (-24.0, -12.0),
    "third_db": (-40.0, -24.0),
    "attack_ms": (4.0, 14.0),
    "release_ms": (20.0, 50.0),
    "drive_db": (0.0, 4.0),
}
SUB_WIDE: dict[str, Span] = {
    "second_db": (-60.0, -4.0),
    "third_db": (-60.0, -10.0),
    "attack_ms": (1.0, 40.0),
    "release_ms": (10.0, 200.0),
    "drive_db": (0.0, 14.0),
    "dynamics": (0.6, 1.4),
}
SAW_TASTE: dict[str, Span] = {
    "cutoff_hz": (180.0, 380.0),
    "sweep_octaves": (1.2, 2.8),
    "sweep_ms": (60.0, 150.0),
    "q": (0.8, 2.2),
    "poles": (4, 4),
    "tracking": (0.2, 0.7),
    "sub_db": (-14.0, -4.0),
    "attack_ms": (2.0, 6.0),
    "decay_ms": (160.0, 400.0),
    "sustain_db": (-9.0, -2.0),
    "release_ms": (22.0, 60.0),
    "drive_db": (0.0, 6.0),
}
SAW_WIDE: dict[str, Span] = {
    "cutoff_hz": (90.0, 2500.0),
    "sweep_octaves": (0.0, 4.5),
    "sweep_ms": (15.0, 500.0),
    "q": (0.55, 7.0),
    "poles": (2, 4),
    "tracking": (0.0, 1.0),
    "sub_db": (-60.0, 0.0),
    "attack_ms": (1.0, 15.0),
    "decay_ms": (60.0, 900.0),
    "sustain_db": (-30.0, 0.0),
    "release_ms": (10.0, 200.0),
    "drive_db": (0.0, 18.0),
    "dynamics": (0.6, 1.5),
}
REESE_TASTE: dict[str, Span] = {
    "detune_cents": (12.0, 30.0),
    "cutoff_hz": (380.0, 950.0),
    "q": (0.7, 1.6),
    "drift_octaves": (0.15, 0.7),
    "drift_hz": (0.15, 0.7),
    "sub_db": (-7.0, 0.0),
    "attack_ms": (5.0, 18.0),
    "release_ms": (40.0, 90.0),
    "drive_db": (1.0, 7.0),
}
REESE_WIDE: dict[str, Span] = {
    "detune_cents": (4.0, 60.0),
    "cutoff_hz": (150.0, 4000.0),
    "q": (0.55, 5.0),
    "drift_octaves": (0.0, 1.5),
    "drift_hz": (0.1, 6.0),
    "sub_db": (-60.0, 3.0),
    "attack_ms": (1.0, 40.0),
    "release_ms": (15.0, 250.0),
    "drive_db": (0.0, 18.0),
    "dynamics": (0.6, 1.5),
}
EIGHT_TASTE: dict[str, Span] = {
    "drop_semitones": (7.0, 19.0),
    "drop_ms": (8.0, 22.0),
    "decay_ms": (380.0, 900.0),
    "release_ms": (35.0, 80.0),
    "click_db": (-32.0, -18.0),
    "drive_db": (3.0, 11.0),
    "drive_shape": (0, 0),
    "lowpass_hz": (2500.0, 6000.0),
}
EIGHT_WIDE: dict[str, Span] = {
    "drop_semitones": (0.0, 36.0),
    "drop_ms": (4.0, 45.0),
    "decay_ms": (120.0, 1600.0),
    "release_ms": (15.0, 200.0),
    "click_db": (-60.0, -10.0),
    "drive_db": (0.0, 24.0),
    "drive_shape": (0, 3),
    "lowpass_hz": (500.0, 12_000.0),
    "dynamics": (0.6, 1.5),
}
