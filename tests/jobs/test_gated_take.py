"""Takes that score too low are made again; every attempt stands in the recipe, which gives the same audio again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from engine.cli import main
from engine.core.labels import MARKERS
from engine.core.score import CultureScore, MarkerScore
from engine.culture.profile import profiles_folder, user_profiles_folder
from engine.generation.gate import next_seed
from engine.jobs import score_song
from engine.library import Library
from engine.paths import Paths

WORDS = ["classic, F minor", "--seconds", "4", "--seed", "7"]


@pytest.fixture
def totals(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets takes have these totals, whatever they sound like: what is tested is what becomes of them."""

    def let(*values: float | None) -> None:
        left = iter(values)

        def judged(*_given: Any, threshold: float | None = None, **_more: Any) -> CultureScore:
            value = next(left)
            markers = {name: MarkerScore(name, 0.2, (0.1, 0.3), "exploratory") for name in MARKERS}
            total = {"value": value, "interval": None if value is None else [0.1, 0.9], "why": "no bars"}
            return CultureScore("aurax", {}, markers, {}, total, {"threshold": threshold, "reason": ""})

        monkeypatch.setattr(score_song, "judged", judged)

    return let


def generate(out: Path, *words: str) -> int:
    return main(["generate", *words, "--out", str(out), "--home", str(out / "home"), "--quiet"])


def document(folder: Path, name: str = "take.json") -> dict[str, Any]:
    loaded = json.loads((folder / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_the_best_of_three_attempts_is_kept_and_made_again_from_its_recipe(
    tmp_path: Path, totals: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    totals(0.3, 0.7, 0.5)
    assert generate(tmp_path, *WORDS) == 0

    recipe = document(tmp_path / "take-1")
    gate = recipe["gate"]
    assert (gate["threshold"], gate["passed"], gate["kept"]) == (0.8, False, 2)
    assert [attempt["total"] for attempt in gate["history"]] == [0.3, 0.7, 0.5]
    assert [attempt["seed"] for attempt in gate["history"]] == [7, next_seed(7, 1), next_seed(7, 2)]
    assert gate["why"] == "the total of 0.70 is below 0.80; the best of 3 attempts is kept"
    assert gate["history"][0]["changes"] == []
    assert gate["history"][1]["changes"]
    assert recipe["seed"] == 7  # the command's: it gives the same take again
    assert recipe["blueprint"]["seed"] == next_seed(7, 1)
    assert "attempt 2 of 3" in capsys.readouterr().out
    assert document(tmp_path / "take-1", "culture.json")["total"]["value"] == 0.7

    totals(0.3, 0.7, 0.5)
    assert generate(tmp_path / "twice", *WORDS) == 0
    for name in ("mix.wav", "take.json", "culture.json"):
        assert (tmp_path / "twice" / "take-1" / name).read_bytes() == (tmp_path / "take-1" / name).read_bytes()

    totals(0.7)
    assert generate(tmp_path / "again", "--from", str(tmp_path / "take-1")) == 0
    again, first = (sf.read(folder / "take-1" / "mix.wav")[0] for folder in (tmp_path / "again", tmp_path))
    assert np.array_equal(again, first)  # the recipe inside the file says which command it was, and differs
    again = document(tmp_path / "again" / "take-1")["gate"]
    assert len(again["history"]) == 1  # a recipe is carried out as it is
    assert again["why"].endswith("is kept as it was asked for")


def test_a_take_that_passes_is_made_once_and_its_score_stands_in_the_library(
    tmp_path: Path, totals: Callable[..., None]
) -> None:
    totals(0.75)
    assert generate(tmp_path, *WORDS, "--gate", "0.75") == 0

    gate = document(tmp_path / "take-1")["gate"]
    assert (gate["threshold"], gate["passed"], len(gate["history"])) == (0.75, True, 1)
    with Library.open(Paths.under(tmp_path / "home").library) as library:
        (take,) = library.takes.list()
        (score,) = library.scores.list(take_id=take.id)
    assert score.total["value"] == 0.75


def test_without_a_gate_the_first_attempt_is_kept_and_still_judged(tmp_path: Path, totals: Callable[..., None]) -> None:
    totals(0.1)
    assert generate(tmp_path, *WORDS, "--no-gate") == 0

    gate = document(tmp_path / "take-1")["gate"]
    assert (gate["threshold"], gate["passed"], gate["kept"], len(gate["history"])) == (None, None, 1, 1)
    assert gate["why"].startswith("no gate was asked for; the total of 0.10")
    assert document(tmp_path / "take-1", "culture.json")["total"]["value"] == 0.1


def test_a_take_that_cannot_be_judged_is_kept_with_the_reason(tmp_path: Path, totals: Callable[..., None]) -> None:
    totals(None)
    assert generate(tmp_path, *WORDS) == 0

    gate = document(tmp_path / "take-1")["gate"]
    assert (gate["passed"], gate["why"], len(gate["history"])) == (None, "not judged: no bars", 1)


def test_takes_are_judged_by_a_users_own_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Paths.under(tmp_path / "home").home
    own = user_profiles_folder(home) / "mine.toml"
    own.parent.mkdir(parents=True)
    text = (profiles_folder() / "aurax.toml").read_text(encoding="utf-8").replace("gate = 0.80", "gate = 0.01")
    own.write_text(text, encoding="utf-8")

    assert generate(tmp_path, *WORDS, "--profile", "mine", "--pictures") == 0
    assert (tmp_path / "take-1" / "culture.png").read_bytes().startswith(b"\x89PNG")
    gate = document(tmp_path / "take-1")["gate"]
    assert (gate["profile"], gate["threshold"]) == ("mine", 0.01)
    assert document(tmp_path / "take-1", "culture.json")["profile"] == "mine"

    (home / "settings.toml").write_text('[scoring]\nprofile = "mine"\n', encoding="utf-8")
    assert generate(tmp_path, "classic, F minor", "--seconds", "4", "--seed", "8") == 0
    assert document(tmp_path / "take-2")["gate"]["profile"] == "mine"
    assert not (tmp_path / "take-2" / "culture.png").exists()

    capsys.readouterr()
    assert generate(tmp_path, *WORDS, "--profile", "mime") != 0
    assert "Did you mean mine?" in capsys.readouterr().err
