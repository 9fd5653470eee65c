"""An engine that is a program of its own: its card, the request it gets, what it may say, and how it may fail."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from engine.core.errors import JobCancelled, UserError
from engine.core.harmony import Key
from engine.generation.base import Request
from engine.generation.external.backend import load_external
from engine.generation.registry import GENERATORS
from engine.generation.setup import GeneratorSetup
from engine.generation.wishes import Wishes

PROGRAM = """
import array, json, math, sys, time, wave
request = json.load(sys.stdin)
mode = sys.argv[1] if len(sys.argv) > 1 else ""
if mode == "fails":
    print("loading", file=sys.stderr)
    print("no such checkpoint", file=sys.stderr)
    sys.exit(3)
if mode == "says":
    print(json.dumps({"error": "the prompt is too long"}), flush=True)
    sys.exit(1)
if mode == "sleeps":
    time.sleep(60)
if mode == "silent":
    sys.exit(0)
print("a line of words", flush=True)
print("x" * 200_000, flush=True)
print(json.dumps({"progress": 0.5, "message": "half"}), flush=True)
rate = 16000
count = round(request["seconds"] * rate)
tone = [int(8000 * math.sin(2 * math.pi * (200 + request["seed"] % 50) * n / rate)) for n in range(count)]
with wave.open(request["out"], "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(rate)
    file.writeframes(array.array("h", tone).tobytes())
if mode == "keeps":
    with open(sys.argv[2], "w") as copy:
        json.dump(request, copy)
"""


def card(home: Path, *words: str, abilities: str = "[]", minutes: float = 0.0) -> Path:
    """A card of the user's own in the models folder; returns that folder."""
    home.mkdir(exist_ok=True)
    program = home / "engine.py"
    program.write_text(PROGRAM)
    command = json.dumps([sys.executable, str(program), *words])
    cards = home / "models" / "cards"
    cards.mkdir(parents=True, exist_ok=True)
    (cards / "my-engine.toml").write_text(
        'id = "my-engine"\nkind = "generation"\ntitle = "My engine"\nsource = "me"\nrevision = "2"\n'
        'licence = "Apache-2.0"\ncommercial_use = true\n'
        f'architecture = "external"\ncommand = {command}\nabilities = {abilities}\n'
        f"timeout_minutes = {minutes}\n"
    )
    return home / "models"


def make(models: Path, **more: Any) -> Any:
    wishes = Wishes(seconds=1.0, tempo_bpm=112.0, key=Key.parse("F minor"))
    report = more.pop("report", lambda _fraction: None)
    request = Request(prompt="warm Rhodes", wishes=wishes, seed=5, **more)
    return load_external(GeneratorSetup(models_folder=models, model="my-engine")).make(request, report=report)


def test_the_program_gets_the_request_and_its_sound_is_the_take(tmp_path: Path) -> None:
    from engine.core.audio import Audio

    kept = tmp_path / "request.json"
    heard: list[float] = []
    given = Audio(np.full((2, 800), 0.1, np.float32), 8000)
    made = make(card(tmp_path, "keeps", str(kept)), beginning=given, report=heard.append)
    request = json.loads(kept.read_text())

    assert (made.mix.sample_rate, made.mix.num_samples) == (16_000, 16_000)
    assert made.loudness_lufs is not None
    told = {name: request[name] for name in ("schema", "prompt", "seconds", "bpm", "key", "seed", "melody")}
    assert told == {
        "schema": "aurax.engine/1",
        "prompt": "warm Rhodes",
        "seconds": 1.0,
        "bpm": 112.0,
        "key": "F minor",
        "seed": 5,
        "melody": None,
    }
    assert request["beginning"].endswith("beginning.wav")
    assert not Path(request["out"]).exists()  # nothing is left behind
    assert 0.5 in heard
    assert heard == sorted(heard)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("fails", "it ended with status 3 (no such checkpoint)"),
        ("says", "the prompt is too long"),
        ("silent", "ended without a sound"),
    ],
)
def test_a_program_that_fails_is_told_in_a_sentence(tmp_path: Path, mode: str, said: str) -> None:
    with pytest.raises(UserError, match="my-engine") as caught:
        make(card(tmp_path, mode))
    assert said in str(caught.value)
    assert caught.value.hint


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(UserError, match="was ended after"):
        make(card(tmp_path, "sleeps", minutes=0.01))
    assert time.monotonic() - started < 20


def test_cancelling_ends_the_program_at_once(tmp_path: Path) -> None:
    def cancel(_fraction: float) -> None:
        raise JobCancelled("cancelled")

    started = time.monotonic()
    with pytest.raises(JobCancelled):
        make(card(tmp_path, "sleeps"), report=cancel)
    assert time.monotonic() - started < 10


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    models = card(tmp_path)
    file = models / "cards" / "my-engine.toml"
    file.write_text(file.read_text().replace(json.dumps(sys.executable), '"/nowhere/engine"'))
    with pytest.raises(UserError, match="cannot be started"):
        make(models)


