"""Basses of neighbours: a figure of one or two bars over the roots of the chords, that comes round again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR

_GRIDS: dict[str, tuple[str, ...]] = {
    "offbeats": ("..x...x...x...x.", "..x..xx...x..xx."),
    "ostinato": ("x..x..x...x.x...", "x.xx..x.x.xx..x.", "x..xx.x.x..xx.x.", "x.....xxx.....x.", "x.x...x.x.x..xx."),
    "octaves": ("x.o.x.o.x.o.x.o.", "x..ox..ox..ox..o"),
    "rolling": ("xxx.xxx.xxx.xxx.", ".xxx.xxx.xxx.xxx", "x.xxx.xxx.xxx.xx"),
    "pushed": ("x..x...xx..x....", "x......xx..x..x.", "x..x..x.x......x"),
    "melodic": ("x..x..x.x..x....", "x.x..x..x.x..x.."),
    "sixteenths": (".xxx.xxx.xxx.xxx", "xxxxxxxxxxxxxxxx", "x.xxx.xxx.xxx.xx"),
    "drone": ("x...............",),
}
_LENGTHS = {
    "drone": 15.5,
    "kick_long": 12.0,
    "slides": 12.0,
    "locked": 3.0,
    "offbeats": 1.6,
    "kick": 3.0,
    "melodic": 2.5,
}
_OTHER_TONES = (0, 0, 7, 12, 10, 5, 3)


@dataclass(frozen=True, slots=True)
class BassTone:
    """Sixteenth from the bar's start, length in sixteenths, semitones above the root, velocity."""

    step: int
    length: float
    semitones: int
    velocity: int


def figure(rng: np.random.Generator, manner: str, kick: str) -> tuple[tuple[BassTone, ...], ...]:
    """A bass figure of one or two bars.

    Args:
        rng: Draws it.
        manner: A name in the table above, or ``kick``, ``kick_long``, ``slides`` and ``locked``, which follow the kick.
        kick: The kick's grid.
    """
    first = _bar(rng, manner, kick)
    if rng.random() < 0.5:
        return (first,)
    return (first, _bar(rng, manner, kick) if rng.random() < 0.5 else first[:-1] or first)


def _bar(rng: np.random.Generator, manner: str, kick: str) -> tuple[BassTone, ...]:
    grid = _grid(rng, manner, kick)
    places = [step for step, mark in enumerate(grid) if mark != "."]
    longest = _LENGTHS.get(manner, 1.8)
    is_melodic = manner in ("ostinato", "melodic", "slides", "pushed")
    tones = []
    for number, step in enumerate(places):
        later = places[number + 1] if number + 1 < len(places) else STEPS_PER_BAR
        semitones = int(rng.choice(_OTHER_TONES)) if is_melodic and number and rng.random() < 0.5 else 0
        semitones += 12 if grid[step] == "o" else 0
        tones.append(BassTone(step, min(longest, 0.95 * (later - step)), semitones, int(rng.integers(86, 112))))
    return tuple(tones)


def _grid(rng: np.random.Generator, manner: str, kick: str) -> str:
    if manner in _GRIDS:
        pool = _GRIDS[manner]
        return pool[int(rng.integers(len(pool)))]
    struck = "".join("x" if mark != "." else "." for mark in kick)
    if manner != "locked":
        return struck if "x" in struck else "x" + struck[1:]
    # on the kick, with a pick-up or two between the beats that the piece keeps
    added = set(rng.choice([3, 6, 7, 10, 11, 14], size=int(rng.integers(1, 4)), replace=False).tolist())
    return "".join("x" if step in added or mark == "x" else "." for step, mark in enumerate(struck))
