"""MIDI of a composed piece: by stem as every song of the studio, and by part, one track for each role.

Slides become pitch bends: in the stems' file for the log drum and the bass, which play one note at a time; in the
parts' file for every role.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from engine.core.analysis import Analysis
from engine.core.composition import Composition, PlayedNote
from engine.core.events import NoteEvent
from engine.core.roles import ROLES
from engine.core.stems import Stem
from engine.exchange.midi import Glide, Part, write_midi, write_parts

_DRUM_CHANNEL = 9
_PROGRAMS = {
    # General MIDI programs, counted from 0
    "log_drum": 38,
    "bass": 38,
    "keys": 4,
    "stab": 16,
    "pad": 89,
    "guitar": 24,
    "riff": 12,
    "lead": 65,
    "vocal": 53,
    "choir": 52,
    "chant": 52,
    "adlib": 53,
}


def write_take_midi(path: Path, analysis: Analysis, composition: Composition) -> None:
    """The file of a take: one track per stem.

    Raises:
        OSError: If it cannot be written.
    """
    monophonic = (Stem.LOG_DRUM, Stem.BASS)
    glides = {stem: glides_of([note for note in composition.notes if note.stem is stem]) for stem in monophonic}
    write_midi(path, analysis, glides)


def write_role_midi(path: Path, analysis: Analysis, composition: Composition) -> None:
    """One track for each role that plays notes; percussion on channel 10.

    Raises:
        OSError: If it cannot be written.
    """
    parts: list[Part] = []
    melodic_channels = [channel for channel in range(16) if channel != _DRUM_CHANNEL]
    for role in composition.blueprint.roles:
        notes = composition.of(role)
        if not notes or not ROLES[role].writes_midi:
            continue
        events = [NoteEvent(n.onset, n.onset + n.duration, n.pitch, n.velocity) for n in notes]
        if ROLES[role].is_pitched:
            channel = melodic_channels[len(parts) % len(melodic_channels)]
            parts.append(Part(ROLES[role].title, channel, _PROGRAMS.get(role), events, glides_of(notes)))
        else:
            parts.append(Part(ROLES[role].title, _DRUM_CHANNEL, None, events))
    write_parts(path, analysis, parts)


def glides_of(notes: Sequence[PlayedNote]) -> tuple[Glide, ...]:
    """Slides of a monophonic line as glides that are taken back where the next note begins."""
    glides = []
    ordered = sorted(notes, key=lambda note: note.onset)
    nexts = [after.onset for _, after in pairwise(ordered)] + [float("inf")] * bool(ordered)
    for note, following in zip(ordered, nexts, strict=True):
        if note.slide is None:
            continue
        release = min(note.onset + note.duration, following)
        start = note.onset + note.slide.start
        if start >= release:
            continue
        end = min(start + note.slide.duration, release)
        glides.append(Glide(start, end, max(end, release), note.slide.semitones))
    return tuple(glides)
