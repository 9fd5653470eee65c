"""From a grid of beats to bars: subdivision, metre, its changes, and every beat's position in its bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from engine.analysis.bar_features import BarFeatures, bar_features
from engine.analysis.downbeats import BarScores, score_bars
from engine.analysis.meters import BarSpan, bar_spans, returns_after
from engine.analysis.rhythm_evidence import RhythmEvidence
from engine.analysis.subdivision import STRAIGHT, Subdivision, subdivision
from engine.analysis.tactus import doubled
from engine.core.rhythm import Meter, MeterChange

_MORE_BEATS = 2  # grids begin and end up to a beat inside the recording, and may have been moved
_HALF_BAR = 0.08  # two dotted beats make a bar of 6/8 if they return nearly as well as four do (12/8)
_ALTERNATING, _STRONG_WEAK = 0.25, 0.4  # 2/4: every other beat is as before, and quite unlike the one between
_NO_BETTER = 0.2
_ACCENT = 0.05  # by which each register is louder on the strong beat
_MIDDLE_OF_BAR = 1.4  # 6/8 has an accent half-way, between the beats of a bar of 3/4
_EIGHTHS_BPM = 130.0  # three of a faster pulse may be the eighths of a dotted quarter: 43 BPM and up
_EIGHTHS_DIFFER = 0.25
_UNALIGNED_BEATS = 1.0  # a new metre begins where a bar of the old one ends, or so many beats must be better explained
_SWUNG = 0.04  # of a half-beat: 10 ms at 113 BPM
_CLEAR_METRE = 0.4
_CLEAR_MARGIN = 2.0  # nats: odds of 7 to 1


@dataclass(frozen=True, slots=True, eq=False)
class BarPlan:
    """Beats with their bars.

    Args:
        times: Beats in seconds, ``_MORE_BEATS`` more than were given on either side.
        positions: Their positions in the bar, from 1.
        meter: The commonest metre.
        changes: Where metres begin, the first included; empty where there is only one.
        shift_steps: Share of a beat by which the beats were moved, in steps.
        is_triple: Whether beats fall into thirds.
        score: Log-likelihood of the home metre's best placement, in nats: comparable between grids of one recording.
        meter_confidence: 0–1.
        downbeat_confidence: 0–1.
    """

    times: np.ndarray
    positions: np.ndarray
    meter: Meter
    changes: tuple[MeterChange, ...]
    shift_steps: int
    is_triple: bool
    score: float
    meter_confidence: float
    downbeat_confidence: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A stretch with its bars. Places count half-beats of the given grid; ``unit`` is 2 for beats, 1 for eighths."""

    start: int
    downbeat: int
    halves: int
    unit: int
    meter: Meter
    scores: BarScores
    advantage: float
    num_beats: int


