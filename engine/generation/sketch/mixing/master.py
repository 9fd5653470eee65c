"""Mastering: one gain, then the limiter's curve, computed on the mix and applied to every stem.

The gain that brings the piece to its loudness is found without playing it again: limiting multiplies each tenth of a
second by a known curve, so the loudness after the limiter follows from the energies and true peaks before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.generation.sketch.instruments.base import Wave
from engine.generation.sketch.mixing import gains
from engine.generation.sketch.mixing.levels import CELL, Energies, by_step, gated_loudness
from engine.generation.sketch.mixing.limiter import Cells, Limiter, PeakEnvelope

HARDEST_DB = 8.0
"""What the limiter may take from the loudest twentieth of the piece; then rather a quieter piece than a flat one."""
_TOLERANCE = 0.02
_MOST_TRIES = 16


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a mix before mastering: its K-weighted energies and its true peaks, cell by cell."""

    energies: Energies
    cells: Cells


@dataclass(frozen=True, slots=True)
class Solution:
    """A master gain in dB, the loudness it leads to, and the reduction that a twentieth of the points exceeds."""

    gain_db: float
    loudness_lufs: float | None
    reduction_db: float


def solve_gain(material: Material, ceiling_dbtp: float, wanted_lufs: float) -> Solution:
    """The gain at which the limited mix has the wanted loudness, or at which the limiter works as hard as it may.

    Loudness and reduction both rise with the gain, so what is too much of either has one zero; it is found by the
    Illinois variant of regula falsi (M. Dowell and P. Jarratt, BIT 11, 1971).
    """
    plain = gated_loudness(by_step(material.energies))
    if plain is None:
        return Solution(0.0, None, 0.0)

    def attempt(gain_db: float) -> tuple[Solution, float]:
        solution = limited(material, ceiling_dbtp, gain_db)
        loudness = solution.loudness_lufs if solution.loudness_lufs is not None else -70.0
        return solution, max(loudness - wanted_lufs, solution.reduction_db - HARDEST_DB)

    low, (solution, too_much_low) = wanted_lufs - plain, attempt(wanted_lufs - plain)
    high, too_much_high = low, too_much_low
    step = 2.0 if too_much_low < 0.0 else -2.0
    while too_much_low * too_much_high > 0.0 and abs(too_much_high) > _TOLERANCE:
        low, too_much_low = high, too_much_high
        high += step
        solution, too_much_high = attempt(high)
        step *= 1.5
    for _ in range(_MOST_TRIES):
        if abs(too_much_high) <= _TOLERANCE:
            break
        gain = high - too_much_high * (high - low) / (too_much_high - too_much_low)
        solution, too_much = attempt(gain)
        if too_much * too_much_high < 0.0:
            low, too_much_low = high, too_much_high
        else:
            too_much_low *= 0.5
        high, too_much_high = gain, too_much
    return solution


def limited(material: Material, ceiling_dbtp: float, gain_db: float) -> Solution:
    """What a gain would lead to."""
    limiter = Limiter(ceiling_dbtp, gain_db)
    reduction = np.concatenate([limiter.push(material.cells), limiter.push(material.cells[:0], is_last=True)])
    count = min(len(material.energies), len(reduction))
    power = np.power(10.0, (gain_db - reduction[:count]) / 10.0)
    steps = by_step(material.energies[:count] * power)
    return Solution(gain_db, gated_loudness(steps), float(np.percentile(reduction, 95.0)))


class Master:
    """Brings stems to their final level, block by block; a little late, because the limiter looks ahead."""

    def __init__(self, ceiling_dbtp: float, gain_db: float) -> None:
        self._gain = gains.amplitude(gain_db)
        self._envelope = PeakEnvelope(ceiling_dbtp)
        self._curve = LimiterCurve(ceiling_dbtp, gain_db)
        self._waiting: Wave | None = None

    def push(self, stems: Wave, *, is_last: bool = False) -> Wave:
        """The next stems ``[5, 2, n]`` that are finished."""
        cells = self._envelope.push(stems.sum(axis=0), stems, is_last=is_last)
        curve = self._curve.push(cells, is_last=is_last)
        known = stems if self._waiting is None else np.concatenate([self._waiting, stems], axis=2)
        self._waiting = known[:, :, len(curve) :].copy()
        made: Wave = known[:, :, : len(curve)] * curve
        return made


class LimiterCurve:
    """Master gain and limiter as amplitudes by sample."""

    def __init__(self, ceiling_dbtp: float, gain_db: float) -> None:
        self._gain_db = gain_db
        self._limiter = Limiter(ceiling_dbtp, gain_db)
        self._last: float | None = None

    def push(self, cells: Cells, *, is_last: bool = False) -> Wave:
        """Amplitudes of the samples of the cells that can be told so far."""
        reduction = self._limiter.push(cells, is_last=is_last)
        points = np.power(10.0, (self._gain_db - reduction) / 20.0)
        known = points if self._last is None else np.concatenate([[self._last], points])
        if len(known):
            self._last = float(known[-1])
        return gains.spread(known, CELL) if len(known) > 1 else np.zeros(0, np.float32)


def curves(cells: list[Cells], ceiling_dbtp: float, gain_db: float) -> Iterator[Wave]:
    """The curve of a whole piece, in the pieces in which its cells came."""
    curve = LimiterCurve(ceiling_dbtp, gain_db)
    for index, part in enumerate(cells):
        yield curve.push(part, is_last=index == len(cells) - 1)
