"""A song whose stems are still being made, as the window shows and plays it. Knows no Qt."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.player.messages import GrowStems
from app.song import SongView, StemView
from app.widgets.plain_text import plain
from engine.audio.peaks import build_peaks
from engine.audio.planar import map_planar
from engine.core.audio import Audio
from engine.core.jobs import JobId
from engine.core.peaks import BASE_SAMPLES, FACTOR, Outline, PeakPyramid
from engine.core.stems import Stem
from engine.jobs.stem_spool import GrowingStems

_READ_SAMPLES = 1 << 21  # outlined at once: 48 s, some 20 ms a stem


class GrowingPeaks:
    """An outline of known length that is filled from the left; ``pyramid`` shows what is there, silence beyond.

    The one place where a pyramid changes after it was made: who draws it draws it anew, nobody keeps parts of it.
    """

    def __init__(self, num_channels: int, num_samples: int, sample_rate: int) -> None:
        self._lows: list[Outline] = []
        self._highs: list[Outline] = []
        bins = -(-num_samples // BASE_SAMPLES)
        while not self._lows or self._lows[-1].shape[1] > FACTOR:
            bins = bins if not self._lows else -(-bins // FACTOR)
            self._lows.append(np.zeros((num_channels, bins), np.float16))
            self._highs.append(np.zeros((num_channels, bins), np.float16))
        self.pyramid = PeakPyramid(tuple(self._lows), tuple(self._highs), num_samples, sample_rate)

    def put(self, first: int, low: Outline, high: Outline) -> None:
        """Bins of the finest level from ``first`` on; coarser levels follow, in time proportional to what is new."""
        last = first + low.shape[1]
        self._lows[0][:, first:last], self._highs[0][:, first:last] = low, high
        for level in range(1, len(self._lows)):
            first, last = first // FACTOR, -(-last // FACTOR)
            starts = np.arange(0, min(last * FACTOR, self._lows[level - 1].shape[1]) - first * FACTOR, FACTOR)
            part = slice(first * FACTOR, last * FACTOR)
            for levels, reduce in ((self._lows, np.minimum), (self._highs, np.maximum)):
                finer = levels[level - 1][:, part].astype(np.float32)  # numpy has no fast float16 comparisons
                levels[level][:, first:last] = reduce.reduceat(finer, starts, axis=1).astype(np.float16)


@dataclass(frozen=True, slots=True, eq=False)
class NewOutline:
    """Bins ``first`` and following of the finest level of every stem, lowest and highest samples."""

    first: int
    bounds: dict[Stem, tuple[Outline, Outline]]


class GrowingSong:
    """What is known of such a song; changed in the window's thread only.

    Args:
        job_id: The job that makes it.
        told: Its first news.
    """

    def __init__(self, job_id: JobId, told: GrowingStems) -> None:
        form = told.form
        self.job_id = job_id
        self.told = told
        self.drawn = 0
        """Bins of the stems' finest level that are outlined."""
        self.mixture = GrowingPeaks(form.num_channels, form.num_samples, form.sample_rate)
        self.stems = {stem: GrowingPeaks(form.num_channels, form.num_samples, form.sample_rate) for stem in form.stems}
        views = tuple(StemView(stem, told.stem_path(stem), peaks.pyramid) for stem, peaks in self.stems.items())
        self.view = SongView(
            folder=Path(told.folder),
            source=told.source,
            title=plain(told.title),
            artist="",
            mixture=self.mixture.pyramid,
            stems=views,
            analysis=None,
            separation=None,
            is_growing=True,
        )

    def is_about(self, told: GrowingStems) -> bool:
        """Whether news belong to the lanes that are there."""
        return (told.source, told.form) == (self.told.source, self.told.form)

    @property
    def audible_seconds(self) -> float:
        """How far the stems can be heard."""
        return self.told.audible / self.told.form.sample_rate

    @property
    def has_more_to_draw(self) -> bool:
        return self.drawn < audible_bins(self.told)

    def draw(self, outline: NewOutline) -> None:
        """Take in what ``read_outline`` has found."""
        for stem, (low, high) in outline.bounds.items():
            self.stems[stem].put(outline.first, low, high)
            self.drawn = outline.first + low.shape[1]

    def draw_mixture(self, bounds: tuple[Outline, Outline]) -> None:
        self.mixture.put(0, *bounds)

    def for_player(self, lanes: Sequence[Stem]) -> GrowStems:
        """The news in the player's words; ``lanes`` is the order in which it mixes."""
        told = self.told
        return GrowStems(
            song=told.source,
            mixture=told.mixture,
            stems=tuple(str(told.stem_path(stem)) for stem in lanes),
            previews=tuple(str(told.preview_path(stem)) for stem in lanes),
            sample_rate=told.form.sample_rate,
            num_channels=told.form.num_channels,
            num_frames=told.form.num_samples,
            num_stems=len(lanes),
            preview_frames=told.preview_samples,
            audible=told.audible,
        )


def audible_bins(told: GrowingStems) -> int:
    """Whole bins of the finest level that can be read; all of them once the song is done."""
    whole = told.audible == told.form.num_samples
    return -(-told.audible // BASE_SAMPLES) if whole else told.audible // BASE_SAMPLES


def read_mixture(told: GrowingStems) -> tuple[Outline, Outline]:
    """The song's own outline, finest level. For a thread.

    Raises:
        OSError: If its file is gone.
    """
    form = told.form
    samples = map_planar(Path(told.mixture), form.num_channels, form.num_samples)
    peaks = build_peaks(Audio(samples, form.sample_rate))
    return peaks.minima[0], peaks.maxima[0]


def read_outline(told: GrowingStems, first: int) -> NewOutline:
    """What is audible from bin ``first`` on, up to some 48 seconds of it. For a thread.

    Raises:
        OSError: If the files are gone.
    """
    form = told.form
    start = first * BASE_SAMPLES
    stop = min(audible_bins(told) * BASE_SAMPLES, start + _READ_SAMPLES, form.num_samples)
    bounds = {}
    for stem in form.stems:
        parts = []
        if start < told.preview_samples:
            preview = map_planar(told.preview_path(stem), form.num_channels, told.preview_samples)
            parts.append(preview[:, start:stop])
        if stop > told.preview_samples:
            whole = map_planar(told.stem_path(stem), form.num_channels, form.num_samples)
            parts.append(whole[:, max(start, told.preview_samples) : stop])
        peaks = build_peaks(Audio(np.concatenate(parts, axis=1), form.sample_rate))
        bounds[stem] = (peaks.minima[0], peaks.maxima[0])
    return NewOutline(first, bounds)


def discard(paths: Sequence[str]) -> None:
    """Delete what a song was heard from while it grew. What cannot go now (Windows) goes when the next is opened."""
    for path in map(Path, paths):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()
