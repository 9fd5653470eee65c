"""Votes teach models only with consent, and say nothing of ties."""

from __future__ import annotations

from dataclasses import replace

from engine.core.rating import FIRST, SECOND, TIE, ItemKey, RaterProfile, Vote
from engine.rating.preference_set import preference_lines
from engine.rating.results import Row


def row(answer: str, *, may_train: bool) -> Row:
    rater = RaterProfile("r", "thandi", 0, "now", may_train)
    items = tuple(ItemKey(name, "p", "system", f"{name}.wav", f"hash of {name}", 0.0) for name in ("a", "b"))
    vote = Vote("r", "t", {"preference": answer}, (5.0, 5.0), 20.0, 1, "now")
    return Row(rater, vote, "main", items, ("1", "2"), None, None)


def test_only_consented_and_decided_votes_teach() -> None:
    rows = [row(answer, may_train=may) for answer in (FIRST, SECOND, TIE) for may in (True, False)]
    lines = list(preference_lines(rows, "preference"))
    assert [(line["chosen"]["system"], line["rejected"]["system"]) for line in lines] == [("a", "b"), ("b", "a")]
    assert all("thandi" not in str(line) for line in lines)
    assert list(preference_lines([replace(rows[0])], "mix")) == []
