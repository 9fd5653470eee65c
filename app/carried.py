"""What leaves the window by a drag or the clipboard: one stem's sound or notes, whole or a stretch. Pure values."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from app.bar_clock import BarClock
from app.song import SongView
from engine.core.analysis import Analysis, ChordEvent
from engine.core.events import NoteEvent
from engine.core.stems import Stem

Span = tuple[float, float]

_KEY_LENGTH = 20  # hex digits: 80 bits, beyond chance for the files of a lifetime
_EARLY_BEATS = 0.05
"""A player's note this much before a beat belongs to it: 25 ms at 120 BPM."""


class Form(Enum):
    """As sound or as MIDI; the value is the file's suffix."""

    SOUND = ".wav"
    NOTES = ".mid"


class Extent(Enum):
    """How much of a stem."""

    SELECTION = "selection"
    LOOP = "loop"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """A file that can be made at any time, in any thread.

    Args:
        key: Tells it from all others by what will be in it.
        name: Of the file, for a DAW's browser.
        stem: Whose.
        form: Sound or MIDI.
        source: The stem's own WAV file.
        analysis: Of the song, with its chords as edited; None where it was not analysed.
        span: The stretch in seconds; None for all of it.
        notes: For MIDI.
    """

    key: str
    name: str
    stem: Stem
    form: Form
    source: Path
    analysis: Analysis | None
    span: Span | None
    notes: tuple[NoteEvent, ...] = ()

    def write(self, target: Path) -> None:
        """Make the file; it appears whole.

        Raises:
            EngineError: If the stem cannot be read, or the stretch not be written.
            OSError: If the file cannot be written.
        """
        if self.form is Form.SOUND:
            from engine.exchange.one_stem import write_stem_sound

            write_stem_sound(target, self.source, self.analysis, self.stem, self.span)
        else:
            from engine.exchange.midi_excerpt import write_stem_midi

            assert self.analysis is not None  # notes belong to an analysis
            write_stem_midi(target, self.analysis, self.stem, self.notes, self.span)


def carried_sound(song: SongView, stem: Stem, span: Span | None) -> Carried:
    """A stem's sound.

    Raises:
        OSError: If the stem's file is not there.
    """
    place, source = next((number, view.path) for number, view in enumerate(song.stems, 1) if view.stem is stem)
    facts = source.stat()
    key = _key(str(source), facts.st_size, facts.st_mtime_ns, span)
    name = _name(song, stem, Form.SOUND, place, span, "")
    return Carried(key, name, stem, Form.SOUND, source, song.analysis, span)


def carried_notes(
    song: SongView,
    stem: Stem,
    notes: Sequence[NoteEvent],
    chords: Sequence[ChordEvent],
    span: Span | None,
    *,
    words: str = "",
) -> Carried:
    """A stem's notes as they are now.

    Args:
        song: An analysed song.
        stem: Whose.
        notes: As edited; only these are written.
        chords: As edited; they stand as markers in the file.
        span: The stretch in seconds, which begins at tick 0; None for all, aligned with the recording.
        words: For the name: what was chosen.

    Raises:
        ValueError: If the song was not analysed.
    """
    analysis = song.analysis
    if analysis is None:
        raise ValueError("notes need an analysed song")
    place, source = next((number, view.path) for number, view in enumerate(song.stems, 1) if view.stem is stem)
    kept = replace(analysis, chords=tuple(chords))
    told = tuple((n.onset, n.offset, n.pitch, n.velocity, n.slide) for n in notes)
    key = _key(str(song.folder), stem.value, told, kept.chords, kept.beats, kept.downbeats, kept.metadata, span)
    name = _name(song, stem, Form.NOTES, place, span, words)
    return Carried(key, name, stem, Form.NOTES, source, kept, span, tuple(notes))


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:_KEY_LENGTH]


def _name(song: SongView, stem: Stem, form: Form, place: int, span: Span | None, words: str) -> str:
    from engine.exchange.one_stem import span_words, stem_file_name

    parts = [words] if words else []
    if span is not None:
        parts.append(span_words(song.analysis, span))
    return stem_file_name(song.file_name, song.analysis, stem, *parts, suffix=form.value, number=place)


def span_of_notes(notes: Sequence[NoteEvent], clock: BarClock | None, duration: float) -> Span:
    """The whole beats that hold some notes: dropped on a beat of another song, they are where they were in theirs.

    Without beats, from the first note's beginning to the last one's end.
    """
    first, last = min(note.onset for note in notes), max(note.offset for note in notes)
    if clock is None:
        return first, last
    early = clock.time_of(_floor(clock.beat_at(first) + _EARLY_BEATS))
    late = clock.time_of(_floor(clock.beat_at(first) + 1e-6))
    start = early if _are_held(notes, early) else late
    end = clock.time_of(-_floor(-clock.beat_at(last) + 1e-6))
    start = max(0.0, start)
    return start, max(min(end, max(duration, last)), last)


def _are_held(notes: Sequence[NoteEvent], start: float) -> bool:
    """Whether a stretch from ``start`` on has all notes, those too that were played a hair before it."""
    from engine.exchange.midi_excerpt import cut_notes

    return len(cut_notes(notes, start, max(note.offset for note in notes))) == len(notes)


def _floor(value: float) -> int:
    return int(value // 1)
