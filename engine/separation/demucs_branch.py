"""HTDemucs as it is, with decoders of the log drum's own beside its last layers.

The log drum's decoders are copies of the last layers of both decoders, fed by the same skips, with heads of one source.
With ``first_layer=1`` that is 1.7 M parameters and 19 % more work at the published size (one core, fp32); nothing that
the four old stems are computed from changes. This module needs torch and demucs: only loaders import it.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor, nn  # noqa: TID253

from engine.separation.demucs_five import LOG_DRUM, bands, new_slice, require_extensible, unfreeze_encoders

FIRST_LAYER = 1
"""Default first decoder layer of the branch: 0 copies all four (6.8 M parameters), 3 the last alone (0.07 M)."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """What the decoders need of a mixture.

    Where they begin, skips and lengths by layer, and the scales that are undone at the end: both inputs are
    normalised, each example by itself.
    """

    x: Tensor
    xt: Tensor
    skips: list[Tensor]
    skips_t: list[Tensor]
    lengths: list[int]
    lengths_t: list[int]
    mean: Tensor
    std: Tensor
    mean_t: Tensor
    std_t: Tensor
    num_freqs: int
    num_frames: int
    num_samples: int


class LogDrumHTDemucs(nn.Module):
    """An HTDemucs that is left alone, and decoders of the log drum's own beside its last layers.

    Output is ``[batch, sources, channels, samples]`` with ``log_drum`` last; the other sources are the numbers that
    the network alone gives, bit for bit, before and after training. ``demucs.apply.apply_model`` takes it.

    Args:
        base: An HTDemucs with bass and drums and without log drum. It becomes part of this module, frozen and always
            in evaluation mode.
        first_layer: First decoder layer of the branch, 0 to ``depth - 1``.
        seed: Of the noise in the new heads.

    Raises:
        ModelRefused: If ``base`` is no such network.
    """

    def __init__(self, base: Any, *, first_layer: int = FIRST_LAYER, seed: int = 0) -> None:
        super().__init__()
        require_extensible(base)
        if not 0 <= first_layer < base.depth:
            raise ValueError(f"first_layer must lie in 0–{base.depth - 1}, got {first_layer}")
        self.first_layer = first_layer
        self.trains_encoder = False
        self.base = base.requires_grad_(False)
        self.decoder = nn.ModuleList(copy.deepcopy(layer) for layer in base.decoder[first_layer:])
        self.tdecoder = nn.ModuleList(copy.deepcopy(layer) for layer in base.tdecoder[first_layer:])
        noise = torch.Generator().manual_seed(seed)
        for decoder in (self.decoder, self.tdecoder):
            for layer in bands(decoder[-1]):
                layer.conv_tr = _log_drum_head(layer.conv_tr, base, noise)
        self.decoder.requires_grad_(True)
        self.tdecoder.requires_grad_(True)
        self.train(base.training)

    @property
    def sources(self) -> list[str]:
        return [*self.base.sources, LOG_DRUM]

    @property
    def samplerate(self) -> int:
        return int(self.base.samplerate)

    @property
    def audio_channels(self) -> int:
        return int(self.base.audio_channels)

    @property
    def segment(self) -> Fraction | float:
        """Seconds it was trained on and takes at once."""
        length: Fraction | float = self.base.segment
        return length

    def valid_length(self, length: int) -> int:
        """Samples an input of this length is padded to, as ``HTDemucs.valid_length``."""
        return int(self.base.valid_length(length))

    def train(self, mode: bool = True) -> LogDrumHTDemucs:
        """Only the branch has a training mode: dropout in what is frozen would be noise."""
        super().train(mode)
        self.base.eval()
        return self

    def freeze(self, *, train_encoder: bool = False) -> tuple[nn.Parameter, ...]:
        """Freeze all but the branch; returns the parameters left to train.

        Args:
            train_encoder: Also train both encoders, which all sources share. There is then more to learn with, and
                the old stems are no longer bit-identical: they need examples, and ears, of their own.
        """
        self.base.requires_grad_(False)
        self.trains_encoder = train_encoder
        branch = (*self.decoder.parameters(), *self.tdecoder.parameters())
        for parameter in branch:  # of a model that comes from its file too, all of which is frozen
            parameter.requires_grad_(True)
        return branch + (unfreeze_encoders(self.base) if train_encoder else ())

    def forward(self, mix: Tensor) -> Tensor:
        """All sources of ``[batch, channels, samples]``."""
        padded = self._padded(mix)
        encoded = self._encode(padded)
        last = self.base.depth
        x, xt = self._decode(encoded.x, encoded.xt, encoded, 0, self.first_layer)
        log_drum = self._waveform(*self._decode_log_drum(x, xt, encoded), 1, encoded)
        x, xt = self._decode(x, xt, encoded, self.first_layer, last)
        old = self._waveform(x, xt, len(self.base.sources), encoded)
        return torch.cat([old, log_drum], dim=1)[..., : mix.shape[-1]]

    def log_drum(self, mix: Tensor) -> Tensor:
        """The log drum alone, ``[batch, channels, samples]``: what training needs, without the old last layers."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.trains_encoder):
            encoded = self._encode(self._padded(mix))
            x, xt = self._decode(encoded.x, encoded.xt, encoded, 0, self.first_layer)
        branch = self._decode_log_drum(x, xt, encoded)
        return self._waveform(*branch, 1, encoded)[:, 0, :, : mix.shape[-1]]

    def _padded(self, mix: Tensor) -> Tensor:
        """To the length the network was trained on; in training mode any length goes, as in ``HTDemucs.forward``."""
        if self.training:
            return mix
        return nn.functional.pad(mix, (0, self.valid_length(mix.shape[-1]) - mix.shape[-1]))

    # What follows is ``HTDemucs.forward`` of demucs 4.1.0 (Rouard, Massa & Défossez, ICASSP 2023; MIT licence), cut
    # where the decoders begin: operation for operation, because the old stems must not change by a bit. A test holds
    # the two against each other.

    def _encode(self, mix: Tensor) -> _Encoded:
        base = self.base
        x = base._magnitude(base._spec(mix)).to(mix.device)  # noqa: SLF001 - see above
        _, _, num_freqs, num_frames = x.shape
        mean, std = x.mean(dim=(1, 2, 3), keepdim=True), x.std(dim=(1, 2, 3), keepdim=True)
        x = (x - mean) / (1e-5 + std)
        xt = mix
        mean_t, std_t = xt.mean(dim=(1, 2), keepdim=True), xt.std(dim=(1, 2), keepdim=True)
        xt = (xt - mean_t) / (1e-5 + std_t)
        skips, skips_t, lengths, lengths_t = [], [], [], []
        for index, (encode, encode_t) in enumerate(zip(base.encoder, base.tencoder, strict=True)):
            lengths.append(x.shape[-1])
            lengths_t.append(xt.shape[-1])
            xt = encode_t(xt)
            skips_t.append(xt)
            x = encode(x, None)
            if index == 0 and base.freq_emb is not None:
                places = torch.arange(x.shape[-2], device=x.device)
                x = x + base.freq_emb_scale * base.freq_emb(places).t()[None, :, :, None].expand_as(x)
            skips.append(x)
        x, xt = self._transform(x, xt)
        return _Encoded(
            x, xt, skips, skips_t, lengths, lengths_t, mean, std, mean_t, std_t, num_freqs, num_frames, mix.shape[-1]
        )

    def _transform(self, x: Tensor, xt: Tensor) -> tuple[Tensor, Tensor]:
        base = self.base
        if base.crosstransformer is None:
            return x, xt
        num_freqs = x.shape[2]
        if base.bottom_channels:
            x = base.channel_upsampler(x.flatten(2)).unflatten(2, (num_freqs, -1))
            xt = base.channel_upsampler_t(xt)
        x, xt = base.crosstransformer(x, xt)
        if base.bottom_channels:
            x = base.channel_downsampler(x.flatten(2)).unflatten(2, (num_freqs, -1))
            xt = base.channel_downsampler_t(xt)
        return x, xt

    def _decode(self, x: Tensor, xt: Tensor, encoded: _Encoded, first: int, stop: int) -> tuple[Tensor, Tensor]:
        base = self.base
        return _run(list(base.decoder[first:stop]), list(base.tdecoder[first:stop]), x, xt, encoded, first)

    def _decode_log_drum(self, x: Tensor, xt: Tensor, encoded: _Encoded) -> tuple[Tensor, Tensor]:
        return _run(list(self.decoder), list(self.tdecoder), x, xt, encoded, self.first_layer)

    def _waveform(self, x: Tensor, xt: Tensor, num_sources: int, encoded: _Encoded) -> Tensor:
        """Sum of both branches: inverse STFT of the one, the other as it is."""
        base = self.base
        x = x.view(x.shape[0], num_sources, -1, encoded.num_freqs, encoded.num_frames)
        x = x * encoded.std[:, None] + encoded.mean[:, None]
        device = x.device
        if device.type in ("mps", "xpu"):  # they know no complex numbers
            x = x.cpu()
        wave = base._ispec(base._mask(None, x), encoded.num_samples).to(device)  # noqa: SLF001 - see above
        xt = xt.view(xt.shape[0], num_sources, -1, encoded.num_samples)
        out: Tensor = xt * encoded.std_t[:, None] + encoded.mean_t[:, None] + wave
        return out


