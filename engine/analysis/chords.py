"""Chords over the song: spans of one to eight beats, decoded together.

A semi-Markov Viterbi: each span is judged as a whole by ``chord_model``, so that a broken chord or a stab before a rest
counts like a held one; priors say at which beats chords change (Mauch & Dixon, "Simultaneous Estimation of Chords and
Musical Context from Audio", IEEE TASLP 2010, have the same dependence on the metre) and which chords the key makes
likely.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.analysis.chord_features import chord_features
from engine.analysis.chord_model import Array, key_log_prior, log_likelihood, state_scores, vocabulary
from engine.analysis.chord_net import chord_opinion, load_weights
from engine.analysis.chord_repeats import with_repeats
from engine.analysis.chroma import HarmonicEvidence, harmonic_evidence
from engine.core.audio import Audio
from engine.core.harmony import ChordLabel, ChordSegment, Key
from engine.core.jobs import Report, no_report, part_of
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stems

_SPANS = (1, 2, 4)
_CHANGE = {1: 0.45, 3: 0.20}
_CHANGE_ELSEWHERE = 0.07
_CHANGE_WITHOUT_BEATS = 0.12
_WEIGHT_PER_BEAT = 0.5
_OPINION_WEIGHT = 0.8
_QUIET_WEIGHT = 0.08
_SILENCE = 0.6
_FULL_STRENGTH = 0.30  # a bar of off-beat stabs sounds for a third of the time
_FRAME_S = 0.5
_SHARPER = 0.6  # measured: of chords said to be sure (0.95) 0.93 are right, of those at 0.8 about 0.8
_POOLING = 1.5  # power mean over a span: a tone of a broken chord counts nearly in full, a passing note little
_GAIN = 1.35
_NO_CHORD_LOG_PRIOR = float(np.log(0.02))


def estimate_chords(
    mixture: Audio,
    stems: Stems | None,
    grid: BeatGrid | None,
    key: Key | None,
    *,
    evidence: HarmonicEvidence | None = None,
    report: Report = no_report,
) -> tuple[ChordSegment, ...]:
    """Chords from the start of the recording to its end, without gaps; ``N`` where there is no harmony.

    Args:
        mixture: The recording.
        stems: Its stems, if there are any.
        grid: Its beats; without them chords change on a raster of half seconds.
        key: Its key, a mild prior; spells the roots.
        evidence: What ``harmonic_evidence`` has found, if that has been computed already.
        report: Progress and cancellation.
    """
    if mixture.num_samples == 0:
        return ()
    if evidence is None:
        evidence = harmonic_evidence(mixture, stems, report=part_of(report, 0.0, 0.8))
    if not evidence.is_tonal:
        return (ChordSegment(0.0, mixture.duration, ChordLabel(None, "N"), 1.0),)
    edges, positions = raster(mixture.duration, grid)
    report(0.85)
    cells = _Cells(evidence, edges, positions)
    path = _decode(cells, positions, key_log_prior(key), report)
    report(1.0)
    return _segments(cells, edges, path, key)


class _Cells:
    """Running sums over the cells of the raster, from which any span of cells is pooled at once."""

    def __init__(self, evidence: HarmonicEvidence, edges: Array, positions: tuple[int, ...]) -> None:
        frames = np.clip(np.asarray(evidence.clock.frame(edges)), 0, len(evidence.upper))
        activity = evidence.upper.sum(axis=1, dtype=np.float64)
        strength = evidence.upper.max(axis=1).astype(np.float64)
        weight = np.diff(_at(activity, frames))
        upper = np.diff(_at(evidence.upper * activity[:, np.newaxis], frames), axis=0)
        upper = np.divide(upper, weight[:, np.newaxis], out=np.zeros_like(upper), where=weight[:, np.newaxis] > 0)
        lengths = np.maximum(1, np.diff(frames))
        self.num_cells = len(edges) - 1
        self._weight = _running(weight)
        self._upper = _running(weight[:, np.newaxis] * upper**_POOLING)
        bass = np.diff(_at(evidence.bass.astype(np.float64), frames), axis=0)
        self._bass = _running(bass)
        amount = np.clip(np.diff(_at(strength, frames)) / lengths / _FULL_STRENGTH, _QUIET_WEIGHT, 1.0)
        self._amount = _running(amount)
        opinion = chord_opinion(chord_features(evidence, edges), load_weights())
        own = amount[:, np.newaxis] * state_scores(opinion.chords, opinion.bass)
        is_silent = amount <= _QUIET_WEIGHT
        own[is_silent] = 0.0  # the network has learned nothing of silence
        own[is_silent, -1] = _SILENCE
        heard = np.concatenate([upper, bass / lengths[:, np.newaxis]], axis=1)
        opinions = with_repeats(own, heard, positions)
        self._opinion = _running(opinions)
        self._silent = _running(is_silent.astype(np.float64))

    def score(self, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> Array:
        """Weighted log likelihood of each state over each span of cells, ``[spans, states]``."""
        weight = (self._weight[stops] - self._weight[starts])[:, np.newaxis]
        upper = np.divide(
            self._upper[stops] - self._upper[starts], weight, out=np.zeros((len(starts), 12)), where=weight > 0
        )
        upper = _GAIN * np.maximum(upper, 0.0) ** (1.0 / _POOLING)
        bass = self._bass[stops] - self._bass[starts]
        bass = (
            bass
            / np.maximum(bass.sum(axis=1, keepdims=True), 1e-9)
            * np.minimum(1.0, bass.sum(axis=1, keepdims=True) / 4.0)
        )
        amount = self._amount[stops] - self._amount[starts]
        heard = self._opinion[stops] - self._opinion[starts]
        return _WEIGHT_PER_BEAT * amount[:, np.newaxis] * log_likelihood(upper, bass) + _OPINION_WEIGHT * heard

    def certainty(self, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> Array:
        """Probability of each state over each span of cells, ``[spans, states]``; of no chord, the share of silence.

        What the network says of the cells is averaged, not summed: cells of one chord are one piece of evidence.
        """
        sounding = np.maximum(self._amount[stops] - self._amount[starts], 1e-6)[:, np.newaxis]
        mean = _SHARPER * (self._opinion[stops] - self._opinion[starts]) / sounding
        out = np.exp(mean - mean.max(axis=1, keepdims=True))
        out /= out.sum(axis=1, keepdims=True)
        out[:, -1] = np.maximum(out[:, -1], (self._silent[stops] - self._silent[starts]) / (stops - starts))
        return np.asarray(out, np.float64)


def _running(values: Array) -> Array:
    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])


def _at(values: Array | NDArray[np.float32], frames: NDArray[np.int64]) -> Array:
    return _running(np.asarray(values, np.float64))[frames]


def raster(duration: float, grid: BeatGrid | None) -> tuple[Array, tuple[int, ...]]:
    """Edges of the cells in seconds, covering the recording, and each cell's position in the bar (0 without beats).

    Beats are continued at their own pace to both ends of the recording.
    """
    if grid is None or len(grid.times) < 2:
        count = max(1, round(duration / _FRAME_S))
        return np.linspace(0.0, duration, count + 1), (0,) * count
    times = list(grid.times)
    positions = list(grid.positions)
    first_gap, last_gap = times[1] - times[0], times[-1] - times[-2]
    while times[0] > 0.25 * first_gap:
        times.insert(0, times[0] - first_gap)
        positions.insert(0, (positions[0] - 2) % grid.beats_per_bar + 1)
    while times[-1] + last_gap < duration - 0.25 * last_gap:
        times.append(times[-1] + last_gap)
        positions.append(positions[-1] % grid.beats_per_bar + 1)
    inside = [(time, position) for time, position in zip(times, positions, strict=True) if time < duration]
    edges = np.asarray([time for time, _ in inside] + [duration])
    edges[0] = 0.0
    return edges, tuple(position for _, position in inside)


def _decode(cells: _Cells, positions: tuple[int, ...], log_prior: Array, report: Report) -> NDArray[np.int64]:
    """The state of each cell on the best path."""
    num_cells = cells.num_cells
    num_states = len(log_prior) + 1
    prior = np.append(log_prior, _NO_CHORD_LOG_PRIOR)
    change = np.asarray([_CHANGE.get(p, _CHANGE_ELSEWHERE) if p else _CHANGE_WITHOUT_BEATS for p in positions])
    best = np.full((num_cells + 1, num_states), -np.inf)
    origin = np.zeros((num_cells + 1, num_states), np.int64)  # state of the span before
    length = np.zeros((num_cells + 1, num_states), np.int64)
    best[0] = 0.0
    scores = {}
    index = np.arange(num_cells + 1)
    for span in _SPANS:
        if span <= num_cells:
            scores[span] = cells.score(index[:-span], index[span:])
    states = np.arange(num_states)
    for stop in range(1, num_cells + 1):
        for span, score in scores.items():
            start = stop - span
            if start < 0:
                continue
            before = best[start]
            leader = int(np.argmax(before))
            if start == 0:
                stay, move = prior, prior
            else:
                # within a span no chord changes: the beats inside it pay for that
                stay = before + np.log(1.0 - change[start])
                move = before[leader] + np.log(change[start]) + prior
            inside = float(np.log(1.0 - change[start + 1 : stop]).sum())
            total = np.maximum(stay, move) + inside + score[start]
            better = total > best[stop]
            best[stop][better] = total[better]
            length[stop][better] = span
            origin[stop][better] = np.where(stay >= move, states, leader)[better]
        if stop % 64 == 0:
            report(0.85 + 0.14 * stop / num_cells)
    path = np.zeros(num_cells, np.int64)
    stop, state = num_cells, int(np.argmax(best[num_cells]))
    while stop > 0:
        span = int(length[stop, state])
        path[stop - span : stop] = state
        stop, state = stop - span, int(origin[stop, state])
    return path


def _segments(cells: _Cells, edges: Array, path: NDArray[np.int64], key: Key | None) -> tuple[ChordSegment, ...]:
    """Equal neighbours joined; confidence is the probability of root and third among all chords over the segment."""
    words = vocabulary()
    flats = key.prefers_flats if key else True
    cuts = np.concatenate([[0], np.flatnonzero(np.diff(path)) + 1, [len(path)]])
    probabilities = cells.certainty(cuts[:-1], cuts[1:])
    kinds = [
        (label.root, next((s for s in (3, 4) if ((label.root or 0) + s) % 12 in label.pitch_classes), 0))
        for label in words.labels
    ]
    segments = []
    for index, (start, stop) in enumerate(pairwise(cuts.tolist())):
        state = int(path[start])
        if state == len(words.labels):
            label, confidence = ChordLabel(None, "N"), float(probabilities[index, -1])
        else:
            found = words.labels[state]
            label = ChordLabel(found.root, found.quality, found.bass, flats)
            same = np.asarray([kind == kinds[state] for kind in kinds])
            confidence = float(probabilities[index, :-1][same].sum())
        segments.append(ChordSegment(float(edges[start]), float(edges[stop]), label, min(1.0, confidence)))
    return tuple(segments)
