"""Rendered bars of any metre, from the drum voices of the benchmark: every beat and bar line is known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.cli import bench_rhythms
from engine.core.audio import Audio


@dataclass(frozen=True)
class Bars:
    """A pattern: one character a step (``.`` rest, ``1``–``9`` loudness), steps of a beat, beats of a bar."""

    grids: dict[str, str]
    steps: int
    beats: int


METRES = {
    "2/4": Bars({"rim": "9...4..."}, 4, 2),
    "3/4": Bars({"kick": "9...........", "snare": "....7...7...", "closed_hat": "7...7...7..."}, 4, 3),
    "4/4": Bars({"kick": "9.......9.9.....", "snare": "....9.......9...", "closed_hat": "8.6.8.6.8.6.8.6."}, 4, 4),
    "5/4": Bars(
        {"kick": "9.....7.....9.......", "snare": "....9...........9...", "closed_hat": "8.6.8.6.8.6.8.6.8.6."}, 4, 5
    ),
    "6/8": Bars({"kick": "9.....", "snare": "...9..", "closed_hat": "866866"}, 3, 2),
    "7/8": Bars({"kick": "9...7...8.....", "snare": "....9.....9...", "closed_hat": "8.8.8.8.8.8.8."}, 2, 7),
    "12/8": Bars({"kick": "9.....9.7...", "snare": "...9.....9..", "closed_hat": "866866866866"}, 3, 4),
    "shuffle": Bars({"kick": "9.....9.7...", "snare": "...9.....9..", "closed_hat": "8.68.68.68.6"}, 3, 4),
}


@dataclass(frozen=True, eq=False)
class MetreSong:
    """Audio with its beats, bar lines, and where each part begins, in seconds."""

    audio: Audio
    beats: np.ndarray
    downbeats: np.ndarray
    begins: tuple[float, ...]


def render(parts: Sequence[tuple[Bars, int]], beat_seconds: Sequence[float], *, seed: int = 0) -> MetreSong:
    """Parts of so many bars in a row; players leave out one hit in thirty and vary in loudness, so no bar is a copy.

    Args:
        parts: Patterns and numbers of bars.
        beat_seconds: Length of a beat in each part.
        seed: Of the players.
    """
    rng = np.random.default_rng(seed)
    voices = {name: sound() for name, sound in bench_rhythms.VOICES.items()}
    hits: list[tuple[float, str, float]] = []
    beats: list[float] = []
    downbeats: list[float] = []
    begins: list[float] = []
    now = 0.2
    for (bars, count), seconds in zip(parts, beat_seconds, strict=True):
        begins.append(now)
        for _ in range(count):
            downbeats.append(now)
            beats += [now + seconds * k for k in range(bars.beats)]
            for voice, grid in bars.grids.items():
                for step in range(bars.steps * bars.beats):
                    mark = grid[step % len(grid)]
                    if mark != "." and rng.random() > 1 / 30:
                        time = now + step * seconds / bars.steps + 0.002 * float(rng.standard_normal())
                        hits.append((time, voice, int(mark) / 9 * float(rng.uniform(0.85, 1.15))))
            now += seconds * bars.beats
    wave = np.zeros(round((now + 0.5) * bench_rhythms.RATE))
    for time, voice, loudness in hits:
        start = round(time * bench_rhythms.RATE)
        sound = voices[voice][: len(wave) - start]
        wave[start : start + len(sound)] += 0.3 * loudness * sound
    audio = Audio(wave.astype(np.float32)[None], bench_rhythms.RATE)
    return MetreSong(audio, np.asarray(beats), np.asarray(downbeats), tuple(begins))
