"""Weights of the user's own: files in, a model out; what is no HTDemucs leaves nothing behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.cli import main
from engine.core.errors import ModelRefused, UserError
from engine.core.model_card import ModelCard
from engine.models.catalog import Catalog
from engine.paths import resources
from engine.separation.demucs_card import LICENCE, adopt
from engine.separation.registry import load_separator, revision_of
from engine.separation.setup import Setup
from tests.demucs_files import smallest_htdemucs, write_hub, write_th
from tests.tiny_htdemucs import FOUR

torch = pytest.importorskip("torch")
pytest.importorskip("demucs")


def left_in(models: Path) -> list[str]:
    return sorted(str(path.relative_to(models)) for path in models.rglob("*") if path.is_file())


def test_a_bag_in_its_folder_becomes_a_model(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    write_th(smallest_htdemucs(seed=1), repository, "aaaa1111")
    write_hub(smallest_htdemucs(seed=2), repository / "bbbb2222.safetensors")
    (repository / "mine.yaml").write_text(
        "models: ['bbbb2222', 'aaaa1111']\nweights: [[1., 0., 0., 0.], [0., 1., 1., 1.]]\n"
    )
    models = tmp_path / "models"

    card = adopt("my-bag", [repository], models).card

    assert [file.name[:8] for file in card.files] == ["bbbb2222", "aaaa1111"]
    assert card.mixing == ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 1.0, 1.0))
    assert card.licence == LICENCE
    assert not card.commercial_use
    assert Catalog(models).get("my-bag") == card
    setup = Setup(models, "cpu", "fp32")
    separator = load_separator("my-bag", setup)
    assert separator.revision == revision_of("my-bag", setup)
    estimates = separator.separate_segment(np.zeros((2, 100), np.float32), 44_100)
    assert set(estimates) == set(separator.sources)


@pytest.mark.parametrize(
    ("bag", "words"),
    [
        ("models: [cccc3333]", "needs one file whose name begins with 'cccc3333'"),
        ("models: []", "names no networks"),
        ("weights: [[1.]]", "names no networks"),
        ("models: [aaaa1111]\nweights: [[much]]", "are no numbers"),
        ("models: [aaaa1111]\nsegment: 3", "segments of another length"),
        ("models: [aaaa1111", "is no YAML"),
        ("x" * 70_000, "too large"),
    ],
)
def test_a_bag_that_cannot_be_mixed_is_refused(tmp_path: Path, bag: str, words: str) -> None:
    (tmp_path / "aaaa1111-00000000.th").write_bytes(b"never looked at")
    (tmp_path / "mine.yaml").write_text(bag)
    with pytest.raises((ModelRefused, UserError), match=words):
        adopt("my-bag", [tmp_path], tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_several_weight_files_need_their_bag(tmp_path: Path) -> None:
    for name in ("a.th", "b.th"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UserError, match=r"2 weight files and 0 \.yaml files") as caught:
        adopt("m", [tmp_path / "a.th", tmp_path / "b.th"], tmp_path / "models")
    assert ".yaml" in caught.value.hint
    with pytest.raises(UserError, match="no file"):
        adopt("m", [tmp_path / "c.th"], tmp_path / "models")


@pytest.mark.parametrize("wrong", ["htdemucs", "spectral", "cards", "Mine", "../m", ""])
def test_ids_that_are_taken_or_none_are_refused(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "a.th").write_bytes(b"x")
    with pytest.raises(UserError, match="cannot be the id"):
        adopt(wrong, [tmp_path / "a.th"], tmp_path / "models")


def test_a_folder_that_is_there_is_not_touched(tmp_path: Path) -> None:
    kept = tmp_path / "models" / "mine" / "precious.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept")
    (tmp_path / "a.th").write_bytes(b"x")
    with pytest.raises(UserError, match="there already"):
        adopt("mine", [tmp_path / "a.th"], tmp_path / "models")
    assert kept.read_text() == "kept"


class Canary:
    """Unpickling this creates a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.path,))


def test_what_is_no_htdemucs_leaves_nothing_behind_and_runs_nothing(tmp_path: Path) -> None:
    models, canary = tmp_path / "models", tmp_path / "ran"
    hostile = tmp_path / "hostile.th"
    network = smallest_htdemucs()
    torch.save({"klass": type(network), "args": (FOUR,), "kwargs": {}, "state": {}, "x": Canary(canary)}, hostile)
    other = tmp_path / "other.th"
    torch.save({"state": {"w": torch.ones(2)}}, other)
    for file, words in ((hostile, "cannot be read safely"), (other, "holds no HTDemucs")):
        with pytest.raises(ModelRefused, match=words) as caught:
            adopt("mine", [file], models)
        assert "Only HTDemucs weights" in caught.value.hint
        assert left_in(models) == []
    assert not canary.exists()


