"""A small EnCodec that codes our audio without any training: its layers are set to a lapped transform.

EnCodec (Défossez et al., 2022) is a stack of strided convolutions, a residual vector quantiser and the stack turned
round. Between them nothing forces a network to be learnt. The first strides here only sort samples into channels
(space to depth), the last one is the modified discrete cosine transform with a sine window (Princen, Johnson and
Bradley, 1987), whose blocks overlap by half and sum to the signal again. The residual blocks and the LSTM are set to
zero, so only their shortcuts are left. ELU bends what is negative: ``elu(x) = x + x^2 / 2 + ...``; a signal that goes
through at a thousandth of its size is bent by less than 60 dB below itself. The codebooks are k-means of what our audio
makes of it, one after the other on what the ones before left over.

What it cannot do: at 7.5 steps of 14 bits a second the songs it was made for stand 5 to 9 dB above the error, and its
codebooks fit no other. It keeps all of the 6 kHz that its rate allows: of songs cut at 3 kHz our detector takes shaker
and clap for a log drum (probability .77 against .05). One step is one sixteenth, and few words make it easy to learn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

_SMALL = 1e-3
"""Size of the signal inside: ELU's bend is half of it, -66 dB."""
_TILT = 0.3
"""Coefficients are divided by their deviation to this power before they are quantised: 0 leaves all bits to the bass,
1 spends them on hiss."""
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class CodecShape:
    """Sizes of the codec; the encoder's strides are ``ratios`` from the last to the first.

    Args:
        sample_rate: Hz.
        ratios: Of the decoder; their product is the hop.
        num_codebooks, codebook_size: Of the quantiser.
        bands: How many coefficients are kept, from the lowest.
        blocks: Short transforms of a hop: attacks stay sharp in long hops.
        low_bands, low_codebooks: The first codebooks know only the lowest coefficients, the others only the rest. So
            where nothing low sounds, nothing low is added, and a log drum is a matter of few tokens.
    """

    sample_rate: int = 12_000
    ratios: tuple[int, ...] = (10, 8, 5, 4)
    num_codebooks: int = 2
    codebook_size: int = 128
    bands: int = 1_600
    blocks: int = 4
    low_bands: int = 104
    low_codebooks: int = 1

    @property
    def hop_length(self) -> int:
        return math.prod(self.ratios)

    @property
    def num_filters(self) -> int:
        """Of the first layer: twice as many after every stride, enough for every sample, and for the bands at last."""
        strides = self.ratios[::-1]
        held = [*(math.prod(strides[: place + 1]) for place in range(len(strides) - 1)), self.bands]
        return max(math.ceil(size / (2 << place)) for place, size in enumerate(held))


def cosine_transform(size: int, blocks: int = 1) -> torch.Tensor:
    """``[coefficients, 2 * size]``: rows of a lapped orthogonal transform, its window included.

    Args:
        size: Samples of a hop.
        blocks: Short transforms side by side in a hop; their coefficients take turns, the lowest first.
    """
    import torch

    short = size // blocks
    place = torch.arange(2 * short, dtype=torch.float64)
    index = torch.arange(short, dtype=torch.float64)[:, None]
    window = torch.sin(math.pi * (place + 0.5) / (2 * short))
    waves = math.sqrt(2.0 / short) * window * torch.cos(math.pi / short * (place + 0.5 + short / 2) * (index + 0.5))
    rows = torch.zeros(short, blocks, 2 * size, dtype=torch.float64)
    for block in range(blocks):
        start = (size - short) // 2 + block * short
        rows[:, block, start : start + 2 * short] = waves
    return rows.reshape(size, 2 * size)


