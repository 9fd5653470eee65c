"""Our decoder against audiocraft's on the same tiny checkpoints: ``python -m tests.parity.musicgen_cases DIR``.

A program of its own: audiocraft warns in many places (the suite turns warnings into errors) and draws from torch's
global generator. It prints one JSON object: for each case the share of tokens that are the same, or the largest
difference of numbers.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

SHORT, LONG = "a soulful amapiano groove", "warm rhodes and a soft shaker at one hundred and twelve bpm, late at night"
RAGGED = [SHORT, LONG, "rain"]
SECONDS = 0.7


def same(ours: Any, theirs: Any) -> float:
    """Share of equal tokens; -1 where the shapes differ."""
    if ours.shape != theirs.shape:
        return -1.0
    return float((ours.cpu() == theirs.cpu()).float().mean())


class Pair:
    """One checkpoint, opened by us and by audiocraft."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        from engine.generation.musicgen.checkpoint import open_checkpoint
        from engine.generation.musicgen.model import MusicGen
        from engine.generation.musicgen.reference import load_reference

        checkpoint = open_checkpoint(folder, model=folder.name, scratch=scratch)
        self.ours, self.theirs = MusicGen(checkpoint), load_reference(checkpoint)

    def tokens(self, seed: int = 11, **wanted: Any) -> float:
        """The same request to both, with the same seed, all items drawing from one generator."""
        import torch

        from engine.generation.musicgen.model import Wanted
        from engine.generation.musicgen.reference import reference_tokens
        from engine.generation.musicgen.sampling import Noise

        request = Wanted(**{"texts": [SHORT], "seconds": SECONDS, "stride_seconds": 0.6} | wanted)
        torch.manual_seed(seed)
        theirs = reference_tokens(self.theirs, request)
        return same(self.ours.tokens(request, Noise([seed], is_shared=True)), theirs)


def samplings() -> dict[str, Any]:
    from engine.generation.musicgen.sampling import Sampling

    return {
        "greedy": Sampling(is_greedy=True),
        "top-k": Sampling(top_k=20),
        "top-p": Sampling(top_p=0.8),
        "whole distribution, temperature 0.7": Sampling(top_k=0, temperature=0.7),
        "temperature 0": Sampling(temperature=0.0),
        "guidance 1.5": Sampling(top_k=20, guidance=1.5),
    }


def language_cases(pairs: dict[str, Pair]) -> Iterator[tuple[str, Callable[[], float]]]:
    """Every case of the table: its name, and how to get its figure."""
    import torch

    from engine.generation.musicgen.sampling import Sampling

    top_k, greedy = Sampling(top_k=20), Sampling(is_greedy=True)
    two_step = Sampling(top_k=20, is_two_step=True)
    torch.manual_seed(1)
    hummed = torch.sin(torch.arange(24_000) * 0.06) * 0.3 + torch.randn(24_000) * 0.02
    for name, sampling in samplings().items():
        yield f"mono, {name}", lambda s=sampling: pairs["mono"].tokens(sampling=s)
    for kind, pair in pairs.items():
        number = pair.ours.language.num_codebooks
        prompt = torch.randint(0, 64, (2, number, 17))
        for name, sampling in (("greedy", greedy), ("top-k", top_k), ("two-step guidance", two_step)):
            yield f"{kind}, ragged batch of 3, {name}", lambda p=pair, s=sampling: p.tokens(texts=RAGGED, sampling=s)
        for name, sampling in (("greedy", greedy), ("top-k", top_k)):
            yield (
                f"{kind}, batch of 2 continues 17 steps, {name}",
                lambda p=pair, c=prompt, s=sampling: p.tokens(texts=RAGGED[:2], prompt=c, sampling=s),
            )
            yield f"{kind}, three windows, {name}", lambda p=pair, s=sampling: p.tokens(seconds=2.1, sampling=s)
        yield (
            f"{kind}, two windows after a prompt, top-k",
            lambda p=pair, c=prompt: p.tokens(texts=RAGGED[:2], prompt=c, seconds=1.5, sampling=top_k),
        )
        if pair.ours.chroma is not None:
            for name, sampling in (("greedy", greedy), ("top-k", top_k), ("two-step guidance", two_step)):
                yield f"{kind}, hummed, {name}", lambda p=pair, s=sampling: p.tokens(melodies=[hummed], sampling=s)
            yield (
                f"{kind}, batch of 2, one hummed, top-k",
                lambda p=pair: p.tokens(texts=RAGGED[:2], melodies=[hummed, None], sampling=top_k),
            )
            yield (
                f"{kind}, hummed, three windows, top-k",
                lambda p=pair: p.tokens(melodies=[hummed], seconds=2.1, sampling=top_k),
            )


