"""The network: bands as tokens, convolution and attention along time, attention across bands, masks that sum to one.

Every frame is read as 52 bands of ``width`` numbers. In a block each band hears its neighbours in time and frequency
(dilated convolution), and in some blocks what was there anywhere in the segment (attention along time: a log drum is
the same sample again and again) or in the other bands of its frame (attention across bands: partials belong together).
The two axes in turn after Lu et al., "Music source separation with band-split RoPE transformer", 2023, but without
their rotary positions: convolutions tell near from far. Sizes are chosen for processors: nearly all of the work is
products of matrices whose last axis lies in memory.

Masks: for every bin, channel (middle, side) and source a share ``p`` (softmax over the five sources) and, below
2.8 kHz, a complex correction ``u``: the mask is ``p_s (1 + u_s - sum_j p_j u_j)``. Its sum over the sources is one
whatever ``u`` is, so the stems sum to the mixture by construction; and where ``p`` is near zero the stem is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor, nn  # noqa: TID253
from torch.nn import functional  # noqa: TID253

from engine.separation.embedded.bands import (
    COARSE_CELLS,
    COARSE_FEATURES,
    COMPLEX_BINS,
    FINE_BINS,
    FINE_FEATURES,
    GROUPS,
    BandGroup,
)

NUM_SOURCES = 5


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """Sizes.

    Args:
        width: Numbers per band and frame.
        blocks: How many.
        heads: Of every attention; divides ``width``.
        dilations: Of the blocks' convolutions along time, in turn, in frames.
        time_attention: Blocks that attend along time.
        band_attention: Blocks that attend across bands.
    """

    width: int = 96
    blocks: int = 8
    heads: int = 2
    dilations: tuple[int, ...] = (1, 2, 4, 8)
    time_attention: tuple[int, ...] = (2, 5)
    band_attention: tuple[int, ...] = (0, 2, 4, 6)


class Masks(NamedTuple):
    """What the network answers (a tuple, so that every wrapper of torch's knows how to carry it).

    Args:
        shares: Real ``[batch, frames, bins, 2, 5]``, bins 0-511, channels middle and side; they sum to 1 over sources.
        turns: Complex correction factors ``[batch, frames, 256, 2, 5]``, multiplied in already: the masks of the
        lowest 256 bins
            are ``shares + turns``.
        coarse: Real ``[batch, frames, 384, 2, 5]``.
        activity: Logits ``[batch, frames, 5]``: whether a source plays near this frame.
    """

    shares: Tensor
    turns: Tensor
    coarse: Tensor
    activity: Tensor


class EmbeddedNetwork(nn.Module):
    """Five masks for a spectrogram; see the module's text."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.inlets = nn.ModuleList(_Inlet(group, width) for group in GROUPS)
        self.blocks = nn.ModuleList(_Block(shape, index) for index in range(shape.blocks))
        self.norm = nn.LayerNorm(width)
        self.outlets = nn.ModuleList(_Outlet(group, width) for group in GROUPS)
        self.activity = nn.Linear(width, NUM_SOURCES)

    def forward(self, fine: Tensor, coarse: Tensor) -> Masks:
        """Masks from features ``[batch, frames, 512, 8]`` and ``[batch, frames, 384, 3]``."""
        heard = (coarse if group.is_coarse else fine for group in GROUPS)
        tokens = torch.cat([inlet(own) for inlet, own in zip(self.inlets, heard, strict=True)], dim=2)
        for block in self.blocks:
            tokens = block(tokens)
        tokens = self.norm(tokens)
        activity = self.activity(tokens.mean(dim=2)).float()
        parts = tokens.split([group.count for group in GROUPS], dim=2)
        answers = [outlet(part).float() for outlet, part in zip(self.outlets, parts, strict=True)]
        return _masks(answers, activity)


class _Inlet(nn.Module):
    """Bins of a group's bands to ``[batch, frames, bands, width]``: one matrix for each band."""

    def __init__(self, group: BandGroup, width: int) -> None:
        super().__init__()
        self.group = group
        size = group.width * (COARSE_FEATURES if group.is_coarse else FINE_FEATURES)
        self.weight = nn.Parameter(torch.randn(group.count, size, width) / size**0.5)
        self.bias = nn.Parameter(0.5 * torch.randn(group.count, width))

    def forward(self, values: Tensor) -> Tensor:
        group = self.group
        batch, frames = values.shape[:2]
        own = values[:, :, group.start : group.stop].reshape(batch * frames, group.count, -1)
        made = torch.bmm(own.transpose(0, 1), self.weight).transpose(0, 1) + self.bias.to(own.dtype)
        return made.reshape(batch, frames, group.count, -1)


class _Outlet(nn.Module):
    """Tokens of a group to its bins' answers ``[batch, frames, bins, answers]``."""

    def __init__(self, group: BandGroup, width: int) -> None:
        super().__init__()
        self.answers = 2 * NUM_SOURCES * (3 if group.is_complex else 1)
        self.weight = nn.Parameter(torch.randn(group.count, width, group.width * self.answers) * (0.3 / width**0.5))
        self.bias = nn.Parameter(torch.zeros(group.count, group.width * self.answers))

    def forward(self, tokens: Tensor) -> Tensor:
        batch, frames, count, width = tokens.shape
        rows = tokens.reshape(batch * frames, count, width).transpose(0, 1)
        made = torch.bmm(rows, self.weight).transpose(0, 1) + self.bias.to(rows.dtype)
        return made.reshape(batch, frames, -1, self.answers)


class _Block(nn.Module):
    """A convolution always; attention along time or across bands in the blocks that ``NetworkShape`` names."""

    def __init__(self, shape: NetworkShape, index: int) -> None:
        super().__init__()
        width, dilation = shape.width, shape.dilations[index % len(shape.dilations)]
        self.near_norm = nn.LayerNorm(width)
        self.near = nn.Conv2d(width, 2 * width, 3, padding=(dilation, 1), dilation=(dilation, 1))
        self.near_out = _last(2 * width, width)
        self.time = _Attention(width, shape.heads) if index in shape.time_attention else None
        self.band = _Attention(width, shape.heads) if index in shape.band_attention else None

    def forward(self, tokens: Tensor) -> Tensor:
        tokens = tokens + self._near(self.near_norm(tokens))
        if self.time is not None:
            tokens = tokens + self.time(tokens.transpose(1, 2)).transpose(1, 2)
        if self.band is not None:
            tokens = tokens + self.band(tokens)
        return tokens

    def _near(self, tokens: Tensor) -> Tensor:
        # [batch, frames, bands, width] is an image of frames x bands whose channels lie last: no copy is made
        image = self.near(tokens.permute(0, 3, 1, 2))
        made: Tensor = self.near_out(functional.gelu(image).permute(0, 2, 3, 1))
        return made


class _Attention(nn.Module):
    """Attention over the third axis of ``[batch, rows, tokens, width]``.

    In plain products: for heads this small, torch's fused kernel took 60 % of a training step on processors.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.inlet = nn.Linear(width, 3 * width)
        self.outlet = _last(width, width)

    def forward(self, tokens: Tensor) -> Tensor:
        batch, rows, count, width = tokens.shape
        made = self.inlet(self.norm(tokens)).reshape(batch * rows, count, 3, self.heads, width // self.heads)
        query, key, value = made.permute(2, 0, 3, 1, 4)
        scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
        heard = torch.matmul(scores.softmax(-1).to(value.dtype), value)
        answer: Tensor = self.outlet(heard.transpose(1, 2).reshape(tokens.shape))
        return answer


def _last(inputs: int, outputs: int) -> nn.Linear:
    """The last layer of a branch, small at first so that the network begins as its inlets and outlets."""
    layer = nn.Linear(inputs, outputs)
    nn.init.normal_(layer.weight, std=0.02)
    nn.init.zeros_(layer.bias)
    return layer


def _masks(answers: list[Tensor], activity: Tensor) -> Masks:
    complex_parts: list[Tensor] = []
    real_parts: list[Tensor] = []
    coarse_parts: list[Tensor] = []
    for group, answer in zip(GROUPS, answers, strict=True):
        parts = coarse_parts if group.is_coarse else complex_parts if group.is_complex else real_parts
        parts.append(answer)
    low, high, coarse = (torch.cat(parts, dim=2) for parts in (complex_parts, real_parts, coarse_parts))
    low = low.reshape(*low.shape[:-1], 3, 2, NUM_SOURCES)
    high = high.reshape(*high.shape[:-1], 2, NUM_SOURCES)
    coarse = coarse.reshape(*coarse.shape[:-1], 2, NUM_SOURCES)
    share = low[..., 0, :, :].softmax(-1)
    turns = [share * (part - (share * part).sum(-1, keepdim=True)) for part in (low[..., 1, :, :], low[..., 2, :, :])]
    shares = torch.cat([share, high.softmax(-1)], dim=2)
    assert shares.shape[2] == FINE_BINS
    assert coarse.shape[2] == COARSE_CELLS
    assert low.shape[2] == COMPLEX_BINS
    return Masks(shares, torch.complex(*turns), coarse.softmax(-1), activity)
