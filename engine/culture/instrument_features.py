"""What the instrument ear looks at in a stem: the strokes of a stretch of bars, and how its loudness swings.

Each stretch is a bag of ``UNITS`` moments: its clearest onsets, filled up with evenly spaced ones so that what is held
without a stroke is looked at as well. A moment is a log-mel picture from 70 ms before to 370 ms after it in cells that
grow with the distance, relative to its own loudest cell, and how tonal each cell is (peak over mean of the power in
four bands). Neither the level of a recording nor its tempo is in it; a stem's level counts only against the others'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.culture.song import HEARD_RATE

Array = NDArray[np.float32]

UNITS = 40
"""Moments of a stretch: more than twice as many as a bar has sixteenths."""
_ONSETS = 28  # of them, at most, the strongest
MELS = 40
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 11_000.0
_TONAL_HZ = (60.0, 500.0, 2000.0, 5000.0, 11_000.0)
_CELLS = ((-3, -1), (-1, 0), (0, 1), (1, 2), (2, 4), (4, 8), (8, 16))
"""Steps of 23 ms around a moment, from - to."""
_COLUMNS = MELS + len(_TONAL_HZ) - 1
_STEP = 512  # samples
_RANGE_DB = 70.0
_SCALE_DB = 20.0
_FLUX_RANGE_DB = 50.0
_APART_S = 0.035  # between two onsets at least
_WEAKEST = 0.15  # of a stroke against the song's strong ones
_FLOOR = 1e-20  # of powers: nothing of 16 bit lies there
_SEGMENT = 48  # steps, 1.1 s: what a tremolo of 5.5 to 7 Hz needs to be told
_MODULATIONS = ((1, 2), (2, 4), (4, 6), (6, 8), (8, 10), (10, 16), (16, 24))
"""Bins of 0.9 Hz: rhythm, tremolo and Leslie (5.4-7 Hz lie in the fourth), vibrato, and the trill of a whistle."""
_BLOCK = 256  # frames whose spectra stay in a core's cache

CELLS = len(_CELLS)
UNIT_FEATURES = CELLS * _COLUMNS + 1
WHOLE_FEATURES = len(_MODULATIONS) * (len(_TONAL_HZ) - 1) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Onsets: seconds in order, and how strong each is on a scale of its own."""

    times: NDArray[np.float64]
    strengths: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StretchFeatures:
    """Stretches of one stem.

    Args:
        units: ``[stretches, UNITS, UNIT_FEATURES]``.
        moments: Seconds of the units, ``[stretches, UNITS]``.
        whole: ``[stretches, WHOLE_FEATURES]``: shares of the modulation in each band, and the stem's level.
        levels_db: Level of the stem in each stretch against its loudest stretch, ``[stretches]``.
        strokes: Everything that is struck in the stem.
    """

    units: Array
    moments: NDArray[np.float64]
    whole: Array
    levels_db: Array
    strokes: Strokes


@dataclass(frozen=True, slots=True)
class Lens:
    """How finely a stem is looked at: points of the transform and frames in 23 ms (``_STEP``)."""

    fft: int
    frames_per_step: int

    @property
    def hop(self) -> int:
        return _STEP // self.frames_per_step

    @property
    def frame_rate(self) -> float:
        return HEARD_RATE / self.hop


STROKES = Lens(512, 2)
"""For drums: short frames, since strokes differ in how they begin and die away."""
TONES = Lens(1024, 1)
"""For instruments and voices: narrow bins, since tones differ in their partials."""


