"""The ``melodic`` chapter of an analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from engine.core.analysis import Analysis
from engine.core.events import NoteEvent
from engine.core.harmony import Key
from engine.core.stems import Stem
from engine.theory import melody
from engine.theory.motifs import find_motifs

_FEWEST = 4
_MOST_PHRASES = 64


def melody_line(analysis: Analysis) -> tuple[Stem, tuple[NoteEvent, ...]] | None:
    """The voice, or the highest line of the other stem; None where neither has four notes."""
    for stem in (Stem.VOCALS, Stem.OTHER):
        notes = analysis.notes.get(stem) or ()
        if len(notes) >= _FEWEST:
            return stem, melody.top_line(notes)
    return None


def melodic_features(analysis: Analysis, key: Key | None) -> dict[str, Any]:
    """The chapter; empty without a melody."""
    found = melody_line(analysis)
    if found is None:
        return {}
    stem, line = found
    return {"source": stem.value, **_line_features(line, key, analysis.downbeats)}


def _line_features(line: Sequence[NoteEvent], key: Key | None, downbeats: Sequence[float]) -> dict[str, Any]:
    pitches = [note.pitch for note in line]
    steps = np.abs(melody.intervals(line))
    moving = steps[steps > 0]
    phrases = melody.phrases(line)
    shapes = [melody.contour(phrase) for phrase in phrases if len(phrase) >= 3]
    contours = Counter(shapes)
    bar = float(np.median(np.diff(downbeats))) if len(downbeats) > 1 else None
    return {
        "num_notes": len(line),
        "lowest": min(pitches),
        "highest": max(pitches),
        "range_semitones": max(pitches) - min(pitches),
        "mean_pitch": float(np.mean(pitches)),
        "mean_interval_semitones": float(steps.mean()) if len(steps) else None,
        "step_share": float(np.mean(moving <= 2)) if len(moving) else None,
        "leap_share": float(np.mean(moving > 4)) if len(moving) else None,
        "repeat_share": float(np.mean(steps == 0)) if len(steps) else None,
        "intervals": melody.interval_histogram(line),
        "scale": melody.scale_of(line, key) if key else None,
        "scale_fits": melody.scale_fits(line, key) if key else {},
        "num_phrases": len(phrases),
        "contour": contours.most_common(1)[0][0] if contours else None,
        "contours": dict(sorted(contours.items())),
        "phrases": [_phrase(phrase, bar) for phrase in phrases[:_MOST_PHRASES]],
        "motifs": [asdict(motif) for motif in find_motifs(phrases)],
    }


def _phrase(phrase: Sequence[NoteEvent], bar: float | None) -> dict[str, Any]:
    start, end = phrase[0].onset, phrase[-1].offset
    return {
        "start": start,
        "end": end,
        "bars": None if bar is None else round((end - start) / bar, 2),
        "num_notes": len(phrase),
        "contour": melody.contour(phrase) if len(phrase) >= 3 else None,
        "last_pitch": phrase[-1].pitch,
    }
