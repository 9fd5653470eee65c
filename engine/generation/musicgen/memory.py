"""What a MusicGen needs of a device's memory, told before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.errors import UserError

if TYPE_CHECKING:
    from engine.generation.musicgen.settings import LanguageModel

_BYTES = {"fp32": 4.0, "fp16": 2.0, "bf16": 2.0, "int8": 1.0}
_TEXT_AND_CODEC_BYTES = (110_000_000 + 57_000_000) * 4
"""T5-base's encoder and EnCodec at 32 kHz, in single precision."""
_OVERHEAD = 1.15
"""Activations, the allocator's rounding (design value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Bytes: of the language model's weights, of the keys and values of all positions, and of everything together."""

    weights: int
    cache: int
    total: int


def need(language: LanguageModel, *, items: int, seconds: float, token_rate: float, precision: str) -> Need:
    """What so many pieces at once need.

    Args:
        language: The model's shape.
        items: Pieces made together.
        seconds: Length of each; windows longer than the model's own do not exist.
        token_rate: Steps in a second.
        precision: Of the matrices.
    """
    width, layers = language.width, language.num_layers
    attention = 4 * width * width * (2 if language.cross else 1)
    matrices = layers * (attention + 2 * width * language.feed_forward)
    heads = language.num_codebooks * language.cardinality * width
    table = language.num_codebooks * (language.cardinality + 1) * width
    weights = int((matrices + heads) * _BYTES[precision] + table * 4)
    steps = int(min(seconds, language.window_seconds) * token_rate) + language.num_codebooks
    half = 4 if precision in ("fp32", "int8") else 2
    cache = 2 * items * 2 * layers * width * steps * half
    return Need(weights=weights, cache=cache, total=int((weights + cache + _TEXT_AND_CODEC_BYTES) * _OVERHEAD))


def require_room(wanted: Need, device: str, *, items: int) -> None:
    """Say before the work that the memory will not do.

    Raises:
        UserError: With what is needed, what is there, and the next smaller way.
    """
    if device == "cpu":
        import psutil

        free, where = int(psutil.virtual_memory().available), "memory"
    else:
        import torch

        free, where = int(torch.cuda.mem_get_info()[0]), "the graphics card's memory"
    if wanted.total <= free:
        return
    way = "Make fewer takes at once" if items > 1 else "Use a smaller model"
    raise UserError(
        f"This needs about {wanted.total / 1e9:.1f} GB of {where}; {free / 1e9:.1f} GB are free",
        f"{way}, close other programs" + ("." if device == "cpu" else ", or use --device cpu."),
    )
