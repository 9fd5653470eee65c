"""What MusicGen-Style hears of a few seconds of music: its manner, through a bottleneck too narrow for its notes.

MERT (Li et al. 2023, "MERT: Acoustic Music Understanding Model"; for the published 95 M weights the same network as
HuBERT) hears the excerpt at 24 kHz, 75 steps a second; a transformer reads that; of each step only a few words of
residual codebooks are kept, and of the steps every 15th (Rouard et al. 2024, "Audio Conditioning for Music Generation
via Discrete Bottleneck Features", arXiv 2407.12563). audiocraft draws the excerpt at random from what it is given;
here it is the one that is given, so that the same recipe makes the same take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

    from engine.generation.musicgen.settings import StyleSettings

LISTENER, LISTENER_PUBLISHED = "mert-v1-95m", "MERT-v1-95M"
"""The network that hears for it: its card here, and its name where it is published."""
LISTENER_RATE = 24_000
SHORTEST, LONGEST = 1.5, 4.5
"""Seconds of an excerpt: what the model was trained on."""
PREFIX = "condition_provider.conditioners.self_wav."
_UNLIKE_HUBERT: dict[str, tuple[Any, ...]] = {
    "feature_extractor_cqt": (False, None),
    "deepnorm": (False, None),
    "attention_relax": (-1, -1.0, None),
}
"""Settings with which MERT is HuBERT to the number; others need code of its own."""


def style_shapes(style: StyleSettings, listener_width: int) -> dict[str, tuple[int, ...]]:
    """Every tensor of the condition but its last projection, by audiocraft's names.

    Args:
        style: The condition's shape.
        listener_width: Numbers of each of MERT's vectors.
    """
    width = style.width
    wanted: dict[str, tuple[int, ...]] = {
        "embed.weight": (width, listener_width),
        "embed.bias": (width,),
        "batch_norm.running_mean": (width,),
        "batch_norm.running_var": (width,),
    }
    for index in range(style.num_layers):
        layer = f"transformer.layers.{index}."
        wanted |= {f"{layer}{norm}.{kind}": (width,) for norm in ("norm1", "norm2") for kind in ("weight", "bias")}
        wanted[f"{layer}self_attn.in_proj_weight"] = (3 * width, width)
        wanted[f"{layer}self_attn.out_proj.weight"] = (width, width)
        wanted[f"{layer}linear1.weight"] = (4 * width, width)
        wanted[f"{layer}linear2.weight"] = (width, 4 * width)
    for index in range(style.num_codebooks):
        wanted[f"rvq.vq.layers.{index}._codebook.embed"] = (style.codebook_size, width)
    return {PREFIX + name: shape for name, shape in wanted.items()}


class Listener:
    """MERT.

    Args:
        config: Its ``config.json``.
        tensors: Its weights, by the names of transformers' HuBERT.
        device: Where it listens.
        model: Id for messages.

    Raises:
        ModelRefused: If it is built in a way that this version does not know, or its weights do not fit.
    """

    def __init__(
        self, config: Mapping[str, Any], tensors: Mapping[str, torch.Tensor], *, device: str, model: str
    ) -> None:
        from transformers import HubertConfig, HubertModel

        strange = next((name for name, known in _UNLIKE_HUBERT.items() if config.get(name) not in known), "")
        if strange:
            raise ModelRefused(model, f"{LISTENER} beside it has a setting this version does not know: {strange}")
        try:
            network = HubertModel(HubertConfig(**{**config, "model_type": "hubert"}))
        except (TypeError, ValueError, AttributeError) as error:
            raise ModelRefused(model, f"the settings of {LISTENER} beside it make no network") from error
        state = {_renamed(name): tensor for name, tensor in tensors.items()}
        own = network.state_dict()
        wrong = next((name for name in own if name not in state or state[name].shape != own[name].shape), "")
        # a vector for training with holes; nothing hears it
        if wrong and wrong != "masked_spec_embed":
            raise ModelRefused(model, f"{LISTENER} beside it lacks '{wrong}', or it has another shape")
        network.load_state_dict({name: state.get(name, tensor) for name, tensor in own.items()})
        module: torch.nn.Module = network
        self._network = module.float().eval().to(device)

    def __call__(self, audio: torch.Tensor) -> torch.Tensor:
        """``[items, samples]`` at 24 kHz to ``[items, steps, width]``."""
        heard: torch.Tensor = self._network(audio).last_hidden_state
        return heard


def _renamed(name: str) -> str:
    """Weight normalisation, as older torch wrote it, in the words of today's."""
    name = name.replace("weight_g", "parametrizations.weight.original0")
    return name.replace("weight_v", "parametrizations.weight.original1")


