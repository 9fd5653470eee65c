"""The log-drum head from weights to a model in the studio, on tiny networks: seconds on one core."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from lightning_fabric import Fabric

from engine.cli import main
from engine.core.errors import ModelRefused, UserError
from engine.separation.demucs_five_file import open_five_source, save_five_source
from tests.demucs_files import SEGMENT, smallest_htdemucs, write_th
from tests.tiny_htdemucs import FOUR, tiny_htdemucs
from tests.unit.trainer.test_multitracks import RATE, put
from trainer.checkpoint import load_checkpoint
from trainer.cli import TRAINER
from trainer.recipes.log_drum_head import HeadKind, HeadSettings, LogDrumHeadRecipe, open_settings, require_fit
from trainer.recipes.log_drum_head_command import WEIGHTS_FILE, finish
from trainer.recipes.loop import Progress, Schedule, train

SECONDS = 2.0


def hit(time: np.ndarray, onset: float, frequency_hz: float) -> np.ndarray:
    since = np.maximum(0.0, time - onset)
    return np.where(time >= onset, np.exp(-6.0 * since) * np.sin(2 * np.pi * frequency_hz * since), 0.0)


def write_song(folder: Path, seed: int) -> None:
    """Log-drum hits around 55 Hz, noisy drums, a bass an octave above and a steady chord."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(SECONDS * RATE)) / RATE
    log_drum = sum(hit(time, onset, rng.uniform(48, 62)) for onset in (0.1, 0.6, 1.2, 1.7))
    parts = {
        "log_drum": 0.4 * np.asarray(log_drum),
        "drums": 0.1 * rng.standard_normal(len(time)) * np.exp(-10 * (time % 0.5)),
        "bass": 0.1 * np.sin(2 * np.pi * 110 * time + rng.uniform(0, 6)),
        "other": 0.1 * np.sin(2 * np.pi * 440 * time + rng.uniform(0, 6)),
        "vocals": 0.02 * np.sin(2 * np.pi * 880 * time + rng.uniform(0, 6)),
    }
    for name, wave in parts.items():
        put(folder, f"{name}.wav", wave.astype(np.float32))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for place, split in enumerate(("train", "train", "train", "validation", "validation")):
        write_song(folder / split / f"song {place}", place)
    return folder


