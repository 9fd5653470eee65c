"""Every stroke of the low end, measured: what a log drum and its confusers differ in.

A stroke is a rise of what the separator left to log drum and bass together, since a log drum that was missed and an 808
that was not told apart lie in either of the two. Around it levels in bands are read through a short window (12 ms: the
burst, the knock) and a long one (46 ms: which partials sound and how they fall), of the low stems and of the drums
beside them; one long spectrum gives its pitch, its harmonics and how far its pitch falls (domain reference 1.6.8).
Everything is relative to the stroke's own level: gain changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.time import FrameClock

Floats = NDArray[np.float64]
Array = NDArray[np.float32]

RATE = 22_050
"""Hz at which stems are heard."""
CLOCK = FrameClock(RATE, 110)
"""Frame k is centred on its time, 5 ms apart."""
_PITCH_SIZE = 4096


@dataclass(frozen=True, slots=True)
class _View:
    """A window's samples; first bin of each band and the end; frames around a stroke; bands whose rise is a stroke."""

    size: int
    edges: tuple[int, ...]
    offsets: tuple[int, ...]
    rising: int


@dataclass(frozen=True, slots=True, eq=False)
class _Pitches:
    """Hz ``[strokes]``, and power of harmonics 1-7 against all ``[strokes, 7]``."""

    hz: Floats
    harmonics: Floats


