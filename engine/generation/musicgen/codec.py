"""EnCodec (Défossez et al. 2022): audio to tokens and back, through transformers' network for both layouts."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

    from engine.generation.musicgen.checkpoint import Codec
    from engine.generation.musicgen.settings import CodecSettings

_AUDIOCRAFT = (
    (r"\.model\.", ".layers."),
    (r"\.convtr\.convtr\.", ".conv."),
    (r"\.conv\.conv\.", ".conv."),
    (r"^quantizer\.vq\.layers\.(\d+)\._codebook\.", r"quantizer.layers.\1.codebook."),
)
_NORM = ((r"\.weight_g$", ".parametrizations.weight.original0"), (r"\.weight_v$", ".parametrizations.weight.original1"))


class EnCodec:
    """The codec on one device, in single precision.

    Args:
        codec: Its settings and weights.
        num_codebooks: Tokens of a step, of all channels together.
        is_stereo: Left and right are coded apart; their codebooks alternate.
        device: ``cpu`` or ``cuda``.
        model: Id for messages.

    Raises:
        ModelRefused: If the weights do not fit the settings.
    """

    def __init__(
        self, codec: Codec, *, num_codebooks: int, is_stereo: bool = False, device: str = "cpu", model: str = ""
    ) -> None:
        self.settings = codec.settings
        self.device, self.is_stereo = device, is_stereo
        self.num_codebooks = num_codebooks
        self._network = build(codec, model=model).to(device)

    @property
    def channels(self) -> int:
        return 2 if self.is_stereo else int(self.settings.arguments.get("audio_channels", 1))

    def encode(self, audio: torch.Tensor) -> torch.Tensor:
        """``[items, channels, samples]`` to ``[items, codebooks, steps]``; the last step is filled with silence."""
        import torch

        with torch.inference_mode():
            audio = audio.to(self.device)
            if not self.is_stereo:
                return self._encode(audio, self.num_codebooks)
            sides = [self._encode(audio[:, side : side + 1], self.num_codebooks // 2) for side in range(2)]
            return torch.stack(sides, dim=2).flatten(1, 2)

    def decode(self, codes: torch.Tensor) -> torch.Tensor:
        """``[items, codebooks, steps]`` to ``[items, channels, samples]``."""
        import torch

        with torch.inference_mode():
            codes = codes.to(self.device)
            if not self.is_stereo:
                return self._decode(codes)
            return torch.cat([self._decode(codes[:, side::2]) for side in range(2)], dim=1)

    def _encode(self, audio: torch.Tensor, number: int) -> torch.Tensor:
        import torch

        residual = self._network.encoder(audio)
        found = []
        for layer in self._network.quantizer.layers[:number]:
            codes = layer.encode(residual)
            residual = residual - layer.decode(codes)
            found.append(codes)
        return torch.stack(found, dim=1)

    def _decode(self, codes: torch.Tensor) -> torch.Tensor:
        decoded: torch.Tensor = self._network.decoder(self._network.quantizer.decode(codes.transpose(0, 1)))
        return decoded


def build(codec: Codec, *, model: str) -> Any:
    """Transformers' ``EncodecModel`` with these weights, in evaluation mode, weight norms computed once."""
    from torch.nn.utils import parametrize
    from transformers import EncodecConfig, EncodecModel

    settings = codec.settings
    try:
        network = EncodecModel(EncodecConfig(**settings.arguments, **_rates(settings)))
        missing, unexpected = network.load_state_dict(renamed(codec.tensors), strict=False)
    except (ValueError, TypeError, RuntimeError) as error:
        raise ModelRefused(
            model, f"its codec does not fit its settings ({str(error).splitlines()[-1].strip()})"
        ) from error
    problem = next(
        (name for name in (*missing, *unexpected) if not name.endswith(("cluster_size", "inited", "embed_avg"))), ""
    )
    if problem:
        raise ModelRefused(model, f"its codec's weights do not fit its settings ({problem})")
    for module in network.modules():
        if parametrize.is_parametrized(module):
            parametrize.remove_parametrizations(module, "weight")
    network.eval()
    return network.requires_grad_(requires_grad=False)


def _rates(settings: CodecSettings) -> dict[str, Any]:
    """What transformers wants to be told to build so many codebooks; it rounds down, hence a pinch more."""
    bits = math.ceil(settings.token_rate) * math.ceil(math.log2(settings.codebook_size))
    bandwidth = settings.num_codebooks * bits / 1000.0
    if int(1000 * bandwidth // bits) < settings.num_codebooks:
        bandwidth += 1e-4
    return {
        "sampling_rate": settings.sample_rate,
        "target_bandwidths": [bandwidth],
        "normalize": False,
        "chunk_length_s": None,
    }


def renamed(tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Tensors by transformers' names, whichever of the two layouts (or ways of weight norm) they come in."""
    result = {}
    is_audiocraft = any(name.startswith("quantizer.vq.") for name in tensors)
    for name, tensor in tensors.items():
        new = name
        for pattern, replacement in (*(_AUDIOCRAFT if is_audiocraft else ()), *_NORM):
            new = re.sub(pattern, replacement, new)
        result[new] = tensor.float()
    return result
