"""Many voices on one note: a choir that blends, and a group that shouts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.band_limited import (
    HOP,
    drawn,
    envelope,
    fade_out,
    harmonics_below,
    num_hops,
    read,
)
from engine.generation.sketch.instruments.base import Stroke, Wave, frequency, noise_stream
from engine.generation.sketch.instruments.glottis import MOST_HARMONICS, glottal_table
from engine.generation.sketch.instruments.intonation import Intonation, frequency_curve
from engine.generation.sketch.instruments.mouth import through_mouth
from engine.generation.sketch.instruments.voice import RING_S, Singer, sing
from engine.generation.sketch.instruments.vowels import (
    CONSONANTS,
    locus_formants,
    read_syllable,
    vowel_formants,
)


def _places(count: int, width: float) -> NDArray[np.float64]:
    """Gains ``[2, count]`` of so many places from left to right, of equal power."""
    angle = 0.25 * np.pi * (1.0 + width * np.linspace(-1.0, 1.0, count)) if count > 1 else np.array([0.25 * np.pi])
    # neighbours in the row do not stand side by side, so that early and late, sharp and flat mix
    angle = angle[np.argsort(np.arange(count) * 0.618 % 1.0)]
    return np.stack((np.cos(angle), np.sin(angle)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choir:
    """Five to eight singers of one part who blend: few consonants, slow beginnings, one mouth shape for all.

    Args:
        seed: Noise.
        num_voices: 2–12.
        speaker: 0 men, 1 women, 2 children; -1 lets the pitch decide (men below MIDI 57, women above 62).
        detune_cents: Standard deviation between singers. Choirs scatter by 10–20 cents (Ternström, "Choir acoustics",
            2003).
        vibrato_cents: Peak deviation of each singer's own vibrato.
        effort: 0 breathy – 1 pressed.
        breath: 0–1.
        attack_s: Time to full loudness.
        width: 0 mono – 1 wide.
    """

    seed: int = 0
    num_voices: int = 6
    speaker: float = -1.0
    detune_cents: float = 11.0
    vibrato_cents: float = 22.0
    effort: float = 0.35
    breath: float = 0.6
    attack_s: float = 0.11
    width: float = 0.8

    def play(self, stroke: Stroke) -> Wave:
        """One syllable; stereo."""
        rng = noise_stream(self.seed, stroke)
        strength = stroke.velocity / 127.0
        release = 0.28
        hops = num_hops(stroke.duration + release + RING_S)
        loudness = envelope(hops, stroke.duration, attack=self.attack_s, release=release, sustain=(0.85, 1.0, 1.0, 0.9))
        wide = np.zeros((2, hops * HOP), np.float32)
        effort = self.effort * (0.1 + 0.9 * strength**2)
        for gains in _places(self.num_voices, self.width).T:
            voice = self._voice(stroke, hops, effort, rng)
            wide[0] += np.float32(gains[0]) * voice
            wide[1] += np.float32(gains[1]) * voice
        air = rng.standard_normal(wide.shape, dtype=np.float32)
        wide += np.float32(0.1 * self.breath * np.sqrt(self.num_voices)) * air
        sung = self._through_mouths(wide * drawn(loudness), stroke)
        fade_out(sung)
        sung *= np.float32(strength**1.2 / max(float(np.max(np.abs(sung))), 1e-9))
        return sung

    def _voice(self, stroke: Stroke, hops: int, effort: float, rng: np.random.Generator) -> Wave:
        manner = Intonation(
            scoop_cents=float(rng.normal(15.0, 15.0)),
            scoop_s=0.06,
            vibrato_cents=self.vibrato_cents * float(rng.uniform(0.5, 1.2)),
            vibrato_hz=float(rng.uniform(4.8, 6.2)),
            vibrato_delay_s=float(rng.uniform(0.1, 0.35)),
            drift_cents=5.0,
            jitter_cents=2.0,
            detune_cents=float(rng.normal()) * self.detune_cents,
        )
        frequency_hz = frequency_curve(stroke, hops, manner, rng)
        harmonics = min(MOST_HARMONICS, harmonics_below(float(frequency_hz.max())))
        table = glottal_table(2.5, 0.45, harmonics)
        return read(table, frequency_hz, brightness=float(effort), phase=float(rng.random()))

    def _through_mouths(self, wide: Wave, stroke: Stroke) -> Wave:
        syllable = read_syllable(stroke.syllable or "o")
        consonant = CONSONANTS[syllable.consonant]
        speaker = self.speaker if self.speaker >= 0.0 else float(np.clip((stroke.pitch - 57.0) / 5.0, 0.0, 1.0))
        goal = vowel_formants(syllable.vowel or "a", speaker)
        goal[0] = max(goal[0], 1.03 * frequency(stroke.pitch))
        goal[1] = max(goal[1], 1.15 * goal[0])
        start = locus_formants(consonant, goal, speaker)
        # the singers' mouths differ: together their resonances are wider than one mouth's
        return through_mouth(wide, start, goal, consonant, widen=1.6, nasal=syllable.vowel == "m")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChantVoices:
    """A group that calls out together: pressed, rough, not quite together, dropping off at the end of the word.

    Args:
        seed: Noise.
        num_voices: 2–8.
        speaker: Mean of the group, 0 men – 1 women – 2 children.
        mixed: Spread of ``speaker`` in the group.
        effort: 0 breathy – 1 pressed.
        roughness: 0–1.
        detune_cents: Standard deviation between voices.
        late_ms: The last voice's delay.
        fall_semitones: Drop at the end of a syllable.
        width: 0 mono – 1 wide.
    """

    seed: int = 0
    num_voices: int = 6
    speaker: float = 0.3
    mixed: float = 0.35
    effort: float = 0.9
    roughness: float = 0.3
    detune_cents: float = 22.0
    late_ms: float = 26.0
    fall_semitones: float = 1.5
    width: float = 0.9

    def play(self, stroke: Stroke) -> Wave:
        """One syllable; stereo."""
        rng = noise_stream(self.seed, stroke)
        # two and two share a mouth and a place
        sizes = [min(2, self.num_voices - first) for first in range(0, self.num_voices, 2)]
        places = _places(len(sizes), self.width)
        # the same people in every shout
        people = np.random.Generator(np.random.PCG64([self.seed, len(sizes)]))
        speakers = np.clip(self.speaker + self.mixed * people.uniform(-1.0, 1.0, len(sizes)), 0.0, 2.0)
        voices = [self._voices(stroke, size, float(who), rng) for size, who in zip(sizes, speakers, strict=True)]
        group = np.zeros((2, max(voice.size for voice in voices)), np.float32)
        for voice, gains in zip(voices, places.T, strict=True):
            group[0, : voice.size] += np.float32(gains[0]) * voice
            group[1, : voice.size] += np.float32(gains[1]) * voice
        group *= np.float32((stroke.velocity / 127.0) ** 1.2 / max(float(np.max(np.abs(group))), 1e-9))
        return group

    def _voices(self, stroke: Stroke, count: int, speaker: float, rng: np.random.Generator) -> Wave:
        first, *others = (self._intonation(rng) for _ in range(count))
        singer = Singer(
            speaker=speaker,
            effort=self.effort * float(rng.uniform(0.8, 1.0)),
            breath=0.4,
            attack_s=float(rng.uniform(0.012, 0.03)),
            open_mouth=1.12,
            roughness=self.roughness,
            intonation=first,
            companions=tuple(others),
        )
        return sing(singer, stroke, rng, late_s=float(rng.uniform(0.0, self.late_ms)) / 1000.0)

    def _intonation(self, rng: np.random.Generator) -> Intonation:
        return Intonation(
            scoop_cents=float(rng.normal(90.0, 50.0)),
            scoop_s=0.025,
            drift_cents=9.0,
            jitter_cents=9.0,
            detune_cents=float(rng.normal()) * self.detune_cents,
            fall_semitones=self.fall_semitones * float(rng.uniform(0.4, 1.3)),
        )
