"""Into how many parts a beat falls: two and four, or three.

Attacks at 1 ms are folded over all beats. Swung and compound music has attacks two thirds into the beat and none
half-way; straight music, and music whose 16ths alone are swung, has them half-way (the comparison of duple and triple
accents of Gouyon & Herrera, "Determination of the meter of musical audio signals", AES 2003, at known beats).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.spectrum import FloatArray

_PHASES = 48
_BLUR_S = 0.008  # players scatter about that much
_REACH = 2  # phases either side of a place in the beat: 4 %, less than from a third to a quarter (8 %)
_CLEARLY = 1.6
_LEAST = 0.12  # of the strongest place: a ride's skip note is far softer than its beats
_ALL_THREE = 0.5


@dataclass(frozen=True, slots=True)
class Subdivision:
    """How a beat divides.

    Args:
        is_triple: Whether into three: 12/8, 6/8, shuffles, swing.
        is_compound: Whether the middle third is played as well as the last, as in 6/8 and 12/8 and not in a shuffle.
        offbeat: Where in the beat the attack between beats stands, 0.5 straight, 0.667 a triplet; None without one.
        swung: Where in the half-beat the attack between half-beats stands, 0.5 straight; None without one. Players
            swing late: well below 0.5, the beats are not where they are said to be, but on swung 16ths.
    """

    is_triple: bool
    is_compound: bool
    offbeat: float | None
    swung: float | None = None


STRAIGHT = Subdivision(is_triple=False, is_compound=False, offbeat=None)


def subdivision(beats: np.ndarray, fine: FloatArray, rate_hz: float) -> Subdivision:
    """How the beats of a grid divide.

    Args:
        beats: Their times in seconds.
        fine: Attack strength, ``[frames]``.
        rate_hz: Frames per second.
    """
    from scipy.ndimage import gaussian_filter1d

    if len(beats) < 4 or not len(fine):
        return STRAIGHT
    blurred = gaussian_filter1d(np.minimum(fine, 1.0), _BLUR_S * rate_hz)
    profile = _folded(beats, blurred, rate_hz)
    if profile is None:
        return STRAIGHT
    first, half, last = (_at(profile, place) for place in (1 / 3, 1 / 2, 2 / 3))
    # attacks half a beat apart are 8ths, and the grid lies on swung 16ths before them
    early = float(profile[round(0.13 * _PHASES) : round(0.27 * _PHASES) + 1].max())
    is_triple = last > _CLEARLY * half and last > _LEAST and early < max(_ALL_THREE * last, first)
    is_compound = is_triple and first > _ALL_THREE * last
    offbeat = _peak(profile, 0.44, 0.74)
    if is_triple:
        return Subdivision(is_triple, is_compound, offbeat)
    halves = np.interp(np.arange(2 * len(beats) - 1) / 2, np.arange(len(beats)), beats)
    fast = _folded(halves, blurred, rate_hz)
    return Subdivision(is_triple, is_compound, offbeat, _peak(fast, 0.34, 0.67) if fast is not None else None)


def _folded(beats: np.ndarray, blurred: np.ndarray, rate_hz: float) -> np.ndarray | None:
    """Mean attack strength over the beat, ``[phases]``, 1 at its strongest and 0 at rest; None where nothing is."""
    times = beats[:-1, None] + np.arange(_PHASES) / _PHASES * np.diff(beats)[:, None]
    folded = blurred[np.clip(np.rint(times * rate_hz).astype(np.int64), 0, len(blurred) - 1)]
    profile = np.minimum(folded, np.percentile(folded, 97)).mean(axis=0)
    if float(profile.max()) <= 0.0:
        return None
    profile = profile / profile.max()
    return np.asarray(profile - np.percentile(profile, 20))


def _at(profile: np.ndarray, place: float) -> float:
    middle = round(place * _PHASES)
    return float(profile[middle - _REACH : middle + _REACH + 1].max())


def _peak(profile: np.ndarray, low: float, high: float) -> float | None:
    """Phase of the strongest attack between two phases, if it is a peak of its own and strong enough."""
    first, last = round(low * _PHASES), round(high * _PHASES)
    top = first + int(np.argmax(profile[first : last + 1]))
    is_inside = first < top < last
    return top / _PHASES if is_inside and float(profile[top]) > _LEAST else None
