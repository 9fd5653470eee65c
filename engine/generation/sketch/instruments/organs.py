"""Organs: tonewheels through a rotating loudspeaker, and the short FM organ of house records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.band_limited import HOP, TABLE_LENGTH, Table, drawn, hop_times, num_hops, read
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.shaping import (
    Floats,
    amplitude,
    bell,
    butterworth,
    decay,
    filtered,
    glide,
    hardness,
    held,
    loudness,
    noise,
    phase,
    rise,
    sine,
)
from engine.generation.sketch.instruments.tones import SILENT, chorused, length, octaves, settled

_FOOTAGES = (1, 3, 2, 4, 6, 8, 10, 12, 16)
"""Harmonics of the 16' tone: 16', 5 1/3', 8', 4', 2 2/3', 2', 1 3/5', 1 1/3', 1'."""

_TOP_WHEEL_HZ = 5920.0
"""The highest tonewheel; above it the manual folds back by octaves."""

_CROSSOVER_HZ = 800.0
"""Between the loudspeaker's drum and its horn (Leslie 122)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """Nine drawbars, percussion and key click through a rotating loudspeaker. Stereo.

    Args:
        bar_16: Drawbar 16', 0–8; each step is 3 dB. The others likewise.
        bar_5: 5 1/3'.
        bar_8: 8'.
        bar_4: 4'.
        bar_2_3: 2 2/3'.
        bar_2: 2'.
        bar_1_5: 1 3/5'.
        bar_1_3: 1 1/3'.
        bar_1: 1'.
        percussion_db: Level of the fading tone at the onset; -60 is off.
        percussion_third: 0 second harmonic, 1 third.
        percussion_s: Its time constant.
        click_db: Level of the contacts' click.
        drive: Curve of the valve amplifier, 0–1.
        rotor_hz: 0.8 slow, 6.7 fast (domain reference 5.1).
        rotor_depth: How much the rotation is heard, 0–1.
        release_s: Time constant after the key is let go.
        dynamics: Exponent of level over velocity (an organ has none; the player's swell pedal has some).
        seed: Of the click's noise.
    """

    bar_16: float = 6.0
    bar_5: float = 3.0
    bar_8: float = 8.0
    bar_4: float = 5.0
    bar_2_3: float = 3.0
    bar_2: float = 1.0
    bar_1_5: float = 0.0
    bar_1_3: float = 0.0
    bar_1: float = 2.0
    percussion_db: float = -11.0
    percussion_third: int = 1
    percussion_s: float = 0.16
    click_db: float = -30.0
    drive: float = 0.35
    rotor_hz: float = 0.8
    rotor_depth: float = 0.7
    release_s: float = 0.012
    dynamics: float = 0.55
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        num = length(stroke, 1e9, self.release_s)
        hz = frequency(stroke.pitch)
        bars = (
            *(self.bar_16, self.bar_5, self.bar_8, self.bar_4, self.bar_2_3),
            *(self.bar_2, self.bar_1_5, self.bar_1_3, self.bar_1),
        )
        table = _wheels(hz, tuple(round(bar, 3) for bar in bars), round(self.drive, 3))
        ratio = glide(num, stroke.slide)
        sides = [self._side(table, hz, ratio, num, turn) for turn in (0.0, 0.31)]
        wave = np.stack(sides) + self._percussion(stroke, num, hz)
        wave *= rise(num, 0.004) * held(num, stroke.duration, self.release_s)
        wave += self._clicks(stroke, num)
        return settled(wave, loudness(stroke.velocity, self.dynamics))

    def _side(self, table: Table, hz: float, ratio: NDArray[np.float64] | None, num: int, turn: float) -> Floats:
        """What one microphone hears: the horn turns past it, nearer and louder and sharper, and away."""
        hops = num_hops(num / RATE)
        times = hop_times(hops)
        way = 2.0 * np.pi * (self.rotor_hz * times + turn)
        # the horn's mouth moves at 2π · rate · 0.19 m; half of the sound comes from the cabinet's walls
        doppler = 0.5 * self.rotor_depth * 2.0 * np.pi * self.rotor_hz * 0.19 / 343.0
        curve = 0.5 * hz * (1.0 + doppler * np.cos(way))
        if ratio is not None:
            curve = curve * ratio[np.minimum(np.arange(hops + 1) * HOP, num - 1)]
        swing = np.sin(way)
        drum_swing = np.sin(2.0 * np.pi * (0.86 * self.rotor_hz * times + 0.4 - turn))
        horn = 1.0 + 0.38 * self.rotor_depth * swing
        drum = 1.0 + 0.16 * self.rotor_depth * drum_swing
        out: Floats = (read(table, curve, brightness=horn / drum) * drawn(drum))[:num]
        return out

    def _percussion(self, stroke: Stroke, num: int, hz: float) -> Floats:
        level = amplitude(self.percussion_db) * (0.5 + 0.5 * hardness(stroke.velocity))
        harmonic = 3 if self.percussion_third else 2
        if level <= 0.0 or harmonic * hz > _TOP_WHEEL_HZ:
            return np.zeros(num, np.float32)
        tone = sine(phase(num, harmonic * hz, glide(num, stroke.slide)))
        out: Floats = tone * decay(num, self.percussion_s) * np.float32(level * 2.2)
        return out

    def _clicks(self, stroke: Stroke, num: int) -> Floats:
        """Nine contacts close within some milliseconds, and open again."""
        rng = noise_stream(self.seed, stroke)
        out = np.zeros(num, np.float32)
        for start, level in ((0.0, 1.0), (stroke.duration, 0.18)):
            first = int(start * RATE)
            short = min(num - first, 900)
            if short < 64:
                continue
            burst = noise(rng, short) * decay(short, 0.0025) * rise(short, 0.0004)
            out[first : first + short] += burst * np.float32(level * amplitude(self.click_db) * 3.0)
        return filtered(out, butterworth("bandpass", 1, 900.0, 4500.0))


@lru_cache(maxsize=128)
def _wheels(hz: float, bars: tuple[float, ...], drive: float) -> Table:
    """One period of the 16' tone; real: what goes to the drum, imaginary: to the horn; effective value near 0.5."""
    spectrum = np.zeros(TABLE_LENGTH // 2 + 1, np.complex128)
    for harmonic, bar in zip(_FOOTAGES, bars, strict=True):
        wheel = harmonic
        while 0.5 * hz * wheel > _TOP_WHEEL_HZ and wheel > 1:
            wheel = max(1, wheel // 2)
        # wheels turn freely: their phases stand in no relation
        phase_turns = 0.61803 * harmonic**1.3
        spectrum[wheel] += 10.0 ** (-3.0 * (8.0 - bar) / 20.0) * (bar > 0.0) * np.exp(2j * np.pi * phase_turns)
    period = np.fft.irfft(spectrum)
    period *= 0.5 / max(float(np.sqrt(np.mean(period**2))), 1e-9)
    if drive > 0.0:
        # a valve's curve is not even; the period is exact here, so what it makes above the limit can simply be left out
        gain = 0.4 + 2.2 * drive
        period = np.tanh(gain * period + 0.25 * drive) - np.tanh(0.25 * drive)
        period *= 0.5 / max(float(np.sqrt(np.mean(period**2))), 1e-9)
    full = np.fft.rfft(period)
    frequencies = np.arange(len(full)) * 0.5 * hz
    full[0] = 0.0
    # the horn ends softly near 6 kHz, as its driver does
    full *= (frequencies < 17_000.0) / np.sqrt(1.0 + (frequencies / 5200.0) ** 4)
    to_horn = 1.0 / (1.0 + (_CROSSOVER_HZ / np.maximum(frequencies, 1.0)) ** 4)
    table = np.empty(TABLE_LENGTH + 1, np.complex64)
    table[:-1] = np.fft.irfft(full * (1.0 - to_horn)) + 1j * np.fft.irfft(full * to_horn)
    table[-1] = table[0]
    return table


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseOrgan:
    """The hollow, percussive FM organ of house records: a 1:1 pair, a short 2:1 pair an octave up. Stereo by chorus.

    The ratios are the domain reference's (5.1, 13); the amounts are ours, by ear and spectrum.

    Args:
        index: Modulation index of the sustained 1:1 pair.
        octave_db: Level of the octave pair.
        twelfth_db: Level of the fading third harmonic that gives the knock its pitch.
        punch: Modulation index of the octave pair at the onset.
        punch_s: Its time constant.
        decay_s: Time constant with which the tone falls to its sustained level.
        sustain: That level, 0–1.
        sub_db: Level of a sine an octave below; -60 is off.
        bright_hz: Low-pass at the end.
        chorus: Share of a chorus.
        release_s: Time constant after the key is let go.
        dynamics: Exponent of level over velocity.
        seed: Of the onset's noise.
    """

    index: float = 1.05
    octave_db: float = -7.0
    twelfth_db: float = -8.0
    punch: float = 2.6
    punch_s: float = 0.028
    decay_s: float = 0.22
    sustain: float = 0.55
    sub_db: float = -60.0
    bright_hz: float = 6500.0
    chorus: float = 0.18
    release_s: float = 0.035
    dynamics: float = 0.9
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        num = length(stroke, SILENT * 1e6, self.release_s)
        key, hard = octaves(stroke.pitch), hardness(stroke.velocity)
        hz = frequency(stroke.pitch)
        turns = phase(num, hz, glide(num, stroke.slide))
        falling = decay(num, self.decay_s)
        high = 2.0 ** (-0.5 * max(key, -1.0))
        index = np.float32(self.index * high * (0.6 + 0.4 * hard) / (2.0 * np.pi))
        fundamental = sine(turns)
        wave = sine(turns + fundamental * index * (np.float32(0.55) + np.float32(0.45) * falling))
        punch = decay(num, self.punch_s) * np.float32(self.punch * high * (0.35 + 0.65 * hard))
        modulation = sine(4.0 * turns) * (punch + np.float32(0.18 * high)) * np.float32(1.0 / (2.0 * np.pi))
        wave += sine(2.0 * turns + modulation) * np.float32(amplitude(self.octave_db))
        wave += sine(3.0 * turns) * decay(num, 0.09) * np.float32(amplitude(self.twelfth_db) * (0.5 + 0.5 * hard))
        if self.sub_db > -60.0:
            wave += sine(0.5 * turns) * np.float32(amplitude(self.sub_db))
        wave *= np.float32(self.sustain) + np.float32(1.0 - self.sustain) * falling
        wave *= rise(num, 0.0025) * held(num, stroke.duration, self.release_s)
        wave = filtered(wave, butterworth("lowpass", 2, self.bright_hz), bell(420.0, 0.9, 1.5))
        return settled(chorused(wave, self.chorus, rate_hz=0.9, depth_ms=1.4), loudness(stroke.velocity, self.dynamics))
