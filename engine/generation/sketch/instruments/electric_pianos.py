"""Electric pianos: a tine before a coil (Rhodes), a reed beside a plate (Wurlitzer), and the FM piano.

The two electromechanical ones follow what is known of their mechanism: a nearly sinusoidal tine or reed, and a pick-up
whose answer is curved, which makes the harmonics (Münster & Pfeifle, "Non-linear behaviour in sound production of the
Rhodes piano", ISMA 2014; Pfeifle & Bader, "Tone production of the Wurlitzer and Rhodes e-pianos", 2016). So a harder
stroke swings further along the curve and barks. The FM one is the pair of operators of Chowning (JAES 1973) in the
ratios of the domain reference 5.1 (11). Amounts without a source are ours, by ear and spectrum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.shaping import (
    Doubles,
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
from engine.generation.sketch.instruments.tones import (
    chorused,
    length,
    octaves,
    own,
    settled,
    slow_sine,
    swayed,
)

_TINE_MODES = ((7.11, 0.26, 1.0), (20.2, 0.09, 0.35))
"""Ratio to the fundamental, time constant at middle C in seconds and share of the tine's two audible overtones; a bar
clamped at one end has 6.27 and 17.5, the tuning spring moves them up (Münster & Pfeifle 2014)."""

_REED_MODE = (6.27, 0.06)
"""Second mode of a bar clamped at one end (Fletcher & Rossing, "The Physics of Musical Instruments", 2.16)."""

_CLOSEST = 0.92
"""How near a reed comes to its plate at most; nearer, the sound is a train of clicks."""

_BELL_TOP_HZ = 11_000.0
"""Overtones of tines above this are left out: the pick-up bends them once more, and twice this is the ear's limit."""


def _struck(stroke: Stroke, seed: int, num: int, level: float) -> Floats:
    """The hammer's knock: a short burst of dull noise."""
    short = min(num, 2400)
    burst = noise(noise_stream(seed, stroke), short) * decay(short, 0.006) * rise(short, 0.001)
    out = np.zeros(num, np.float32)
    out[:short] = filtered(burst, butterworth("bandpass", 1, 90.0, 900.0)) * np.float32(level)
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhodes:
    """A suitcase piano: bell at the onset, warm body, stereo vibrato. Stereo.

    Args:
        sustain_s: Time constant of the body at middle C; half as long an octave and a half higher.
        reach: How far a hard stroke swings the tine before the coil, in widths of its field: the bark.
        offset: How far the tine stands off the coil's axis, in the same widths; on the axis the octave takes over, at
            0.5 the field's slope is greatest and the second harmonic is missing.
        bell_db: Level of the tine's overtones in a hard stroke.
        tone_hz: Where the amplifier's treble ends.
        warmth_db: Lift around 220 Hz.
        knock_db: Level of the hammer's knock.
        vibrato_hz: Rate at which the sound goes from side to side.
        vibrato_depth: 0 none – 1 from one side to the other.
        chorus: Share of a chorus.
        damper_s: Time constant after the key is let go.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between keys and of the knock's noise.
    """

    sustain_s: float = 2.1
    reach: float = 0.75
    offset: float = 0.27
    bell_db: float = -21.0
    tone_hz: float = 5200.0
    warmth_db: float = 2.5
    knock_db: float = -27.0
    vibrato_hz: float = 4.7
    vibrato_depth: float = 0.4
    chorus: float = 0.22
    damper_s: float = 0.07
    dynamics: float = 1.15
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        key, hard = octaves(stroke.pitch), hardness(stroke.velocity)
        tau = self.sustain_s * 2.0 ** (-key / 1.5)
        num = length(stroke, tau, self.damper_s)
        turns = phase(num, frequency(stroke.pitch), glide(num, stroke.slide))
        swing = self.reach * (0.07 + 0.93 * hard**1.25) * 2.0 ** (-0.42 * max(key, -1.0))
        body = (0.34 * decay(num, 0.16 * tau) + 0.66 * decay(num, tau)) * rise(num, 0.0012) * np.float32(swing)
        place, speed = body * sine(turns), body * sine(turns + 0.25)
        self._add_overtones(stroke, turns, swing * hard**0.8, place, speed)
        offset = self.offset * (1.0 + 0.12 * own(self.seed, stroke.pitch))
        wave = self._induced(place, speed, offset)
        wave = wave * (held(num, stroke.duration, self.damper_s) * rise(num, 0.0008))
        wave += _struck(stroke, self.seed, num, amplitude(self.knock_db) * hard * float(np.abs(wave).max()))
        wave = filtered(
            wave,
            butterworth("lowpass", 2, self.tone_hz),
            butterworth("highpass", 1, 45.0),
            bell(220.0, 0.7, self.warmth_db),
        )
        stereo = swayed(chorused(wave, self.chorus, rate_hz=0.63), self.vibrato_depth, self.vibrato_hz)
        return settled(stereo, loudness(stroke.velocity, self.dynamics))

    def _add_overtones(self, stroke: Stroke, turns: Doubles, swing: float, place: Floats, speed: Floats) -> None:
        for ratio, tau, share in _TINE_MODES:
            if ratio * frequency(stroke.pitch) > _BELL_TOP_HZ:
                continue
            exact = ratio * (1.0 + 0.01 * own(self.seed, stroke.pitch, int(ratio)))
            level = amplitude(self.bell_db) * share * swing
            fading = decay(len(place), tau * 2.0 ** (-0.45 * octaves(stroke.pitch))) * np.float32(level)
            place += fading * sine(turns * exact)
            # the coil answers to speed, in which an overtone counts by its ratio; softened, as the tine is not a point
            speed += fading * np.float32(ratio**0.6) * sine(turns * exact + 0.25)

    @staticmethod
    def _induced(place: Floats, speed: Floats, offset: float) -> Floats:
        """Voltage of a coil: the slope of its field, (1 + x²)^-3/2 of a dipole across its axis, times the speed."""
        across = place + np.float32(offset)
        near = np.float32(1.0) / (np.float32(1.0) + across * across)
        voltage: Floats = across * near * near * np.sqrt(near) * speed
        return voltage


