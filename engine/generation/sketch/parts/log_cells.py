"""The log drum's material: which cells a piece and a section draw, and how a phrase of eight bars is made of them.

Each source (a seed grid, ``euclid``, ``markov``) has one unit of two bars in a piece. The first source of a section is
its home, which every phrase returns to; answers and edits are drawn section by section, so that the second drop is
the first one's relative and not its copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.blueprint import STEPS_PER_BAR, LogDrumPlan
from engine.generation.draws import stream
from engine.generation.sketch import cells
from engine.generation.sketch.cells import FORMS, ROTATIONS, UNIT_STEPS, Cell, Hit
from engine.generation.sketch.grid import Passage
from engine.generation.sketch.seeds import grid

Draws = NDArray[np.float64]
"""Numbers 0–1, ``[UNIT_STEPS, 2]``: how a unit is thinned and filled, the same each time it comes back."""

_SAME_EUCLID = 0.6  # share of Euclidean units that keep one rhythm in both bars; design prior
_PICKUP_ANSWERS = 0.35  # share of answers that are a rest and L6's pick-up; design prior

# mean of each is 1: how eight bars share their onsets. The second is "busy four against empty four", the third "bar
# against bar" (domain reference 1.6.5, call and response at three scales; the first scale is the rest within a bar)
_ARCS: tuple[tuple[float, ...], ...] = (
    (0.85, 0.95, 0.95, 1.05, 0.9, 1.0, 1.1, 1.2),
    (1.3, 1.3, 1.35, 1.3, 0.6, 0.5, 0.65, 1.0),
    (1.3, 0.7, 1.3, 0.7, 1.3, 0.75, 1.2, 0.75),
)
_ARC_WEIGHTS = (0.52, 0.18, 0.30)  # design prior


@dataclass(frozen=True, slots=True)
class Material:
    """A cell of two bars and the numbers by which it is fitted to a density."""

    cell: Cell
    draws: Draws


@dataclass(frozen=True, slots=True)
class Unit:
    """Two bars of a phrase: material, its place in the form (``A'``) and what share of the onsets each bar gets."""

    material: Material
    letter: str
    shares: tuple[float, float]

    @property
    def hits(self) -> list[Hit]:
        """The cell's hits with their reason spelt out: cell, place in the form, edit."""
        name = f"{self.material.cell.name} as {self.letter}"
        return [
            replace(hit, edit=", ".join(word for word in (name, hit.edit) if word)) for hit in self.material.cell.hits
        ]


def sources(passage: Passage, plan: LogDrumPlan) -> tuple[str, ...]:
    """The section's own seed cells where its plan names some, else the log drum's."""
    return tuple(passage.plan.pattern.split("+")) if passage.plan.pattern else plan.cells


def units(passage: Passage, plan: LogDrumPlan) -> list[Unit]:
    """The section in units of two bars: phrases on its home cell, every third of four on its second one (A A C A)."""
    own = sources(passage, plan)
    rng = passage.rng
    home = of_piece(passage, plan, own[0])
    away = of_piece(passage, plan, own[1]) if len(own) > 1 else material(own[0], plan, rng)
    num_units = -(-passage.section.num_bars // 2)
    answers = {id(first): answer(first, own, plan, rng) for first in (home, away)}
    found: list[Unit] = []
    for phrase in range(-(-num_units // 4)):
        first = away if phrase % 4 == 2 else home
        contrast = away if first is home and rng.random() < 0.5 else material(_drawn(own, plan, rng), plan, rng)
        found += _phrase({"A": first, "B": answers[id(first)], "C": contrast}, plan, rng)
    return found[:num_units]


def of_piece(passage: Passage, plan: LogDrumPlan, name: str) -> Material:
    """The piece's own unit of a source; a section that was drawn anew has one of its own."""
    if passage.section.seed is not None:
        return material(name, plan, passage.rng)
    return material(name, plan, stream(passage.blueprint, "log_drum", "cell", name))


def _phrase(known: dict[str, Material], plan: LogDrumPlan, rng: np.random.Generator) -> list[Unit]:
    form = FORMS[int(rng.integers(len(FORMS)))]
    arc = _ARCS[int(rng.choice(len(_ARC_WEIGHTS), p=_ARC_WEIGHTS))]
    found = []
    for place, letter in enumerate(form):
        own = known[letter.rstrip("'")]
        if letter.endswith("'"):
            own = edited(own, plan, rng)
        found.append(Unit(own, letter, (arc[2 * place], arc[2 * place + 1])))
    return found


def material(name: str, plan: LogDrumPlan, rng: np.random.Generator) -> Material:
    """Two bars from a source: rotated and mutated; a cell of one bar is answered by a changed one."""
    weights = plan.step_weights
    if name == "markov":
        cell = cells.mutated(cells.markov_cell(rng), rng, weights)
    elif name == "euclid":
        first = cells.euclid_cell(rng, plan.onsets_per_bar)
        second = _remotived(first, rng) if rng.random() < _SAME_EUCLID else cells.euclid_cell(rng, plan.onsets_per_bar)
        cell = joined(cells.mutated(first, rng, weights), cells.mutated(second, rng, weights))
    else:
        turned = cells.rotated(cells.from_grid(grid(name)), ROTATIONS[int(rng.integers(len(ROTATIONS)))])
        cell = cells.mutated(turned, rng, weights)
        if cell.num_steps < UNIT_STEPS:
            cell = joined(cell, cells.mutated(_remotived(turned, rng), rng, weights))
    return Material(cell, rng.random((UNIT_STEPS, 2)))


def answer(call: Material, own: Sequence[str], plan: LogDrumPlan, rng: np.random.Generator) -> Material:
    """Two bars that answer: the call's first bar, then the second bar of another unit or a rest with a pick-up."""
    first = Cell(call.cell.name, STEPS_PER_BAR, tuple(hit for hit in call.cell.hits if hit.step < STEPS_PER_BAR))
    other = material(_drawn(own, plan, rng), plan, rng)
    if rng.random() < _PICKUP_ANSWERS:
        late = replace(cells.from_grid(grid("L6")), name="L6")
    else:
        hits = tuple(
            replace(hit, step=hit.step - STEPS_PER_BAR) for hit in other.cell.hits if hit.step >= STEPS_PER_BAR
        )
        late = Cell(other.cell.name, STEPS_PER_BAR, hits)
    draws = np.concatenate([call.draws[:STEPS_PER_BAR], other.draws[STEPS_PER_BAR:]])
    return Material(joined(first, late, how="answers"), draws)


def edited(own: Material, plan: LogDrumPlan, rng: np.random.Generator) -> Material:
    """A unit's next appearance: mutated once more, and one or two of its tones changed."""
    changed = cells.mutated(own.cell, rng, plan.step_weights)
    hits = list(changed.hits)
    for _ in range(int(rng.integers(1, 3))):
        if hits:
            place = int(rng.integers(len(hits)))
            height = cells.MOTIF[int(rng.integers(len(cells.MOTIF)))]
            hits[place] = replace(hits[place], semitones=height, edit=hits[place].edit or "tone changed")
    return Material(replace(changed, hits=tuple(hits)), own.draws)


def joined(first: Cell, second: Cell, *, how: str = "") -> Cell:
    """Two cells of one bar in a row; hits of the second say where they come from where its name differs."""
    own = " ".join(word for word in (second.name, how) if word) if second.name != first.name else ""
    late = tuple(
        replace(hit, step=hit.step + STEPS_PER_BAR, edit=", ".join(word for word in (own, hit.edit) if word))
        for hit in second.hits
    )
    return Cell(first.name, UNIT_STEPS, first.hits + late)


def _remotived(cell: Cell, rng: np.random.Generator) -> Cell:
    """The rhythm with another motif in its second half: bar A asks, bar B answers."""
    heights = cells.motif(rng, len(cell.hits))
    hits = [
        hit if place < len(cell.hits) // 2 else replace(hit, semitones=heights[place])
        for place, hit in enumerate(cell.hits)
    ]
    return replace(cell, hits=tuple(hits))


def _drawn(own: Sequence[str], plan: LogDrumPlan, rng: np.random.Generator) -> str:
    """One of the sources, seeds whose own density is near the plan's more often; generated cells always suit."""
    weights = np.array(
        [
            np.exp(-0.6 * abs(cells.from_grid(grid(name)).onsets_per_bar - plan.onsets_per_bar))
            if name not in cells.GENERATED
            else 0.6
            for name in own
        ]
    )
    return own[int(rng.choice(len(own), p=(weights + 0.05) / (weights + 0.05).sum()))]
