"""The listener: it begins as the separator's own answer, learns what levels tell, travels in the separator's file."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.separation.embedded.listener import EDGES, Listener, band_levels
from engine.separation.embedded.network import EmbeddedNetwork, NetworkShape
from engine.separation.embedded.presence import LOG_DRUM, Calibration
from engine.separation.embedded.weights import open_weights, save_weights
from trainer.recipes.log_drum_listener import Heard, passage_logits, train_listener

BANDS = len(EDGES) - 1


def songs(count: int, seed: int) -> list[Heard]:
    """Those with a log drum are louder in its third band; the separator itself says nothing."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        levels = (0.1 * rng.standard_normal((5, BANDS, 120))).astype(np.float32)
        levels[LOG_DRUM, 3] += 0.5 if number % 2 else -0.5
        made.append(Heard(levels, np.zeros((120, 5), np.float32), bool(number % 2)))
    return made


def answers(listener: Listener, heard: list[Heard]) -> torch.Tensor:
    with torch.no_grad():
        levels = torch.from_numpy(np.stack([own.levels for own in heard]))
        return passage_logits(listener(levels, torch.from_numpy(np.stack([own.activity for own in heard]))))


def test_a_new_listener_repeats_the_separator() -> None:
    activity = torch.randn(2, 50, 5)
    assert torch.equal(Listener().eval()(torch.randn(2, 5, BANDS, 50), activity), 0.5 * activity[..., LOG_DRUM])


def test_it_learns_what_levels_tell() -> None:
    listener = train_listener(songs(32, seed=1), epochs=40)
    fresh = songs(16, seed=2)
    assert ((answers(listener, fresh) > 0).numpy() == [own.has_log_drum for own in fresh]).all()


def test_the_same_songs_and_seed_give_the_same_listener() -> None:
    first, second = (answers(train_listener(songs(8, seed=1), epochs=2), songs(4, seed=3)) for _ in range(2))
    assert torch.equal(first, second)


def test_levels_do_not_depend_on_the_volume() -> None:
    generator = torch.Generator().manual_seed(0)
    parts = torch.randn(1, 5, 2, 600, 20, dtype=torch.complex64, generator=generator)
    levels = band_levels(parts, parts.sum(dim=1))
    louder = band_levels(10.0 * parts, 10.0 * parts.sum(dim=1))
    assert levels.shape == (1, 5, BANDS, 20)
    assert torch.allclose(levels, louder, atol=1e-4)


def test_it_travels_with_the_separator(tmp_path: Path) -> None:
    network = EmbeddedNetwork(NetworkShape(width=8, blocks=1, time_attention=(), band_attention=()))
    listener = train_listener(songs(8, seed=1), epochs=2)
    file = tmp_path / "five.safetensors"
    save_weights(file, network, "1", Calibration(), listener)
    opened = open_weights(file)
    assert opened.listener is not None
    assert answers(opened.listener, songs(4, seed=3)).numpy() == pytest.approx(
        answers(listener, songs(4, seed=3)).numpy(), abs=0.02
    )
    save_weights(file, network, "1", Calibration())
    assert open_weights(file).listener is None
