"""Key: pitch-class profiles and the chord sequence vote on the 24 keys; changes of key by a sticky hidden Markov model.

Profiles alone confuse a minor key with its relative major, which has the same notes: there the chords decide (a loop
that begins on i, the share of i against III), read from the same model that names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.analysis.chords import estimate_chords
from engine.analysis.chroma import HarmonicEvidence, harmonic_evidence
from engine.core.analysis import Modulation
from engine.core.audio import Audio
from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key
from engine.core.jobs import Report, no_report, part_of
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stems

Array = NDArray[np.float64]

KEYS = tuple(Key(tonic, mode) for mode in ("major", "minor") for tonic in range(12))
"""Column order of every 24-way vector here."""

# Krumhansl & Kessler, "Tracing the dynamic changes in perceived tonal organization" (Psychological Review 1982)
_KRUMHANSL = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
# Temperley, "Music and Probability" (2007), from the Kostka-Payne corpus
_TEMPERLEY = {
    "major": (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400),
    "minor": (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330),
}
# House is Aeolian or Dorian: the seventh degree is flat, the leading tone rare, the sixth stands on both sides. Values
# are ours in the manner of Faraldo, Gómez, Jordà & Herrera, "Key Estimation in Electronic Dance Music" (ECIR 2016).
_HOUSE = {
    "major": (0.90, 0.05, 0.45, 0.08, 0.65, 0.40, 0.10, 0.75, 0.08, 0.45, 0.18, 0.30),
    "minor": (0.90, 0.10, 0.40, 0.65, 0.06, 0.45, 0.08, 0.75, 0.30, 0.14, 0.50, 0.10),
}

# How often a chord stands on each degree (semitones above the tonic), by kind. Design values: the loops of house and
# gospel-derived keys (i VI VII v, ii V I vi, I IV V …) with room for borrowed chords and secondary dominants.
_CHORD_SHARES: dict[str, dict[str, dict[int, float]]] = {
    "major": {
        "maj": {0: 0.27, 5: 0.16, 7: 0.09, 10: 0.012, 8: 0.008, 3: 0.006, 1: 0.005, 2: 0.008, 4: 0.006, 9: 0.008},
        "dominant": {7: 0.08, 0: 0.02, 2: 0.02, 4: 0.015, 9: 0.02, 10: 0.01, 5: 0.012, 11: 0.008},
        "min": {9: 0.14, 2: 0.10, 4: 0.06, 5: 0.012, 7: 0.008, 0: 0.003},
        "sus": {7: 0.04, 0: 0.02, 5: 0.012, 2: 0.015, 9: 0.012, 4: 0.006},
        "dim": {11: 0.012, 6: 0.012, 1: 0.006, 3: 0.004, 8: 0.004, 2: 0.004},
    },
    "minor": {
        "maj": {8: 0.15, 10: 0.08, 3: 0.08, 7: 0.025, 1: 0.02, 5: 0.015, 0: 0.005},
        "dominant": {7: 0.05, 10: 0.05, 8: 0.012, 5: 0.05, 0: 0.008, 2: 0.008, 3: 0.012},
        "min": {0: 0.30, 5: 0.12, 7: 0.10, 2: 0.015, 10: 0.006},
        "sus": {0: 0.02, 7: 0.025, 10: 0.025, 5: 0.015, 3: 0.006, 8: 0.006},
        "dim": {2: 0.025, 11: 0.012, 9: 0.006, 7: 0.004},
    },
}
_UNUSUAL = 0.0015
_MINOR_PRIOR = 0.65  # amapiano is mostly minor (domain notes say 70 %); the sound decides where it can
_FIRST_IS_TONIC = 0.35
_LAST_IS_TONIC = 0.25  # a recording may be cut off anywhere
_PROFILE_WEIGHT = 13.0
_CHORD_WEIGHT = 6.0  # chords of a loop repeat: eight bars of it say no more than six independent chords
_BASS_WEIGHT = 2.0
_TEMPERATURE = 1.7  # the votes share their evidence; without it wrong keys come with probabilities of 0.95 and more
_WINDOW_S = 8.0
_LOCAL_WEIGHT = 0.5
_SWITCH_LOG_PRIOR = -9.0
_MIN_MODULATION_S = 16.0
_MIN_GAIN_PER_WINDOW = 1.5


@dataclass(frozen=True, slots=True)
class KeyResult:
    """The key of a recording.

    Args:
        key: The key that holds longest.
        confidence: Its probability among all 24, 0–1.
        modulations: Changes of key in order; the first one at 0.0 where the recording begins in another key than
        ``key``.
    """

    key: Key
    confidence: float
    modulations: tuple[Modulation, ...] = ()


def estimate_key(
    mixture: Audio,
    stems: Stems | None = None,
    *,
    grid: BeatGrid | None = None,
    evidence: HarmonicEvidence | None = None,
    report: Report = no_report,
) -> KeyResult | None:
    """Key of a recording; None where there is no pitched sound enough (silence, noise, drums alone).

    Args:
        mixture: The recording.
        stems: Its stems, if there are any; the drums are left out.
        grid: Its beats, which make the chords surer.
        evidence: What ``harmonic_evidence`` has found, if that has been computed already.
        report: Progress and cancellation.
    """
    if evidence is None:
        evidence = harmonic_evidence(mixture, stems, report=part_of(report, 0.0, 0.8))
    if not evidence.is_tonal:
        return None
    chords = [
        chord
        for chord in estimate_chords(mixture, stems, grid, None, evidence=evidence, report=part_of(report, 0.8, 1.0))
        if chord.label.root is not None
    ]
    scores = key_scores(evidence, chords, 0.0, mixture.duration)
    if chords:
        scores = scores + _tonic_votes(chords)
    local = _windows(evidence, chords, mixture.duration)
    regions = _regions(local, scores)
    posterior = np.exp((scores - scores.max()) / _TEMPERATURE)
    posterior /= posterior.sum()
    best = int(np.argmax(scores))
    if len(regions) > 1:
        spans: dict[int, float] = {}
        for start, end, key in regions:
            spans[key] = spans.get(key, 0.0) + end - start
        best = max(spans, key=lambda key: spans[key])
    regions = _on_chords(regions, chords)
    changes = tuple(
        Modulation(start, KEYS[key].tonic_name, KEYS[key].mode)
        for start, _, key in regions
        if start > 0.0 or key != best
    )
    confidence = float(posterior[best])
    if changes:  # over the whole song two keys share the probability; each holds where it holds
        confidence = max(confidence, 0.5)
    return KeyResult(KEYS[best], confidence, changes if len(regions) > 1 else ())


def key_scores(evidence: HarmonicEvidence, chords: Sequence[ChordSegment], start: float, end: float) -> Array:
    """Log probability, up to a constant, of each of ``KEYS`` for a stretch of the recording.

    Args:
        evidence: What sounds.
        chords: Sounding chords, found without a key.
        start: Seconds.
        end: Seconds.
    """
    first, last = evidence.clock.frame(start), evidence.clock.frame(end)
    histogram = evidence.upper[first:last].sum(axis=0, dtype=np.float64)
    bass = evidence.bass[first:last].sum(axis=0, dtype=np.float64)
    scores: Array = np.log(np.asarray([_MINOR_PRIOR if key.mode == "minor" else 1.0 - _MINOR_PRIOR for key in KEYS]))
    if histogram.sum() > 0.0:
        scores = scores + _PROFILE_WEIGHT * _profile_fit(histogram)
    if bass.sum() > 0.0:
        scores = scores + _BASS_WEIGHT * _profile_fit(bass)
    inside = [chord for chord in chords if chord.start < end and chord.end > start]
    if inside:
        lengths = np.asarray([min(end, c.end) - max(start, c.start) for c in inside])
        fit = np.asarray([chord_fit(chord.label) for chord in inside])
        scores = scores + _CHORD_WEIGHT * (lengths @ fit) / lengths.sum()
    return scores


def chord_fit(label: ChordLabel) -> Array:
    """Log share of a chord in each of ``KEYS``."""
    return _chord_fit(label.root or 0, label.quality)


@cache
def _chord_fit(root: int, quality: str) -> Array:
    kind = _kind(quality)
    return np.log([_CHORD_SHARES[key.mode][kind].get((root - key.tonic) % 12, _UNUSUAL) for key in KEYS])


def _kind(quality: str) -> str:
    steps = QUALITIES[quality]
    if quality in ("dim", "dim7", "hdim7"):
        return "dim"
    if 4 in steps:  # before the minor third, which beside it is a sharp ninth
        return "dominant" if 10 in steps else "maj"
    return "min" if 3 in steps else "sus"


@cache
def _profiles() -> tuple[Array, ...]:
    """Each profile set as ``[24, 12]``, rows centred and of unit length."""
    sets = []
    for profile in (_KRUMHANSL, _TEMPERLEY, _HOUSE):
        rows = np.asarray([np.roll(profile[key.mode], key.tonic) for key in KEYS], np.float64)
        rows -= rows.mean(axis=1, keepdims=True)
        sets.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return tuple(sets)


def _profile_fit(histogram: Array) -> Array:
    """Correlation of a pitch-class histogram with each key's profile, averaged over the profile sets, ``[24]``."""
    centred = histogram - histogram.mean()
    length = float(np.linalg.norm(centred))
    if length == 0.0:
        return np.zeros(len(KEYS))
    fit: Array = np.mean([rows @ (centred / length) for rows in _profiles()], axis=0)
    return fit


