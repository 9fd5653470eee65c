"""What a MusicGen needs of a device's memory, told before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.generation.musicgen.ladder import TooLittleMemory

if TYPE_CHECKING:
    from engine.generation.musicgen.settings import CodecSettings, LanguageModel

_BYTES = {"fp32": 4.0, "fp16": 2.0, "bf16": 2.0, "int8": 1.0}
_TEXT_AND_CODEC_BYTES = (110_000_000 + 57_000_000) * 4
"""T5-base's encoder and EnCodec at 32 kHz, in single precision."""
_DECODER_LAYERS = 5.0
"""How many arrays of full rate and all filters live at once in EnCodec's last block (measured: ``bench decoder``)."""
_SIZE_WORDS = {"small": "small", "medium": "medium", "large": "large", "melody": "medium", "style": "medium"}
_OVERHEAD = 1.15
"""Activations, the allocator's rounding (design value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Bytes: of the language model's weights, of the keys and values of all positions, and of everything together.

    ``loading`` is what the machine's memory holds while the model is loaded: its files' tensors beside what is made of
    them, before there is any cache; 0 where the files are not known.
    """

    weights: int
    cache: int
    total: int
    loading: int = 0


def need(
    language: LanguageModel,
    *,
    items: int,
    seconds: float,
    token_rate: float,
    precision: str,
    codec: CodecSettings | None = None,
    file_bytes: int = 0,
    rows: int = 2,
) -> Need:
    """What so many pieces at once need.

    Args:
        language: The model's shape.
        items: Pieces made together.
        seconds: Length of each; windows longer than the model's own do not exist.
        token_rate: Steps in a second.
        precision: Of the matrices.
        codec: Adds what decoding one whole piece takes; None for tokens alone.
        file_bytes: Of all tensors in the files; they lie in memory until the last of them has been copied.
        rows: Sequences computed for each piece: with words and without, or three with an excerpt.
    """
    width, layers = language.width, language.num_layers
    attention = 4 * width * width * (2 if language.cross else 1)
    matrices = layers * (attention + 2 * width * language.feed_forward)
    heads = language.num_codebooks * language.cardinality * width
    table = language.num_codebooks * (language.cardinality + 1) * width
    weights = int((matrices + heads) * _BYTES[precision] + table * 4)
    steps = int(min(seconds, language.window_seconds) * token_rate) + language.num_codebooks
    half = 4 if precision in ("fp32", "int8") else 2
    cache = rows * items * 2 * layers * width * steps * half
    # a piece is decoded when the keys and values of its tokens are no longer there
    most = max(cache, 0 if codec is None else _decoding(codec, seconds))
    total = int((weights + most + _TEXT_AND_CODEC_BYTES) * _OVERHEAD)
    loading = weights + _TEXT_AND_CODEC_BYTES + file_bytes if file_bytes else 0
    return Need(weights=weights, cache=cache, total=total, loading=loading)


def _decoding(codec: CodecSettings, seconds: float) -> int:
    """Bytes of EnCodec's widest layers while it decodes one piece as a whole."""
    filters = int(codec.arguments.get("num_filters", 32))
    return int(_DECODER_LAYERS * filters * seconds * codec.sample_rate * 4)


def published_need(model_id: str) -> dict[str, float] | None:
    """GB for one take of 30 seconds with a published model, by device and precision; None for any other model.

    What loading needs beside it depends on the files and is told before a start.
    """
    from engine.generation.musicgen.settings import CodecSettings, published

    size = next(
        (size for word, size in _SIZE_WORDS.items() if model_id.startswith("musicgen-") and word in model_id), ""
    )
    if not size:
        return None
    codec = CodecSettings(
        sample_rate=32_000, hop_length=640, num_codebooks=4, codebook_size=2048, arguments={"num_filters": 64}
    )
    ways = (("cuda_fp16", "fp16"), ("cpu_fp32", "fp32"), ("cpu_int8", "int8"))
    return {
        name: round(
            need(
                published(size), items=1, seconds=30.0, token_rate=50.0, precision=precision, codec=codec
            ).total / 1e9,
            1,
        )
        for name, precision in ways
    }  # fmt: skip


def free_memory(device: str) -> int:
    """Bytes that are free now: of the machine's memory, or of the graphics card's."""
    if device == "cpu":
        import psutil

        return int(psutil.virtual_memory().available)
    import torch

    return int(torch.cuda.mem_get_info()[0])


def require_room(wanted: Need, device: str, *, held: int = 0) -> None:
    """Say before the work that the memory will not do.

    Args:
        wanted: What is needed.
        device: Where.
        held: Bytes of it that are held already, by weights that have been loaded before.

    Raises:
        TooLittleMemory: With what is needed, what is there, and the next smaller way.
    """
    is_loading = not held
    if device == "cpu":
        _require(max(wanted.total, wanted.loading if is_loading else 0), free_memory("cpu") + held, device)
        return
    _require(wanted.total, free_memory(device) + held, device)
    if is_loading:
        _require(wanted.loading, free_memory("cpu"), "cpu", what="Loading this needs")


def _require(wanted: int, free: int, device: str, *, what: str = "This needs") -> None:
    if wanted > free:
        where = "memory" if device == "cpu" else "the graphics card's memory"
        raise TooLittleMemory(
            f"{what} about {wanted / 1e9:.1f} GB of {where}; {free / 1e9:.1f} GB are free",
            "Use a smaller model or a shorter length, close other programs"
            + ("." if device == "cpu" else ", or use --device cpu."),
        )
