"""What tells a note that begins from what merely looks like one: features of candidates in pitch salience.

A candidate is a key and a frame at which the network's onset, or the key itself, rises a little. Whether a note begins
there shows in what sounds around it: a partial rises with a stronger key an octave or a twelfth below, an organ's
drawbars rise with every key of the stem, a repetition rises in the spectrum at all of its partials.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.salience import LOWEST_PITCH, NUM_PITCHES, PitchSalience
from engine.analysis.spectrum import FloatArray, frame_blocks

_LEAST_RISE = 0.12
_LEAST_SOUND = 0.15
_FUTURE_FRAMES = 8
_AROUND = (0, 1, -1, 2, -2, 3, -3, 4, 5, 7, -5, -7, 12, -12, 19, -19, 24, -24, 28, -28, 31, -31)
_TIMES = (-32, -16, -8, -4, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40)
_ONSET_TIMES = (-8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8)
_COMPANIONS = (12, 19, 24, 28, 31, 36, 7, 4)
_STRONG, _WITH = 0.5, 0.3
_PARTIALS = (0, 12, 19, 24, 28, 31, -12, -19, -24)
_SPECTRUM_RATE_HZ = 43.0
_WINDOW_S = 0.186
_TOP_PITCH = LOWEST_PITCH + NUM_PITCHES + 31
_MARGIN = 36
_RANGE_DB = 80.0
_AFTER_S, _BEFORE_S = 0.07, 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Where notes may begin: frames and rows of the salience, and what is known of each, ``[candidates, features]``."""

    frames: NDArray[np.int64]
    rows: NDArray[np.int64]
    features: FloatArray


def note_candidates(salience: PitchSalience, samples: FloatArray, sample_rate: int) -> Candidates:
    """Everything that may be the beginning of a note.

    Args:
        salience: Of the stem.
        samples: The stem in one channel.
        sample_rate: In Hz.
    """
    frames, rows, rises = _rises(salience)
    if not len(frames):
        return Candidates(frames, rows, np.zeros((0, num_features()), np.float32))
    parts = [
        _neighbours(salience, frames, rows),
        _course(salience.notes, frames, rows, _TIMES),
        _course(salience.onsets, frames, rows, _ONSET_TIMES),
        rises[frames, rows][:, None],
        _whole(salience, frames, rows),
        _companions(rises, rows),
        _levels(samples, sample_rate, salience, frames, rows),
    ]
    return Candidates(frames, rows, np.concatenate(parts, axis=1).astype(np.float32))


def num_features() -> int:
    """Length of a candidate's features."""
    return 3 * len(_AROUND) + len(_TIMES) + len(_ONSET_TIMES) + 1 + 6 + 2 * len(_COMPANIONS) + 2 * len(_PARTIALS)


