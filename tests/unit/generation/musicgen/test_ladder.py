"""When memory ends: what is tried next, that it is said, and that the takes come out all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.core.errors import UserError
from engine.generation.base import Request
from engine.generation.musicgen import backend
from engine.generation.musicgen.backend import MusicGenGenerator, load_musicgen
from engine.generation.musicgen.ladder import Fixed, TooLittleMemory, Way, is_memory_error, smaller, with_less
from engine.generation.musicgen.model import MusicGen
from engine.generation.setup import GeneratorSetup
from engine.generation.wishes import Wishes

FREE = Fixed()


def ways(way: Way, fixed: Fixed = FREE) -> list[tuple[int, str, str]]:
    found = []
    while (lower := smaller(way, fixed)) is not None:
        found.append((lower.items, lower.precision, lower.device))
        way = lower
    return found


def test_fewer_at_once_then_fewer_bits_then_the_processor() -> None:
    assert ways(Way(items=3, precision="fp32", device="cuda")) == [
        (1, "fp32", "cuda"),
        (1, "fp16", "cuda"),
        (1, "fp32", "cpu"),
        (1, "bf16", "cpu"),
        (1, "int8", "cpu"),
    ]


def test_what_the_user_chose_stays() -> None:
    assert ways(Way(items=4, precision="fp32", device="cpu"), Fixed(precision=True)) == [
        (2, "fp32", "cpu"),
        (1, "fp32", "cpu"),
    ]
    assert ways(Way(items=1, precision="fp16", device="cuda"), Fixed(device=True)) == []
    # half precision does not run on a processor, so a chosen one keeps the take on the graphics card
    assert ways(Way(items=1, precision="fp16", device="cuda"), Fixed(precision=True)) == []


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:118] DefaultCPUAllocator: can't allocate memory"),
    ],
)
def test_each_way_memory_ends_is_known(error: Exception) -> None:
    def attempt(way: Way) -> Way:
        if way.precision != "int8":
            raise error
        return way

    told: list[str] = []
    way = with_less(Way(items=2, precision="fp32", device="cpu"), attempt, fixed=FREE, told=told.append)

    assert is_memory_error(error)
    assert way == Way(items=1, precision="int8", device="cpu")
    assert [words.split(": now ")[1] for words in told] == [
        "1 at once instead of 2; the takes stay the same",
        "bf16 instead of fp32; the take is another one than with more memory",
        "int8 instead of bf16; the take is another one than with more memory",
    ]


def test_other_errors_are_not_taken_for_it() -> None:
    def attempt(_way: Way) -> None:
        raise RuntimeError("shapes do not fit")

    with pytest.raises(RuntimeError, match="shapes do not fit"):
        with_less(Way(items=2, precision="fp32", device="cpu"), attempt, fixed=FREE, told=print)


def test_the_end_of_the_ladder_is_a_sentence_with_a_hint() -> None:
    def attempt(_way: Way) -> None:
        raise TooLittleMemory("This needs about 9.0 GB of memory; 1.0 GB are free", "Use a smaller model.")

    with pytest.raises(UserError, match=r"9\.0 GB of memory; 1\.0 GB are free, and there is no smaller way") as refused:
        with_less(Way(items=2, precision="int8", device="cpu"), attempt, fixed=FREE, told=lambda _words: None)
    assert refused.value.hint == "Use a smaller model."


@pytest.fixture
def generator(published: dict[str, Path], tmp_path: Path) -> MusicGenGenerator:
    return load_musicgen(GeneratorSetup(model=str(published["mono"]), scratch=tmp_path, device="cpu"))


def requests(*seeds: int) -> list[Request]:
    return [Request(prompt="warm rhodes", wishes=Wishes(seconds=0.4), seed=seed) for seed in seeds]


def test_memory_that_ends_while_four_are_made_gives_the_same_four(
    generator: MusicGenGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = generator.make_all(requests(1, 2, 3, 4))
    play = MusicGen.tokens
    tried: list[int] = []

    def tokens(self: MusicGen, wanted: Any, noise: Any, **rest: Any) -> Any:
        tried.append(len(wanted.texts))
        if len(wanted.texts) > 1:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return play(self, wanted, noise, **rest)

    monkeypatch.setattr(MusicGen, "tokens", tokens)
    made = generator.make_all(requests(1, 2, 3, 4))

    assert tried == [4, 2, 1, 1, 1, 1]
    assert all(np.allclose(a.mix.samples, b.mix.samples, atol=1e-5) for a, b in zip(made, expected, strict=True))
    assert [words.split(": now ")[1] for words in generator.parameters()["memory"]] == [
        "2 at once instead of 4; the takes stay the same",
        "1 at once instead of 2; the takes stay the same",
    ]


def test_too_little_memory_before_the_start_lowers_the_precision_and_the_recipe_says_so(
    generator: MusicGenGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = {}
    for precision in ("fp32", "bf16"):
        generator.precision = precision
        needed[precision] = generator.need(1, 0.4).total
    generator.precision = "fp32"
    monkeypatch.setattr("engine.generation.musicgen.memory.free_memory", lambda _device: needed["bf16"])
    (made,) = generator.make_all(requests(1))

    assert needed["bf16"] < needed["fp32"]
    assert made.mix.num_samples == 12_800
    assert generator.parameters()["precision"] == "bf16"
    assert "bf16 instead of fp32" in generator.parameters()["memory"][0]
    assert "of memory;" in generator.parameters()["memory"][0]


def test_where_nothing_helps_it_says_so_and_what_would(
    generator: MusicGenGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.generation.musicgen.memory.free_memory", lambda _device: 1000)

    with pytest.raises(UserError, match=r"no smaller way to make 2 take\(s\) of 0\.4 s"):
        generator.make_all(requests(1, 2))


def test_what_is_needed_is_told_before_it_starts(generator: MusicGenGenerator) -> None:
    told = generator.plan(requests(1)[0]).choices

    assert any("GB of memory" in words for words in told)
    assert backend.MusicGenGenerator.id == "musicgen"
