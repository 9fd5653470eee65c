"""The sounds of a stem, each averaged from strokes that are alike and kept as far as it can be heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.separation.instrument.alike import Group
from engine.separation.instrument.averaging import BEFORE_S, Averaged, average
from engine.separation.instrument.leaving import follows
from engine.separation.instrument.periods import Low
from engine.separation.instrument.reading import Readable, Wave

_ENOUGH = 3
"""Strokes from which a group gives a sound of its own; two could be an accident."""
_GUARD_S = 0.003
_BLOCK_S = 0.01
_SILENT_DB = -54.0


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A sound.

    Args:
        wave: ``[channels, samples]`` at the stem's rate; its attack lies ``BEFORE_S`` after its start.
        low: The same at the low rate, in one channel.
        pitch: Rough MIDI number, comparable with that of a stroke.
        strokes: Numbers of the strokes it was averaged from.
        starts: Where its first sample falls in each, seconds.
    """

    wave: Wave
    low: Readable
    pitch: float
    strokes: tuple[int, ...]
    starts: NDArray[np.float64]


def learn_sounds(
    stem: Wave, sample_rate: int, low: Low, groups: Sequence[Group], onsets: Sequence[float], ends: Sequence[float]
) -> list[Sound]:
    """Sounds of the groups that are large enough, or of the largest where none is; the most used first."""
    if not groups:
        return []
    least = min(_ENOUGH, len(groups[0].strokes))
    sounds = []
    for group in groups:
        if len(group.strokes) < least:
            break
        struck = [onsets[k] + delay for k, delay in zip(group.strokes, group.delays, strict=True)]
        alone = [ends[k] - _GUARD_S for k in group.strokes]
        first = average(stem, sample_rate, struck, alone)
        final = average(
            stem, sample_rate, list(first.starts / sample_rate + BEFORE_S), _followed(stem, sample_rate, first, alone)
        )
        wave = _audible(final, sample_rate)
        starts = final.starts / sample_rate
        sounds.append(Sound(wave, Readable(low.of_sound(wave)), group.pitch, tuple(group.strokes), starts))
    return sounds


def _followed(stem: Wave, sample_rate: int, sound: Averaged, ends: Sequence[float]) -> list[float]:
    """To where each stroke follows the mean: one that was let go must not shorten the tail of all."""
    length = sound.wave.shape[1]
    padded = np.pad(stem, ((0, 0), (sample_rate, length + sample_rate)))
    followed = []
    for start, end in zip(sound.starts, ends, strict=True):
        first = round(start)
        own = min(length, max(1, round(end * sample_rate) - first))
        stroke = padded[:, first + sample_rate : first + sample_rate + own]
        left = follows(stroke, sound.wave[:, :own], sample_rate)
        followed.append(end if left is None else start / sample_rate + left)
    return followed


def _audible(sound: Averaged, sample_rate: int) -> Wave:
    """The wave up to where it falls silent for good."""
    block = round(_BLOCK_S * sample_rate)
    wave = sound.wave[:, : int(np.flatnonzero(sound.counts)[-1]) + 1]
    count = -(-wave.shape[1] // block)
    power = np.pad(np.sum(wave**2, axis=0), (0, count * block - wave.shape[1])).reshape(count, block).mean(axis=1)
    loud = np.flatnonzero(power > float(power.max()) * 10.0 ** (_SILENT_DB / 10.0))
    return wave[:, : (int(loud[-1]) + 1) * block] if len(loud) else wave[:, :block]
