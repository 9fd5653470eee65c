"""Form: where sections begin and what each does in the song.

Bars are described by what plays in them; the song is cut where the description changes most for its cost. The cut is
the optimal partition of Jackson et al., "An algorithm for optimal partitioning of data on an interval" (IEEE Signal
Processing Letters 12, 2005) with a prior for lengths of 8, 16 and 4 bars, which finds the same corners of the
self-similarity matrix as Foote's checkerboard (ICME 2000) but places all boundaries at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.analysis.onsets import HIGH_HZ, LOW_HZ, MIDDLE_HZ, flux
from engine.analysis.section_labels import Activity, label_sections
from engine.analysis.spectrum import Spectrogram, band_spectrogram, is_silent, mono
from engine.core.audio import Audio
from engine.core.events import Section
from engine.core.rhythm import BeatGrid
from engine.core.stems import Stems

_WITHOUT_BARS_S = 2.0
_FLOOR_DB = -50.0
_SHORTEST_S = 0.5  # a bar line closer to an end of the recording is no boundary
_SCALE_DB = 8.0  # a layer that enters or leaves moves its range by some 8–20 dB, a fill by less
_COST = 3.0  # what a new section must explain, in squared units of the scaled features


@dataclass(frozen=True, slots=True, eq=False)
class BarFeatures:
    """What plays in each bar: ``values`` ``[bars, features]``, scaled so that a change of 1 is audible."""

    values: np.ndarray
    activity: Activity


def find_sections(mixture: Audio, stems: Stems | None, grid: BeatGrid | None) -> tuple[Section, ...]:
    """Sections that cover the recording without gaps; empty for silence.

    Args:
        mixture: The recording.
        stems: Its stems; what each does says more about form than the mixture.
        grid: Its beats; boundaries fall on downbeats. None: on two-second steps.

    Returns:
        Sections from 0 to the end of the recording, labelled intro, build, drop, break, verse, chorus, bridge or outro.
    """
    samples = mono(mixture)
    if is_silent(samples):
        return ()
    edges = _bar_edges(grid, mixture.duration)
    features = _bar_features(mixture, stems, edges)
    starts = _partition(features.values, has_bars=grid is not None and len(grid.downbeats) > 1)
    labels = label_sections(features.activity, np.diff(edges), starts)
    times = np.r_[edges[starts], mixture.duration]
    times[0] = 0.0
    return tuple(Section(float(a), float(b), label) for a, b, label in zip(times, times[1:], labels, strict=False))


def _bar_edges(grid: BeatGrid | None, duration: float) -> np.ndarray:
    """Edges of the bars that cover the recording, from 0 to its end."""
    if grid is not None and len(grid.downbeats) > 1:
        lines = np.asarray(grid.downbeats)
    else:
        lines = np.arange(_WITHOUT_BARS_S, duration, _WITHOUT_BARS_S)
    inner = lines[(lines > _SHORTEST_S) & (lines < duration - _SHORTEST_S)]
    return np.concatenate([[0.0], inner, [duration]])


def _bar_features(mixture: Audio, stems: Stems | None, edges: np.ndarray) -> BarFeatures:
    spectrogram = _coarse(mixture)
    ranges = [
        _level_db(spectrogram, edges, low, high) for low, high in (LOW_HZ, (160.0, 600.0), (600.0, 2_500.0), HIGH_HZ)
    ]
    density = [_onset_rate(spectrogram, edges, *band) for band in (LOW_HZ, MIDDLE_HZ, HIGH_HZ)]
    columns = [level / _SCALE_DB for level in ranges] + [0.7 * d for d in density]
    per_stem: dict[str, np.ndarray] = {}
    if stems is not None:
        loud = max(1e-9, float(np.sqrt(np.mean(np.square(mono(mixture))))))
        for stem in stems:
            level = _rms_db(stems[stem], edges, loud)
            per_stem[stem.value] = level
            columns.append(level / _SCALE_DB)
    values = np.stack(columns, axis=1)
    total = 10.0 * np.log10(np.sum([10.0 ** (r / 10.0) for r in ranges], axis=0))
    return BarFeatures(values, Activity(total, ranges[0], ranges[3], density[0], density[2], per_stem))


def _coarse(audio: Audio) -> Spectrogram:
    return band_spectrogram(mono(audio), audio.sample_rate, rate_hz=50.0, bands_per_octave=4)


def _frames(spectrogram: Spectrogram, edges: np.ndarray) -> np.ndarray:
    frames = np.rint(edges[:-1] * spectrogram.clock.rate).astype(np.int64)
    return np.minimum(frames, len(spectrogram.magnitudes) - 1)


def _per_bar(values: np.ndarray, frames: np.ndarray) -> np.ndarray:
    """Mean of ``[frames]`` over each bar."""
    counts = np.diff(np.r_[frames, len(values)])
    return np.asarray(np.add.reduceat(values, frames) / np.maximum(1, counts))


def _level_db(spectrogram: Spectrogram, edges: np.ndarray, low_hz: float, high_hz: float) -> np.ndarray:
    power = np.square(spectrogram.magnitudes[:, spectrogram.band_slice(low_hz, high_hz)]).sum(axis=1)
    mean = _per_bar(power, _frames(spectrogram, edges))
    return np.asarray(np.maximum(_FLOOR_DB, 10.0 * np.log10(np.maximum(mean, 1e-9))))


def _onset_rate(spectrogram: Spectrogram, edges: np.ndarray, low_hz: float, high_hz: float) -> np.ndarray:
    """Amount of onsets per bar relative to the song's busy bars, 0–about 1."""
    rise = flux(spectrogram, lag_frames=1)[:, spectrogram.band_slice(low_hz, high_hz)]
    if not rise.shape[1]:
        return np.zeros(len(edges) - 1)
    mean = _per_bar(rise.mean(axis=1), _frames(spectrogram, edges))
    busy = float(np.percentile(mean, 90))
    return np.asarray(np.minimum(1.5, mean / busy)) if busy > 1e-4 else np.zeros(len(mean))


