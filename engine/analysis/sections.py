"""Form: where sections begin, what each does in the song, and the phrases inside.

Every bar line has odds of beginning a section (``section_lines``); all boundaries are placed at once, by the partition
of greatest likelihood (Jackson et al., "An algorithm for optimal partitioning of data on an interval", IEEE Signal
Processing Letters 12, 2005) under a prior for lengths of 8, 16 and 4 bars.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.form_features import form_features
from engine.analysis.section_labels import label_sections
from engine.analysis.section_lines import log_odds
from engine.analysis.spectrum import is_silent, mono
from engine.core.audio import Audio
from engine.core.events import Phrase, Section
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stems

_WITHOUT_BARS_S = 2.0
_SHORTEST_S = 0.5  # a bar line closer to an end of the recording is no boundary
_LENGTH_WEIGHT = 0.6
_PRIOR = 1.75
"""Added to the log odds: lines are judged one by one, but a section must begin somewhere. Both by HR.5 and HR3 of
composed pieces, each left out of the fit in turn."""
_PHRASES = {4: 0.6, 8: 0.0, 16: 0.9}
"""What a phrase of so many bars costs: eight is the rule in house music (domain knowledge), other lengths cost 3."""
_ODD_PHRASE = 3.0


@dataclass(frozen=True, slots=True)
class Form:
    """Sections from 0 to the end of the recording without gaps, and phrases that do not cross their boundaries."""

    sections: tuple[Section, ...] = ()
    phrases: tuple[Phrase, ...] = ()


def find_form(mixture: Audio, stems: Stems | None, grid: BeatGrid | None) -> Form:
    """Sections and phrases; empty for silence.

    Args:
        mixture: The recording.
        stems: Its stems; what each does says more about form than the mixture.
        grid: Its beats; boundaries fall on downbeats. None: sections on two-second steps, and no phrases.

    Returns:
        Sections labelled intro, build, drop, break, verse, chorus, bridge or outro.
    """
    if is_silent(mono(mixture)):
        return Form()
    edges = _bar_edges(grid, mixture.duration)
    features = form_features(mixture, stems, edges)
    odds = log_odds(features)
    has_bars = grid is not None and len(grid.downbeats) > 1
    starts = _partition(odds + _PRIOR, _section_cost(len(odds), has_bars=has_bars))
    labels = label_sections(features.activity, np.diff(edges), starts)
    times = np.r_[edges[starts], mixture.duration]
    sections = tuple(Section(float(a), float(b), label) for a, b, label in zip(times, times[1:], labels, strict=False))
    return Form(sections, _phrases(edges, odds, starts) if has_bars else ())


def find_sections(mixture: Audio, stems: Stems | None, grid: BeatGrid | None) -> tuple[Section, ...]:
    """The sections of ``find_form``."""
    return find_form(mixture, stems, grid).sections


def _bar_edges(grid: BeatGrid | None, duration: float) -> np.ndarray:
    """Edges of the bars that cover the recording, from 0 to its end."""
    if grid is not None and len(grid.downbeats) > 1:
        lines = np.asarray(grid.downbeats)
    else:
        lines = np.arange(_WITHOUT_BARS_S, duration, _WITHOUT_BARS_S)
    inner = lines[(lines > _SHORTEST_S) & (lines < duration - _SHORTEST_S)]
    return np.concatenate([[0.0], inner, [duration]])


def _phrases(edges: np.ndarray, odds: np.ndarray, starts: np.ndarray) -> tuple[Phrase, ...]:
    """Each section cut into phrases of 4, 8 and 16 bars where something changes; what is left over is a phrase too."""
    phrases: list[Phrase] = []
    for first, end in zip(starts, np.r_[starts[1:], len(odds)], strict=True):
        count = int(end - first)
        length = np.arange(count + 1)
        cost = np.array([_PHRASES.get(int(bars), _ODD_PHRASE) for bars in length])
        inner = _partition(odds[first:end] + _PRIOR, cost)
        for a, b in zip(inner, np.r_[inner[1:], count], strict=True):
            phrases.append(Phrase(float(edges[first + a]), float(edges[first + b]), int(b - a)))
    return tuple(phrases)


def _section_cost(count: int, *, has_bars: bool) -> np.ndarray:
    """How unlikely a section of 0, 1 … ``count`` bars is: 0 (8, 16, 32) to 4, in nats."""
    bars = np.arange(count + 1)
    if not has_bars:
        return np.where(bars < 4, 2.0, 0.0)
    cost = np.full(count + 1, 1.5)
    cost[bars % 2 == 0] = 1.0
    cost[bars % 4 == 0] = 0.4
    cost[bars % 8 == 0] = 0.0
    cost[bars < 4] = 4.0
    return _LENGTH_WEIGHT * cost


def _partition(odds: np.ndarray, length_cost: np.ndarray) -> np.ndarray:
    """First bar of each part of the likeliest partition.

    Args:
        odds: What a boundary before each bar gains, ``[bars]``.
        length_cost: What a part of so many bars costs. The first and the last part may be cut off by the recording:
            they cost no more than half a nat.
    """
    count = len(odds)
    best = np.r_[0.0, np.full(count, np.inf)]
    came_from = np.zeros(count + 1, np.int64)
    for end in range(1, count + 1):
        start = np.arange(end)
        length = length_cost[end - start]
        length = np.where((start == 0) | (end == count), np.minimum(length, 0.5), length)
        cost = best[start] + length - np.where(start > 0, odds[start], 0.0)
        came_from[end] = int(np.argmin(cost))
        best[end] = cost[came_from[end]]
    starts: list[int] = []
    end = count
    while end > 0:
        end = int(came_from[end])
        starts.append(end)
    return np.asarray(starts[::-1])