def style_cases(folder: Path, scratch: Path) -> Iterator[tuple[str, Callable[[], float]]]:
    """An excerpt of music alone, with words (guided in two steps), close and free, and none at all."""
    import torch

    from engine.generation.musicgen.checkpoint import open_checkpoint
    from engine.generation.musicgen.conditions import Excerpts
    from engine.generation.musicgen.model import MusicGen, Wanted
    from engine.generation.musicgen.reference import reference_tokens
    from engine.generation.musicgen.sampling import Noise, Sampling
    from tests.parity.musicgen_style import load_style_reference, two_steps

    checkpoint = open_checkpoint(folder, model="style", scratch=scratch)
    ours, theirs = MusicGen(checkpoint), load_style_reference(checkpoint)
    torch.manual_seed(3)
    moments = torch.arange(48_000) / 32_000
    audio = torch.stack([torch.sin(moments * 2800) * 0.3, (moments * 7 % 1.0) * 0.4]) + torch.randn(2, 48_000) * 0.02

    def tokens(texts: list[str], sampling: Sampling, num_used: int, *, is_heard: bool = True) -> float:
        heard = audio[: len(texts)] if is_heard else None
        excerpts = Excerpts(audio[: len(texts)], num_used) if is_heard else None
        request = Wanted(texts=texts, seconds=SECONDS, stride_seconds=0.6, excerpts=excerpts, sampling=sampling)
        told = replace(request, melodies=list(heard) if heard is not None else None)
        theirs.lm.condition_provider.conditioners["self_wav"].num_used = num_used
        torch.manual_seed(11)
        if is_heard and any(texts):
            with two_steps(theirs, sampling.words_guidance):
                expected = reference_tokens(theirs, told)
        else:
            expected = reference_tokens(theirs, told)
        return same(ours.tokens(request, Noise([11], is_shared=True)), expected)

    for name, sampling in (("greedy", Sampling(is_greedy=True)), ("top-k", Sampling(top_k=20))):
        yield f"style, excerpt alone, {name}", lambda s=sampling: tokens([""], s, 3)
        yield f"style, excerpt and words, {name}", lambda s=sampling: tokens([SHORT], s, 3)
        yield f"style, ragged batch of 2, close, {name}", lambda s=sampling: tokens(RAGGED[:2], s, 6)
        yield f"style, words alone, {name}", lambda s=sampling: tokens(RAGGED, s, 3, is_heard=False)
    yield (
        "style, free, words of little weight, top-k",
        lambda: tokens([SHORT], Sampling(top_k=20, words_guidance=1.5, guidance=2.0), 1),
    )


def codec_cases(pairs: dict[str, Pair]) -> Iterator[tuple[str, Callable[[], float]]]:
    """Audio to tokens (share of equal ones) and back (largest difference)."""
    import torch

    for kind, pair in pairs.items():
        codec, theirs = pair.ours.codec, pair.theirs.compression_model
        torch.manual_seed(2)
        audio = torch.randn(2, codec.channels, 20_011) * 0.3
        with torch.no_grad():
            codes, decoded = theirs.encode(audio)[0], None
            decoded = theirs.decode(codes)
        yield f"{kind}, audio to tokens", lambda c=codec, a=audio, t=codes: same(c.encode(a), t)
        yield (
            f"{kind}, tokens to audio: difference",
            lambda c=codec, t=codes, d=decoded: float((c.decode(t) - d).abs().max()),
        )


