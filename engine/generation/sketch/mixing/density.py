"""How much each role plays bar by bar, read from the notes: where the piece is fullest, and how loud it will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import Composition
from engine.core.roles import ROLES
from engine.generation.sketch.mixing.channel import Channel

WINDOW_BARS = 2
"""What is listened to before the piece is played: one turn of most patterns, and little enough to begin in a second."""


@dataclass(frozen=True, slots=True)
class Density:
    """For each role the energy its notes promise by bar (any unit), ``[bars]``, the levels of sections included."""

    by_role: dict[str, NDArray[np.float64]]

    @property
    def num_bars(self) -> int:
        return len(next(iter(self.by_role.values())))

    @property
    def window_bars(self) -> int:
        return min(WINDOW_BARS, self.num_bars)

    def densest(self, role: str) -> int:
        """First bar of the window in which a role plays most; the last such, so that it has time to ring."""
        windows = self._windows(self.by_role[role])
        return int(np.flatnonzero(windows >= windows.max() - 1e-9)[-1])

    def share(self, role: str, bar: int) -> float:
        """What a role plays in the window from ``bar``, against its densest window, 0-1."""
        windows = self._windows(self.by_role[role])
        return float(windows[bar] / max(windows.max(), 1e-12))

    def fullest(self, channels: Mapping[str, Channel]) -> int:
        """First bar of the window in which the mix is loudest."""
        levels = {role: channel.level_lu for role, channel in channels.items()}
        densest = {role: self.densest(role) for role in self.by_role}
        return int(np.argmax(self._windows(self.promised(levels, densest))))

    def promised(self, levels_db: Mapping[str, float], windows: Mapping[str, int]) -> NDArray[np.float64]:
        """Energy of the mix by bar, where each role has the energy of its level in its own window."""
        total = np.zeros(self.num_bars)
        for role, energy in self.by_role.items():
            usual = max(float(np.mean(energy[windows[role] : windows[role] + self.window_bars])), 1e-12)
            total += 10.0 ** (levels_db[role] / 10.0) * energy / usual
        return total

    def _windows(self, energy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.convolve(energy, np.ones(self.window_bars), mode="valid")


def density(composition: Composition) -> Density:
    """The density of every role that has notes."""
    blueprint = composition.blueprint
    bar = composition.duration / blueprint.num_bars
    levels = {
        (index, plan.role): 10.0 ** (plan.level_db / 10.0)
        for index, section in enumerate(blueprint.sections)
        for plan in section.roles
    }
    by_role: dict[str, NDArray[np.float64]] = {}
    for note in composition.notes:
        energy = by_role.setdefault(note.role, np.zeros(blueprint.num_bars))
        weight = (note.velocity / 127.0) ** 2 * levels.get((note.section, note.role), 1.0)
        first = min(int(note.onset / bar), blueprint.num_bars - 1)
        if ROLES[note.role].keys:
            energy[first] += weight
            continue
        last = min(int((note.onset + note.duration) / bar), blueprint.num_bars - 1)
        for index in range(first, last + 1):
            inside = min(note.onset + note.duration, (index + 1) * bar) - max(note.onset, index * bar)
            energy[index] += weight * max(inside, 0.0) / bar
    return Density(by_role)
