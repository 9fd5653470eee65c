"""``aurax bench decoder``: our decoder's steps a second against audiocraft's own loop, in one run on this machine.

Random weights of the published sizes: what a step costs does not depend on what it says. The contestants take turns,
several rounds each, and each one's figure is its best round's median step, so that a busy machine bends it least.
"""

from __future__ import annotations

import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.generation.musicgen.settings import SIZES, LanguageModel, published

__all__ = ["SIZES", "Options", "published", "random_weights", "run"]

if TYPE_CHECKING:
    import torch

    from engine.cli.console import Console
    from engine.generation.musicgen.decoder import Decoder

_WORDS = 12
"""Tokens of a usual prompt."""
_TOKEN_RATE = 50.0
_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured: a size, steps of each round, rounds, pieces at once, where, and whether audiocraft runs."""

    size: str = "small"
    steps: int = 24
    rounds: int = 3
    items: int = 1
    device: str = "auto"


def run(console: Console, options: Options) -> dict[str, Any]:
    """Every contestant's milliseconds of a step, steps a second, and times as fast as audiocraft.

    Raises:
        UserError: If the size is unknown or CUDA was asked for and is not there.
    """
    import torch

    if options.size not in SIZES:
        raise UserError(f"There is no size '{options.size}'", f"Choose from: {', '.join(SIZES)}.")
    device = _device(options.device)
    language = published(options.size)
    tensors = random_weights(language)
    words = torch.randn(2 * options.items, _WORDS, language.width)
    words[options.items :] = 0.0
    contestants = _contestants(language, tensors, words.to(device), options, device)
    best: dict[str, float] = {}
    line = console.progress("bench decoder")
    try:
        for number in range(options.rounds):
            for index, (name, play) in enumerate(contestants.items()):
                line((number + index / len(contestants)) / options.rounds, f"round {number + 1}: {name}")
                best[name] = min(best.get(name, float("inf")), play())
    finally:
        line.close()
    theirs = best["audiocraft"]
    figures = {
        name: {
            "ms_per_step": round(seconds * 1e3, 3),
            "steps_per_second": round(1.0 / seconds, 2),
            "times_real_time": round(options.items / seconds / _TOKEN_RATE, 3),
            "times_audiocraft": round(theirs / seconds, 2),
        }
        for name, seconds in best.items()
    }
    machine = {"device": _name(device), "torch": torch.__version__, "threads": torch.get_num_threads()}
    document: dict[str, Any] = {**machine, "size": options.size, "items": options.items, "steps": options.steps}
    document["decoders"] = figures
    document["first_sound"] = _first_sound(best, device)
    if device == "cuda":
        document["floor"] = _floor(language, options, best)
    return document


def random_weights(language: LanguageModel) -> dict[str, torch.Tensor]:
    """Weights of the language model, drawn; norms are one."""
    import torch

    from engine.generation.musicgen.checkpoint import shapes

    generator = torch.Generator().manual_seed(0)
    weights = {}
    for name, shape in shapes(language, 768).items():
        if name.startswith("condition_provider"):
            continue
        if len(shape) == 1:
            weights[name] = torch.full(shape, float(name.endswith("weight")))
        else:
            weights[name] = torch.empty(shape).normal_(0.0, _SPREAD, generator=generator)
    return weights


def _contestants(
    language: LanguageModel, tensors: dict[str, torch.Tensor], words: torch.Tensor, options: Options, device: str
) -> dict[str, Callable[[], float]]:
    from engine.generation.musicgen.decoder import Decoder

    contestants = {"audiocraft": _theirs(language, tensors, words, options, device)}
    for precision in ("fp32", "bf16", "int8") if device == "cpu" else ("fp16", "fp32"):
        decoder = Decoder(language, tensors, device=device, precision=precision)
        contestants[f"ours, {precision}"] = _ours(decoder, words, options)
    return contestants


def _ours(decoder: Decoder, words: torch.Tensor, options: Options) -> Callable[[], float]:
    """The median step of a piece in seconds."""
    import torch

    from engine.generation.musicgen.run import Conditions, generate
    from engine.generation.musicgen.sampling import Noise, Sampling

    def play() -> float:
        clock = _Clock(decoder.device)
        prompt = torch.zeros((options.items, decoder.language.num_codebooks, 0), dtype=torch.long)
        noise = Noise(range(options.items), device=decoder.device)
        conditions = (Conditions(words, None),)
        generate(decoder, conditions, prompt, options.steps, Sampling(), noise, report=lambda _: clock.tick())
        return clock.median()

    return play


def _theirs(
    language: LanguageModel, tensors: dict[str, torch.Tensor], words: torch.Tensor, options: Options, device: str
) -> Callable[[], float]:
    """Audiocraft's ``LMModel.generate``, told the same words; its own precision on each device."""
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from audiocraft.modules.conditioners import ConditioningAttributes

        from engine.generation.musicgen.reference import bare_model

        model = bare_model(language, tensors, words, device=device)
    attributes = [ConditioningAttributes(text={"description": "words"}) for _ in range(options.items)]

    def play() -> float:
        clock = _Clock(device)
        with torch.autocast("cuda", torch.float16, enabled=device == "cuda"):
            model.generate(None, attributes, max_gen_len=options.steps, callback=lambda _done, _all: clock.tick())
        return clock.median()

    return play


