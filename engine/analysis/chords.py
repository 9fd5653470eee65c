"""Chords: what sounds between the beats, matched with the qualities of ``core.harmony`` and decoded over the song.

**Model.** Over a span of beats each pitch class sounds with a probability v read from the salience. A chord says how
often each of its tones is played (the third nearly always, the fifth and ninth less) and how often a foreign note slips
in; the span's log likelihood is the sum over pitch classes of log(π v + (1 - π)(1 - v)). Missing tones therefore count
against large chords, and a triad stays a triad. The lowest note is evidence of its own, which tells Am7 from C6.
Spans of one to eight beats are decoded together (a semi-Markov Viterbi), so that a broken chord is judged as a whole,
with priors on quality, on the beats at which chords change, and on the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.analysis.chroma import HarmonicEvidence, harmonic_evidence
from engine.core.audio import Audio
from engine.core.harmony import QUALITIES, ChordLabel, ChordSegment, Key
from engine.core.jobs import Report, no_report, part_of
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stems

Array = NDArray[np.float64]

# Design values, not counts (no corpus of amapiano harmony exists): sevenths and ninths are common in the style,
# thirteenths, augmented and diminished chords rare. They decide only where the sound leaves a choice.
_QUALITY_PRIOR = {
    "maj": 0.12, "min": 0.12, "min7": 0.14, "maj7": 0.09, "7": 0.06, "min9": 0.11, "maj9": 0.07, "9": 0.025, "add9": 0.03,
    "minadd9": 0.025, "min11": 0.025, "7sus4": 0.03, "sus4": 0.02, "sus2": 0.02, "maj6": 0.02, "min6": 0.015, "13": 0.015,
    "maj13": 0.006, "11": 0.012, "hdim7": 0.012, "dim": 0.01, "dim7": 0.01, "aug": 0.006, "minmaj7": 0.004, "5": 0.015,
}  # fmt: skip
_PLAYED = {0: 0.93, 3: 0.95, 4: 0.95, 7: 0.82, 6: 0.93, 8: 0.93, 10: 0.92, 11: 0.92, 2: 0.88, 9: 0.90, 5: 0.90}
_FOREIGN = 0.10
_BASS_SHARE = {"root": 0.86, "member": 0.60}
_INVERSION_PRIOR = {0: 0.93, 1: 0.035, 2: 0.035}
_SPANS = (1, 2, 3, 4, 6, 8)
_CHANGE = {1: 0.45, 3: 0.20}
_CHANGE_ELSEWHERE = 0.07
_CHANGE_WITHOUT_BEATS = 0.12
_EVIDENCE_PER_BEAT = 0.9
_BASS_EVIDENCE = 0.8
_FOREIGN_TO_KEY = -0.55
_QUIET = 0.10
_FRAME_S = 0.5
_POOLING = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class _Vocabulary:
    """The chords that can be found: roots × qualities × basses, and one last state for no chord.

    ``played`` ``[states, 12]`` holds how often each pitch class is played; ``bass`` ``[states]`` the bass pitch class;
    ``log_prior`` ``[states]`` sums to one over all chords.
    """

    labels: tuple[ChordLabel, ...]
    played: Array
    template_of: NDArray[np.int64]
    bass: NDArray[np.int64]
    log_prior: Array


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
    edges, positions = _spans(mixture.duration, grid)
    report(0.85)
    path, confidences = _decode(evidence, edges, positions, key)
    report(1.0)
    flats = key.prefers_flats if key else True
    return _segments(edges, path, confidences, flats=flats)


def _spans(duration: float, grid: BeatGrid | None) -> tuple[Array, tuple[int, ...]]:
    """Edges of the raster in seconds, covering the recording, and the position in the bar of each of its cells.

    Beats are continued at their own pace to the ends of the recording. Without beats all positions are 0.
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
    inside = [(t, p) for t, p in zip(times, positions, strict=True) if t < duration]
    edges = np.asarray([t for t, _ in inside] + [duration])
    edges[0] = 0.0
    return edges, tuple(p for _, p in inside)


@cache
def _vocabulary() -> _Vocabulary:
    labels: list[ChordLabel] = []
    template_of: list[int] = []
    priors: list[float] = []
    templates: list[Array] = []
    for root in range(12):
        for quality, steps in QUALITIES.items():
            played = np.full(12, _FOREIGN)
            for step in steps:
                played[(root + step) % 12] = _PLAYED[step]
            templates.append(played)
            basses = [0, *(step for step in steps if step in (3, 4))[:1], *[s for s in steps if s in (6, 7, 8)][:1]] \
                if False else [0, *[s for s in steps if s in (3, 4)][:1], *[s for s in steps if s in (6, 7, 8)][:1]]
            for index, bass in enumerate(basses):
                labels.append(ChordLabel(root, quality, bass))
                template_of.append(len(templates) - 1)
                priors.append(_QUALITY_PRIOR[quality] * _INVERSION_PRIOR[index] / 12.0)
    bass_classes = [(label.root + label.bass) % 12 for label in labels if label.root is not None]
    log_prior = np.log(np.asarray(priors) / np.sum(priors))
    return _Vocabulary(tuple(labels), np.asarray(templates), np.asarray(template_of), np.asarray(bass_classes), log_prior)
