"""From a data set to a model that plays: cache, training, files, card, and the generator that opens them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

pytest.importorskip("audiocraft")

from engine.core.errors import UserError
from tests.tiny_musicgen import write_transformers
from tests.unit.trainer.finetune.tuning import cached_clips, fabric, recipe_of
from trainer.cli import TRAINER
from trainer.dataset.manifest import make_manifest, write_manifest
from trainer.dataset.store import open_dataset, uses
from trainer.finetune.cache import fill_cache, read_clip
from trainer.finetune.network import base_tensors, hash_of, merged_tensors
from trainer.finetune.result import Story, write_result

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def dataset_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set as ``aurax train dataset make`` leaves it, of noise."""
    folder = tmp_path_factory.mktemp("datasets") / "tiny" / "v1"
    rng = np.random.default_rng(4)
    for split, count in (("train", 3), ("validation", 1)):
        lines = []
        for number in range(count):
            name = f"{split}-{number}"
            file = folder / "audio" / split / "song" / f"{name}.wav"
            file.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(file, 0.2 * rng.standard_normal((8_000, 2)), 16_000, subtype="PCM_16")
            document = {
                "description": "a deep log drum" if number else "",
                "cultural_markers": {
                    "log_drum": {"value": 0.5, "in_segment": 0.8},
                    "jazz": {"value": 0.4, "in_segment": None},
                    "unknown": {"value": None, "in_segment": None},
                },
            }
            file.with_suffix(".json").write_text(json.dumps(document))
            lines.append(json.dumps({"path": file.relative_to(folder).as_posix(), "duration": 0.5}))
        (folder / "egs" / split).mkdir(parents=True)
        (folder / "egs" / split / "data.jsonl").write_text("\n".join(lines) + "\n")
    described = {"rights": {"own": 4}, "use": "as its rights allow", "commercial_use": True, "num_songs": 1}
    (folder / "dataset.json").write_text(json.dumps(described))
    write_manifest(folder, make_manifest(folder))
    return folder


def test_the_cache_holds_what_codec_and_t5_say_and_goes_on_where_it_was_stopped(
    dataset_folder: Path, checkpoint: Any, tmp_path: Path
) -> None:
    from engine.generation.musicgen.text import T5Reader

    dataset = open_dataset(dataset_folder.parents[1], "tiny")
    stopped = fill_cache(dataset, checkpoint, tmp_path / "b", splits=("validation",))
    cached = fill_cache(dataset, checkpoint, tmp_path / "b")
    assert stopped.folder == cached.folder
    assert cached.markers == ("jazz", "log_drum", "unknown")
    whole = fill_cache(dataset, checkpoint, tmp_path / "a")
    for split, files in cached.clips.items():
        assert [file.read_bytes() for file in files] == [file.read_bytes() for file in whole.clips[split]]
    first, second = (read_clip(file) for file in cached.clips["train"][:2])
    assert first.tokens.shape == (4, 25)  # half a second at 50 steps a second
    assert len(first.text) == 0
    assert torch.equal(second.text, T5Reader(checkpoint.text).read(["a deep log drum"]).vectors[0])
    assert second.markers.tolist()[:2] == pytest.approx([0.4, 0.8])
    assert bool(second.markers[2].isnan())
    before = cached.clips["train"][0].stat().st_mtime_ns
    fill_cache(dataset, checkpoint, tmp_path / "b")
    assert cached.clips["train"][0].stat().st_mtime_ns == before
    with pytest.raises(UserError, match="no clips"):
        fill_cache(dataset, checkpoint, tmp_path / "b", splits=("test",))