def _tonic_votes(chords: Sequence[ChordSegment]) -> Array:
    """Loops tend to begin on the tonic, and songs to end on it: log odds of both for each of ``KEYS``."""
    votes = np.zeros(len(KEYS))
    for chord, share in ((chords[0], _FIRST_IS_TONIC), (chords[-1], _LAST_IS_TONIC)):
        kind = _kind(chord.label.quality)
        for index, key in enumerate(KEYS):
            is_tonic = chord.label.root == key.tonic and kind in ("sus", "min" if key.mode == "minor" else "maj")
            votes[index] += np.log(share if is_tonic else (1.0 - share) / 6.0)  # six other degrees of a scale
    return votes


def _windows(
    evidence: HarmonicEvidence, chords: Sequence[ChordSegment], duration: float
) -> list[tuple[float, float, Array]]:
    """Start, end and key scores of each stretch of eight seconds."""
    count = max(1, round(duration / _WINDOW_S))
    edges = np.linspace(0.0, duration, count + 1)
    return [(float(a), float(b), key_scores(evidence, chords, float(a), float(b))) for a, b in pairwise(edges)]


def _regions(windows: Sequence[tuple[float, float, Array]], whole: Array) -> list[tuple[float, float, int]]:
    """Stretches of one key ``(start, end, index into KEYS)``; one stretch unless a change is well supported.

    Viterbi over the windows. A stretch stands if it lasts 16 s, its scale differs by more than the mode (a relative key
    is no modulation of a loop), and it explains each of its windows better than the key of the whole by a clear margin.
    """
    best = int(np.argmax(whole))
    everything = [(windows[0][0], windows[-1][1], best)]
    if len(windows) < 4:
        return everything
    scores = np.asarray([scores - scores.max() for _, _, scores in windows]) * _LOCAL_WEIGHT
    path = _viterbi(scores)
    cuts = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
    found: list[tuple[int, int, int]] = []
    for first, last in pairwise(cuts):
        key = int(path[first])
        if not _stands(windows, scores, first, last, key, best):
            key = best
        if found and found[-1][2] == key:
            found[-1] = (found[-1][0], last, key)
        else:
            found.append((first, last, key))
    regions = [(windows[first][0], windows[last - 1][1], key) for first, last, key in found]
    return regions if all(end - start >= _MIN_MODULATION_S for start, end, _ in regions) else everything


