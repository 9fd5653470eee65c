"""The ``rhythmic`` chapter of an analysis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from engine.core.analysis import Analysis
from engine.core.events import NoteEvent
from engine.core.harmony import ChordSegment
from engine.theory import groove, rhythm, syncopation
from engine.theory.cross_rhythm import CrossRhythm, find_cross_rhythms
from engine.theory.layers import HIGH, LOW, MID, layers_of
from engine.theory.metre import metric_hierarchy
from engine.theory.rhythm import GridNotes

_LEADING = ("kick", "snare", "clap", "rim", "percussion", "bass", "log_drum", "vocals", "other")
"""Layers whose syncopation makes the song's: those that hats and shakers, which run through, would only dilute."""
_SYNCOPATION_FULL = 0.5  # a mean of half the largest value: every note an off-beat quaver before a silent beat
_GAP_ENTROPY_FULL = 3.0  # bits: eight gap lengths, equally often


def rhythmic_features(analysis: Analysis, chords: Sequence[ChordSegment]) -> dict[str, Any]:
    """The chapter; empty without beats."""
    if len(analysis.beats) < 2:
        return {}
    beats = np.asarray(analysis.beats)
    line = np.polyval(np.polyfit(np.arange(len(beats)), beats, 1), np.arange(len(beats)))
    meter = analysis.meter
    beats_per_bar = meter.beats_per_bar if meter else 4
    notes = layers_of(analysis)
    placed = _placed(notes, analysis, beats_per_bar)
    crosses = [
        cross for layer, row in notes.items() for cross in find_cross_rhythms(row, layer, analysis.beats)
    ]  # fmt: skip
    index = _song_index(placed)
    features: dict[str, Any] = {
        "time_signature": f"{meter.numerator}/{meter.denominator}" if meter else None,
        "tempo_stability_ms": float(1e3 * np.sqrt(np.mean((beats - line) ** 2))),
        "swing": analysis.swing,
        "syncopation_index": index,
        "witek_syncopation": _witek(placed, beats_per_bar * rhythm.STEPS_PER_BEAT),
        "note_density": _density(notes, analysis.beats),
        "metric_hierarchy": asdict(metric_hierarchy(notes, chords, analysis.downbeats, beats_per_bar)),
        "polyrhythms": [asdict(cross) for cross in sorted(crosses, key=lambda cross: -cross.share)],
        "groove_template": {"steps_per_bar": beats_per_bar * rhythm.STEPS_PER_BEAT, "layers": groove.template(placed)},
        "groove_matches": [
            asdict(match)
            for match in (
                *groove.match_timing(notes, analysis.beats),
                *groove.match_feel(placed),
                *groove.match_patterns(placed),
            )
        ],
        "stems": _stems(analysis, beats_per_bar),
    }
    parts = _complexity(placed, crosses, index)
    known = [part for part in parts.values() if part is not None]
    features["complexity_score"] = sum(known) / len(known) if known else None
    features["complexity_parts"] = parts
    return features


def _placed(notes: Mapping[str, Sequence[NoteEvent]], analysis: Analysis, beats_per_bar: int) -> dict[str, GridNotes]:
    found = {
        name: rhythm.on_grid(row, analysis.beats, analysis.downbeats, beats_per_bar) for name, row in notes.items()
    }
    return {name: grid for name, grid in found.items() if grid is not None}


def _stems(analysis: Analysis, beats_per_bar: int) -> dict[str, Any]:
    stems: dict[str, Any] = {}
    for stem, notes in analysis.notes.items():
        placed = rhythm.on_grid(notes or (), analysis.beats, analysis.downbeats, beats_per_bar)
        if placed is None:
            continue
        bars, steps = rhythm.bars_of(placed), placed.steps_per_bar
        stems[stem.value] = {
            "notes_per_beat": len(placed.steps) / (len(analysis.beats) - 1),
            "notes_per_bar": len(placed.steps) / max(1, len(bars)),
            "syncopation": syncopation.syncopation_per_bar(bars, steps),
            "syncopation_index": syncopation.syncopation_index(bars, steps),
            "wnbd": syncopation.weighted_note_to_beat(bars, steps),
            "offbeat_share": rhythm.offbeat_share(placed),
            "occupancy": list(rhythm.occupancy(placed)),
            "velocity": list(rhythm.velocity_by_step(placed)),
            "timing_ms": list(rhythm.timing_ms(placed)),
            "interval_shares": rhythm.interval_shares(placed),
        }
    return stems


