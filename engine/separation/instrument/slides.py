"""Slides: strokes that leave their pitch for another one and stay there.

First by pitch alone: what a stroke's pitch does beyond what the pitch of all strokes does at that time after their
attack (a sound may fall at its beginning). Then by the sound: played with such a glide in it, at many starts, lengths
and depths around, the one-shot must lie on the stem much better than without.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Slide
from engine.core.jobs import Report, no_report
from engine.separation.instrument.averaging import BEFORE_S
from engine.separation.instrument.periods import HOP_S, Low, Periodicity, periodicity
from engine.separation.instrument.playing import Stroke, travelled
from engine.separation.instrument.reading import Readable

_LEAST_SEMITONES, _MOST_SEMITONES = 0.9, 13.0
_NEAR_SEMITONES = 0.6
_PERIODIC = 0.6
_AUDIBLE_DB = -40.0
_FLOOR_PERCENT, _FLOOR_FACTOR = 10.0, 2.0
"""What sounds in the quietest tenth of the strokes' time is bleed; within 6 dB of it pitch is not the drum's."""
_LONGEST_S = 0.8
_FIRST_S = 0.02
_ANCHOR_S = (0.04, 0.085)
_END_GUARD_S = 0.012
_SETTLED_FRAMES, _GAPS = 5, 6
_STAYS_SEMITONES = 0.6
_LONGEST_SLIDE_S = 0.2
_COMMON = 0.5
"""The common course of pitch is told as long as so many of the strokes sound; later ones are those that slide."""
_MIN_COMMON = 4

_STARTS_S = np.arange(-0.03, 0.031, 0.01)
_DURATIONS = (0.5, 0.75, 1.0, 1.3)
_FINE_SEMITONES = (-0.25, 0.0, 0.25)
_BEFORE_SLIDE_S = 0.03
_EXPLAINED, _GAINED = 0.4, 0.15
_GAIN_RANGE = (0.4, 2.5)


@dataclass(frozen=True, slots=True)
class Bend:
    """What looks like a slide, and the second after the onset until which its last pitch can be read."""

    slide: Slide
    until: float


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """Pitch of a stroke by time after its onset, nan where it cannot be read, and its early pitch."""

    pitch: NDArray[np.float64]
    anchor: float


def find_bends(
    low: Low, onsets: Sequence[float], ends: Sequence[float], *, report: Report = no_report
) -> list[Bend | None]:
    """What looks like a slide in each stroke, by pitch alone.

    Args:
        low: The stem.
        onsets: Of the strokes, seconds.
        ends: Where the next stroke begins, seconds.
        report: Progress.
    """
    heard: list[Periodicity] = []
    for onset, end in zip(onsets, ends, strict=True):
        report(len(heard) / len(onsets))
        heard.append(periodicity(low, onset, min(end, onset + _LONGEST_S)))
    floor = _FLOOR_FACTOR * float(np.percentile(np.concatenate([h.level for h in heard]), _FLOOR_PERCENT))
    courses = [_course(h, end - onset, floor) for h, onset, end in zip(heard, onsets, ends, strict=True)]
    common = _common_course(courses)
    return [_bend(course, common) for course in courses]


def _course(heard: Periodicity, seconds: float, floor: float) -> _Course:
    pitch, height = heard.track()
    quiet = heard.level <= max(floor, float(heard.level.max()) * 10.0 ** (_AUDIBLE_DB / 20.0))
    pitch[(height < _PERIODIC) | quiet] = np.nan
    pitch = pitch[: max(0, int((seconds - _END_GUARD_S) / HOP_S))]
    pitch[: math.ceil(_FIRST_S / HOP_S)] = np.nan
    early = pitch[round(_ANCHOR_S[0] / HOP_S) : round(_ANCHOR_S[1] / HOP_S)]
    early = early[np.isfinite(early)]
    return _Course(pitch, float(np.median(early)) if len(early) >= 3 else math.nan)


def _common_course(courses: Sequence[_Course]) -> NDArray[np.float64]:
    """How pitch moves against its early value in the most of the strokes, ``_LONGEST_S`` long."""
    anchored = [course for course in courses if math.isfinite(course.anchor)]
    length = round(_LONGEST_S / HOP_S) + 2
    common = np.zeros(length)
    if len(anchored) < _MIN_COMMON:
        return common
    moves = np.full((len(anchored), length), np.nan)
    for row, course in zip(moves, anchored, strict=True):
        row[: len(course.pitch)] = course.pitch[:length] - course.anchor
    told = np.isfinite(moves).sum(axis=0) >= _COMMON * len(anchored)
    if not told.any():
        return common
    first, last = np.flatnonzero(told)[[0, -1]]
    for frame in range(first, last + 1):
        column = moves[np.isfinite(moves[:, frame]), frame]
        common[frame] = np.median(column) if len(column) else common[frame - 1]
    common[:first], common[last:] = common[first], common[last]
    return common


def _bend(course: _Course, common: NDArray[np.float64]) -> Bend | None:
    """The move from a stroke's early pitch to the first other one it stays on; None where there is none."""
    if not math.isfinite(course.anchor):
        return None
    frames = np.flatnonzero(np.isfinite(course.pitch))
    moved = course.pitch[frames] - course.anchor - common[frames]
    for first in range(len(frames) - _SETTLED_FRAMES + 1):
        settled = moved[first : first + _SETTLED_FRAMES]
        depth = float(np.median(settled))
        is_stay = np.ptp(settled) < _STAYS_SEMITONES and frames[first + _SETTLED_FRAMES - 1] - frames[first] <= _GAPS
        if not is_stay or not _LEAST_SEMITONES <= abs(depth) <= _MOST_SEMITONES:
            continue
        at_home = np.flatnonzero(np.abs(moved[:first]) < _NEAR_SEMITONES)
        if not len(at_home) or (frames[first] - frames[at_home[-1]]) * HOP_S > _LONGEST_SLIDE_S:
            continue
        away = np.flatnonzero(np.abs(moved[first:] - depth) >= _NEAR_SEMITONES)
        last = frames[first + int(away[0]) - 1] if len(away) else frames[-1]
        start, stop = (float(frames[k]) * HOP_S for k in (at_home[-1], first))
        return Bend(Slide(start, max(0.01, stop - start), depth), float(last) * HOP_S)
    return None


