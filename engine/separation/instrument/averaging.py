"""One sound from many strokes of it: aligned below a sample, scaled, averaged, each only as far as it is alone.

What is common stays and what is not (bleed, rooms, the next stroke) sinks by 10 log10 K dB over K strokes. The mean is
the least-squares wave: with stroke ``x_i = g_i s + e_i`` it is ``s = Σ g_i x_i / Σ g_i²``, per sample over those
strokes that still ring there alone. Gains and delays are found against the mean, and the mean anew with them, three
times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.separation.instrument.reading import Wave, between_samples, delay_between, stretch

BEFORE_S = 0.010
"""How long before its attack a sound is kept: attacks are not zero at one sample."""
LONGEST_S = 2.0
_COMPARED_S = 0.15
_REACH_S = 0.0015
_LEAVING_S = 0.006
_ROUNDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """A sound.

    Args:
        wave: ``[channels, samples]``; the attack lies ``BEFORE_S`` after its start.
        starts: Sample of the stem, with fractions, on which the wave's first sample falls in each stroke.
        gains: Amplitude of each stroke against the wave.
        counts: By how many strokes each sample is known.
    """

    wave: Wave
    starts: NDArray[np.float64]
    gains: NDArray[np.float64]
    counts: NDArray[np.int64]


def average(stem: NDArray[np.floating], sample_rate: int, onsets: Sequence[float], ends: Sequence[float]) -> Averaged:
    """The sound of strokes that are alike.

    Args:
        stem: ``[channels, samples]``.
        sample_rate: Hz.
        onsets: Of the strokes, seconds, to within a millisecond; the loudest first.
        ends: To where each is alone, seconds.
    """
    before, longest, reach, compared, leaving = (
        round(s * sample_rate) for s in (BEFORE_S, LONGEST_S, _REACH_S, _COMPARED_S, _LEAVING_S)
    )
    told = np.array(onsets) * sample_rate - before
    starts = told.copy()
    lengths = np.array(
        [min(longest, max(before + 1, round(e * sample_rate - s))) for s, e in zip(starts, ends, strict=True)]
    )
    wave, counts = _mean(stem, starts[:1], np.ones(1), lengths[:1], leaving)
    gains = np.ones(len(starts))
    for _ in range(_ROUNDS):
        for index, start in enumerate(told):
            own = min(int(lengths[index]) - leaving // 2, before + compared, wave.shape[1])
            whole = int(np.floor(start))
            delay, _height = delay_between(stretch(stem, whole - reach, own + 2 * reach), wave[:, :own], reach)
            starts[index] = whole + delay
            moved = between_samples(stem, starts[index], own)
            gains[index] = float(np.sum(moved * wave[:, :own])) / max(float(np.sum(wave[:, :own] ** 2)), 1e-300)
        gains = np.maximum(gains, 0.0)
        if not gains.any():
            gains[:] = 1.0
        wave, counts = _mean(stem, starts, gains, lengths, leaving)
    return Averaged(wave, starts, gains, counts)


def _mean(
    stem: NDArray[np.floating],
    starts: NDArray[np.float64],
    gains: NDArray[np.float64],
    lengths: NDArray[np.int64],
    leaving: int,
) -> tuple[Wave, NDArray[np.int64]]:
    """The mean as long as the longest stroke, and by how many strokes each sample is known."""
    length = int(lengths.max())
    total = np.zeros((len(stem), length))
    weight = np.zeros(length)
    counts = np.zeros(length, np.int64)
    for start, gain, own in zip(starts, gains, lengths, strict=True):
        share = np.ones(own)
        ramp = min(leaving, own)
        share[own - ramp :] = 0.5 + 0.5 * np.cos(np.pi * (np.arange(ramp) + 0.5) / ramp)
        total[:, :own] += gain * share * between_samples(stem, start, int(own))
        weight[:own] += gain * gain * share
        counts[:own] += 1
    return total / np.maximum(weight, 1e-9 * max(float(weight.max()), 1e-300)), counts
