"""The ``form`` chapter: the structure in letters, what returns, what contrasts, and how sections follow each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis
from engine.core.events import NoteEvent, Section
from engine.core.harmony import QUALITIES, ChordSegment
from engine.core.stems import Stem
from engine.theory.layers import layers_of

_FRAME = frozenset({"intro", "outro"})
_VARIED = 0.75  # similarity below which a section that returns is written with a prime
_ENTERS = 0.25  # onsets a bar, from nothing, that let a layer in
_FILL = 1.5
_SHAPES = {
    "AABA": "AABA",
    "ABA": "ternary",
    "AB": "binary",
    "AABB": "binary",
    "ABACA": "rondo",
    "ABACABA": "rondo",
}


def form_features(analysis: Analysis, chords: Sequence[ChordSegment]) -> dict[str, Any]:
    """The chapter; empty without sections."""
    sections = analysis.sections
    if not sections:
        return {}
    labels = [section.label for section in sections]
    durations = [section.end - section.start for section in sections]
    bars = list(pairwise(analysis.downbeats))
    bar = float(np.median([end - start for start, end in bars])) if bars else None
    layers = layers_of(analysis)
    contents = _contents(sections, chords, layers)
    alike = _similarities(contents)
    letters = _letters(labels, alike)
    repeated = {label for label, count in Counter(labels).items() if count > 1}
    vocals = analysis.notes.get(Stem.VOCALS) or ()
    contrasts = [1.0 - float(alike[i, i + 1]) for i in range(len(sections) - 1)]
    return {
        "labels": labels,
        "structure": "".join(letters),
        "form_type": _form_type(labels, letters),
        "durations": durations,
        "bars": [round(duration / bar, 2) for duration in durations] if bar else None,
        "repeated_share": sum(d for d, label in zip(durations, labels, strict=True) if label in repeated)
        / sum(durations),
        "repetition": _repetition(labels, alike),
        "contrast": float(np.mean(contrasts)) if contrasts else None,
        "transitions": [
            _transition(before, after, contrast, layers, bar)
            for (before, after), contrast in zip(pairwise(sections), contrasts, strict=True)
        ],
        "first_vocals": vocals[0].onset if vocals else None,
    }


def _contents(
    sections: Sequence[Section], chords: Sequence[ChordSegment], layers: Mapping[str, Sequence[NoteEvent]]
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Harmony (time of each root with each third) and activity (onsets a second of each layer) of each section."""
    onsets = {name: np.sort([note.onset for note in row]) for name, row in layers.items()}
    found = []
    for section in sections:
        harmony = np.zeros(24)
        for chord in chords:
            overlap = min(chord.end, section.end) - max(chord.start, section.start)
            if overlap > 0.0 and chord.label.root is not None:
                is_minor = 4 not in QUALITIES[chord.label.quality]
                harmony[chord.label.root + 12 * is_minor] += overlap
        counts = [np.diff(np.searchsorted(row, (section.start, section.end)))[0] for row in onsets.values()]
        found.append((harmony, np.asarray(counts, np.float64) / (section.end - section.start)))
    busiest = np.maximum(np.max([activity for _, activity in found], axis=0), 1e-9) if onsets else np.ones(0)
    return [(harmony, activity / busiest) for harmony, activity in found]


def _similarities(contents: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> NDArray[np.float64]:
    """Mean of the cosine of the harmonies and one less the mean difference of the layers' activities, 0-1."""
    count = len(contents)
    alike = np.ones((count, count))
    for i in range(count):
        for j in range(i + 1, count):
            parts = []
            size = float(np.linalg.norm(contents[i][0]) * np.linalg.norm(contents[j][0]))
            if size > 0.0:
                parts.append(float(contents[i][0] @ contents[j][0]) / size)
            if len(contents[i][1]):
                parts.append(1.0 - float(np.mean(np.abs(contents[i][1] - contents[j][1]))))
            alike[i, j] = alike[j, i] = float(np.mean(parts)) if parts else 0.0
    return alike


def _letters(labels: Sequence[str], alike: NDArray[np.float64]) -> list[str]:
    """A letter for each label in order of appearance, with a prime where the section returns changed."""
    first: dict[str, int] = {}
    for index, label in enumerate(labels):
        first.setdefault(label, index)
    names = {label: chr(ord("A") + number) if number < 26 else "?" for number, label in enumerate(first)}
    return [
        names[label] + ("'" if index != first[label] and alike[index, first[label]] < _VARIED else "")
        for index, label in enumerate(labels)
    ]


def _form_type(labels: Sequence[str], letters: Sequence[str]) -> str | None:
    """A known form by its letters, without the frame of intro and outro, or by its labels; None if it is none.

    Names after Covach, "Form in Rock Music" (2005), and for tracks of builds and drops Butler, "Unlocking the Groove"
    (2006).
    """
    inner = [(label, letter[0]) for label, letter in zip(labels, letters, strict=True) if label not in _FRAME]
    names = {label for label, _ in inner}
    if "drop" in names:
        return "build-drop"
    if {"verse", "chorus"} <= names:
        return "verse-chorus"
    renamed: dict[str, str] = {}
    for _, letter in inner:
        renamed.setdefault(letter, chr(ord("A") + len(renamed)))
    row = "".join(renamed[letter] for _, letter in inner)
    if len(row) > 1 and len(set(row)) == 1:
        return "strophic"
    if len(row) > 2 and len(set(row)) == len(row):
        return "through-composed"
    return _SHAPES.get(row)


def _repetition(labels: Sequence[str], alike: NDArray[np.float64]) -> float | None:
    """Mean similarity of sections of the same label; None where no label returns."""
    places = defaultdict(list)
    for index, label in enumerate(labels):
        places[label].append(index)
    pairs = [alike[a, b] for row in places.values() for a, b in pairwise(row)]
    return float(np.mean(pairs)) if pairs else None


def _transition(
    before: Section, after: Section, contrast: float, layers: Mapping[str, Sequence[NoteEvent]], bar: float | None
) -> dict[str, Any]:
    """What changes from one section to the next: contrast (0-1), layers that enter or leave, whether drums fill."""
    unit = bar or 2.0
    rates = {
        name: tuple(_count(row, s.start, s.end) * unit / (s.end - s.start) for s in (before, after))
        for name, row in layers.items()
    }
    drums = [note for name, row in layers.items() if name not in _PITCHED for note in row]
    usual = _count(drums, before.start, before.end) * unit / (before.end - before.start)
    last = _count(drums, max(before.start, before.end - unit), before.end)
    return {
        "time": after.start,
        "from": before.label,
        "to": after.label,
        "contrast": contrast,
        "layers_in": sorted(name for name, (a, b) in rates.items() if a < _ENTERS <= b),
        "layers_out": sorted(name for name, (a, b) in rates.items() if b < _ENTERS <= a),
        "fill": usual > 0.0 and last > _FILL * usual,
    }


_PITCHED = frozenset({"bass", "log_drum", "vocals", "other"})


def _count(notes: Sequence[NoteEvent], start: float, end: float) -> int:
    return sum(start <= note.onset < end for note in notes)