def test_a_card_is_imported_and_says_what_it_starts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = card(tmp_path / "elsewhere") / "cards" / "my-engine.toml"
    assert main(["models", "import", str(file), "--home", str(tmp_path / "home")]) == 0
    said = "".join(capsys.readouterr())
    assert "Apache-2.0" in said
    assert "engine.py" in said
    assert (tmp_path / "home" / "models" / "cards" / "my-engine.toml").is_file()


def test_three_generators_are_registered() -> None:
    assert set(GENERATORS) == {"sketch", "musicgen", "external"}


def test_a_take_of_an_engine_goes_the_whole_way_and_carries_its_licence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card(tmp_path / "home")
    home = ["--home", str(tmp_path / "home")]
    words = ["generate", "warm Rhodes", "--backend", "my-engine", "--seconds", "4", "--seed", "5"]
    assert main([*words, "--no-gate", "--out", str(tmp_path), *home]) == 0
    assert "Apache-2.0, so this take may be used commercially" in capsys.readouterr().out
    recipe = json.loads((tmp_path / "take-1" / "take.json").read_text())

    assert (recipe["backend"], recipe["model"], recipe["licence"]) == ("external", "my-engine", "Apache-2.0")
    assert recipe["commercial_use"] is True
    assert recipe["revision"].startswith("2-")
    samples, rate = soundfile.read(tmp_path / "take-1" / "mix.wav")
    assert (len(samples), rate) == (4 * 16_000, 16_000)

    for option, said in ((["--melody", "hum.wav"], "takes no melody"), (["--continue", "a.wav"], "cannot go on")):
        assert main([*words, *option, "--out", str(tmp_path), *home]) == 1
        assert said in capsys.readouterr().err
    assert main(["models", "list", *home]) == 0
    assert "my-engine" in capsys.readouterr().out


GROOVE = """
import json, sys, wave
import numpy as np
request = json.load(sys.stdin)
rate, bpm = 32000, request["bpm"] * float(sys.argv[1])
count, step = round(request["seconds"] * rate), 60.0 / bpm
rng = np.random.default_rng(request["seed"])
sound = np.zeros(count + rate)
time = np.arange(int(0.3 * rate)) / rate
kick = np.sin(2 * np.pi * 55 * time + 8 * np.exp(-time * 30)) * np.exp(-time * 12)
hat = rng.standard_normal(int(0.05 * rate)) * np.exp(-np.arange(int(0.05 * rate)) / 300)
for beat in range(int(count / rate / step)):
    at = round(beat * step * rate)
    sound[at : at + len(kick)] += (0.8 if beat % 4 == 0 else 0.5) * kick
    off = at + round(step / 2 * rate)
    sound[off : off + len(hat)] += 0.15 * hat
    root = (41, 44, 46, 39)[beat // 4 % 4]
    tone = np.arange(int(step * rate)) / rate
    for pitch in (root + 12, root + 15, root + 19):
        hertz = 440 * 2 ** ((pitch - 69) / 12)
        sound[at : at + len(tone)] += 0.06 * np.sin(2 * np.pi * hertz * tone) * np.exp(-tone * 3)
with wave.open(request["out"], "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(rate)
    file.writeframes((np.clip(sound[:count], -1, 1) * 32767).astype("<i2").tobytes())
"""


@pytest.mark.slow
def test_a_groove_off_the_tempo_is_fitted_judged_and_made_again_stronger(tmp_path: Path) -> None:
    """Prompt to sound to analysis to gate: two per cent too slow, and never good enough for a gate of 0.99."""
    models = card(tmp_path / "home", "0.98")
    (tmp_path / "home" / "engine.py").write_text(GROOVE)
    assert models.is_dir()
    words = ["generate", "quiet piano", "--backend", "my-engine", "--bpm", "112", "--bars", "6", "--seed", "5"]
    command = [*words, "--fit-grid", "--gate", "0.99", "--out", str(tmp_path), "--home", str(tmp_path / "home")]
    assert main([*command, "--quiet"]) == 0
    recipe = json.loads((tmp_path / "take-1" / "take.json").read_text())
    samples, rate = soundfile.read(tmp_path / "take-1" / "mix.wav")

    fit = recipe["fit_grid"]
    assert fit["applied"], fit
    assert fit["ratio"] == pytest.approx(1 / 0.98, abs=0.004)
    assert len(samples) == round(fit["bars"] * 4 * 60 / 112 * rate)
    assert fit["bars"] == 6
    history = recipe["gate"]["history"]
    assert 1 < len(history) <= 3
    assert all(attempt["total"] is not None and attempt["changes"] for attempt in history[1:])
    kept = recipe["gate"]["kept"]
    assert recipe["prompt"] == "quiet piano"
    assert all(words in recipe["told"] for words in history[kept - 1]["changes"])
    assert history[kept - 1]["total"] == max(attempt["total"] for attempt in history)
