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

from engine.separation.instrument.reading import Wave, delay_between

BEFORE_S = 0.010
"""How long before its attack a sound is kept: attacks are not zero at one sample."""
LONGEST_S = 2.0
_COMPARED_S = 0.15
_REACH_S = 0.0015
_EARLY_S = 0.01  # an onset may be told a little before the stem begins
_LEAVING_S = 0.006
_ROUNDS = 3
_HALF_TAPS = 16


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


def average(stem: Wave, sample_rate: int, onsets: Sequence[float], ends: Sequence[float]) -> Averaged:
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
    room = before + reach + round(_EARLY_S * sample_rate) + _HALF_TAPS + 1
    padded = np.pad(stem, ((0, 0), (room, longest + room)))
    told = np.maximum(np.array(onsets), -_EARLY_S) * sample_rate - before
    starts = told.copy()
    lengths = np.array(
        [min(longest, max(before + 1, round(e * sample_rate - s))) for s, e in zip(starts, ends, strict=True)]
    )
    length = int(lengths.max())
    wave, counts = _mean(padded, room, starts[:1], np.ones(1), lengths[:1], leaving, length)
    gains = np.ones(len(starts))
    for _ in range(_ROUNDS):
        known = int(np.flatnonzero(counts)[-1]) + 1
        for index, start in enumerate(told):
            own = min(int(lengths[index]) - leaving // 2, before + compared, known)
            whole = int(np.floor(start))
            later = padded[:, whole + room - reach : whole + room + own + reach]
            delay, _height = delay_between(later, wave[:, :own], reach)
            starts[index] = whole + delay
            moved = _read(padded, room, starts[index], own)
            gains[index] = float(np.sum(moved * wave[:, :own])) / max(float(np.sum(wave[:, :own] ** 2)), 1e-300)
        gains = np.maximum(gains, 0.0)
        if not gains.any():
            gains[:] = 1.0
        wave, counts = _mean(padded, room, starts, gains, lengths, leaving, length)
    return Averaged(wave, starts, gains, counts)


def _mean(
    padded: Wave,
    room: int,
    starts: NDArray[np.float64],
    gains: NDArray[np.float64],
    lengths: NDArray[np.int64],
    leaving: int,
    length: int,
) -> tuple[Wave, NDArray[np.int64]]:
    total = np.zeros((len(padded), length))
    weight = np.zeros(length)
    counts = np.zeros(length, np.int64)
    for start, gain, own in zip(starts, gains, lengths, strict=True):
        share = np.ones(own)
        ramp = min(leaving, own)
        share[own - ramp :] = 0.5 + 0.5 * np.cos(np.pi * (np.arange(ramp) + 0.5) / ramp)
        total[:, :own] += gain * share * _read(padded, room, start, own)
        weight[:own] += gain * gain * share
        counts[:own] += 1
    return total / np.maximum(weight, 1e-9 * max(float(weight.max()), 1e-300)), counts


def _read(padded: Wave, room: int, start: float, length: int) -> Wave:
    """``length`` samples from a place between samples, by a windowed sinc (Kaiser, beta 8) of 32 taps."""
    whole = int(np.floor(start))
    fraction = start - whole
    first = whole + room
    if fraction < 1e-6:
        return padded[:, first : first + length]
    taps = np.arange(-_HALF_TAPS + 1, _HALF_TAPS + 1)
    kernel = np.sinc(taps - fraction) * np.i0(
        8.0 * np.sqrt(np.maximum(0.0, 1.0 - ((taps - fraction) / _HALF_TAPS) ** 2))
    )
    kernel /= kernel.sum()
    part = padded[:, first - _HALF_TAPS + 1 : first + length + _HALF_TAPS]
    return np.stack([np.convolve(channel, kernel[::-1], mode="valid") for channel in part])