def run(home: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    status = main([*words, "--home", str(home), "--json", "--quiet"])
    return status, json.loads(capsys.readouterr().out)


def cards_of_ours(folder: Path, sha256: str) -> Path:
    """A resources folder whose htdemucs card describes a file of ours instead of the published one."""
    cards = folder / "models"
    cards.mkdir(parents=True)
    for file in (resources() / "models").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        (cards / file.name).write_text(text.replace('sha256 = "8726e21a"', f'sha256 = "{sha256}"'), encoding="utf-8")
    return folder


def write_song(file: Path) -> None:
    import soundfile

    rng = np.random.default_rng(2)
    soundfile.write(file, 0.1 * rng.standard_normal((20_000, 2)), 44_100)


def test_from_the_published_format_to_stems_by_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, song = tmp_path / "home", tmp_path / "song.wav"
    write_song(song)
    file = write_th(smallest_htdemucs(), tmp_path, "955717e8")
    ours = cards_of_ours(tmp_path / "resources", file.stem.rpartition("-")[2])
    monkeypatch.setattr("engine.models.catalog.resources", lambda: ours)
    separate = ("separate", str(song), "--model", "htdemucs", "--out", str(tmp_path / "out"))

    status, answer = run(home, *separate, capsys=capsys)
    assert (status, answer["error"]["type"]) == (1, "ModelNotInstalled")
    status, answer = run(home, "models", "import", "mine", str(file), capsys=capsys)
    assert status == 1
    assert "belongs to the model 'htdemucs'" in answer["error"]["message"]  # and keeps its licence
    assert "scientific purposes" in answer["error"]["hint"]
    assert run(home, "models", "import", "htdemucs", str(file), capsys=capsys)[0] == 0
    status, facts = run(home, *separate, "--shifts", "1", "--precision", "fp32", capsys=capsys)
    assert status == 0
    assert (facts["model"], facts["device"], facts["precision"]) == ("htdemucs", "cpu", "fp32")
    assert facts["revision"].startswith("955717e8-")
    assert facts["parameters"]["shifts"] == 1
    assert sorted(facts["files"]) == ["bass.wav", "drums.wav", "other.wav", "vocals.wav"]
    assert facts["residual_db"] < -120
    assert run(home, *separate, "--shifts", "1", "--precision", "fp32", capsys=capsys)[1]["cached"]
    assert run(home, "models", "remove", "htdemucs", capsys=capsys)[0] == 0
    assert left_in(home / "models") == []


def test_a_model_of_ones_own_by_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, song = tmp_path / "home", tmp_path / "song.wav"
    write_song(song)
    file = write_hub(smallest_htdemucs([*FOUR, "log_drum"]), tmp_path / "any name.safetensors")

    status, record = run(home, "models", "import", "amapiano-5", str(file), capsys=capsys)
    assert status == 0
    assert record["licence"] == LICENCE
    listed = run(home, "models", "list", capsys=capsys)[1]["models"]
    card = next(model for model in listed if model["id"] == "amapiano-5")
    assert card["state"] == "installed"
    assert card["description"] == "Separates drums, bass, other, vocals, log drum."
    for stems, count in (("5", 5), ("4", 4)):
        status, facts = run(
            home, "separate", str(song), "--model", "amapiano-5", "--stems", stems, "--out", str(tmp_path / stems),
            capsys=capsys,
        )  # fmt: skip
        assert (status, len(facts["files"])) == (0, count)
    assert run(home, "models", "remove", "amapiano-5", capsys=capsys)[0] == 0
    assert left_in(home / "models") == []  # its card is gone too, so that another file can take the id


def test_cards_of_published_weights_name_their_licence_and_mix_as_demucs_does() -> None:
    from importlib.resources import files as package_files

    import yaml

    catalog = Catalog()
    remote = package_files("demucs") / "remote"
    listed = (remote / "files.txt").read_text().split()
    for model_id in ("htdemucs", "htdemucs_ft"):
        card: ModelCard = catalog.get(model_id)
        bag = yaml.safe_load((remote / f"{model_id}.yaml").read_text())
        assert [file.name.split("-")[0] for file in card.files] == bag["models"]
        assert [list(row) for row in card.mixing] == bag.get("weights", [])
        assert all(file.name in listed and file.name.endswith(f"-{file.sha256}.th") for file in card.files)
        assert "scientific" in card.licence
        assert not card.commercial_use
