"""Improvised leads: single notes above the band that do not come back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.events import NoteEvent
from engine.core.stems import Stem
from engine.culture.bars import STEPS
from engine.culture.song import CultureSong

Floats = NDArray[np.float64]

_ALONE_S = 0.04  # notes of a chord are struck within this, human spread included
_LEAST_NOTES = 4  # of a line in a bar
_LOOK_BACK_BARS = 8
_RETURNS = 0.5  # a bar as like an earlier one as this is a riff
_HIGH = 0.5  # quantile of the notes' pitches from which a note is a lead's


def solo_share(song: CultureSong) -> Floats | None:
    """Share of the bars of each stretch with a lead line unlike the eight bars before, ``[windows]``.

    The line is made of notes struck alone in the upper half of the instruments' range. None where they were not
    transcribed.
    """
    if song.analysis.notes.get(Stem.OTHER) is None:
        return None
    line = _line(song)
    pattern = np.zeros((song.bars.count, STEPS, 12), np.bool_)
    for note in line:
        bars, steps = song.bars.steps([note.onset])
        pattern[bars, steps, note.pitch % 12] = True
    solo = np.asarray([_is_new(pattern, bar) for bar in range(song.bars.count)], np.float64)
    return np.asarray([solo[w.first_bar - 1 : w.last_bar].mean() for w in song.windows], np.float64)


def _line(song: CultureSong) -> list[NoteEvent]:
    notes = sorted(song.notes(Stem.OTHER))
    if not notes:
        return []
    onsets = np.asarray([note.onset for note in notes])
    before = np.diff(onsets, prepend=-np.inf) > _ALONE_S
    after = np.diff(onsets, append=np.inf) > _ALONE_S
    lowest = float(np.quantile([note.pitch for note in notes], _HIGH))
    return [note for note, alone in zip(notes, before & after, strict=True) if alone and note.pitch >= lowest]


def _is_new(pattern: NDArray[np.bool_], bar: int) -> bool:
    """Whether a bar has a line of its own: enough notes, and none of the bars before was like it."""
    own = pattern[bar].ravel().astype(np.float64)
    if own.sum() < _LEAST_NOTES:
        return False
    for other in pattern[max(0, bar - _LOOK_BACK_BARS) : bar]:
        theirs = other.ravel().astype(np.float64)
        power = float(np.sqrt(own.sum() * theirs.sum()))
        if power and float(own @ theirs) / power >= _RETURNS:
            return False
    return True
