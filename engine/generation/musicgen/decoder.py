"""MusicGen's transformer as one step of fixed shapes: ``step(tokens, position, cache, words) -> logits``.

What audiocraft does at each step, and what is done here instead:

- it concatenates all keys and values anew: here they lie in one allocation and a step writes its own row;
- it computes keys and values of the words in every layer at every step: here once;
- it looks up and multiplies codebook by codebook: here one table and one matrix.

Numbers are as audiocraft's: in single precision the same operations in the same order; under CUDA's half precision the
residual stream, the embeddings, the norms and the softmax stay in single precision, as its autocast leaves them. Words
that pad a shorter prompt are zero vectors which are attended to, not masked: the published models were trained so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.generation.musicgen.linears import Linear, make_linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

    from engine.generation.musicgen.settings import LanguageModel

PRECISIONS = ("fp32", "bf16", "fp16", "int8")
_NORM_EPSILON = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Cache:
    """Keys and values of the positions so far: ``[layers, rows, heads, capacity, head width]`` each."""

    keys: torch.Tensor
    values: torch.Tensor

    @property
    def capacity(self) -> int:
        return int(self.keys.shape[3])


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Keys and values of the cross-attended words: ``[layers, rows, heads, words, head width]`` each."""

    keys: torch.Tensor
    values: torch.Tensor


@dataclass(frozen=True, slots=True, eq=False)
class _Norm:
    weight: torch.Tensor
    bias: torch.Tensor

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        from torch.nn.functional import layer_norm

        return layer_norm(values, self.weight.shape, self.weight, self.bias, _NORM_EPSILON)


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    norm_self: _Norm
    packed: Linear
    out: Linear
    norm_cross: _Norm | None
    query: Linear | None
    words: Linear | None
    cross_out: Linear | None
    norm_forward: _Norm
    wide: Linear
    narrow: Linear


