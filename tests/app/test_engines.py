"""Models as the window offers them: what can be used, and what a model lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engines import Engine, read_engines
from app.making_engines import find_machine
from engine.cli import main
from engine.core.codec import encode_json
from engine.models.installed import RECORD_FILE, Installation


def install(models: Path, model: str) -> Path:
    folder = models / model
    folder.mkdir(parents=True)
    (folder / RECORD_FILE).write_bytes(encode_json(Installation(model, "1", "CC-BY-NC-4.0", "", ())))
    return folder


def small(models: Path) -> Engine:
    return next(engine for engine in read_engines(models) if engine.title.startswith("MusicGen small"))


def test_a_musicgen_is_ready_once_what_reads_its_words_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = tmp_path / "home" / "models"
    assert not small(models).lacks, "it is not here at all: first come its own files"
    assert small(models).id == "musicgen-small"

    own = install(models, "musicgen-small")
    lacking = small(models)
    assert (lacking.is_there, lacking.id, lacking.lacks) == (False, "t5-base", "T5 base (reads words for MusicGen)")
    assert lacking.command == "aurax models download t5-base"
    assert [engine.title for engine in find_machine(models).engines][1:] == []
    assert main(["--home", str(tmp_path / "home"), "models", "list"]) == 0
    assert "lacks t5-base; get it with: aurax models download t5-base" in capsys.readouterr().out

    (own / "t5-base").mkdir()
    (own / "t5-base" / "config.json").write_text("{}")
    assert small(models).is_there, "copied beside the model's own files it is read, too"
    assert [engine.id for engine in find_machine(models).engines][1:] == ["musicgen-small"]


def test_a_style_model_lacks_what_hears_music_too(tmp_path: Path) -> None:
    install(tmp_path, "musicgen-style")
    install(tmp_path, "t5-base").joinpath("config.json").write_text("{}")
    style = next(engine for engine in read_engines(tmp_path) if engine.title.startswith("MusicGen style"))
    assert (style.id, style.is_there) == ("mert-v1-95m", False)
