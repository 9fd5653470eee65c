"""What a single line does: range, motion, scale, contour of its phrases, motifs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from engine.core.events import NoteEvent
from engine.core.harmony import Key

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "natural minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
}
_PHRASE_GAP_S = 0.6
_MOTIF_NOTES = 4
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
    weights = np.zeros(12)
    for note in line:
        weights[(note.pitch - key.tonic) % 12] += note.offset - note.onset
    if weights.sum() == 0.0 or np.count_nonzero(weights) < 4:
        return None
    weights /= weights.sum()
    held = {name: float(weights[list(steps)].sum()) for name, steps in SCALES.items()}
    home = "natural minor" if key.mode == "minor" else "major"
    fitting = [name for name, share in held.items() if share >= 0.95]
    return min(fitting, key=lambda n: (len(SCALES[n]), -round(held[n], 3), n != home)) if fitting else None


def intervals(line: Sequence[NoteEvent]) -> tuple[int, ...]:
    """Semitones between neighbouring notes of a phrase; rests end a phrase."""
    return tuple(b.pitch - a.pitch for phrase in phrases(line) for a, b in pairwise(phrase))


def commonest_motif(line: Sequence[NoteEvent]) -> tuple[tuple[int, ...], int] | None:
    """Intervals of the four-note motif heard most often (transposed or not), and how often; None if none is heard
    three times.

    Repeated single pitches are no motif.
    """
    counts: Counter[tuple[int, ...]] = Counter()
    for phrase in phrases(line):
        steps = [b.pitch - a.pitch for a, b in pairwise(phrase)]
        counts.update(tuple(steps[i : i + _MOTIF_NOTES - 1]) for i in range(len(steps) - _MOTIF_NOTES + 2))
    moving = [(motif, count) for motif, count in counts.most_common() if any(motif)]
    return moving[0] if moving and moving[0][1] >= 3 else None
