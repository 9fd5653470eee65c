"""A grid from a network's activations: peaks, then bars; an even grid where the tempo is a machine's."""

from __future__ import annotations

import numpy as np

from engine.analysis.beat_fit import fit_steady
from engine.analysis.beat_model import BeatActivations
from engine.analysis.rhythm_evidence import RhythmEvidence
from engine.analysis.steadiness import measure_steadiness
from engine.analysis.subdivision import STRAIGHT, subdivision
from engine.core.rhythm import BeatGrid, Meter

_APART_S = 0.07  # the authors' postprocessing: the largest within 70 ms, if likelier than not
_FEWEST_BEATS = 3
_ENOUGH_BEATS = 64
_OFF_GRID_S = 0.07
_ON_GRID_SHARE = 0.9
_LONGEST_BAR = 12


def decode(activations: BeatActivations, evidence: RhythmEvidence | None) -> BeatGrid | None:
    """Beats and bars of a recording; None where the network hears no beats.

    Args:
        activations: What the network heard.
        evidence: Attacks of the recording, to fit a constant tempo to; None to take the peaks as they are.
    """
    beats = _peaks(activations.beat, activations.rate_hz)
    if len(beats) < _FEWEST_BEATS:
        return None
    downbeats = _peaks(activations.downbeat, activations.rate_hz)
    even = _even(beats, evidence) if evidence is not None else None
    times = beats if even is None else even
    parts = STRAIGHT if evidence is None else subdivision(times, evidence.fine, evidence.fine_rate_hz)
    is_downbeat = np.zeros(len(times), bool)
    for downbeat in downbeats:
        nearest = int(np.argmin(np.abs(times - downbeat)))
        is_downbeat[nearest] |= abs(float(times[nearest]) - downbeat) <= _OFF_GRID_S
    length = _bar_length(is_downbeat)
    positions = _even_positions(is_downbeat, length) if even is not None else _positions(is_downbeat, length)
    meter = Meter(3 * length, 8) if parts.is_compound and length in (2, 3, 4) else Meter(length, 4)
    agrees = float(np.mean(positions[is_downbeat] == 1)) if is_downbeat.any() else 0.0
    return BeatGrid(
        tuple(times.tolist()),
        tuple(positions.tolist()),
        length,
        confidence=_mean_probability(activations.beat, times, activations.rate_hz),
        meter=meter,
        meter_confidence=agrees,
        downbeat_confidence=_mean_probability(activations.downbeat, times[positions == 1], activations.rate_hz),
        is_steady=even is not None,
        is_triple=parts.is_triple,
    )


def _peaks(log_odds: np.ndarray, rate_hz: float) -> np.ndarray:
    """Times of local maxima above even odds; of neighbouring equal ones the middle."""
    from scipy.ndimage import maximum_filter1d

    size = 2 * max(1, int(_APART_S * rate_hz)) + 1
    frames = np.flatnonzero((log_odds == maximum_filter1d(log_odds, size, mode="nearest")) & (log_odds > 0.0))
    if not len(frames):
        return np.zeros(0)
    groups = np.split(frames, 1 + np.flatnonzero(np.diff(frames) > size // 2))
    return np.array([float(np.mean(group)) / rate_hz for group in groups])


def _even(beats: np.ndarray, evidence: RhythmEvidence) -> np.ndarray | None:
    if len(beats) < _ENOUGH_BEATS:
        return None
    steadiness = measure_steadiness(evidence.fine, evidence.fine_rate_hz, float(np.median(np.diff(beats))))
    if steadiness is None or not steadiness.is_steady:
        return None
    period = steadiness.period
    turns = np.exp(2j * np.pi * beats / period)
    phase = float(np.angle(turns.mean())) / (2 * np.pi) * period
    first, last = round((float(beats[0]) - phase) / period), round((float(beats[-1]) - phase) / period)
    even = phase + period * np.arange(first, last + 1)
    off = np.abs(beats[:, None] - even[None, :]).min(axis=1)
    if float(np.mean(off <= _OFF_GRID_S)) < _ON_GRID_SHARE:
        return None
    return np.asarray(np.maximum(0.0, fit_steady(even, evidence.fine, evidence.fine_rate_hz, may_stretch=False)))


def _bar_length(is_downbeat: np.ndarray) -> int:
    """The commonest distance between downbeats, in beats; 4 where there are not two."""
    gaps = np.diff(np.flatnonzero(is_downbeat))
    gaps = gaps[(gaps >= 2) & (gaps <= _LONGEST_BAR)]
    return int(np.bincount(gaps).argmax()) if len(gaps) else 4


def _even_positions(is_downbeat: np.ndarray, length: int) -> np.ndarray:
    """Bars of one length at the phase that most downbeats have."""
    votes = np.bincount(np.flatnonzero(is_downbeat) % length, minlength=length)
    return np.asarray((np.arange(len(is_downbeat)) - int(np.argmax(votes))) % length + 1)


def _positions(is_downbeat: np.ndarray, length: int) -> np.ndarray:
    """Counted from each downbeat, backwards in a pickup; a bar too long begins again."""
    marks = np.flatnonzero(is_downbeat)
    first = int(marks[0]) if len(marks) else 0
    since = np.arange(len(is_downbeat)) - first
    for mark in marks:
        since[mark:] = np.arange(len(is_downbeat) - mark)
    return np.asarray(since % length + 1)


def _mean_probability(log_odds: np.ndarray, times: np.ndarray, rate_hz: float) -> float:
    if not len(times):
        return 0.0
    frames = np.clip(np.rint(times * rate_hz).astype(np.int64), 0, len(log_odds) - 1)
    near = np.max([log_odds[np.clip(frames + d, 0, len(log_odds) - 1)] for d in (-2, -1, 0, 1, 2)], axis=0)
    return float(np.mean(1.0 / (1.0 + np.exp(-np.clip(near, -60.0, 60.0)))))
