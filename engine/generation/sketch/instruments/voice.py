"""A singer: vocal folds through the resonances of a mouth (source and filter, Fant 1960).

The voice is synthetic and is marked so wherever it is exported. It sings syllables, not words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.band_limited import (
    HOP,
    Curve,
    brightened,
    drawn,
    envelope,
    fade_out,
    harmonics_below,
    num_hops,
    read,
)
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, noise_stream
from engine.generation.sketch.instruments.glottis import MOST_HARMONICS, glottal_table
from engine.generation.sketch.instruments.intonation import Intonation, frequency_curve
from engine.generation.sketch.instruments.vowels import (
    CONSONANTS,
    Consonant,
    Formants,
    locus_formants,
    read_syllable,
    resonators,
    vowel_formants,
)

RELEASE_S = 0.09
_WAY_STOPS = 5
"""Places of the mouth on its way into a vowel, faded from one to the next: filters whose coefficients jump would buzz."""

RING_S = 0.03
"""The mouth rings on for so long after the folds are still (the narrowest resonance falls by 57 dB)."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Singer:
    """Who sings.

    Args:
        speaker: 0 a man, 1 a woman, 2 a child: the size of the mouth.
        effort: 0 breathy – 1 pressed, at velocity 127.
        breath: Noise of air, 0–1.
        attack_s: Time to full loudness.
        open_mouth: Factor on the first formant; above 1 for shouting.
        roughness: Depth of the beating of uneven folds, 0–1.
        intonation: How the pitch is held.
    """

    speaker: float
    effort: float
    breath: float
    attack_s: float
    open_mouth: float
    roughness: float
    intonation: Intonation


def sing(singer: Singer, stroke: Stroke, rng: np.random.Generator, *, late_s: float = 0.0) -> Wave:
    """One syllable of one singer, peaking at 1; ``late_s`` of silence before it."""
    syllable = read_syllable(stroke.syllable)
    consonant = CONSONANTS[syllable.consonant]
    hops = num_hops(stroke.duration + RELEASE_S + RING_S)
    frequency_hz = frequency_curve(stroke, hops, singer.intonation, rng)
    goal = _tuned(vowel_formants(syllable.vowel or "a", singer.speaker), singer, float(np.median(frequency_hz)))
    strength = stroke.velocity / 127.0
    loudness = _loudness(hops, stroke.duration, singer, consonant)
    source = _source(singer, frequency_hz, loudness, strength, rng, voiced=bool(syllable.vowel))
    start = locus_formants(consonant, goal, singer.speaker)
    sung = through_mouth(source, start, goal, consonant, nasal=syllable.vowel == "m")
    fade_out(sung)
    sung /= max(float(np.max(np.abs(sung))), 1e-9)
    if consonant.noise:
        _add_noise(sung, consonant, rng)
    if late_s:
        sung = np.concatenate((np.zeros(round(late_s * RATE)), sung))
    wave: Wave = (sung / max(1.0, float(np.max(np.abs(sung))))).astype(np.float32)
    return wave


def _tuned(formants: Formants, singer: Singer, pitch_hz: float) -> Formants:
    """The mouth opens where the pitch rises above the first formant.

    Sundberg, "Formant technique in a professional female singer", Acustica 1975.
    """
    tuned = formants.copy()
    tuned[0] = max(tuned[0] * singer.open_mouth, 1.03 * pitch_hz)
    tuned[1] = max(tuned[1], 1.15 * tuned[0])
    tuned[2] = max(tuned[2], 1.15 * tuned[1])
    return tuned


def _loudness(hops: int, duration: float, singer: Singer, consonant: Consonant) -> Curve:
    held = envelope(
        hops,
        duration,
        attack=singer.attack_s,
        release=RELEASE_S,
        sustain=(0.86, 1.0, 0.97, 0.88) if duration > 0.3 else (1.0, 0.9),
    )
    before = consonant.silent_s + consonant.closed_s
    if not before:
        return held
    times = np.arange(hops + 1) * (HOP / RATE)
    voiced = np.clip((times - consonant.silent_s) / 0.012, 0.0, 1.0)
    opened = np.clip((times - before) / max(consonant.way_s * 0.5, 0.01), 0.0, 1.0)
    return np.asarray(held * voiced * (consonant.murmur + (1.0 - consonant.murmur) * opened))


