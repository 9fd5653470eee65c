"""Finding the watermark: what moves in each cell, laid over itself by periods, at every offset and many speeds.

The figure that decides is ``z``: the correlation of what was heard with the sync signs of the key, over its root sum of
squares. Were there no mark, the signs are independent of the sound, and whatever the sound is, Hoeffding's inequality
gives P(z >= t) <= exp(-t²/2); all offsets, speeds and keys that were tried count (the union bound). So the false alarms
are bounded by ``p_value`` without a calibration on music.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Audio
from engine.provenance.mark_pattern import (
    NUM_SLOTS,
    PERIOD_SECONDS,
    SLOT_SECONDS,
    Floats,
    Pattern,
    band_edges,
    coverage,
    pattern_of,
    read_payload,
)

MOST_P = 1e-6
"""The largest p that counts as found: at most one false alarm in a million files."""
_RATE, _SIZE, _HOP = 16_000, 1_024, 256
_HOPS_PER_SLOT = round(SLOT_SECONDS * _RATE / _HOP)
_PERIOD = NUM_SLOTS * _HOPS_PER_SLOT
_WINDOW_SECONDS = 60.0
_RANGE = 0.0125
"""Speeds that are searched: ±1.25 %."""
_PITCHES = (-0.0083, 0.0, 0.0083)
_FLOOR = 1e-9
_CLIP = 2.5
_LOCAL_SECONDS = 0.4
_SHORTEST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class MarkKey:
    """A key and the name by which people know it."""

    id: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a key: the stretch ``start`` to ``end`` in seconds where it is surest.

    ``speed`` 1.01 means that the sound plays 1 % faster than it was made; ``payload`` is None where it cannot be read.
    """

    key_id: str
    is_marked: bool
    p_value: float
    z: float
    payload: int | None
    speed: float
    start: float
    end: float


def detect(audio: Audio, keys: Iterable[MarkKey]) -> tuple[Found, ...]:
    """Look for the mark of each key; surest first.

    Args:
        audio: Any recording; below a second there is nothing to find.
        keys: At least one.
    """
    listed = tuple(keys)
    pieces = _windows(audio)
    best: dict[str, Found] = {}
    patterns = [(key, pattern_of(key.secret)) for key in listed]
    for start, end, samples in pieces:
        power = _power(samples)
        heard = [(pitch, _heard(power, pitch)) for pitch in _PITCHES]
        for key, pattern in patterns:
            found = _search(heard, key.id, pattern, start, end, len(pieces) * len(listed))
            if key.id not in best or found.p_value < best[key.id].p_value or found.z > best[key.id].z:
                best[key.id] = found
    return tuple(sorted(best.values(), key=lambda found: (found.p_value, -found.z)))


def _windows(audio: Audio) -> list[tuple[float, float, NDArray[np.float32]]]:
    """A minute at a time, each half a minute on, so that a marked part is found in a longer song."""
    from engine.audio.resample import resample
    from engine.audio.transform import to_mono

    mono = resample(to_mono(audio), _RATE).samples[0]
    size = int(_WINDOW_SECONDS * _RATE)
    starts = range(0, max(1, len(mono) - size // 2), size // 2)
    parts = [(first, mono[first : first + size]) for first in starts]
    return [(first / _RATE, (first + len(part)) / _RATE, part) for first, part in parts]


def _power(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power ``[hops, bins]``."""
    import scipy.fft

    padded = np.pad(samples, (_SIZE // 2, _SIZE))
    window = np.hanning(_SIZE + 1)[:-1].astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP]
    spectra = scipy.fft.rfft(frames * window, axis=1)
    return np.asarray((spectra.real**2 + spectra.imag**2) * np.float32(2.0 / window.sum() ** 2))


def _heard(power: NDArray[np.float32], pitch: float) -> Floats:
    """What moves in each band ``[bands, hops]``: log level less its surroundings, by its spread, clipped."""
    from scipy.ndimage import uniform_filter1d

    share = coverage(np.fft.rfftfreq(_SIZE, 1.0 / _RATE), band_edges() * (1.0 + pitch)).astype(np.float32)
    level = np.log((power @ share.T).T.astype(np.float64) + _FLOOR)
    local = 2 * round(_LOCAL_SECONDS * _RATE / _HOP / 2) + 1
    level -= uniform_filter1d(level, 9, axis=0, mode="nearest")
    level -= uniform_filter1d(level, 2 * _HOPS_PER_SLOT + 1, axis=1, mode="nearest")
    spread = np.sqrt(np.maximum(uniform_filter1d(level**2, local, axis=1, mode="nearest"), 0.0)) + 0.02
    moved = np.clip(level / spread, -_CLIP, _CLIP)
    return np.asarray(uniform_filter1d(moved, _HOPS_PER_SLOT, axis=1, mode="constant"))


def _search(
    heard: list[tuple[float, Floats]], key_id: str, pattern: Pattern, start: float, end: float, times: int
) -> Found:
    """The best of all offsets, speeds and pitches."""
    seconds = heard[0][1].shape[1] * _HOP / _RATE
    step = SLOT_SECONDS / max(seconds, PERIOD_SECONDS)
    count = math.ceil(_RANGE / step)
    speeds = 1.0 + np.arange(-count, count + 1) * (_RANGE / count)
    template = np.zeros((pattern.signs.shape[0], _PERIOD))
    template[:, ::_HOPS_PER_SLOT] = pattern.signs * pattern.sync
    signs = np.conj(np.fft.rfft(template, axis=1))
    places = np.conj(np.fft.rfft(template**2, axis=1))
    best = (-1.0, 1.0, 0, heard[0][1])
    for _pitch, moved in heard:
        for speed in speeds:
            folded = _fold(moved, float(speed))
            transformed = np.fft.rfft(folded, axis=1)
            along = np.fft.irfft((transformed * signs).sum(axis=0), _PERIOD)
            energy = np.fft.irfft((np.fft.rfft(folded**2, axis=1) * places).sum(axis=0), _PERIOD)
            scores = along / np.sqrt(np.maximum(energy, 1e-9))
            at = int(np.argmax(scores))
            if scores[at] > best[0]:
                best = (float(scores[at]), float(speed), at, folded)
    z, speed, at, folded = best
    trials = times * len(heard) * len(speeds) * _PERIOD
    p_value = min(1.0, trials * math.exp(-(z**2) / 2.0)) if seconds >= _SHORTEST_SECONDS else 1.0
    is_marked = p_value <= MOST_P
    cells = np.roll(folded, -at, axis=1)[:, ::_HOPS_PER_SLOT]
    payload = read_payload(pattern, cells) if is_marked else None
    return Found(key_id, is_marked, p_value, z, payload, speed, start, end)


def _fold(moved: Floats, speed: float) -> Floats:
    """Periods laid over one another ``[bands, hops of a period]``, after the sound is set back to its own speed."""
    length = moved.shape[1]
    nominal = int(length * speed)
    back = np.minimum((np.arange(nominal) / speed + 0.5).astype(int), length - 1)
    straight = moved[:, back]
    rest = -nominal % _PERIOD
    return np.asarray(np.pad(straight, ((0, 0), (0, rest))).reshape(len(moved), -1, _PERIOD).sum(axis=1))
