"""The groove as a template: how often, how hard and how late each layer strikes each sixteenth, and which named grooves
(``resources/rhythm/grooves.toml``) it resembles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.events import NoteEvent
from engine.paths import resources
from engine.theory import rhythm
from engine.theory.rhythm import GridNotes

_FEWEST = 8  # onsets off the beat below which a swing is chance
_CLOSE_BEATS = 0.02  # standard deviation of well-played onsets about a template: 11 ms at 112 BPM
_LIKE = 0.8  # correlation from which a pattern is named
_MOST_NAMED = 12
_REFERENCE = "kick"


@dataclass(frozen=True, slots=True)
class GrooveMatch:
    """A named groove the song's resembles: ``timing`` (how the grid is swung), ``feel`` (how a layer lies against the
    others; ``offset_ms`` says how far) or ``pattern`` (where a layer strikes); ``score`` 0-1.
    """

    name: str
    kind: str
    layer: str | None
    score: float
    offset_ms: float | None = None


def template(layers: Mapping[str, GridNotes]) -> dict[str, dict[str, list[float | None]]]:
    """Per layer and sixteenth of the bar: ``occupancy`` (0-1), ``velocity`` (1-127) and ``timing_ms`` (+ late); null
    where nothing is struck. What a DAW needs to make a groove of it.
    """
    return {
        name: {
            "occupancy": list(rhythm.occupancy(notes)),
            "velocity": list(rhythm.velocity_by_step(notes)),
            "timing_ms": list(rhythm.timing_ms(notes)),
        }
        for name, notes in layers.items()
    }


@cache
def _named() -> dict[str, list[dict[str, Any]]]:
    content = tomllib.loads((resources() / "rhythm" / "grooves.toml").read_text(encoding="utf-8"))
    seeds = tomllib.loads((resources() / "patterns" / "seeds.toml").read_text(encoding="utf-8"))
    for entry in content["pattern"]:
        grid = seeds[entry["seed"]]["grid"] if "seed" in entry else entry["grid"]
        if len(grid) % 16 or set(grid) - set(".123456789"):
            raise ValueError(f"grooves.toml: {entry['name']}: not a grid of whole bars: {grid!r}")
        entry["levels"] = tuple(0 if mark == "." else int(mark) for mark in grid)
    return content


def match_timing(notes: Mapping[str, Sequence[NoteEvent]], beats: Sequence[float]) -> tuple[GrooveMatch, ...]:
    """Named swings by how closely the onsets off the beat lie to theirs, the closest first; empty below eight of them.

    The score falls as a normal density with the root of the mean squared distance. Without onsets on odd sixteenths
    their swing is unknown, and only the straight grid and swung quavers are compared.
    """
    if len(beats) < 2:
        return ()
    grid = np.asarray(beats, np.float64)
    onsets = np.asarray([n.onset for row in notes.values() for n in row if grid[0] <= n.onset < grid[-1]])
    places = np.interp(onsets, grid, np.arange(len(grid))) % 1.0
    odd = ((places > 0.15) & (places < 0.4)) | ((places > 0.62) & (places < 0.9))
    off = odd | ((places >= 0.4) & (places <= 0.62))
    if off.sum() < _FEWEST:
        return ()
    scores = []
    for entry in _named()["timing"]:
        swing16, swing8 = entry["swing16"], entry["swing8"]
        if swing16 != 0.5 and odd.sum() < _FEWEST:
            continue
        if swing8 == 0.5:
            phases = np.array([swing16 / 2, 0.5, 0.5 + swing16 / 2])
        else:
            phases = np.array([swing8 / 2, swing8, (1 + swing8) / 2])
        distances = np.abs(places[off][:, None] - phases[None, :]).min(axis=1)
        closeness = float(np.exp(-0.5 * np.mean(distances**2) / _CLOSE_BEATS**2))
        scores.append(GrooveMatch(entry["name"], "timing", None, round(closeness, 4)))
    return tuple(sorted(scores, key=lambda match: -match.score))


def match_feel(layers: Mapping[str, GridNotes]) -> tuple[GrooveMatch, ...]:
    """Layers that lie steadily before or behind the others.

    Offsets are means over the even sixteenths, which swing leaves alone, against the kick, or without one against all
    other layers; named where the mean is within the feel's range and at least three standard errors from nothing.
    """
    even = {name: notes.deviations[notes.bar_positions % 2 == 0] for name, notes in layers.items()}
    even = {name: 1e3 * times for name, times in even.items() if len(times) >= _FEWEST}
    found = []
    for entry in _named()["feel"]:
        for layer in entry["layers"]:
            if layer not in even:
                continue
            others = [even[_REFERENCE]] if _REFERENCE in even else [t for name, t in even.items() if name != layer]
            if layer == _REFERENCE or not others:
                continue
            times = even[layer]
            offset = float(times.mean() - np.concatenate(others).mean())
            error = float(times.std() / np.sqrt(len(times)))
            if entry["low"] <= offset <= entry["high"] and abs(offset) > 3.0 * error:
                steadiness = float(np.exp(-0.5 * (times.std() / 15.0) ** 2))
                found.append(GrooveMatch(entry["name"], "feel", layer, round(steadiness, 4), round(offset, 2)))
    return tuple(found)


def match_patterns(layers: Mapping[str, GridNotes]) -> tuple[GrooveMatch, ...]:
    """Named patterns by their correlation with each layer's profile (occupancy times velocity), the likest first.

    Patterns of two bars are compared from either bar.
    """
    found = []
    for name, notes in layers.items():
        if notes.steps_per_bar != 16 or len(notes.steps) < 4:
            continue
        profiles = {1: _profile(notes, 1), 2: _profile(notes, 2)}
        for entry in _named()["pattern"]:
            levels = np.asarray(entry["levels"], np.float64)
            bars = len(levels) // 16
            if name not in entry["layers"] or bars not in profiles:
                continue
            score = max(_correlation(np.roll(profiles[bars], 16 * turn), levels) for turn in range(bars))
            if score >= _LIKE:
                found.append(GrooveMatch(entry["name"], "pattern", name, round(score, 4)))
    return tuple(sorted(found, key=lambda match: -match.score)[:_MOST_NAMED])


def _profile(notes: GridNotes, bars: int) -> NDArray[np.float64]:
    """Mean velocity of each sixteenth of ``bars`` bars, silence counted as 0."""
    length = 16 * bars
    sums = np.zeros(length)
    np.add.at(sums, (notes.steps - notes.bar_step) % length, notes.velocities)
    return sums


def _correlation(heard: NDArray[np.float64], wanted: NDArray[np.float64]) -> float:
    a, b = heard - heard.mean(), wanted - wanted.mean()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 1e-9 else 0.0
