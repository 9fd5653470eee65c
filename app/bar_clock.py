"""Musical time: where a second lies in bars, beats and sixteenths, and the other way round. Pure; knows no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis

SIXTEENTHS_PER_BEAT = 4


class Snap(Enum):
    """What clicks and loops stick to; the value is a length in beats, 0 for nothing, -1 for whole bars."""

    OFF = 0.0
    BAR = -1.0
    BEAT = 1.0
    EIGHTH = 0.5
    SIXTEENTH = 0.25


@dataclass(frozen=True, slots=True, order=True)
class BarPosition:
    """``bar`` (0 is the upbeat), ``beat`` from 1, ``sixteenth`` of the beat from 1."""

    bar: int
    beat: int
    sixteenth: int

    def __str__(self) -> str:
        return f"{self.bar}.{self.beat}.{self.sixteenth}"


@dataclass(frozen=True, slots=True, eq=False)
class BarClock:
    """The beats of a song, continued evenly before the first and after the last.

    Args:
        beats: Seconds of every beat, strictly increasing, at least two.
        downbeats: Indices into ``beats`` of every beat 1, strictly increasing, at least one.
        beats_per_bar: Beats of a full bar, used outside the known bars.
    """

    beats: NDArray[np.float64]
    downbeats: NDArray[np.int64]
    beats_per_bar: int

    @classmethod
    def of(cls, analysis: Analysis | None) -> BarClock | None:
        """The clock of an analysed song; None where no beat was found."""
        if analysis is None or len(analysis.beats) < 2:
            return None
        beats = np.unique(np.asarray(analysis.beats, np.float64))
        if len(beats) < 2:
            return None
        beats_per_bar = analysis.meter.beats_per_bar if analysis.meter is not None else 4
        if analysis.downbeats:
            nearest = np.abs(beats[None, :] - np.asarray(analysis.downbeats)[:, None]).argmin(axis=1)
            downbeats = np.unique(nearest)
        else:
            downbeats = np.arange(0, len(beats), beats_per_bar)
        return cls(beats, downbeats.astype(np.int64), beats_per_bar)

    def beat_at(self, time: float) -> float:
        """Beats since the first one, with fraction; negative before it."""
        first, last = self.beats[0], self.beats[-1]
        if time < first:
            return float((time - first) / self.period)
        if time >= last:
            return float(len(self.beats) - 1 + (time - last) / self.period)
        return float(np.interp(time, self.beats, np.arange(len(self.beats))))

    def time_of(self, beat: float) -> float:
        """Seconds of a beat index, the inverse of ``beat_at``."""
        last = len(self.beats) - 1
        if beat < 0:
            return float(self.beats[0] + beat * self.period)
        if beat >= last:
            return float(self.beats[-1] + (beat - last) * self.period)
        return float(np.interp(beat, np.arange(len(self.beats)), self.beats))

    def position(self, time: float) -> BarPosition:
        """Bar, beat and sixteenth that sound at ``time``."""
        exact = self.beat_at(time) + 1e-6  # a beat's own time must count as that beat despite rounding
        index = math.floor(exact)
        sixteenth = min(int((exact - index) * SIXTEENTHS_PER_BEAT), SIXTEENTHS_PER_BEAT - 1) + 1
        bar, beat = self.bar_of(index)
        return BarPosition(bar, beat, sixteenth)

    def bar_of(self, index: int) -> tuple[int, int]:
        """``(bar, beat)`` of a beat index, both as a musician counts; bars before the first downbeat are 0, -1, …"""
        place = int(np.searchsorted(self.downbeats, index, side="right")) - 1
        if place < 0:
            before = index - int(self.downbeats[0])
            return 1 + before // self.beats_per_bar, before % self.beats_per_bar + 1
        since = index - int(self.downbeats[place])
        if place == len(self.downbeats) - 1:
            return place + 1 + since // self.beats_per_bar, since % self.beats_per_bar + 1
        return place + 1, since + 1

    def bar_starts(self, end: float) -> NDArray[np.float64]:
        """Seconds of bar 1, 2, … up to ``end``."""
        known = self.beats[self.downbeats]
        period = self.period * self.beats_per_bar
        more = np.arange(known[-1] + period, end, period)
        return np.concatenate([known, more])

    def snapped(self, time: float, snap: Snap) -> float:
        """The grid point nearest to ``time``, never before 0."""
        if snap is Snap.OFF:
            return time
        if snap is Snap.BAR:
            starts = self.bar_starts(time + 2 * self.period * self.beats_per_bar)
            return max(0.0, float(starts[np.abs(starts - time).argmin()]))
        step = float(snap.value)
        return max(0.0, self.time_of(round(self.beat_at(time) / step) * step))

    def stepped(self, time: float, *, beats: int = 0, bars: int = 0) -> float:
        """``time`` moved to the next or previous beat or bar line, as the arrow keys do."""
        if beats:
            exact = self.beat_at(time)
            target = math.floor(exact + 1e-3) + beats if beats > 0 else math.ceil(exact - 1e-3) + beats
            return max(0.0, self.time_of(target))
        starts = self.bar_starts(time + (abs(bars) + 2) * self.period * self.beats_per_bar)
        after = starts[starts > time + 1e-3]
        before = starts[starts < time - 1e-3]
        if bars > 0:
            return float(after[min(bars, len(after)) - 1]) if len(after) else time
        return float(before[max(len(before) + bars, 0)]) if len(before) else 0.0

    @property
    def period(self) -> float:
        """Seconds of a beat, in the middle."""
        return _period_of(self)


@lru_cache(maxsize=8)
def _period_of(clock: BarClock) -> float:
    """Asked for many times within a frame; a clock never changes."""
    return float(np.median(np.diff(clock.beats)))
