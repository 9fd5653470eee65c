"""``aurax bench decoder``: what it measures are models of the published sizes; the contest itself is a manual run."""

from __future__ import annotations

from math import prod

import pytest
import torch

from engine.cli.bench_decoder import Options, _Clock, _ours, published, random_weights
from engine.generation.musicgen.checkpoint import shapes
from engine.generation.musicgen.decoder import Decoder
from engine.generation.musicgen.settings import LanguageModel

TINY = LanguageModel(
    width=32, num_heads=2, num_layers=2, feed_forward=128, num_codebooks=4, cardinality=64, delays=(0, 1, 2, 3)
)


@pytest.mark.parametrize(("size", "millions"), [("small", 419), ("medium", 1837), ("large", 3255)])
def test_sizes_are_the_published_ones(size: str, millions: int) -> None:
    weights = {name: shape for name, shape in shapes(published(size), 768).items() if "condition" not in name}

    assert round(sum(prod(shape) for shape in weights.values()) / 1e6) == pytest.approx(millions, abs=1)


def test_random_weights_are_all_a_decoder_needs_and_each_time_the_same() -> None:
    first, again = random_weights(TINY), random_weights(TINY)

    assert all(torch.equal(first[name], again[name]) for name in first)
    assert set(first) == {name for name in shapes(TINY, 768) if not name.startswith("condition_provider")}


def test_a_steps_median_is_a_time() -> None:
    words = torch.zeros((4, 5, 32))
    seconds = _ours(Decoder(TINY, random_weights(TINY)), words, Options(steps=8, items=2))()

    assert 0.0 < seconds < 5.0


def test_the_median_leaves_out_the_first_steps() -> None:
    clock = _Clock("cpu")
    clock._times += [0.0, 10.0, 20.0, 30.0, 31.0, 32.0, 34.0]

    assert clock.median() == 1.0
