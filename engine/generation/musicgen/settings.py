"""What MusicGen's settings say: the shape of the language model, how conditions enter it, and the codec."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TEXT, MELODY = "description", "self_wav"
"""The two conditions of the published models, by the names audiocraft gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MelodySettings:
    """How a melody becomes a condition: a chromagram, one row for each hop of a quarter of the window.

    Args:
        sample_rate: Hz of the audio it is computed from.
        num_chroma: Pitch classes.
        radix2_exp: The window has ``2 ** radix2_exp`` samples.
        is_argmax: Only the strongest class of each row is kept, as 1.
    """

    sample_rate: int
    num_chroma: int
    radix2_exp: int
    is_argmax: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSettings:
    """How an excerpt of music becomes a condition (Rouard et al. 2024, MusicGen-Style): MERT hears it, a transformer
    reads that, few words of a residual codebook are kept, and of those every ``stride``-th in time.

    Args:
        sample_rate: Hz of the audio it is given.
        width, num_heads, num_layers: Of the transformer.
        num_codebooks: That there are; as few as one may be used, and the fewer, the freer the piece is.
        codebook_size: Words of each.
        stride: Steps of MERT (75 a second) from one kept word to the next.
        num_used: Codebooks used where nobody says how many.
        seconds: Length of an excerpt where nobody says how long.
    """

    sample_rate: int
    width: int = 512
    num_heads: int = 8
    num_layers: int = 8
    num_codebooks: int = 6
    codebook_size: int = 1024
    stride: int = 15
    num_used: int = 3
    seconds: float = 3.0


STYLE_SCALES: dict[str, tuple[int, int, int]] = {
    # width, heads, layers, by audiocraft's names
    "xsmall": (256, 8, 4),
    "default": (512, 8, 8),
    "large": (1024, 16, 24),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModel:
    """The transformer over codec tokens.

    Args:
        width: Numbers in each position's vector.
        num_heads, num_layers: Of its attention.
        feed_forward: Width of the feed-forward layers.
        num_codebooks: Tokens at each step; twice the codec's where left and right have their own.
        cardinality: Words of each codebook; one more, the special token, stands where a codebook has none yet.
        delays: Steps by which each codebook is late.
        cross, prepend: Conditions that enter by cross-attention, and as a prefix, in the order of the sequence.
        text_model: Which T5 reads the words, e.g. ``t5-base``.
        melody: None for models that know no melody.
        style: None for models that hear no excerpt. A model knows a melody or a style, by the same condition's name.
        guidance: Classifier-free guidance the model was published with.
        window_seconds: What it was trained on, the longest it can look back.
        positional_scale, max_period: Of the sinusoidal positions.
        cross_positions: Scale of positions on the cross-attended words; 0 for none.
        is_stereo: Codebooks alternate left, right, left …
    """

    width: int
    num_heads: int
    num_layers: int
    feed_forward: int
    num_codebooks: int
    cardinality: int
    delays: tuple[int, ...]
    cross: tuple[str, ...] = (TEXT,)
    prepend: tuple[str, ...] = ()
    text_model: str = "t5-base"
    melody: MelodySettings | None = None
    style: StyleSettings | None = None
    guidance: float = 3.0
    window_seconds: float = 30.0
    positional_scale: float = 1.0
    max_period: float = 10_000.0
    cross_positions: float = 0.0
    is_stereo: bool = False

    def __post_init__(self) -> None:
        numbers = (self.width, self.num_heads, self.num_layers, self.feed_forward, self.num_codebooks, self.cardinality)
        if min(numbers) < 1 or self.width % (2 * self.num_heads):
            raise ValueError(f"no transformer has these sizes: {numbers}")
        if len(self.delays) != self.num_codebooks or list(self.delays) != sorted(self.delays) or min(self.delays) < 0:
            raise ValueError(f"delays must rise, one for each of {self.num_codebooks} codebooks, got {self.delays}")
        if self.window_seconds <= 0.0:
            raise ValueError(f"window_seconds must be positive, got {self.window_seconds}")

    @property
    def special_token(self) -> int:
        """Stands where a codebook has no token yet, or none any more."""
        return self.cardinality

    @property
    def head_width(self) -> int:
        return self.width // self.num_heads


@dataclass(frozen=True, slots=True, kw_only=True)
class CodecSettings:
    """EnCodec, in the words of transformers' ``EncodecConfig``.

    Args:
        arguments: What the network is built from.
        sample_rate: Hz.
        hop_length: Samples of one token step.
        num_codebooks: Tokens of one step of one channel.
        codebook_size: Words of each codebook.
    """

    sample_rate: int
    hop_length: int
    num_codebooks: int
    codebook_size: int
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def token_rate(self) -> float:
        """Steps in a second."""
        return self.sample_rate / self.hop_length


SIZES: dict[str, tuple[int, int, int]] = {
    # width, layers, heads: Copet et al. 2023, and the settings inside the published files
    "small": (1024, 24, 16),
    "medium": (1536, 48, 24),
    "large": (2048, 48, 32),
}


def published(size: str) -> LanguageModel:
    """The shape of a published mono model of a size."""
    width, layers, heads = SIZES[size]
    return LanguageModel(
        width=width,
        num_heads=heads,
        num_layers=layers,
        feed_forward=4 * width,
        num_codebooks=4,
        cardinality=2048,
        delays=(0, 1, 2, 3),
    )
