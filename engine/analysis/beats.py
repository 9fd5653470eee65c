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

from dataclasses import dataclass, replace

import numpy as np

from engine.analysis.bar_plan import BarPlan, plan_bars
from engine.analysis.beat_fit import drift, fit_each, fit_steady, locally_even, rounded_tempo
from engine.analysis.beat_paths import best_path, constant_grid, value_at
from engine.analysis.rhythm_evidence import RhythmEvidence, hear_rhythm
from engine.analysis.spectrum import Spectrogram
from engine.analysis.steadiness import measure_steadiness
from engine.analysis.tactus import SLOWEST_HALF_BPM, doubled, has_back_beat_on_halves
from engine.analysis.tempo import (
    ANY_TEMPO,
    HOUSE,
    TempoCandidate,
    TempoPrior,
    TempoScores,
    loop_tempo,
    repeated_tempo,
    tempo_candidates,
    tempo_scores,
    without_trend,
)
from engine.core.audio import Audio
from engine.core.jobs import Report, no_report, part_of
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stems

NO_PULSE = 0.2
"""Grids below this confidence are not given: white noise reaches 0.1, real music of any beat 0.3 (measured)."""

_SMOOTHING_S = 0.015  # an onset may stand so far from its beat and still count
_ENOUGH_BEATS = 64  # with fewer, a line through them follows the player: each beat is asked too
_STEADY_DRIFT_S = 0.004  # machines wander < 3 ms against an even grid (measured on loops), drummers to a click 5-13 ms
_LOOP_SHARE, _LOOP_SHARE_PER_BAR = 0.75, 0.05  # few events leave the even grid that fits best much room for chance
_SIXTEENTHS = 4
_EARLY_S = 0.07  # a beat so little before the first sound belongs to it
_FIT_ERROR_S = 0.004
_LATE_S = 0.03  # a beat in the last 30 ms is the next bar's


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
        stems: Its stems; with the drums turned down, chord changes are heard more clearly.
        prior: Which tempi are likely; it settles whether a beat or its half or double is meant.
        report: Progress and cancellation.

    Returns:
        The grid over all of the recording that sounds. ``confidence`` grows with how regularly novelty returns at the
        beat and how much of it falls on beats: noise stays below 0.2, a drummer's groove lies above 0.4, a machine's
        above 0.6.
    """
    evidence = hear_rhythm(mixture, stems, report=part_of(report, 0.0, 0.7))
    if evidence is None:
        return None
    return grid_of(evidence, prior=prior, report=part_of(report, 0.7, 1.0))


def grid_of(evidence: RhythmEvidence, *, prior: TempoPrior = ANY_TEMPO, report: Report = no_report) -> BeatGrid | None:
    """``track_beats`` on evidence that was heard before."""
    rate = evidence.onset.clock.rate
    pulse = without_trend(evidence.onset.total, rate)
    tempo = _tempo(tempo_scores(pulse, rate, prior), evidence, prior)
    if tempo is None:
        return None
    smooth = _smoothed(pulse, rate)
    beats = _find_beats(smooth, tempo, evidence, part_of(report, 0.0, 0.8))
    if beats is None:
        return None
    if prior.high_bpm >= 2 * SLOWEST_HALF_BPM and has_back_beat_on_halves(beats.times, evidence):
        beats = replace(beats, times=doubled(beats.times))
    plan = plan_bars(beats.times, evidence, is_loop=beats.is_loop)
    grid = _grid(beats, plan, evidence)
    if grid is None:
        return None
    confidence = _confidence(tempo.candidate, smooth, np.asarray(grid.times) * rate)
    report(1.0)
    return replace(grid, confidence=confidence) if confidence >= NO_PULSE else None


@dataclass(frozen=True, slots=True)
class _Tempo:
    """A tempo, and whether it follows from an exact repetition (then it holds to a thousandth of a BPM)."""

    candidate: TempoCandidate
    is_exact: bool = False


def _tempo(scores: TempoScores | None, evidence: RhythmEvidence, prior: TempoPrior) -> _Tempo | None:
    if scores is None:
        return None
    repeated = repeated_tempo(scores, evidence.repetition.period) if evidence.repetition is not None else None
    found = repeated or next(iter(tempo_candidates(scores, count=1)), None)
    if found is None:
        return None
    octave = prior.octave(found.tempo_bpm)
    if octave != found.tempo_bpm:
        found = replace(found, tempo_bpm=octave)
    return _Tempo(found, is_exact=repeated is not None)


def _smoothed(pulse: np.ndarray, rate_hz: float) -> np.ndarray:
    from scipy.ndimage import gaussian_filter1d

    smooth = gaussian_filter1d(pulse, _SMOOTHING_S * rate_hz, mode="constant")
    return np.asarray(smooth / max(1e-9, float(smooth.std())))


def _find_beats(smooth: np.ndarray, tempo: _Tempo, evidence: RhythmEvidence, report: Report) -> _Beats | None:
    tempo_bpm = tempo.candidate.tempo_bpm
    rate_hz, fine, fine_rate = evidence.onset.clock.rate, evidence.fine, evidence.fine_rate_hz
    period = 60.0 / tempo_bpm * rate_hz
    if tempo.is_exact:
        exact = constant_grid(smooth, period, reach=0.0)
        if len(exact) < 2:
            return None
        return _Beats(fit_steady(exact / rate_hz, fine, fine_rate, may_stretch=False), is_steady=True)
    loop = _loop_grid(smooth, rate_hz, tempo_bpm, evidence.duration)
    if loop is not None:
        return _Beats(fit_steady(loop / rate_hz, fine, fine_rate, may_stretch=False), is_steady=True, is_loop=True)
    free = best_path(smooth, period, report)
    if len(free) < 3:
        return None
    each = fit_each(free / rate_hz, fine, fine_rate)
    weight = np.clip(value_at(smooth, each * rate_hz), 0.05, 4.0)
    even = _even_beats(smooth, float(np.median(np.diff(free))), evidence)
    if even is not None and (len(even) >= _ENOUGH_BEATS or drift(each, even, weight) < _STEADY_DRIFT_S):
        return _Beats(even, is_steady=True)
    return _Beats(locally_even(each, weight), is_steady=False)


def _even_beats(smooth: np.ndarray, period: float, evidence: RhythmEvidence) -> np.ndarray | None:
    """The even grid of music whose tempo is constant; None if it is not. ``period`` is in frames of ``smooth``."""
    rate_hz = evidence.onset.clock.rate
    steadiness = measure_steadiness(evidence.fine, evidence.fine_rate_hz, period / rate_hz)
    if steadiness is None or not steadiness.is_steady:
        return None
    frames = constant_grid(smooth, steadiness.period * rate_hz, reach=0.0)
    if len(frames) < 2:
        return None
    fitted = fit_steady(frames / rate_hz, evidence.fine, evidence.fine_rate_hz, may_stretch=False)
    return rounded_tempo(fitted)


def _loop_grid(smooth: np.ndarray, rate_hz: float, tempo_bpm: float, duration: float) -> np.ndarray | None:
    """The grid of a loop cut to whole bars, if that explains the novelty as well as any even grid."""
    loop = loop_tempo(tempo_bpm, duration)
    if loop is None:
        return None
    exact, period = 60.0 / loop * rate_hz, 60.0 / tempo_bpm * rate_hz
    # all 16ths are compared: a loop may have nothing on its beats
    looped = constant_grid(smooth, exact / _SIXTEENTHS, reach=0.0)
    free = constant_grid(smooth, period / _SIXTEENTHS)
    share = min(0.92, _LOOP_SHARE + _LOOP_SHARE_PER_BAR * duration * loop / 240.0)
    is_as_good = float(np.mean(value_at(smooth, looped))) >= share * float(np.mean(value_at(smooth, free)))
    return constant_grid(smooth, exact, reach=0.0) if is_as_good else None


def _grid(beats: _Beats, plan: BarPlan, evidence: RhythmEvidence) -> BeatGrid | None:
    """The beats moved to their 16th, continued over all that sounds, with positions in the bar."""
    times, positions = plan.times, plan.positions
    if plan.shift_steps and beats.is_steady:  # the grid may have lain on swung 16ths; beats have attacks of their own
        times = fit_steady(times, evidence.fine, evidence.fine_rate_hz, may_stretch=False)
    heard = _over_sound(times, evidence.spectrogram, is_loop=beats.is_loop)
    times, positions = times[heard], positions[heard]
    if len(times) < 3:
        return None
    if times[0] < 0.0:  # a millisecond of the fit, or a beat that began before the recording
        times = times - times[0] if times[0] > -_FIT_ERROR_S else np.maximum(0.0, times)
    return BeatGrid(
        tuple(times.tolist()),
        tuple(positions.tolist()),
        plan.meter.beats_per_bar,
        meter=plan.meter,
        meter_changes=plan.changes,
        meter_confidence=plan.meter_confidence,
        downbeat_confidence=plan.downbeat_confidence,
        is_steady=beats.is_steady,
        is_triple=plan.is_triple,
    )


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
    quarter = float(np.median(np.diff(beats))) / _SIXTEENTHS
    busiest = max(float(np.mean(value_at(smooth, beats + k * quarter))) for k in range(_SIXTEENTHS))
    return float(np.sqrt(regularity * np.clip(busiest / 2.0, 0.0, 1.0)))


__all__ = ["ANY_TEMPO", "HOUSE", "NO_PULSE", "TempoPrior", "track_beats"]