@dataclass(frozen=True, slots=True, kw_only=True)
class Wurlitzer:
    """A reed piano: drier, with a bark of odd harmonics. Stereo by a little chorus; the tremolo is in loudness.

    Args:
        sustain_s: Time constant of the body at middle C.
        bark: How close a hard stroke brings the reed to its plate, 0–0.92.
        lean: 0: the reed swings evenly through its slot (odd harmonics) – 1: to one side (all harmonics).
        reed_db: Level of the reed's overtone at the onset.
        tone_hz: Where the loudspeaker's treble ends.
        nasal_db: Lift around 1.1 kHz.
        knock_db: Level of the hammer's knock.
        tremolo_hz: Rate.
        tremolo_depth: 0–1.
        chorus: Share of a chorus.
        damper_s: Time constant after the key is let go.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between keys and of the knock's noise.
    """

    sustain_s: float = 1.15
    bark: float = 0.87
    lean: float = 0.45
    reed_db: float = -20.0
    tone_hz: float = 5400.0
    nasal_db: float = 3.5
    knock_db: float = -24.0
    tremolo_hz: float = 5.6
    tremolo_depth: float = 0.3
    chorus: float = 0.15
    damper_s: float = 0.05
    dynamics: float = 1.1
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        key, hard = octaves(stroke.pitch), hardness(stroke.velocity)
        tau = self.sustain_s * 2.0 ** (-key / 1.6)
        num = length(stroke, tau, self.damper_s)
        turns = phase(num, frequency(stroke.pitch), glide(num, stroke.slide))
        near = self.bark * (0.48 + 0.52 * hard**0.8) * 2.0 ** (-0.16 * max(key, -0.5))
        body = (0.16 * decay(num, 0.15 * tau) + 0.84 * decay(num, tau)) * rise(num, 0.0015)
        place = body * sine(turns) * np.float32(min(near * (1.0 + 0.04 * own(self.seed, stroke.pitch)), _CLOSEST))
        wave = self._sensed(place)
        ratio, reed_tau = _REED_MODE
        if ratio * frequency(stroke.pitch) < _BELL_TOP_HZ:
            fading = decay(num, reed_tau * 2.0 ** (-0.4 * key)) * np.float32(amplitude(self.reed_db) * hard)
            wave += fading * sine(turns * ratio)
        wave = wave * held(num, stroke.duration, self.damper_s)
        wave += _struck(stroke, self.seed, num, amplitude(self.knock_db) * hard)
        wave = filtered(
            wave,
            butterworth("lowpass", 2, self.tone_hz),
            butterworth("highpass", 2, 95.0),
            bell(1100.0, 0.8, self.nasal_db),
        )
        if self.tremolo_depth > 0.0:
            wave *= np.float32(1.0) - np.float32(0.5 * self.tremolo_depth) * (
                np.float32(1.0) - slow_sine(num, self.tremolo_hz, 0.25)
            )
        return settled(chorused(wave, self.chorus, rate_hz=0.8), loudness(stroke.velocity, self.dynamics))

    def _sensed(self, place: Floats) -> Floats:
        """Charge on the plate: x / (1 - x²) through an even slot, x / (1 - x) beside one plate."""
        one = np.float32(1.0)
        even = place / (one - place * place)
        leaning = place / (one - place)
        charge: Floats = even + np.float32(self.lean) * (leaning - even)
        return charge


