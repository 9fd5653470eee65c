"""The chord network's recipe: pieces are what they say, batches follow from their number, and it learns."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest
from lightning_fabric import Fabric

from engine.analysis.chord_features import NUM_CHANNELS
from engine.analysis.chord_model import VOCABULARY_QUALITIES
from engine.analysis.chord_net import chord_opinion, load_weights
from engine.core.errors import UserError
from engine.core.harmony import QUALITIES
from trainer.recipes import chords_command as command
from trainer.recipes.chord_songs import PROGRESSIONS, write_song
from trainer.recipes.chords import ChordRecipe, ChordSettings, chord_network
from trainer.recipes.loop import Schedule, train

COUNT = len(VOCABULARY_QUALITIES)


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> ChordRecipe:
    cache = tmp_path_factory.mktemp("heard")
    return ChordRecipe(ChordSettings(corpora=(), written=20, rendered=0, cache=cache, batch=64))


def test_written_pieces_play_their_chords() -> None:
    kinds = set()
    for number in range(60):
        song = write_song(np.random.default_rng(number))
        kinds.add(song.kind)
        assert song.chords[0][0] == 0.0
        assert song.chords[-1][1] == pytest.approx(song.seconds)
        for start, end, label in song.chords:
            assert label.root is not None
            classes = {(label.root + step) % 12 for step in (*QUALITIES[label.quality], label.bass)}
            played = [n for n in song.parts["keys"] if start + 0.1 <= n.onset < end - 0.1]
            assert {n.pitch % 12 for n in played} <= classes
    assert kinds == {*PROGRESSIONS, "any"}


def test_batches_follow_from_their_number(recipe: ChordRecipe) -> None:
    again = ChordRecipe(recipe._settings)
    (one,), (other,) = recipe.batches(range(3, 4)), again.batches(range(3, 4))
    for left, right in zip(one, other, strict=True):
        assert np.array_equal(left.numpy(), right.numpy())


def test_numpy_runs_the_network_as_torch_does() -> None:
    import torch

    torch.manual_seed(3)
    network = chord_network().eval()
    features = np.random.default_rng(0).random((40, 12, NUM_CHANNELS)).astype(np.float32)
    with torch.no_grad():
        logits, low = network(torch.from_numpy(features))
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    opinion = chord_opinion(features, weights)
    assert opinion.chords == pytest.approx(torch.log_softmax(logits, 1).numpy(), abs=1e-4)
    assert opinion.bass == pytest.approx(torch.log_softmax(low, 1).numpy(), abs=1e-4)


def test_transposed_music_gets_transposed_chords() -> None:
    features = np.random.default_rng(1).random((8, 12, NUM_CHANNELS)).astype(np.float32)
    here = chord_opinion(features, load_weights())
    there = chord_opinion(np.roll(features, 5, axis=1), load_weights())
    moved = np.roll(here.chords[:, :-1].reshape(8, 12, COUNT), 5, axis=1).reshape(8, -1)
    assert there.chords[:, :-1] == pytest.approx(moved, abs=1e-4)
    assert there.bass == pytest.approx(np.roll(here.bass, 5, axis=1), abs=1e-4)


def test_the_shipped_weights_know_held_out_pieces(recipe: ChordRecipe) -> None:
    learned, _ = recipe.beats
    opinion = chord_opinion(learned.features[:400].astype(np.float32), load_weights())
    roots = opinion.chords.argmax(axis=1) // COUNT
    assert np.mean(roots == learned.chords[:400] // COUNT) > 0.7


def test_training_learns_and_leaves_a_file(recipe: ChordRecipe, tmp_path: Path) -> None:
    from trainer.checkpoint import load_checkpoint

    fabric = Fabric(accelerator="cpu", devices=1)
    fabric.launch()
    before = recipe.validate(recipe.network(), fabric)["score"]
    done = train(recipe, tmp_path / "run", Schedule(steps=60, learning_rate=1e-2, warmup=5, ema=0.8), fabric)
    state = load_checkpoint(done)
    finished = command.finish(recipe, tmp_path / "run", state)
    network = recipe.network()
    network.load_state_dict(state["average"])
    assert recipe.validate(network, fabric)["score"] > before + 0.05
    assert finished.weights.is_file()


def test_wrong_arguments_are_told(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(UserError, match="There is no folder"):
        command.open_recipe(parser.parse_args(["--corpus", str(tmp_path / "none")]))
    with pytest.raises(UserError, match="--batch"):
        command.open_recipe(parser.parse_args(["--batch", "0"]))
    with pytest.raises(UserError, match="--steps"):
        command.schedule(parser.parse_args(["--steps", "0"]))
    nothing = ChordRecipe(ChordSettings(corpora=(), written=0, rendered=0, cache=tmp_path))
    with pytest.raises(UserError, match="not enough pieces"):
        _ = nothing.beats
