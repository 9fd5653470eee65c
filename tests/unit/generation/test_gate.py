"""The gate: what passes, what is made again and how, what is kept; never against what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.labels import MARKERS
from engine.core.score import CultureScore, MarkerScore
from engine.generation.gate import (
    ATTEMPTS,
    WORDS,
    Gate,
    Kept,
    Order,
    Scored,
    next_seed,
    pass_gate,
    strengthened,
    strengthened_prompt,
)
from engine.generation.profiles import load_profile, load_profiles
from engine.generation.sketch.plan import plan
from engine.generation.wishes import Wishes

ORDER = Order(prompt="private school, 112 bpm", wishes=Wishes(style="private_school", bars=32), seed=7)
GATE = Gate(threshold=0.8)


def score(total: float | None, **values: float | None) -> CultureScore:
    given = {name: values.get(name, 0.9) for name in MARKERS}
    markers = {name: MarkerScore(name, value, None, "exploratory") for name, value in given.items()}
    interval = None if total is None else [total - 0.1, total + 0.1]
    return CultureScore("aurax", {}, markers, {}, {"value": total, "interval": interval, "why": "no bars"})


def through(*totals: float | None, **weak: float | None) -> tuple[Kept[float | None], list[Order]]:
    """Takes whose totals come in this order, passed through the gate; what was made is the total itself."""
    orders: list[Order] = []

    def make(order: Order, number: int) -> Scored[float | None]:
        orders.append(order)
        assert number == len(orders)
        return Scored(made=totals[number - 1], score=score(totals[number - 1], **(weak or {"jazz_harmonies": 0.1})))

    return pass_gate(ORDER, make, GATE, lambda _scored: load_profile("private_school")), orders


@pytest.mark.parametrize(
    ("totals", "number", "passed"),
    [
        ([0.9], 1, True),
        ([0.8], 1, True),  # the threshold itself is enough
        ([0.7, 0.85], 2, True),
        ([0.5, 0.7, 0.6], 2, False),
        ([0.5, 0.5, 0.5], 1, False),  # the first of equals
        ([None], 1, None),  # what cannot be judged stands as it is
        ([0.5, None], 1, False),
    ],
)
def test_the_first_that_passes_or_the_best_is_kept_and_every_attempt_is_told(
    totals: Sequence[float | None], number: int, passed: bool | None
) -> None:
    kept, _ = through(*totals)
    assert kept.number == number
    assert kept.best.made == totals[number - 1]
    assert kept.attempt.verdict.passed is passed
    assert [attempt.verdict.total for attempt in kept.history] == list(totals)
    assert len(kept.history) <= ATTEMPTS
    for attempt in kept.history:
        assert attempt.verdict.reason
        assert bool(attempt.changes) == (attempt.number > 1)


def test_each_attempt_has_a_seed_of_its_own_and_goes_further() -> None:
    kept, orders = through(0.5, 0.6, 0.7)
    assert [order.seed for order in orders] == [7, next_seed(7, 1), next_seed(7, 2)]
    assert len({order.seed for order in orders}) == 3
    richness = [order.wishes.richness for order in orders]
    assert richness[0] is None
    assert richness[1] is not None
    assert richness[2] is not None
    assert richness[1] < richness[2] <= load_profile("private_school").harmony.extensions.high
    assert kept.order == orders[2]
    assert through(0.5, 0.6, 0.7)[1] == orders  # the same again


def test_what_has_helped_an_earlier_attempt_stays() -> None:
    weak = iter(["kwaito_rhythms", "jazz_harmonies", "jazz_harmonies"])
    orders = []

    def make(order: Order, _number: int) -> Scored[int]:
        orders.append(order)
        return Scored(made=0, score=score(0.5, **{next(weak): 0.1}))

    pass_gate(replace(ORDER, wishes=Wishes(style="classic")), make, GATE, lambda _scored: load_profile("classic"))
    assert ["chant" in order.wishes.roles for order in orders] == [False, True, True]
    assert [order.wishes.richness is None for order in orders] == [True, True, False]


def test_a_take_of_which_nothing_can_be_strengthened_is_kept_at_once() -> None:
    orders = []

    def make(order: Order, _number: int) -> Scored[int]:
        orders.append(order)
        return Scored(made=0, score=score(0.3))  # every marker is clear: the family is what is low

    kept = pass_gate(ORDER, make, GATE, lambda _scored: load_profile("private_school"))
    assert len(orders) == 1
    assert kept.attempt.verdict.passed is False


def test_a_weak_log_drum_becomes_busier_and_earlier_within_the_styles_range() -> None:
    style = load_profile("classic")
    order = replace(ORDER, wishes=Wishes(style="classic", bars=96))
    first = plan(order.wishes, 7).blueprint
    weak = score(0.4, log_drum_authenticity=0.1)
    for step in (1, 2):
        stronger = strengthened(order, weak, style, step=step, blueprint=first).order
        again = plan(stronger.wishes, stronger.seed).blueprint
        assert again.log_drum is not None
        assert style.log_drum.onsets_per_bar.mode <= again.log_drum.onsets_per_bar
        assert again.log_drum.onsets_per_bar <= style.log_drum.onsets_per_bar.high + 0.01
        assert _bars_before_log_drum(again) <= _bars_before_log_drum(first)


def _bars_before_log_drum(blueprint: object) -> int:
    from engine.core.blueprint import Blueprint

    assert isinstance(blueprint, Blueprint)
    bars = 0
    for section in blueprint.sections:
        if section.role("log_drum"):
            break
        bars += section.num_bars
    return bars


def test_hand_drums_of_the_style_are_added_one_by_one() -> None:
    weak = score(0.4, traditional_percussion=None)  # what could not be told is not there for a listener either
    styles = load_profiles()
    for style in styles.values():
        roles = [set(strengthened(ORDER, weak, style, step=step).order.wishes.roles) for step in (1, 2)]
        assert len(roles[0]) == 1
        assert roles[0] < roles[1]
        assert all(style.band[role].share >= 0.3 for role in roles[1])


@pytest.mark.parametrize(
    ("wishes", "weak"),
    [
        (Wishes(without=frozenset({"log_drum"})), "log_drum_authenticity"),
        (Wishes(richness=0.1), "jazz_harmonies"),
        (Wishes(harmony=("i", "iv")), "jazz_harmonies"),
        (Wishes(without=frozenset({"chant"})), "kwaito_rhythms"),
        (Wishes(without=frozenset({"choir"})), "gospel_influence"),
    ],
)
def test_what_was_asked_for_is_never_overruled(wishes: Wishes, weak: str) -> None:
    for style in load_profiles().values():
        stronger = strengthened(replace(ORDER, wishes=wishes), score(0.2, **{weak: 0.0}), style)
        assert stronger.order.wishes == wishes
        assert stronger.changes == ()


def test_how_the_log_drum_was_asked_for_stays() -> None:
    asked = {"busy": 0.2, "level_db": -3.0, "entry_bar": 33.0, "drive": 0.1}
    order = replace(ORDER, wishes=Wishes(log_drum=asked, bars=64))
    weak = score(0.2, log_drum_authenticity=0.0)
    assert strengthened(order, weak, load_profile("classic"), step=2).order.wishes.log_drum == asked


def test_a_gospel_choir_is_not_added_to_a_style_that_seldom_has_one() -> None:
    weak = score(0.2, gospel_influence=0.0)
    assert strengthened(ORDER, weak, load_profile("tech")).changes == ()
    assert "choir" in strengthened(ORDER, weak, load_profile("soulful")).order.wishes.roles


def test_a_prompt_gets_words_for_what_is_weak() -> None:
    prompt, added = strengthened_prompt("sunset at the lake", ("jazz_harmonies", "log_drum_authenticity"))
    assert prompt == f"sunset at the lake, {', '.join(added)}"
    assert added == (WORDS["jazz_harmonies"][1], WORDS["log_drum_authenticity"][1])


@given(
    st.text(max_size=60),
    st.lists(st.sampled_from(MARKERS), unique=True),
    st.sets(st.sampled_from(["log_drum", "choir"])),
)
def test_a_strengthened_prompt_keeps_the_users_words_and_says_nothing_twice(
    words: str, weak: list[str], without: set[str]
) -> None:
    prompt, added = strengthened_prompt(words, tuple(weak), frozenset(without))
    assert prompt.startswith(words.strip())
    assert strengthened_prompt(prompt, tuple(weak), frozenset(without)) == (prompt, ())
    assert "log_drum" not in without or not any("log drum" in text for text in added)


def test_a_backend_that_reads_words_gets_a_stronger_prompt_only() -> None:
    weak = score(0.2, log_drum_authenticity=0.0, jazz_harmonies=0.3)
    stronger = strengthened(replace(ORDER, prompt="late night, no drums"), weak, None)
    assert stronger.order.wishes == ORDER.wishes
    assert stronger.order.prompt == "late night, no drums, " + ", ".join(stronger.changes)
    assert stronger.changes == (WORDS["log_drum_authenticity"][1], WORDS["jazz_harmonies"][1])
    assert stronger.order.seed != ORDER.seed


@given(st.integers(0, 2**63 - 1), st.integers(1, 9))
def test_a_next_seed_is_one_that_a_take_can_have(seed: int, step: int) -> None:
    assert 0 <= next_seed(seed, step) < 2**31
    assert next_seed(seed, step) == next_seed(seed, step)