def _rises(salience: PitchSalience) -> tuple[NDArray[np.int64], NDArray[np.int64], FloatArray]:
    from scipy.ndimage import maximum_filter1d

    notes, onsets = salience.notes, salience.onsets
    rise = np.zeros_like(notes)
    rise[2:] = np.maximum(0.0, notes[2:] - np.maximum(notes[1:-1], notes[:-2]))
    steepest = float(rise.max(initial=0.0))
    if steepest > 0.0:
        rise *= float(onsets.max()) / steepest
    rise = np.maximum(rise, onsets)
    soon = maximum_filter1d(notes, _FUTURE_FRAMES, axis=0, origin=-(_FUTURE_FRAMES // 2), mode="nearest")
    is_top = (rise == maximum_filter1d(rise, 5, axis=0)) & (rise >= _LEAST_RISE) & (soon >= _LEAST_SOUND)
    frames, rows = np.nonzero(is_top)
    return frames, rows, rise


def _at(values: FloatArray, frames: NDArray[np.int64], rows: NDArray[np.int64]) -> FloatArray:
    """Values at frames (held at both ends) and rows (0 outside the keys)."""
    inside = (rows >= 0) & (rows < values.shape[1])
    found: FloatArray = values[np.clip(frames, 0, len(values) - 1), np.clip(rows, 0, values.shape[1] - 1)]
    return np.where(inside, found, np.float32(0.0))


def _neighbours(salience: PitchSalience, frames: NDArray[np.int64], rows: NDArray[np.int64]) -> FloatArray:
    """Of the keys at musical distances: how they sound after and before, and how they rise."""
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    smooth = uniform_filter1d(salience.notes, 8, axis=0, mode="nearest")
    rising = maximum_filter1d(salience.onsets, 7, axis=0, mode="nearest")
    columns = [_at(smooth, frames + 5, rows + step) for step in _AROUND]
    columns += [_at(smooth, frames - 5, rows + step) for step in _AROUND]
    columns += [_at(rising, frames, rows + step) for step in _AROUND]
    return np.stack(columns, axis=1)


def _course(
    values: FloatArray, frames: NDArray[np.int64], rows: NDArray[np.int64], times: tuple[int, ...]
) -> FloatArray:
    return np.stack([_at(values, frames + time, rows) for time in times], axis=1)


def _whole(salience: PitchSalience, frames: NDArray[np.int64], rows: NDArray[np.int64]) -> FloatArray:
    """The key, and how much of the keyboard sounds and rises."""
    sounding = (salience.notes > _WITH).sum(axis=1, dtype=np.float32)
    rising = (salience.onsets > _WITH).sum(axis=1, dtype=np.float32)
    soon = np.minimum(frames + 4, len(sounding) - 1)
    loud = salience.onsets.max(axis=1)
    clear = loud[loud > _WITH]  # of a stem that plays three notes in a minute as of one that plays all the time
    lowest = np.argmax(salience.notes[soon] > _WITH, axis=1)
    return np.stack(
        [
            rows / 44.0,
            sounding[soon] / 10.0,
            rising[frames] / 5.0,
            loud[frames],
            np.full(len(frames), float(np.median(clear)) if len(clear) else 0.0),
            (rows - lowest) / 24.0,
        ],
        axis=1,
    ).astype(np.float32)


def _companions(rises: FloatArray, rows: NDArray[np.int64]) -> FloatArray:
    """How often, in the whole stem, a key that rises has another one rising above or below it; the same for all."""
    from scipy.ndimage import maximum_filter1d

    near = maximum_filter1d(rises, 7, axis=0, mode="nearest") > _WITH
    frames, keys = np.nonzero((rises > _STRONG) & (rises == maximum_filter1d(rises, 5, axis=0)))
    shares = [
        float(_at(near.astype(np.float32), frames, keys + sign * step).mean()) if len(frames) else 0.0
        for sign in (1, -1)
        for step in _COMPANIONS
    ]
    return np.tile(np.asarray(shares, np.float32), (len(rows), 1))


def _levels(
    samples: FloatArray,
    sample_rate: int,
    salience: PitchSalience,
    frames: NDArray[np.int64],
    rows: NDArray[np.int64],
) -> FloatArray:
    """Decibels at the partials' keys just after the candidate, and what they rose by."""
    decibels, hop_s = _key_levels(samples, sample_rate, salience.clock.rate * salience.clock.hop_length / 22_050.0)
    times = salience.clock.time(frames.astype(np.float64))
    after = np.round((times + _AFTER_S) / hop_s).astype(np.int64)
    before = np.round((times - _BEFORE_S) / hop_s).astype(np.int64)
    columns = []
    for step in _PARTIALS:
        keys = rows + step + _MARGIN
        later, earlier = _at(decibels, after, keys), _at(decibels, before, keys)
        columns += [later, later - earlier]
    scaled: FloatArray = (np.stack(columns, axis=1) / 20.0).astype(np.float32)
    return scaled


def _key_levels(samples: FloatArray, sample_rate: int, tuning: float) -> tuple[FloatArray, float]:
    """Decibels above -80 of each key's own frequency, ``[frames, keys]`` from ``_MARGIN`` below the piano's lowest."""
    size = 2 ** round(float(np.log2(_WINDOW_S * sample_rate)))
    hop = round(sample_rate / _SPECTRUM_RATE_HZ)
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    keys = np.arange(LOWEST_PITCH - _MARGIN, _TOP_PITCH)
    hz = 440.0 * tuning * 2.0 ** ((keys - 69.0) / 12.0)
    bins = np.round(hz / (sample_rate / size)).astype(np.int64)
    used = (hz > 20.0) & (bins + 1 < size // 2)
    bins = np.clip(bins, 1, size // 2 - 1)
    count = 1 + len(samples) // hop
    power = np.zeros((count, len(keys)), np.float32)
    for start, block in frame_blocks(samples, window, hop):
        own = np.abs(block).astype(np.float32)
        power[start : start + len(block)] = np.maximum(own[:, bins], np.maximum(own[:, bins - 1], own[:, bins + 1]))
    power[:, ~used] = 0.0
    top = float(power.max(initial=0.0))
    decibels = 20.0 * np.log10(power / max(top, 1e-12) + 10.0 ** (-_RANGE_DB / 20.0)) + _RANGE_DB
    return decibels.astype(np.float32), hop / sample_rate
