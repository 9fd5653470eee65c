"""A clip as another throat would say it: formants moved, the band above eSpeak's filled, breathier, brighter.

eSpeak's band ends at 11 kHz; above it the envelope falls on in a straight line, and noise carries it. CheapTrick with
half the transform at half the rate has the bins of 44.1 kHz, so nothing has to be resampled.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.generation.sketch.instruments.base import RATE
from trainer.realism.voices import BINS, Frames, Syllable, clip

FULL_BINS = 2 * (BINS - 1) + 1
HZ = np.arange(FULL_BINS) * (RATE / 2.0 / (FULL_BINS - 1))
_EDGE_BIN = 470
"""10.1 kHz: above it eSpeak's own band limit begins."""
_VOICED_FALL_DB, _UNVOICED_FALL_DB = -26.0, -12.0
"""From 10 kHz to 22 kHz; a design prior."""
_BRIGHT_HZ = 3000.0


@dataclass(frozen=True, slots=True, eq=False)
class Throat:
    """What WORLD needs of a phrase, at 44.1 kHz.

    Args:
        f0_hz, level_db: By frame; F0 is 0 where there is no voice.
        envelope_db, aperiodicity: ``[frames, FULL_BINS]``.
        syllables: In order.
    """

    f0_hz: Frames
    level_db: Frames
    envelope_db: Frames
    aperiodicity: Frames
    syllables: tuple[Syllable, ...]


@functools.lru_cache(maxsize=24)
def throat(
    variant: str, language: str, number: int, cache: str, *, tract: float, breath: float, brightness_db: float
) -> Throat:
    """A clip of ``voices.clip`` in another throat.

    Args:
        variant: Of the clip, as the next three.
        language: Of eSpeak NG.
        number: Of the phrase.
        cache: Folder of clips.
        tract: Factor on formant frequencies.
        breath: 0-1, noise among the harmonics, more of it the higher they are.
        brightness_db: Of a shelf above 3 kHz.
    """
    spoken = clip(variant, language, number, cache)
    envelope = _extended(_moved(spoken.envelope_db, tract), spoken.f0_hz > 0.0)
    envelope += (brightness_db / (1.0 + (_BRIGHT_HZ / np.maximum(HZ, 1.0)) ** 3)).astype(np.float32)
    level = 10.0 * np.log10(np.exp(envelope * np.float32(np.log(10.0) / 10.0)).sum(axis=1) + 1e-12)
    noise = _noise_extended(_moved(spoken.aperiodicity, tract))
    more = (0.8 * breath * np.clip(HZ / 4000.0, 0.05, 1.0)).astype(np.float32)
    noise = np.clip(1.0 - (1.0 - noise) * (1.0 - more), 1e-3, 1.0 - 1e-3)
    return Throat(spoken.f0_hz, level.astype(np.float32), envelope, noise, spoken.syllables)


def joined(parts: Sequence[Throat]) -> Throat:
    """Phrases one after the other."""
    if len(parts) == 1:
        return parts[0]
    stock: list[Syllable] = []
    offset = 0
    for own in parts:
        stock += [
            Syllable(*(offset + frame for frame in (part.start, part.vowel_start, part.vowel_end, part.end)))
            for part in own.syllables
        ]
        offset += len(own.f0_hz)
    return Throat(
        np.concatenate([own.f0_hz for own in parts]),
        np.concatenate([own.level_db for own in parts]),
        np.concatenate([own.envelope_db for own in parts]),
        np.concatenate([own.aperiodicity for own in parts]),
        tuple(stock),
    )


def _moved(table: Frames, tract: float) -> Frames:
    """Along frequency: what was at ``f`` is at ``f * tract``."""
    at = np.minimum(np.arange(BINS) / tract, BINS - 1.001)
    low = np.floor(at).astype(int)
    share = (at - low).astype(np.float32)
    return np.asarray(table[:, low] * (1.0 - share) + table[:, low + 1] * share, np.float32)


def _extended(envelope: Frames, voiced: NDArray[np.bool_]) -> Frames:
    edge = envelope[:, _EDGE_BIN - 24 : _EDGE_BIN].mean(axis=1)
    fall = np.where(voiced, _VOICED_FALL_DB, _UNVOICED_FALL_DB).astype(np.float32)
    ramp = np.linspace(0.0, 1.0, FULL_BINS - _EDGE_BIN, dtype=np.float32)
    return np.concatenate([envelope[:, :_EDGE_BIN], edge[:, None] + fall[:, None] * ramp], axis=1)


def _noise_extended(noise: Frames) -> Frames:
    edge = noise[:, _EDGE_BIN - 24 : _EDGE_BIN].mean(axis=1, keepdims=True)
    more = np.linspace(0.0, 1.0, FULL_BINS - _EDGE_BIN, dtype=np.float32)
    return np.concatenate([noise[:, :_EDGE_BIN], edge + (np.float32(0.98) - edge) * more], axis=1)
