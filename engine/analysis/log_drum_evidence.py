"""Is it a log drum? Evidence from timbre, pitch and rhythm, weighed by a logistic model.

The instrument is a two-operator FM sound (decoded from the program "Log Drum" of Paul Kellett's mda DX10): odd
harmonics, a burst of a few milliseconds that is much brighter than the body, a decay of 74 ms (50–400 ms in use), no
sweep of pitch; it plays a moving riff of short notes, nearly half of them off the beat. An 808 sweeps and sustains, a
saw bass has even harmonics, a kick has one pitch, a tom's partials are not harmonic. No single feature decides: a
saturated sine has odd harmonics.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from engine.analysis.f0 import PitchTrack
from engine.analysis.log_drum_weights import Weights
from engine.core.events import NoteEvent
from engine.core.rhythm import BeatGrid

_MIN_NOTES = 4
_MAX_NOTES = 80  # so many notes, evenly chosen, are enough for a median
_FAR = 3.0
_NEARLY_ALL = 0.85
_SUREST = 4.0  # 98 %: rendered clips allow no more
_BODY_START_S, _BODY_END_S = 0.03, 0.11


@dataclass(frozen=True, slots=True)
class Evidence:
    """Medians over notes and figures of the riff; all bounded, none depends on gain.

    Args:
        burst: Octaves by which the first 8 ms are brighter than the body (spectral centroid below 6 kHz).
        decay: Fall of the body, 100 dB per second.
        odd: Odd harmonics 3 and 5 against 2 and 4, 10 dB.
        third: Harmonic 3 against 1, 10 dB.
        harmonic: Share of the body's energy in harmonics 1–7 of the note's pitch.
        sweep: Semitones by which pitch falls after the attack, tens.
        spread: Entropy of the riff's pitches, bits.
        density: Notes per second, tenths.
        off_beat: Share of notes off the quarters; one half without a grid.
        sustain: Share of time within 20 dB of the loud level.
    """

    burst: float
    decay: float
    odd: float
    third: float
    harmonic: float
    sweep: float
    spread: float
    density: float
    off_beat: float
    sustain: float


def measure(
    samples: np.ndarray, sample_rate: int, notes: tuple[NoteEvent, ...], track: PitchTrack, grid: BeatGrid | None
) -> Evidence | None:
    """Evidence of a riff, or None with too few notes to call it one."""
    if len(notes) < _MIN_NOTES:
        return None
    chosen = [notes[i] for i in np.unique(np.linspace(0, len(notes) - 1, _MAX_NOTES).astype(int))]
    timbres = [t for t in (_timbre(samples, sample_rate, note, track) for note in chosen) if t is not None]
    if len(timbres) < _MIN_NOTES:
        return None
    burst, decay, odd, third, harmonic, sweep = np.median(np.array(timbres), axis=0)
    pitches = np.bincount([note.pitch for note in notes])
    share = pitches[pitches > 0] / len(notes)
    loud = float(np.percentile(track.level, 98))
    span = max(1.0, notes[-1].offset - notes[0].onset)
    return Evidence(
        float(burst),
        float(decay),
        float(odd),
        float(third),
        float(harmonic),
        float(sweep),
        float(-np.sum(share * np.log2(share))),
        len(notes) / span / 10.0,
        _off_beat(notes, grid),
        float(np.mean(track.level > 0.1 * loud)),
    )


def _timbre(samples: np.ndarray, sample_rate: int, note: NoteEvent, track: PitchTrack) -> tuple[float, ...] | None:
    start = round(note.onset * sample_rate)
    body_end = min(note.offset, note.onset + _BODY_END_S)
    body = samples[start + round(_BODY_START_S * sample_rate) : round(body_end * sample_rate)]
    head = samples[max(0, start - round(0.002 * sample_rate)) : start + round(0.008 * sample_rate)]
    if len(body) < 0.04 * sample_rate or len(head) < 0.005 * sample_rate:
        return None
    size = 2 ** int(np.ceil(np.log2(0.2 * sample_rate)))
    window = np.hanning(len(body))
    spectrum = np.abs(np.fft.rfft(body * window, size))
    resolution = sample_rate / size
    fundamental = 440.0 * 2.0 ** ((note.pitch - 69) / 12.0)
    harmonics = np.array(
        [_around(spectrum, k * fundamental / resolution, 0.25 * fundamental / resolution) for k in range(1, 8)]
    )
    total = float(np.sum(spectrum**2)) + 1e-20
    harmonic = float(min(1.0, np.sum(harmonics[:, 1]) / total))
    peak = harmonics[:, 0] + 1e-9 * float(spectrum.max()) + 1e-20
    odd = 2.0 * np.log10(np.hypot(peak[2], peak[4]) / np.hypot(peak[1], peak[3]))
    third = 2.0 * np.log10(peak[2] / peak[0])
    burst = np.log2(
        _centroid(np.abs(np.fft.rfft(head * np.hanning(len(head)), size)), resolution) / _centroid(spectrum, resolution)
    )
    half = len(body) // 2
    fall = 20.0 * np.log10((_rms(body[:half]) + 1e-12) / (_rms(body[half:]) + 1e-12)) / (half / sample_rate)
    return (
        float(np.clip(burst, -1, 6)),
        float(np.clip(fall / 100.0, -0.5, 3.0)),
        float(np.clip(odd, -4.0, 4.0)),
        float(np.clip(third, -4.0, 3.0)),
        harmonic,
        _sweep(track, note),
    )


def _sweep(track: PitchTrack, note: NoteEvent) -> float:
    frames = slice(*np.searchsorted(track.times, [note.onset + 0.01, note.onset + 0.06]))
    early = track.pitch[frames]
    early = early[np.isfinite(early)]
    return float(np.clip((early.max() - note.pitch) / 10.0, -0.5, 2.0)) if len(early) else 0.0


def _around(spectrum: np.ndarray, centre: float, reach: float) -> tuple[float, float]:
    """Largest magnitude and energy within ``reach`` bins of a place."""
    part = spectrum[max(0, int(centre - reach)) : int(centre + reach) + 2]
    return (float(part.max()), float(np.sum(part**2))) if len(part) else (0.0, 0.0)


def _centroid(magnitudes: np.ndarray, resolution: float) -> float:
    used = magnitudes[: int(6_000.0 / resolution)] ** 2
    return float(np.sum(used * np.arange(len(used))) / (np.sum(used) + 1e-20)) * resolution + 20.0


def _rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def _off_beat(notes: tuple[NoteEvent, ...], grid: BeatGrid | None) -> float:
    if grid is None or len(grid.times) < 2:
        return 0.5
    beat = np.interp([note.onset for note in notes], grid.times, np.arange(len(grid.times)))
    return float(np.mean(np.abs(beat - np.rint(beat)) > 0.125))


def is_pulse(notes: tuple[NoteEvent, ...]) -> bool:
    """Whether notes are a pulse rather than a riff: nearly all of one pitch and evenly spaced."""
    if len(notes) < _MIN_NOTES:
        return False
    pitches = np.array([note.pitch for note in notes])
    intervals = np.diff([note.onset for note in notes])
    is_one_pitch = float(np.mean(np.abs(pitches - np.median(pitches)) <= 1)) > _NEARLY_ALL
    is_even = float(np.mean(np.abs(intervals / np.median(intervals) - 1.0) < 0.1)) > _NEARLY_ALL
    return is_one_pitch and is_even


def presence(evidence: Evidence | None, weights: Weights) -> float:
    """Probability of a log drum, 0–1; 0 without evidence, i.e. where too few low notes are struck to be a riff.

    A quadratic logistic model, since no feature decides alone. Its weights were fitted to rendered riffs of log drums
    and of 808s, saw, square, sub and electric basses, kicks, toms and drums alone, with bleed, drive, layers and pitch
    drops drawn at random (figures in ``log_drum_weights``). Real log drums have not been measured yet.
    """
    if evidence is None:
        return 0.0
    scaled = (np.array(astuple(evidence)) - np.array(weights.mean)) / np.array(weights.deviation)
    scaled = np.clip(scaled, -_FAR, _FAR)  # nothing is known beyond what was rendered
    rows, columns = np.triu_indices(len(scaled))
    score = (
        weights.bias + scaled @ np.array(weights.linear) + (scaled[rows] * scaled[columns]) @ np.array(weights.products)
    )
    return float(1.0 / (1.0 + np.exp(-np.clip(score, -_SUREST, _SUREST))))
