"""A LoRA merged into its base, saved in both layouts, is one model: the same tensors, the same tokens."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.generation.musicgen.checkpoint import Checkpoint, open_checkpoint
from engine.generation.musicgen.model import MusicGen, Wanted
from engine.generation.musicgen.sampling import Noise, Sampling
from tests.tiny_musicgen import (
    LAYERS,
    WIDTH,
    audiocraft_codec_state,
    codec_config,
    encodec,
    sentencepiece_model,
    t5_config,
    xp_config,
)

PLACES = {"q_proj": 0, "k_proj": 1, "v_proj": 2}
"""Where transformers' three matrices stand among the rows of audiocraft's one."""
RANK, ALPHA = 2, 4.0


def updates() -> dict[tuple[int, str], torch.Tensor]:
    """``alpha / rank · B A`` of queries and values of every layer, as a LoRA leaves them (Hu et al. 2021)."""
    drawn = torch.Generator().manual_seed(5)
    return {
        (layer, name): ALPHA
        / RANK
        * torch.randn(WIDTH, RANK, generator=drawn)
        @ torch.randn(RANK, WIDTH, generator=drawn)
        for layer in range(LAYERS)
        for name in ("q_proj", "v_proj")
    }


def save_as_transformers(base: Path, folder: Path, precision: torch.dtype) -> Path:
    folder.mkdir()
    for name in ("config.json", "spiece.model"):
        shutil.copy(base / name, folder / name)
    tensors = {name: tensor for shard in base.glob("*.safetensors") for name, tensor in load_file(shard).items()}
    for (layer, name), update in updates().items():
        tensors[f"decoder.model.decoder.layers.{layer}.self_attn.{name}.weight"] += update
    kept = {name: tensor.to(precision) if name.startswith("decoder.") else tensor for name, tensor in tensors.items()}
    save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def save_as_audiocraft(base: Path, folder: Path, precision: torch.dtype, scratch: Path) -> Path:
    """As a trainer writes it: the merged language model with the base's ``xp.cfg``, the base's codec, T5 beside."""
    folder.mkdir()
    opened = open_checkpoint(base, model="base", scratch=scratch)
    state = {name: tensor.clone() for name, tensor in opened.tensors.items()}
    for (layer, name), update in updates().items():
        rows = slice(PLACES[name] * WIDTH, (PLACES[name] + 1) * WIDTH)
        state[f"transformer.layers.{layer}.self_attn.in_proj_weight"][rows] += update
    projection = "condition_provider."
    best = {
        name: tensor.to(torch.float32 if name.startswith(projection) else precision) for name, tensor in state.items()
    }
    stamp = {"version": "1.3.0", "exported": True}
    # the published settings: transformers' models look back 30 seconds
    torch.save({"best_state": best, "xp.cfg": xp_config(window_seconds=30.0), **stamp}, folder / "state_dict.bin")
    codec = {"best_state": audiocraft_codec_state(encodec()), "xp.cfg": codec_config()}
    torch.save({**codec, **stamp}, folder / "compression_state_dict.bin")
    text = folder / "t5-base"
    text.mkdir()
    (text / "config.json").write_text(json.dumps(t5_config()))
    (text / "spiece.model").write_bytes(sentencepiece_model())
    save_file(
        {name: tensor.contiguous().clone() for name, tensor in opened.text.tensors.items()},
        text / "model.safetensors",
        metadata={"format": "pt"},
    )
    return folder


def play(checkpoint: Checkpoint) -> torch.Tensor:
    wanted = Wanted(texts=["soulful"], seconds=0.6, sampling=Sampling(top_k=20))
    codes: torch.Tensor = MusicGen(checkpoint).tokens(wanted, Noise([3]))
    return codes


@pytest.mark.slow  # two torch files pass through children that import torch
def test_a_merged_model_is_the_same_in_both_layouts(published: dict[str, Path], tmp_path: Path) -> None:
    """In half precision, as trainers save what they merged."""
    base, precision = published["mono"], torch.float16
    scratch = tmp_path / "scratch"
    theirs = save_as_transformers(base, tmp_path / "merged", precision)
    ours = save_as_audiocraft(base, tmp_path / "exported", precision, scratch)
    one = open_checkpoint(theirs, model="merged", scratch=scratch)
    other = open_checkpoint(ours, model="exported", scratch=scratch)

    assert one.language == other.language
    assert set(one.tensors) == set(other.tensors)
    assert all(torch.equal(one.tensors[name].float(), other.tensors[name].float()) for name in one.tensors)
    assert torch.equal(play(one), play(other))
    assert not torch.equal(play(one), play(open_checkpoint(base, model="base", scratch=scratch)))