def refined(low: Low, sound: Readable, stroke: Stroke, bend: Bend) -> Slide | None:
    """The slide with which a one-shot lies best on the stem; None where it explains little more than none would.

    Args:
        low: The stem.
        sound: The stroke's one-shot in one channel at ``low.rate``.
        stroke: With its gain.
        bend: What the pitch looked like.
    """
    first = max(0, round((stroke.onset + bend.slide.start - _BEFORE_SLIDE_S) * low.rate))
    last = min(len(low.samples), round(min(stroke.stop, stroke.onset + bend.until + HOP_S) * low.rate))
    stem = low.samples[first:last]
    seconds = np.arange(first, first + len(stem)) / low.rate - stroke.onset
    energy = float(np.dot(stem, stem))
    if energy <= 0.0 or stroke.gain <= 0.0:
        return None

    def explained(slide: Slide | None) -> float:
        wave = sound.at((travelled(seconds, stroke.transpose, slide) + BEFORE_S) * low.rate)[0]
        along, own = float(np.dot(wave, stem)), max(float(np.dot(wave, wave)), 1e-300)
        if not _GAIN_RANGE[0] <= along / own / stroke.gain <= _GAIN_RANGE[1]:
            return 0.0  # whatever sounds there is not this stroke
        return along * along / own / energy

    tried = [
        Slide(
            max(0.0, bend.slide.start + float(move)),
            max(0.01, bend.slide.duration * factor),
            bend.slide.semitones + fine,
        )
        for move in _STARTS_S
        for factor in _DURATIONS
        for fine in _FINE_SEMITONES
    ]
    best = max(tried, key=explained)
    return best if explained(best) >= max(_EXPLAINED, explained(None) + _GAINED) else None