class Style:
    """Excerpts of music to the vectors that stand in front of the tokens (before their last projection).

    Args:
        settings: The condition's shape.
        tensors: The checkpoint's, by audiocraft's names.
        listener: MERT.
        device: Where it is computed, in single precision.
    """

    def __init__(
        self, settings: StyleSettings, tensors: Mapping[str, torch.Tensor], listener: Listener, *, device: str = "cpu"
    ) -> None:
        self.settings, self.device, self._listener = settings, device, listener
        self._tensors = {name: tensors[name].float().to(device) for name in style_shapes(settings, 0)}

    def positions(self, seconds: float = LONGEST) -> int:
        """The most vectors an excerpt of this length can become."""
        return int(seconds * LISTENER_RATE / 320 / self.settings.stride) + 1

    def __call__(self, excerpts: torch.Tensor, num_used: int | None = None) -> torch.Tensor:
        """Excerpts of one length.

        Args:
            excerpts: Mono ``[items, samples]`` at the settings' rate.
            num_used: Codebooks, 1 (free) to ``settings.num_codebooks`` (close); None for the settings'.

        Returns:
            ``[items, positions, width]``.
        """
        from julius.resample import resample_frac

        heard = self._listener(resample_frac(excerpts.to(self.device), self.settings.sample_rate, LISTENER_RATE))
        return self.kept(self._linear(heard, "embed"), num_used)

    def kept(self, vectors: torch.Tensor, num_used: int | None = None) -> torch.Tensor:
        """What passes the bottleneck of vectors ``[items, steps, width]``."""
        read = self._read(vectors)
        mean, variance = (self._tensors[f"{PREFIX}batch_norm.running_{kind}"] for kind in ("mean", "var"))
        levelled = (read - mean) / (variance + 1e-5).sqrt()  # BatchNorm1d(affine=False), eps 1e-5, not training
        return self._quantised(levelled, num_used or self.settings.num_used)[:, :: self.settings.stride]

    def _linear(self, values: torch.Tensor, name: str) -> torch.Tensor:
        from torch.nn.functional import linear

        return linear(values, self._tensors[f"{PREFIX}{name}.weight"], self._tensors.get(f"{PREFIX}{name}.bias"))

    def _read(self, values: torch.Tensor) -> torch.Tensor:
        """The transformer as audiocraft has it: norms first, sinusoidal positions, no biases, no mask."""
        import torch
        from torch.nn.functional import gelu, layer_norm, linear, scaled_dot_product_attention

        from engine.generation.musicgen.decoder import sinusoids

        items, steps, width = values.shape
        heads = self.settings.num_heads
        values = values + sinusoids(steps, width, 10_000.0).to(values)
        for index in range(self.settings.num_layers):
            layer = f"transformer.layers.{index}."

            def norm(vectors: torch.Tensor, name: str, layer: str = layer) -> torch.Tensor:
                weight, bias = (self._tensors[f"{PREFIX}{layer}{name}.{kind}"] for kind in ("weight", "bias"))
                return layer_norm(vectors, (width,), weight, bias, 1e-5)

            packed = linear(norm(values, "norm1"), self._tensors[f"{PREFIX}{layer}self_attn.in_proj_weight"])
            query, key, value = packed.view(items, steps, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
            attended = scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(items, steps, width)
            values = values + self._linear(attended, f"{layer}self_attn.out_proj")
            inner = gelu(self._linear(norm(values, "norm2"), f"{layer}linear1"))
            values = values + self._linear(inner, f"{layer}linear2")
        return torch.as_tensor(values)

    def _quantised(self, vectors: torch.Tensor, num_used: int) -> torch.Tensor:
        """The sum of the nearest words of the first codebooks, each for what the ones before left over."""
        import torch

        rest, total = vectors, torch.zeros_like(vectors)
        for index in range(num_used):
            words = self._tensors[f"{PREFIX}rvq.vq.layers.{index}._codebook.embed"]
            table, flat = words.t(), rest.reshape(-1, rest.shape[-1])
            # the order of audiocraft's sum, so that near ties fall alike
            distance = -(flat.pow(2).sum(1, keepdim=True) - 2 * flat @ table + table.pow(2).sum(0, keepdim=True))
            nearest = words[distance.argmax(-1)].view_as(rest)
            rest, total = rest - nearest, total + nearest
        return total
