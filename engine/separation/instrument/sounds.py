"""The sounds of a stem, each averaged from strokes that are alike and kept as far as it can be heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.jobs import Report, no_report
from engine.separation.instrument.alike import Group
from engine.separation.instrument.averaging import BEFORE_S, Averaged, average
from engine.separation.instrument.leaving import follows
from engine.separation.instrument.periods import Low
from engine.separation.instrument.reading import Readable, Wave, stretch

_ENOUGH = 2
"""Strokes from which a group gives a sound of its own: what comes back lies on what it was, so it is no accident."""
_GUARD_S = 0.003
_BLOCK_S = 0.01
_SILENT_DB = -54.0
_TORN_DB = -24.0
_SAME_SEMITONES = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A sound.

    Args:
        wave: ``[channels, samples]`` at the stem's rate; its attack lies ``BEFORE_S`` after its start.
        low: The same at the low rate, in one channel.
        pitch: Rough MIDI number, comparable with that of a stroke.
        strokes: Numbers of the strokes it was averaged from.
        starts: Where its first sample falls in each, seconds.
        attack: Seconds after its first sample at which its strokes were heard to begin.
    """

    wave: Wave
    low: Readable
    pitch: float
    strokes: tuple[int, ...]
    starts: NDArray[np.float64]
    attack: float


def learn_sounds(
    stem: NDArray[np.floating],
    sample_rate: int,
    low: Low,
    groups: Sequence[Group],
    onsets: Sequence[float],
    ends: Sequence[float],
    *,
    report: Report = no_report,
) -> list[Sound]:
    """Sounds of the groups that come back, the most used first; where nothing does, the loudest stroke as it is."""
    repeated = [group for group in groups if len(group.strokes) >= _ENOUGH] or list(groups[:1])
    sounds = []
    for index, group in enumerate(repeated):
        report(index / len(repeated))
        struck = [onsets[k] + delay for k, delay in zip(group.strokes, group.delays, strict=True)]
        alone = [ends[k] - _GUARD_S for k in group.strokes]
        first = average(stem, sample_rate, struck, alone)
        final = average(
            stem, sample_rate, list(first.starts / sample_rate + BEFORE_S), _followed(stem, sample_rate, first, alone)
        )
        wave = _audible(final, sample_rate)
        starts = final.starts / sample_rate
        attack = float(np.median([onsets[k] - start for k, start in zip(group.strokes, starts, strict=True)]))
        sounds.append(Sound(wave, Readable(low.of_sound(wave)), group.pitch, tuple(group.strokes), starts, attack))
    return [sound for sound in sounds if not _has_a_whole_one(sound, sounds, sample_rate)]


def _has_a_whole_one(torn: Sound, sounds: Sequence[Sound], sample_rate: int) -> bool:
    """Whether a sound that was never heard to its end has a neighbour of its pitch that rings twice as long.

    Strokes that are all cut short (they all slide) would give a one-shot that stops in the middle.
    """
    if end_level_db(torn.wave, sample_rate) < _TORN_DB:
        return False
    return any(
        abs(other.pitch - torn.pitch) < _SAME_SEMITONES
        and other.wave.shape[1] >= 2 * torn.wave.shape[1]
        and end_level_db(other.wave, sample_rate) < _TORN_DB
        for other in sounds
    )


def end_level_db(wave: Wave, sample_rate: int) -> float:
    """Level of the last 10 ms against the loudest 10 ms."""
    block = round(_BLOCK_S * sample_rate)
    power = np.sum(wave**2, axis=0)
    count = max(1, len(power) // block)
    blocks = power[len(power) - min(len(power), count * block) :].reshape(count, -1).mean(axis=1)
    return 10.0 * float(np.log10(max(float(blocks[-1]), 1e-300) / max(float(blocks.max()), 1e-300)))


def _followed(stem: NDArray[np.floating], sample_rate: int, sound: Averaged, ends: Sequence[float]) -> list[float]:
    """To where each stroke follows the mean: one that was let go must not shorten the tail of all."""
    length = sound.wave.shape[1]
    followed = []
    for start, end in zip(sound.starts, ends, strict=True):
        first = round(start)
        own = min(length, max(1, round(end * sample_rate) - first))
        left = follows(stretch(stem, first, own), sound.wave[:, :own], sample_rate)
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
