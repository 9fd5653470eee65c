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

_JOINS = 0.85
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


class _Mean:
    """Running mean of a group's waves, each weighted by its own gain: the least-squares wave."""

    def __init__(self, wave: NDArray[np.float64], length: int) -> None:
        self._sum = np.where(np.arange(len(wave)) < length, wave, 0.0)
        self._weight = (np.arange(len(wave)) < length).astype(float)
        self.known = length

    @property
    def wave(self) -> NDArray[np.float64]:
        return np.asarray(self._sum / np.maximum(self._weight, 1e-9))

    def add(self, wave: NDArray[np.float64], length: int, compared: int) -> None:
        mean = self.wave[:compared]
        gain = float(np.dot(wave[:compared], mean)) / max(float(np.dot(mean, mean)), 1e-300)
        self._sum[:length] += gain * wave[:length]
        self._weight[:length] += gain * gain
        self.known = max(self.known, length)


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
    rate = low.rate
    before, reach, most = (round(s * rate) for s in (_BEFORE_S, _REACH_S, _COMPARED_S))
    padded = np.pad(low.samples, (before + reach, most + before + 2 * reach))
    lengths = [min(before + most, before + int((e - o - _GUARD_S) * rate)) for o, e in zip(onsets, ends, strict=True)]

    def stretch(index: int) -> NDArray[np.float64]:
        start = round(onsets[index] * rate)
        return padded[start : start + before + most + 2 * reach]

    usable = [i for i, n in enumerate(lengths) if pitches[i] is not None and n - before >= _SHORTEST_S * rate]
    energy = {i: float(np.sum(stretch(i)[reach : reach + lengths[i]] ** 2)) for i in usable}
    groups: list[Group] = []
    means: list[_Mean] = []
    for round_number in range(2):
        founding = round_number == 0
        members: list[list[tuple[int, float]]] = [[] for _ in groups]
        for index in sorted(usable, key=lambda i: -energy[i]):
            pitch = pitches[index]
            assert pitch is not None
            best, delay, correlation = -1, 0.0, -1.0
            for number, (group, mean) in enumerate(zip(groups, means, strict=True)):
                compared = min(lengths[index], mean.known)
                if abs(group.pitch - pitch) > _NEAR_SEMITONES or compared - before < _SHORTEST_S * rate:
                    continue
                found, height = delay_between(
                    stretch(index)[None, : compared + 2 * reach], mean.wave[None, :compared], reach
                )
                if height > correlation:
                    best, delay, correlation = number, found, height
            if correlation >= _JOINS:
                members[best].append((index, delay / rate))
                if founding:
                    moved = stretch(index)[reach + round(delay) :][: before + most]
                    means[best].add(moved, lengths[index], min(lengths[index], means[best].known))
            elif founding:
                groups.append(Group(pitch))
                means.append(_Mean(stretch(index)[reach : reach + before + most].copy(), lengths[index]))
                members.append([(index, 0.0)])
        for group, chosen in zip(groups, members, strict=True):
            group.strokes = [index for index, _ in chosen]
            group.delays = [delay for _, delay in chosen]
    return sorted((group for group in groups if group.strokes), key=lambda group: -len(group.strokes))