class _Clock:
    """Times between steps; on CUDA a step is over when the device says so."""

    def __init__(self, device: str) -> None:
        self._is_cuda, self._times = device == "cuda", list[float]()

    def tick(self) -> None:
        if self._is_cuda:
            import torch

            torch.cuda.synchronize()
        self._times.append(time.perf_counter())

    def median(self) -> float:
        """Without the first steps, which set things up."""
        steps = [after - before for before, after in zip(self._times, self._times[1:], strict=False)]
        return statistics.median(steps[3:] or steps)


def _first_sound(best: dict[str, float], device: str) -> dict[str, Any]:
    """Seconds until a preview can be heard once the model is loaded: the steps of its first block, and its decoding.

    Each contestant's measured step times the steps, and EnCodec of real size decoding that block, measured once.
    """
    import torch

    from engine.cli.bench_decoder_memory import encodec_of_real_size
    from engine.generation.musicgen.codec import EnCodec
    from engine.generation.musicgen.stream import AHEAD, BLOCK

    steps = BLOCK + AHEAD + 3  # the delays of the other codebooks
    codec = EnCodec(encodec_of_real_size(), num_codebooks=4, device=device)
    codes = torch.zeros((1, 4, BLOCK + AHEAD), dtype=torch.long, device=device)
    codec.decode(codes)
    started = time.perf_counter()
    codec.decode(codes).cpu()
    decoding = time.perf_counter() - started
    ours = {name: seconds for name, seconds in best.items() if name != "audiocraft"}
    return {
        "steps": steps,
        "decode_seconds": round(decoding, 3),
        "seconds": {name: round(steps * seconds + decoding, 2) for name, seconds in ours.items()},
    }


def _floor(language: LanguageModel, options: Options, best: dict[str, float]) -> dict[str, float]:
    """What reading the weights alone would take at the bandwidth this device shows, and our share of it."""
    import torch

    from engine.generation.musicgen.memory import need

    block = torch.empty(1 << 28, dtype=torch.float32, device="cuda")
    target = torch.empty_like(block)
    target.copy_(block)
    torch.cuda.synchronize()
    started = time.perf_counter()
    for _ in range(20):
        target.copy_(block)
    torch.cuda.synchronize()
    bandwidth = 2 * 20 * block.numel() * 4 / (time.perf_counter() - started)
    steps = options.steps / _TOKEN_RATE
    wanted = need(language, items=options.items, seconds=steps, token_rate=_TOKEN_RATE, precision="fp16")
    words_again = 2 * language.width * language.width * language.num_layers * 2  # keys and values of words: read once
    embeddings = language.num_codebooks * (language.cardinality + 1) * language.width * 4
    read = wanted.weights - words_again - embeddings + wanted.cache // 2
    seconds = read / bandwidth
    return {
        "bandwidth_gb_per_second": round(bandwidth / 1e9, 1),
        "ms_per_step": round(seconds * 1e3, 3),
        "reached": round(seconds / best["ours, fp16"], 3),
    }


def _device(wish: str) -> str:
    import torch

    if wish == "cuda" and not torch.cuda.is_available():
        raise UserError("CUDA does not work on this machine", "Use --device cpu, or leave it out.")
    return "cuda" if wish != "cpu" and torch.cuda.is_available() else "cpu"


def _name(device: str) -> str:
    import torch

    return torch.cuda.get_device_name() if device == "cuda" else "cpu"
