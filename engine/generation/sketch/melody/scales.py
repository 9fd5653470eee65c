"""Which tones a melody may use over a chord."""

from __future__ import annotations

from functools import cache

from engine.core.harmony import ChordLabel, Key

_PENTATONIC = {"minor": (0, 3, 5, 7, 10), "major": (0, 2, 4, 7, 9)}


@cache
def chord_scale(label: ChordLabel, key: Key) -> frozenset[int]:
    """Pitch classes of the key's scale, bent to hold the chord's own tones.

    A chord tone from outside replaces its neighbour a semitone below, or above where that one belongs to the chord: the
    ``IV7`` of a minor key makes it Dorian, the major ``V`` harmonic minor, ``bII`` Phrygian (chord-scale practice, e.g.
    Nettles & Graf, "The Chord Scale Theory and Jazz Harmony", 1997).
    """
    scale = set(key.scale)
    own = label.pitch_classes
    for tone in sorted(own - scale):
        replaced = next((near % 12 for near in (tone - 1, tone + 1) if near % 12 in scale - own), None)
        if replaced is not None:
            scale.discard(replaced)
        scale.add(tone)
    return frozenset(scale)


@cache
def pentatonic(key: Key) -> frozenset[int]:
    """The key's five tones without semitones, the melody's first choice (domain reference 1.7, 5.2)."""
    return frozenset((key.tonic + step) % 12 for step in _PENTATONIC[key.mode])
