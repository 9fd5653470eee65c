"""Is what was tracked the beat, or its half? Where the back-beat is says it.

Snare and clap answer the kick on beats 2 and 4. Where the kick is on tracked beats and the snare on every half-beat
(or the other way round), and odd snares do not differ from even ones, the beat is twice as fast: drum and bass at 174,
not 87; punk, rockabilly. A prior over tempi cannot know that, and autocorrelation is the same for both.
"""

from __future__ import annotations

import numpy as np

from engine.analysis.bar_features import bar_features
from engine.analysis.rhythm_evidence import RhythmEvidence

SLOWEST_HALF_BPM, FASTEST_HALF_BPM = 70.0, 107.5
"""Beats slower or faster are not doubled: 140 and 215 BPM bound what has been tapped to fast back-beats."""

_CONTRAST = 0.2  # of kick less snare between beat and half-beat, where each is 0-1
_SNARE_CONTRAST = 0.25
_LOW_TOLERANCE = 0.05  # the kick may play through (double bass drum), but not mainly where the snare is
_ALTERNATION = 0.3  # how far the snares of odd beats may differ from those of even ones


def has_back_beat_on_halves(beats: np.ndarray, evidence: RhythmEvidence) -> bool:
    """Whether the back-beat of a grid lies between its beats, so that there are twice as many beats.

    Args:
        beats: Times in seconds, at least eight.
        evidence: The recording.
    """
    if len(beats) < 8 or not SLOWEST_HALF_BPM < 60.0 / float(np.median(np.diff(beats))) <= FASTEST_HALF_BPM:
        return False
    accents = bar_features(beats, evidence, 4).accents
    at = accents.reshape(-1, 4, accents.shape[1])[1:, ::2]  # on beats and half-way: [beats, 2, bands]
    low = at[:, :, 0]
    snare = np.minimum(np.maximum(at[:, :, 1], at[:, :, 2]), at[:, :, 3])  # broad: hats lack the middle, toms the top
    balance = low - snare
    contrast = abs(float(balance[:, 0].mean() - balance[:, 1].mean()))
    side = int(np.argmax((snare - low).mean(axis=0)))
    alternation = abs(float(snare[0::2, side].mean() - snare[1::2, side].mean()))
    snares, lows = snare.mean(axis=0), low.mean(axis=0)
    return (
        contrast >= _CONTRAST
        and alternation <= _ALTERNATION
        and float(snares[side] - snares[1 - side]) >= _SNARE_CONTRAST
        and float(lows[side] - lows[1 - side]) <= _LOW_TOLERANCE
    )


def doubled(beats: np.ndarray) -> np.ndarray:
    """The grid with a beat half-way between each two."""
    return np.asarray(np.interp(np.arange(2 * len(beats) - 1) / 2, np.arange(len(beats)), beats))