def stretch_features(
    samples: Array, spans: Sequence[tuple[float, float]], level_db: float, lens: Lens
) -> StretchFeatures:
    """Features of stretches of a stem.

    Args:
        samples: The stem in one channel at ``HEARD_RATE``, not silent.
        spans: From - to in seconds.
        level_db: Of the stem relative to all stems together.
        lens: ``STROKES`` or ``TONES``.
    """
    columns, bands = _frames(samples, lens)
    count = len(columns)
    edges = [
        (min(round(start * lens.frame_rate), count - 1), min(max(round(end * lens.frame_rate), 1), count))
        for start, end in spans
    ]
    flux = _flux(columns[:, :MELS], lens)
    frames = np.stack([_moments(flux, first, max(last, first + 1), lens) for first, last in edges])
    powers = [float(bands[first : max(last, first + 1)].mean()) for first, last in edges]
    loudest = max(*powers, _FLOOR)
    whole = np.stack([_modulation(bands, first, last, lens) for first, last in edges])
    level = np.full((len(edges), 1), np.clip(level_db, -60.0, 0.0) / _SCALE_DB)
    return StretchFeatures(
        _pictures(columns, frames, lens),
        frames / lens.frame_rate,
        np.concatenate([whole, level], axis=1).astype(np.float32),
        np.asarray(10.0 * np.log10(np.maximum(powers, _FLOOR) / loudest), np.float32),
        _strokes(flux, lens),
    )


