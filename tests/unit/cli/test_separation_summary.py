"""Figures of many clips: medians with their uncertainty, presence, promises."""

from __future__ import annotations

import numpy as np
import pytest

from engine.cli.separation_bench.summary import Target, auroc, presence, spread, summary, verdicts


def test_a_spread_holds_what_its_names_say() -> None:
    found = spread([5.0, 1.0, 2.0, 4.0, 3.0])
    assert (found["n"], found["median"], found["mean"], found["min"], found["max"]) == (5, 3.0, 3.0, 1.0, 5.0)
    assert (found["q1"], found["q3"]) == (2.0, 4.0)
    assert spread([2.0])["median_low"] == spread([2.0])["median_high"] == 2.0


def test_the_interval_of_a_median_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    hits = []
    for _ in range(60):
        found = spread(rng.normal(7.0, 3.0, 40).tolist())
        hits.append(found["median_low"] <= 7.0 <= found["median_high"])
    assert np.mean(hits) > 0.85  # 95 % of many; of 60 at least 85 % but once in thousands of times


@pytest.mark.parametrize(
    ("scores", "truth", "area"),
    [
        ([0.1, 0.4, 0.35, 0.8], [False, False, True, True], 0.75),  # the example of scikit-learn's roc_auc_score
        ([0.2, 0.2], [True, False], 0.5),
        ([0.9, 0.8], [True, True], None),
    ],
)
def test_auroc(scores: list[float], truth: list[bool], area: float | None) -> None:
    assert auroc(np.array(scores), np.array(truth)) == area


def test_presence_is_told_apart_by_what_plays() -> None:
    def heard(kind: str, probability: float, verdict: bool | None) -> dict[str, object]:
        is_present = kind == "log_drum"
        return {
            "kind": kind,
            "is_present": is_present,
            "probability": probability,
            "heard": verdict,
            "level_dbfs": -20.0 if is_present else -60.0,
        }

    clips = [heard("log_drum", 0.9, True), heard("log_drum", 0.4, None), heard("tom", 0.1, False)]
    found = presence([*clips, heard("eight_o_eight", 0.8, True)])
    assert found["accuracy"] == 0.5
    assert found["balanced_accuracy"] == 0.5
    assert found["undecided"] == 0.25
    assert found["by_kind"]["tom"] == {"n": 1, "right": 1.0}
    assert found["by_kind"]["eight_o_eight"] == {"n": 1, "right": 0.0}
    assert found["auroc"] == 0.75
    assert found["level_accuracy"] == found["level_auroc"] == 1.0


def test_leakage_where_nothing_plays_is_kept_apart_from_that_in_rests() -> None:
    silent = {"stems": {"log_drum": {"is_silent": True, "leakage_dbfs": -60.0}}}
    resting = {"stems": {"log_drum": {"is_silent": False, "leakage_dbfs": -30.0, "usdr_db": 5.0}}}
    own = summary([silent, resting])["stems"]["log_drum"]
    assert own["leakage_dbfs"]["median"] == -60.0
    assert own["rest_leakage_dbfs"]["median"] == -30.0
    assert own["usdr_db"]["n"] == 1


def test_a_promise_is_kept_upwards_and_downwards() -> None:
    assert [Target("", (), 8.0, 12.0).reached(value) for value in (7.9, 8.0, 12.0)] == ["no", "must", "goal"]
    assert [Target("", (), -40.0, -50.0).reached(value) for value in (-39.0, -40.0, -50.0)] == ["no", "must", "goal"]
    told = verdicts({"stems": {"log_drum": {"usdr_db": {"median": 9.0}}}, "residual_db": {"max": -150.0}})
    assert [(own["figure"], own["reached"]) for own in told] == [
        ("log drum uSDR, dB", "must"),
        ("residual of the sum, dB", "goal"),
    ]
