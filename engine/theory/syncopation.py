"""Measures of syncopation from the literature, on a bar of sixteenths.

A bar is a set of struck steps; a row of bars is read as going round, so that a loop has one value wherever it is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Bar = frozenset[int]

_TREES = {16: (2, 2, 2, 2), 12: (3, 2, 2), 24: (2, 2, 3, 2), 8: (2, 2, 2)}
_BEAT_STEPS = 4
_LOW_BEFORE_OTHERS, _MID_BEFORE_OTHERS, _BEFORE_HIGH = 2, 1, 5
MOST = 4.0
"""The largest value one note can have: a sixteenth before a silent downbeat."""


def metrical_weights(steps_per_bar: int) -> tuple[int, ...] | None:
    """Weight of each sixteenth of a bar: 0 for the downbeat, one less for each division that makes it.

    Longuet-Higgins & Lee, "The Rhythmic Interpretation of Monophonic Music" (Music Perception 1984): 4/4 divides by 2
    throughout, 3/4 by 3 first, 12/8 by 3 at the third level. None for other metres.
    """
    divisions = _TREES.get(steps_per_bar)
    if divisions is None:
        return None
    weights = [0] * steps_per_bar
    span, level = steps_per_bar, 0
    for parts in divisions:
        span //= parts
        level -= 1
        for step in range(0, steps_per_bar, span):
            if step % (span * parts):
                weights[step] = level
    return tuple(weights)


def longuet_higgins_lee(bars: Sequence[Bar], steps_per_bar: int) -> tuple[int, ...] | None:
    """Syncopation of each note of a row of bars, in order; None in metres without a tree.

    A note counts by how much stronger the strongest silent step is between it and the next note than its own step
    (Longuet-Higgins & Lee 1984, as Fitch & Rosenfeld, Music Perception 2007, compute it). A silence of more than a bar
    is a rest, not a tie: it counts for one bar.
    """
    weights = metrical_weights(steps_per_bar)
    if weights is None:
        return None
    onsets = [bar * steps_per_bar + step for bar, steps in enumerate(bars) for step in sorted(steps)]
    length = len(bars) * steps_per_bar
    values = []
    for index, onset in enumerate(onsets):
        following = onsets[index + 1] if index + 1 < len(onsets) else onsets[0] + length
        silent = range(onset + 1, min(following, onset + steps_per_bar))
        strongest = max((weights[step % steps_per_bar] for step in silent), default=weights[onset % steps_per_bar])
        values.append(max(0, strongest - weights[onset % steps_per_bar]))
    return tuple(values)


def syncopation_per_bar(bars: Sequence[Bar], steps_per_bar: int) -> float | None:
    """Mean of the bars' sums of ``longuet_higgins_lee``; None without a bar or a tree."""
    values = longuet_higgins_lee(bars, steps_per_bar)
    return None if values is None or not bars else sum(values) / len(bars)


def syncopation_index(bars: Sequence[Bar], steps_per_bar: int) -> float | None:
    """Mean of ``longuet_higgins_lee`` over the notes, as a share of the largest value a note can have: 0-1."""
    values = longuet_higgins_lee(bars, steps_per_bar)
    weights = metrical_weights(steps_per_bar)
    if not values or weights is None:
        return None
    return sum(values) / (len(values) * -min(weights))


def weighted_note_to_beat(bars: Sequence[Bar], steps_per_bar: int) -> float | None:
    """Weighted note-to-beat distance (Gomez, Melvin, Rappaport & Toussaint, "Mathematical Measures of Syncopation",
    BRIDGES 2005): 0 where all notes are on beats; the son clave has 2.8.

    A note off the beat counts 1/T, T its distance to the nearest beat in beats; twice that if it lasts over the next
    beat and ends before the one after. It lasts until the next note. (The text says "before or at"; only "before" gives
    the paper's own figures of the soukous, gahu and bossa-nova claves.)
    """
    onsets = [bar * steps_per_bar + step for bar, steps in enumerate(bars) for step in sorted(steps)]
    if not onsets or steps_per_bar % _BEAT_STEPS:
        return None
    total = Fraction(0)
    for index, onset in enumerate(onsets):
        following = onsets[index + 1] if index + 1 < len(onsets) else onsets[0] + len(bars) * steps_per_bar
        within = onset % _BEAT_STEPS
        if within == 0:
            continue
        distance = Fraction(min(within, _BEAT_STEPS - within), _BEAT_STEPS)
        next_beat = onset - within + _BEAT_STEPS
        crosses = next_beat < following < next_beat + _BEAT_STEPS
        total += (2 if crosses else 1) / distance
    return float(total / len(onsets))


def witek(low: Sequence[Bar], mid: Sequence[Bar], high: Sequence[Bar], steps_per_bar: int = 16) -> float | None:
    """Polyphonic syncopation of a kit, mean per bar of 4/4 (Witek et al., "Syncopation, Body-Movement and Pleasure in
    Groove Music", PLoS ONE 2014); None in other metres or without bars.

    A low (kick) or mid (snare, clap, rim) note N, followed by a stronger position on which other streams sound or
    nothing does, counts S = Ndi - N + I: Ndi and N are metrical weights (0, quavers -2, sixteenths -3, beats -1), I is
    2 for low against mid and high, 1 for mid against low and high, 5 against the high stream alone. The paper names no
    I for a position at which nothing sounds, because its hats never stop: here it is 5 as well, and 2 and 1 hold for
    low against mid alone and mid against low alone.

    The following position is the next at which anything sounds, or a stronger silent one before it; not further than a
    beat, so that a back-beat without hats is none.
    """
    if steps_per_bar != 16 or not low or not (len(low) == len(mid) == len(high)):
        return None
    weights = tuple(0 if s == 0 else -1 if s % 4 == 0 else -2 if s % 2 == 0 else -3 for s in range(16))
    length = 16 * len(low)
    streams = [{bar * 16 + step for bar, steps in enumerate(stream) for step in steps} for stream in (low, mid, high)]
    total = 0
    for stream in (0, 1):
        for onset in streams[stream]:
            total += _polyphonic(onset, stream, streams, weights, length)
    return total / len(low)


def _polyphonic(onset: int, stream: int, streams: Sequence[set[int]], weights: Sequence[int], length: int) -> int:
    own = weights[onset % 16]
    for ahead in range(1, _BEAT_STEPS):
        place = (onset + ahead) % length
        sounding = [index for index, steps in enumerate(streams) if place in steps]
        if stream in sounding:
            return 0
        if weights[place % 16] > own:
            others = [index for index in sounding if index != 2]
            weight = _BEFORE_HIGH if not others else _LOW_BEFORE_OTHERS if stream == 0 else _MID_BEFORE_OTHERS
            return weights[place % 16] - own + weight
        if sounding:
            return 0
    return 0