def _on_chords(
    regions: Sequence[tuple[float, float, int]], chords: Sequence[ChordSegment]
) -> list[tuple[float, float, int]]:
    """Regions whose borders lie where a chord begins: within a window either way, where the chords before fit the one
    key and those after it the other best.
    """
    starts = [start for start, _, _ in regions]
    for index, ((_, cut, before), (_, _, after)) in enumerate(pairwise(regions), start=1):
        near = [chord for chord in chords if abs(chord.start - cut) < _WINDOW_S]
        fits = [(chord.end - chord.start) * chord_fit(chord.label)[[before, after]] for chord in near]
        gains = [sum(f[0] for f in fits[:place]) + sum(f[1] for f in fits[place:]) for place in range(len(near))]
        if gains:
            starts[index] = near[int(np.argmax(gains))].start
    ends = [*starts[1:], regions[-1][1]]
    return [(start, end, key) for start, end, (_, _, key) in zip(starts, ends, regions, strict=True)]


def _stands(
    windows: Sequence[tuple[float, float, Array]], scores: Array, first: int, last: int, key: int, home: int
) -> bool:
    if key == home:
        return True
    length = windows[last - 1][1] - windows[first][0]
    gain = float((scores[first:last, key] - scores[first:last, home]).mean()) / _LOCAL_WEIGHT
    return (
        length >= _MIN_MODULATION_S and set(KEYS[key].scale) != set(KEYS[home].scale) and gain >= _MIN_GAIN_PER_WINDOW
    )


def _viterbi(scores: Array) -> NDArray[np.int64]:
    best = scores[0].copy()
    origins = []
    for row in scores[1:]:
        leader = int(np.argmax(best))
        stay = best >= best[leader] + _SWITCH_LOG_PRIOR
        origins.append(np.where(stay, np.arange(len(best)), leader))
        best = np.where(stay, best, best[leader] + _SWITCH_LOG_PRIOR) + row
    path = [int(np.argmax(best))]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return np.asarray(path[::-1], np.int64)
