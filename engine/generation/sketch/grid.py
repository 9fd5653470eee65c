"""What part writers work with: notes on the grid of sixteenths, before swing and micro-timing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.core.blueprint import STEPS_PER_BAR, Blueprint, PlannedSection, RolePlan
from engine.core.composition import Move, PlayedChord, Slide


@dataclass(frozen=True, slots=True, kw_only=True)
class GridNote:
    """A note on the grid: ``step`` and ``length`` in sixteenths from the start of the piece, fractions for rolls."""

    step: float
    length: float
    pitch: int
    velocity: int
    reason: str
    slide: Slide | None = None
    syllable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one role is to write: one section of it.

    Args:
        blueprint: The whole plan.
        index: Of the section.
        section: The section's plan.
        plan: How this role plays in it.
        first_step: Sixteenths from the start of the piece to the section.
        chords: The section's chords, in order, without gaps.
        first_chord: Index of the first of them among all chords of the piece.
        written: What other roles have already written in this section, by role.
        before: What this role wrote in the section before that it played in; empty where there is none.
        rng: This role's random stream for this section.
    """

    blueprint: Blueprint
    index: int
    section: PlannedSection
    plan: RolePlan
    first_step: int
    chords: Sequence[PlayedChord]
    first_chord: int
    written: Mapping[str, Sequence[GridNote]]
    before: Sequence[GridNote]
    rng: np.random.Generator

    @property
    def num_steps(self) -> int:
        return self.section.num_bars * STEPS_PER_BAR

    def bar_step(self, bar: int) -> int:
        """First step of a bar of this section, 0 is the first."""
        return self.first_step + bar * STEPS_PER_BAR

    def chord_at(self, step: float) -> PlayedChord:
        """The chord that sounds at a step; the nearest one outside of the section."""
        for chord in self.chords:
            if step < chord.last_step:
                return chord
        return self.chords[-1]


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer made of a passage."""

    notes: tuple[GridNote, ...]
    moves: tuple[Move, ...] = field(default=())
