"""The hierarchy of the bar: which beats carry weight, measured where the music tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.core.events import NoteEvent
from engine.core.harmony import ChordSegment

_STRONG = {2: (1,), 3: (1,), 4: (1, 3), 6: (1, 4), 9: (1, 4, 7), 12: (1, 4, 7, 10)}
_WITNESSES = ("kick", "bass", "log_drum")
_NEAR_BEATS = 0.125
_CLEAR = 0.15
_CONTRARY = 0.4  # a bass line that avoids beat 3 is syncopated, not in another metre


@dataclass(frozen=True, slots=True)
class MetricHierarchy:
    """Weights of the beats of a bar.

    Args:
        strong_beats: Counted from 1.
        weak_beats: The others.
        salience: Weight of each beat, 0-1; None where nothing was measured.
        source: ``measured`` where the music tells these beats apart (or contradicts the time signature), else
            ``time signature``.
    """

    strong_beats: tuple[int, ...]
    weak_beats: tuple[int, ...]
    salience: tuple[float, ...] | None
    source: str


def metric_hierarchy(
    layers: Mapping[str, Sequence[NoteEvent]],
    chords: Sequence[ChordSegment],
    downbeats: Sequence[float],
    beats_per_bar: int,
) -> MetricHierarchy:
    """Strong and weak beats.

    Weight is told by where the harmony changes and where low notes begin (Lerdahl & Jackendoff, "A Generative Theory of
    Tonal Music", 1983, metrical preference rules 5 and 6): each witness gives the share of the bars in which it marks a
    beat, and all weigh alike. The snare is none: a back-beat accents the weak beats and leaves them weak. The time
    signature's own strong beats stand unless the music contradicts plainly: where a beat that should be weak outweighs
    one that should be strong by 0.4, those are strong that lie nearer to the heaviest beat than to the lightest. The
    downbeat is strong by definition.
    """
    usual = _STRONG.get(beats_per_bar, (1,))
    salience = _salience(layers, chords, downbeats, beats_per_bar)
    strong, source = usual, "time signature"
    if salience is not None and len(usual) < beats_per_bar:
        least_strong = min(salience[beat - 1] for beat in usual)
        most_weak = max(weight for beat, weight in enumerate(salience, 1) if beat not in usual)
        if least_strong - most_weak >= _CLEAR:
            source = "measured"
        elif most_weak - least_strong >= _CONTRARY:
            middle = (max(salience) + min(salience)) / 2
            heavy = {beat for beat, weight in enumerate(salience, 1) if weight >= middle}
            strong, source = tuple(sorted(heavy | {1})), "measured"
    weak = tuple(beat for beat in range(1, beats_per_bar + 1) if beat not in strong)
    return MetricHierarchy(strong, weak, salience, source)


def _salience(
    layers: Mapping[str, Sequence[NoteEvent]],
    chords: Sequence[ChordSegment],
    downbeats: Sequence[float],
    beats_per_bar: int,
) -> tuple[float, ...] | None:
    witnesses = [[note.onset for note in layers[name]] for name in _WITNESSES if layers.get(name)]
    witnesses.append([chord.start for chord in chords if chord.label.root is not None])
    bars = list(pairwise(downbeats))
    rows = [row for row in (_marked(times, bars, beats_per_bar) for times in witnesses) if row is not None]
    if not rows:
        return None
    mean = np.mean(rows, axis=0)
    return tuple(round(float(weight), 4) for weight in mean)


def _marked(times: Sequence[float], bars: Sequence[tuple[float, float]], beats_per_bar: int) -> np.ndarray | None:
    """Share of the bars in which each beat is marked, over those bars in which any is; None without one."""
    marked = []
    onsets = np.sort(np.asarray(times, np.float64))
    for start, end in bars:
        beat = (end - start) / beats_per_bar
        low, high = np.searchsorted(onsets, (start - _NEAR_BEATS * beat, end - _NEAR_BEATS * beat))
        places = (onsets[low:high] - start) / beat
        row = [bool(np.any(np.abs(places - index) <= _NEAR_BEATS)) for index in range(beats_per_bar)]
        if any(row):
            marked.append(row)
    return np.mean(marked, axis=0) if marked else None
