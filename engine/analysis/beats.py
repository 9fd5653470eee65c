"""Beats: a tracker without weights.

1. Novelty at 100 Hz (SuperFlux), its autocorrelation and a tempo prior give the tempo (``tempo``).
2. Dynamic programming over (time, beat period) finds the beats (``beat_paths``): the semi-Markov form of the bar
   pointer of Krebs, Böck & Widmer, "An efficient state-space model for joint tempo and meter tracking" (ISMIR 2015).
3. Where one constant tempo explains the novelty nearly as well, as in all music made in a DAW, the beats become a
   constant grid whose period and phase are fitted to attacks at 1 ms; otherwise each beat moves to its attack
   (``beat_fit``).
4. Patterns, harmony, entries and the beginning say which 16ths are beats and which beats begin bars (``downbeats``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.beat_fit import drift, fit_each, fit_steady, locally_even, rounded_tempo, widened
from engine.analysis.beat_paths import best_path, constant_grid, value_at
from engine.analysis.downbeats import STEPS_PER_BEAT, BarPlacement, harmonic_change, place_bars, step_times
from engine.analysis.onsets import fine_novelty, novelty
from engine.analysis.spectrum import FloatArray, Spectrogram, band_spectrogram, is_silent, mono
from engine.analysis.tempo import (
    ANY_TEMPO,
    HOUSE,
    TempoCandidate,
    TempoPrior,
    loop_tempo,
    tempo_candidates,
    without_trend,
)
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report, part_of
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stem, Stems

NO_PULSE = 0.2
"""Grids below this confidence are not given: white noise reaches 0.1, real music of any beat 0.3 (measured)."""

_SMOOTHING_S = 0.015  # an onset may stand so far from its beat and still count
_STEADY_SHARE = 0.75  # a constant grid must collect so much of what the free path collects
_STEADY_DRIFT_S = 0.004  # machines wander < 3 ms against an even grid (measured on loops), drummers to a click 5-13 ms
_LOOP_SHARE, _LOOP_SHARE_PER_BAR = 0.75, 0.05  # few events leave the even grid that fits best much room for chance
_MORE_BEATS = 2  # the paths begin and end up to a beat inside the recording, and may have been moved
_EARLY_S = 0.07  # a beat so little before the first sound belongs to it
_FIT_ERROR_S = 0.004
_LATE_S = 0.03  # a beat in the last 30 ms is the next bar's
_FAINTEST_RISE = 0.02  # mean over bands of log10 rise: an attack 3 dB above what sounds, in a seventh of the bands


@dataclass(frozen=True, slots=True, eq=False)
class _Beats:
    """Beat times in seconds, whether they are a constant grid, and whether the recording is a loop of whole bars."""

    times: np.ndarray
    is_steady: bool
    is_loop: bool = False


def track_beats(
    mixture: Audio, stems: Stems | None = None, *, prior: TempoPrior = ANY_TEMPO, report: Report = no_report
) -> BeatGrid | None:
    """Beats and downbeats of a recording; None where there is no pulse (silence, noise, a drone, a single click).

    Args:
        mixture: The recording.
        stems: Its stems; without the drums, chord changes are heard more clearly.
        prior: Which tempi are likely; it settles whether a beat or its half or double is meant.
        report: Progress and cancellation.

    Returns:
        The grid over all of the recording that sounds. ``confidence`` grows with how regularly novelty returns at the
        beat and how much of it falls on beats: noise stays below 0.2, a drummer's groove lies above 0.4, a machine's
        above 0.6.
    """
    samples = mono(mixture)
    if is_silent(samples):
        return None
    spectrogram = band_spectrogram(samples, mixture.sample_rate, report=part_of(report, 0.0, 0.4))
    onset = novelty(spectrogram)
    if len(onset.total) < 3 or float(onset.total[1:].max()) < _FAINTEST_RISE:
        return None
    rate = onset.clock.rate
    pulse = without_trend(onset.total, rate)
    candidates = tempo_candidates(pulse, rate, prior)
    smooth = _smoothed(pulse, rate)
    fine = fine_novelty(samples, mixture.sample_rate)[0]
    beats = _find_beats(smooth, rate, candidates, mixture, fine, part_of(report, 0.4, 0.8))
    if beats is None:
        return None
    tonal = samples if stems is None or Stem.DRUMS not in stems else samples - mono(stems[Stem.DRUMS])
    change = harmonic_change(tonal, mixture.sample_rate, step_times(beats.times))
    report(0.9)
    placement = place_bars(beats.times, onset, spectrogram, change, is_loop=beats.is_loop)
    grid = _grid(beats, placement, spectrogram, fine, _fine_rate(mixture))
    if grid is None:
        return None
    confidence = _confidence(candidates[0], smooth, np.asarray(grid.times) * rate)
    report(1.0)
    return BeatGrid(grid.times, grid.positions, grid.beats_per_bar, confidence) if confidence >= NO_PULSE else None


def _fine_rate(audio: Audio) -> float:
    return audio.sample_rate / max(1, round(audio.sample_rate / 1000.0))


def _smoothed(pulse: np.ndarray, rate_hz: float) -> np.ndarray:
    from scipy.ndimage import gaussian_filter1d

    smooth = gaussian_filter1d(pulse, _SMOOTHING_S * rate_hz, mode="constant")
    return np.asarray(smooth / max(1e-9, float(smooth.std())))


def _find_beats(
    smooth: np.ndarray,
    rate_hz: float,
    candidates: tuple[TempoCandidate, ...],
    mixture: Audio,
    fine: FloatArray,
    report: Report,
) -> _Beats | None:
    if not candidates:
        return None
    tempo = candidates[0].tempo_bpm
    period = 60.0 / tempo * rate_hz
    loop = _loop_grid(smooth, rate_hz, tempo, mixture.duration)
    fine_rate = _fine_rate(mixture)
    if loop is not None:
        return _Beats(fit_steady(loop / rate_hz, fine, fine_rate, may_stretch=False), is_steady=True, is_loop=True)
    free = best_path(smooth, period, report)
    if len(free) < 3:
        return None
    steady = constant_grid(smooth, float(np.median(np.diff(free))))
    if len(steady) < 2:
        return None
    even = rounded_tempo(fit_steady(steady / rate_hz, fine, fine_rate))
    each = fit_each(free / rate_hz, fine, fine_rate)
    weight = np.clip(value_at(smooth, each * rate_hz), 0.05, 4.0)
    share = float(np.mean(value_at(smooth, steady))) / max(1e-9, float(np.mean(value_at(smooth, free))))
    if share >= _STEADY_SHARE and drift(each, even, weight) < _STEADY_DRIFT_S:
        return _Beats(even, is_steady=True)
    return _Beats(locally_even(each, weight), is_steady=False)


def _loop_grid(smooth: np.ndarray, rate_hz: float, tempo_bpm: float, duration: float) -> np.ndarray | None:
    """The grid of a loop cut to whole bars, if that explains the novelty as well as any even grid."""
    loop = loop_tempo(tempo_bpm, duration)
    if loop is None:
        return None
    exact, period = 60.0 / loop * rate_hz, 60.0 / tempo_bpm * rate_hz
    # all 16ths are compared: a loop may have nothing on its beats
    looped = constant_grid(smooth, exact / STEPS_PER_BEAT, reach=0.0)
    free = constant_grid(smooth, period / STEPS_PER_BEAT)
    share = min(0.92, _LOOP_SHARE + _LOOP_SHARE_PER_BAR * duration * loop / 240.0)
    is_as_good = float(np.mean(value_at(smooth, looped))) >= share * float(np.mean(value_at(smooth, free)))
    return constant_grid(smooth, exact, reach=0.0) if is_as_good else None


def _grid(
    beats: _Beats, placement: BarPlacement, spectrogram: Spectrogram, fine: FloatArray, fine_rate: float
) -> BeatGrid | None:
    """The beats moved to their 16th, continued over all that sounds, with positions in the bar."""
    times = beats.times
    if placement.shift_steps:
        times = times + placement.shift_steps / STEPS_PER_BEAT * np.gradient(times)
        if beats.is_steady:  # the grid may have lain on swung 16ths; the beats have attacks of their own
            times = fit_steady(times, fine, fine_rate, may_stretch=False)
    times = widened(times, _MORE_BEATS)
    positions = (np.arange(len(times)) - _MORE_BEATS + placement.first_position - 1) % placement.beats_per_bar + 1
    heard = _over_sound(times, spectrogram, is_loop=beats.is_loop)
    times, positions = times[heard], positions[heard]
    if len(times) < 3:
        return None
    if times[0] < 0.0:  # a millisecond of the fit, or a beat that began before the recording
        times = times - times[0] if times[0] > -_FIT_ERROR_S else np.maximum(0.0, times)
    return BeatGrid(tuple(times.tolist()), tuple(positions.tolist()), placement.beats_per_bar)


def _over_sound(times: np.ndarray, spectrogram: Spectrogram, *, is_loop: bool) -> np.ndarray:
    """Which beats lie from the first to the last sound (60 dB below the loud level counts as none); in a loop, all."""
    heard = np.flatnonzero(spectrogram.magnitudes.max(axis=1) > 1e-3)
    if not len(heard):
        return np.zeros(len(times), bool)
    first, last = (0, len(spectrogram.magnitudes) - 1) if is_loop else (int(heard[0]), int(heard[-1]))
    start, end = spectrogram.clock.time(first), spectrogram.clock.time(last)
    return np.asarray((times > start - (_LATE_S if is_loop else _EARLY_S)) & (times < end - _LATE_S))


def _confidence(candidate: TempoCandidate, smooth: np.ndarray, beats: np.ndarray) -> float:
    """Geometric mean of regularity and contrast.

    Regularity is the autocorrelation at the tempo: 0.05 is chance, 0.4 a clear groove. Contrast is the novelty on the
    busiest of the four 16ths of the beat, in standard deviations: 0 is chance, 2 a clear groove.
    """
    regularity = np.clip((candidate.strength - 0.05) / 0.35, 0.0, 1.0)
    quarter = float(np.median(np.diff(beats))) / STEPS_PER_BEAT
    busiest = max(float(np.mean(value_at(smooth, beats + k * quarter))) for k in range(STEPS_PER_BEAT))
    return float(np.sqrt(regularity * np.clip(busiest / 2.0, 0.0, 1.0)))


__all__ = ["ANY_TEMPO", "HOUSE", "NO_PULSE", "TempoPrior", "track_beats"]