def _source(
    singer: Singer, frequency_hz: Curve, loudness: Curve, strength: float, rng: np.random.Generator, *, voiced: bool
) -> Wave:
    """Folds and air. The air hisses most while the folds are open (Klatt & Klatt, JASA 1990)."""
    samples = (loudness.size - 1) * HOP
    air = rng.standard_normal(samples, dtype=np.float32)
    level = drawn(loudness * (0.35 + 0.65 * strength))
    if not voiced:
        whisper: Wave = air * level
        return whisper
    effort = np.clip(singer.effort * (0.35 + 0.65 * strength), 0.05, 1.0)
    harmonics = min(MOST_HARMONICS, harmonics_below(float(frequency_hz.max())))
    tone = read(glottal_table(2.5, 0.45, harmonics), frequency_hz, phase=float(rng.random()))
    brightness = effort * (0.55 + 0.45 * loudness)
    if singer.roughness:
        beat = rng.standard_normal(loudness.size) * 0.5 * singer.roughness
        loudness = np.asarray(loudness * np.clip(1.0 + beat, 0.3, 1.7))
    folds = brightened(tone, brightness) * drawn(loudness)
    open_share = np.float32(0.6) + np.float32(0.4) * np.tanh(tone.soft)
    folds += np.float32(0.12 * singer.breath) * air * open_share * level
    return folds


def through_mouth(
    source: Wave, start: Formants, goal: Formants, consonant: Consonant, *, widen: float = 1.0, nasal: bool = False
) -> NDArray[np.float64]:
    """The mouth's resonances on their way into the vowel, and resting there."""
    from scipy.signal import sosfilt

    out = np.asarray(sosfilt(resonators(goal, widen=widen, nasal=nasal), source), dtype=np.float64)
    first = round((consonant.silent_s + consonant.closed_s) * RATE)
    last = first + round(consonant.way_s * RATE)
    if not consonant.locus or last >= source.shape[-1]:
        return out
    way = 0.5 - 0.5 * np.cos(np.pi * np.clip((np.arange(last) - first) / (last - first), 0.0, 1.0))
    moving = out[..., :last] * np.clip(way * _WAY_STOPS - (_WAY_STOPS - 1), 0.0, 1.0)
    for stop in range(_WAY_STOPS):
        there = np.exp(np.log(start) + stop / _WAY_STOPS * np.log(goal / start))
        share = np.clip(1.0 - np.abs(way * _WAY_STOPS - stop), 0.0, 1.0)
        moving += sosfilt(resonators(there, widen=widen), source[..., :last]) * share
    out[..., :last] = moving
    return out


def _add_noise(sung: NDArray[np.float64], consonant: Consonant, rng: np.random.Generator) -> None:
    """A consonant's own noise: white noise through one resonance, rising and falling within its length."""
    from scipy.signal import lfilter

    count = min(sung.size, round(consonant.noise_s * RATE) + 1)
    radius = np.exp(-np.pi * 0.5 * consonant.noise_hz / RATE)
    turn = 2.0 * radius * np.cos(2.0 * np.pi * consonant.noise_hz / RATE)
    noise = lfilter([1.0, 0.0, -1.0], [1.0, -turn, radius**2], rng.standard_normal(count))
    rise = np.linspace(0.0, 1.0, count)
    shape = np.sqrt(np.clip(rise * 6.0, 0.0, 1.0)) * np.cos(0.5 * np.pi * rise) ** 2
    noise *= shape
    sung[:count] += noise * (consonant.noise / max(float(np.max(np.abs(noise))), 1e-9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One singer. Loudness follows velocity by 22 dB, and softer is breathier.

    Args:
        seed: Noise.
        speaker: 0 a man, 1 a woman, 2 a child.
        effort: 0 breathy – 1 pressed.
        breath: 0–1.
        vibrato_cents: Peak deviation of the vibrato on notes long enough for it.
        vibrato_hz: Its rate.
        scoop_cents: How far below the note it begins.
        roughness: 0–1.
        open_mouth: Factor on the first formant.
    """

    seed: int = 0
    speaker: float = 1.0
    effort: float = 0.6
    breath: float = 0.35
    vibrato_cents: float = 32.0
    vibrato_hz: float = 5.5
    scoop_cents: float = 60.0
    roughness: float = 0.05
    open_mouth: float = 1.0

    def play(self, stroke: Stroke) -> Wave:
        """One syllable; mono."""
        rng = noise_stream(self.seed, stroke)
        long_enough = stroke.duration > 0.45
        singer = Singer(
            speaker=self.speaker,
            effort=self.effort,
            breath=self.breath,
            attack_s=0.03 if stroke.velocity > 80 else 0.05,
            open_mouth=self.open_mouth,
            roughness=self.roughness,
            intonation=Intonation(
                scoop_cents=self.scoop_cents,
                scoop_s=0.035,
                vibrato_cents=self.vibrato_cents if long_enough else 0.0,
                vibrato_hz=self.vibrato_hz,
                vibrato_delay_s=0.28,
                drift_cents=4.0,
                jitter_cents=4.0,
            ),
        )
        wave: Wave = sing(singer, stroke, rng) * np.float32((stroke.velocity / 127.0) ** 1.2)
        return wave
