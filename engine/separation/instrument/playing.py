"""Strokes played by one-shots: where each sample of a sound falls, how loud each stroke must be to lie on the stem.

Gains are the least-squares solution of all strokes together: with strokes that ring into each other the loudness of one
depends on that of its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.audio import Samples
from engine.core.composition import Slide
from engine.separation.instrument.averaging import BEFORE_S
from engine.separation.instrument.reading import Readable, Wave

_CHOKE_S = 0.005
_FORGOTTEN = 7.0  # time constants after which a released stroke is gone: -61 dB


@dataclass(slots=True)
class Stroke:
    """A stroke while it is being worked out. Times are seconds of the stem.

    Args:
        start: Where the one-shot's first sample falls; the attack is ``BEFORE_S`` later.
        stop: Where the next stroke begins or the stem ends.
        sound: Index of its one-shot.
        transpose: Semitones by which the one-shot is played higher.
        gain: Amplitude.
        slide: A glide, its start counted from the attack.
        release: Seconds after the attack at which it is let go; None where it rings out.
        fit: Share of its energy that is explained.
    """

    start: float
    stop: float
    sound: int
    transpose: float = 0.0
    gain: float = 1.0
    slide: Slide | None = None
    release: float | None = None
    fit: float = 0.0

    @property
    def onset(self) -> float:
        """Where its attack lies."""
        return self.start + BEFORE_S


@dataclass(frozen=True, slots=True)
class Manner:
    """How the instrument is played: whether a stroke ends the last one, and how fast a released one dies (seconds)."""

    is_choked: bool = True
    release_s: float = 0.06


def travelled(seconds: NDArray[np.float64], transpose: float, slide: Slide | None) -> NDArray[np.float64]:
    """Seconds of the one-shot that have passed after so many seconds of sounding: the integral of the speed."""
    speed = 2.0 ** (transpose / 12.0)
    if slide is None or abs(slide.semitones) < 1e-6:
        return np.asarray(seconds * speed, np.float64)
    duration = max(slide.duration, 1e-3)
    rate = slide.semitones / 12.0 * np.log(2.0) / duration
    gliding = np.clip(seconds - slide.start, 0.0, duration)
    after = np.maximum(0.0, seconds - slide.start - duration)
    passed = (
        np.minimum(seconds, slide.start) + np.expm1(rate * gliding) / rate + after * 2.0 ** (slide.semitones / 12.0)
    )
    return np.asarray(passed * speed)


def played(stroke: Stroke, sound: Readable, rate: float, manner: Manner, num_samples: int) -> tuple[int, Wave]:
    """A stroke at gain 1, on a stem of ``num_samples`` at ``rate`` Hz.

    Returns:
        The stem's sample its wave begins at, and the wave ``[channels, samples]``, at least one sample.
    """
    slowest = min(0.0, stroke.transpose, stroke.transpose + _depth(stroke))
    last = stroke.start + sound.length / rate / 2.0 ** (slowest / 12.0)
    if manner.is_choked:
        last = min(last, stroke.stop + _CHOKE_S)
    if stroke.release is not None:
        last = min(last, stroke.onset + stroke.release + _FORGOTTEN * manner.release_s)
    first = min(num_samples - 1, max(0, int(np.ceil(stroke.start * rate))))
    samples = np.arange(first, max(first + 1, min(num_samples, int(np.ceil(last * rate)))))
    after = samples / rate - stroke.onset
    wave = sound.at((travelled(after, stroke.transpose, stroke.slide) + BEFORE_S) * rate)
    if manner.is_choked:
        wave *= np.clip((stroke.stop + _CHOKE_S - samples / rate) / _CHOKE_S, 0.0, 1.0)
    if stroke.release is not None:
        wave *= np.exp(-np.maximum(0.0, after - stroke.release) / manner.release_s)
    return first, wave


def _depth(stroke: Stroke) -> float:
    return 0.0 if stroke.slide is None else stroke.slide.semitones


def solve_gains(
    stem: Wave, strokes: Sequence[Stroke], sounds: Sequence[Readable], rate: float, manner: Manner
) -> NDArray[np.float64]:
    """The gains, none negative, with which the strokes come nearest to the stem."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.linalg import spsolve

    if not strokes:
        return np.zeros(0)
    target = np.zeros(len(strokes))
    entries: list[tuple[int, int, float]] = []
    sounding: list[tuple[int, int, Wave]] = []
    for index, stroke in enumerate(strokes):
        first, wave = played(stroke, sounds[stroke.sound], rate, manner, stem.shape[1])
        stop = first + wave.shape[1]
        target[index] = float(np.sum(wave * stem[:, first:stop]))
        entries.append((index, index, float(np.sum(wave**2))))
        sounding = [held for held in sounding if held[1] + held[2].shape[1] > first]
        for other, begun, held in sounding:
            last = min(stop, begun + held.shape[1])
            overlap = float(np.sum(wave[:, : last - first] * held[:, first - begun : last - begun]))
            entries += [(index, other, overlap), (other, index, overlap)]
        sounding.append((index, first, wave))
    floor = 1e-9 * max([1e-300, *(value for row, column, value in entries if row == column)])
    rows, columns, values = (np.array(part) for part in zip(*entries, strict=True))
    matrix = coo_matrix((values + floor * (rows == columns), (rows, columns))).tocsc()
    return np.asarray(np.maximum(0.0, np.atleast_1d(spsolve(matrix, target))), np.float64)


def resynthesis(
    shape: tuple[int, int], strokes: Sequence[Stroke], sounds: Sequence[Readable], rate: float, manner: Manner
) -> Samples:
    """All strokes at their gains, in an array of ``shape`` ``(channels, samples)``."""
    out = np.zeros(shape, np.float32)
    for stroke in strokes:
        first, wave = played(stroke, sounds[stroke.sound], rate, manner, shape[1])
        out[:, first : first + wave.shape[1]] += stroke.gain * wave
    return out
