"""Notes of pitched stems from their salience, of a bass from its period, of a voice from its pitch curve.

Note creation follows section 3 of Bittner et al. (ICASSP 2022): onset peaks, from the last to the first, are followed
until their key falls silent; what activation is left then yields notes without a clear onset, the strongest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.bass_attacks import bass_attacks
from engine.analysis.low_line import read_line
from engine.analysis.low_pitch import periodicity
from engine.analysis.note_levels import levels_after, levels_before, velocities
from engine.analysis.salience import LOWEST_PITCH, NUM_PITCHES, PitchSalience, pitch_salience
from engine.analysis.spectrum import is_silent, mono
from engine.analysis.voice_line import sung_notes
from engine.analysis.voice_pitch import VoicePitch, voice_pitch
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.jobs import Report, no_report, part_of

FloatArray = NDArray[np.float32]

_ONSET = 0.5  # the paper's thresholds
_SOUNDING = 0.3
_SILENT_FRAMES = 11  # a key silent for 0.13 s has ended; shorter dips are vibrato and consonants
_RISE_FRAMES = 2
_STRUCK = 1.15  # a repeated note is at least 1.2 dB louder than what rang before it
_SEAM_S = 0.025
_MIN_NOTE_S = 0.07  # a sixteenth at 160 BPM, played short
_MIN_SUNG_S = 0.08
# Partials that sound as notes of their own: single tones of four timbres give octaves at 0.5 to 0.82 of the
# fundamental's strength, really doubled octaves lie at 0.76 to 1.4. Semitones above the fundamental, and the strength
# below which a simultaneous note is taken for its partial.
_PARTIALS = {12: 0.74, 24: 0.70, 36: 0.66, 19: 0.55, 28: 0.55, 31: 0.55}
BASS_RANGE = (23, 64)
"""B0 to E4: a five-string bass and its highest slides."""
VOICE_RANGE = (38, 86)
_BASS_SUB_ODDS = 0.05  # of 3 400 composed bass notes 12 lay an octave above their sub; of log drums' one in four


@dataclass(frozen=True, slots=True)
class FrameNote:
    """A note in frames: first frame, end (exclusive), row of the salience, mean activation, and whether an onset was
    seen.
    """

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
    found = create_notes(salience, min_pitch=LOWEST_PITCH, max_pitch=max_pitch, min_note_s=min_note_s)
    kept = [n for n in without_partials(found, salience.clock.rate) if n.row + LOWEST_PITCH >= min_pitch]
    notes = _events(kept, salience, audio)
    report(1.0)
    return notes


def transcribe_bass(audio: Audio, *, report: Report = no_report) -> tuple[NoteEvent, ...]:
    """The one line of a bass stem, B0 to E4, without overlaps, in its own tuning; empty for silence."""
    samples = mono(audio)
    if is_silent(samples):
        return ()
    heard = periodicity(samples, audio.sample_rate)
    report(0.5)
    onsets = bass_attacks(samples, audio.sample_rate, heard).times.tolist()
    report(0.9)
    lowest, highest = BASS_RANGE
    notes = read_line(heard, onsets, audio.duration, lowest=lowest, highest=highest, sub_odds=_BASS_SUB_ODDS)
    report(1.0)
    return notes


def transcribe_vocals(
    audio: Audio, *, tuning_cents: float = 0.0, voice: VoicePitch | None = None, report: Report = no_report
) -> tuple[NoteEvent, ...]:
    """The one line of a voice, D2 to D6, without overlaps; empty for silence.

    Args:
        audio: The stem.
        tuning_cents: How far the recording lies above A4 = 440 Hz; pitches are those of its own tuning.
        voice: The stem's pitch, if that has been heard already.
        report: Progress and cancellation.
    """
    voice = voice or voice_pitch(audio, report=part_of(report, 0.0, 0.8))
    lowest, highest = VOICE_RANGE
    sung = sung_notes(voice, min_pitch=lowest, max_pitch=highest, min_note_s=_MIN_SUNG_S)
    keys = np.asarray([round(note.pitch - tuning_cents / 100.0) for note in sung], np.int64)
    speeds = velocities(levels_after(audio, np.asarray([note.onset for note in sung]), keys))
    report(1.0)
    return tuple(
        NoteEvent(note.onset, offset, int(key), int(speed), confidence=round(note.confidence, 3))
        for note, key, speed in zip(sung, keys, speeds, strict=True)
        if (offset := min(note.offset, audio.duration)) > note.onset
    )


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
        if (
            note.stop - note.start > shortest + 1
        ):  # one frame more than a struck note, as in the reference implementation
            found.append(note)
    return found


def without_partials(
    notes: Sequence[FrameNote], frame_rate: float, limits: dict[int, float] | None = None
) -> tuple[FrameNote, ...]:
    """Notes that are not merely a partial of a stronger, lower note which begins with or before them and outlasts them.

    Args:
        notes: In order of time.
        frame_rate: Frames per second.
        limits: Strength against the fundamental, by interval in semitones, below which a note is a partial.
    """
    limits = limits or _PARTIALS
    slack = round(0.06 * frame_rate)
    by_row: dict[int, list[FrameNote]] = {}
    for note in notes:
        by_row.setdefault(note.row, []).append(note)

    def is_partial(note: FrameNote) -> bool:
        return any(
            note.strength < limit * parent.strength
            and parent.start - slack <= note.start < parent.stop
            and note.stop <= parent.stop + slack
            for interval, limit in limits.items()
            for parent in by_row.get(note.row - interval, ())
        )

    return tuple(note for note in notes if not is_partial(note))


def _events(found: Sequence[FrameNote], salience: PitchSalience, audio: Audio) -> tuple[NoteEvent, ...]:
    """Frames to seconds, levels to velocities; repetitions that nobody struck are joined."""
    if not found:
        return ()
    onsets = np.maximum(0.0, salience.clock.time(np.asarray([note.start for note in found])))
    offsets = np.minimum(salience.clock.time(np.asarray([note.stop for note in found])), audio.duration)
    pitches = np.asarray([note.row + LOWEST_PITCH for note in found])
    levels = levels_after(audio, onsets, pitches)
    struck = levels > _STRUCK * levels_before(audio, onsets, pitches)
    spans: list[tuple[float, float, int, int]] = []
    last_of: dict[int, int] = {}
    for onset, offset, pitch, velocity, is_struck in zip(
        onsets, offsets, pitches, velocities(levels), struck, strict=True
    ):
        before = last_of.get(int(pitch))
        if before is not None and not is_struck and onset - spans[before][1] < _SEAM_S:
            first, end, _, speed = spans[before]
            spans[before] = (first, max(end, float(offset)), int(pitch), speed)
            continue
        last_of[int(pitch)] = len(spans)
        spans.append((float(onset), float(offset), int(pitch), int(velocity)))
    return tuple(NoteEvent(*span) for span in spans if span[1] > span[0])