def _song_index(placed: Mapping[str, GridNotes]) -> float | None:
    """Syncopation of the leading layers, each by its number of notes; None without one."""
    weighted = []
    for name in _LEADING:
        if name in placed:
            grid = placed[name]
            value = syncopation.syncopation_index(rhythm.bars_of(grid), grid.steps_per_bar)
            if value is not None:
                weighted.append((len(grid.steps), value))
    total = sum(count for count, _ in weighted)
    return sum(count * value for count, value in weighted) / total if total else None


def _witek(placed: Mapping[str, GridNotes], steps_per_bar: int) -> float | None:
    """Mean per bar over all bars from the kit's first to its last; None without kick and snare, and outside 4/4."""
    grids = [grid for name, grid in placed.items() if name in (*LOW, *MID, *HIGH)]
    if steps_per_bar != 16 or not grids or not any(name in placed for name in (*LOW, *MID)):
        return None
    numbers = [(grid.steps - grid.bar_step) // 16 for grid in grids]
    first, last = min(int(n.min()) for n in numbers), max(int(n.max()) for n in numbers)
    low, mid, high = (_stream(placed, names, first, last) for names in (LOW, MID, HIGH))
    return syncopation.witek(low, mid, high)


def _stream(placed: Mapping[str, GridNotes], names: Sequence[str], first: int, last: int) -> list[frozenset[int]]:
    steps: list[set[int]] = [set() for _ in range(first, last + 1)]
    for name in names:
        if name in placed:
            grid = placed[name]
            for step in (grid.steps - grid.bar_step).tolist():
                steps[step // 16 - first].add(step % 16)
    return [frozenset(bar) for bar in steps]


def _density(notes: Mapping[str, Sequence[NoteEvent]], beats: Sequence[float]) -> dict[str, float]:
    """Notes per beat of each layer, and ``all`` together."""
    counts = {
        name: sum(beats[0] <= n.onset <= beats[-1] for n in row) / (len(beats) - 1) for name, row in notes.items()
    }
    return {**counts, "all": sum(counts.values())}


def _complexity(
    placed: Mapping[str, GridNotes], crosses: Sequence[CrossRhythm], index: float | None
) -> dict[str, float | None]:
    """Parts of the complexity score, each 0-1; design weights (all alike) over measures that were tested on listeners.

    ``syncopation`` and ``gap_entropy`` (variety of inter-onset intervals) follow Thul & Toussaint, "Rhythm Complexity
    Measures: A Comparison of Mathematical Models of Human Perception and Performance" (ISMIR 2008); ``cross_rhythm`` is
    the largest share of a layer's time in a pulse against the beat; ``variation`` the mean uncertainty whether a step
    is struck in a bar; ``density`` the share of sixteenths on which anything begins.
    """
    if not placed:
        return {}
    union = sorted({step for grid in placed.values() for step in grid.steps.tolist()})
    span = union[-1] - union[0] + 1
    return {
        "syncopation": None if index is None else min(1.0, index / _SYNCOPATION_FULL),
        "gap_entropy": _mean([_gap_entropy(grid) for grid in placed.values()]),
        "cross_rhythm": max((cross.share for cross in crosses), default=0.0),
        "variation": _mean([_variation(grid) for grid in placed.values()]),
        "density": len(union) / span,
    }


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _gap_entropy(grid: GridNotes) -> float | None:
    shares = rhythm.interval_shares(grid)
    if not shares:
        return None
    return min(1.0, -sum(share * math.log2(share) for share in shares.values()) / _GAP_ENTROPY_FULL)


def _variation(grid: GridNotes) -> float | None:
    """Mean binary entropy of the steps that are struck at all; None below four bars, where it says nothing."""
    if len(rhythm.bars_of(grid)) < 4:
        return None
    struck = [p for p in rhythm.occupancy(grid) if p > 0.0]
    entropies = [0.0 if p >= 1.0 else -p * math.log2(p) - (1 - p) * math.log2(1 - p) for p in struck]
    return sum(entropies) / len(entropies)
