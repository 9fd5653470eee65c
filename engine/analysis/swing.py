"""Swing: where the off-beat 16th stands between two 8ths, or the off-beat 8th between two beats.

0.50 is straight, 0.54 a light house swing, 0.667 a triplet. The novelty at 1 ms is folded over all 8ths of the grid;
the delay of its off-beat peak against its on-beat peak is the swing (the folding follows Marchand & Peeters,
"Swing ratio estimation", DAFx 2015, in the time domain since the grid is known here).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.onsets import fine_novelty
from engine.analysis.spectrum import FloatArray, is_silent, mono
from engine.core.audio import Audio
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stem, Stems

STRAIGHT = 0.5
HARDEST = 0.75

_LOW, _HIGH = 0.46, 0.78  # where an off-beat 16th may stand; beyond lies the next 32nd
_RESOLUTION = 400  # points over an 8th: 0.67 ms at 112 BPM
_MIN_HITS = 8
_MIN_SHARE = 0.15  # of the 8ths must have an off-beat 16th
_BLUR_S = 0.003
_LEAST_SHARPNESS, _CLEAR_SHARPNESS = 3.0, 10.0  # of the off-beat over the median of all phases
_CLEAR_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Swing:
    """Where the off-beat stands.

    Args:
        ratio: 0.5 (straight) to 0.75.
        unit: ``sixteenth`` if it stands between 8ths, ``eighth`` (shuffle, jazz) if between beats.
        confidence: 0–1: how often an off-beat is played and how sharply it returns.
    """

    ratio: float
    unit: str
    confidence: float


def estimate_swing(mixture: Audio, stems: Stems | None, grid: BeatGrid) -> float | None:
    """``measure_swing``'s ratio."""
    swing = measure_swing(mixture, stems, grid)
    return swing.ratio if swing else None


def measure_swing(mixture: Audio, stems: Stems | None, grid: BeatGrid) -> Swing | None:
    """Position of the off-beat within its 8th, or within its beat where beats fall into thirds.

    Args:
        mixture: The recording.
        stems: Its stems; the drums alone are asked where they sound.
        grid: Its beats.

    Returns:
        The swing; None where too few off-beats are played to tell, and in compound metres, which do not swing.
    """
    source = mixture
    if stems is not None and Stem.DRUMS in stems and not is_silent(mono(stems[Stem.DRUMS])):
        source = stems[Stem.DRUMS]
    samples = mono(source)
    if is_silent(samples) or len(grid.times) < 3 or (grid.meter is not None and grid.meter.is_compound):
        return None
    fine, clock = fine_novelty(samples, source.sample_rate)
    if not len(fine):
        return None
    beats = np.asarray(grid.times)
    if grid.is_triple:
        return _measured(fine, clock.rate, beats, "eighth")
    halves = np.interp(np.arange(2 * len(beats) - 1) / 2, np.arange(len(beats)), beats)
    return _measured(fine, clock.rate, halves, "sixteenth")


def _measured(fine: FloatArray, rate_hz: float, units: np.ndarray, word: str) -> Swing | None:
    """Swing between consecutive ``units``, times in seconds."""
    from scipy.ndimage import gaussian_filter1d

    if len(units) < 3:
        return None
    blurred = gaussian_filter1d(np.minimum(fine, 1.0), _BLUR_S * rate_hz)
    # from a quarter before each unit to a quarter before the next
    phase = np.arange(_RESOLUTION) / _RESOLUTION - 0.25
    at = units[1:-1, None] + phase[None, :] * np.diff(units)[1:, None]
    folded = blurred[np.clip(np.rint(at * rate_hz).astype(np.int64), 0, len(blurred) - 1)]
    on = (phase > -0.12) & (phase < 0.12)
    off = (phase >= _LOW) & (phase <= min(_HIGH, float(phase[-1])))
    loud = float(np.percentile(folded.max(axis=1), 90))
    has_off = folded[:, off].max(axis=1) > 0.3 * loud
    if loud <= 0.0 or has_off.sum() < max(_MIN_HITS, _MIN_SHARE * len(folded)):
        return None
    profile = folded.mean(axis=0)
    late = _peak(phase[off], profile[off])
    early = _peak(phase[on], profile[on])
    # a unit without a hit at its start gives no reference: the grid itself is one
    reference = early if profile[on].max() > 0.3 * profile[off].max() else 0.0
    sharpness = float(profile[off].max()) / max(1e-9, float(np.median(profile)))
    if sharpness < _LEAST_SHARPNESS:
        return None
    confidence = min(1.0, float(has_off.mean()) / _CLEAR_SHARE) * min(1.0, sharpness / _CLEAR_SHARPNESS)
    return Swing(float(np.clip(late - reference, STRAIGHT, HARDEST)), word, confidence)


def _peak(phase: np.ndarray, profile: np.ndarray) -> float:
    """Phase of the highest peak, as the centre of mass of what exceeds half of it nearby."""
    top = int(np.argmax(profile))
    near = np.abs(phase - phase[top]) < 0.05
    mass = np.maximum(0.0, profile[near] - 0.5 * profile[top])
    return float(np.sum(phase[near] * mass) / np.sum(mass)) if mass.sum() > 0 else float(phase[top])
