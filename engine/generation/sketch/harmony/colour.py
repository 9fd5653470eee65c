"""How far a chord is extended: triad, seventh, ninth and beyond, as a style's richness asks.

Richness is the probability that a chord has a ninth or more (domain reference 1.7: 0.5 classic, 0.85 private school,
0.25 street). Added tones belong to the key; what a progression writes on purpose (diminished, suspended) stays.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.core.harmony import QUALITIES, ChordLabel, Key
from engine.core.roman import parse_roman, roman_numeral

_FIXED = frozenset({"dim", "dim7", "hdim7", "aug", "5", "sus2"})
_SEVENTH_PER_RICHNESS = 1.6  # chords below a ninth have a seventh this often per richness: 0.4 street, 0.8 classic
_KEEP_AS_WRITTEN = 0.7  # of rows whose colour is of the level drawn
_LADDERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "minor": (("min",), ("min7", "min7", "min7", "min6"), ("min9", "min9", "min9", "min11", "minadd9", "min69")),
    "major": (("maj",), ("maj7", "maj7", "maj6"), ("maj9", "maj9", "69", "add9", "maj13")),
    "dominant": (("maj",), ("7",), ("9", "9", "13")),
    "sus": (("sus4",), ("7sus4",), ("9sus4", "13sus4")),
}
_ALTERED = ("7b9", "7alt", "7#9")
_SUBSTITUTES = ("7#11", "9#11")


def coloured(numeral: str, mode: str, richness: float, rng: np.random.Generator) -> str:
    """The numeral with as much colour as ``richness`` (0 triads – 1 always a ninth or more) gives it.

    Two numbers are drawn whatever the chord, so that a change of richness moves nothing else.
    """
    key = Key(0, mode)
    label = parse_roman(numeral, key)
    depth, choice = rng.random(2)
    level = _level(richness, float(depth))
    family = kind(label)
    if family == "fixed":
        return numeral
    options = _options(label, key, family, level) or _options(label, key, family, level - 1)
    if not options or (label.quality in options and choice < _KEEP_AS_WRITTEN):
        return numeral
    return roman_numeral(_with_quality(label, options[int(choice * len(options))]), key)


def kind(label: ChordLabel) -> str:
    """``minor``, ``major``, ``dominant``, ``sus`` or ``fixed``: which colours suit a chord."""
    steps = QUALITIES.get(label.quality, ())
    if label.root is None or label.quality in _FIXED:
        return "fixed"
    if 4 in steps:
        return "dominant" if 10 in steps else "major"
    return "minor" if 3 in steps else "sus"


def _level(richness: float, depth: float) -> int:
    if depth < richness:
        return 2
    below = (depth - richness) / max(1e-9, 1.0 - richness)
    return 1 if below < _SEVENTH_PER_RICHNESS * richness else 0


def _options(label: ChordLabel, key: Key, family: str, level: int) -> tuple[str, ...]:
    """Qualities of a level whose tones belong to the key or stand in the written chord."""
    if level < 0:
        return ()
    if family == "dominant" and level == 2:
        if _resolves_to_minor(label, key):
            return _ALTERED
        if ((label.root or 0) - key.tonic) % 12 == 1:
            return _SUBSTITUTES
    home = set(key.scale) | label.pitch_classes
    return tuple(
        quality
        for quality in _LADDERS[family][level]
        if {((label.root or 0) + step) % 12 for step in QUALITIES[quality]} <= home
    )


def _resolves_to_minor(label: ChordLabel, key: Key) -> bool:
    """Whether the chord a fifth below is a minor one of the key: its dominant takes altered tones."""
    goal = ((label.root or 0) - 7 - key.tonic) % 12
    return goal in ((0, 5, 7) if key.mode == "minor" else (2, 4, 9))


def _with_quality(label: ChordLabel, quality: str) -> ChordLabel:
    """The chord with another quality; a bass that is not one of its tones any more falls back to the root."""
    bass = label.bass if label.bass in (*QUALITIES[quality], 10) else 0
    return replace(label, quality=quality, bass=bass)