class Decoder:
    """The language model on one device.

    Args:
        language: Its shape.
        tensors: Its weights by audiocraft's names.
        device: ``cpu`` or ``cuda``.
        precision: ``fp32``; ``fp16`` or ``bf16`` for matrices and attention; ``int8`` for matrices on a processor.
        longest: Positions there can be, prefix included.
    """

    def __init__(
        self,
        language: LanguageModel,
        tensors: Mapping[str, torch.Tensor],
        *,
        device: str = "cpu",
        precision: str = "fp32",
        longest: int = 4096,
    ) -> None:
        import torch

        if precision not in PRECISIONS:
            raise ValueError(f"precision must be one of {', '.join(PRECISIONS)}, got {precision!r}")
        self.language, self.device, self.precision = language, device, precision
        # 8-bit matrices take and give single precision; attention then runs in it too.
        self.kind = {"bf16": torch.bfloat16, "fp16": torch.float16}.get(precision, torch.float32)
        number = language.num_codebooks
        self._table = torch.cat([tensors[f"emb.{index}.weight"].float() for index in range(number)]).to(device)
        self._rows = (torch.arange(number, device=device) * (language.cardinality + 1)).view(1, number)
        self._positions = sinusoids(longest, language.width, language.max_period).to(device)
        self._positions *= language.positional_scale
        self._steps = torch.arange(longest, device=device)
        self._layers = tuple(self._layer(tensors, index) for index in range(language.num_layers))
        self._out_norm = self._norm(tensors, "out_norm")
        bias = "linears.0.bias" in tensors
        self._heads = make_linear(
            torch.cat([tensors[f"linears.{index}.weight"] for index in range(number)]).to(device),
            torch.cat([tensors[f"linears.{index}.bias"] for index in range(number)]).to(device) if bias else None,
            precision,
        )

    def cache(self, rows: int, capacity: int) -> Cache:
        """An empty cache for so many rows and positions."""
        import torch

        language = self.language
        shape = (language.num_layers, rows, language.num_heads, capacity, language.head_width)
        return Cache(*(torch.zeros(shape, dtype=self.kind, device=self.device) for _ in range(2)))

    def attend_to(self, words: torch.Tensor) -> Words:
        """Keys and values of words ``[rows, words, width]``, once for all steps."""
        import torch

        keys, values = [], []
        for layer in self._layers:
            assert layer.words is not None
            key, value = layer.words(words).chunk(2, dim=-1)
            keys.append(self._by_head(key))
            values.append(self._by_head(value))
        return Words(torch.stack(keys), torch.stack(values))

    def begin(
        self, tokens: torch.Tensor, prefix: torch.Tensor | None, cache: Cache, words: Words | None
    ) -> torch.Tensor:
        """All positions before the first step at once.

        Args:
            tokens: ``[batch, codebooks, steps]``; each batch item has one row with its conditions, and one without.
            prefix: Conditions in front of the tokens, ``[rows, positions, width]``.
            cache: Receives their keys and values, from position 0.
            words: What is cross-attended.

        Returns:
            Logits after the last position, ``[rows, codebooks, words of a codebook]``.
        """
        import torch

        rows = cache.keys.shape[1]
        values = self._embedded(tokens.transpose(1, 2), rows)
        if prefix is not None:
            values = torch.cat([prefix, values], dim=1)
        length = values.shape[1]
        values = values + self._positions[:length]
        for index, layer in enumerate(self._layers):
            query, key, value = self._projected(layer, values)
            cache.keys[index, :, :, :length] = key
            cache.values[index, :, :, :length] = value
            attended = _attention(query, key, value, is_causal=length > 1)
            values = self._finish(layer, index, values, attended, words)
        return self._logits(values[:, -1:])

    def step(
        self,
        tokens: torch.Tensor,
        position: torch.Tensor,
        cache: Cache,
        words: Words | None,
        *,
        span: int,
        is_exact: bool = True,
    ) -> torch.Tensor:
        """One position more.

        Args:
            tokens: ``[batch, codebooks]``.
            position: ``[1]``, counted with the prefix.
            cache: Holds all positions before; gains this one.
            words: What is cross-attended.
            span: How many cached positions are looked at.
            is_exact: All of them are filled, this one being the last. Else what lies ahead of ``position`` is masked:
                shapes that do not change from step to step, as a CUDA graph needs them.

        Returns:
            Logits ``[rows, codebooks, words of a codebook]``.
        """
        rows = cache.keys.shape[1]
        values = self._embedded(tokens.unsqueeze(1), rows) + self._positions.index_select(0, position)
        mask = None if is_exact else (self._steps[:span] <= position).view(1, 1, 1, -1)
        for index, layer in enumerate(self._layers):
            query, key, value = self._projected(layer, values)
            cache.keys[index].index_copy_(2, position, key)
            cache.values[index].index_copy_(2, position, value)
            keys, past = cache.keys[index, :, :, :span], cache.values[index, :, :, :span]
            values = self._finish(layer, index, values, _attention(query, keys, past, mask=mask), words)
        return self._logits(values)

    def _embedded(self, tokens: torch.Tensor, rows: int) -> torch.Tensor:
        """``[batch, steps, codebooks]`` to ``[rows, steps, width]``: the same tokens with and without conditions."""
        looked_up = self._table[tokens + self._rows]
        values = looked_up[:, :, 0]
        for index in range(1, self.language.num_codebooks):  # one after the other: the order of audiocraft's sum
            values = values + looked_up[:, :, index]
        return values.repeat(rows // len(values), 1, 1)

    def _projected(self, layer: _Layer, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        query, key, value = (self._by_head(part) for part in layer.packed(layer.norm_self(values)).chunk(3, dim=-1))
        return query, key, value

    def _finish(
        self, layer: _Layer, index: int, values: torch.Tensor, attended: torch.Tensor, words: Words | None
    ) -> torch.Tensor:
        """The rest of a layer, after self-attention."""
        from torch.nn.functional import gelu

        values = values + layer.out(attended)
        if words is not None:
            assert layer.norm_cross is not None
            assert layer.query is not None
            assert layer.cross_out is not None
            query = self._by_head(layer.query(layer.norm_cross(values)))
            values = values + layer.cross_out(_attention(query, words.keys[index], words.values[index]))
        return values + layer.narrow(gelu(layer.wide(layer.norm_forward(values))))

    def _logits(self, values: torch.Tensor) -> torch.Tensor:
        language = self.language
        logits = self._heads(self._out_norm(values[:, -1]))
        return logits.view(-1, language.num_codebooks, language.cardinality)

    def _by_head(self, values: torch.Tensor) -> torch.Tensor:
        """``[rows, positions, width]`` to ``[rows, heads, positions, head width]``."""
        language = self.language
        rows, length, _ = values.shape
        return values.view(rows, length, language.num_heads, language.head_width).transpose(1, 2)

    def _layer(self, tensors: Mapping[str, torch.Tensor], index: int) -> _Layer:
        name = f"transformer.layers.{index}."
        width = self.language.width
        has_cross = bool(self.language.cross)

        def matrix(stem: str, rows: slice = slice(None), *, separator: str = ".") -> Linear:
            weight = tensors[f"{name}{stem}{separator}weight"][rows].to(self.device)
            bias = tensors.get(f"{name}{stem}{separator}bias")
            return make_linear(weight, None if bias is None else bias[rows].to(self.device), self.precision)

        packed = "cross_attention.in_proj"
        return _Layer(
            norm_self=self._norm(tensors, f"{name}norm1"),
            packed=matrix("self_attn.in_proj", separator="_"),
            out=matrix("self_attn.out_proj"),
            norm_cross=self._norm(tensors, f"{name}norm_cross") if has_cross else None,
            query=matrix(packed, slice(0, width), separator="_") if has_cross else None,
            words=matrix(packed, slice(width, 3 * width), separator="_") if has_cross else None,
            cross_out=matrix("cross_attention.out_proj") if has_cross else None,
            norm_forward=self._norm(tensors, f"{name}norm2"),
            wide=matrix("linear1"),
            narrow=matrix("linear2"),
        )

    def _norm(self, tensors: Mapping[str, torch.Tensor], name: str) -> _Norm:
        weight, bias = (tensors[f"{name}.{kind}"].float().to(self.device) for kind in ("weight", "bias"))
        return _Norm(weight, bias)


def _attention(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    *,
    mask: torch.Tensor | None = None,
    is_causal: bool = False,
) -> torch.Tensor:
    """``[rows, heads, positions, head width]`` to ``[rows, positions, width]``."""
    from torch.nn.functional import scaled_dot_product_attention

    attended = scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=is_causal)
    return attended.transpose(1, 2).flatten(2)


def sinusoids(length: int, width: int, max_period: float) -> torch.Tensor:
    """Positions as MusicGen has them: cosines, then sines, of ``position / max_period ** (i / (half - 1))``.

    The exponent reaches 1 at the last pair, which differs from Vaswani et al. (2017).
    """
    import torch

    half = width // 2
    exponents = torch.arange(half, dtype=torch.float32).view(1, -1) / (half - 1)
    phase = torch.arange(length, dtype=torch.float32).view(-1, 1) / (torch.full([], max_period) ** exponents)
    return torch.cat([torch.cos(phase), torch.sin(phase)], dim=-1)
