"""The layers of a groove: classes of the drum stem, and the other stems as they are."""

from __future__ import annotations

from engine.core.analysis import Analysis
from engine.core.events import NoteEvent
from engine.core.stems import Stem

DRUM_LAYERS: dict[str, tuple[int, ...]] = {  # General MIDI percussion keys
    "kick": (35, 36),
    "snare": (38, 40),
    "clap": (39,),
    "rim": (37, 75),
    "hat": (42, 44, 46),
    "cymbal": (49, 51, 52, 53, 55, 57, 59),
    "shaker": (54, 69, 70, 82),
    "percussion": (41, 43, 45, 47, 48, 50, 56, *range(60, 69), *range(71, 75), 76, 77, 80, 81),
}
LOW, MID, HIGH = ("kick",), ("snare", "clap", "rim"), ("hat", "cymbal", "shaker")
"""Streams of a kit, as Witek et al. 2014 tell bass drum, snare and hi-hat apart."""


def layers_of(analysis: Analysis) -> dict[str, tuple[NoteEvent, ...]]:
    """Notes of each layer that has any: drum classes, then ``bass``, ``log_drum``, ``vocals``, ``other``."""
    drums = analysis.notes.get(Stem.DRUMS) or ()
    found = {name: tuple(note for note in drums if note.pitch in keys) for name, keys in DRUM_LAYERS.items()}
    for stem in (Stem.BASS, Stem.LOG_DRUM, Stem.VOCALS, Stem.OTHER):
        found[stem.value] = tuple(analysis.notes.get(stem) or ())
    return {name: notes for name, notes in found.items() if notes}
