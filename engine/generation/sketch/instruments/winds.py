"""Saxophone, flute and trumpet: harmonics that brighten with loudness, breath, and a player's pitch.

Spectra are design priors in the shape the literature gives: brass and reeds get brighter as they get louder; a trumpet
has a formant-like maximum near 1.2–1.5 kHz (Risset & Mathews 1969; Luce & Clark, "Physical correlates of
brass-instrument tones", JASA 1967); reeds on a cone have all harmonics and fall off above the tone holes' cut-off near
1–2 kHz (Benade, "Fundamentals of Musical Acoustics", 1976, ch. 21–22); a flute has few harmonics and audible air
(Fletcher & Rossing, "The Physics of Musical Instruments", ch. 16).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.band_limited import (
    HOP,
    Curve,
    Table,
    drawn,
    envelope,
    fade_out,
    harmonics_below,
    hop_times,
    make_table,
    num_hops,
    read,
)
from engine.generation.sketch.instruments.base import Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.intonation import Intonation, frequency_curve
from engine.generation.sketch.instruments.shaped_noise import FREQUENCIES_HZ, noise, num_frames

Decibels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Breath:
    """Air that is heard beside the tone.

    Args:
        level: Effective value relative to the tone.
        centre_hz: Of its band.
        bandwidth_hz: Of its band.
        chiff: Further air at the beginning, relative to ``level``.
        chiff_s: Time constant of that.
    """

    level: float
    centre_hz: float
    bandwidth_hz: float
    chiff: float = 0.0
    chiff_s: float = 0.03


@dataclass(frozen=True, slots=True)
class Blow:
    """How a stroke is blown: loudness (0–1) and brightness (0–1) as curves, and its air."""

    loudness: Curve
    brightness: Curve
    breath: Breath


def _bell(frequencies: NDArray[np.float64], centre: float, octaves: float, gain_db: float) -> Decibels:
    """A bump of ``gain_db`` on a logarithmic scale of frequency."""
    return np.asarray(gain_db * np.exp(-0.5 * (np.log2(frequencies / centre) / octaves) ** 2))


def _above(frequencies: NDArray[np.float64], corner: float, slope_db: float) -> Decibels:
    """A fall of ``slope_db`` per octave above a corner, rounded."""
    return np.asarray(-slope_db * np.log2(np.sqrt(1.0 + (frequencies / corner) ** 2)))


def _table(
    fundamental: float, harmonics: int, seed: int, spectra: Callable[[NDArray[np.float64]], tuple[Decibels, Decibels]]
) -> Table:
    """Both spectra of an instrument; each fingering has its own small deviations of level and phase."""
    number = np.arange(1, harmonics + 1)
    soft_db, hard_db = spectra(np.asarray(number * fundamental, dtype=np.float64))
    rng = np.random.Generator(np.random.PCG64([seed, round(fundamental * 100)]))
    own_db = np.clip(rng.normal(0.0, 1.6, 64), -3.0, 3.0)[np.minimum(number - 1, 63)]
    phases = rng.uniform(-0.7, 0.7, 512)[np.minimum(number - 1, 511)] - 0.5 * np.pi
    turned = np.exp(1j * phases)
    soft, hard = (10.0 ** ((levels + own_db) / 20.0) * turned for levels in (soft_db, hard_db))
    return make_table(soft, hard)


def blow(table: Table, frequency_hz: Curve, how: Blow, rng: np.random.Generator) -> Wave:
    """Tone and air of a stroke, peaking at 1."""
    tone = read(table, frequency_hz, brightness=how.brightness) * drawn(how.loudness)
    air = _air(how, tone.size, rng)
    # the air comes through the reed or over the edge in the tone's own rhythm
    tone += air * (np.float32(0.7) + np.float32(0.3) * np.clip(tone, -1.0, 1.0))
    fade_out(tone)
    wave: Wave = tone / np.float32(max(float(np.max(np.abs(tone))), 1e-9))
    return wave


def _air(how: Blow, samples: int, rng: np.random.Generator) -> Wave:
    breath = how.breath
    place = np.maximum(FREQUENCIES_HZ, 1.0) / breath.centre_hz
    # a second-order band-pass
    response = 1.0 / np.sqrt(1.0 + ((place - 1.0 / place) * breath.centre_hz / breath.bandwidth_hz) ** 2)
    response *= breath.level / np.sqrt(np.mean(response**2))
    hiss = noise(np.broadcast_to(response, (num_frames(samples), response.size)), samples, rng)
    chiff = 1.0 + breath.chiff * np.exp(-hop_times(samples // HOP) / breath.chiff_s)
    hiss *= drawn(np.sqrt(how.loudness) * chiff)
    return hiss


@lru_cache(maxsize=128)
def _sax_table(fundamental: float, harmonics: int, seed: int, edge: float) -> Table:
    def spectra(f: NDArray[np.float64]) -> tuple[Decibels, Decibels]:
        body = _bell(f, 520.0, 0.45, 4.0) + _bell(f, 1250.0, 0.4, 4.5) + _bell(f, 2700.0, 0.35, 5.0)
        number = f / fundamental
        soft = body + _above(f, 700.0, 16.0) - 3.0 * np.log2(number)
        hard = body + _above(f, 2100.0 * (0.8 + 0.5 * edge), 18.0) - 1.0 * np.log2(number)
        return soft, hard

    return _table(fundamental, harmonics, seed, spectra)


@lru_cache(maxsize=128)
def _flute_table(fundamental: float, harmonics: int, seed: int, edge: float) -> Table:
    def spectra(f: NDArray[np.float64]) -> tuple[Decibels, Decibels]:
        number = f / fundamental
        # in the low octave the second harmonic rivals the first, high notes are nearly pure
        rich = float(np.clip((880.0 - fundamental) / 600.0, 0.0, 1.0))
        steep = 11.0 - 2.5 * edge - 2.0 * rich
        soft = -(steep + 5.0) * (number - 1.0) + np.where(number == 2, 4.0 * rich, 0.0)
        hard = -steep * (number - 1.0) + np.where(number == 2, 7.0 * rich + 2.0, 0.0)
        return np.maximum(soft, -90.0), np.maximum(hard, -90.0)

    return _table(fundamental, min(harmonics, 16), seed, spectra)


@lru_cache(maxsize=128)
def _trumpet_table(fundamental: float, harmonics: int, seed: int, edge: float, mute: float) -> Table:
    def spectra(f: NDArray[np.float64]) -> tuple[Decibels, Decibels]:
        bell = _bell(f, 1350.0, 0.7, 8.0)
        # a Harmon mute takes the low end away and rings near 1.8 kHz
        bell += mute * (_bell(f, 1850.0, 0.25, 12.0) + _bell(f, 4200.0, 0.3, 6.0) + _above(700.0 / f, 1.0, 7.0))
        soft = bell + _above(f, 1100.0, 20.0)
        hard = bell + _above(f, 2600.0 * (0.7 + 0.6 * edge), 17.0)
        return soft, hard

    return _table(fundamental, harmonics, seed, spectra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sax:
    """A tenor or alto saxophone; softer is darker. Loudness follows velocity by 20 dB.

    Args:
        seed: Noise and small deviations of each fingering.
        edge: 0 round – 1 cutting.
        air: Breath, 0–1.
        vibrato_cents: Peak deviation, from the jaw.
        vibrato_hz: Its rate.
        scoop_cents: How far below the note it begins; less on short notes.
        growl: Roughness of a hummed growl, 0–1.
    """

    seed: int = 0
    edge: float = 0.45
    air: float = 0.4
    vibrato_cents: float = 22.0
    vibrato_hz: float = 5.2
    scoop_cents: float = 70.0
    growl: float = 0.0

    def play(self, stroke: Stroke) -> Wave:
        """One note; mono."""
        rng = noise_stream(self.seed, stroke)
        strength = stroke.velocity / 127.0
        release = 0.07
        hops = num_hops(stroke.duration + release + 0.01)
        loudness = envelope(
            hops,
            stroke.duration,
            attack=0.022 + 0.03 * (1.0 - strength),
            release=release,
            sustain=(1.0, 0.93, 1.0, 0.9) if stroke.duration > 0.25 else (1.0, 0.85),
        )
        times = hop_times(hops)
        if self.growl:
            # a hummed note a fifth below beats with the reed
            loudness = loudness * (1.0 - 0.35 * self.growl * (1.0 + np.sin(2.0 * np.pi * 93.0 * times)) / 2.0)
        bright = (0.04 + 0.96 * strength**2.2) * loudness + 0.2 * strength**2 * np.exp(-times / 0.04)
        breath = Breath(0.035 * self.air / (0.35 + strength), 2400.0, 2600.0, chiff=3.0, chiff_s=0.025)
        manner = Intonation(
            scoop_cents=self.scoop_cents,
            scoop_s=0.03,
            vibrato_cents=self.vibrato_cents if stroke.duration > 0.4 else 0.0,
            vibrato_hz=self.vibrato_hz,
            vibrato_delay_s=0.26,
            drift_cents=2.5,
            jitter_cents=2.5,
        )
        frequency_hz = frequency_curve(stroke, hops, manner, rng)
        table = _sax_table(
            frequency(stroke.pitch), harmonics_below(float(frequency_hz.max())), self.seed, round(self.edge, 3)
        )
        how = Blow(loudness, np.clip(bright, 0.0, 1.1), breath)
        return blow(table, frequency_hz, how, rng) * np.float32(strength**1.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flute:
    """A concert flute: nearly a sine, with air over the edge. Loudness follows velocity by 14 dB.

    Args:
        seed: Noise and small deviations of each fingering.
        edge: 0 hollow – 1 bright.
        air: Breath, 0–1.
        vibrato_cents: Peak deviation; most of a flute's vibrato is in loudness.
        vibrato_hz: Its rate.
        scoop_cents: How far below the note it begins.
    """

    seed: int = 0
    edge: float = 0.4
    air: float = 0.5
    vibrato_cents: float = 12.0
    vibrato_hz: float = 4.9
    scoop_cents: float = 35.0

    def play(self, stroke: Stroke) -> Wave:
        """One note; mono."""
        rng = noise_stream(self.seed, stroke)
        strength = stroke.velocity / 127.0
        release = 0.09
        hops = num_hops(stroke.duration + release + 0.01)
        times = hop_times(hops)
        loudness = envelope(hops, stroke.duration, attack=0.045, release=release, sustain=(0.95, 1.0, 0.92))
        delay = 0.22
        grown = np.clip((times - delay) / 0.5, 0.0, 1.0) if stroke.duration > 0.4 else np.zeros_like(times)
        pulse = grown * np.sin(2.0 * np.pi * self.vibrato_hz * np.maximum(times - delay, 0.0))
        depth = self.vibrato_cents / 12.0
        loudness = loudness * (1.0 + 0.13 * depth * pulse)
        bright = (0.1 + 0.8 * strength) * np.clip(loudness, 0.0, 1.0) * (1.0 + 0.3 * depth * pulse)
        fundamental = frequency(stroke.pitch)
        breath = Breath(0.06 * self.air, 2.0 * fundamental, 1800.0, chiff=2.5, chiff_s=0.035)
        manner = Intonation(
            scoop_cents=self.scoop_cents,
            scoop_s=0.028,
            vibrato_cents=self.vibrato_cents if stroke.duration > 0.4 else 0.0,
            vibrato_hz=self.vibrato_hz,
            vibrato_delay_s=delay,
            drift_cents=2.0,
            jitter_cents=1.5,
        )
        frequency_hz = frequency_curve(stroke, hops, manner, rng)
        table = _flute_table(fundamental, harmonics_below(float(frequency_hz.max())), self.seed, round(self.edge, 3))
        return blow(table, frequency_hz, Blow(loudness, bright, breath), rng) * np.float32(strength**0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trumpet:
    """A trumpet or flugelhorn, open or with a Harmon mute. Loudness follows velocity by 20 dB.

    Args:
        seed: Noise and small deviations of each fingering.
        edge: 0 flugelhorn – 1 lead trumpet.
        mute: 0 open – 1 Harmon.
        air: Breath, 0–1.
        vibrato_cents: Peak deviation.
        vibrato_hz: Its rate.
        scoop_cents: How far below the note it begins.
    """

    seed: int = 0
    edge: float = 0.4
    mute: float = 0.0
    air: float = 0.2
    vibrato_cents: float = 16.0
    vibrato_hz: float = 5.3
    scoop_cents: float = 40.0

    def play(self, stroke: Stroke) -> Wave:
        """One note; mono."""
        rng = noise_stream(self.seed, stroke)
        strength = stroke.velocity / 127.0
        release = 0.08
        hops = num_hops(stroke.duration + release + 0.01)
        times = hop_times(hops)
        loudness = envelope(
            hops,
            stroke.duration,
            attack=0.026 + 0.02 * (1.0 - strength),
            release=release,
            sustain=(1.0, 0.86, 0.95, 0.9) if stroke.duration > 0.25 else (1.0, 0.85),
        )
        # the lips settle: high harmonics follow the low ones by some 20 ms (Risset)
        late = np.interp(times - 0.018, times, loudness, left=0.0)
        bright = (0.02 + 0.98 * strength**2.5) * late**1.5
        # the first swings stagger before the bore answers
        stagger = 12.0 * np.exp(-times / 0.02) * np.sin(2.0 * np.pi * 48.0 * times)
        breath = Breath(0.022 * self.air, 1500.0, 1800.0, chiff=4.0, chiff_s=0.015)
        manner = Intonation(
            scoop_cents=self.scoop_cents,
            scoop_s=0.024,
            vibrato_cents=self.vibrato_cents if stroke.duration > 0.4 else 0.0,
            vibrato_hz=self.vibrato_hz,
            vibrato_delay_s=0.3,
            drift_cents=2.0,
            jitter_cents=2.0,
        )
        frequency_hz = frequency_curve(stroke, hops, manner, rng) * 2.0 ** (stagger / 1200.0)
        table = _trumpet_table(
            frequency(stroke.pitch),
            harmonics_below(float(frequency_hz.max())),
            self.seed,
            round(self.edge, 3),
            round(self.mute, 3),
        )
        return blow(table, frequency_hz, Blow(loudness, bright, breath), rng) * np.float32(strength**1.1)