def _run(
    layers: list[Any], layers_t: list[Any], x: Tensor, xt: Tensor, encoded: _Encoded, first: int
) -> tuple[Tensor, Tensor]:
    """Decoder layers from number ``first`` on; layer ``n`` takes the skip of encoder layer ``depth - 1 - n``."""
    for index, (layer, layer_t) in enumerate(zip(layers, layers_t, strict=True), start=first):
        level = len(encoded.skips) - 1 - index
        x, _ = layer(x, encoded.skips[level], encoded.lengths[level])
        xt, _ = layer_t(xt, encoded.skips_t[level], encoded.lengths_t[level])
    return x, xt


def _log_drum_head(conv_tr: Any, base: Any, noise: torch.Generator) -> nn.Module:
    """A transposed convolution for one source in place of that for all."""
    num_out = conv_tr.out_channels // len(base.sources)
    # without first values: they would be overwritten, and draw from the caller's stream of random numbers
    head: nn.Module = nn.utils.skip_init(  # type: ignore[no-untyped-call]
        type(conv_tr), conv_tr.in_channels, num_out, conv_tr.kernel_size, conv_tr.stride
    )
    state = {name: new_slice(tensor.detach().cpu(), base, noise) for name, tensor in conv_tr.state_dict().items()}
    head.load_state_dict(state)
    return head.to(conv_tr.weight.device)
