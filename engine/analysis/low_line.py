"""One low voice read note by note: onsets are given, each note's pitch, octave, slide and end are heard out.

A note is what it settles on, less what every note of the stem does at that time after its attack (a drum that falls
into its pitch falls in each of its notes). A slide leaves a pitch on which the note has stood for another one on which
it stays; then the note is the pitch it begins on, as a player presses the key and then bends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.analysis.low_pitch import HOP_S, Periodicity, Stand, stands
from engine.analysis.low_register import register
from engine.core.events import NoteEvent, Slide

_HEAD_S = 0.015  # the burst of the attack has no pitch
_GUARD_S = 0.012  # the window sees the next attack from here on
_FAINT_DB = -24.0  # below the loud notes; velocity 30 lies 12.5 dB below 127. Chosen on the demo piece, not fitted
_END_DB = -30.0
_LEAST_S = 0.03
_WEAK = 0.4
_COURSE_S = 0.3
_SETTLED_S = 0.12
_MIN_COURSE = 4
_COURSE_NEAR, _COURSE_SPREAD, _COURSE_SHARE = 0.5, 0.15, 0.4
_SLIDE_SEMITONES = (1.5, 13.0)
_HOME_S = 0.08  # the pitch a slide leaves is reached by then
_LEAST_HOME_S = 0.029
_LONGEST_SLIDE_S = 0.25
_SEEN_LATE_S = 0.011  # a window of 30 ms reaches the new pitch so much too late; it leaves the old one in time
_SHORTEST_SLIDE_S, _SHORTEST_WAY_S = 0.02, 0.014
_LATER = 1.3


@dataclass(frozen=True, slots=True)
class _Note:
    onset: float
    offset: float
    level: float
    stand: Stand
    slide: Slide | None
    height: float


def read_line(
    heard: Periodicity,
    onsets: Sequence[float],
    duration: float,
    *,
    lowest: int,
    highest: int,
    sub_odds: float = 1.0,
) -> tuple[NoteEvent, ...]:
    """Notes of a line whose onsets are known, in order of time; what has no pitch or is faint is left out.

    Args:
        heard: The stem.
        onsets: Seconds, in order.
        duration: Of the stem, seconds.
        lowest: MIDI number below which nothing is reported.
        highest: MIDI number above which nothing is reported.
        sub_odds: How much more often than under log drums an octave lies below the note.
    """
    loud = float(np.percentile(heard.level, 98)) or 1e-9
    spans = [span for span in pairwise([*map(float, onsets), duration]) if span[1] - span[0] >= _LEAST_S]
    course = _common_course(heard, spans)
    read = [note for note in (_read(heard, *span, loud, course) for span in spans) if note is not None]
    if not read:
        return ()
    registers = [register(heard, note.stand, odds=sub_odds) for note in read]
    pitches = np.asarray([note.stand.pitch + r.semitones for note, r in zip(read, registers, strict=True)])
    keys = np.rint(pitches - _own_tuning(pitches)).astype(int)
    notes = [
        NoteEvent(
            note.onset,
            note.offset,
            int(key),
            int(np.clip(round(100.0 * (note.level / loud) ** 0.6), 1, 127)),
            confidence=round(float(np.clip(note.height, 0.0, 1.0)) * found.probability, 3),
            slide=note.slide,
        )
        for note, key, found in zip(read, keys, registers, strict=True)
        if lowest <= key <= highest
    ]
    return tuple(notes)


def _own_tuning(pitches: NDArray[np.float64]) -> float:
    """How far the notes lie from the keys on the whole, -0.5 to 0.5 semitones: their circular mean."""
    turns = np.exp(2j * np.pi * pitches).mean()
    return float(np.angle(turns) / (2.0 * np.pi)) if abs(turns) > 0.3 else 0.0


def _read(heard: Periodicity, onset: float, following: float, loud: float, course: NDArray[np.float64]) -> _Note | None:
    frames = heard.frames(onset + 0.005, following - 0.01)
    level = heard.level[frames]
    if len(level) < 3:
        return None
    top = float(level.max())
    if top < loud * 10.0 ** (_FAINT_DB / 20.0):
        return None
    peak = int(np.argmax(level))
    quiet = np.flatnonzero(level[peak:] < top * 10.0 ** (_END_DB / 20.0))
    length = peak + (int(quiet[0]) if len(quiet) else len(level) - peak)
    end = (frames.start + length) * HOP_S
    offset = max(onset + _LEAST_S, min(following, end))
    steady = stands(heard, onset + _HEAD_S, min(following - _GUARD_S, end), course=course, origin=onset)
    if not steady:
        whole = _whole(heard, onset, min(following - _GUARD_S, end), course)
        if whole is None:
            return None
        steady = [whole]
    home, slide = _slide(steady, onset)
    height = float(np.nanmax(heard.height[heard.frames(home.start, home.end)], initial=0.0))
    return _Note(onset, min(offset, following), top, home, slide, height)


def _whole(heard: Periodicity, onset: float, end: float, course: NDArray[np.float64]) -> Stand | None:
    """The middle pitch of a note too short to stand anywhere."""
    frames = heard.frames(onset + _HEAD_S, max(end, onset + _HEAD_S + HOP_S))
    since = np.clip(np.arange(frames.start, frames.stop) - round(onset / HOP_S), 0, len(course) - 1)
    pitch = heard.pitch[frames] - course[since]
    told = np.flatnonzero((heard.height[frames] >= _WEAK) & np.isfinite(pitch))
    if not len(told):
        return None
    surest = told[np.argmax(heard.height[frames][told] * heard.level[frames][told])]
    near = told[np.abs(pitch[told] - pitch[surest]) < 1.0]
    first, last = (frames.start + int(near[place]) for place in (0, -1))
    return Stand(first * HOP_S, last * HOP_S, float(np.median(pitch[near])), 0.0)


def _slide(steady: Sequence[Stand], onset: float) -> tuple[Stand, Slide | None]:
    """The stand a note is named for, and the slide that leaves it."""
    for first, home in enumerate(steady):
        if home.start > onset + _HOME_S:
            break
        for goal in steady[first + 1 :]:
            semitones = goal.pitch - home.pitch
            if goal.start - home.end > _LONGEST_SLIDE_S:
                break
            if goal.start - home.end < _SHORTEST_WAY_S:
                continue  # a pitch that is another one at once was heard in another octave
            if home.end - home.start < _LEAST_HOME_S:
                break
            if _SLIDE_SEMITONES[0] <= abs(semitones) <= _SLIDE_SEMITONES[1]:
                start = home.end - onset
                end = max(start + _SHORTEST_SLIDE_S, goal.start - onset - _SEEN_LATE_S)
                return home, Slide(round(start, 4), round(end - start, 4), round(semitones, 2))
    # what is not left by a slide is named for where it settles: of two stands alike the later one
    return max(steady, key=lambda stand: stand.weight * (_LATER if stand is steady[-1] else 1.0)), None


def _common_course(heard: Periodicity, spans: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """How far the pitch lies above what notes settle on, by frames after the onset, in the most of the notes."""
    length = round(_COURSE_S / HOP_S)
    moves: list[NDArray[np.float64]] = []
    for onset, following in spans:
        steady = stands(heard, onset + _HEAD_S, following - _GUARD_S)
        if not steady or steady[-1].end < onset + _SETTLED_S:
            continue
        first = round(onset / HOP_S)
        pitch = np.full(length, np.nan)
        stop = min(first + length, round(steady[-1].end / HOP_S))
        pitch[: max(0, stop - first)] = heard.pitch[first : max(first, stop)] - steady[-1].pitch
        moves.append(pitch)
    course = np.zeros(length)
    if len(moves) < _MIN_COURSE:
        return course
    table = np.asarray(moves)
    for frame in range(length):
        column = table[np.isfinite(table[:, frame]), frame]
        if len(column) >= _MIN_COURSE:
            course[frame] = _common(column)
    return course


def _common(moves: NDArray[np.float64]) -> float:
    """The value that the most of the notes share, the wider the farther off; 0 where they simply differ."""
    near = np.abs(moves[:, None] - moves) < np.maximum(_COURSE_NEAR, _COURSE_SPREAD * np.abs(moves))[:, None]
    shared = near.sum(axis=1)
    best = int(np.argmax(shared))
    return float(np.median(moves[near[best]])) if shared[best] > _COURSE_SHARE * len(moves) else 0.0
