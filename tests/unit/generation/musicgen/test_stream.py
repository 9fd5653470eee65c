"""Sound while tokens still come: as long as the whole, nearly what the whole sounds like, and early."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.core.audio import Audio
from engine.generation.base import OnSound, Request
from engine.generation.musicgen.backend import load_musicgen
from engine.generation.musicgen.model import Section, Wanted
from engine.generation.musicgen.sampling import Noise, Sampling
from engine.generation.musicgen.stream import AHEAD, BLOCK, Stream
from engine.generation.setup import GeneratorSetup
from engine.generation.wishes import Wishes

NEARLY = 0.02
"""Of the loudest sample: a tiny codec's LSTM forgets within two seconds, its convolutions reach less than AHEAD."""


def keep_in(heard: list[Audio]) -> OnSound:
    """A listener that keeps every block and sees that each begins where the one before ended."""

    def take(block: Audio, start: float) -> None:
        assert start == pytest.approx(sum(each.duration for each in heard))
        heard.append(block)

    return take


def streamed(codec: Any, codes: torch.Tensor, *, step: int, block: int = BLOCK) -> list[Audio]:
    heard: list[Audio] = []
    stream = Stream(codec, keep_in(heard), block=block)
    for start in range(0, codes.shape[-1], step):
        stream.push(codes[..., start : start + step])
    stream.close()
    return heard


@pytest.mark.parametrize("kind", ["mono", "stereo"])
@pytest.mark.parametrize("step", [1, 7, 400])
def test_blocks_together_are_nearly_the_whole(models: dict[str, Any], kind: str, step: int) -> None:
    codec, number = models[kind].codec, models[kind].language.num_codebooks
    codes = torch.randint(0, 64, (1, number, 333), generator=torch.Generator().manual_seed(1))
    whole = codec.decode(codes)[0].numpy()
    heard = streamed(codec, codes, step=step)
    together = np.concatenate([block.samples for block in heard], axis=1)

    assert together.shape == whole.shape
    assert len(heard) == 7  # six of a second and the rest
    assert np.abs(together - whole).max() < NEARLY * np.abs(whole).max()


def test_a_piece_shorter_than_a_block_is_decoded_whole(models: dict[str, Any]) -> None:
    codec = models["mono"].codec
    codes = torch.randint(0, 64, (1, 4, 20), generator=torch.Generator().manual_seed(2))
    (block,) = streamed(codec, codes, step=20)

    assert np.abs(block.samples - codec.decode(codes)[0].numpy()).max() < 1e-5


def test_the_first_sound_needs_a_block_and_what_lies_ahead(models: dict[str, Any]) -> None:
    """It comes with the step that completes it, not at the end; the tokens are those that come without listening."""
    model = models["mono"]
    steps: list[float] = []
    first: list[int] = []
    wanted = Wanted(texts=["rain"], seconds=4.0, sampling=Sampling(top_k=20))
    stream = Stream(model.codec, lambda _block, _start: first.append(len(steps)))
    codes = model.tokens(wanted, Noise([1]), report=steps.append, stream=stream)

    assert torch.equal(codes, model.tokens(wanted, Noise([1])))
    assert len(first) == 4
    assert first[0] == BLOCK + AHEAD + 3  # the delays of the other codebooks
    assert first[0] < first[-1]
    assert stream.first_sound is not None


def test_a_long_piece_is_heard_without_what_windows_share(models: dict[str, Any]) -> None:
    model = models["mono"]
    heard: list[Audio] = []
    sections = (Section(0.0, ("rain",)), Section(2.5, ("a soulful groove",)))
    wanted = Wanted(texts=["rain"], seconds=5.0, sampling=Sampling(top_k=20), sections=sections)
    codes = model.tokens(wanted, Noise([1]), stream=Stream(model.codec, keep_in(heard)))

    assert sum(block.num_samples for block in heard) == codes.shape[-1] * 640


def test_the_generator_hands_over_the_first_take(published: dict[str, Path], tmp_path: Path) -> None:
    generator = load_musicgen(GeneratorSetup(model=str(published["mono"]), scratch=tmp_path, device="cpu"))
    heard: list[Audio] = []
    requests = [Request(prompt="rain", wishes=Wishes(seconds=2.5), seed=seed) for seed in (1, 2)]
    first, _ = generator.make_all(requests, on_sound=keep_in(heard))
    together = np.concatenate([block.samples for block in heard], axis=1)[:, : first.mix.num_samples]

    assert len(heard) >= 2
    assert np.abs(together - first.mix.samples).max() < NEARLY * np.abs(first.mix.samples).max()
    assert first.seconds["first_sound"] > 0.0
