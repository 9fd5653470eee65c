"""A take's mix, and a file with its recipe inside, open with what they were made from; anything else is heard."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.audio.encode import write
from engine.audio.files import read
from engine.cli import main
from engine.core.audio import Audio
from engine.core.blueprint import Voice
from engine.core.stems import Stem
from engine.exchange.recipe_flac import read_recipe, write_recipe_flac
from engine.generation.base import Request
from engine.generation.sketch.backend import SketchGenerator
from engine.generation.wishes import Wishes
from engine.jobs.known_song import known_song
from engine.jobs.song import Song, load_song


def loaded(path: Path) -> Song:
    return load_song(path, max_hours=1.0)


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("take")
    words = ["generate", "classic", "--seconds", "6", "--seed", "2", "--out", str(out), "--home", str(out / "home")]
    assert main([*words, "--quiet"]) == 0
    return out / "take-1"


def test_a_takes_mix_has_its_own_stems_and_notes(take: Path) -> None:
    known = known_song(loaded(take / "mix.wav"))

    assert known is not None
    assert known.separated.facts.model == "sketch"
    assert known.separated.facts.residual_db < -100.0
    own = read(take / "stems" / "log_drum.wav").samples
    assert np.array_equal(known.separated.stems[Stem.LOG_DRUM].samples, own)
    assert known.analysis.tempo_confidence == 1.0
    assert known.analysis.metadata["title"].startswith("take-1")


def test_a_mix_that_was_changed_is_a_song_like_any_other(take: Path, tmp_path: Path) -> None:
    shutil.copytree(take, tmp_path / "take-1")
    louder = read(take / "mix.wav").samples * np.float32(0.5)
    write(tmp_path / "take-1" / "mix.wav", Audio(louder, 44_100))

    assert known_song(loaded(tmp_path / "take-1" / "mix.wav")) is None


def test_a_take_without_its_stems_is_a_song_like_any_other(take: Path, tmp_path: Path) -> None:
    shutil.copytree(take, tmp_path / "take-1")
    shutil.rmtree(tmp_path / "take-1" / "stems")

    assert known_song(loaded(tmp_path / "take-1" / "mix.wav")) is None


@pytest.fixture(scope="module")
def flac(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("flac") / "piece.flac"
    generator = SketchGenerator()
    request = Request(prompt="", wishes=Wishes(style="soulful", seconds=6.0, target_lufs=-14.0), seed=4)
    blueprint = generator.plan(request).blueprint
    assert blueprint is not None
    made = generator.make(replace(request, blueprint=blueprint))
    write_recipe_flac(path, made.mix, blueprint, {"TITLE": "Piece"})
    return path


def test_a_recipe_inside_a_file_gives_its_stems_back(flac: Path) -> None:
    known = known_song(loaded(flac))

    assert known is not None
    assert known.separated.facts.residual_db < -60.0
    assert known.analysis.metadata["title"] == "Piece"


def test_a_recipe_of_other_music_is_not_believed(flac: Path, tmp_path: Path) -> None:
    blueprint = read_recipe(flac)
    assert blueprint is not None
    write_recipe_flac(tmp_path / "other.flac", read(flac), replace(blueprint, seed=99), {})

    assert known_song(loaded(tmp_path / "other.flac")) is None


@pytest.mark.parametrize("voice", [{"source": "vst3", "file": "evil.vst3"}, {"effect": "evil.vst3"}])
def test_a_recipe_inside_a_file_chooses_no_plug_in(flac: Path, tmp_path: Path, voice: dict[str, str]) -> None:
    blueprint = read_recipe(flac)
    assert blueprint is not None
    evil = replace(blueprint, voices={**blueprint.voices, "keys": Voice(instrument="rhodes", **voice)})
    write_recipe_flac(tmp_path / "evil.flac", read(flac), evil, {})

    assert known_song(loaded(tmp_path / "evil.flac")) is None


def test_an_ordinary_file_holds_no_recipe(tmp_path: Path) -> None:
    write(tmp_path / "plain.flac", Audio(np.zeros((2, 44_100), np.float32), 44_100))

    assert read_recipe(tmp_path / "plain.flac") is None
    assert read_recipe(tmp_path / "missing.flac") is None
