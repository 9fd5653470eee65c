"""Where a chord foreign to the key is at home: modal mixture, and the mode a whole song lives in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key

_SCALES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
}
_HOME = {"major": ("major",), "minor": ("minor", "harmonic minor")}
_LENDERS = {
    "major": (
        ("parallel minor", ("minor", "harmonic minor")),
        ("mixolydian", ("mixolydian",)),
        ("lydian", ("lydian",)),
        ("dorian", ("dorian",)),
        ("phrygian", ("phrygian",)),
    ),
    "minor": (
        ("dorian", ("dorian",)),
        ("parallel major", ("major",)),
        ("phrygian", ("phrygian",)),
    ),
}
"""Scales on the same tonic a chord may come from, the commonest first: mixture in the strict sense is from the parallel
minor or major (Kostka & Payne, chapter 21), the modes are those of rock and house (Biamonte, Music Theory Spectrum
2010)."""
# in major: raised fourth against fourth, lowered seventh against seventh; in minor: raised sixth, lowered second
_CHARACTER = {
    "major": (("lydian", 6, 5), ("mixolydian", 10, 11)),
    "minor": (("dorian", 9, 8), ("phrygian", 1, 2)),
}
_PLAIN_SHARE = 0.25


def _held(label: ChordLabel, key: Key, names: Sequence[str]) -> bool:
    steps = {(pitch - key.tonic) % 12 for pitch in label.pitch_classes}
    return any(steps <= set(_SCALES[name]) for name in names)


def _body(label: ChordLabel) -> ChordLabel:
    """The chord without its ninth, eleventh and thirteenth, which are colour and borrow nothing."""
    steps = QUALITIES[label.quality]
    if len(steps) < 5:
        return replace(label, bass=0)
    third, seventh = (4 if 4 in steps else 3), next((s for s in (11, 10) if s in steps), None)
    quality = {(4, 11): "maj7", (4, 10): "7", (3, 10): "min7", (4, None): "maj", (3, None): "min"}.get((third, seventh))
    return replace(label, quality=quality or label.quality, bass=0)


def borrowed_from(label: ChordLabel, key: Key) -> str | None:
    """The scale on the key's tonic that holds a chord which the key's own does not; None for its own and for none."""
    label = _body(label)
    if _held(label, key, _HOME[key.mode]):
        return None
    return next((name for name, scales in _LENDERS[key.mode] if _held(label, key, scales)), None)


def in_mode(label: ChordLabel, key: Key, mode: str) -> bool:
    """Whether a mode on the key's tonic holds the chord."""
    return _held(_body(label), key, (mode,))


def mode_of(chords: Sequence[ChordSegment], key: Key) -> str | None:
    """The mode these chords live in: ``major``, ``minor``, ``dorian``, ``phrygian``, ``lydian``, ``mixolydian`` or
    ``harmonic minor``; None without chords.

    A mode is heard where its own degree sounds and the one it replaces sounds for less than a quarter of that time
    (the degrees that tell the modes apart: Temperley, "The Cognition of Basic Musical Structures", 2001, chapter 7).

    Args:
        chords: Those that lead nowhere outside the key: without secondary dominants and the like.
        key: Tonic, and whether its third is minor.
    """
    weights = np.zeros(12)
    for chord in chords:
        for pitch in chord.label.pitch_classes:
            weights[(pitch - key.tonic) % 12] += chord.end - chord.start
    if not weights.any():
        return None
    for name, own, plain in _CHARACTER[key.mode]:
        if weights[own] > 0.0 and weights[plain] < _PLAIN_SHARE * weights[own]:
            return name
    if key.mode == "minor" and weights[11] > weights[10]:
        return "harmonic minor"
    return key.mode
