"""Notes of keys and other chords from their salience, of a bass from its period, of a voice from its pitch curve."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.analysis.bass_attacks import bass_attacks
from engine.analysis.low_line import read_line
from engine.analysis.low_pitch import periodicity
from engine.analysis.note_features import note_candidates
from engine.analysis.note_levels import levels_after, velocities
from engine.analysis.note_starts import Start, chosen
from engine.analysis.salience import LOWEST_PITCH, NUM_PITCHES, PitchSalience, pitch_salience
from engine.analysis.spectrum import is_silent, mono
from engine.analysis.voice_line import sung_notes
from engine.analysis.voice_pitch import VoicePitch, voice_pitch
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.jobs import Report, no_report, part_of

FloatArray = NDArray[np.float32]

_SOUNDING = 0.3  # of Bittner et al. (ICASSP 2022), section 3, as is the next
_SILENT_FRAMES = 11  # a key silent for 0.13 s has ended; shorter dips are vibrato and consonants
_MIN_NOTE_S = 0.03
_MIN_SUNG_S = 0.08
BASS_RANGE = (23, 64)
"""B0 to E4: a five-string bass and its highest slides."""
VOICE_RANGE = (38, 86)
_BASS_SUB_ODDS = 0.02  # of 3 400 composed bass notes 12 lay an octave above their sub; of log drums' one in four


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
        min_note_s: Shorter notes are given this length: a struck key that dies at once was struck all the same.
        tuning_cents: How far the recording lies above A4 = 440 Hz; pitches are those of its own tuning.
        salience: The stem's salience, if that has been computed already.
        report: Progress and cancellation.
    """
    salience = salience or pitch_salience(audio, tuning_cents=tuning_cents, report=part_of(report, 0.0, 0.8))
    samples = mono(audio)
    if is_silent(samples):
        return ()
    candidates = note_candidates(salience, samples, audio.sample_rate)
    report(0.9)
    lowest, highest = min_pitch - LOWEST_PITCH, max_pitch - LOWEST_PITCH
    starts = [
        start
        for start in chosen(candidates, salience.clock)
        if lowest <= start.row <= highest and start.onset < audio.duration - min_note_s
    ]
    notes = _held(starts, salience, audio, min_note_s)
    report(1.0)
    return notes


def _held(starts: list[Start], salience: PitchSalience, audio: Audio, least_s: float) -> tuple[NoteEvent, ...]:
    """Each start with its end, where the key falls silent or is struck again, and its velocity."""
    if not starts:
        return ()
    onsets = np.asarray([start.onset for start in starts])
    pitches = np.asarray([start.row + LOWEST_PITCH for start in starts])
    speeds = velocities(levels_after(audio, onsets, pitches))
    following: dict[int, float] = {}
    found: list[NoteEvent] = []
    for start, pitch, speed in zip(reversed(starts), pitches[::-1], speeds[::-1], strict=True):
        end = float(salience.clock.time(_end(salience.notes[:, start.row], start.frame + 1)))
        end = min(max(end, start.onset + least_s), following.get(start.row, np.inf), audio.duration)
        following[start.row] = start.onset
        found.append(NoteEvent(start.onset, end, int(pitch), int(speed), confidence=round(start.probability, 3)))
    return tuple(reversed(found))


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