def plan_bars(beats: np.ndarray, evidence: RhythmEvidence, *, is_loop: bool = False) -> BarPlan:
    """Find the bars of a grid of at least two beats.

    Args:
        beats: Their times in seconds.
        evidence: The recording.
        is_loop: Whether the recording is cut to whole bars.
    """
    parts = subdivision(beats, evidence.fine, evidence.fine_rate_hz)
    features = bar_features(beats, evidence, 3 if parts.is_triple else 4)
    spans = bar_spans(features.by_beat)
    home = max(spans, key=lambda span: span.last - span.first)
    finest = 2 if _halves(home) == 7 else features.steps_per_beat
    scores = _scores(home, features, evidence, is_last=len(spans) == 1, is_loop=is_loop)
    shift = _with_late_swing(scores, parts).best % finest
    if shift:
        beats = beats + shift / features.steps_per_beat * np.gradient(beats)
        features = bar_features(beats, evidence, features.steps_per_beat)
    placed = [_place(span, features, evidence, parts, is_last=span is spans[-1], is_loop=is_loop) for span in spans]
    if _counts_eighths(placed, features, beats):
        return _by_dotted_beats(beats[placed[0].downbeat // 2 % 3 :: 3], placed[0], evidence)
    if _has_two_halves(placed, features):
        return _by_dotted_beats(doubled(beats)[placed[0].downbeat % 3 :: 3], placed[0], evidence)
    return _plan(beats, placed, features, shift, is_triple=parts.is_triple)


def _scores(
    span: BarSpan,
    features: BarFeatures,
    evidence: RhythmEvidence,
    *,
    is_last: bool,
    is_loop: bool,
    halves: int | None = None,
) -> BarScores:
    """Scores from the first beat of a span, or from the beat before it where the recording begins with it."""
    per_beat = features.steps_per_beat
    return score_bars(
        features,
        evidence.spectrogram,
        length=(halves or _halves(span)) * per_beat // 2,
        first=0 if span.first == 0 else per_beat * (span.first + 1),
        last=None if is_last else per_beat * (span.last + 1),
        is_loop=is_loop,
    )


def _with_late_swing(scores: BarScores, parts: Subdivision) -> BarScores:
    """Only those places of the beat at which swung 16ths come late: nobody plays them early."""
    if parts.swung is None or abs(parts.swung - 0.5) < _SWUNG:
        return scores
    masked = scores.scores.copy()
    masked[int(parts.swung > 0.5) :: 2] = -1e9
    return replace(scores, scores=masked)


def _halves(span: BarSpan) -> int:
    """Seven quarters that return are two bars of seven eighths far oftener than a bar of 7/4."""
    return 7 if span.halves == 14 else span.halves


def _place(
    span: BarSpan,
    features: BarFeatures,
    evidence: RhythmEvidence,
    parts: Subdivision,
    *,
    is_last: bool,
    is_loop: bool,
) -> _Placed:
    per_beat = features.steps_per_beat
    meter = _meter(_halves(span), features.by_beat[span.first : span.last], parts)
    halves = 7 if meter.numerator == 7 else 2 * meter.beats_per_bar
    scores = _scores(span, features, evidence, is_last=is_last, is_loop=is_loop, halves=halves)
    unit = 1 if halves == 7 else 2
    scores = scores.on_every(unit * per_beat // 2)
    downbeat = 2 * (span.first or -1) + scores.best * 2 // per_beat
    return _Placed(2 * span.first, downbeat, halves, unit, meter, scores, span.advantage, span.last - span.first)


def _meter(halves: int, beats: np.ndarray, parts: Subdivision) -> Meter:
    """The time signature of bars of so many half-beats."""
    if halves == 7:
        return Meter(7, 8)
    count = halves // 2
    if parts.is_compound and count in (3, 4):
        is_half = count == 4 and returns_after(beats, 2) > returns_after(beats, 4) - _HALF_BAR
        return Meter(6, 8) if is_half else Meter(3 * count, 8)
    if count == 4 and not parts.is_triple and _is_two_four(beats):
        return Meter(2, 4)
    return Meter(count, 4)


def _is_two_four(beats: np.ndarray) -> bool:
    """Strong and weak beats in turn and nothing else: all registers louder alike on the same one (no back-beat)."""
    once, twice, four = (returns_after(beats, count) for count in (1, 2, 4))
    if twice < _ALTERNATING or twice - once < _STRONG_WEAK or four - twice > _NO_BETTER:
        return False
    difference = beats[0::2, 0].mean(axis=0) - beats[1::2, 0].mean(axis=0)
    accents = difference[:-1] * np.sign(difference[0])  # the last is harmonic change
    return bool(accents.min() > max(_ACCENT, 0.5 * accents.max()))


def _counts_eighths(placed: list[_Placed], features: BarFeatures, beats: np.ndarray) -> bool:
    """Whether fast bars of three are the halves or quarters of bars of 6/8 or 12/8: groups of three in turn."""
    if len(placed) != 1 or placed[0].halves != 6 or features.steps_per_beat == 3:
        return False
    if 60.0 / float(np.median(np.diff(beats))) < _EIGHTHS_BPM:
        return False
    return returns_after(features.by_beat, 6) - returns_after(features.by_beat, 3) > _EIGHTHS_DIFFER


def _has_two_halves(placed: list[_Placed], features: BarFeatures) -> bool:
    """Whether bars of three beats are bars of 6/8: what is no hat accents their middle, and not beats 2 and 3."""
    if len(placed) != 1 or placed[0].halves != 6 or features.steps_per_beat == 3:
        return False
    steps = np.arange(len(features.accents)) - 2 * placed[0].downbeat - 4  # the steps begin a beat before the grid
    accents = features.accents[:, :-1].sum(axis=1)
    middle, second, third = (float(accents[steps % 12 == place].mean()) for place in (6, 4, 8))
    return middle > _MIDDLE_OF_BAR * max(second, third)


def _by_dotted_beats(dotted: np.ndarray, fast: _Placed, evidence: RhythmEvidence) -> BarPlan:
    """The plan of a grid of dotted quarters that was tracked by something faster."""
    features = bar_features(dotted, evidence, 3)
    parts = replace(STRAIGHT, is_triple=True, is_compound=True)
    span = BarSpan(0, len(dotted), 8, fast.advantage)
    placed = _place(span, features, evidence, parts, is_last=True, is_loop=False)
    return _plan(dotted, [placed], features, 0, is_triple=True)


def _plan(beats: np.ndarray, placed: list[_Placed], features: BarFeatures, shift: int, *, is_triple: bool) -> BarPlan:
    placed = _aligned(placed, features)
    first_half, last_half = -2 * _MORE_BEATS, 2 * (len(beats) + _MORE_BEATS)
    ends = [*(part.start for part in placed[1:]), last_half]
    wide = widened(beats, _MORE_BEATS + 1)
    halves: list[int] = []
    positions: list[int] = []
    changes: list[MeterChange] = []

    def time(half: float) -> float:
        return float(np.interp(half / 2 + _MORE_BEATS + 1, np.arange(len(wide)), wide))

    for index, (part, end) in enumerate(zip(placed, ends, strict=True)):
        start = first_half if index == 0 else part.start
        own = np.arange(start, end)
        own = own[(own - part.downbeat) % part.unit == 0]
        halves += own.tolist()
        positions += ((own - part.downbeat) // part.unit % (part.halves // part.unit) + 1).tolist()
        bar = part.downbeat + -(-(max(0, start) - part.downbeat) // part.halves) * part.halves
        changes.append(MeterChange(max(0.0, time(bar)), part.meter.numerator, part.meter.denominator))
    weights = {part.meter: sum(p.num_beats for p in placed if p.meter == part.meter) for part in placed}
    home = max(placed, key=lambda part: weights[part.meter])
    return BarPlan(
        np.asarray([time(half) for half in halves]),
        np.asarray(positions, np.int64),
        home.meter,
        tuple(changes) if len(changes) > 1 else (),
        shift,
        is_triple,
        float(home.scores.scores[home.scores.best]),
        float(np.clip(home.advantage / _CLEAR_METRE, 0.0, 1.0)),
        float(1.0 - np.exp(-home.scores.margin / _CLEAR_MARGIN)),
    )


def _aligned(placed: list[_Placed], features: BarFeatures) -> list[_Placed]:
    """Boundaries moved to a bar line of the new metre, if possible one that is a bar line of the old one too.

    Of the bar lines around, the one is taken that leaves each beat to the metre whose usual bar it resembles more.
    """
    out = placed[:1]
    beats = features.by_beat.reshape(len(features.by_beat), -1)
    for before, after in pairwise(placed):
        reach = max(before.halves, after.halves)
        lines = np.arange(after.start - 2 * reach, after.start + 2 * reach + 1)
        lines = lines[((lines - after.downbeat) % after.halves == 0) & (lines > out[-1].start)]
        if not len(lines):
            continue
        around = np.arange(max(0, (lines[0] + 1) // 2), min(len(beats), (lines[-1] + 1) // 2))
        old, new = (_unlikeness(beats, part, around, reach) for part in (before, after))
        # all before the line to the old metre, the rest to the new one
        cost = np.array([old[2 * around < line].sum() + new[2 * around >= line].sum() for line in lines])
        is_old = (lines - before.downbeat) % before.halves == 0
        usual = float(np.mean(np.r_[old, new])) if len(around) else 0.0
        line = int(lines[np.argmin(cost + np.where(is_old, 0.0, _UNALIGNED_BEATS * usual))])
        out.append(replace(after, start=line))
    return out


def _unlikeness(beats: np.ndarray, part: _Placed, around: np.ndarray, margin: int) -> np.ndarray:
    """Squared distance of beats from a part's usual bar, learned away from its ends: ``[beats around]``."""
    index = np.arange(len(beats))
    inner = (2 * index >= part.start + margin) & (2 * index < part.start + 2 * part.num_beats - margin)
    place = (2 * index - part.downbeat) % part.halves
    usual = np.tile(beats[inner].mean(axis=0) if inner.any() else beats.mean(axis=0), (part.halves, 1))
    for half in np.unique(place[inner]):
        usual[half] = beats[inner & (place == half)].mean(axis=0)
    return np.asarray(((beats[around] - usual[place[around]]) ** 2).sum(axis=1))


def widened(times: np.ndarray, count: int) -> np.ndarray:
    """The grid continued by ``count`` beats on either side."""
    ahead = np.arange(1, count + 1)
    first, last = (float(np.median(np.diff(part))) for part in (times[:8], times[-8:]))
    return np.concatenate([times[0] - first * ahead[::-1], times, times[-1] + last * ahead])
