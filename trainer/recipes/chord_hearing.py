"""What the pitch network would hear of notes, imagined instead of rendered: thousands of pieces in seconds.

A note lights its key up, decays, lights keys an octave, a twelfth and more above it up too, and is sometimes missed;
drums and noise light up what nobody played. How much of each is drawn anew for every piece, over a wider range than the
network shows on rendered stems, so that what is learned does not hang on one level of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.chroma import HarmonicEvidence, Saliences, harmonic_evidence
from engine.analysis.salience import LOWEST_PITCH, NUM_PITCHES, PitchSalience
from engine.core.audio import Audio
from engine.core.stems import Stem
from engine.core.time import FrameClock

CLOCK = FrameClock(22_050, 2_048)
"""Eleven frames a second: beats are averaged anyway."""

_PITCHED = (Stem.OTHER, Stem.BASS, Stem.LOG_DRUM, Stem.VOCALS)
_GHOSTS = ((12, 0.5), (19, 0.25), (24, 0.25), (28, 0.25), (-12, 0.12))
"""Semitones above a note, and how often a key there lights up."""
_NOISE = 0.06
_BLIPS_PER_S = 0.8
_DRUMS = 0.6


@dataclass(frozen=True, slots=True)
class Sounding:
    """A note as the imagined network hears it: seconds, MIDI number, velocity, and whether it dies away."""

    onset: float
    offset: float
    pitch: int
    velocity: int
    decays: bool


def imagined(
    rng: np.random.Generator, parts: Mapping[Stem, Sequence[Sounding]], seconds: float, *, stems: bool
) -> HarmonicEvidence | None:
    """Evidence of a piece as if its stems, or its mixture alone, had been heard; None where nothing is pitched."""
    heard = {stem: _layer(rng, parts[stem], seconds, is_bass=stem is Stem.BASS) for stem in _PITCHED if stem in parts}
    if not heard:
        return None
    whole = np.max([layer * float(rng.uniform(0.7, 1.0)) for layer in heard.values()], axis=0)
    if rng.random() < _DRUMS:
        for at in np.arange(0.0, seconds, float(rng.uniform(0.4, 0.7))):
            whole[round(at * CLOCK.rate), int(rng.integers(3, 20))] += float(rng.uniform(0.1, 0.5))
    if not stems:
        whole *= float(rng.uniform(0.6, 1.0))
    layers = {stem: _salience(layer) for stem, layer in heard.items()} if stems else {}
    silence = Audio(np.zeros((1, round(seconds * 1000)), np.float32), 1000)
    return harmonic_evidence(silence, saliences=Saliences(_salience(whole), layers, 0.0))


def _salience(notes: NDArray[np.float32]) -> PitchSalience:
    notes = np.clip(notes, 0.0, 1.0)
    return PitchSalience(notes, np.zeros_like(notes), CLOCK)


def _layer(
    rng: np.random.Generator, notes: Sequence[Sounding], seconds: float, *, is_bass: bool
) -> NDArray[np.float32]:
    frames = 2 + round(seconds * CLOCK.rate)
    out = np.zeros((frames, NUM_PITCHES), np.float32)
    gain, missed, decay = rng.uniform(0.75, 1.1), rng.uniform(0.0, 0.12), rng.uniform(0.5, 3.0)
    strengths = rng.uniform(0.0, 0.56, len(_GHOSTS))
    for note in notes:
        key, start = note.pitch - LOWEST_PITCH, round(note.onset * CLOCK.rate)
        stop = min(frames, max(start + 1, round(note.offset * CLOCK.rate)))
        if rng.random() < missed or not 0 <= key < NUM_PITCHES or start >= stop:
            continue
        level = gain * rng.uniform(0.45, 0.8) * (0.6 + 0.4 * note.velocity / 127.0)
        level *= rng.uniform(0.6, 1.0) if is_bass else 1.0
        shape = np.exp(-np.arange(stop - start) / CLOCK.rate / decay) if note.decays else np.ones(stop - start)
        _light(out, key, start, level * shape)
        for (shift, often), strength in zip(_GHOSTS, strengths, strict=True):
            if 0 <= key + shift < NUM_PITCHES and rng.random() < often:
                _light(out, key + shift, start, level * shape * strength * rng.uniform(0.5, 1.0))
    out += _NOISE * np.abs(rng.standard_normal(out.shape)).astype(np.float32)
    for _ in range(int(rng.poisson(_BLIPS_PER_S * seconds))):
        at = int(rng.integers(frames))
        out[at : at + int(rng.integers(1, 4)), int(rng.integers(10, 70))] += float(rng.uniform(0.1, 0.5))
    return np.clip(out, 0.0, 1.0)


def _light(out: NDArray[np.float32], key: int, start: int, levels: NDArray[np.float64]) -> None:
    here = out[start : start + len(levels), key]
    np.maximum(here, levels.astype(np.float32), out=here)
