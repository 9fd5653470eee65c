"""What a single line does: range, motion, scale, contour of its phrases, motifs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.events import NoteEvent
from engine.core.harmony import Key

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "natural minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "melodic minor": (0, 2, 3, 5, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "major blues": (0, 2, 3, 4, 7, 9),
}
_PHRASE_GAP_S = 0.6
_LEVEL_SEMITONES = 1.0


def top_line(notes: Sequence[NoteEvent]) -> tuple[NoteEvent, ...]:
    """The highest note at each onset, without notes that begin below one still sounding."""
    line: list[NoteEvent] = []
    for note in sorted(notes, key=lambda n: (n.onset, -n.pitch)):
        if line and note.onset < line[-1].onset + 0.03:
            continue  # the same chord
        if line and note.onset < line[-1].offset - 0.05 and note.pitch < line[-1].pitch:
            continue
        line.append(note)
    return tuple(line)


def phrases(line: Sequence[NoteEvent], *, gap: float = _PHRASE_GAP_S) -> tuple[tuple[NoteEvent, ...], ...]:
    """The line cut where it rests for at least ``gap`` seconds."""
    found: list[list[NoteEvent]] = []
    for note in line:
        if found and note.onset - found[-1][-1].offset < gap:
            found[-1].append(note)
        else:
            found.append([note])
    return tuple(tuple(phrase) for phrase in found)


def contour(phrase: Sequence[NoteEvent]) -> str:
    """``ascending``, ``descending``, ``arch``, ``valley`` or ``level``: the ends of a phrase against its middle.

    The three thirds of the phrase are compared by their mean pitch, as in Huron's typology ("The Melodic Arch in
    Western Folksongs", Computing in Musicology 1996); less than a semitone apart is level.
    """
    pitches = np.asarray([note.pitch for note in phrase], np.float64)
    third = max(1, len(pitches) // 3)
    first, last = pitches[:third].mean(), pitches[-third:].mean()
    middle = pitches[third:-third].mean() if len(pitches) > 2 * third else (first + last) / 2
    if middle > max(first, last) + _LEVEL_SEMITONES:
        return "arch"
    if middle < min(first, last) - _LEVEL_SEMITONES:
        return "valley"
    if abs(last - first) <= _LEVEL_SEMITONES:
        return "level"
    return "ascending" if last > first else "descending"


def scale_of(line: Sequence[NoteEvent], key: Key) -> str | None:
    """The smallest scale on the key's tonic that holds at least 95 % of the line's sounding time; None if none does.

    Of scales of equal size the one that holds more wins, then the key's own mode.
    """
    weights = _weights(line, key)
    if weights.sum() == 0.0 or np.count_nonzero(weights) < 4:
        return None
    weights /= weights.sum()
    held = {name: float(weights[list(steps)].sum()) for name, steps in SCALES.items()}
    home = "natural minor" if key.mode == "minor" else "major"
    fitting = [name for name, share in held.items() if share >= 0.95]
    return min(fitting, key=lambda n: (len(SCALES[n]), -round(held[n], 3), n != home)) if fitting else None


def _weights(line: Sequence[NoteEvent], key: Key) -> NDArray[np.float64]:
    """Sounding time of each degree above the tonic, in seconds."""
    weights = np.zeros(12)
    for note in line:
        weights[(note.pitch - key.tonic) % 12] += note.offset - note.onset
    return weights


def intervals(line: Sequence[NoteEvent]) -> tuple[int, ...]:
    """Semitones between neighbouring notes of a phrase; rests end a phrase."""
    return tuple(b.pitch - a.pitch for phrase in phrases(line) for a, b in pairwise(phrase))


def interval_histogram(line: Sequence[NoteEvent]) -> dict[str, float]:
    """Shares of the signed intervals in semitones, ``"-12"`` to ``"12"``; wider ones are ``"-13"`` and ``"13"``."""
    moves = Counter(str(int(np.clip(step, -13, 13))) for step in intervals(line))
    total = sum(moves.values())
    return {name: moves[name] / total for name in sorted(moves, key=int)}


def scale_fits(line: Sequence[NoteEvent], key: Key) -> dict[str, float]:
    """Share of the sounding time each scale on the key's tonic holds, the three best; empty for silence."""
    weights = _weights(line, key)
    if weights.sum() == 0.0:
        return {}
    weights /= weights.sum()
    held = {name: round(float(weights[list(steps)].sum()), 4) for name, steps in SCALES.items()}
    return dict(sorted(held.items(), key=lambda entry: (-entry[1], len(SCALES[entry[0]])))[:3])