# 86 Hz a bin in the short window, 21.5 Hz in the long one; frames close around the burst, sparser along the fall
_SHORT = _View(
    256,
    (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 50, 66, 87, 116),
    (-4, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12, 16, 24),
    13,
)
_LONG = _View(
    1024,
    (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50),
    (-8, -4, 0, 4, 8, 12, 16, 20, 28, 36, 44, 56),
    18,
)
_FLOOR_DB = -50.0
_LEAST_RISE = 0.9
_COMPRESSION = 300.0
_APART_FRAMES = 12  # 60 ms: a 32nd at 113 BPM is 66 ms
_FAINT_DB = -26.0
_SILENT = 1e-4  # -80 dBFS
_LOWEST_HZ, _HIGHEST_HZ = 36.0, 175.0
_HARMONICS = 7
_REACH = 0.2  # of the pitch, to either side of a harmonic
_PER_OCTAVE = 24
_BLOCK = 4_096


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Strokes of a song's low end, in order.

    Args:
        times: Seconds, ``[strokes]``.
        features: ``[strokes, features]``.
        level_db: Against the song's loud strokes, ``[strokes]``.
        hz: Pitch, ``[strokes]``.
        odd_even_db: Odd harmonics 3 and 5 against 2 and 4, ``[strokes]``.
    """

    times: Floats
    features: Array
    level_db: Floats
    hz: Floats
    odd_even_db: Floats

    def __len__(self) -> int:
        return len(self.times)


def measure_strokes(log_drum: Array, bass: Array | None, drums: Array | None) -> Strokes:
    """Strokes of stems in one channel at ``RATE``, wherever the low end is struck; none in silence."""
    low = log_drum if bass is None else log_drum + bass
    if not len(low) or float(np.abs(low).max()) < _SILENT:
        return _none()
    return _measured(_rises(low), low, drums)


def measure_at(log_drum: Array, bass: Array | None, drums: Array | None, onsets: Floats) -> Strokes:
    """Strokes at known times in seconds, every one of them; none in silence."""
    low = log_drum if bass is None else log_drum + bass
    if not len(low) or not len(onsets) or float(np.abs(low).max()) < _SILENT:
        return _none()
    frames = np.clip(np.rint(onsets * RATE / CLOCK.hop_length), 0, len(low) // CLOCK.hop_length).astype(np.int64)
    return _measured(frames, low, drums, faint_db=-np.inf)


def _none() -> Strokes:
    empty = np.zeros(0)
    return Strokes(empty, np.zeros((0, NUM_FEATURES), np.float32), empty, empty, empty)


def _measured(frames: NDArray[np.int64], low: Array, drums: Array | None, *, faint_db: float = _FAINT_DB) -> Strokes:
    if not len(frames):
        return _none()
    long = _patches(low, frames, _LONG)
    own = long[:, 2:8].sum(axis=2).max(axis=1)  # power from the stroke on, for 100 ms
    level = 10.0 * np.log10(own / (float(np.percentile(own, 90.0)) + 1e-12) + 1e-9)
    kept = level > faint_db
    frames, level, own, long = frames[kept], level[kept], own[kept] + 1e-12, long[kept]
    parts = [_relative(_patches(low, frames, _SHORT), own), _relative(long, own)]
    parts += [
        np.full(part.shape, -1.0, np.float32) if drums is None else _relative(_patches(drums, frames, window), own)
        for part, window in zip(parts, (_SHORT, _LONG), strict=True)
    ]
    tones = _tones(low, frames)
    return Strokes(
        CLOCK.time(frames.astype(np.float64)),
        np.concatenate([*parts, tones], axis=1).astype(np.float32),
        level,
        55.0 * 2.0 ** tones[:, 0],
        10.0 * tones[:, 1],
    )


def _patches(samples: Array, frames: NDArray[np.int64], window: _View) -> Array:
    """Power in bands around each stroke, ``[strokes, frames, bands]``."""
    last = len(samples) // CLOCK.hop_length
    places = np.clip(frames[:, None] + np.asarray(window.offsets), 0, last)
    return _bands(samples, places.ravel(), window).reshape(*places.shape, -1)


def _bands(samples: Array, frames: NDArray[np.int64], window: _View) -> Array:
    """Power in bands of a window centred on each of the frames, ``[frames, bands]``."""
    size = window.size
    padded = np.concatenate([np.zeros(size // 2, np.float32), samples, np.zeros(size + CLOCK.hop_length, np.float32)])
    views = np.lib.stride_tricks.sliding_window_view(padded, size)
    shape = np.hanning(size + 1)[:-1].astype(np.float32) * np.float32(4.0 / size)
    out = np.empty((len(frames), len(window.edges) - 1), np.float32)
    for start in range(0, len(frames), _BLOCK):
        part = views[frames[start : start + _BLOCK] * CLOCK.hop_length]
        spectrum = np.fft.rfft(part * shape, axis=1)[:, : window.edges[-1]]
        out[start : start + _BLOCK] = np.add.reduceat(np.square(np.abs(spectrum)), window.edges[:-1], axis=1)
    return out


def _rises(low: Array) -> NDArray[np.int64]:
    """Frames at which the low end rises in several bands at once."""
    from scipy.ndimage import maximum_filter1d

    every = np.arange(1 + len(low) // CLOCK.hop_length)
    flux = np.zeros(len(every))
    for window, lag in ((_SHORT, 2), (_LONG, 4)):
        table = _bands(low, every, window)[:, : window.rising]
        loud = float(np.percentile(table.sum(axis=1), 95.0)) + 1e-12
        height = np.log10(1.0 + _COMPRESSION * np.sqrt(table / loud))
        height = np.concatenate([np.zeros((lag, table.shape[1]), np.float32), height])  # what sounds at 0 began there
        flux += 4.0 * np.maximum(0.0, height[lag:] - height[:-lag]).mean(axis=1)
    frames = np.flatnonzero((flux >= maximum_filter1d(flux, 2 * _APART_FRAMES + 1)) & (flux > _LEAST_RISE))
    return frames[np.diff(frames, prepend=-_APART_FRAMES - 1) > _APART_FRAMES]


def _relative(power: Array, own: Array) -> Array:
    """Decibels against the stroke's own level, -1 at the floor and 1 at its level, ``[strokes, frames * bands]``."""
    db = 10.0 * np.log10(power / own[:, None, None] + 10.0 ** (_FLOOR_DB / 10.0))
    return np.asarray(1.0 - 2.0 * db / _FLOOR_DB, np.float32).reshape(len(power), -1)


NUM_TONES = 5 + _HARMONICS
NUM_FEATURES = 2 * sum(len(view.offsets) * (len(view.edges) - 1) for view in (_SHORT, _LONG)) + NUM_TONES


