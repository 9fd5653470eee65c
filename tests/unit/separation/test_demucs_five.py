"""A fifth source for HTDemucs: the four old stems stay the numbers they were."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import torch
from demucs.apply import apply_model
from demucs.hf import load_safetensors_model
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from engine.core.errors import ModelRefused
from engine.separation.demucs_branch import LogDrumHTDemucs
from engine.separation.demucs_five import extend_htdemucs, train_new_slices
from engine.separation.demucs_five_file import open_five_source, save_five_source
from tests.tiny_htdemucs import FOUR, tiny_htdemucs

FIVE = [*FOUR, "log_drum"]
GEOMETRIES: list[dict[str, Any]] = [
    {},
    {"bottom_channels": 0, "dconv_mode": 1},
    {"t_layers": 0},
    {"freq_emb": 0.0},
    {"multi_freqs": [0.25], "multi_freqs_depth": 2},
    {"use_train_segment": False},
]


def music(num_samples: int = 22_050, *, batch: int = 1, seed: int = 1) -> torch.Tensor:
    return 0.1 * torch.randn(batch, 2, num_samples, generator=torch.Generator().manual_seed(seed))


def old_stems(model: Any, mix: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        return model.eval()(mix)[:, :4]


# ---- the extended network ----


def test_four_tensors_grow_and_all_else_is_copied() -> None:
    base = tiny_htdemucs()
    extended = extend_htdemucs(base)
    assert extended.sources == FIVE
    before, after = base.state_dict(), extended.state_dict()
    grown = {name for name in before if before[name].shape != after[name].shape}
    assert grown == {
        f"{decoder}.3.conv_tr.{part}" for decoder in ("decoder", "tdecoder") for part in ("weight", "bias")
    }
    assert after["decoder.3.conv_tr.weight"].shape == (8, 20, 8, 1)
    assert after["tdecoder.3.conv_tr.weight"].shape == (8, 10, 8)
    for name in set(before) - grown:
        assert torch.equal(before[name], after[name]), name
    added = sum(after[name].numel() - before[name].numel() for name in grown)
    assert added == 8 * 4 * 8 + 4 + 8 * 2 * 8 + 2  # 2 310 at the published 48 channels


def test_the_new_slice_lies_between_bass_and_drums() -> None:
    base = tiny_htdemucs()
    weight = base.state_dict()["decoder.3.conv_tr.weight"]
    drums, bass = weight[:, 0:4], weight[:, 4:8]
    new = extend_htdemucs(base, seed=3).state_dict()["decoder.3.conv_tr.weight"][:, 16:]
    noise = new - 0.25 * (drums + bass)
    assert 0.8e-3 < float(noise.std()) < 1.2e-3
    assert not torch.equal(new, extend_htdemucs(base, seed=4).state_dict()["decoder.3.conv_tr.weight"][:, 16:])


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_old_stems_of_the_extended_network_are_bit_identical(geometry: dict[str, Any]) -> None:
    base = tiny_htdemucs(**geometry)
    mix = music(batch=2)
    assert torch.equal(old_stems(extend_htdemucs(base), mix), old_stems(base, mix))


def test_only_the_new_slices_train() -> None:
    base = tiny_htdemucs()
    mix = music()
    before = old_stems(base, mix)
    model = extend_htdemucs(base)
    parameters = train_new_slices(model)
    assert [p.requires_grad for p in model.parameters()].count(True) == len(parameters) == 4
    optimizer = torch.optim.AdamW(parameters, lr=1e-2, weight_decay=0.0)
    first = model(mix)[:, 4].detach()
    for _ in range(3):
        model.zero_grad()
        (model(mix) - 0.3).abs().mean().backward()  # every source is in the loss, so every slice has a gradient
        optimizer.step()
    after = model(mix).detach()
    assert torch.equal(after[:, :4], before)
    assert not torch.equal(after[:, 4], first)


def test_with_the_encoder_the_old_stems_move() -> None:
    base = tiny_htdemucs()
    mix = music()
    before = old_stems(base, mix)
    model = extend_htdemucs(base)
    optimizer = torch.optim.SGD(train_new_slices(model, train_encoder=True), lr=1.0)
    (model(mix)[:, 4] - 0.3).abs().mean().backward()
    optimizer.step()
    assert not torch.equal(old_stems(model, mix), before)


# ---- the branch ----


@pytest.mark.parametrize("geometry", GEOMETRIES)
@pytest.mark.parametrize("num_samples", [22_050, 9_001])
def test_the_branch_leaves_the_old_stems_bit_identical(geometry: dict[str, Any], num_samples: int) -> None:
    base = tiny_htdemucs(**geometry)
    mix = music(num_samples, batch=2)
    before = old_stems(base, mix)
    out = LogDrumHTDemucs(base)(mix)
    assert out.shape == (2, 5, 2, num_samples)
    assert torch.equal(out[:, :4], before)


@pytest.mark.parametrize("first_layer", [0, 1, 2, 3])
def test_before_training_the_branch_is_the_extended_network(first_layer: int) -> None:
    base = tiny_htdemucs()
    mix = music()
    extended = extend_htdemucs(base, seed=5)
    branched = LogDrumHTDemucs(base, first_layer=first_layer, seed=5)
    with torch.no_grad():
        expected, found = extended(mix)[:, 4], branched(mix)[:, 4]
    torch.testing.assert_close(found, expected, atol=1e-6, rtol=1e-5)  # other shapes, other order of sums


def test_training_the_branch_leaves_the_old_stems_bit_identical() -> None:
    base = tiny_htdemucs()
    mix = music(12_000)
    before = old_stems(base, mix)
    model = LogDrumHTDemucs(base)
    optimizer = torch.optim.AdamW(model.freeze(), lr=1e-2, weight_decay=0.1)
    model.train()
    first = model.log_drum(mix)
    losses = []
    for _ in range(5):
        model.zero_grad()
        loss = (model.log_drum(mix) - 0.1).abs().mean()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0]
    assert all(p.grad is None for p in model.base.parameters())
    assert torch.equal(old_stems(model, mix), before)
    assert not torch.equal(model.train().log_drum(mix), first)
    assert model.base.segment == Fraction(1, 2)  # HTDemucs in training mode would have taken the example's length


def test_the_log_drum_alone_is_what_the_whole_forward_gives() -> None:
    model = LogDrumHTDemucs(tiny_htdemucs())
    mix = music(10_000)
    with torch.no_grad():
        assert torch.equal(model.log_drum(mix), model(mix)[:, 4])


def test_the_branch_may_train_the_encoder_too() -> None:
    base = tiny_htdemucs()
    mix = music(12_000)
    before = old_stems(base, mix)
    model = LogDrumHTDemucs(base)
    optimizer = torch.optim.SGD(model.freeze(train_encoder=True), lr=1.0)
    model.train().log_drum(mix).abs().mean().backward()
    optimizer.step()
    assert not torch.equal(old_stems(model, mix), before)
    assert all(p.grad is None for p in model.base.decoder.parameters())


def test_apply_model_takes_it() -> None:
    base = tiny_htdemucs()
    mix = music(60_000)
    before = apply_model(base, mix, shifts=0)
    after = apply_model(LogDrumHTDemucs(base), mix, shifts=0)
    assert after.shape == (1, 5, 2, 60_000)
    assert torch.equal(after[:, :4], before)


# ---- refusals ----


def test_what_cannot_be_extended_is_refused_in_a_sentence() -> None:
    from demucs.hdemucs import HDemucs

    for model, word in (
        (torch.nn.Linear(1, 1), "Linear"),
        (HDemucs(FOUR, channels=8, depth=4, nfft=512), "HDemucs"),
        (tiny_htdemucs(FIVE), "already"),
        (tiny_htdemucs(["vocals", "other"]), "bass and drums"),
        (tiny_htdemucs(norm_starts=0), "normalises"),
        (tiny_htdemucs(cac=False, wiener_iters=0, end_iters=0), "geometry"),
    ):
        for extend in (extend_htdemucs, LogDrumHTDemucs):
            with pytest.raises(ModelRefused, match=word):
                extend(model)


def test_a_branch_begins_inside_the_decoder() -> None:
    with pytest.raises(ValueError, match="0–3"):
        LogDrumHTDemucs(tiny_htdemucs(), first_layer=4)


# ---- files ----


def test_a_branched_model_survives_its_file(tmp_path: Path) -> None:
    base = tiny_htdemucs()
    base.load_state_dict({name: tensor.half().float() for name, tensor in base.state_dict().items()})  # as published
    model = LogDrumHTDemucs(base, first_layer=2)
    mix = music()
    file = tmp_path / "five.safetensors"
    save_five_source(model, file, about={"trained_on": "nothing"})
    before = torch.get_rng_state()
    opened = open_five_source(file)
    assert torch.equal(torch.get_rng_state(), before)
    assert opened.sources == FIVE
    assert opened.first_layer == 2
    assert opened.segment == Fraction(1, 2)
    assert not opened.training
    with torch.no_grad():
        assert torch.equal(opened(mix), model(mix))
    with safe_open(str(file), framework="pt") as raw:
        assert raw.metadata()["trained_on"] == "nothing"
    stored = load_file(file)
    assert {t.dtype for name, t in stored.items() if name.startswith("base.")} == {torch.float16}
    assert stored["decoder.1.conv_tr.weight"].dtype == torch.float32


def test_an_extended_model_is_a_file_demucs_itself_reads(tmp_path: Path) -> None:
    model = extend_htdemucs(tiny_htdemucs())
    mix = music()
    file = tmp_path / "five.safetensors"
    save_five_source(model, file)
    theirs = load_safetensors_model(file).eval()
    with torch.no_grad():
        expected = model(mix)
        assert torch.equal(open_five_source(file)(mix), expected)
        assert torch.equal(theirs(mix), expected)


def test_files_that_are_something_else_are_refused(tmp_path: Path) -> None:
    good = tmp_path / "good.safetensors"
    save_five_source(LogDrumHTDemucs(tiny_htdemucs()), good)
    tensors = load_file(good)
    with safe_open(str(good), framework="pt") as raw:
        metadata = raw.metadata()
    arguments = json.loads(metadata["kwargs"])
    bad = tmp_path / "bad.safetensors"
    changed: list[tuple[dict[str, torch.Tensor], dict[str, str], str]] = [
        (tensors, {**metadata, "klass": "os.system"}, "no HTDemucs"),
        (tensors, {"klass": metadata["klass"]}, "damaged"),
        (tensors, {**metadata, "kwargs": "{"}, "damaged"),
        (tensors, {**metadata, "kwargs": json.dumps({**arguments, "channels": 1_000_000})}, "its channels"),
        (tensors, {**metadata, "kwargs": json.dumps({**arguments, "channels": 16})}, "expected base"),
        (tensors, {**metadata, "first_layer": "7"}, "first_layer"),
        (tensors, {**metadata, "first_layer": "2"}, "no network"),
        ({k: v for k, v in tensors.items() if k != "base.encoder.0.conv.bias"}, metadata, "got nothing"),
    ]
    for content, about, word in changed:
        save_file(content, bad, metadata=about)
        with pytest.raises(ModelRefused, match=word):
            open_five_source(bad)
    bad.write_bytes(good.read_bytes()[:1000])
    with pytest.raises(ModelRefused, match="damaged"):
        open_five_source(bad)
    with pytest.raises(OSError, match="absent"):
        open_five_source(tmp_path / "absent.safetensors")


def test_a_model_of_four_stems_is_no_model_of_five(tmp_path: Path) -> None:
    file = tmp_path / "four.safetensors"
    save_five_source(tiny_htdemucs(), file)
    with pytest.raises(ModelRefused, match="no log drum"):
        open_five_source(file)
