"""The decoder's own truths; that it agrees with audiocraft is shown in ``tests/parity``."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from engine.core.errors import JobCancelled, UserError
from engine.generation.musicgen.decoder import Decoder
from engine.generation.musicgen.graphs import GraphedRun
from engine.generation.musicgen.memory import need
from engine.generation.musicgen.model import Wanted
from engine.generation.musicgen.run import UNKNOWN, Run
from engine.generation.musicgen.sampling import Noise, Sampling

WORDS = "a soulful amapiano groove"
TOP_K = Sampling(top_k=20)
KINDS = ("mono", "stereo", "melody")


def play(model: Any, *seeds: int, seconds: float = 0.6, **wanted: Any) -> torch.Tensor:
    request = Wanted(texts=[WORDS] * len(seeds), seconds=seconds, sampling=wanted.pop("sampling", TOP_K), **wanted)
    codes: torch.Tensor = model.tokens(request, Noise(seeds))
    return codes


@pytest.mark.parametrize("kind", KINDS)
def test_a_variation_does_not_depend_on_how_many_are_made(models: dict[str, Any], kind: str) -> None:
    together = play(models[kind], 5, 6, 7)

    for index, seed in enumerate((5, 6, 7)):
        assert torch.equal(together[index : index + 1], play(models[kind], seed))
    assert not torch.equal(together[0], together[1])


def test_the_same_seed_gives_the_same_tokens(models: dict[str, Any]) -> None:
    assert torch.equal(play(models["mono"], 3), play(models["mono"], 3))


@pytest.mark.parametrize("kind", KINDS)
def test_every_token_is_a_word_of_its_codebook(models: dict[str, Any], kind: str) -> None:
    codes = play(models[kind], 1)

    assert codes.shape == (1, models[kind].language.num_codebooks, 30)
    assert int(codes.min()) >= 0
    assert int(codes.max()) < models[kind].language.cardinality


@pytest.mark.parametrize("kind", KINDS)
def test_shapes_that_do_not_change_give_the_same_tokens(models: dict[str, Any], kind: str) -> None:
    """What a CUDA graph records: the whole capacity is looked at, with what lies ahead masked."""

    class Masked(Run):
        @staticmethod
        def _capacity(positions: int) -> int:
            return positions + 37

        def advance(self, step: int) -> None:
            self.offset.fill_(step)
            self.one_step(self.capacity, is_exact=False)

    model = models[kind]
    conditions = model.conditioner([WORDS, "rain"])
    greedy = Sampling(is_greedy=True)
    found = []
    with torch.inference_mode():
        for way in (Run, Masked):
            run = way(model.decoder, conditions, torch.full((2, model.language.num_codebooks, 25), UNKNOWN), greedy)
            run.begin(1)
            for step in range(2, run.steps):
                run.advance(step)
            found.append(run.pattern.sequence)
    assert torch.equal(*found)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="graphs need a CUDA device, and there is none")
def test_replayed_graphs_choose_what_single_steps_choose(published: dict[str, Any], tmp_path: Any) -> None:
    from engine.generation.musicgen.checkpoint import open_checkpoint
    from engine.generation.musicgen.model import MusicGen

    checkpoint = open_checkpoint(published["mono"], model="mono", scratch=tmp_path)
    model = MusicGen(checkpoint, device="cuda", precision="fp32")
    conditions = model.conditioner([WORDS])
    found = []
    with torch.inference_mode():
        for way in (Run, GraphedRun):
            run = way(model.decoder, conditions, torch.full((1, 4, 45), UNKNOWN), Sampling(is_greedy=True))
            run.begin(1)
            for step in range(2, run.steps):
                run.advance(step)
            found.append(run.pattern.sequence)
    assert torch.equal(*found)


def test_cancelling_stops_at_the_next_step(models: dict[str, Any]) -> None:
    steps: list[float] = []

    def report(fraction: float) -> None:
        steps.append(fraction)
        if len(steps) == 4:
            raise JobCancelled("cancelled")

    with pytest.raises(JobCancelled):
        models["mono"].tokens(Wanted(texts=[WORDS], seconds=0.8, sampling=TOP_K), Noise([1]), report=report)

    assert len(steps) == 4
    assert steps == sorted(steps)


def test_what_is_continued_stays_as_it_was(models: dict[str, Any]) -> None:
    beginning = play(models["mono"], 1, seconds=0.3)
    whole = play(models["mono"], 2, seconds=0.7, prompt=beginning)

    assert torch.equal(whole[..., :15], beginning)
    assert whole.shape[-1] == 35


def test_a_long_piece_is_made_of_windows_that_overlap(models: dict[str, Any]) -> None:
    """With the default stride, 0.6 of a window, the second window begins with the last 0.4 of the first."""
    model = models["mono"]
    window = model.language.window_seconds  # 30 s by the layout, which names none
    reports: list[float] = []
    codes = model.tokens(Wanted(texts=[WORDS], seconds=window + 0.5, sampling=TOP_K), Noise([4]), report=reports.append)

    assert codes.shape[-1] == int((window + 0.5) * 50)
    assert torch.equal(codes[..., :1500], play(model, 4, seconds=window))
    assert reports == sorted(reports)


def test_too_long_a_beginning_is_refused_with_its_length(models: dict[str, Any]) -> None:
    beginning = torch.zeros((1, 4, 50), dtype=torch.long)

    with pytest.raises(UserError, match=r"has 1\.0 s, which leaves no room in 0\.6 s"):
        play(models["mono"], 1, prompt=beginning)


def test_a_melody_is_refused_by_a_model_that_knows_none(models: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="takes no melody"):
        play(models["mono"], 1, melodies=[torch.zeros(32_000)])


def test_a_melody_changes_what_is_played(models: dict[str, Any]) -> None:
    hummed = torch.sin(torch.arange(64_000) * (2.0 * torch.pi * 440.0 / 32_000))  # an A; silence counts as a C

    assert not torch.equal(play(models["melody"], 1), play(models["melody"], 1, melodies=[hummed]))


@pytest.mark.parametrize(("precision", "tolerance"), [("bf16", 0.03), ("int8", 0.06)])
def test_fewer_bits_give_nearly_the_same_logits(
    models: dict[str, Any], published: dict[str, Any], tmp_path: Any, precision: str, tolerance: float
) -> None:
    """bf16 keeps 8 bits of each number, int8 7 of each weight and of each activation: errors of a few percent."""
    from engine.generation.musicgen.checkpoint import open_checkpoint

    checkpoint = open_checkpoint(published["mono"], model="mono", scratch=tmp_path)
    exact = models["mono"].decoder
    small = Decoder(checkpoint.language, checkpoint.tensors, precision=precision)
    words = models["mono"].conditioner([WORDS])[0].words
    tokens = torch.randint(0, 64, (1, 4, 12), generator=torch.Generator().manual_seed(1))
    found = []
    with torch.inference_mode():
        for decoder in (exact, small):
            cache = decoder.cache(2, 13)
            attended = decoder.attend_to(words)
            decoder.begin(tokens, None, cache, attended)
            position = torch.tensor([12])
            found.append(decoder.step(tokens[..., -1], position, cache, attended, span=13).float())
    error = (found[0] - found[1]).norm() / found[0].norm()
    assert 0.0 < float(error) < tolerance


def test_memory_is_told_as_it_is_taken(models: dict[str, Any]) -> None:
    """Weights of the estimate are the decoder's own tensors, norms (a thousandth) aside."""
    model = models["mono"]
    told = need(model.language, items=2, seconds=0.6, token_rate=50.0, precision="fp32")
    cache = model.decoder.cache(4, 34)

    assert told.cache == 2 * cache.keys.numel() * 4
    assert told.weights == sum(
        tensor.numel() * 4
        for layer in model.decoder._layers
        for linear in (layer.packed, layer.out, layer.query, layer.words, layer.cross_out, layer.wide, layer.narrow)
        for tensor in [linear.weight]
    ) + 4 * (model.decoder._table.numel() + model.decoder._heads.weight.numel())