def test_the_command_line_trains_a_model_that_generate_plays(
    dataset_folder: Path, base_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from engine.cli import main
    from engine.generation.base import Request
    from engine.generation.musicgen.backend import load_musicgen
    from engine.generation.setup import GeneratorSetup
    from engine.generation.wishes import Wishes

    base = {file.name: file.read_bytes() for file in base_folder.glob("*.bin")}
    run = tmp_path / "run"
    words = ["run", "musicgen", "--base", str(base_folder), "--dataset", str(dataset_folder), "--out", str(run)]
    more = [
        "--steps",
        "3",
        "--batch",
        "2",
        "--rank",
        "2",
        "--device",
        "cpu",
        "--threads",
        "1",
        "--kind",
        "private-school",
    ]
    status = main([*words, *more, "--cache", str(tmp_path / "cache"), "--json"], program=TRAINER)
    told = capsys.readouterr()
    assert status == 0, told.err
    assert "GB" in told.err
    assert json.loads(told.out)["step"] == 3
    assert {name: (base_folder / name).read_bytes() for name in base} == base

    folder = run / "model"
    card = json.loads((folder / "card.json").read_text())
    assert (card["licence"], card["commercial_use"], card["kind"]) == ("CC-BY-NC-4.0", False, "private-school")
    assert card["dataset"]["root_sha256"] == open_dataset(dataset_folder.parents[1], "tiny").manifest.root_sha256
    assert card["markers"] == ["jazz", "log_drum", "unknown"]
    assert card["base_sha256"] != card["model_sha256"]
    assert card["figures"][-1]["step"] == 3
    assert uses(open_dataset(dataset_folder.parents[1], "tiny"))

    generator = load_musicgen(GeneratorSetup(model=str(folder), scratch=tmp_path / "scratch", device="cpu"))
    made = generator.make(Request(prompt="a deep log drum", wishes=Wishes(seconds=0.4), seed=1))
    assert made.mix.num_samples == round(0.4 * made.mix.sample_rate)
    assert np.isfinite(made.mix.samples).all()
    a_lora_alone_on_its_base_is_the_merged_model(folder, tmp_path)
    the_model_is_a_version_in_the_catalogue(folder, tmp_path / "home", capsys)
    it_is_evaluated_against_its_base(run, tmp_path, capsys)


def a_lora_alone_on_its_base_is_the_merged_model(folder: Path, tmp_path: Path) -> None:
    import shutil

    from engine.core.errors import ModelRefused
    from engine.generation.musicgen.lora import open_source, with_lora
    from engine.generation.musicgen.source import source_of
    from engine.generation.setup import GeneratorSetup

    alone = tmp_path / "lora"
    alone.mkdir()
    shutil.copyfile(folder / "adapter.safetensors", alone / "adapter.safetensors")
    whole = open_source(source_of(GeneratorSetup(model=str(folder))), tmp_path / "scratch")
    for name in (str(alone), str(alone / "adapter.safetensors")):
        source = source_of(GeneratorSetup(model=name))
        added = open_source(source, tmp_path / "scratch")
        assert source.model.endswith("+lora")
        for place, own in whole.tensors.items():
            torch.testing.assert_close(added.tensors[place], own, rtol=1e-5, atol=1e-7)
    with pytest.raises(ModelRefused, match="other weights"):
        with_lora(whole, alone / "adapter.safetensors")


def the_model_is_a_version_in_the_catalogue(folder: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from engine.cli import main
    from engine.generation.musicgen.lora import open_source
    from engine.generation.musicgen.source import source_of
    from engine.generation.setup import GeneratorSetup

    assert main(["models", "import", "private-1", str(folder), "--home", str(home)]) == 0
    capsys.readouterr()
    assert main(["models", "list", "--json", "--home", str(home)]) == 0
    listed = json.loads(capsys.readouterr().out)
    card = next(one for one in listed["models"] if one["id"] == "private-1")
    assert (card["stage"], card["styles"], card["licence"]) == ("specialist", ["private_school"], "CC-BY-NC-4.0")
    assert card["state"] == "installed"
    assert "3 steps" in card["description"]
    routed = source_of(GeneratorSetup(models_folder=home / "models", style="private_school"))
    assert routed.model == "private-1"
    open_source(routed, home / "scratch")  # its T5 came along


def it_is_evaluated_against_its_base(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from engine.cli import main

    more = ["--samples", "1", "--seconds", "0.4", "--device", "cpu", "--threads", "1", "--home", str(tmp_path / "home")]
    capsys.readouterr()
    status = main(["evaluate", str(run), *more, "--json"], program=TRAINER)
    told = capsys.readouterr()
    assert status == 0, told.err
    document = json.loads(told.out)
    held = document["held_out"]
    assert held["mean"] == pytest.approx(held["base_loss"] - held["loss"])
    assert document["samples"]["played"] == 1
    assert document["samples"]["mean"] is None  # four tenths of a second: nothing can be judged, which is no zero
    assert document["base_samples"] is None
    assert json.loads((run / "evaluation" / "evaluation.json").read_text()) == document
    assert main(["evaluate", str(tmp_path), *more], program=TRAINER) == 1
    assert "no tuned model" in capsys.readouterr().err


def test_a_base_in_transformers_layout_becomes_the_same_kind_of_model(tmp_path: Path) -> None:
    from engine.generation.musicgen.checkpoint import open_checkpoint

    base = write_transformers(tmp_path / "base")
    checkpoint = open_checkpoint(base, model="tiny", scratch=tmp_path)
    network = recipe_of(checkpoint, cached_clips(tmp_path / "clips")).network()
    story = Story("tiny", hash_of(base_tensors(network)), "LoRA", {}, {}, (), 0, [])
    hashes = write_result(tmp_path / "model", base, checkpoint, network, story)
    again = open_checkpoint(tmp_path / "model", model="again", scratch=tmp_path / "scratch")
    assert hash_of({name: own.float() for name, own in again.tensors.items()}) == hashes["model_sha256"]
    assert hashes["model_sha256"] == hashes["base_sha256"] == hash_of(merged_tensors(network))  # untrained LoRA
    assert again.language == checkpoint.language
    assert again.codec.settings == checkpoint.codec.settings
    assert torch.equal(again.text.tensors["shared.weight"], checkpoint.text.tensors["shared.weight"])


def test_samples_are_played_and_scored_and_silence_is_no_zero(checkpoint: Any, tmp_path: Path) -> None:
    from trainer.finetune.hooks import CultureHooks

    recipe = recipe_of(checkpoint, cached_clips(tmp_path / "clips"))
    hooks = CultureHooks(recipe, seconds=0.4, home=tmp_path)
    network = recipe.network()
    played = [list(hooks.generate(network, fabric(), tmp_path / name, 2)) for name in ("one", "other")]
    files = [[sample.file.read_bytes() for sample in samples if sample.file] for samples in played]
    assert files[0] == files[1]
    assert files[0][0] != files[0][1]
    scored = hooks.score(played[0][0])  # four tenths of a second: nothing can be judged in it
    assert (scored.score, scored.has_passed) == (None, None)
    assert scored.words
