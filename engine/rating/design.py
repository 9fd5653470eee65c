"""Who hears what, in which order and at which place: incomplete blocks that are as balanced as their numbers allow.

Each plan takes the comparison that it and the plans before it have had least (a greedy incomplete block design), puts
each system first as often as second, and then shuffles. A repeat swaps the places and stands at least three trials
after what it repeats. Balance over places and order: Cochran & Cox, Experimental Designs (1957), chapter 9.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.core.errors import UserError
from engine.core.rating import CATCH, MAIN, REPEAT

LEAST_DISTANCE = 4
"""Between two trials of the same items: three others lie between them."""
_SHUFFLES = 200

ANCHOR = "anchor_3500"
"""The place of a degraded copy in a catch trial."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A trial before it has ids: the systems in the order of their places, the prompt, and why it is there.

    ``number`` is the cell's own within its plan; ``repeats`` the number of the cell that it repeats.
    """

    systems: tuple[str, ...]
    prompt: str
    role: str = MAIN
    number: int = 0
    repeats: int | None = None

    @property
    def combination(self) -> tuple[frozenset[str], str]:
        """What is compared, whatever the places."""
        return frozenset(self.systems), self.prompt


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many trials each rater hears, of which so many repeats and catches, and for how many raters to plan."""

    trials: int
    raters: int
    repeats: int
    catches: int

    def __post_init__(self) -> None:
        if min(self.trials, self.raters) < 1 or min(self.repeats, self.catches) < 0:
            raise UserError("A session has at least one trial and one rater", "Say --trials and --raters.")
        if self.main < 1 or self.repeats > self.main:
            raise UserError(
                f"{self.trials} trials leave no room for {self.repeats} repeats and {self.catches} catch trials",
                "Ask for more trials, or fewer repeats and catches.",
            )

    @property
    def main(self) -> int:
        return self.trials - self.repeats - self.catches


def plan(blocks: Sequence[tuple[tuple[str, ...], str]], numbers: Numbers, rng: np.random.Generator) -> list[list[Cell]]:
    """A plan for each rater.

    Args:
        blocks: What may be compared (or, of one system each, rated): systems and prompt.
        numbers: How many of what.
        rng: Decides ties, places and order.
    """
    taken: Counter[tuple[tuple[str, ...], str]] = Counter()
    sides: Counter[tuple[str, ...]] = Counter()
    return [_one_plan(blocks, numbers, taken, sides, rng) for _ in range(numbers.raters)]


def pairs(systems: Sequence[str], prompts: Sequence[str]) -> list[tuple[tuple[str, ...], str]]:
    """Every two systems on every prompt."""
    return [(pair, prompt) for pair in itertools.combinations(systems, 2) for prompt in prompts]


def _one_plan(
    blocks: Sequence[tuple[tuple[str, ...], str]],
    numbers: Numbers,
    taken: Counter[tuple[tuple[str, ...], str]],
    sides: Counter[tuple[str, ...]],
    rng: np.random.Generator,
) -> list[Cell]:
    chosen = _choose(blocks, numbers.main, taken, rng)
    own: Counter[tuple[str, ...]] = Counter()
    cells = []
    for number, (systems, prompt) in enumerate(chosen):
        places = systems
        if len(systems) == 2:
            lead = own[systems] or sides[systems] or int(rng.integers(2) * 2 - 1)
            step = -1 if lead > 0 else 1
            own[systems] += step
            sides[systems] += step
            places = systems if step > 0 else systems[::-1]
        elif len(systems) > 2:
            places = tuple(systems[index] for index in rng.permutation(len(systems)))
        cells.append(Cell(places, prompt, number=number))
    catches = [
        _catch(cells[int(index)], numbers.main + extra, rng)
        for extra, index in enumerate(rng.choice(len(cells), numbers.catches, replace=numbers.catches > len(cells)))
    ]
    return _in_order(cells, catches, numbers, rng)


def _choose(
    blocks: Sequence[tuple[tuple[str, ...], str]],
    num: int,
    taken: Counter[tuple[tuple[str, ...], str]],
    rng: np.random.Generator,
) -> list[tuple[tuple[str, ...], str]]:
    here: Counter[object] = Counter()
    chosen = []
    for _ in range(num):
        chance = rng.random(len(blocks))
        best = min(
            range(len(blocks)),
            key=lambda index: (
                here[blocks[index]],
                here[blocks[index][0]],
                taken[blocks[index]],
                here[blocks[index][1]],
                chance[index],
            ),
        )
        block = blocks[best]
        for counted in (block, block[0], block[1]):
            here[counted] += 1
        taken[block] += 1
        chosen.append(block)
    return chosen


def _catch(cell: Cell, number: int, rng: np.random.Generator) -> Cell:
    """The first system of a cell against its degraded copy; a rating gets the degraded copy alone."""
    if len(cell.systems) == 1:
        return Cell((ANCHOR, *cell.systems), cell.prompt, CATCH, number)
    places = (cell.systems[0], ANCHOR)
    return Cell(places if rng.random() < 0.5 else places[::-1], cell.prompt, CATCH, number)


def _in_order(cells: list[Cell], catches: list[Cell], numbers: Numbers, rng: np.random.Generator) -> list[Cell]:
    """The best of many shuffles: repeats far behind what they repeat, no catch at the start."""
    best: tuple[int, list[Cell]] | None = None
    for _ in range(_SHUFFLES):
        order = [cells[int(index)] for index in rng.permutation(len(cells))]
        for catch in catches:
            order.insert(int(rng.integers(1, len(order) + 1)), catch)
        sources = [cell for cell in order if cell.role == MAIN][: max(numbers.repeats, (len(cells) + 1) // 2)]
        for extra, index in enumerate(rng.choice(len(sources), numbers.repeats, replace=False)):
            source = sources[int(index)]
            repeat = replace(
                source,
                systems=source.systems[::-1],
                role=REPEAT,
                number=numbers.main + numbers.catches + extra,
                repeats=source.number,
            )
            earliest = min(len(order), order.index(source) + LEAST_DISTANCE)
            order.insert(int(rng.integers(earliest, len(order) + 1)), repeat)
        faults = _too_near(order)
        if best is None or faults < best[0]:
            best = faults, order
        if faults == 0:
            break
    assert best is not None
    return best[1]


def _too_near(order: Sequence[Cell]) -> int:
    """How many trials come too soon after one of the same items."""
    last: dict[tuple[frozenset[str], str], int] = {}
    faults = 0
    for place, cell in enumerate(order):
        if cell.role != CATCH:
            faults += place - last.get(cell.combination, -LEAST_DISTANCE) < LEAST_DISTANCE
            last[cell.combination] = place
    return faults
