"""Plans are balanced, spaced and seeded."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.errors import UserError
from engine.core.rating import CATCH, MAIN, REPEAT
from engine.rating.design import ANCHOR, LEAST_DISTANCE, Cell, Numbers, pairs, plan

SYSTEMS = ("a", "b", "c", "d")


def plans(
    numbers: Numbers, systems: tuple[str, ...] = SYSTEMS, num_prompts: int = 10, seed: int = 1
) -> list[list[Cell]]:
    prompts = [f"p{number}" for number in range(num_prompts)]
    return plan(pairs(systems, prompts), numbers, np.random.default_rng(seed))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 4), st.integers(4, 12))
def test_every_plan_has_the_declared_numbers_and_repeats_swap_sides(seed: int, num_systems: int, prompts: int) -> None:
    numbers = Numbers(trials=20, raters=3, repeats=2, catches=1)
    for cells in plans(numbers, SYSTEMS[:num_systems], prompts, seed):
        assert Counter(cell.role for cell in cells) == {MAIN: 17, REPEAT: 2, CATCH: 1}
        by_number = {cell.number: cell for cell in cells}
        assert len(by_number) == 20
        for place, cell in enumerate(cells):
            if cell.role == REPEAT:
                source = by_number[cell.repeats or 0]
                assert source.systems == cell.systems[::-1]
                assert source.prompt == cell.prompt
                assert cells.index(source) < place
            if cell.role == CATCH:
                assert place > 0
                assert ANCHOR in cell.systems


def test_pairs_sides_and_prompts_are_balanced() -> None:
    all_plans = plans(Numbers(trials=20, raters=12, repeats=2, catches=1))
    main = [cell for cells in all_plans for cell in cells if cell.role == MAIN]
    pair_counts = Counter(frozenset(cell.systems) for cell in main)
    assert len(pair_counts) == 6
    assert max(pair_counts.values()) - min(pair_counts.values()) <= 12, "within a plan they differ by one at most"
    for pair in pair_counts:
        low, high = sorted(pair)
        sides = Counter(cell.systems[0] for cell in main if set(cell.systems) == pair)
        assert abs(sides[low] - sides[high]) <= 12
    for cells in all_plans:
        for pair in pair_counts:
            sides = Counter(cell.systems[0] for cell in cells if cell.role == MAIN and set(cell.systems) == pair)
            assert abs(max(sides.values(), default=0) - (sum(sides.values()) - max(sides.values(), default=0))) <= 1
    combos = Counter(cell.combination for cell in main)
    assert len(combos) == 60
    assert max(combos.values()) - min(combos.values()) <= 2


def test_the_same_items_do_not_come_back_within_three_trials() -> None:
    for cells in plans(Numbers(trials=20, raters=12, repeats=2, catches=1), SYSTEMS[:2], 10):
        last: dict[object, int] = {}
        for place, cell in enumerate(cells):
            if cell.role != CATCH:
                assert place - last.get(cell.combination, -9) >= LEAST_DISTANCE
                last[cell.combination] = place


def test_sides_follow_no_pattern_a_rater_could_learn() -> None:
    firsts = [[cell.systems[0] == "a" for cell in cells] for cells in plans(Numbers(20, 40, 0, 0), SYSTEMS[:2], 10)]
    same_as_before = np.mean([np.mean(np.diff(np.array(row, int)) == 0) for row in firsts])
    assert 0.4 < same_as_before < 0.55, "half of the sides would stay by chance, a little less where sides are balanced"


def test_the_seed_decides() -> None:
    numbers = Numbers(12, 3, 1, 1)
    assert plans(numbers, seed=5) == plans(numbers, seed=5)
    assert plans(numbers, seed=5) != plans(numbers, seed=6)


def test_no_room_for_repeats_is_said() -> None:
    with pytest.raises(UserError, match="no room"):
        Numbers(trials=3, raters=1, repeats=2, catches=1)
