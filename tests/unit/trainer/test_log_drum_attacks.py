"""The attack network's recipe: examples follow from their number, targets stand where strokes are, and it learns."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
from lightning_fabric import Fabric

from engine.audio.files import write
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.separation.instrument.attack_features import CLOCK, NUM_BANDS
from engine.separation.instrument.attacks import attack_probability, load_weights
from trainer.checkpoint import load_checkpoint
from trainer.recipes import log_drum_attacks_command as command
from trainer.recipes.log_drum_attacks import AttackRecipe, AttackSettings, attack_network, target, with_bleed
from trainer.recipes.loop import Progress, Schedule, train

RATE = 11_025


def corpus(folder: Path, songs: int = 4, seconds: float = 4.0) -> Path:
    """Songs of low clicks, as a corpus lays them out."""
    for song in range(songs):
        rng = np.random.default_rng(song)
        onsets = [0.3, 1.1, 1.9, 2.8]
        wave = np.zeros(round(seconds * RATE), np.float32)
        for onset in onsets:
            t = np.arange(3_000) / RATE
            start = round(onset * RATE)
            wave[start : start + 3_000] += np.sin(2 * np.pi * 60 * t).astype(np.float32) * np.exp(-t * 14.0)
        place = folder / "train" / f"song-{song}"
        for stem in Stem:
            own = wave if stem is Stem.LOG_DRUM else (0.05 * rng.standard_normal(len(wave))).astype(np.float32)
            write(place / "stems" / f"{stem.value}.wav", Audio(own[None], RATE))
        write(place / "mixture.wav", Audio(wave[None], RATE))
        truth = {"log_drum": {"present": True, "onsets": onsets}, "ambiguous": False}
        (place / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder


def test_examples_follow_from_their_number(tmp_path: Path) -> None:
    recipe = AttackRecipe(AttackSettings(corpus(tmp_path), None, batch=3))
    first = list(recipe.batches(range(4, 6)))
    again = list(AttackRecipe(AttackSettings(tmp_path, None, batch=3)).batches(range(5, 6)))
    assert first[1][0].shape[:2] == (3, NUM_BANDS)
    assert np.array_equal(first[1][0].numpy(), again[0][0].numpy())
    assert not np.array_equal(first[0][0].numpy(), first[1][0].numpy())


def test_targets_stand_at_the_attacks() -> None:
    wanted = target(np.array([0.5, 1.0]), 300)
    assert np.argmax(wanted[:150]) == round(0.5 * CLOCK.rate)
    assert (wanted > 0).sum() <= 8
    assert not target(np.zeros(0), 10).any()


def test_bleed_lies_as_far_below_as_asked(rng: np.random.Generator) -> None:
    wave = rng.standard_normal(20_000).astype(np.float32)
    stems = {stem: rng.standard_normal(20_000).astype(np.float32) for stem in Stem}
    bleed = with_bleed(wave, stems, rng, level_db=10.0) - wave
    assert 10 * np.log10(np.mean(wave**2) / np.mean(bleed**2)) == pytest.approx(10.0, abs=0.1)
    silent = {stem: np.zeros(20_000, np.float32) for stem in Stem}
    assert np.array_equal(with_bleed(wave, silent, rng), wave)


def test_separated_stems_are_made_once_and_kept(tmp_path: Path) -> None:
    settings = AttackSettings(corpus(tmp_path / "c", 2), tmp_path / "kept", separator="spectral", batch=8)
    list(AttackRecipe(settings).batches(range(2)))
    kept = sorted((tmp_path / "kept").glob("*.npy"))
    assert [file.name for file in kept] == ["song-1.npy"]  # song-0 is held out
    assert np.load(kept[0]).shape == (4 * RATE,)
    before = kept[0].stat().st_mtime_ns
    list(AttackRecipe(settings).batches(range(2)))
    assert kept[0].stat().st_mtime_ns == before


def test_a_separator_without_a_log_drum_is_refused(tmp_path: Path) -> None:
    settings = AttackSettings(corpus(tmp_path / "c", 2), tmp_path / "kept", separator="identity", batch=8)
    with pytest.raises(UserError, match="'identity' takes no log drum out of a song"):
        list(AttackRecipe(settings).batches(range(2)))


def test_it_learns_and_its_weights_are_those_the_product_runs(tmp_path: Path) -> None:
    recipe = AttackRecipe(AttackSettings(corpus(tmp_path / "c"), None, batch=4))
    seen: list[Progress] = []
    fabric = Fabric(accelerator="cpu", devices=1)
    fabric.launch()
    schedule = Schedule(steps=60, learning_rate=8e-3, warmup=5, ema=0.9, validate_steps=60)
    checkpoint = train(recipe, tmp_path / "run", schedule, fabric, on_step=seen.append)
    assert seen[-1].figures["loss"] < 0.3 * seen[0].figures["loss"]
    finished = command.finish(recipe, tmp_path / "run", load_checkpoint(checkpoint))

    from safetensors.numpy import load_file

    weights = load_file(finished.weights)
    assert {name: value.shape for name, value in weights.items()} == {
        name: value.shape for name, value in load_weights().items()
    }
    features = next(iter(recipe.batches(range(1))))[0]
    network = attack_network()
    network.load_state_dict(load_checkpoint(checkpoint)["average"])
    import torch

    with torch.no_grad():
        expected = torch.sigmoid(network(features))[0].numpy()
    assert np.allclose(attack_probability(features[0].numpy().T, weights), expected, atol=1e-5)


def test_a_folder_without_log_drums_is_refused(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(UserError, match="not enough songs with a log drum"):
        command.open_recipe(parser.parse_args(["--corpus", str(tmp_path)]))
    with pytest.raises(UserError, match="--batch"):
        command.open_recipe(parser.parse_args(["--corpus", str(tmp_path), "--batch", "0"]))
    with pytest.raises(UserError, match="--steps"):
        command.schedule(parser.parse_args(["--corpus", str(tmp_path), "--steps", "0"]))