BAND_HZ: Floats = np.concatenate(
    [
        np.tile(np.sqrt(np.asarray(view.edges[:-1]) * view.edges[1:]) * RATE / view.size, len(view.offsets))
        for view in (_SHORT, _LONG)
    ]
)
"""Middle of the band of each feature of the low stems, Hz; those of the drums follow in the same order."""


def _tones(low: Array, frames: NDArray[np.int64]) -> Floats:
    """Pitch in octaves above 55 Hz, odd against even in 10 dB, share of harmonics, fall of the pitch in octaves, level
    above 220 Hz against that below, then the level of harmonics 1-7 against their sum in 10 dB, ``[strokes, 12]``.
    """
    starts = frames * CLOCK.hop_length
    late = _spectra(low, starts + round(0.025 * RATE), 0.16)
    early = _spectra(low, starts + round(0.005 * RATE), 0.06)
    found, first = _pitches(late), _pitches(early)
    harmonics = found.harmonics
    share = np.clip(harmonics.sum(axis=1), 0.0, 1.2)
    odd = np.log10((harmonics[:, 2] + harmonics[:, 4] + 1e-7) / (harmonics[:, 1] + harmonics[:, 3] + 1e-7))
    fall = np.clip(np.log2(first.hz / found.hz), -1.0, 1.5)
    table = np.log10(harmonics + 1e-5) / 2.0
    return np.column_stack([np.log2(found.hz / 55.0), np.clip(odd, -4, 4), share, fall, _brightness(late), table])


def _spectra(low: Array, starts: NDArray[np.int64], seconds: float) -> Array:
    """Power spectra ``[strokes, bins]`` of ``seconds`` from each place, up to 1.3 kHz."""
    size = round(seconds * RATE)
    padded = np.concatenate([low, np.zeros(size + RATE, np.float32)])
    cut = padded[np.minimum(starts, len(low))[:, None] + np.arange(size)]
    spectrum = np.fft.rfft(cut * np.hanning(size).astype(np.float32), _PITCH_SIZE, axis=1)[
        :, : int(1_300 / RATE * _PITCH_SIZE)
    ]
    return np.asarray(np.square(np.abs(spectrum)), np.float32)


def _pitches(power: Array) -> _Pitches:
    """Of each spectrum the pitch between 36 and 175 Hz whose harmonics hold most of it; low harmonics count more."""
    step = RATE / _PITCH_SIZE
    total = power.sum(axis=1, dtype=np.float64) + 1e-20
    steps = int(_PER_OCTAVE * np.log2(_HIGHEST_HZ / _LOWEST_HZ)) + 1
    candidates = _LOWEST_HZ * 2.0 ** (np.arange(steps) / _PER_OCTAVE)
    sums = np.concatenate([np.zeros((len(power), 1)), np.cumsum(power, axis=1, dtype=np.float64)], axis=1)
    orders = np.arange(1, _HARMONICS + 1)
    edges = (np.round((orders + side) * candidates[:, None] / step) for side in (-_REACH, _REACH))
    first, last = (
        np.clip(edge + more, 0, power.shape[1]).astype(np.int64) for edge, more in zip(edges, (0, 1), strict=True)
    )
    each = (sums[:, last] - sums[:, first]) / total[:, None, None]  # [strokes, candidates, harmonics]
    width = (last - first).sum(axis=1) / power.shape[1]  # of nothing but noise, wide combs would hold most
    fitness = each @ (0.85 ** (orders - 1)) + 0.25 * each[:, :, 0] - 0.15 * width
    best = np.argmax(fitness, axis=1)
    return _Pitches(candidates[best], each[np.arange(len(power)), best])


def _brightness(power: Array) -> Floats:
    split = int(220.0 / RATE * _PITCH_SIZE)
    above, below = power[:, split:].sum(axis=1), power[:, :split].sum(axis=1)
    return np.asarray(np.clip(np.log10((above + 1e-12) / (below + 1e-12)), -5.0, 3.0), np.float64)
