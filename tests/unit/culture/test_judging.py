"""From inputs to a score: signs, bounds, nulls, intervals, evidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.score import EXPLORATORY, NOT_ASSESSABLE, MarkerScore
from engine.culture.bars import Bars, Window
from engine.culture.judging import LEAST_COVERAGE, LIMIT, MarkerInputs, judge
from engine.culture.profile import InputWeight, MarkerProfile

WINDOWS = Bars(np.arange(33.0) * 2.0).windows()
COUNT = len(WINDOWS)


def profile(**more: object) -> MarkerProfile:
    inputs = {
        "both": InputWeight(weight=1.0, centre=0.5, spread=0.25, source="test"),
        "only_for": InputWeight(weight=1.0, centre=0.2, spread=0.2, source="test", one_sided=True),
    }
    fields: dict[str, object] = {
        "title": "A trait",
        "meaning": "it is there",
        "share": 0.5,
        "intercept": -1.0,
        "inputs": inputs,
    }
    return MarkerProfile(**{**fields, **more})  # type: ignore[arg-type]


def heard(both: object = 0.5, only_for: object = 0.0, **more: object) -> MarkerInputs:
    fields: dict[str, object] = {
        "by_window": {"both": column(both), "only_for": column(only_for)},
        "weights": np.ones(COUNT),
        "words": lambda window: f"bars {window.first_bar}-{window.last_bar}",
    }
    return MarkerInputs(**{**fields, **more})  # type: ignore[arg-type]


def column(value: object) -> np.ndarray:
    return np.broadcast_to(np.asarray(value, np.float64), COUNT).copy()


def score(inputs: MarkerInputs, windows: tuple[Window, ...] = WINDOWS) -> MarkerScore:
    return judge("trait", inputs, windows, profile())


def test_at_the_centre_the_value_is_the_intercepts() -> None:
    assert score(heard()).value == pytest.approx(1.0 / (1.0 + np.exp(1.0)), abs=1e-4)


def test_contributions_add_up_to_the_log_odds() -> None:
    found = score(heard(0.75, 0.4))
    assert found.contributions == pytest.approx({"both": 1.0, "only_for": 1.0})
    assert found.value == pytest.approx(1.0 / (1.0 + np.exp(-1.0)), abs=1e-4)
    assert found.status == EXPLORATORY


def test_an_absent_trait_takes_nothing_away_where_it_only_speaks_for() -> None:
    assert score(heard(only_for=0.0)).value == score(heard(only_for=0.2)).value
    assert score(heard(only_for=0.0)).contributions["only_for"] == 0.0


def test_no_input_counts_beyond_the_limit() -> None:
    assert score(heard(only_for=9.0)).contributions["only_for"] == LIMIT


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_of_an_input_never_lowers_the_value(low: float, more: float, other: float) -> None:
    before, after = score(heard(low, other)).value, score(heard(min(1.0, low + more), other)).value
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.lists(st.floats(0.0, 1.0), min_size=COUNT, max_size=COUNT))
def test_the_interval_holds_the_value_of_inputs_within_reach(values: list[float]) -> None:
    found = score(heard(np.asarray(values), 0.1))
    assert found.value is not None
    assert found.interval is not None
    assert 0.0 <= found.interval[0] <= found.value <= found.interval[1] <= 1.0


def test_what_was_not_measured_widens_the_interval_and_says_nothing_else() -> None:
    whole = score(heard(0.75))
    part = judge("trait", MarkerInputs({"both": column(0.75)}, np.ones(COUNT)), WINDOWS, profile())
    assert part.value == whole.value
    assert part.interval is not None
    assert whole.interval is not None
    assert part.interval[0] < whole.interval[0]
    assert part.interval[1] > whole.interval[1]


def test_few_bars_say_little() -> None:
    short = WINDOWS[:1]
    inputs = MarkerInputs({"both": np.array([0.75]), "only_for": np.array([0.0])}, np.ones(1))
    few, many = score(inputs, short), score(heard(0.75))
    assert few.interval is not None
    assert many.interval is not None
    assert few.interval[1] - few.interval[0] > many.interval[1] - many.interval[0]


def test_same_inputs_same_score() -> None:
    rng = np.random.default_rng(3)
    values = rng.uniform(size=COUNT)
    assert score(heard(values)) == score(heard(values.copy()))


@pytest.mark.parametrize(
    "inputs",
    [
        MarkerInputs(why="nobody plays"),
        MarkerInputs({"both": column(np.nan)}, np.ones(COUNT)),
        MarkerInputs({"both": column(0.9)}, np.full(COUNT, 0.9 * LEAST_COVERAGE)),
        MarkerInputs({"unknown": column(0.9)}, np.ones(COUNT)),
    ],
)
def test_what_cannot_be_told_is_null_with_a_reason(inputs: MarkerInputs) -> None:
    found = score(inputs)
    assert (found.value, found.interval, found.status) == (None, None, NOT_ASSESSABLE)
    assert found.why
    assert found.evidence == found.counter_evidence == ()


def test_stretches_that_could_not_be_judged_do_not_count() -> None:
    values, weights = column(0.75), np.ones(COUNT)
    values[:4], weights[:4] = 0.0, 0.0
    found = score(heard(values, weights=weights))
    assert found.value == score(heard(0.75)).value
    assert found.coverage == 0.5
    assert [own.value is None for own in found.windows] == [True] * 4 + [False] * 4


def test_evidence_names_the_bars_it_is_heard_in() -> None:
    values = column(0.0)
    values[2:4] = 1.0
    found = score(heard(values, 0.4))
    (evidence,) = found.evidence
    assert evidence.bars == (9, 16)
    assert (evidence.start, evidence.end) == (16.0, 32.0)
    assert evidence.text
    assert {own.bars for own in found.counter_evidence} == {(1, 8), (17, 32)}


def test_what_only_the_whole_song_has_counts_once() -> None:
    found = judge("trait", MarkerInputs({"both": column(0.5)}, np.ones(COUNT), {"only_for": 0.4}), WINDOWS, profile())
    assert found.contributions["only_for"] == pytest.approx(1.0)
    assert {own.value for own in found.windows} == {found.value}


def test_what_hearing_gets_wrong_widens_the_interval_and_moves_no_value() -> None:
    doubted = profile(hearing=(-0.5, 2.0))
    known = judge("m", heard(0.6), WINDOWS, doubted)
    told = judge("m", heard(0.6), WINDOWS, doubted, is_heard=True)
    assert told.value == known.value
    assert known.interval is not None
    assert told.interval is not None
    down, up = known.interval[0] - told.interval[0], told.interval[1] - known.interval[1]
    assert up > down > 0.0
    with pytest.raises(ValueError, match="hearing"):
        profile(hearing=(0.5, 1.0))
