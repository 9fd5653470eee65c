"""Which files become an HTDemucs, and which are refused in a sentence before anything is built from them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.core.errors import ModelRefused
from engine.core.stems import Stem
from engine.separation.demucs_loading import build, open_ensemble, stem_of
from engine.separation.demucs_package import read_package
from tests.demucs_files import install, smallest_htdemucs, write_hub
from tests.tiny_htdemucs import FOUR

torch = pytest.importorskip("torch")
pytest.importorskip("demucs")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return write_hub(smallest_htdemucs(), tmp_path / "good.safetensors")


def content(file: Path) -> tuple[dict[str, Any], dict[str, str]]:
    from safetensors import safe_open
    from safetensors.torch import load_file

    with safe_open(str(file), framework="pt") as opened:
        return load_file(file), dict(opened.metadata())


def rewritten(file: Path, tensors: dict[str, Any], metadata: dict[str, str]) -> Path:
    from safetensors.torch import save_file

    bad = file.with_name("bad.safetensors")
    save_file(tensors, bad, metadata=metadata)
    return bad


def refusal(file: Path) -> str:
    with pytest.raises(ModelRefused) as caught:
        build(read_package(file, "m"), "m", file.name)
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"klass": "os.system"}, "no HTDemucs (os.system)"),
        ({"klass": "demucs.hdemucs.HDemucs"}, "no HTDemucs"),
        ({"kwargs": "{"}, "damaged"),
        ({"kwargs": "[1]"}, "damaged"),
        ({"args": '[["drums"], 2, 3, "twice"]'}, "damaged"),
        ({"structure": "{}"}, "quantised"),
        ({"first_layer": "one"}, "damaged"),
    ],
)
def test_metadata_of_something_else_is_refused(hub: Path, changed: dict[str, str], words: str) -> None:
    tensors, metadata = content(hub)
    assert words in refusal(rewritten(hub, tensors, metadata | changed))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sources": "drums"}, "does not say what it separates"),
        ({"sources": []}, "does not say what it separates"),
        ({"segment": 1e9}, "segment"),
        ({"segment": {"_type": "fraction", "numerator": "9" * 30, "denominator": 1}}, "damaged"),
        ({"segment": {"_type": "fraction", "numerator": 1, "denominator": 0}}, "damaged"),
        ({"samplerate": "fast"}, "samplerate"),
        ({"nfft": 1 << 30}, "nfft"),
        ({"audio_channels": 1}, "audio_channels"),
        ({"depth": 10**9}, "depth"),
        ({"t_layers": True}, "t_layers"),
        ({"cac": False}, "cac"),
        ({"t_sparse_self_attn": True}, "t_sparse_self_attn"),
        ({"channels": 1_000}, "makes no network (expected"),
        ({"growth": "much"}, "makes no network"),
        ({"sources": ["drums", "bass"]}, "makes no network (expected"),
    ],
)
def test_arguments_outside_reason_are_refused(hub: Path, changed: dict[str, Any], words: str) -> None:
    tensors, metadata = content(hub)
    # the sources of these files are a positional argument, as in the published ones
    args = [changed["sources"]] if "sources" in changed else json.loads(metadata["args"])
    kwargs = json.loads(metadata["kwargs"]) | {key: value for key, value in changed.items() if key != "sources"}
    said = refusal(rewritten(hub, tensors, metadata | {"args": json.dumps(args), "kwargs": json.dumps(kwargs)}))
    assert words in said


def test_numbers_of_another_network_are_refused(hub: Path) -> None:
    tensors, metadata = content(hub)
    name = "encoder.0.conv.bias"
    assert "got nothing" in refusal(rewritten(hub, {k: v for k, v in tensors.items() if k != name}, metadata))
    assert "makes no network" in refusal(rewritten(hub, tensors | {"more": torch.zeros(1)}, metadata))
    hub.write_bytes(hub.read_bytes()[:500])
    assert "damaged" in refusal(hub)


def test_arguments_that_this_demucs_does_not_know_are_left_out_as_demucs_does(hub: Path) -> None:
    tensors, metadata = content(hub)
    kwargs = json.loads(metadata["kwargs"]) | {"of_an_older_version": 3}
    network = build(read_package(rewritten(hub, tensors, metadata | {"kwargs": json.dumps(kwargs)}), "m"), "m", "f")
    assert network.sources == FOUR


def test_half_precision_is_only_how_it_lies_on_disk(hub: Path) -> None:
    tensors, _ = content(hub)
    assert {tensor.dtype for tensor in tensors.values()} == {torch.float16}
    network = build(read_package(hub, "m"), "m", "f")
    assert {parameter.dtype for parameter in network.parameters()} == {torch.float32}
    assert not any(parameter.requires_grad for parameter in network.parameters())
    assert not network.training


def test_building_leaves_the_callers_random_numbers_alone(hub: Path) -> None:
    before = torch.get_rng_state()
    build(read_package(hub, "m"), "m", "f")
    assert torch.equal(torch.get_rng_state(), before)


def test_networks_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    mixed = install(tmp_path / "a", smallest_htdemucs(), smallest_htdemucs([*FOUR, "log_drum"]))
    with pytest.raises(ModelRefused, match="different sources"):
        open_ensemble(mixed, tmp_path / "a")
    drums = install(tmp_path / "b", smallest_htdemucs(["kick", "snare"]))
    with pytest.raises(ModelRefused, match="kick, snare, which are not stems"):
        open_ensemble(drums, tmp_path / "b")
    alone = install(tmp_path / "c", smallest_htdemucs(["vocals"]))
    with pytest.raises(ModelRefused, match="vocals only"):
        open_ensemble(alone, tmp_path / "c")


def test_a_card_that_mixes_wrongly_is_refused(tmp_path: Path) -> None:
    card = install(tmp_path, smallest_htdemucs(), smallest_htdemucs(seed=1))
    row = (1.0, 1.0, 1.0, 1.0)
    for mixing, words in (
        ((row,), "does not mix 2 networks"),
        ((row, (1.0, 1.0)), "does not mix"),
        (((1.0, 1.0, 1.0, 0.0), (0.0, 0.0, 0.0, 0.0)), "without a network"),
        (((-1.0, 1.0, 1.0, 1.0), (2.0, 1.0, 1.0, 1.0)), "without a network"),
    ):
        with pytest.raises(ModelRefused, match=words):
            open_ensemble(replace(card, mixing=mixing), tmp_path)


def test_sources_have_stems() -> None:
    assert [stem_of(source) for source in ("drums", "log_drum", "piano")] == [Stem.DRUMS, Stem.LOG_DRUM, Stem.OTHER]
    with pytest.raises(ValueError, match="kick"):
        stem_of("kick")
