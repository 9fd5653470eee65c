"""The drum network's recipe: scenes follow from their number, targets stand where strokes are, and it learns."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest
from lightning_fabric import Fabric

from engine.analysis.drum_features import CLOCK, NUM_BANDS, RATE, band_energies, compressed
from engine.analysis.drum_hearing import CLASSES, forward
from engine.core.errors import UserError
from trainer.checkpoint import load_checkpoint
from trainer.recipes import drum_classes_command as command
from trainer.recipes.drum_classes import DrumRecipe, DrumSettings, drum_network
from trainer.recipes.drum_classes_bank import LEAD, PHASES, Bank, make_bank, read_bank, stroke_energies, write_bank
from trainer.recipes.drum_classes_patterns import write_strokes
from trainer.recipes.drum_classes_scenes import make_scene, target
from trainer.recipes.drum_classes_strokes import STROKES
from trainer.recipes.loop import Progress, Schedule, train
from trainer.synth_corpus.split import Split

STROKES_EACH = 7


@pytest.fixture(scope="module")
def bank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bank") / "bank.npz"
    write_bank(file, make_bank(num_strokes=STROKES_EACH, num_product=0, recorded=False))
    return file


@pytest.fixture(scope="module")
def bank(bank_file: Path) -> Bank:
    return read_bank(bank_file)


@pytest.mark.parametrize("name", STROKES)
def test_strokes_are_whole_and_follow_from_their_stream(name: str) -> None:
    for make in set(STROKES[name]):
        waves = [make(np.random.default_rng(3), 1.0), make(np.random.default_rng(3), 1.0)]
        assert np.array_equal(waves[0], waves[1])
        waves += [make(np.random.default_rng(seed), 0.4) for seed in (3, 4)]
        assert not np.array_equal(waves[2], waves[3])
        assert all(np.isfinite(wave).all() and np.abs(wave).max() == pytest.approx(1.0, abs=0.01) for wave in waves)
        assert all(abs(wave[-1]) < 1e-3 for wave in waves)


def test_energies_of_a_late_click_look_half_a_frame_later() -> None:
    click = np.zeros(RATE // 10, np.float32)
    click[0] = 1.0
    energies = stroke_energies(click).sum(axis=2)
    assert energies.shape[0] == PHASES
    assert int(np.argmax(energies[0])) == LEAD
    # half a frame late, the click is as near to the next frame as to this one
    assert energies[1, LEAD] == pytest.approx(energies[1, LEAD + 1], rel=0.02)


def test_energies_of_scenes_are_those_of_the_sound() -> None:
    """Two strokes whose sounds have nothing to do with each other: the energies of the sum are the sum of energies."""
    rng = np.random.default_rng(1)
    kick, hat = (np.pad(STROKES[name][0](rng, 1.0), (2000, 40_000))[:40_000] for name in ("kick", "closed_hat"))
    both, apart = band_energies(kick + hat), band_energies(kick) + band_energies(hat)
    assert both.sum() == pytest.approx(apart.sum(), rel=0.02)


def test_a_kept_bank_is_the_same_bank(bank: Bank) -> None:
    made = make_bank(num_strokes=1, num_product=0, recorded=False)
    key = ("strokes", Split.VALIDATION, "snare")
    assert np.array_equal(made[key][0].layers[1][1], bank[key][0].layers[1][1])
    assert {name for _, _, name in bank} == set(STROKES)


def test_patterns_are_in_order_and_of_the_classes() -> None:
    names = set()
    for seed in range(60):
        strokes = write_strokes(np.random.default_rng(seed), 5.0)
        times = [own.time for own in strokes]
        assert times == sorted(times)
        assert all(0.0 <= time < 5.0 for time in times)
        assert all(0.0 < own.hardness <= 1.0 for own in strokes)
        names |= {own.name for own in strokes}
    assert names == set(STROKES)


def test_scenes_follow_from_their_number(bank_file: Path) -> None:
    settings = DrumSettings(bank_file, batch=2, seconds=2.0)
    first = list(DrumRecipe(settings).batches(range(4, 6)))
    again = list(DrumRecipe(settings).batches(range(5, 6)))
    assert first[1][0].shape == (2, 200, NUM_BANDS)
    assert first[1][1].shape == (2, 200, len(CLASSES))
    assert np.array_equal(first[1][0].numpy(), again[0][0].numpy())
    assert not np.array_equal(first[0][0].numpy(), first[1][0].numpy())


def test_scenes_are_finite_and_their_strokes_are_seen(bank: Bank) -> None:
    rises = []
    for seed in range(12):
        scene = make_scene(np.random.default_rng(seed), bank, Split.TRAIN, 4.0)
        assert np.isfinite(scene.features).all()
        assert scene.features.min() >= 0.0
        rise = np.maximum(0.0, np.diff(scene.features, axis=0)).mean(axis=1)
        frames = np.flatnonzero(scene.target.max(axis=1) > 0.9)
        if not len(frames):  # some scenes are noise and a band without a drummer
            continue
        rises.append(rise[np.clip(frames - 1, 0, len(rise) - 1)].mean() / rise.mean())
    assert np.median(rises) > 1.5


def test_targets_stand_at_the_strokes() -> None:
    wanted = target({"kick": np.array([0.5, 1.0]), "ride": np.array([0.703])}, 200)
    assert np.argmax(wanted[:75, CLASSES.index("kick")]) == round(0.5 * CLOCK.rate)
    assert np.argmax(wanted[:, CLASSES.index("ride")]) == 70
    assert not wanted[:, CLASSES.index("snare")].any()


def test_gain_changes_no_feature() -> None:
    energies = np.random.default_rng(2).random((50, NUM_BANDS)).astype(np.float32)
    np.testing.assert_allclose(compressed(energies), compressed(1e-6 * energies), atol=1e-4)
    assert not compressed(np.zeros((5, NUM_BANDS), np.float32)).any()
    assert compressed(np.zeros((0, NUM_BANDS), np.float32)).shape == (0, NUM_BANDS)


def test_it_learns_and_its_weights_are_those_the_product_runs(bank_file: Path, tmp_path: Path) -> None:
    recipe = DrumRecipe(DrumSettings(bank_file, batch=3, seconds=2.0))
    seen: list[Progress] = []
    fabric = Fabric(accelerator="cpu", devices=1)
    fabric.launch()
    schedule = Schedule(steps=24, learning_rate=8e-3, warmup=4, ema=0.8, validate_steps=1000, decay=0.3)
    checkpoint = train(recipe, tmp_path / "run", schedule, fabric, on_step=seen.append)
    assert seen[-1].figures["validation/score"] >= 0.0
    import torch
    from safetensors.numpy import load_file, save_file

    network = drum_network()
    network.load_state_dict(load_checkpoint(checkpoint)["average"])
    known = list(recipe.batches(range(3)))
    losses = [
        np.mean([recipe.loss(own, batch, fabric).total.item() for batch in known])
        for own in (recipe.network(), network)
    ]
    assert losses[1] < 0.95 * losses[0]
    thresholds = recipe.thresholds(network, fabric, scenes=2)
    assert thresholds.shape == (len(CLASSES),)
    save_file({name: value.numpy() for name, value in network.state_dict().items()}, tmp_path / "weights.safetensors")
    weights = load_file(tmp_path / "weights.safetensors")
    features = next(iter(recipe.batches(range(1))))[0]
    with torch.no_grad():
        expected = network(features)[0].numpy()
    assert np.allclose(forward(features[0].numpy(), weights), expected, atol=1e-4)


def test_bad_numbers_are_refused() -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    for option, value in (("--batch", "0"), ("--strokes", "1"), ("--seconds", "0")):
        with pytest.raises(UserError, match=option):
            command.open_recipe(parser.parse_args([option, value, "--own-sounds-only"]))
    with pytest.raises(UserError, match="--steps"):
        command.schedule(parser.parse_args(["--steps", "0"]))
