"""Where a plan's random numbers come from, and what it says about its choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.core.blueprint import Blueprint
from engine.generation.draws import generator


@dataclass(frozen=True, slots=True)
class Decisions:
    """Draws and the words for them.

    Every decision has a stream of its own, so that asking for one thing more leaves the others as they were.

    Args:
        seed: Of the piece.
        seeds: Seeds of parts that are drawn anew.
        said: What was decided and why, one sentence each, in order.
    """

    seed: int
    seeds: Mapping[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def rng(self, part: str, *names: str | int) -> np.random.Generator:
        """The stream of one decision of one of ``engine.core.blueprint.PARTS``."""
        return generator(self.seeds.get(part, self.seed), "plan", part, *names)

    def say(self, text: str) -> None:
        self.said.append(text)


@dataclass(frozen=True, slots=True)
class Plan:
    """A blueprint, and in words what was decided and why."""

    blueprint: Blueprint
    choices: tuple[str, ...]


def within(value: float, low: float, high: float) -> float:
    """The value, or the end of the range it is beyond."""
    return float(min(high, max(low, value)))
