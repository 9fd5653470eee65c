"""Files in: both layouts, what is missing or wrong in a sentence, and nothing of a stranger's that runs."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.core.errors import ModelRefused, UserError
from engine.generation.musicgen.checkpoint import is_musicgen, open_checkpoint
from engine.generation.musicgen.model import MusicGen
from tests.tiny_musicgen import language_state


def opened(folder: Path, scratch: Path) -> Any:
    return open_checkpoint(folder, model="mine", scratch=scratch)


@pytest.fixture
def copy(published: dict[str, Path], tmp_path: Path) -> Path:
    """A stereo model in the transformers layout, to be spoilt."""
    return Path(shutil.copytree(published["stereo"], tmp_path / "copy"))


def change(folder: Path, name: str, tensor: torch.Tensor | None) -> None:
    file = folder / "model.safetensors"
    tensors = load_file(file)
    tensors.pop(name)
    save_file(tensors if tensor is None else tensors | {name: tensor}, file, metadata={"format": "pt"})


def test_audiocrafts_files_are_opened_once_and_kept(audiocraft_folder: Path, tmp_path: Path) -> None:
    first = opened(audiocraft_folder, tmp_path)
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    again = opened(audiocraft_folder, tmp_path)

    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == kept
    assert len(kept) == 2  # the language model and the codec, as safetensors
    expected = language_state("mono")
    assert set(first.tensors) == set(expected)
    assert all(torch.equal(again.tensors[name], tensor) for name, tensor in expected.items())


def test_a_model_in_shards_is_the_model(published: dict[str, Path], tmp_path: Path) -> None:
    assert len(list(published["mono"].glob("model-*.safetensors"))) > 2
    checkpoint = opened(published["mono"], tmp_path)

    assert checkpoint.language.num_codebooks == 4
    assert checkpoint.codec.settings.num_codebooks == 4
    assert list(tmp_path.iterdir()) == []


def test_sound_comes_out(audiocraft_folder: Path, tmp_path: Path) -> None:
    model = MusicGen(opened(audiocraft_folder, tmp_path))
    sound = model.codec.decode(torch.randint(0, 64, (1, 4, 25)))

    assert sound.shape == (1, 1, 25 * 640)
    assert bool(torch.isfinite(sound).all())
    assert float(sound.abs().max()) > 0.0


def test_folders_are_told_apart(published: dict[str, Path], audiocraft_folder: Path, tmp_path: Path) -> None:
    assert is_musicgen(published["melody"])
    assert is_musicgen(audiocraft_folder)
    assert not is_musicgen(audiocraft_folder / "t5-base")
    assert not is_musicgen(tmp_path)
    with pytest.raises(UserError, match="holds no MusicGen"):
        opened(tmp_path, tmp_path)


def test_without_t5_it_says_where_t5_may_lie(audiocraft_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "alone" / "model"
    shutil.copytree(audiocraft_folder, folder, ignore=shutil.ignore_patterns("t5-base"))

    with pytest.raises(UserError, match="reads words with t5-base, which is not on this machine") as error:
        opened(folder, tmp_path / "scratch")
    assert "aurax models import t5-base FOLDER" in error.value.hint
    found = open_checkpoint(folder, model="mine", scratch=tmp_path / "scratch", beside=(audiocraft_folder,))
    assert found.text.tokenizer.name == "spiece.model"


def test_a_shard_that_is_missing_is_named(published: dict[str, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(published["mono"], tmp_path / "copy"))
    gone = sorted(folder.glob("model-*.safetensors"))[1]
    gone.unlink()

    with pytest.raises(ModelRefused, match=f"the part {gone.name} of its weights is missing"):
        opened(folder, tmp_path)


def test_shards_outside_of_the_folder_are_not_read(published: dict[str, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(published["mono"], tmp_path / "copy"))
    index = folder / "model.safetensors.index.json"
    document = json.loads(index.read_text())
    document["weight_map"] = dict.fromkeys(document["weight_map"], "../published/model.safetensors")
    index.write_text(json.dumps(document))

    with pytest.raises(ModelRefused, match="is missing"):
        opened(folder, tmp_path)


def test_a_tensor_that_is_missing_is_named(copy: Path, tmp_path: Path) -> None:
    change(copy, "decoder.lm_heads.3.weight", None)

    with pytest.raises(ModelRefused, match=r"lack linears\.3\.weight"):
        opened(copy, tmp_path)


def test_a_tensor_of_another_shape_is_named(copy: Path, tmp_path: Path) -> None:
    change(copy, "decoder.lm_heads.3.weight", torch.zeros(64, 31))

    with pytest.raises(ModelRefused, match=r"linears\.3\.weight has the shape \(64, 31\)"):
        opened(copy, tmp_path)


def test_numbers_that_are_not_finite_are_refused(copy: Path, tmp_path: Path) -> None:
    change(copy, "decoder.lm_heads.3.weight", torch.full((64, 32), float("nan")))

    with pytest.raises(ModelRefused, match="not finite"):
        opened(copy, tmp_path)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("spiece.model", b"no tokenizer", "is no tokenizer"),
        ("config.json", b'{"model_type": "bert"}', "not a MusicGen"),
        ("config.json", b"{", "cannot be read"),
        ("model.safetensors", b'\x10\0\0\0\0\0\0\0{"a": 1}', "is damaged"),
    ],
)
def test_files_that_are_something_else_are_refused(
    copy: Path, tmp_path: Path, file: str, content: bytes, said: str
) -> None:
    (copy / file).write_bytes(content)

    with pytest.raises(ModelRefused, match=said):
        MusicGen(opened(copy, tmp_path))


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("/tmp/aurax-was-here"),))


def test_code_inside_a_checkpoint_does_not_run(audiocraft_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(audiocraft_folder, tmp_path / "evil"))
    torch.save({"best_state": {"emb.0.weight": torch.zeros(2)}, "xp.cfg": _Evil()}, folder / "state_dict.bin")

    with pytest.raises(ModelRefused, match="cannot be read safely"):
        opened(folder, tmp_path / "scratch")
    assert not Path("/tmp/aurax-was-here").exists()
    (folder / "state_dict.bin").write_bytes(pickle.dumps(_Evil()))
    with pytest.raises(ModelRefused, match="neither safetensors nor a current torch file"):
        opened(folder, tmp_path / "scratch")
