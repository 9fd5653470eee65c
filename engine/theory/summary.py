"""The ``theory`` chapters of an analysis: every feature here is computed from its beats, chords, notes and sections.

A chapter is empty where what it needs was not found. ``docs/theory-features.md`` names each feature, its range and its
source.
"""

from __future__ import annotations

from dataclasses import replace

from engine.core.analysis import Analysis, ChordEvent, Modulation, Theory
from engine.core.harmony import ChordLabel, ChordSegment, Key
from engine.theory.form import form_features
from engine.theory.genres_match import match_genres
from engine.theory.harmonic_chapter import harmonic_features, keys_of
from engine.theory.melodic_chapter import melodic_features
from engine.theory.numerals import Reading, read_chords
from engine.theory.rhythmic_chapter import rhythmic_features


def annotate(analysis: Analysis) -> Analysis:
    """The analysis with Roman numerals and functions in its chords, and with its theory chapters.

    Numerals are those of the key that holds at the chord's time (modulations count); they stay None without a key.
    """
    chords = tuple(ChordSegment(c.start, c.end, ChordLabel.parse(c.label), c.confidence) for c in analysis.chords)
    keys = keys_of(analysis, chords)
    readings = read_chords([chord.label for chord in chords], keys)
    filled = replace(
        analysis, chords=tuple(_annotated(chord, r) for chord, r in zip(analysis.chords, readings, strict=True))
    )
    theory = Theory(
        harmonic=harmonic_features(filled, chords, keys, readings),
        rhythmic=rhythmic_features(filled, chords),
        melodic=melodic_features(filled, key_at(filled, 0.0)),
        form=form_features(filled, chords),
        genre=match_genres(filled),
    )
    return replace(filled, theory=theory)


def key_at(analysis: Analysis, time: float) -> Key | None:
    """The key that holds at a time in seconds; None if none was found."""
    if analysis.key is None:
        return None
    now: Modulation | None = None
    for modulation in analysis.modulations:
        if modulation.time <= time + 1e-6:
            now = modulation
    source = now or analysis.key
    return Key.parse(f"{source.tonic} {source.mode}")


def _annotated(chord: ChordEvent, reading: Reading | None) -> ChordEvent:
    if reading is None:
        return replace(chord, roman=None, function=None)
    return replace(chord, roman=reading.roman, function=reading.function)