@dataclass(frozen=True, slots=True, kw_only=True)
class FmPiano:
    """The electric piano of the eighties' FM synthesizers: glassy tine over a soft body, wide chorus. Stereo.

    Args:
        sustain_s: Time constant of the body at middle C.
        body_index: Modulation index of the 1:1 pair at a hard onset.
        tine: Level of the tine (modulator at 14 times the pitch) at a hard onset.
        tine_s: Its time constant at middle C.
        ratio: Of the tine's modulator to the pitch.
        detune_cents: Between the two bodies.
        bright_hz: Low-pass at the end.
        chorus: Share of the chorus.
        chorus_hz: Its rate.
        damper_s: Time constant after the key is let go.
        dynamics: Exponent of level over velocity.
        seed: Of the small differences between keys.
    """

    sustain_s: float = 1.7
    body_index: float = 1.25
    tine: float = 0.5
    tine_s: float = 0.28
    ratio: int = 14
    detune_cents: float = 3.0
    bright_hz: float = 11_000.0
    chorus: float = 0.45
    chorus_hz: float = 0.55
    damper_s: float = 0.11
    dynamics: float = 1.2
    seed: int = 0

    def play(self, stroke: Stroke) -> Wave:
        """One note; stereo."""
        key, hard = octaves(stroke.pitch), hardness(stroke.velocity)
        tau = self.sustain_s * 2.0 ** (-key / 1.8)
        num = length(stroke, tau, self.damper_s)
        hz = frequency(stroke.pitch)
        turns = phase(num, hz, glide(num, stroke.slide))
        index = self.body_index * (0.25 + 0.75 * hard) * 2.0 ** (-0.4 * max(key, -1.0))
        fading = decay(num, 0.45 * tau)
        apart = 2.0 ** (self.detune_cents / 2400.0)
        wave = np.zeros(num, np.float32)
        # unequal, so that they beat without falling silent
        for side, share in ((apart, 0.7), (1.0 / apart, 0.3)):
            own_turns = turns * side
            modulation = sine(own_turns) * fading * np.float32(index / (2.0 * np.pi))
            wave += np.float32(share) * sine(own_turns + modulation)
        wave *= decay(num, tau)
        wave += self._tine(stroke, turns, num, hard)
        wave *= rise(num, 0.0015) * held(num, stroke.duration, self.damper_s)
        wave = filtered(wave, butterworth("lowpass", 2, self.bright_hz), butterworth("highpass", 1, 50.0))
        return settled(chorused(wave, self.chorus, rate_hz=self.chorus_hz), loudness(stroke.velocity, self.dynamics))

    def _tine(self, stroke: Stroke, turns: Doubles, num: int, hard: float) -> Floats:
        """A carrier modulated at 14 times its pitch, to first order: cos · sin gives 13 and 15 and nothing above, which
        at the indices in question (below 0.6) holds all but the last 3 % of the amplitude and cannot fold.
        """
        top = (
            (self.ratio + 1) * frequency(stroke.pitch) * (2.0 ** (stroke.slide.semitones / 12) if stroke.slide else 1.0)
        )
        room = float(np.clip((17_500.0 - top) / 6_000.0, 0.0, 1.0))
        level = self.tine * room * (0.12 + 0.88 * hard**1.6)
        if level <= 0.0:
            return np.zeros(num, np.float32)
        tau = self.tine_s * 2.0 ** (-0.5 * octaves(stroke.pitch))
        bright: Floats = decay(num, tau) * np.float32(level) * sine(turns + 0.25) * sine(turns * self.ratio)
        return bright + np.float32(0.3 * level) * decay(num, 1.8 * tau) * sine(turns)
