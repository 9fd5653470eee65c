"""Where a stroke stops following its one-shot: let go, damped, or gone elsewhere by a slide."""

from __future__ import annotations

import numpy as np

from engine.separation.instrument.reading import Wave

_STEP_S = 0.005
_AHEAD_S = 0.07
"""So far a stroke is looked at together: half a semitone at 110 Hz drifts by a quarter of a cycle in it, and the beats
between an old pitch and a new one 14 Hz away cancel."""
_FOLLOWS = 0.6
"""Share of the expected amplitude below which a stroke no longer follows (-4.4 dB)."""
_AUDIBLE_DB = -36.0
_EARLY_S = 0.04
_LEAST_LEFT_S = 0.025


def follows(stroke: Wave, sound: Wave, sample_rate: float) -> float | None:
    """Seconds, from the first sample, to which a stroke follows a sound; None if to its end.

    Its part along the sound, block by block, against the gain of its beginning: what else is heard at the same time
    is mostly orthogonal to it.

    Args:
        stroke: ``[channels, samples]``, aligned with the sound.
        sound: ``[channels, samples]``, as the stroke would be if it rang on.
        sample_rate: Hz.
    """
    step, ahead, early = (round(x * sample_rate) for x in (_STEP_S, _AHEAD_S, _EARLY_S))
    length = min(stroke.shape[1], sound.shape[1])
    if length < early + round(_LEAST_LEFT_S * sample_rate):
        return None
    along = np.concatenate([[0.0], np.cumsum(np.sum(stroke[:, :length] * sound[:, :length], axis=0))])
    energy = np.concatenate([[0.0], np.cumsum(np.sum(sound[:, :length] ** 2, axis=0))])
    gain = along[early] / max(energy[early], 1e-300)
    if gain <= 0.0:
        return None
    starts = np.arange(0, length - round(_LEAST_LEFT_S * sample_rate), step)
    stops = np.minimum(starts + ahead, length)
    expected = energy[stops] - energy[starts]
    share = (along[stops] - along[starts]) / np.maximum(expected, 1e-300) / gain
    level = expected / (stops - starts)
    audible = level > float(level.max()) * 10.0 ** (_AUDIBLE_DB / 10.0)
    following = np.flatnonzero((share >= _FOLLOWS) & audible)
    left = int(following[-1]) + 1 if len(following) else 0
    if left >= len(starts) or not audible[left]:
        return None
    return max(float(starts[left]) / sample_rate, _EARLY_S)
