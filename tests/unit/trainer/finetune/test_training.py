"""The whole training on a tiny model: batches follow from their number, a resumed run is the same run."""

from __future__ import annotations

import itertools
import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from lightning_fabric import Fabric

pytest.importorskip("audiocraft")

from tests.unit.trainer.finetune import tuning
from tests.unit.trainer.finetune.tuning import cached_clips, fabric, recipe_of
from trainer.checkpoint import checkpoints, load_checkpoint, newest_whole
from trainer.finetune.network import Adapters, base_tensors, hash_of
from trainer.finetune.presets import PRESETS, estimate
from trainer.finetune.recipe import Cosine, TuneOptions, drift
from trainer.recipes.loop import Pieces, Progress, train

pytestmark = pytest.mark.filterwarnings("ignore")

SCHEDULE = Cosine(steps=5, learning_rate=0.01, warmup=2, validate_steps=5, ema=0.9, clip=1.0)


class Killed(Exception):
    pass


@pytest.fixture(scope="module")
def recipe(checkpoint: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return recipe_of(checkpoint, cached_clips(tmp_path_factory.mktemp("cache")))


def trained(recipe: Any, run: Path, schedule: Cosine = SCHEDULE, on_step: Any = lambda _: None) -> dict[str, Any]:
    train(recipe, run, schedule, fabric(), on_step=on_step)
    whole = newest_whole(run)
    assert whole is not None
    return load_checkpoint(whole)


def test_a_run_that_is_stopped_anywhere_ends_bit_for_bit_the_same(recipe: Any, tmp_path: Path) -> None:
    told: list[Progress] = []
    straight = trained(recipe, tmp_path / "straight", on_step=told.append)
    assert {"cross_entropy", "culture_loss", "validation/loss", "learning_rate"} <= set(told[-1].figures)
    assert all("lora" in name or name.startswith("culture") for name in straight["network"])

    for stop in (1, 3):
        run = tmp_path / f"stopped_{stop}"

        def kill(progress: Progress, stop: int = stop) -> None:
            if progress.step == stop:
                raise Killed

        with pytest.raises(Killed):
            trained(recipe, run, on_step=kill)
        assert checkpoints(run)[0].step == stop
        resumed = trained(recipe, run)
        for part in ("network", "average"):
            assert all(torch.equal(resumed[part][name], own) for name, own in straight[part].items())


def test_every_epoch_has_every_clip_once_in_another_order_whatever_came_before(recipe: Any) -> None:
    size = len(recipe.clips)
    drawn = [recipe._drawn(place)[0].tokens for place in range(2 * size)]
    epochs = [sorted(int(own.sum()) for own in drawn[start : start + size]) for start in (0, size)]
    assert epochs[0] == epochs[1]
    assert not all(torch.equal(one, other) for one, other in zip(drawn[:size], drawn[size:], strict=True))
    for one, other in zip(recipe.piece(7), recipe.piece(7), strict=True):
        assert torch.equal(one.nan_to_num(), other.nan_to_num())


def test_pieces_of_two_processes_are_those_that_one_adds_up(recipe: Any) -> None:
    alone = recipe_of(recipe.checkpoint, recipe.cached, replace(recipe.options, accumulate=2))
    for step in range(3):
        (both,) = alone.batches(range(step, step + 1))
        shared = [next(recipe.batches(range(2 * step + rank, 2 * step + rank + 1)))[0] for rank in range(2)]
        assert all(torch.equal(one.tokens, other.tokens) for one, other in zip(both, shared, strict=True))
        assert all(torch.equal(one.is_word, other.is_word) for one, other in zip(both, shared, strict=True))


def test_what_is_added_up_is_one_large_batch(recipe: Any) -> None:
    from trainer.recipes.loop import _gradients

    machine = fabric()
    found = []
    for pieces in (Pieces([recipe.piece(0), recipe.piece(1)]), Pieces([recipe.piece(0)]), Pieces([recipe.piece(1)])):
        network = machine.setup(recipe.network())
        _gradients(recipe, pieces, machine, network)
        found.append(torch.cat([own.grad.flatten() for own in network.parameters() if own.grad is not None]))
    torch.testing.assert_close(found[0], (found[1] + found[2]) / 2, rtol=1e-5, atol=1e-7)


def test_bf16_trains_too_and_without_culture_there_is_no_head(recipe: Any, tmp_path: Path) -> None:
    plain = recipe_of(recipe.checkpoint, recipe.cached, replace(recipe.options, culture=0.0, adapters=None))
    assert plain.network().culture is None
    made = Fabric(accelerator="cpu", devices=1, precision="bf16-mixed")
    made.launch()
    told: list[Progress] = []
    train(plain, tmp_path, replace(SCHEDULE, steps=2), made, on_step=told.append)
    assert 0.0 < told[-1].figures["loss"] < 20.0
    assert "culture_loss" not in told[-1].figures
    whole = newest_whole(tmp_path)
    assert whole is not None
    network = plain.network()
    before = hash_of(base_tensors(network))
    network.load_state_dict(load_checkpoint(whole)["average"])
    assert hash_of(base_tensors(network)) != before


def test_what_is_frozen_lies_in_memory_once(recipe: Any) -> None:
    from trainer.recipes.loop import _averaged

    network = recipe.network()
    average = dict(_averaged(network).named_parameters())
    for name, own in network.named_parameters():
        assert (average[name].data_ptr() == own.data_ptr()) == (not own.requires_grad)
        assert torch.equal(average[name], own)
        assert not average[name].requires_grad


def half(scale: float) -> Fabric:
    """fp16 with its scaler as on a graphics card, on a processor, which Fabric offers by a plugin alone."""
    from lightning_fabric.plugins import MixedPrecision

    scaler = torch.amp.GradScaler("cpu", init_scale=scale, growth_interval=2)
    made = Fabric(accelerator="cpu", devices=1, plugins=[MixedPrecision("16-mixed", "cpu", scaler)])
    made.launch()
    return made


def test_fp16_scales_its_loss_leaves_out_what_overflows_and_resumes_its_scale(recipe: Any, tmp_path: Path) -> None:
    schedule = replace(SCHEDULE, steps=3)
    told: list[Progress] = []
    machine = half(1024.0)
    train(recipe, tmp_path / "fits", schedule, machine, on_step=told.append)
    full: list[Progress] = []
    train(recipe, tmp_path / "fp32", schedule, fabric(), on_step=full.append)
    assert told[-1].figures["loss"] == pytest.approx(full[-1].figures["loss"], rel=0.02)
    assert told[0].figures["gradient_norm"] == pytest.approx(full[0].figures["gradient_norm"], rel=0.05)

    whole = newest_whole(tmp_path / "fits")
    assert whole is not None
    assert load_checkpoint(whole)["scale"]["scale"] == 2048.0  # doubled after two steps that fitted
    again = half(1.0)
    train(recipe, tmp_path / "fits", replace(schedule, steps=4), again)
    assert again.strategy.precision.scaler.get_scale() == 4096.0

    over = half(2.0**60)
    before = recipe.network().state_dict()
    train(recipe, tmp_path / "over", replace(schedule, steps=1), over)
    whole = newest_whole(tmp_path / "over")
    assert whole is not None
    after = load_checkpoint(whole)["network"]
    assert all(torch.equal(before[name], own) for name, own in after.items())
    assert over.strategy.precision.scaler.get_scale() == 2.0**59


def test_the_learning_rate_rises_and_falls() -> None:
    rates = [Cosine(steps=100, learning_rate=1.0, warmup=10).rate(step) for step in range(100)]
    assert rates[:10] == pytest.approx([0.1 * step for step in range(1, 11)])
    assert all(one >= other for one, other in itertools.pairwise(rates[10:]))
    assert rates[-1] == pytest.approx(0.1, abs=0.01)


def test_drift_is_told_and_unknown_scores_are_not_zeros(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert drift([0.8, None, 0.76])["culture"] == pytest.approx(0.78)
        assert not caplog.records
        assert drift([0.74, 0.75])["culture"] == pytest.approx(0.745)
        assert "drift" in caplog.text
        assert "culture" not in drift([None, None])


def test_larger_cards_take_more_and_the_estimate_counts_every_weight(checkpoint: Any) -> None:
    every = sum(tensor.numel() for tensor in checkpoint.tensors.values())
    full = estimate(checkpoint, TuneOptions(adapters=None))
    assert full.weights == every * 20  # weight, gradient, two moments, average: four bytes each
    lora = estimate(checkpoint, TuneOptions(adapters=Adapters(2)))
    assert 4 * every < lora.weights < full.weights
    for saves_memory in (False, True):
        sizes = [estimate(checkpoint, TuneOptions(batch=n, saves_memory=saves_memory)).activations for n in (1, 2, 4)]
        assert sizes == [sizes[0], 2 * sizes[0], 4 * sizes[0]]
    presets = list(PRESETS.values())
    assert {preset.batch * preset.accumulate for preset in presets} == {16}


def test_every_preset_bears_musicgen_small(checkpoint: Any) -> None:
    from engine.generation.musicgen.checkpoint import shapes

    language = replace(
        checkpoint.language,
        width=1024, num_heads=16, num_layers=24, feed_forward=4096, cardinality=2048, window_seconds=30.0,
    )  # fmt: skip
    tensors = {name: torch.empty(shape, device="meta") for name, shape in shapes(language, 768).items()}
    small = replace(checkpoint, language=language, tensors=tensors)
    for preset in PRESETS.values():
        assert estimate(small, preset.applied(TuneOptions())).gigabytes < preset.gigabytes
    assert estimate(small, TuneOptions(adapters=None, batch=16)).gigabytes > 24  # what nobody's card of that size bears


@pytest.mark.slow
@pytest.mark.timeout(500)
def test_two_processes_end_as_one_does(base_folder: Path, tmp_path: Path) -> None:
    tuning.main(base_folder, tmp_path, 1)
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", "--module"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *launcher, tuning.__name__, str(base_folder), str(tmp_path), "2"],
        cwd=Path(__file__).parents[4],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    ends = []
    for processes in (1, 2):
        whole = newest_whole(tmp_path / f"run_{processes}")
        assert whole is not None
        ends.append(load_checkpoint(whole)["network"])
    for name, own in ends[0].items():
        torch.testing.assert_close(ends[1][name], own, rtol=1e-4, atol=1e-5)
