"""Chords that a person wrote, read by the theory in their places: what the window asks while chords are edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.core.analysis import Analysis, ChordEvent
from engine.core.harmony import ChordLabel, ChordSegment
from engine.theory.harmonic_chapter import keys_of
from engine.theory.numerals import read_chords


def reread(chords: Sequence[ChordEvent], analysis: Analysis) -> tuple[ChordEvent, ...]:
    """The same chords with Roman numerals and functions as the theory reads them in their places."""
    segments = []
    for chord in chords:
        try:
            label = ChordLabel.parse(chord.label)
        except ValueError:
            label = ChordLabel(None, "X")
        segments.append(ChordSegment(chord.start, chord.end, label, chord.confidence))
    readings = read_chords([segment.label for segment in segments], keys_of(analysis, segments))
    return tuple(
        replace(chord, roman=None, function=None)
        if reading is None
        else replace(chord, roman=reading.roman, function=reading.function)
        for chord, reading in zip(chords, readings, strict=True)
    )
