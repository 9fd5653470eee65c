"""What is true of a composed piece, in the form of an analysis: nothing is measured but the sound's level."""

from __future__ import annotations

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.composition import Composition
from engine.core.rhythm import Meter
from engine.core.stems import Stem


def truth(composition: Composition, audio: AudioFacts, *, engine: str, title: str = "") -> Analysis:
    """The analysis a perfect listener would write: every confidence is 1 because it is known.

    Args:
        composition: The piece.
        audio: Facts of the rendered mix.
        engine: Name and version of the engine.
        title: For the metadata and the name of the MIDI file's first track.
    """
    blueprint = composition.blueprint
    beats = composition.beats
    notes = composition.stem_notes()
    onsets = tuple(note.onset for note in notes[Stem.LOG_DRUM])
    return Analysis(
        engine=engine,
        audio=audio,
        metadata={"title": title} if title else {},
        tempo_bpm=blueprint.tempo_bpm,
        tempo_confidence=1.0,
        meter=Meter(4, 4),
        beats=beats.times,
        downbeats=beats.downbeats,
        swing=blueprint.swing,
        key=KeyEstimate(blueprint.key.tonic_name, blueprint.key.mode, 1.0),
        chords=tuple(
            ChordEvent(chord.start, chord.end, str(chord.label), 1.0, roman=chord.roman) for chord in composition.chords
        ),
        sections=composition.labelled_sections(),
        notes=dict(notes),
        log_drum=LogDrumEstimate(bool(onsets), 1.0 if onsets else 0.0, onsets),
    )
