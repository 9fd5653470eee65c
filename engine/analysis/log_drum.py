"""The log drum: its notes with their slides, and whether there is one.

Notes are attacks of the stem, read one by one (see ``low_line``). Whether they are a log drum is judged by what the
instrument is (see ``log_drum_evidence``), since 808s, sub basses and kicks live in the same octave.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis import log_drum_weights
from engine.analysis.f0 import PitchTrack, track_pitch
from engine.analysis.log_drum_evidence import is_pulse, measure, presence
from engine.analysis.low_line import read_line
from engine.analysis.low_pitch import periodicity
from engine.analysis.onsets import peaks
from engine.analysis.spectrum import band_spectrogram, is_silent, mono
from engine.core.analysis import LogDrumEstimate
from engine.core.audio import Audio
from engine.core.events import NoteEvent
from engine.core.rhythm import BeatGrid

MIN_SECONDS = 4.0
"""Below this a rhythm cannot be told from a few hits, and no probability is given."""

_PULSE_FACTOR = 0.3  # an even pulse on one pitch is a kick's part; a log drum that played it would be one too
_EVEN = 0.5  # a calibrated probability needs no margin
_LIKELY = 0.65  # between this and its complement the probability is given, but no verdict
_DOUBTFUL = 0.2  # a stem's notes are given even if they are more likely something else, but not if they surely are
_BLEED_DB = -32.0  # a stem so far below the mixture is what the separator could not place
_END_DB = -30.0
_FAINT_DB = -24.0  # below the loud notes; velocity 30 lies 12.5 dB below 127. Chosen on the demo piece, not fitted
_GONE = 0.01  # of the power of loud notes: a stem with less of a note does not hold it; velocity 30 has 5 times that
_SOON_S = (0.03, 0.1)
_LOWEST_MIDI, _HIGHEST_MIDI = 24, 60
_LOW_END_HZ = 450.0


@dataclass(frozen=True, slots=True)
class LogDrumTranscript:
    """Notes heard in the log-drum stem, and what was concluded about a log drum's presence."""

    notes: tuple[NoteEvent, ...]
    estimate: LogDrumEstimate


def transcribe_log_drum(
    log_drum: Audio | None,
    mixture: Audio,
    grid: BeatGrid | None,
    *,
    is_separated: bool = False,
    heard: float | None = None,
    attacks: NDArray[np.float64] | None = None,
    beside: Audio | None = None,
) -> LogDrumTranscript:
    """Notes of the log drum and the probability that there is one.

    Args:
        log_drum: The separated stem; None: the mixture's low end is judged, notes are not given.
        mixture: The recording.
        grid: Its beats, for the rhythm's evidence; None where there is no pulse.
        is_separated: Whether a separator made the stem: it takes part of the timbre away.
        heard: The separator's own calibrated probability, where it has one: it heard the whole mixture, this room hears
            what was left of one stem. It decides then.
        attacks: Seconds at which the stem is struck; None: rises of its level.
        beside: The bass, where a separator made both and ``attacks`` are those of the whole song: what it left of a log
            drum in there is read as well, and every attack is an onset.

    Returns:
        Notes (empty without a stem, or where they are surely not a log drum's) and the estimate. The probability is
        None where it cannot be told: under ``MIN_SECONDS`` of audio. ``present`` is None too where the probability is
        near one half.
    """
    source = mixture if log_drum is None else log_drum
    samples = mono(source)
    if log_drum is not None and beside is not None and attacks is not None and heard is not None and heard >= _EVEN:
        return _whole_song(samples, source, mono(beside), attacks, heard)
    if is_silent(samples) or (log_drum is not None and _relative_db(samples, mono(mixture)) < _BLEED_DB):
        return LogDrumTranscript((), _without_stem(source.duration, None if is_silent(mono(mixture)) else heard))
    onsets = _attacks(samples, source.sample_rate) if attacks is None or log_drum is None else attacks
    notes = () if log_drum is None else _played(samples, source, onsets)
    if source.duration < MIN_SECONDS:
        return LogDrumTranscript(notes, LogDrumEstimate(None, None))
    if heard is not None and log_drum is not None:
        return _transcript(notes, heard >= _EVEN, heard)
    weights = log_drum_weights.MIXTURE
    if log_drum is not None:
        weights = log_drum_weights.SEPARATED if is_separated else log_drum_weights.STEM
    track = track_pitch(samples, source.sample_rate)
    riff = _riff(onsets, track, source.duration)
    probability = presence(measure(samples, source.sample_rate, riff, track, grid), weights)
    if is_pulse(riff):
        probability *= _PULSE_FACTOR
    is_present = True if probability >= _LIKELY else False if probability <= 1.0 - _LIKELY else None
    return _transcript(notes, is_present, probability, tuple(n.onset for n in riff) if log_drum is None else None)


def _whole_song(
    samples: np.ndarray, stem: Audio, bass: np.ndarray, attacks: NDArray[np.float64], heard: float
) -> LogDrumTranscript:
    """Of a log drum whose strikes are known from the whole song; a separator may have left some in the bass."""
    both = samples + bass
    held = set(attacks[_powers(samples, stem, attacks) > _GONE * _loud(_powers(both, stem, attacks))].tolist())
    own = [note for note in (_played(samples, stem, attacks) if held else ()) if note.onset in held]
    known = {note.onset for note in own}
    if len(known) < len(attacks):
        own += [note for note in _played(both, stem, attacks) if note.onset not in known]
    own.sort(key=lambda note: note.onset)
    if stem.duration < MIN_SECONDS:
        return LogDrumTranscript(tuple(own), LogDrumEstimate(None, None))
    return _transcript(tuple(own), True, heard, tuple(attacks.tolist()))


