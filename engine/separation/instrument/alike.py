"""Which strokes are the same sound at the same pitch: waves that lie on each other when moved and scaled.

A sampled drum repeats to the sample, a synthesised one nearly so at each pitch and velocity. Strokes are taken from the
loudest to the softest; each joins the group on whose mean it lies best, or founds one. Then every stroke chooses once
more among the finished groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.separation.instrument.periods import Low
from engine.separation.instrument.reading import delay_between

_JOINS = 0.82
"""Correlation from which two waves are one sound. Bleed 10 dB below the drum leaves 0.95 between a stroke and a mean;
a semitone at 55 Hz leaves less than 0.7 over the compared stretch."""
_NEAR_SEMITONES = 0.8
_BEFORE_S = 0.006
_COMPARED_S = 0.16
_SHORTEST_S = 0.045
_REACH_S = 0.004
_GUARD_S = 0.004


@dataclass(slots=True)
class Group:
    """Strokes of one sound: their numbers, and by how much each comes later than its onset says (seconds)."""

    pitch: float
    strokes: list[int] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)


def group_alike(
    low: Low, onsets: Sequence[float], ends: Sequence[float], pitches: Sequence[float | None]
) -> list[Group]:
    """Groups of strokes, the largest first. Strokes without a pitch, or too short to compare, are in none.

    Args:
        low: The stem.
        onsets: Seconds.
        ends: Where the next stroke begins, seconds.
        pitches: Rough MIDI number of each.
    """
    shortest = _BEFORE_S + _SHORTEST_S
    usable = [
        (index, pitch)
        for index, (onset, end, pitch) in enumerate(zip(onsets, ends, pitches, strict=True))
        if pitch is not None and end - onset - _GUARD_S + _BEFORE_S >= shortest
    ]
    waves = {index: _Wave.of(low, onsets[index], ends[index]) for index, _ in usable}
    usable.sort(key=lambda pair: -waves[pair[0]].energy)
    groups: list[Group] = []
    means: list[_Mean] = []
    for index, pitch in usable:
        wave = waves[index]
        found = _nearest(wave, pitch, groups, means)
        if found is None:
            groups.append(Group(pitch))
            means.append(_Mean(wave))
        else:
            means[found.group].add(wave, found.delay)
    for index, pitch in usable:
        found = _nearest(waves[index], pitch, groups, means)
        if found is not None:
            groups[found.group].strokes.append(index)
            groups[found.group].delays.append(found.delay / low.rate)
    return sorted((group for group in groups if group.strokes), key=lambda group: -len(group.strokes))


@dataclass(frozen=True, slots=True, eq=False)
class _Wave:
    """A stroke: ``[samples + 2 reach]`` from ``reach`` before its stretch, of which ``known`` samples are its own."""

    samples: NDArray[np.float64]
    known: int
    reach: int
    shortest: int

    @classmethod
    def of(cls, low: Low, onset: float, end: float) -> _Wave:
        before, reach, most = (round(s * low.rate) for s in (_BEFORE_S, _REACH_S, _COMPARED_S))
        known = min(before + most, before + int((end - onset - _GUARD_S) * low.rate))
        samples = low.stretch(round(onset * low.rate) - before - reach, before + most + 2 * reach)[0]
        return cls(samples, known, reach, before + round(_SHORTEST_S * low.rate))

    def moved(self, delay: float) -> NDArray[np.float64]:
        start = self.reach + round(delay)
        return self.samples[start : start + len(self.samples) - 2 * self.reach]

    @property
    def energy(self) -> float:
        return float(np.sum(self.moved(0.0)[: self.known] ** 2))


class _Mean:
    """Running mean of a group's waves, each weighted by its own gain: the least-squares wave."""

    def __init__(self, wave: _Wave) -> None:
        own = np.arange(len(wave.moved(0.0))) < wave.known
        self._sum = np.where(own, wave.moved(0.0), 0.0)
        self._weight = own.astype(float)
        self.known = wave.known

    @property
    def wave(self) -> NDArray[np.float64]:
        return np.asarray(self._sum / np.maximum(self._weight, 1e-9))

    def add(self, wave: _Wave, delay: float) -> None:
        samples, compared = wave.moved(delay), min(wave.known, self.known)
        mean = self.wave[:compared]
        gain = float(np.dot(samples[:compared], mean)) / max(float(np.dot(mean, mean)), 1e-300)
        self._sum[: wave.known] += gain * samples[: wave.known]
        self._weight[: wave.known] += gain * gain
        self.known = max(self.known, wave.known)


@dataclass(frozen=True, slots=True)
class _Found:
    group: int
    delay: float


def _nearest(wave: _Wave, pitch: float, groups: Sequence[Group], means: Sequence[_Mean]) -> _Found | None:
    """The group on whose mean a wave lies best, and its delay in samples; None where it lies on none."""
    best, highest = None, _JOINS
    for number, (group, mean) in enumerate(zip(groups, means, strict=True)):
        compared = min(wave.known, mean.known)
        if abs(group.pitch - pitch) > _NEAR_SEMITONES or compared < wave.shortest:
            continue
        delay, height = delay_between(
            wave.samples[None, : compared + 2 * wave.reach], mean.wave[None, :compared], wave.reach
        )
        if height >= highest:
            best, highest = _Found(number, delay), height
    return best