def transformers_case(folder: Path, pair: Pair) -> float:
    """transformers' own ``generate``, greedily, heard: the largest difference of the audio."""
    import torch
    from transformers import MusicgenForConditionalGeneration

    from engine.generation.musicgen.model import Wanted
    from engine.generation.musicgen.sampling import Noise, Sampling

    model = MusicgenForConditionalGeneration.from_pretrained(folder).eval()
    ids = torch.tensor(pair.ours.conditioner.reader.tokenize([SHORT]))
    with torch.no_grad():
        theirs = model.generate(
            input_ids=ids, attention_mask=torch.ones_like(ids), do_sample=False, guidance_scale=3.0, max_new_tokens=38
        )
    steps = theirs.shape[-1] // 640
    wanted = Wanted(texts=[SHORT], seconds=(steps + 0.5) / 50.0, sampling=Sampling(is_greedy=True))
    ours = pair.ours.codec.decode(pair.ours.tokens(wanted, Noise([0])))
    return float((ours - theirs).abs().max()) if ours.shape == theirs.shape else float("inf")


def bench_case() -> float:
    """What ``aurax bench decoder`` lets both play: the same tokens from the same weights and words."""
    import torch
    from audiocraft.modules.conditioners import ConditioningAttributes

    from engine.cli.bench_decoder import random_weights
    from engine.generation.musicgen.decoder import Decoder
    from engine.generation.musicgen.reference import bare_model
    from engine.generation.musicgen.run import Conditions, generate
    from engine.generation.musicgen.sampling import Noise, Sampling
    from engine.generation.musicgen.settings import LanguageModel

    language = LanguageModel(
        width=32, num_heads=2, num_layers=2, feed_forward=128, num_codebooks=4, cardinality=64, delays=(0, 1, 2, 3)
    )
    weights = {name: tensor * (10.0 if tensor.dim() == 2 else 1.0) for name, tensor in random_weights(language).items()}
    words = torch.randn(2, 12, 32) * torch.tensor([1.0, 0.0]).view(2, 1, 1)
    attributes = [ConditioningAttributes(text={"description": "words"})]
    theirs = bare_model(language, weights, words).generate(None, attributes, max_gen_len=30, use_sampling=False)
    prompt = torch.zeros((1, 4, 0), dtype=torch.long)
    greedy = Sampling(is_greedy=True)
    ours = generate(Decoder(language, weights), (Conditions(words, None),), prompt, 30, greedy, Noise([0]))
    return same(ours, theirs)


def main(folder: Path) -> dict[str, float]:
    import torch

    from tests.tiny_musicgen import KINDS, write_audiocraft, write_transformers

    torch.set_num_threads(1)
    scratch = folder / "scratch"
    pairs = {kind: Pair(write_audiocraft(folder / f"audiocraft-{kind}", kind), scratch) for kind in KINDS}
    published = {kind: Pair(write_transformers(folder / kind, kind), scratch) for kind in KINDS}
    table = {name: figure() for name, figure in (*language_cases(pairs), *codec_cases(pairs))}
    table |= {name: figure() for name, figure in style_cases(write_audiocraft(folder / "style", "style"), scratch)}
    for kind, pair in published.items():
        for name, sampling in samplings().items():
            if name in ("greedy", "top-k"):
                table[f"transformers layout, {kind}, ragged batch of 3, {name}"] = pair.tokens(
                    texts=RAGGED, sampling=sampling
                )
    table["bench, the same weights and words, greedy"] = bench_case()
    table["transformers' own generate, mono, greedy: difference"] = transformers_case(
        folder / "mono", published["mono"]
    )
    return table


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    result = main(Path(sys.argv[1]))
    sys.stdout.write("\n" + json.dumps(result) + "\n")
