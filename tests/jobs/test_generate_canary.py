"""``aurax generate`` asks the canary: a share goes to the new model, the take says so, and votes end it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.cli import generate, main, rate_routing
from engine.rating import canary
from engine.rating.canary_routing import route
from engine.rating.intervals import Interval

NOW = "2026-11-28T12:00:00+00:00"


def rule(home: Path, name: str = "one", **changes: Any) -> canary.Rule:
    facts = {
        "name": name, "control": "sketch", "treatment": "musicgen:small", "share": 0.25, "question": "preference",
        "votes": 200, "raters": 12, "promote_above": 0.5, "withdraw_below": 0.5, "salt": "ab", "made_at": NOW,
    }  # fmt: skip
    made = canary.Rule(**{**facts, **changes})
    canary.write_rule(canary.folder_of(home, name), made)
    return made


def decide(home: Path, made: canary.Rule, low: float, high: float) -> None:
    found = Interval((low + high) / 2, low, high, 400, 20)
    canary.write_decision(canary.folder_of(home, made.name), canary.decide(made, found, ["panel"], at=NOW))


class Silent:
    """A console that keeps what was said."""

    def __init__(self, home: Path) -> None:
        self.paths = argparse.Namespace(home=home, models=home / "models")
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


def asked(home: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    generate.add_arguments(parser)
    arguments = parser.parse_args(words)
    rate_routing.ask(arguments, Silent(home))  # type: ignore[arg-type]
    return arguments


def test_a_share_of_generations_goes_to_the_new_model_and_each_stays_there(tmp_path: Path) -> None:
    rule(tmp_path)
    went = [route(tmp_path, {"sketch"}, "soulful", seed) for seed in range(2_000)]
    new = [one is not None and one.is_new for one in went]
    assert np.mean(new) == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / 2_000))
    assert went[:50] == [route(tmp_path, {"sketch"}, "soulful", seed) for seed in range(50)]
    assert route(tmp_path, {"musicgen"}, "soulful", 1) is None, "it is about another model"


def test_the_command_takes_the_model_that_the_canary_chose(tmp_path: Path) -> None:
    rule(tmp_path)
    seeds = {one.is_new: seed for seed in range(60) if (one := route(tmp_path, {"sketch"}, "soulful", seed))}
    new = asked(tmp_path, "soulful", "--seed", str(seeds[True]))
    assert (new.backend, new.model) == ("musicgen", "small")
    assert (new.canary["name"], new.canary["arm"], new.canary["outcome"]) == ("one", "treatment", None)
    old = asked(tmp_path, "soulful", "--seed", str(seeds[False]))
    assert (old.backend, old.model, old.canary["arm"]) == ("sketch", None, "control")
    for words in (("--no-canary",), ("--without", "shaker"), ("--swing", "56"), ("--from", "take-1")):
        kept = asked(tmp_path, "soulful", "--seed", str(seeds[True]), *words)
        assert (kept.backend, kept.canary) == ("sketch", {}), words
    drawn = asked(tmp_path, "soulful")
    assert drawn.seed is not None, "the seed is drawn first: it names the generation"


def test_a_preview_is_routed_like_any_generation(tmp_path: Path) -> None:
    rule(tmp_path)
    seeds = {one.is_new: seed for seed in range(60) if (one := route(tmp_path, {"sketch"}, "soulful", seed))}
    new = asked(tmp_path, "soulful", "--preview", "--seed", str(seeds[True]))
    assert (new.backend, new.model, new.preview) == ("musicgen", "small", True)
    rule(tmp_path, "engine", treatment="external:loud", share=0.999999, made_at="2026-11-29T12:00:00+00:00")
    assert asked(tmp_path, "soulful", "--preview").backend == "sketch", "an engine of its own cannot"
    assert asked(tmp_path, "soulful").backend == "external"


def test_votes_promote_or_withdraw_for_all(tmp_path: Path) -> None:
    kept, gone = rule(tmp_path, "kept"), None
    decide(tmp_path, kept, 0.55, 0.7)
    assert all(asked(tmp_path, "soulful", "--seed", str(seed)).model == "small" for seed in range(20))
    gone = rule(tmp_path, "later", made_at="2026-11-29T12:00:00+00:00", treatment="musicgen:other")
    decide(tmp_path, gone, 0.3, 0.45)
    made = [asked(tmp_path, "soulful", "--seed", str(seed)) for seed in range(20)]
    assert all(one.backend == "sketch" for one in made), "of two rules about one model the newer counts"
    assert {one.canary["outcome"] for one in made} == {"withdraw"}


def test_a_changed_rule_stops_the_command_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule(tmp_path)
    file = canary.folder_of(tmp_path, "one") / canary.RULE_FILE
    file.write_text(file.read_text().replace("0.25", "0.95"))
    status = main(["--home", str(tmp_path), "generate", "soulful", "--out", str(tmp_path / "takes")])
    assert status != 0
    assert "was changed after it was sealed" in capsys.readouterr().err
    assert not (tmp_path / "takes").exists()


def test_weights_of_the_same_backend_may_be_named_alone(tmp_path: Path) -> None:
    rule(tmp_path, control="base", treatment="/models/tuned", share=0.999999)
    made = asked(tmp_path, "soulful", "--backend", "musicgen", "--model", "base")
    assert (made.backend, made.model) == ("musicgen", "/models/tuned")


def test_the_take_says_which_canary_chose_its_model(tmp_path: Path) -> None:
    """From the command to the file; the planner stands for the new model here, since it needs no weights."""
    rule(tmp_path / "home", control="musicgen", treatment="sketch", share=0.999999)
    words = ["generate", "soulful", "--backend", "musicgen", "--bars", "2", "--seed", "7", "--no-gate"]
    assert main([*words, "--out", str(tmp_path / "takes"), "--home", str(tmp_path / "home"), "--quiet"]) == 0
    take = json.loads((tmp_path / "takes" / "take-1" / "take.json").read_text(encoding="utf-8"))
    assert (take["backend"], take["canary"]["name"], take["canary"]["arm"]) == ("sketch", "one", "treatment")
