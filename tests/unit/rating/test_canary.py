"""A canary follows its rule, once, and a changed rule decides nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import UserError
from engine.rating import canary
from engine.rating.canary_scores import scores_of
from engine.rating.intervals import Interval

NOW = "2026-11-28T12:00:00+00:00"
RULE = canary.Rule(
    name="one", control="base", treatment="tuned", share=0.1, question="preference", votes=200, raters=12,
    promote_above=0.5, withdraw_below=0.5, salt="ab", made_at=NOW,
)  # fmt: skip


def test_a_tenth_goes_to_the_new_model_and_the_same_id_the_same_way() -> None:
    ids = [f"take-{number}" for number in range(20_000)]
    went = np.array([canary.assign(RULE, one) == "tuned" for one in ids])
    assert went.mean() == pytest.approx(0.1, abs=4 * np.sqrt(0.09 / 20_000))
    assert all(canary.assign(RULE, one) == canary.assign(RULE, one) for one in ids[:50])


@pytest.mark.parametrize(
    ("low", "high", "outcome", "model"),
    [(0.53, 0.7, "promote", "tuned"), (0.3, 0.48, "withdraw", "base"), (0.45, 0.6, "undecided", "base")],
)
def test_the_interval_decides(tmp_path: Path, low: float, high: float, outcome: str, model: str) -> None:
    folder = canary.folder_of(tmp_path, "one")
    canary.write_rule(folder, RULE)
    assert canary.read_rule(folder) == RULE
    decision = canary.decide(RULE, Interval((low + high) / 2, low, high, 200, 12), ["s"], at=NOW)
    canary.write_decision(folder, decision)
    assert decision.outcome == outcome
    kept = canary.read_decision(folder)
    assert kept == decision
    assert {canary.assign(RULE, f"{number}", kept) for number in range(100)} == {model}
    with pytest.raises(UserError, match="decided"):
        canary.write_decision(folder, decision)


def test_too_few_votes_decide_nothing() -> None:
    with pytest.raises(UserError, match="asks for 200"):
        canary.decide(RULE, Interval(0.9, 0.8, 0.95, 199, 12), ["s"], at=NOW)


def test_a_changed_rule_is_refused(tmp_path: Path) -> None:
    folder = canary.folder_of(tmp_path, "one")
    canary.write_rule(folder, RULE)
    file = folder / canary.RULE_FILE
    file.write_text(file.read_text().replace('"votes": 200', '"votes": 20'))
    with pytest.raises(UserError, match="changed"):
        canary.read_rule(folder)
    with pytest.raises(UserError, match="already"):
        canary.write_rule(folder, RULE)


def test_its_takes_are_scored_by_model(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    for number in range(40):
        arm = "treatment" if number % 4 == 0 else "control"
        take = tmp_path / "deep" / f"take-{number}"
        take.mkdir(parents=True)
        total = None if number == 8 else float(rng.normal(0.92 if arm == "treatment" else 0.6, 0.02))
        (take / "take.json").write_text(json.dumps({"canary": {"name": "one", "arm": arm}}))
        (take / "culture.json").write_text(json.dumps({"total": {"value": total}}))
    (tmp_path / "deep" / "take-1" / "take.json").write_text(
        json.dumps({"canary": {"name": "another", "arm": "control"}})
    )
    (tmp_path / "deep" / "take-2" / "take.json").write_text("{")
    found = scores_of("one", [tmp_path, tmp_path / "deep"])
    assert (found["treatment"]["takes"], found["treatment"]["judged"]) == (10, 9), "what was not judged is no zero"
    assert found["control"]["takes"] == 28, "another canary's take, and one that cannot be read"
    assert found["treatment"]["mean"] == pytest.approx(0.92, abs=0.03)
    assert (found["treatment"]["above"], found["control"]["above"]) == (True, False)
    assert scores_of("two", [tmp_path])["treatment"]["mean"] is None


def test_names_stay_in_their_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot name"):
        canary.folder_of(tmp_path, "../x")
