"""``aurax generate --backend musicgen``: a prompt becomes tokens, sound, and what is heard in it; and its refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.library import Library
from engine.paths import Paths
from tests.tiny_musicgen import write_audiocraft, write_transformers

PROMPT = "a soulful amapiano groove with a deep log drum"


def generate(folder: Path, model: Path | str, *words: str) -> int:
    home = folder / "home"
    command = ["generate", *words, "--backend", "musicgen", "--model", str(model), "--device", "cpu"]
    return main([*command, "--out", str(folder), "--home", str(home), "--quiet"])


def document(folder: Path, name: str = "take.json") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_transformers(tmp_path_factory.mktemp("models") / "tiny", "mono")


@pytest.fixture(scope="module")
def takes(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("takes")
    assert (
        generate(out, model, PROMPT, "--seconds", "4", "--seed", "7", "--takes", "2", "--bpm", "112", "--no-gate") == 0
    )
    return out


def test_a_take_has_sound_a_recipe_and_what_was_heard(takes: Path) -> None:
    names = {file.name for file in (takes / "take-1").iterdir()}
    sound, rate = soundfile.read(takes / "take-1" / "mix.wav", dtype="float32")

    assert names >= {"mix.wav", "take.json", "analysis.json", "take.mid", "culture.json"}
    assert (len(sound), rate) == (4 * 32_000, 32_000)
    assert float(np.abs(sound).max()) > 0.0
    heard = document(takes / "take-1", "analysis.json")
    assert heard["schema"] == "aurax.analysis/1"
    assert heard["audio"]["duration"] == 4.0
    assert heard["audio"]["fingerprint"] == document(takes / "take-1")["audio"]["fingerprint"]


def test_what_was_heard_is_judged(takes: Path) -> None:
    gate = document(takes / "take-1")["gate"]
    culture = document(takes / "take-1", "culture.json")

    assert culture["song"]["rests_on"] == "what is heard in it"
    assert gate["threshold"] is None  # --no-gate
    assert [attempt["seed"] for attempt in gate["history"]] == [7]


@pytest.mark.slow
def test_a_take_below_the_gate_is_made_again_with_a_stronger_prompt(model: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, model, "quiet piano", "--seconds", "12", "--seed", "7", "--gate", "0.99") == 0
    recipe = document(tmp_path / "take-1")
    history = recipe["gate"]["history"]

    assert recipe["gate"]["threshold"] == 0.99
    assert recipe["gate"]["passed"] is not True  # random weights play no amapiano
    assert len(history) == 1 if history[0]["total"] is None else len(history) > 1
    for attempt in history[1:]:
        assert attempt["changes"]
    assert recipe["seed"] == history[recipe["gate"]["kept"] - 1]["seed"]


def test_the_licence_of_the_weights_follows_the_take(takes: Path, model: Path) -> None:
    recipe = document(takes / "take-1")

    assert recipe["licence"] == "CC-BY-NC-4.0"
    assert recipe["commercial_use"] is False
    assert b"CC-BY-NC-4.0" in (takes / "take-1" / "mix.wav").read_bytes()
    assert (recipe["backend"], recipe["model"], recipe["seed"]) == ("musicgen", "tiny", 7)
    assert recipe["told"] == f"{PROMPT}, 112 bpm"
    assert recipe["parameters"]["precision"] == "fp32"
    with Library.open(Paths.under(takes / "home").library) as library:
        kept = list(library.takes.list())
    assert {take.licence for take in kept} == {"CC-BY-NC-4.0"}
    assert sorted(take.seed for take in kept) == [7, 8]


def test_the_same_recipe_gives_the_same_sound_alone_or_among_others(takes: Path, model: Path, tmp_path: Path) -> None:
    assert generate(tmp_path, model, PROMPT, "--seconds", "4", "--seed", "8", "--bpm", "112", "--no-gate") == 0

    def sound(file: Path) -> np.ndarray:
        return soundfile.read(file, dtype="float32")[0]

    second = sound(takes / "take-2" / "mix.wav")
    assert np.allclose(second, sound(tmp_path / "take-1" / "mix.wav"), atol=1e-5)  # a batch rounds otherwise
    assert not np.array_equal(second, sound(takes / "take-1" / "mix.wav"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((PROMPT, "--swing", "60"), "--swing needs a plan of the piece"),
        ((PROMPT, "--precision", "fp16"), "--precision fp16 does not run on cpu"),
        (("--seconds", "4"), "Say what you want to hear"),
        ((PROMPT, "--melody", "hummed.wav"), "takes no melody"),
        ((PROMPT, "--continue", "absent.wav"), "absent.wav"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert generate(tmp_path, model, *words) == 1

    errors = capsys.readouterr().err
    assert said in errors
    assert "Traceback" not in errors
    assert not list(tmp_path.glob("take-*"))


def test_models_that_are_not_there_say_how_to_get_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(tmp_path, "musicgen-small", PROMPT) == 1
    assert "aurax models import musicgen-small FILE" in capsys.readouterr().err
    assert generate(tmp_path, tmp_path, PROMPT) == 1
    assert "holds no MusicGen" in capsys.readouterr().err
    assert generate(tmp_path, "embedded", PROMPT) == 1
    assert "is no MusicGen" in capsys.readouterr().err


def test_a_folder_becomes_a_model_of_ones_own(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path), "--json"]
    assert main(["models", "import", "mine", str(model), *home]) == 0
    capsys.readouterr()
    assert main(["models", "list", *home]) == 0

    cards = {card["id"]: card for card in json.loads(capsys.readouterr().out)["models"]}
    assert cards["mine"]["licence"] == "CC-BY-NC-4.0"
    assert cards["mine"]["commercial_use"] is False
    assert (cards["mine"]["state"], cards["mine"]["sample_rate"]) == ("installed", 32_000)
    assert main(["models", "verify", "mine", *home]) == 0
    assert main(["models", "remove", "mine", *home]) == 0


@pytest.mark.slow
def test_audiocrafts_files_are_imported_with_their_card_and_played_both_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without ``--model`` the installed one plays, in single precision or with 8-bit matrices."""
    files = write_audiocraft(tmp_path / "files")
    home = ["--home", str(tmp_path / "home")]
    assert main(["models", "import", "musicgen-small", str(files), *home]) == 0
    assert "may NOT be used commercially" in "".join(capsys.readouterr())
    assert main(["models", "import", "t5-base", str(files / "t5-base"), *home]) == 0

    words = ["generate", PROMPT, "--backend", "musicgen", "--seconds", "4", "--seed", "3", "--no-gate"]
    for number, decoder in enumerate((["--precision", "int8"], []), 1):
        assert main([*words, *decoder, "--out", str(tmp_path), *home]) == 0
        recipe = document(tmp_path / f"take-{number}")
        assert recipe["model"] == "musicgen-small"
        assert recipe["revision"].startswith("1.3.0-")
        assert recipe["parameters"]["precision"] == ("int8" if decoder else "fp32")
