"""A singer: vocal folds through the resonances of a mouth (source and filter, Fant 1960).

The voice is synthetic and is marked so wherever it is exported. It sings syllables, not words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.band_limited import (
    HOP,
    Curve,
    drawn,
    envelope,
    fade_out,
    harmonics_below,
    num_hops,
    read,
)
from engine.generation.sketch.instruments.base import RATE, Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.glottis import MOST_HARMONICS, glottal_table
from engine.generation.sketch.instruments.intonation import Intonation, frequency_curve
from engine.generation.sketch.instruments.mouth import through_mouth
from engine.generation.sketch.instruments.vowels import (
    CONSONANTS,
    Consonant,
    Formants,
    locus_formants,
    read_syllable,
    vowel_formants,
)

RELEASE_S = 0.09
_CONSONANT_FFT = 8192

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
        companions: Others who sing with the same mouth: a group costs less so.
    """

    speaker: float
    effort: float
    breath: float
    attack_s: float
    open_mouth: float
    roughness: float
    intonation: Intonation
    companions: tuple[Intonation, ...] = ()


def sing(singer: Singer, stroke: Stroke, rng: np.random.Generator, *, late_s: float = 0.0) -> Wave:
    """One syllable, peaking at 1; ``late_s`` of silence before it."""
    syllable = read_syllable(stroke.syllable)
    consonant = CONSONANTS[syllable.consonant]
    hops = num_hops(stroke.duration + RELEASE_S + RING_S)
    pitches = [frequency_curve(stroke, hops, held, rng) for held in (singer.intonation, *singer.companions)]
    goal = _tuned(vowel_formants(syllable.vowel or "a", singer.speaker), singer, _highest_hz(stroke))
    strength = stroke.velocity / 127.0
    loudness = _loudness(hops, stroke.duration, singer, consonant)
    source = _source(singer, pitches if syllable.vowel else [], loudness, strength, rng)
    start = locus_formants(consonant, goal, singer.speaker)
    sung = through_mouth(source, start, goal, consonant, nasal=syllable.vowel == "m")
    fade_out(sung)
    sung /= np.float32(max(float(np.max(np.abs(sung))), 1e-9))
    if consonant.noise:
        _add_noise(sung, consonant, rng)
    if late_s:
        sung = np.concatenate((np.zeros(round(late_s * RATE), np.float32), sung))
    wave: Wave = sung / np.float32(max(1.0, float(np.max(np.abs(sung)))))
    return wave


def _highest_hz(stroke: Stroke) -> float:
    """The note's pitch, or where its slide goes if that is higher."""
    return frequency(stroke.pitch + (max(0.0, stroke.slide.semitones) if stroke.slide else 0.0))


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
    singer: Singer, pitches: Sequence[Curve], loudness: Curve, strength: float, rng: np.random.Generator
) -> Wave:
    """Folds at each of the pitches, and air, which hisses most while they are open (Klatt & Klatt, JASA 1990).

    Without a pitch it is a whisper.
    """
    samples = (loudness.size - 1) * HOP
    air = rng.standard_normal(samples, dtype=np.float32)
    level = drawn(loudness * (0.35 + 0.65 * strength))
    if not pitches:
        whisper: Wave = air * level
        return whisper
    effort = np.clip(singer.effort * (0.1 + 0.9 * strength**2), 0.03, 1.0)
    brightness = effort * (0.55 + 0.45 * loudness)
    if singer.roughness:
        beat = rng.standard_normal(loudness.size) * 0.5 * singer.roughness
        loudness = np.asarray(loudness * np.clip(1.0 + beat, 0.3, 1.7))
    folds = np.zeros(samples, np.float32)
    for frequency_hz in pitches:
        harmonics = min(MOST_HARMONICS, harmonics_below(float(frequency_hz.max())))
        table = glottal_table(2.5, 0.45, harmonics)
        folds += read(table, frequency_hz, brightness=brightness, phase=float(rng.random()))
    open_share = np.float32(0.6) + np.float32(0.4) * np.clip(folds, -1.0, 1.0)
    folds *= drawn(loudness)
    folds += np.float32(0.12 * singer.breath) * air * open_share * level
    return folds


def _add_noise(sung: Wave, consonant: Consonant, rng: np.random.Generator) -> None:
    """A consonant's own noise, in a band about its centre, rising and falling within its length."""
    count = min(sung.size, round(consonant.noise_s * RATE) + 1)
    spectrum = np.fft.rfft(rng.standard_normal(count, dtype=np.float32), _CONSONANT_FFT)
    place = np.fft.rfftfreq(_CONSONANT_FFT, 1.0 / RATE) / consonant.noise_hz
    # a second-order band-pass of q 2
    spectrum *= 1.0 / (1.0 + 2.0j * (place - 1.0 / np.maximum(place, 1e-3)))
    noise = np.fft.irfft(spectrum)[:count]
    rise = np.linspace(0.0, 1.0, count)
    noise *= np.sqrt(np.clip(rise * 6.0, 0.0, 1.0)) * np.cos(0.5 * np.pi * rise) ** 2
    sung[:count] += (noise * (consonant.noise / max(float(np.max(np.abs(noise))), 1e-9))).astype(np.float32)


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