def _powers(samples: np.ndarray, audio: Audio, attacks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean square of what sounds soon after each attack, when the last note is over."""
    sums = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])
    first, last = (
        np.clip(np.rint((attacks + after) * audio.sample_rate), 0, len(samples)).astype(np.int64) for after in _SOON_S
    )
    return np.asarray((sums[last] - sums[first]) / np.maximum(1, last - first))


def _loud(powers: NDArray[np.float64]) -> float:
    return float(np.percentile(powers, 90.0)) if len(powers) else 0.0


def _without_stem(duration: float, heard: float | None) -> LogDrumEstimate:
    """Of an empty stem: who heard the whole low end may have found the log drum in the bass; no onsets are here."""
    if duration < MIN_SECONDS:
        return LogDrumEstimate(None, None)
    return LogDrumEstimate(False, 0.0) if heard is None else LogDrumEstimate(heard >= _EVEN, heard)


def _transcript(
    notes: tuple[NoteEvent, ...], is_present: bool | None, probability: float, onsets: tuple[float, ...] | None = None
) -> LogDrumTranscript:
    onsets = tuple(note.onset for note in notes) if onsets is None else onsets
    return LogDrumTranscript(
        notes if is_present else (), LogDrumEstimate(is_present, probability, onsets if is_present else ())
    )


def stem_notes(audio: Audio, attacks: NDArray[np.float64] | None = None) -> tuple[NoteEvent, ...]:
    """Notes of whatever low voice is struck in a recording, be it a log drum or not; ``attacks`` as above."""
    samples = mono(audio)
    if is_silent(samples):
        return ()
    onsets = _attacks(samples, audio.sample_rate) if attacks is None else attacks
    return _played(samples, audio, onsets)


def _played(samples: np.ndarray, audio: Audio, onsets: NDArray[np.float64]) -> tuple[NoteEvent, ...]:
    heard = periodicity(samples, audio.sample_rate)
    return read_line(heard, onsets.tolist(), audio.duration, lowest=_LOWEST_MIDI, highest=_HIGHEST_MIDI)


def _relative_db(samples: np.ndarray, reference: np.ndarray) -> float:
    """Energy of one signal relative to another's, dB."""
    energy, whole = (float(np.dot(x, x)) for x in (samples, reference))
    return 10.0 * float(np.log10(energy / whole)) if energy > 0.0 and whole > 0.0 else 0.0 if energy > 0.0 else -np.inf


def _attacks(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    """Times at which something low is struck."""
    spectrogram = band_spectrogram(
        samples, sample_rate, rate_hz=200.0, window_s=0.023, bands_per_octave=4, high_hz=2_000.0
    )
    low = np.log10(
        1.0 + 30.0 * np.sqrt(spectrogram.magnitudes[:, spectrogram.band_slice(20.0, _LOW_END_HZ)].mean(axis=1))
    )
    rise = np.zeros(len(low), np.float32)
    rise[2:] = np.maximum(0.0, low[2:] - low[:-2])
    rise[:2] = low[:2]  # what sounds at time 0 began there
    frames = peaks(rise, spectrogram.clock, threshold=0.08, separation_s=0.07)
    return np.maximum(0.0, spectrogram.clock.time(frames.astype(float)))


def _riff(onsets: np.ndarray, track: PitchTrack, duration: float) -> tuple[NoteEvent, ...]:
    """What the evidence is measured on: its weights were fitted to pitches read by YIN, sub octaves taken as heard."""
    notes: list[NoteEvent] = []
    loud = float(np.percentile(track.level, 98)) or 1e-9
    for onset, following in itertools.pairwise([*onsets, duration]):
        first, last = np.searchsorted(track.times, [onset + 0.005, following - 0.01])
        level = track.level[first:last]
        if len(level) < 3:
            continue
        top = float(level.max())
        if top < loud * 10 ** (_FAINT_DB / 20):
            continue
        quiet = np.flatnonzero(level[int(np.argmax(level)) :] < top * 10 ** (_END_DB / 20))
        length = int(np.argmax(level)) + (int(quiet[0]) if len(quiet) else len(level[int(np.argmax(level)) :]))
        pitch = settled_pitch(track, int(first), int(first) + length)
        if pitch is None or not _LOWEST_MIDI <= round(pitch) <= _HIGHEST_MIDI:
            continue
        offset = min(float(following), max(onset + 0.03, float(track.times[min(len(track.times) - 1, first + length)])))
        velocity = int(np.clip(round(100.0 * (top / loud) ** 0.6), 1, 127))
        if offset > onset:
            notes.append(NoteEvent(float(onset), offset, round(pitch), velocity))
    return tuple(notes)


def settled_pitch(track: PitchTrack, first: int, last: int) -> float | None:
    """The pitch a note settles on: where it stays within half a semitone longest, later frames first on a tie."""
    pitch, level = track.pitch[first:last], track.level[first:last]
    voiced = np.isfinite(pitch)
    if voiced.sum() < 2:
        return None
    pitch, level = pitch[voiced], level[voiced]
    # the attack's burst and a slide's way are not the note
    near = np.abs(pitch[:, None] - pitch[None, :]) < 0.5
    support = near @ np.sqrt(level) * np.linspace(1.0, 1.05, len(pitch))
    centre = pitch[int(np.argmax(support))]
    return float(np.median(pitch[np.abs(pitch - centre) < 0.5]))
