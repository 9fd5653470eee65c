"""From logits to tokens: guidance, temperature, top-k, top-p; randomness that belongs to each item alone.

``torch.multinomial`` of one draw is ``argmax(p / e)`` with exponential noise ``e`` (the "exponential race"; Gumbel's
trick in other words). Drawing the noise here makes two things possible: every item of a batch has a generator of its
own, so that a variation does not depend on how many are made beside it; and a CUDA graph needs no host in between.
With one generator for all it is bit for bit what audiocraft draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How tokens are chosen. The defaults are audiocraft's.

    Args:
        is_greedy: Always the likeliest.
        temperature: Flattens (above 1) or sharpens the distribution; 0 is greedy.
        top_k: Only so many of the likeliest; 0 for all.
        top_p: Only the likeliest that have this much together; 0 for ``top_k`` instead.
        guidance: How far to go from what no words would give; None for the model's own.
        is_two_step: Words of the two halves are padded each for itself instead of together.
        words_guidance: Where a style model has words and an excerpt: how far to go from what the excerpt alone would
            give towards the words; 1 is plain guidance by both.
    """

    is_greedy: bool = False
    temperature: float = 1.0
    top_k: int = 250
    top_p: float = 0.0
    guidance: float | None = None
    is_two_step: bool = False
    words_guidance: float = 5.0

    def __post_init__(self) -> None:
        if self.temperature < 0.0 or self.top_k < 0 or not 0.0 <= self.top_p < 1.0:
            raise ValueError(
                f"need temperature >= 0, top_k >= 0, 0 <= top_p < 1; got {self.temperature}, {self.top_k}, {self.top_p}"
            )

    @property
    def draws(self) -> bool:
        """Whether chance plays a part."""
        return not self.is_greedy and self.temperature > 0.0


class Noise:
    """Exponential noise ``[items, codebooks, words]`` for one step after the other.

    Args:
        seeds: One for each item; or a single one with ``is_shared``, which draws for all items at once as
            audiocraft does.
        device: Where it is drawn.
    """

    def __init__(self, seeds: Sequence[int], *, device: str = "cpu", is_shared: bool = False) -> None:
        import torch

        self._generators = [torch.Generator(device).manual_seed(seed) for seed in seeds]
        self._is_shared = is_shared
        if is_shared and len(seeds) != 1:
            raise ValueError(f"shared noise has one seed, got {len(seeds)}")

    def draw(self, out: torch.Tensor) -> torch.Tensor:
        """Fill ``out`` in place."""
        if self._is_shared:
            return out.exponential_(generator=self._generators[0])
        for item, generator in zip(out, self._generators, strict=True):
            item.exponential_(generator=generator)
        return out


def guided(logits: torch.Tensor, guidance: float) -> torch.Tensor:
    """``[2 × items, …]``, with conditions and without, to ``[items, …]`` (Ho and Salimans 2022)."""
    with_words, without = logits.chunk(2)
    return without + (with_words - without) * guidance


def guided_twice(logits: torch.Tensor, guidance: float, words_guidance: float) -> torch.Tensor:
    """``[3 × items, …]``, with words and excerpt, with the excerpt alone, with neither, to ``[items, …]``.

    Rouard et al. 2024, section 4.3, so that the excerpt does not drown the words.
    """
    with_both, with_style, without = logits.chunk(3)
    return without + guidance * (with_style + words_guidance * (with_both - with_style) - without)


def choose(logits: torch.Tensor, sampling: Sampling, noise: torch.Tensor | None) -> torch.Tensor:
    """Tokens ``[items, codebooks]`` from logits ``[items, codebooks, words]``.

    Args:
        logits: After guidance.
        sampling: How.
        noise: Of the logits' shape; None for the likeliest.
    """
    import torch

    if noise is None:
        return logits.argmax(-1)
    probabilities = torch.softmax((logits / sampling.temperature).float(), dim=-1)
    if sampling.top_p > 0.0:
        ordered, words = torch.sort(probabilities, dim=-1, descending=True)
        is_out = torch.cumsum(ordered, dim=-1) - ordered > sampling.top_p
        ordered = ordered * (~is_out).float()
        ordered = ordered / ordered.sum(dim=-1, keepdim=True)
        return words.gather(-1, (ordered / noise).argmax(-1, keepdim=True)).squeeze(-1)
    if 0 < sampling.top_k < probabilities.shape[-1]:
        least = torch.topk(probabilities, sampling.top_k, dim=-1).values[..., -1:]
        probabilities = probabilities * (probabilities >= least).float()
        probabilities = probabilities / probabilities.sum(dim=-1, keepdim=True)
    return (probabilities / noise).argmax(-1)