def _frames(samples: Array, lens: Lens) -> tuple[Array, Array]:
    """Log-mel power and tonality, dB, ``[frames, _COLUMNS]``, and the power of four bands, ``[frames, 4]``."""
    padded = np.pad(samples.astype(np.float32, copy=False), lens.fft // 2)
    windows = np.lib.stride_tricks.sliding_window_view(padded, lens.fft)[:: lens.hop]
    shape = np.hanning(lens.fft).astype(np.float32)
    mels = _mel_filters(lens.fft)
    edges = [round(hz * lens.fft / HEARD_RATE) for hz in _TONAL_HZ]
    columns = np.empty((len(windows), _COLUMNS), np.float32)
    bands = np.empty((len(windows), len(_TONAL_HZ) - 1), np.float32)
    for first in range(0, len(windows), _BLOCK):
        spectrum = np.fft.rfft(windows[first : first + _BLOCK] * shape)
        power = np.square(spectrum.real) + np.square(spectrum.imag)
        rows = slice(first, first + len(power))
        columns[rows, :MELS] = power @ mels
        for band, (low, high) in enumerate(pairwise(edges)):
            bands[rows, band] = power[:, low:high].mean(axis=1)
            columns[rows, MELS + band] = power[:, low:high].max(axis=1) / (bands[rows, band] + _FLOOR)
    floor = 1e-9 * float(columns[:, :MELS].max()) + _FLOOR
    columns[:, :MELS] += floor
    columns[:, MELS:] += 1.0
    return np.asarray(10.0 * np.log10(columns), np.float32), bands


def _mel_filters(fft: int) -> Array:
    """Triangles of equal height on the mel scale of O'Shaughnessy (1987), ``[bins, MELS]``."""
    low, high = (2595.0 * np.log10(1.0 + hz / 700.0) for hz in (_LOWEST_HZ, _HIGHEST_HZ))
    centres = 700.0 * (10.0 ** (np.linspace(low, high, MELS + 2) / 2595.0) - 1.0)
    # at the low end triangles are narrower than a bin: there each is at least one bin wide
    widths = np.maximum(np.diff(centres), HEARD_RATE / fft)
    bins = np.arange(fft // 2 + 1)[:, None] * HEARD_RATE / fft
    rising = 1.0 - (centres[None, 1:-1] - bins) / widths[None, :-1]
    falling = 1.0 - (bins - centres[None, 1:-1]) / widths[None, 1:]
    return np.maximum(0.0, np.minimum(np.minimum(rising, falling), 1.0)).astype(np.float32)


def _flux(mels: Array, lens: Lens) -> Array:
    """Mean rise of the log spectrum over 23 ms, dB (spectral flux; Dixon, DAFx 2006), ``[frames]``."""
    heard = np.maximum(mels, float(mels.max()) - _FLUX_RANGE_DB)
    lag = lens.frames_per_step
    flux = np.zeros(len(mels), np.float32)
    flux[lag:] = np.maximum(heard[lag:] - heard[:-lag], 0.0).mean(axis=1)
    return flux


def _moments(flux: Array, first: int, last: int, lens: Lens) -> NDArray[np.int64]:
    """Frames to look at: the strongest peaks of the flux, and evenly spaced ones, in order."""
    own = flux[first:last]
    peaks = _peaks(own, lens)
    peaks = peaks[np.argsort(-own[peaks], kind="stable")[:_ONSETS]]
    even = np.linspace(0, len(own) - 1, UNITS - len(peaks)).astype(np.int64)
    return np.asarray(np.sort(np.concatenate([peaks, even])) + first, np.int64)


def _peaks(flux: Array, lens: Lens) -> NDArray[np.int64]:
    apart = max(1, round(_APART_S * lens.frame_rate))
    near = np.lib.stride_tricks.sliding_window_view(np.pad(flux, apart), 2 * apart + 1).max(axis=1)
    return np.flatnonzero((flux >= near) & (flux > 0.0))


def _strokes(flux: Array, lens: Lens) -> Strokes:
    """Peaks of the flux that are not much weaker than the song's strong ones, placed between frames by a parabola."""
    peaks = _peaks(flux, lens)
    peaks = peaks[(peaks > 0) & (peaks < len(flux) - 1)]
    if not len(peaks):
        return Strokes(np.zeros(0), np.zeros(0))
    peaks = peaks[flux[peaks] > _WEAKEST * np.percentile(flux[peaks], 90)]
    before, own, after = (flux[peaks + shift].astype(np.float64) for shift in (-1, 0, 1))
    bend = before - 2.0 * own + after
    shift = np.where(bend < 0.0, 0.5 * (before - after) / np.minimum(bend, -1e-9), 0.0)
    return Strokes((peaks + np.clip(shift, -0.5, 0.5)) / lens.frame_rate, own)


def _pictures(columns: Array, frames: NDArray[np.int64], lens: Lens) -> Array:
    cells = [(start * lens.frames_per_step, end * lens.frames_per_step) for start, end in _CELLS]
    reach = max(abs(edge) for cell in cells for edge in cell)
    padded = np.pad(columns, ((reach, reach), (0, 0)), mode="edge")
    sums = np.concatenate([np.zeros((1, _COLUMNS)), np.cumsum(padded, axis=0, dtype=np.float64)])
    at = frames + reach
    means = np.stack([(sums[at + end] - sums[at + start]) / (end - start) for start, end in cells], axis=-2)
    mels, tonal = means[..., :MELS], means[..., MELS:]
    loudest = mels.max(axis=(-2, -1), keepdims=True)
    mels = np.maximum(mels - loudest, -_RANGE_DB) / _SCALE_DB
    level = np.maximum(loudest[..., 0] - float(columns[:, :MELS].max()), -_RANGE_DB) / _SCALE_DB
    flat = np.concatenate([mels, tonal / _SCALE_DB], axis=-1).reshape(*frames.shape, -1)
    return np.concatenate([flat, level], axis=-1).astype(np.float32)


def _modulation(bands: Array, first: int, last: int, lens: Lens) -> Array:
    """Modulation spectrum of the amplitude in four bands against its mean, log, ``[modulations * 4]``."""
    envelope = np.sqrt(bands[first : max(last, first + 1)])
    length = _SEGMENT * lens.frames_per_step
    if len(envelope) < length:
        envelope = np.pad(envelope, ((0, length - len(envelope)), (0, 0)))
    segments = np.lib.stride_tricks.sliding_window_view(envelope, length, axis=0)[:: length // 2]
    mean = segments.mean(axis=-1, keepdims=True)
    apart = (segments - mean) / (mean + 1e-4 * float(envelope.max()) + _FLOOR)
    swing = np.abs(np.fft.rfft(apart * np.hanning(length).astype(np.float32), axis=-1)) / length
    rows = [np.sqrt(np.square(swing[..., low:high]).mean(axis=-1)).mean(axis=0) for low, high in _MODULATIONS]
    return np.asarray(np.log10(np.concatenate(rows) + 1e-3), np.float32)
