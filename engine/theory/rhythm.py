"""How notes sit on the grid: density, timing, the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.events import NoteEvent

STEPS_PER_BEAT = 4


@dataclass(frozen=True, slots=True, eq=False)
class GridNotes:
    """Onsets on a grid of sixteenths.

    Args:
        steps: Nearest sixteenth of each onset, counted from the first beat, ``[notes]``.
        deviations: Seconds after (+) or before that sixteenth, ``[notes]``.
        bar_step: The step on which the first downbeat falls.
        steps_per_bar: Sixteenths of a bar.
        velocities: MIDI velocity of each onset, ``[notes]``.
        num_steps: Sixteenths from the first beat to the last.
    """

    steps: NDArray[np.int64]
    deviations: NDArray[np.float64]
    bar_step: int
    steps_per_bar: int
    velocities: NDArray[np.float64]
    num_steps: int

    @property
    def bar_positions(self) -> NDArray[np.int64]:
        """Step of each onset within its bar."""
        return (self.steps - self.bar_step) % self.steps_per_bar


def on_grid(
    notes: Sequence[NoteEvent], beats: Sequence[float], downbeats: Sequence[float], beats_per_bar: int
) -> GridNotes | None:
    """Notes on the sixteenths of a beat grid; None without notes between its first and last beat.

    Sixteenths divide each beat evenly; a swung sixteenth shows as a deviation.
    """
    if len(beats) < 2 or not downbeats:
        return None
    grid = np.asarray(beats, np.float64)
    half_step = (grid[1] - grid[0]) / (2 * STEPS_PER_BEAT)
    ordered = sorted(notes)
    onsets = np.asarray([note.onset for note in ordered], np.float64)
    velocities = np.asarray([note.velocity for note in ordered], np.float64)
    inside = (onsets >= grid[0] - half_step) & (onsets <= grid[-1] + half_step)
    onsets, velocities = onsets[inside], velocities[inside]
    if not len(onsets):
        return None
    index = np.arange(len(grid), dtype=np.float64)
    place = np.interp(onsets, grid, index)
    place += np.minimum(onsets - grid[0], 0.0) / max(float(grid[1] - grid[0]), 1e-3)
    steps = np.rint(place * STEPS_PER_BEAT).astype(np.int64)
    deviations = onsets - np.interp(steps / STEPS_PER_BEAT, index, grid)
    first = int(np.argmin(np.abs(grid - downbeats[0])))
    bar_step, last = first * STEPS_PER_BEAT, (len(grid) - 1) * STEPS_PER_BEAT
    return GridNotes(steps, deviations, bar_step, beats_per_bar * STEPS_PER_BEAT, velocities, last)


def offbeat_share(notes: GridNotes) -> float:
    """Share of the onsets that do not fall on a beat."""
    return float(np.mean(notes.bar_positions % STEPS_PER_BEAT != 0))


def timing_ms(notes: GridNotes) -> tuple[float | None, ...]:
    """Mean deviation of each step of the bar from the straight grid, in ms; None where nothing falls on it."""
    positions = notes.bar_positions
    return tuple(
        float(1e3 * notes.deviations[positions == step].mean()) if np.any(positions == step) else None
        for step in range(notes.steps_per_bar)
    )


def occupancy(notes: GridNotes) -> tuple[float, ...]:
    """Share of the bars in which each step of the bar is played, from the first bar with a note to the last."""
    bars = (notes.steps - notes.bar_step) // notes.steps_per_bar
    num_bars = int(bars.max() - bars.min()) + 1
    return tuple(len(np.unique(bars[notes.bar_positions == step])) / num_bars for step in range(notes.steps_per_bar))


def interval_shares(notes: GridNotes) -> dict[str, float]:
    """Shares of the gaps between neighbouring onsets by length in sixteenths: ``"1"`` … ``"8"``, ``"longer"``.

    Threes against the four of the beat are the trace of cross rhythm (3-3-2 cells).
    """
    gaps = np.diff(np.unique(notes.steps))
    if not len(gaps):
        return {}
    shares = {str(length): float(np.mean(gaps == length)) for length in range(1, 9)}
    shares["longer"] = float(np.mean(gaps > 8))
    return {name: share for name, share in shares.items() if share > 0.0}


def velocity_by_step(notes: GridNotes) -> tuple[float | None, ...]:
    """Mean velocity (1-127) of each step of the bar; None where nothing falls on it."""
    positions = notes.bar_positions
    return tuple(
        float(notes.velocities[positions == step].mean()) if np.any(positions == step) else None
        for step in range(notes.steps_per_bar)
    )


def bars_of(notes: GridNotes) -> list[frozenset[int]]:
    """The steps played in each bar, from the first bar with a note to the last."""
    bars = (notes.steps - notes.bar_step) // notes.steps_per_bar
    played = notes.bar_positions
    return [frozenset(int(step) for step in played[bars == bar]) for bar in range(int(bars.min()), int(bars.max()) + 1)]