@pytest.fixture(scope="module")
def recipe(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> LogDrumHeadRecipe:
    """Opened once, from a file as the authors publish theirs: its check is a process of its own."""
    weights = write_th(smallest_htdemucs(), tmp_path_factory.mktemp("weights"), "abcd0000")
    return open_settings(HeadSettings(weights=weights, corpus=corpus, batch=2, validation_items=2))


def changed(recipe: LogDrumHeadRecipe, **settings: Any) -> LogDrumHeadRecipe:
    return replace(recipe, settings=replace(recipe.settings, **settings))


def cpu() -> Fabric:
    fabric = Fabric(accelerator="cpu", devices=1)
    fabric.launch()
    return fabric


def some_music() -> torch.Tensor:
    return 0.1 * torch.randn(1, 2, 11_025, generator=torch.Generator().manual_seed(9))


def old_stems(model: Any) -> torch.Tensor:
    with torch.no_grad():
        return model.eval()(some_music())[:, :4]


def schedule(steps: int, **settings: Any) -> Schedule:
    return Schedule(
        steps=steps, **({"learning_rate": 5e-3, "warmup": 2, "weight_decay": 0.05, "validate_steps": 1000} | settings)
    )


def trained(recipe: LogDrumHeadRecipe, run: Path, own: Schedule) -> Any:
    """The five-source model of a whole run, opened from its file."""
    checkpoint = train(recipe, run, own, cpu())
    return open_five_source(finish(recipe, run, load_checkpoint(checkpoint)).weights)


@pytest.mark.slow
def test_from_weights_to_a_model_in_the_studio(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands a user types: the loss falls, the old stems stay, the studio separates five stems with it."""
    base = tiny_htdemucs(channels=4, dconv_comp=2, bottom_channels=16, nfft=2048, segment=SEGMENT)
    weights, run, home = tmp_path / "tiny.safetensors", tmp_path / "run", ["--home", str(tmp_path / "home"), "--quiet"]
    save_five_source(base, weights)
    words = f"run log-drum-head --out {run} --device cpu --threads 1 --quiet --weights {weights} --corpus {corpus}"
    words += " --batch 2 --steps 40 --epoch-steps 40 --learning-rate 5e-3 --held-out 2"
    assert main(words.split(), program=TRAINER) == 0

    first, last = (json.loads(line) for line in (run / "figures.jsonl").read_text().splitlines())
    assert last["loss"] < 0.9 * first["loss"]
    assert last["sdr_db/log_drum"] > first["sdr_db/log_drum"] + 0.3
    assert "validation/sdr_db/bass" in last

    (run / WEIGHTS_FILE).unlink()  # a run that has ended writes its weights again, from run.json alone
    assert main(["resume", str(run), "--device", "cpu", "--threads", "1", "--quiet"], program=TRAINER) == 0
    model = open_five_source(run / WEIGHTS_FILE)
    # both heard now: the run has set how many threads share a sum, and the last bit hangs on it
    assert torch.equal(old_stems(model), old_stems(base))

    monkeypatch.setattr("engine.models.safe_load.MAX_SECONDS", 3_000)  # of a machine that is busy with other tests
    song = corpus / "validation" / "song 3" / "other.wav"
    assert main(["models", "import", "mine", str(run / WEIGHTS_FILE), *home]) == 0
    assert main(["separate", str(song), "--model", "mine", "--out", str(tmp_path / "out"), *home]) == 0
    (facts,) = (tmp_path / "out").rglob("separation.json")
    assert {file.stem for file in facts.parent.glob("*.wav")} == {"drums", "bass", "vocals", "other", "log_drum"}
    assert json.loads(facts.read_text())["residual_db"] < -100.0
    capsys.readouterr()


def test_a_stopped_run_goes_on_to_the_same_bits(recipe: LogDrumHeadRecipe, tmp_path: Path) -> None:
    def stop_after_two(progress: Progress) -> None:
        if progress.step == 2:
            raise KeyboardInterrupt

    whole = load_checkpoint(train(recipe, tmp_path / "whole", schedule(4), cpu()))
    with pytest.raises(KeyboardInterrupt):
        train(recipe, tmp_path / "stopped", schedule(4), cpu(), on_step=stop_after_two)
    stopped = load_checkpoint(train(recipe, tmp_path / "stopped", schedule(4), cpu()))
    for part in ("network", "average"):
        assert whole[part].keys() == stopped[part].keys()
        assert all(torch.equal(whole[part][name], stopped[part][name]) for name in whole[part])


def test_a_checkpoint_holds_what_trains_and_belongs_to_its_weights(recipe: LogDrumHeadRecipe, tmp_path: Path) -> None:
    saved = load_checkpoint(train(recipe, tmp_path, schedule(1), cpu()))
    assert not any(".base." in name for name in saved["network"])
    with pytest.raises(UserError, match="not those with which this training began"):
        train(replace(recipe, base=smallest_htdemucs(seed=1)), tmp_path, schedule(2), cpu())
    with pytest.raises(UserError, match="another network"):
        train(changed(recipe, first_layer=2), tmp_path, schedule(2), cpu())


def test_new_slices_alone_can_train(recipe: LogDrumHeadRecipe, tmp_path: Path) -> None:
    """The result is an HTDemucs of demucs' own kind whose first four stems are the old ones."""
    own = changed(recipe, kind=HeadKind.SLICES)
    model = trained(own, tmp_path, schedule(3, weight_decay=0.0))
    untrained = own.network().model
    assert model.sources == [*FOUR, "log_drum"]
    assert torch.equal(old_stems(model), old_stems(recipe.base))
    assert not torch.equal(model.decoder[-1].conv_tr.weight[:, -4:], untrained.decoder[-1].conv_tr.weight[:, -4:])


def test_with_the_encoder_all_stems_are_learned(recipe: LogDrumHeadRecipe, tmp_path: Path) -> None:
    own = changed(recipe, train_encoder=True)
    (batch,) = own.batches(range(1))
    assert batch.targets.shape[1] == 5
    np.testing.assert_allclose(batch.targets.sum(1), batch.mixture, atol=1e-5)
    model = trained(own, tmp_path, schedule(1))
    assert not torch.equal(old_stems(model), old_stems(recipe.base))
    heads = (model.base.decoder[-1].conv_tr, recipe.base.decoder[-1].conv_tr)
    assert torch.equal(heads[0].weight, heads[1].weight)


def test_a_trained_model_can_be_trained_further(recipe: LogDrumHeadRecipe, tmp_path: Path) -> None:
    model = trained(recipe, tmp_path / "first", schedule(1))
    again = replace(recipe, base=model)
    assert torch.equal(old_stems(trained(again, tmp_path / "second", schedule(1))), old_stems(recipe.base))


def test_labelled_songs_are_learned_from_and_held_out(
    corpus: Path, recipe: LogDrumHeadRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.recipes.htdemucs_weights.open_htdemucs", lambda _path: recipe.base)
    both = open_settings(replace(recipe.settings, stems=corpus / "train", stems_share=0.9))
    labelled = both.training.kinds[1].songs, both.validation.kinds[1].songs  # type: ignore[attr-defined]
    assert [len(songs) for songs in labelled] == [2, 1]
    assert both.training.shares == pytest.approx((0.1, 0.9))  # type: ignore[attr-defined]


def test_what_cannot_be_trained_is_said_before_anything_begins(recipe: LogDrumHeadRecipe, tmp_path: Path) -> None:
    junk = tmp_path / "junk.safetensors"
    junk.write_bytes(b"nothing")
    for change, error, word in (
        ({"weights": tmp_path / "absent.th"}, UserError, "no file"),
        ({"weights": junk}, ModelRefused, "neither safetensors nor"),
        ({"corpus": tmp_path}, UserError, "no folder"),
        ({"stems": tmp_path}, UserError, "no stems"),
    ):
        with pytest.raises(error, match=word):
            open_settings(replace(recipe.settings, **change))  # type: ignore[arg-type]
    slices = changed(recipe, kind=HeadKind.SLICES).network().model
    for settings, base, word in (
        ({}, slices, "of the kind 'slices'"),
        ({"first_layer": 3}, recipe.base, "cannot begin at layer 3"),
        ({"seconds": 30.0}, recipe.base, "more than this network takes"),
    ):
        with pytest.raises(UserError, match=word):
            require_fit(replace(recipe.settings, **settings), base)  # type: ignore[arg-type]
    for wrong in ({"stems_share": 1.0}, {"batch": 0}, {"seconds": 0.0}):
        with pytest.raises(UserError):
            replace(recipe.settings, **wrong)  # type: ignore[arg-type]


def test_an_encoder_of_other_sources_cannot_be_trained(recipe: LogDrumHeadRecipe) -> None:
    six = replace(recipe, base=smallest_htdemucs([*FOUR, "guitar", "piano"]))
    with pytest.raises(UserError, match="guitar"):
        changed(six, train_encoder=True).network()
    assert changed(six).network().model.sources[-1] == "log_drum"
