"""Notes of pitched stems from their salience, and single lines for bass and voice.

Note creation follows section 3 of Bittner et al. (ICASSP 2022): onset peaks, from the last to the first, are followed
until their key falls silent; what activation is left then yields notes without a clear onset, the strongest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.note_levels import velocities
from engine.analysis.salience import LOWEST_PITCH, NUM_PITCHES, PitchSalience, pitch_salience
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.jobs import Report, no_report, part_of

FloatArray = NDArray[np.float32]

_ONSET = 0.5  # the paper's thresholds
_SOUNDING = 0.3
_SILENT_FRAMES = 11  # a key silent for 0.13 s has ended; shorter dips are vibrato and consonants
_RISE_FRAMES = 2
_OFFSET_S = 0.0
_MIN_NOTE_S = 0.09  # below a sixteenth at 150 BPM
_SEPARATE_S = 0.05
_HARMONICS = (12, 19, 24, 28)
BASS_RANGE = (23, 64)
"""B0 to E4: a five-string bass and its highest slides."""
VOICE_RANGE = (38, 86)


@dataclass(frozen=True, slots=True)
class FrameNote:
    """A note in frames: first frame, end (exclusive), row of the salience, mean activation, and whether an onset was seen."""

    start: int
    stop: int
    row: int
    strength: float
    has_onset: bool


def transcribe_pitched(
    audio: Audio,
    *,
    min_pitch: int = LOWEST_PITCH,
    max_pitch: int = LOWEST_PITCH + NUM_PITCHES - 1,
    min_note_s: float = _MIN_NOTE_S,
    tuning_cents: float = 0.0,
    salience: PitchSalience | None = None,
    report: Report = no_report,
) -> tuple[NoteEvent, ...]:
    """Notes of a polyphonic stem in order of time; empty for silence.

    Args:
        audio: The stem.
        min_pitch: Lowest MIDI number to report.
        max_pitch: Highest MIDI number to report.
        min_note_s: Shorter notes are dropped.
        tuning_cents: How far the recording lies above A4 = 440 Hz; pitches are those of its own tuning.
        salience: The stem's salience, if that has been computed already.
        report: Progress and cancellation.
    """
    salience = salience or pitch_salience(audio, tuning_cents=tuning_cents, report=part_of(report, 0.0, 0.9))
    found = create_notes(salience, min_pitch=min_pitch, max_pitch=max_pitch, min_note_s=min_note_s)
    notes = _events(found, salience, audio)
    report(1.0)
    return notes


def transcribe_bass(
    audio: Audio, *, tuning_cents: float = 0.0, salience: PitchSalience | None = None, report: Report = no_report
) -> tuple[NoteEvent, ...]:
    """The one line of a bass stem, B0 to E4, without overlaps; empty for silence."""
    salience = salience or pitch_salience(audio, tuning_cents=tuning_cents, report=part_of(report, 0.0, 0.9))
    found = create_notes(salience, min_pitch=BASS_RANGE[0], max_pitch=BASS_RANGE[1], min_note_s=_MIN_NOTE_S)
    notes = _events(single_line(found, salience.clock.rate, lowest=True), salience, audio)
    report(1.0)
    return notes


def transcribe_vocals(
    audio: Audio, *, tuning_cents: float = 0.0, salience: PitchSalience | None = None, report: Report = no_report
) -> tuple[NoteEvent, ...]:
    """The one line of a voice, D2 to D6, without overlaps; empty for silence."""
    salience = salience or pitch_salience(audio, tuning_cents=tuning_cents, report=part_of(report, 0.0, 0.9))
    found = create_notes(salience, min_pitch=VOICE_RANGE[0], max_pitch=VOICE_RANGE[1], min_note_s=_MIN_NOTE_S)
    notes = _events(single_line(found, salience.clock.rate, lowest=False), salience, audio)
    report(1.0)
    return notes


def create_notes(
    salience: PitchSalience, *, min_pitch: int, max_pitch: int, min_note_s: float = _MIN_NOTE_S
) -> tuple[FrameNote, ...]:
    """Notes in frames from activations, in order of time.

    Args:
        salience: Activations.
        min_pitch: Lowest MIDI number.
        max_pitch: Highest MIDI number.
        min_note_s: Shorter notes are dropped.
    """
    remaining = salience.notes.copy()
    remaining[:, : max(0, min_pitch - LOWEST_PITCH)] = 0.0
    remaining[:, max(0, max_pitch - LOWEST_PITCH + 1) :] = 0.0
    shortest = max(1, round(min_note_s * salience.clock.rate))
    onsets = _with_rises(salience.onsets, remaining)
    found: list[FrameNote] = []
    for start, row in _onset_peaks(onsets):
        stop = _end(remaining[:, row], start + 1)
        if stop - start > shortest:
            found.append(_take(remaining, start, stop, row, has_onset=True))
    found += _left_over(remaining, shortest)
    return tuple(sorted(found, key=lambda note: (note.start, note.row)))


def _with_rises(onsets: FloatArray, notes: FloatArray) -> FloatArray:
    """Onset activations, or how fast the key itself rises where that says more (slow attacks have weak onsets)."""
    rise = np.zeros_like(notes)
    before = np.maximum(notes[1:-1], notes[:-2])
    rise[_RISE_FRAMES:] = np.maximum(0.0, notes[_RISE_FRAMES:] - before)
    steepest = float(rise.max(initial=0.0))
    if steepest == 0.0:
        return np.where(notes > 0.0, onsets, 0.0)
    rise *= float(onsets.max()) / steepest
    return np.where(notes > 0.0, np.maximum(onsets, rise), 0.0)


def _onset_peaks(onsets: FloatArray) -> list[tuple[int, int]]:
    """``(frame, row)`` of local maxima of at least ``_ONSET``, the last in time first."""
    inner = onsets[1:-1]
    is_peak = (inner >= _ONSET) & (inner > onsets[:-2]) & (inner > onsets[2:])
    frames, rows = np.nonzero(is_peak)
    order = np.argsort(-frames, kind="stable")
    return [(int(frames[i]) + 1, int(rows[i])) for i in order]


def _end(activation: FloatArray, start: int) -> int:
    """First frame from ``start`` of a silence of ``_SILENT_FRAMES``, or the end of the array."""
    reach = 256
    while True:
        piece = activation[start : start + reach] < _SOUNDING
        if len(piece) >= _SILENT_FRAMES:
            hits = np.flatnonzero(np.convolve(piece, np.ones(_SILENT_FRAMES), mode="valid") == _SILENT_FRAMES)
            if len(hits):
                return start + int(hits[0])
        if start + reach >= len(activation):
            sounding = np.flatnonzero(~piece)
            return start + int(sounding[-1]) + 1 if len(sounding) else start
        reach *= 4


def _take(remaining: FloatArray, start: int, stop: int, row: int, *, has_onset: bool) -> FrameNote:
    """The note, whose activation and that of its neighbouring semitones are used up."""
    strength = float(remaining[start:stop, row].mean())
    remaining[start:stop, max(0, row - 1) : row + 2] = 0.0
    return FrameNote(start, stop, row, strength, has_onset)


def _left_over(remaining: FloatArray, shortest: int) -> list[FrameNote]:
    """Notes without an onset, the strongest first; ``remaining`` is used up down to the threshold."""
    found: list[FrameNote] = []
    frames, rows = np.nonzero(remaining > _SOUNDING)
    order = np.argsort(-remaining[frames, rows], kind="stable")
    for middle, row in zip(frames[order].tolist(), rows[order].tolist(), strict=True):
        if remaining[middle, row] <= _SOUNDING:
            continue  # used up by a stronger one
        column = remaining[:, row]
        stop = _end(column, middle + 1)
        start = len(column) - _end(column[::-1], len(column) - middle)
        note = _take(remaining, start, max(stop, middle + 1), row, has_onset=False)
        if note.stop - note.start > shortest:
            found.append(note)
    return found


def single_line(notes: Sequence[FrameNote], frame_rate: float, *, lowest: bool) -> tuple[FrameNote, ...]:
    """One note at a time: of notes that sound together the stronger stays, unless it is a harmonic of the other.

    Args:
        notes: In order of time.
        frame_rate: Frames per second.
        lowest: Prefer the fundamental (bass) by more than a tie.
    """
    gap = round(_SEPARATE_S * frame_rate)
    kept: list[FrameNote] = []
    for note in sorted(notes, key=lambda n: -_weight(n, lowest=lowest)):
        clashes = [k for k in kept if note.start < k.stop and k.start < note.stop]
        trimmed = _around(note, clashes, gap)
        if trimmed is not None:
            kept.append(trimmed)
    return tuple(sorted(kept, key=lambda n: n.start))


def _weight(note: FrameNote, *, lowest: bool) -> float:
    """Strength times length; for a bass, a fundamental outweighs its own harmonics."""
    register = 0.985 ** (note.row * (2 if lowest else 0))
    return note.strength * min(note.stop - note.start, 86) ** 0.5 * register * (1.2 if note.has_onset else 1.0)


def _around(note: FrameNote, others: Sequence[FrameNote], shortest: int) -> FrameNote | None:
    """What of a note is left beside stronger ones: the longest free stretch; a harmonic of another leaves nothing."""
    free = np.ones(note.stop - note.start, bool)
    for other in others:
        if note.row - other.row in _HARMONICS and not note.has_onset:
            return None
        free[max(0, other.start - note.start) : max(0, other.stop - note.start)] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int8), [0]])))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    if not runs:
        return None
    first, last = max(runs, key=lambda run: run[1] - run[0])
    if last - first < shortest:
        return None
    return FrameNote(note.start + first, note.start + last, note.row, note.strength, note.has_onset and first == 0)


def _events(found: Sequence[FrameNote], salience: PitchSalience, audio: Audio) -> tuple[NoteEvent, ...]:
    """Frames to seconds, strength to velocity."""
    if not found:
        return ()
    onsets = np.maximum(0.0, salience.clock.time(np.asarray([note.start for note in found])) + _OFFSET_S)
    offsets = salience.clock.time(np.asarray([note.stop for note in found])) + _OFFSET_S
    offsets = np.minimum(offsets, audio.duration)
    pitches = np.asarray([note.row + LOWEST_PITCH for note in found])
    speeds = velocities(audio, onsets, pitches)
    return tuple(
        NoteEvent(float(onset), float(offset), int(pitch), int(velocity))
        for onset, offset, pitch, velocity in zip(onsets, offsets, pitches, speeds, strict=True)
        if offset > onset
    )
