"""What is heard of single strokes before anything is compared: a rough pitch, and the manner they are played in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.separation.instrument.leaving import follows
from engine.separation.instrument.periods import Low, periodicity
from engine.separation.instrument.playing import Manner, Stroke, played, resynthesis, solve_gains
from engine.separation.instrument.reading import Readable
from engine.separation.instrument.slides import Bend, refined

_BODY_S = (0.02, 0.15)
_LEAST_S = 0.005
_PERIODIC = 0.3
_GUARD_S = 0.004
_FITTED_S = 0.15
_RELEASES_S = (0.02, 0.05, 0.1)
CHOKED = Manner(is_choked=True)
"""How most of them are played: a sampler with one voice."""


def rough_pitch(low: Low, onset: float, end: float) -> float | None:
    """MIDI number of a stroke by the mean correlation of its body; None where it has none.

    A pitch that falls at the beginning is read a little high, but alike in all strokes of one sound.
    """
    heard = periodicity(low, onset, min(end, onset + _BODY_S[1] + 0.05))
    found = heard.pitch_of(heard.frames(_BODY_S[0], min(end - onset - _LEAST_S, _BODY_S[1])))
    return found[0] if found is not None and found[1] > _PERIODIC else None


def find_endings(low: Low, strokes: Sequence[Stroke], sounds: Sequence[Readable], bends: Sequence[Bend | None]) -> None:
    """Note in each stroke where it slides away from its sound or is let go.

    Args:
        low: The stem.
        strokes: With their gains; changed in place.
        sounds: In one channel at ``low.rate``.
        bends: What each stroke's pitch looks like.
    """
    for stroke, bend in zip(strokes, bends, strict=True):
        sound = sounds[stroke.sound]
        if bend is not None:
            stroke.slide = refined(low, sound, stroke, bend)
        if stroke.slide is not None:
            continue
        first, wave = played(stroke, sound, low.rate, CHOKED, len(low.samples))
        length = min(wave.shape[1], int((stroke.stop - _GUARD_S) * low.rate) - first)
        if length < 2:
            continue
        left = follows(low.samples[None, first : first + length], wave[:, :length], low.rate)
        if left is not None:
            stroke.release = max(first / low.rate + left - stroke.onset, 0.01)


def find_manner(low: Low, strokes: Sequence[Stroke], sounds: Sequence[Readable]) -> Manner:
    """The manner in which the strokes explain most of the stem; their gains and fits are those of this manner."""
    stem = low.samples[None]
    best, least = CHOKED, float("inf")
    releases = _RELEASES_S if any(stroke.release is not None for stroke in strokes) else _RELEASES_S[:1]
    for manner in (Manner(is_choked, seconds) for is_choked in (True, False) for seconds in releases):
        _set_gains(stem, strokes, sounds, low.rate, manner)
        rest = stem - resynthesis(stem.shape, strokes, sounds, low.rate, manner)
        energy = float(np.sum(rest**2))
        if energy < least:
            best, least = manner, energy
    tune(low, strokes, sounds, best)
    return best


def tune(low: Low, strokes: Sequence[Stroke], sounds: Sequence[Readable], manner: Manner) -> None:
    """Give the strokes the gains with which they come nearest to the stem, and say how near each comes."""
    stem = low.samples[None]
    _set_gains(stem, strokes, sounds, low.rate, manner)
    for stroke in strokes:
        first, wave = played(stroke, sounds[stroke.sound], low.rate, manner, len(low.samples))
        length = min(wave.shape[1], round(_FITTED_S * low.rate), max(1, int(stroke.stop * low.rate) - first))
        heard = stem[:, first : first + length]
        energy = float(np.sum(heard**2))
        rest = float(np.sum((heard - stroke.gain * wave[:, :length]) ** 2))
        stroke.fit = max(0.0, 1.0 - rest / energy) if energy > 0.0 else 0.0


def _set_gains(
    stem: NDArray[np.float64], strokes: Sequence[Stroke], sounds: Sequence[Readable], rate: float, manner: Manner
) -> None:
    for stroke, gain in zip(strokes, solve_gains(stem, strokes, sounds, rate, manner), strict=True):
        stroke.gain = float(gain)