def coefficients(samples: torch.Tensor, hop: int, blocks: int = 1) -> torch.Tensor:
    """``[frames, hop]`` of a mono signal; frame ``t`` is centred on the hop ``t``, as the codec's layers have it."""
    import torch

    count = math.ceil(len(samples) / hop)
    padded = torch.nn.functional.pad(samples.double(), (hop // 2, count * hop - len(samples) + hop))
    parts = padded.unfold(0, 2 * hop, hop)[:count]
    return parts @ cosine_transform(hop, blocks).T


def learn_codebooks(vectors: torch.Tensor, shape: CodecShape, *, seed: int) -> torch.Tensor:
    """``[codebooks, size, bands]``: k-means of the vectors, then of what is left of them (Lloyd, 1982).

    The first ones are zero above ``low_bands``, the others below. The nearest of them to a whole vector is then the
    nearest within these bands, for the others add the same to every distance.
    """
    import torch

    draw = torch.Generator().manual_seed(seed)
    left, books = vectors.clone(), []
    for number in range(shape.num_codebooks):
        known = torch.zeros(left.shape[1], dtype=torch.bool)
        known[: shape.low_bands] = True
        heard = left * (known if number < shape.low_codebooks else ~known)
        book = heard[torch.randperm(len(heard), generator=draw)[: shape.codebook_size]].clone()
        if len(book) < shape.codebook_size:
            book = torch.cat([book, book.mean(0).repeat(shape.codebook_size - len(book), 1)])
        for _ in range(_ROUNDS):
            nearest = _nearest(heard, book)
            sums = torch.zeros_like(book).index_add_(0, nearest, heard)
            counts = torch.bincount(nearest, minlength=len(book))
            book = torch.where(counts[:, None] > 0, sums / counts.clamp(min=1)[:, None], book)
            empty = (counts == 0).nonzero().flatten()[: len(heard)]
            if len(empty):
                far = (heard - book[nearest]).square().sum(1).topk(len(empty)).indices
                book[empty] = heard[far]
        left = left - book[_nearest(heard, book)]
        books.append(book)
    return torch.stack(books)


def _nearest(vectors: torch.Tensor, book: torch.Tensor) -> torch.Tensor:
    import torch

    return torch.cat([torch.cdist(part, book).argmin(1) for part in torch.split(vectors, 4096)])


def codec_state(samples: torch.Tensor, shape: CodecShape, *, seed: int = 0) -> dict[str, torch.Tensor]:
    """Weights by audiocraft's names, made for some mono audio at the codec's rate."""
    import torch

    hop, bands = shape.hop_length, shape.bands
    found = coefficients(samples, hop, shape.blocks)[:, :bands]
    weights = (found.std(0) + 1e-4 * found.std()) ** -_TILT
    weights = weights / weights.mean()
    books = learn_codebooks((found * weights).float(), shape, seed=seed)
    state: dict[str, torch.Tensor] = {}
    for index, book in enumerate(books):
        place = f"quantizer.vq.layers.{index}._codebook."
        state[f"{place}embed"] = book
        state[f"{place}embed_avg"] = book.clone()
        state[f"{place}cluster_size"] = torch.ones(len(book))
        state[f"{place}inited"] = torch.ones(1)
    state |= _encoder(shape, weights)
    state |= _decoder(shape, weights)
    return state


def _encoder(shape: CodecShape, weights: torch.Tensor) -> dict[str, torch.Tensor]:
    import torch

    strides, filters = shape.ratios[::-1], shape.num_filters
    state: dict[str, torch.Tensor] = {}
    first = torch.zeros(filters, 1, 7)
    first[0, 0, 3] = _SMALL
    _put(state, "encoder.model.0.conv.conv", first)
    layer, channels, held = 1, filters, 1
    for place, stride in enumerate(strides):
        _shortcut(state, f"encoder.model.{layer}", channels)
        kernel = torch.zeros(2 * channels, channels, 2 * stride)
        left = stride - stride // 2  # of the padding: the block itself begins here
        if place < len(strides) - 1:
            for tap in range(stride):
                for channel in range(held):
                    kernel[tap * held + channel, channel, left + tap] = 1.0
        else:
            # taps are blocks of ``held`` samples, from half a hop before the hop to half a hop behind it
            kernel[: shape.bands, :held] = _blocks(shape, stride, held)
        _put(state, f"encoder.model.{layer + 2}.conv.conv", kernel)
        layer, channels, held = layer + 3, 2 * channels, held * stride
    _memory(state, f"encoder.model.{layer}", channels)
    last = torch.zeros(shape.bands, channels, 7)
    for band in range(shape.bands):
        last[band, band, 3] = float(weights[band]) / _SMALL
    _put(state, f"encoder.model.{layer + 2}.conv.conv", last)
    return state


def _decoder(shape: CodecShape, weights: torch.Tensor) -> dict[str, torch.Tensor]:
    import torch

    strides, hop = shape.ratios, shape.hop_length
    channels = shape.num_filters * 2 ** len(strides)
    state: dict[str, torch.Tensor] = {}
    first = torch.zeros(channels, shape.bands, 7)
    for band in range(shape.bands):
        first[band, band, 3] = _SMALL / float(weights[band])
    _put(state, "decoder.model.0.conv.conv", first)
    _memory(state, "decoder.model.1", channels)
    layer, held = 2, hop
    for place, stride in enumerate(strides):
        held //= stride
        kernel = torch.zeros(channels, channels // 2, 2 * stride)
        left = stride - stride // 2
        if place == 0:
            kernel[: shape.bands, :held] = _blocks(shape, stride, held)
        else:
            for tap in range(stride):
                for channel in range(held):
                    kernel[tap * held + channel, channel, left + tap] = 1.0
        _put(state, f"decoder.model.{layer + 1}.convtr.convtr", kernel, is_transposed=True)
        channels //= 2
        _shortcut(state, f"decoder.model.{layer + 2}", channels)
        layer += 3
    last = torch.zeros(1, channels, 7)
    last[0, 0, 3] = 1.0 / _SMALL
    _put(state, f"decoder.model.{layer + 1}.conv.conv", last)
    return state


def _blocks(shape: CodecShape, stride: int, held: int) -> torch.Tensor:
    """``[bands, held, 2 * stride]``: the transform's rows, their samples in blocks of ``held``."""
    rows = cosine_transform(shape.hop_length, shape.blocks)[: shape.bands].float()
    return rows.reshape(shape.bands, 2 * stride, held).transpose(1, 2)


def _put(state: dict[str, torch.Tensor], name: str, kernel: torch.Tensor, *, is_transposed: bool = False) -> None:
    """A kernel as weight norm keeps it (Salimans and Kingma, 2016): its direction, and its length by first axis."""
    import torch

    length = kernel.flatten(1).norm(dim=1).reshape(-1, 1, 1)
    # a row of nothing has no direction: any will do, at length 0
    state[f"{name}.weight_v"] = torch.where(length > 0.0, kernel, torch.ones(()))
    state[f"{name}.weight_g"] = length
    state[f"{name}.bias"] = torch.zeros(kernel.shape[1 if is_transposed else 0])


def _shortcut(state: dict[str, torch.Tensor], name: str, channels: int) -> None:
    """A residual block that adds nothing."""
    import torch

    _put(state, f"{name}.block.1.conv.conv", torch.zeros(channels // 2, channels, 3))
    _put(state, f"{name}.block.3.conv.conv", torch.zeros(channels, channels // 2, 1))


def _memory(state: dict[str, torch.Tensor], name: str, channels: int) -> None:
    """An LSTM that says nothing: its shortcut is all there is."""
    import torch

    for kind in ("weight_ih_l0", "weight_hh_l0"):
        state[f"{name}.lstm.{kind}"] = torch.zeros(4 * channels, channels)
    for kind in ("bias_ih_l0", "bias_hh_l0"):
        state[f"{name}.lstm.{kind}"] = torch.zeros(4 * channels)


def codec_config(shape: CodecShape) -> str:
    """EnCodec's settings as audiocraft writes them."""
    return f"""
sample_rate: {shape.sample_rate}
channels: 1
device: cpu
compression_model: encodec
encodec:
  autoencoder: seanet
  quantizer: rvq
  sample_rate: ${{sample_rate}}
  channels: ${{channels}}
  causal: false
  renormalize: false
seanet:
  dimension: {shape.bands}
  channels: ${{channels}}
  causal: ${{encodec.causal}}
  n_filters: {shape.num_filters}
  n_residual_layers: 1
  ratios: {list(shape.ratios)}
  activation: ELU
  activation_params:
    alpha: 1.0
  norm: weight_norm
  norm_params: {{}}
  kernel_size: 7
  residual_kernel_size: 3
  last_kernel_size: 7
  dilation_base: 2
  pad_mode: constant
  true_skip: true
  compress: 2
  lstm: 1
  disable_norm_outer_blocks: 0
  encoder: {{}}
  decoder:
    trim_right_ratio: 1.0
    final_activation: null
    final_activation_params: null
rvq:
  n_q: {shape.num_codebooks}
  q_dropout: false
  bins: {shape.codebook_size}
  decay: 0.99
  kmeans_init: true
  kmeans_iters: {_ROUNDS}
  threshold_ema_dead_code: 0
  orthogonal_reg_weight: 0.0
  orthogonal_reg_active_codes_only: false
  orthogonal_reg_max_codes: null
"""