def _rms_db(audio: Audio, edges: np.ndarray, reference: float) -> np.ndarray:
    samples = np.rint(edges * audio.sample_rate).astype(np.int64)
    power = np.square(mono(audio), dtype=np.float32)
    starts = np.minimum(samples[:-1], len(power) - 1)
    mean = np.add.reduceat(power, starts, dtype=np.float64) / np.maximum(1, np.diff(samples))
    return np.asarray(np.maximum(_FLOOR_DB, 10.0 * np.log10(np.maximum(mean, 1e-12)) - 20.0 * np.log10(reference)))


def _length_cost(bars: np.ndarray) -> np.ndarray:
    """How unlikely a section of so many bars is, 0 (8, 16, 32) to 2."""
    cost = np.full(len(bars), 1.5)
    cost[bars % 2 == 0] = 1.0
    cost[bars % 4 == 0] = 0.4
    cost[bars % 8 == 0] = 0.0
    cost[bars < 4] = 4.0
    return cost


def _partition(values: np.ndarray, *, has_bars: bool) -> np.ndarray:
    """First bar of each section: the partition of least cost."""
    count = len(values)
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    squares = np.r_[0.0, np.cumsum(np.sum(values**2, axis=1))]
    best = np.r_[0.0, np.full(count, np.inf)]
    came_from = np.zeros(count + 1, np.int64)
    for end in range(1, count + 1):
        start = np.arange(end)
        length = end - start
        within = squares[end] - squares[start] - np.sum((total[end] - total[start]) ** 2, axis=1) / length
        cost = best[start] + within + _COST * (1.0 + (_length_cost(length) if has_bars else 1.5 * (length < 4)))
        came_from[end] = int(np.argmin(cost))
        best[end] = cost[came_from[end]]
    starts: list[int] = []
    end = count
    while end > 0:
        end = int(came_from[end])
        starts.append(end)
    return np.asarray(starts[::-1])
