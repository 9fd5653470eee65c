"""A piece that is to sound like other music, end to end on a tiny style checkpoint in audiocraft's layout."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import main
from tests.tiny_musicgen import write_audiocraft

PROMPT = "a soulful amapiano groove with a deep log drum"
FAST = ("--seconds", "4", "--seed", "7", "--no-gate", "--like-seconds", "1.5")


def generate(out: Path, model: Path, *words: str) -> int:
    command = ["generate", *words, "--backend", "musicgen", "--model", str(model), "--device", "cpu"]
    return main([*command, "--out", str(out), "--home", str(model.parent / "home"), "--quiet"])


def mix(out: Path) -> np.ndarray:
    return np.asarray(soundfile.read(out / "take-1" / "mix.wav", dtype="float32")[0])


def recipe(out: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((out / "take-1" / "take.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def style(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_audiocraft(tmp_path_factory.mktemp("models") / "style", "style")


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds: a low tone, then noise, then silence; so the place of an excerpt can be told."""
    file = tmp_path_factory.mktemp("given") / "song.wav"
    time = np.arange(2 * 44_100) / 44_100
    tone = 0.3 * np.sin(2 * np.pi * 110.0 * time)
    noise = np.random.default_rng(1).normal(0.0, 0.2, 2 * 44_100)
    soundfile.write(file, np.concatenate([tone, noise, np.zeros(2 * 44_100)]), 44_100, subtype="FLOAT")
    return file


@pytest.mark.slow
def test_the_excerpt_its_closeness_and_the_words_all_change_the_take(style: Path, song: Path, tmp_path: Path) -> None:
    ways = {
        "tone": ("--like", str(song), "--like-at", "0"),
        "again": ("--like", str(song), "--like-at", "0"),
        "noise": ("--like", str(song), "--like-at", "2.2"),
        "close": ("--like", str(song), "--like-at", "0", "--closeness", "6"),
        "words": ("--like", str(song), "--like-at", "0", "--words-weight", "1"),
    }
    for name, more in ways.items():
        assert generate(tmp_path / name, style, PROMPT, *FAST, *more) == 0
    sounds = {name: mix(tmp_path / name) for name in ways}

    assert np.array_equal(sounds["tone"], sounds.pop("again"))
    distinct = {sound.tobytes() for sound in sounds.values()}
    assert len(distinct) == len(sounds)
    told = recipe(tmp_path / "close")["parameters"]["like"]
    assert told == {"file": str(song), "start": 0.0, "seconds": 1.5, "closeness": 6, "words": 5.0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--like", "{song}", "--like-at", "5.5"), "it has no 1.5 s from 5.5 s on"),
        (("--like", "{song}", "--like-at", "4.2"), "is silent"),
        (("--like", "{song}", "--closeness", "9"), "Choose 1 to 6"),
        (("--like", "{song}", "--like-seconds", "9"), "Choose 1.5 to 4.5"),
        (("--like", "{song}", "--words-weight", "0"), "Choose 1 to 9"),
        (("--like", "{song}", "--melody", "{song}"), "Give one of the two"),
        (("--like", "{song}", "--decoder", "reference"), "leave out --like"),
        (("--closeness", "2"), "Name that one with --like"),
        (("--like", "nowhere.wav"), "nowhere.wav"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_made(
    style: Path, song: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert generate(tmp_path / "out", style, PROMPT, *FAST, *(word.format(song=song) for word in words)) == 1
    errors = capsys.readouterr().err
    assert said in errors
    assert "Traceback" not in errors
    assert not list((tmp_path / "out").glob("take-*"))


def test_a_model_without_its_listener_says_what_to_bring(
    style: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = style.parent / "alone"
    shutil.copytree(style, alone, ignore=shutil.ignore_patterns("MERT*"))

    assert generate(tmp_path / "out", alone, PROMPT, *FAST[:4]) == 1
    assert "aurax models import mert-v1-95m FOLDER" in capsys.readouterr().err


def test_audiocrafts_own_loop_knows_no_style_models(
    style: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(tmp_path / "out", style, PROMPT, *FAST[:4], "--decoder", "reference") == 1
    assert "does not know style models" in capsys.readouterr().err


def test_a_listener_built_in_another_way_is_refused(
    style: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = style.parent / "other"
    shutil.copytree(style, other)
    file = other / "MERT-v1-95M" / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "feature_extractor_cqt": True}))

    assert generate(tmp_path / "out", other, PROMPT, *FAST[:4]) == 1
    assert "feature_extractor_cqt" in capsys.readouterr().err
