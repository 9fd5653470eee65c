"""``aurax bench decoder --memory``: the estimate told before a take against what a model of real size takes.

Random weights of a published size. For each case the keys and values of a whole window are filled and one step is made
at the last position; for each length a piece is decoded; the process's resident memory is watched meanwhile.
"""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from engine.cli.bench_decoder import random_weights
from engine.generation.musicgen.settings import published

if TYPE_CHECKING:
    from types import TracebackType

    from engine.cli.console import Console
    from engine.generation.musicgen.checkpoint import Codec
    from engine.generation.musicgen.decoder import Decoder

_WORDS = 12


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured: a size, its precision, how many pieces at once, and of which lengths."""

    size: str = "small"
    precision: str = "fp32"
    items: tuple[int, ...] = (1, 2, 4, 8)
    seconds: tuple[float, ...] = (10.0, 30.0, 60.0)


def run(console: Console, options: Options) -> dict[str, Any]:
    """A row for each number of pieces and length, on the processor: GB told and GB taken."""
    import torch
    from transformers import T5Config, T5EncoderModel

    from engine.generation.musicgen.codec import EnCodec
    from engine.generation.musicgen.decoder import Decoder
    from engine.generation.musicgen.memory import need

    language, precision = published(options.size), options.precision
    line = console.progress("bench decoder, memory")
    before = _resident()
    shape = encodec_of_real_size()
    codec = EnCodec(shape, num_codebooks=language.num_codebooks)
    text = T5EncoderModel(T5Config(d_model=768, d_kv=64, d_ff=3072, num_layers=12, num_heads=12, vocab_size=32128))
    decoder = Decoder(language, random_weights(language), precision=precision, longest=2048)
    gc.collect()
    rows: list[dict[str, Any]] = []
    lengths = options.seconds
    try:
        for number, seconds in enumerate(lengths):
            line(number / len(lengths), f"decoding {seconds:g} s")
            with Watch() as decoding:
                codec.decode(torch.zeros((1, language.num_codebooks, int(seconds * 50)), dtype=torch.long))
            for items in options.items:
                line(number / len(lengths), f"{items} of {seconds:g} s")
                gc.collect()
                with Watch() as playing:
                    _fill(decoder, items, int(min(seconds, language.window_seconds) * 50))
                told = need(
                    language, items=items, seconds=seconds, token_rate=50.0, precision=precision, codec=shape.settings
                )
                taken = max(playing.most, decoding.most) - before
                rows.append(
                    {
                        "items": items,
                        "seconds": seconds,
                        "told_gb": round(told.total / 1e9, 2),
                        "taken_gb": round(taken / 1e9, 2),
                        "playing_gb": round((playing.most - before) / 1e9, 2),
                        "decoding_gb": round((decoding.most - before) / 1e9, 2),
                        "told_to_taken": round(told.total / taken, 2),
                    }
                )
    finally:
        line.close()
        del text
    return {"size": options.size, "precision": precision, "device": "cpu", "torch": torch.__version__, "memory": rows}


def encodec_of_real_size() -> Codec:
    """EnCodec as the published models have it (32 kHz, 64 filters, ratios 8 5 4 4, 57 M numbers), weights drawn."""
    from transformers import EncodecConfig, EncodecModel

    from engine.generation.musicgen.checkpoint import Codec
    from engine.generation.musicgen.settings import CodecSettings

    arguments: dict[str, Any] = {
        "audio_channels": 1,
        "hidden_size": 128,
        "num_filters": 64,
        "num_residual_layers": 1,
        "upsampling_ratios": [8, 5, 4, 4],
        "use_causal_conv": False,
        "pad_mode": "constant",
        "num_lstm_layers": 2,
        "codebook_size": 2048,
        "codebook_dim": 128,
        "use_conv_shortcut": False,
    }
    network = EncodecModel(EncodecConfig(**arguments, sampling_rate=32_000, target_bandwidths=[2.2]))
    settings = CodecSettings(
        sample_rate=32_000, hop_length=640, num_codebooks=4, codebook_size=2048, arguments=arguments
    )
    return Codec(settings, network.state_dict())


def _fill(decoder: Decoder, items: int, steps: int) -> None:
    """What a window of so many pieces holds at its end, and one step there."""
    import torch

    from engine.generation.musicgen.run import Conditions, Run
    from engine.generation.musicgen.sampling import Sampling

    language = decoder.language
    with torch.inference_mode():
        words = torch.zeros(2 * items, _WORDS, language.width)
        codes = torch.zeros((items, language.num_codebooks, steps), dtype=torch.long)
        run = Run(decoder, (Conditions(words, None),), codes, Sampling())
        for cache in run.caches:
            cache.keys.fill_(0.1)
            cache.values.fill_(0.1)
        assert run.noise is not None
        run.noise.exponential_()
        run.begin(4)
        run.advance(run.steps - 1)


class Watch:
    """The most resident memory, in bytes, while it is entered."""

    def __enter__(self) -> Self:
        self.most, self._over = _resident(), threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.005):
            self.most = max(self.most, _resident())


def _resident() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def table(rows: list[dict[str, Any]]) -> str:
    """The rows in words."""
    head = f"{'at once':>8}{'seconds':>9}{'told GB':>9}{'taken GB':>10}{'ratio':>7}"
    lines = [
        f"{row['items']:>8}{row['seconds']:>9g}{row['told_gb']:>9.2f}{row['taken_gb']:>10.2f}{row['told_to_taken']:>7.2f}"
        for row in rows
    ]
    return "\n".join([head, *lines])
