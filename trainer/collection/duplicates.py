"""The same performance in two recordings: another rip, another bit rate, another master of one song.

Equal samples are found by the library (one track, several places). Here are those whose samples differ: as long to a
second and a half, as fast to half a per cent, and with the same chord or none nearly everywhere. Bass and drums alone
would not do: many house tracks share their tempo, few share 90 % of their chords over minutes, and songs whose harmony
is a loop of one or two chords are told by title and artist instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis

_POINTS = 64
_AGREEMENT = 0.9
_SECONDS = 1.5
_TEMPO = 0.005
_MIN_CHORD_CHANGES = 12
_NO_CHORD = "N"


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What of a recording survives another encoder.

    Args:
        key: Names the recording.
        duration: Seconds.
        tempo_bpm: None where unknown.
        chords: Labels at ``_POINTS`` places from 2 to 98 % of the length, as numbers.
        num_changes: How often the chord changes in the whole song.
        words: Artist and title, normalised; empty where one of them is unknown.
        goodness: The best copy has the highest: bits per second of what it is coded with.
    """

    key: str
    duration: float
    tempo_bpm: float | None
    chords: NDArray[np.int64]
    num_changes: int
    words: str
    goodness: float


def outline(key: str, analysis: Analysis, *, words: str, goodness: float) -> Outline:
    """The outline of an analysed recording."""
    duration = analysis.audio.duration
    times = np.linspace(0.02, 0.98, _POINTS) * duration
    starts = np.array([chord.start for chord in analysis.chords], np.float64)
    labels = [chord.label.split("/")[0] for chord in analysis.chords]
    index = np.searchsorted(starts, times, side="right") - 1
    names = [labels[i] if i >= 0 and labels else _NO_CHORD for i in index]
    numbers = np.array([_number(name) for name in names], np.int64)
    changes = sum(first != second for first, second in pairwise(labels))
    return Outline(key, duration, analysis.tempo_bpm, numbers, changes, words, goodness)


def _number(label: str) -> int:
    import zlib

    return zlib.crc32(label.encode())


def near_duplicates(outlines: Sequence[Outline]) -> dict[str, str]:
    """Recordings to leave out, each with the one that is kept: the best copy, or of equals the first key.

    Sorted by length, so that each is compared with its neighbours only.
    """
    ordered = sorted(outlines, key=lambda one: (one.duration, one.key))
    leader = {one.key: one.key for one in outlines}

    def head(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.duration - one.duration > _SECONDS:
                break
            if _is_same(one, other):
                leader[head(other.key)] = head(one.key)
    groups: dict[str, list[Outline]] = {}
    for one in ordered:
        groups.setdefault(head(one.key), []).append(one)
    found: dict[str, str] = {}
    for group in groups.values():
        best = min(group, key=lambda one: (-one.goodness, one.key))
        found |= {one.key: best.key for one in group if one is not best}
    return found


def _is_same(one: Outline, other: Outline) -> bool:
    if one.tempo_bpm is None or other.tempo_bpm is None:
        has_tempo = one.tempo_bpm is None and other.tempo_bpm is None
    else:
        has_tempo = abs(one.tempo_bpm - other.tempo_bpm) <= _TEMPO * one.tempo_bpm
    if not has_tempo:
        return False
    agreement = float(np.mean(one.chords == other.chords))
    same_words = bool(one.words) and one.words == other.words
    if same_words:
        return agreement >= _AGREEMENT - 0.2  # the words are half of the proof
    return agreement >= _AGREEMENT and min(one.num_changes, other.num_changes) >= _MIN_CHORD_CHANGES
