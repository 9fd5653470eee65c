"""Which sound plays which stroke: its own group's, or whichever of the others lies best on it, at its pitch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.separation.instrument.averaging import BEFORE_S
from engine.separation.instrument.periods import Low
from engine.separation.instrument.playing import Stroke
from engine.separation.instrument.reading import delay_between
from engine.separation.instrument.sounds import Sound

_COMPARED_S = 0.16
_SHORTEST_S = 0.03
_REACH_S = 0.004
_GUARD_S = 0.004
_SAME_SEMITONES = 0.5
_FINE_SEMITONES = (-0.3, 0.0, 0.3)
_TRIED = 6


def cast(
    low: Low,
    sounds: Sequence[Sound],
    onsets: Sequence[float],
    ends: Sequence[float],
    pitches: Sequence[float | None],
) -> list[Stroke]:
    """A stroke for every onset, placed on the stem and with the sound that plays it.

    Args:
        low: The stem.
        sounds: At least one.
        onsets: Seconds.
        ends: Where the next stroke begins, seconds.
        pitches: Rough MIDI number of each, comparable with the sounds'.
    """
    own = {
        number: (index, float(start))
        for index, sound in enumerate(sounds)
        for number, start in zip(sound.strokes, sound.starts, strict=True)
    }
    strokes = []
    for number, (onset, end, pitch) in enumerate(zip(onsets, ends, pitches, strict=True)):
        if number in own:
            index, start = own[number]
            strokes.append(Stroke(start, end, index))
        else:
            strokes.append(_best(low, sounds, onset, end, pitch))
    return strokes


def _best(low: Low, sounds: Sequence[Sound], onset: float, end: float, pitch: float | None) -> Stroke:
    rate = low.rate
    reach, before = round(_REACH_S * rate), BEFORE_S * rate
    length = round((BEFORE_S + min(_COMPARED_S, max(_SHORTEST_S, end - onset - _GUARD_S))) * rate)
    first = round(onset * rate - before) - reach
    stretch = low.stretch(first, length + 2 * reach)
    after = np.arange(length) / rate - BEFORE_S
    best, height = Stroke(max(0.0, onset) - BEFORE_S, end, 0), -2.0
    by_nearness = sorted(range(len(sounds)), key=lambda i: abs(sounds[i].pitch - (pitch or sounds[i].pitch)))
    for index in by_nearness[:_TRIED]:
        shift = 0.0 if pitch is None else pitch - sounds[index].pitch
        # a song has few pitches: a sound as it is may be right where a pitch was misread
        tried = (0.0,) if abs(shift) < _SAME_SEMITONES else (0.0, *(shift + fine for fine in _FINE_SEMITONES))
        for transpose in tried:
            wave = sounds[index].low.at((after * 2.0 ** (transpose / 12.0) + BEFORE_S) * rate)
            delay, correlation = delay_between(stretch, wave, reach)
            if correlation > height:
                best, height = Stroke((first + reach + delay) / rate, end, index, transpose), correlation
    return best
