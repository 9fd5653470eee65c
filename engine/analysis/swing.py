"""Swing: where the off-beat 16th stands between two 8ths.

0.50 is straight, 0.54 a light house swing, 0.667 a triplet. The novelty at 1 ms is folded over all 8ths of the grid;
the delay of its off-beat peak against its on-beat peak is the swing (the folding follows Marchand & Peeters,
"Swing ratio estimation", DAFx 2015, in the time domain since the grid is known here).
"""

from __future__ import annotations

import numpy as np

from engine.analysis.onsets import fine_novelty
from engine.analysis.spectrum import is_silent, mono
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


def estimate_swing(mixture: Audio, stems: Stems | None, grid: BeatGrid) -> float | None:
    """Position of the off-beat 16th within its 8th, 0.5 (straight) to 0.75.

    Args:
        mixture: The recording.
        stems: Its stems; the drums alone are asked where they sound.
        grid: Its beats.

    Returns:
        The swing, or None where too few off-beat 16ths are played to tell.
    """
    source = mixture
    if stems is not None and Stem.DRUMS in stems and not is_silent(mono(stems[Stem.DRUMS])):
        source = stems[Stem.DRUMS]
    samples = mono(source)
    if is_silent(samples) or len(grid.times) < 3:
        return None
    from scipy.ndimage import gaussian_filter1d

    fine, clock = fine_novelty(samples, source.sample_rate)
    if not len(fine):
        return None
    beats = np.asarray(grid.times)
    eighths = np.interp(np.arange(2 * len(beats) - 1) / 2, np.arange(len(beats)), beats)
    eighth_s = float(np.median(np.diff(eighths)))
    blurred = gaussian_filter1d(np.minimum(fine, 1.0), _BLUR_S * clock.rate)
    # from a quarter before each 8th to a quarter before the next
    phase = np.arange(_RESOLUTION) / _RESOLUTION - 0.25
    at = eighths[1:-1, None] + phase[None, :] * np.diff(eighths)[1:, None]
    folded = blurred[np.clip(np.rint(at * clock.rate).astype(np.int64), 0, len(blurred) - 1)]
    on = (phase > -0.12) & (phase < 0.12)
    off = (phase >= _LOW) & (phase <= min(_HIGH, float(phase[-1])))
    loud = float(np.percentile(folded.max(axis=1), 90))
    has_off = folded[:, off].max(axis=1) > 0.3 * loud
    if loud <= 0.0 or has_off.sum() < max(_MIN_HITS, _MIN_SHARE * len(folded)):
        return None
    profile = folded.mean(axis=0)
    late = _peak(phase[off], profile[off])
    early = _peak(phase[on], profile[on])
    # an 8th without a hit at its start gives no reference: the grid itself is one
    reference = early if profile[on].max() > 0.3 * profile[off].max() else 0.0
    if profile[off].max() < 3.0 * float(np.median(profile)) or eighth_s <= 0.0:
        return None
    return float(np.clip(late - reference, STRAIGHT, HARDEST))


def _peak(phase: np.ndarray, profile: np.ndarray) -> float:
    """Phase of the highest peak, as the centre of mass of what exceeds half of it nearby."""
    top = int(np.argmax(profile))
    near = np.abs(phase - phase[top]) < 0.05
    mass = np.maximum(0.0, profile[near] - 0.5 * profile[top])
    return float(np.sum(phase[near] * mass) / np.sum(mass)) if mass.sum() > 0 else float(phase[top])
