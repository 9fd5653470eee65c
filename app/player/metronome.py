"""The metronome: a click on every beat of the analysis, one more row of samples under the renderer's own faders.

As a row of the fetched block it follows seeks, loops and fades of the stems to the sample; solos and mutes of the
lanes do not reach it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.player.control import Command
from app.player.mixing import Block, Fetch, Gains, ramp

CLICK_SECONDS = 0.03
_BAR_HZ, _BEAT_HZ = 1600.0, 1000.0  # an octave's interval would hide in a chord; this one does not
_LEVEL = 0.4
_DECAY_SECONDS = 0.006


@dataclass(frozen=True, slots=True)
class _Track:
    """Clicks at one sample rate: the frame each begins at, which sound it has, and the two sounds."""

    frames: NDArray[np.int64]
    is_bar: NDArray[np.bool_]
    beat: NDArray[np.float32]
    bar: NDArray[np.float32]

    def read(self, start: int, count: int) -> NDArray[np.float32]:
        """Samples ``start`` to ``start + count`` of the click track."""
        out = np.zeros(count, np.float32)
        length = len(self.beat)
        first = int(np.searchsorted(self.frames, start - length, side="right"))
        last = int(np.searchsorted(self.frames, start + count, side="left"))
        for index in range(first, last):
            sound = self.bar if self.is_bar[index] else self.beat
            offset = int(self.frames[index]) - start
            begin, end = max(0, offset), min(count, offset + length)
            out[begin:end] += sound[begin - offset : end - offset]
        return out


class Metronome:
    """Beats in seconds, and what the renderer asks of them. Told from one thread, heard in another: a new track
    replaces the old in one assignment.
    """

    def __init__(self) -> None:
        self._beats: tuple[float, ...] = ()
        self._bars: tuple[float, ...] = ()
        self._sample_rate = 0
        self._track: _Track | None = None

    def set_beats(self, beats: Sequence[float], bars: Sequence[float]) -> None:
        """Click at ``beats`` (seconds); those that are also ``bars`` sound higher."""
        self._beats, self._bars = tuple(beats), tuple(bars)
        self._make()

    def begin(self, sample_rate: int) -> None:
        """The rate of what is played from now on."""
        self._sample_rate = sample_rate
        self._make()

    def _make(self) -> None:
        if not self._beats or not self._sample_rate:
            self._track = None
            return
        rate = self._sample_rate
        frames = np.unique(np.round(np.asarray(self._beats) * rate).astype(np.int64))
        bars = np.round(np.asarray(self._bars) * rate).astype(np.int64)
        self._track = _Track(frames, np.isin(frames, bars), _click(_BEAT_HZ, rate), _click(_BAR_HZ, rate))

    def under(self, fetch: Fetch) -> Fetch:
        """``fetch`` with the clicks as one more row."""

        def with_clicks(start: int, count: int) -> Block | None:
            block = fetch(start, count)
            if block is None:
                return None
            row = np.zeros((1, 2, count), np.float32)
            track = self._track
            if track is not None:
                row[0, :] = track.read(start, count)
            return np.concatenate([block, row])

        return with_clicks


class GainsWithClick:
    """The stems' gains, and the click's own: full while the metronome is on, a ramp of one block between."""

    def __init__(self, stems: Gains) -> None:
        self._stems = stems
        self._last = np.zeros((1, 2), np.float32)

    def __call__(self, command: Command, count: int) -> Block:
        target = np.full((1, 2), float(command.has_click), np.float32)
        row = ramp(self._last, target, count)
        self._last = target
        return np.concatenate([self._stems(command, count), row])


def _click(frequency: float, sample_rate: int) -> NDArray[np.float32]:
    """A sine that dies away; its first and last samples are next to silence, so that it ends without a crack."""
    time = np.arange(round(CLICK_SECONDS * sample_rate)) / sample_rate
    sound = np.sin(2 * np.pi * frequency * time) * np.exp(-time / _DECAY_SECONDS)
    return (_LEVEL * sound).astype(np.float32)
