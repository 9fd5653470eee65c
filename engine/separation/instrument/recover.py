"""From a log-drum stem to its instrument: find the strokes, average those that are alike, play the stem with them.

Amapiano is made of samples: one sound comes back hundreds of times, so its mean over K strokes stands 10 log10 K dB
clearer than any of them. Steps: attacks (``attacks``), rough pitches and slides (``strokes``, ``slides``), groups of
equal waves (``alike``, ``layers``), one-shots (``averaging``, ``sounds``), and a least-squares performance of the stem
by them (``casting``, ``playing``), which says how much of it they explain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio
from engine.core.jobs import Report, no_report, part_of
from engine.core.one_shots import StemInstrument
from engine.separation.base import Refined
from engine.separation.instrument.alike import group_alike
from engine.separation.instrument.assemble import Performance, assemble
from engine.separation.instrument.attacks import find_attacks
from engine.separation.instrument.casting import cast
from engine.separation.instrument.layers import split_layers
from engine.separation.instrument.periods import Low
from engine.separation.instrument.playing import Stroke, resynthesis
from engine.separation.instrument.reading import Readable
from engine.separation.instrument.slides import find_bends
from engine.separation.instrument.sounds import learn_sounds
from engine.separation.instrument.strokes import CHOKED, find_endings, find_manner, rough_pitch, tune

SILENT_DBFS = -70.0
"""A stem that never reaches this is silent."""
_BLEED_FIT, _BLEED_DB = 0.25, -12.0
_BEND_GUARD_S = 0.01
_LEVEL_S = 0.1
_LEAST_S = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    """An instrument, and the stem as it plays it: float32 ``[channels, samples]`` at the stem's rate."""

    instrument: StemInstrument
    played: Audio


def recover(stem: Audio, *, onsets: Sequence[float] | None = None, report: Report = no_report) -> Recovered:
    """The instrument of a log-drum stem.

    Args:
        stem: Any rate, any number of channels; its gain changes nothing but the hits' gains.
        onsets: Seconds at which strokes are known to begin, to within a few milliseconds; None to hear them out.
        report: Progress.

    Returns:
        An instrument without hits for a silent stem, or one in which nothing pitched is struck.
    """
    nothing = Recovered(StemInstrument((), (), True, 0.0, None), Audio(np.zeros_like(stem.samples), stem.sample_rate))
    if not stem.num_samples or float(np.abs(stem.samples).max()) < 10.0 ** (SILENT_DBFS / 20.0):
        return nothing
    heard = find_attacks(stem, report=part_of(report, 0.0, 0.2)).times if onsets is None else np.sort(onsets)
    times = [float(time) for time in heard if 0.0 <= time < stem.duration - _LEAST_S]
    report(0.2)
    if not times:
        return nothing
    low = Low.of(stem)
    ends = [*times[1:], stem.duration]
    pitches: list[float | None] = []
    for index, (onset, end) in enumerate(zip(times, ends, strict=True)):
        pitches.append(rough_pitch(low, onset, end))
        report(0.2 + 0.1 * index / len(times))
    groups = split_layers(low, group_alike(low, times, ends, pitches), times, ends)
    report(0.4)
    bends = find_bends(low, times, ends, report=part_of(report, 0.4, 0.5))
    alone = [
        end if bend is None else min(end, time + bend.slide.start - _BEND_GUARD_S)
        for time, end, bend in zip(times, ends, bends, strict=True)
    ]
    sounds = learn_sounds(stem.samples, stem.sample_rate, low, groups, times, alone, report=part_of(report, 0.5, 0.8))
    if not sounds:
        return nothing
    lows = [sound.low for sound in sounds]
    strokes = cast(low, sounds, times, ends, pitches)
    tune(low, strokes, lows, CHOKED)
    find_endings(low, strokes, lows, bends)
    tune(low, strokes, lows, CHOKED)
    strokes = _without_bleed(low, strokes)
    _stop_at_next(strokes, stem.duration)
    manner = find_manner(low, strokes, lows)
    report(0.9)
    played = resynthesis(
        stem.samples.shape, strokes, [Readable(sound.wave) for sound in sounds], stem.sample_rate, manner
    )
    report(1.0)
    instrument = assemble(Performance(stem, low, sounds, strokes, manner), played)
    return Recovered(instrument, Audio(played, stem.sample_rate))


def _without_bleed(low: Low, strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes without those that are soft and that no sound explains: what a separator left of something else."""
    levels = np.array([_level(low, stroke) for stroke in strokes])
    loud = float(np.percentile(levels, 80.0)) * 10.0 ** (_BLEED_DB / 20.0)
    kept = [s for s, level in zip(strokes, levels, strict=True) if s.fit >= _BLEED_FIT or level >= loud]
    return kept or list(strokes)


def _level(low: Low, stroke: Stroke) -> float:
    """Peak of the stem after a stroke's attack."""
    first = max(0, round(stroke.onset * low.rate))
    stop = max(first + 1, round(min(stroke.stop, stroke.onset + _LEVEL_S) * low.rate))
    return float(np.abs(low.samples[first:stop]).max(initial=0.0))


def _stop_at_next(strokes: list[Stroke], duration: float) -> None:
    strokes.sort(key=lambda stroke: stroke.start)
    for stroke, following in zip(strokes, [s.onset for s in strokes[1:]] + [duration], strict=True):
        stroke.stop = max(following, stroke.onset + _LEAST_S)


class OneShotMatching:
    """The log drum's refiner: what its one-shots play, and the rest."""

    def refine(self, stem: Audio, *, report: Report = no_report) -> Refined:
        """Parts ``played`` and ``rest``, and the instrument."""
        found = recover(stem, report=report)
        rest = Audio(stem.samples - found.played.samples, stem.sample_rate)
        return Refined({"played": found.played, "rest": rest}, found.instrument)
