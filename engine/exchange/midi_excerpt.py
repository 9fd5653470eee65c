"""MIDI of one stem: whole and aligned with the recording, or a stretch of it that begins at tick 0.

A stretch is cut out of the song's own tempo map, so bars stay bars. It lasts as long as the sound of the same stretch:
the track ends where the stretch does, not with its last note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.core.analysis import Analysis, ChordEvent, Modulation
from engine.core.events import NoteEvent, Section
from engine.core.stems import Stem
from engine.exchange.midi import (
    MONOPHONIC,
    TICKS_PER_QUARTER,
    TempoMap,
    conductor,
    glides_of,
    part_track,
    stem_part,
    tempo_map,
)
from engine.whole_file import whole_file

if TYPE_CHECKING:
    import mido

_SAME_TIME_S = 0.002
"""Beats, bar lines and notes on them agree to less than this; two strokes on purpose lie farther apart."""
_LEAST_SHARE = 0.5

Spanned = TypeVar("Spanned", ChordEvent, Section)


def cut_notes(notes: Iterable[NoteEvent], start: float, end: float) -> tuple[NoteEvent, ...]:
    """The notes of a stretch, told from its beginning and none longer than it.

    A note belongs where it begins. One that begins before the stretch is in it, from time 0, where at least half of it
    sounds there: a chord that was played early, or held; what only rings out is left.
    """
    found = []
    for note in notes:
        onset, offset = note.onset - start, min(note.offset, end) - start
        is_before = onset < -_SAME_TIME_S
        is_behind = note.onset >= end - _SAME_TIME_S
        is_ringing = is_before and offset < _LEAST_SHARE * (note.offset - note.onset)
        if is_behind or is_ringing or offset <= 0.0:
            continue
        found.append(_later(note, max(0.0, onset), offset, cut=max(0.0, -onset)))
    return tuple(sorted(found))


def _later(note: NoteEvent, onset: float, offset: float, *, cut: float) -> NoteEvent:
    """A note with other ends, ``cut`` seconds of its beginning gone; a slide that had begun by then is gone too."""
    slide = note.slide
    if slide is not None and cut > 0.0:
        slide = replace(slide, start=slide.start - cut) if slide.start >= cut else None
    return replace(note, onset=onset, offset=max(offset, onset + _SAME_TIME_S), slide=slide)


def cut_map(grid: TempoMap, start: float) -> TempoMap:
    """The tempo map from ``start`` seconds on: what holds there holds from tick 0."""
    base = max(0, grid.tick(start))
    place = max(0, bisect_right(grid.ticks, base) - 1)
    begun = [meter for meter in grid.meters if meter[0] <= base]
    return TempoMap(
        ticks=(0, *(tick - base for tick in grid.ticks[place + 1 :])),
        microseconds=grid.microseconds[place:],
        meters=((0, *begun[-1][1:]), *((tick - base, over, under) for tick, over, under in grid.meters if tick > base)),
    )


def cut_analysis(analysis: Analysis, start: float, end: float) -> Analysis:
    """What a conductor track tells of a stretch: its chords and sections, and the key that holds where it begins."""
    before = [change for change in analysis.modulations if change.time <= start + _SAME_TIME_S]
    key = analysis.key
    if key is not None and before:
        key = replace(key, tonic=before[-1].tonic, mode=before[-1].mode)
    after = tuple(
        Modulation(change.time - start, change.tonic, change.mode)
        for change in analysis.modulations
        if start + _SAME_TIME_S < change.time < end
    )
    return replace(
        analysis,
        audio=replace(analysis.audio, duration=end - start),
        key=key,
        modulations=after,
        chords=_inside(analysis.chords, start, end),
        sections=_inside(analysis.sections, start, end),
    )


def _inside(events: Sequence[Spanned], start: float, end: float) -> tuple[Spanned, ...]:
    return tuple(
        replace(event, start=max(0.0, event.start - start), end=min(event.end, end) - start)
        for event in events
        if event.end > start + _SAME_TIME_S and event.start < end - _SAME_TIME_S
    )


def write_stem_midi(
    path: Path,
    analysis: Analysis,
    stem: Stem,
    notes: Sequence[NoteEvent],
    span: tuple[float, float] | None = None,
) -> None:
    """Write a type 1 file of one stem's notes over a conductor track.

    Args:
        path: Where.
        analysis: Of the song, with the chords as they shall stand in the file.
        stem: Whose track it is.
        notes: Those to write, in seconds of the song.
        span: ``(start, end)`` seconds of a stretch, which then begins at tick 0; None for the whole song.

    Raises:
        ValueError: If the stretch is empty.
        OSError: If it cannot be written.
    """
    import mido

    start, end = span if span is not None else (0.0, max(analysis.audio.duration, 0.0))
    grid = tempo_map(analysis)
    if span is not None:
        if not 0.0 <= start < end:
            raise ValueError(f"a stretch needs 0 <= start < end, got {start} and {end}")
        notes, grid, analysis = cut_notes(notes, start, end), cut_map(grid, start), cut_analysis(analysis, start, end)
    part = stem_part(stem, notes, glides_of(notes) if stem in MONOPHONIC else ())
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER, charset="utf-8")
    file.tracks.append(conductor(analysis, grid))
    file.tracks.append(_up_to(part_track(part, grid), grid.tick(end - start)))
    with whole_file(path) as temporary:
        file.save(temporary)


def _up_to(track: mido.MidiTrack, end: int) -> mido.MidiTrack:
    """The track with its end at a tick, or behind its last event where that is later."""
    last = track[-1]
    before = sum(message.time for message in track[:-1])
    track[-1] = last.copy(time=max(0, end - before))
    return track
