"""Reports of whole sessions whose raters answer by a known rule."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.core.rating import (
    CATCH,
    FIRST,
    MUSHRA,
    PAIRS,
    RATINGS,
    SECOND,
    Answer,
    NextTrial,
    Session,
    SessionKey,
)
from engine.rating import sealed, store, unblinding
from engine.rating.findings import find
from engine.rating.report_files import write_report
from engine.rating.results import rows_of
from engine.rating.sessions import Unblinded, key_path
from tests.rating_sessions import NAMES, always, make_session, vote_all

Rule = Callable[[SessionKey, NextTrial], dict[str, Answer]]


def prefers(name: str) -> Rule:
    """Takes a system wherever it is, and the whole copy over the degraded one."""

    def answer(key: SessionKey, trial: NextTrial) -> dict[str, Answer]:
        items = [Path(file).stem for file in trial.files]
        hidden = key.trials[trial.trial or ""]
        if hidden.role == CATCH:
            place = items.index(hidden.expected or "")
        else:
            place = [key.items[item].system for item in items].index(name)
        return {one.id: FIRST if place == 0 else SECOND for one in trial.questions}

    return answer


def studied(tmp_path: Path, rules: dict[str, Rule], **options: Any) -> tuple[dict[str, Any], Path, Session, Unblinded]:
    folder, session = make_session(tmp_path, raters=len(rules), **options)
    key = sealed.read_key(key_path(folder), session)
    for name, rule in rules.items():
        vote_all(folder, session, name, lambda trial, rule=rule: rule(key, trial))
    opened = unblinding.unblind(folder, session, key_path(folder), at="2026-11-28T13:00:00+00:00")
    return find(session, opened, store.ballots(folder)), folder, session, opened


def test_a_clear_preference_is_found_and_written(tmp_path: Path) -> None:
    found, folder, session, opened = studied(
        tmp_path, {f"r{number}": prefers(NAMES[0 if number == 5 else 1]) for number in range(6)}, trials=12, repeats=2
    )
    (pair,) = found["questions"][0]["pairs"]
    assert (pair["first"], pair["second"], pair["wins"], pair["losses"]) == (*NAMES, 9, 45)
    assert pair["share"] == pytest.approx(1 / 6)
    assert all(rater["repeats_same"] == rater["repeats"] == 2 for rater in found["raters"])
    assert all(rater["catches_right"] == 1 and not rater["excluded"] for rater in found["raters"])
    rows = rows_of(session, opened.key, store.ballots(folder))
    write_report(found, rows, tmp_path / "report")
    names = {file.name for file in (tmp_path / "report").iterdir()}
    assert names >= {"report.html", "report.pdf", "report.json", "votes.csv", "results.csv", "figure-1.svg"}
    page = (tmp_path / "report" / "report.html").read_text()
    assert "<svg" in page
    assert "http-equiv" not in page
    assert (tmp_path / "report" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "report" / "report.json").read_text())["counted"] == 54
    with (tmp_path / "report" / "votes.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 6 * 12 * 5


def test_no_difference_is_never_called_better(tmp_path: Path) -> None:
    rules = {f"r{number}": prefers(NAMES[number % 2]) for number in range(6)}
    found, folder, session, opened = studied(tmp_path, rules)
    write_report(found, rows_of(session, opened.key, store.ballots(folder)), tmp_path / "report")
    page = (tmp_path / "report" / "report.html").read_text()
    assert "better" not in page.lower()
    assert "cannot be told apart" in page


def test_who_fails_the_catches_is_left_out_by_the_declared_rule(tmp_path: Path) -> None:
    def deaf(key: SessionKey, trial: NextTrial) -> dict[str, Answer]:
        right = prefers(NAMES[0])(key, trial)
        if key.trials[trial.trial or ""].role != CATCH:
            return right
        return {name: SECOND if answer == FIRST else FIRST for name, answer in right.items()}

    found, *_ = studied(tmp_path, {"good": prefers(NAMES[1]), "fine": prefers(NAMES[1]), "deaf": deaf})
    excluded = {rater["pseudonym"]: rater["excluded"] for rater in found["raters"]}
    assert excluded == {"good": "", "fine": "", "deaf": "failed 1 of 1 catch trials"}
    assert found["questions"][0]["pairs"][0]["share"] == 0.0


def test_a_withdrawal_after_unblinding_is_told(tmp_path: Path) -> None:
    found, folder, session, opened = studied(tmp_path, {name: prefers(NAMES[0]) for name in "abc"})
    assert not any("changed" in remark for remark in found["remarks"])
    store.withdraw(folder, session, store.rater_id(session, "a"))
    again = find(session, opened, store.ballots(folder))
    assert any("withdrawn" in remark for remark in again["remarks"])
    assert len(again["raters"]) == 2


def test_against_a_reference(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    levels = {"reference": 97, "anchor_3500": 20, "anchor_7000": 40}

    def rates(key: SessionKey, trial: NextTrial) -> dict[str, Answer]:
        items = [key.items[Path(file).stem] for file in trial.files]
        means = [levels.get(item.role, 80 if item.system == NAMES[0] else 60) for item in items]
        return {"quality": [int(np.clip(mean + rng.integers(-3, 4), 0, 100)) for mean in means]}

    def careless(_key: SessionKey, trial: NextTrial) -> dict[str, Answer]:
        return {"quality": [50] * len(trial.files)}

    rules = {**{f"r{number}": rates for number in range(4)}, "careless": careless}
    found, *_ = studied(tmp_path, rules, kind=MUSHRA, trials=4, repeats=0, catches=0, reference=True)
    assert found["raters"][-1]["excluded"] or found["raters"][0]["excluded"]
    assert sum(bool(rater["excluded"]) for rater in found["raters"]) == 1
    (difference,) = found["against_reference"]["differences"]
    assert difference["mean"] == pytest.approx(20, abs=2)
    assert f"{NAMES[0]} came closer to the reference" in difference["words"]


def test_ratings_agreement_and_targets(tmp_path: Path) -> None:
    def rates(key: SessionKey, trial: NextTrial) -> dict[str, Answer]:
        item = key.items[Path(trial.files[0]).stem]
        level = 5 if item.system == NAMES[0] else 2
        mix = 1 if item.role != "system" else 4
        return {one.id: mix if one.id == "mix" else level for one in trial.questions}

    rules = {f"r{number}": rates for number in range(4)}
    found, *_ = studied(tmp_path, rules, kind=RATINGS, trials=9, repeats=1, catches=1, num_prompts=4)
    one = found["ratings"]["log_drum_authenticity"]
    assert one["systems"][NAMES[0]]["mean"] == 5.0
    assert one["systems"][NAMES[1]]["share_clear"] == 0.0
    assert one["alpha"] == pytest.approx(1.0)
    assert one["display"] == "number"
    figures = {figure["name"]: figure for figure in found["mission"][NAMES[0]]}
    assert figures["producers' satisfaction, of 5"]["reached"] is True
    assert all(figure["reached"] is False for figure in found["mission"][NAMES[1]])


def test_sessions_of_pairs_have_no_satisfaction(tmp_path: Path) -> None:
    found, *_ = studied(tmp_path, {"a": lambda _key, trial: always(trial)}, kind=PAIRS)
    assert "mission" not in found
    assert any("one rater" in pair["words"] for pair in found["questions"][0]["pairs"])
