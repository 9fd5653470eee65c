"""MusicGen in the layout of Hugging Face transformers: one ``config.json``, one or several safetensors for all parts.

Names and shapes follow ``convert_musicgen_transformers.py`` of transformers, read backwards: queries, keys and values
are packed again, and every tensor gets the name that audiocraft gives it.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused
from engine.generation.musicgen.settings import MELODY, TEXT, CodecSettings, LanguageModel, MelodySettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

_KINDS = ("musicgen", "musicgen_melody")
_CODEC_FIELDS = [
    "audio_channels",
    "hidden_size",
    "num_filters",
    "num_residual_layers",
    "upsampling_ratios",
    "norm_type",
    "kernel_size",
    "last_kernel_size",
    "residual_kernel_size",
    "dilation_growth_rate",
    "use_causal_conv",
    "pad_mode",
    "compress",
    "num_lstm_layers",
    "codebook_size",
    "codebook_dim",
    "use_conv_shortcut",
]
_LAYER = {
    "self_attn.out_proj": "self_attn.out_proj",
    "self_attn_layer_norm": "norm1",
    "encoder_attn.out_proj": "cross_attention.out_proj",
    "encoder_attn_layer_norm": "norm_cross",
    "fc1": "linear1",
    "fc2": "linear2",
    "final_layer_norm": "norm2",
}


def language_model(config: dict[str, Any], model: str) -> LanguageModel:
    """The language model's shape from ``config.json``.

    Raises:
        ModelRefused: If it is no MusicGen, or has a setting the decoder does not know.
    """
    kind = config.get("model_type")
    if kind not in _KINDS:
        raise ModelRefused(model, f"config.json says it is a {kind!r}, not a MusicGen", "Give a MusicGen's folder.")
    decoder = config.get("decoder", {})
    if decoder.get("activation_function", "gelu") != "gelu" or decoder.get("scale_embedding", False):
        raise ModelRefused(model, "its decoder has settings this version does not know")
    has_melody = kind == "musicgen_melody"
    try:
        num_codebooks = int(decoder["num_codebooks"])
        is_stereo = int(decoder.get("audio_channels", 1)) == 2
        step = [index // 2 if is_stereo else index for index in range(num_codebooks)]
        return LanguageModel(
            width=int(decoder["hidden_size"]),
            num_heads=int(decoder["num_attention_heads"]),
            num_layers=int(decoder["num_hidden_layers"]),
            feed_forward=int(decoder["ffn_dim"]),
            num_codebooks=num_codebooks,
            cardinality=int(decoder["vocab_size"]),
            delays=tuple(step),
            cross=() if has_melody else (TEXT,),
            prepend=(MELODY, TEXT) if has_melody else (),
            text_model=str(config.get("text_encoder", {}).get("_name_or_path") or "t5-base"),
            melody=_melody(config) if has_melody else None,
            is_stereo=is_stereo,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelRefused(model, f"its config.json has no usable {error}") from error


def _melody(config: dict[str, Any]) -> MelodySettings:
    # The window is that of the published feature extractor: 16384 samples at 32 kHz, only the strongest class kept.
    return MelodySettings(
        sample_rate=int(config["audio_encoder"]["sampling_rate"]),
        num_chroma=int(config.get("num_chroma", 12)),
        radix2_exp=14,
        is_argmax=True,
    )


def codec(config: dict[str, Any], model: str) -> CodecSettings:
    """EnCodec's shape from a ``config.json`` of its own, or the part of MusicGen's that describes it.

    Raises:
        ModelRefused: If it lacks something, or works in chunks, which no MusicGen's codec does.
    """
    try:
        if config.get("chunk_length_s") is not None or config.get("normalize"):
            raise ModelRefused(model, "its codec works in chunks, which is another EnCodec than MusicGen's")
        rate, ratios = int(config["sampling_rate"]), [int(ratio) for ratio in config["upsampling_ratios"]]
        hop, size = math.prod(ratios), int(config["codebook_size"])
        token_bits = math.ceil(rate / hop) * math.ceil(math.log2(size))
        num_codebooks = int(1000 * config["target_bandwidths"][-1] / token_bits + 1e-3)
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError) as error:
        raise ModelRefused(model, f"its config.json describes no EnCodec ({error})") from error
    return CodecSettings(
        sample_rate=rate,
        hop_length=hop,
        num_codebooks=num_codebooks,
        codebook_size=size,
        arguments={name: config[name] for name in _CODEC_FIELDS if name in config},
    )


def language_model_tensors(tensors: Mapping[str, torch.Tensor], model: str) -> dict[str, torch.Tensor]:
    """The language model's tensors by audiocraft's names, attention packed.

    Raises:
        ModelRefused: If one is missing.
    """
    import torch

    renamed: dict[str, torch.Tensor] = {}
    parts: dict[str, dict[str, torch.Tensor]] = {}
    for name, tensor in tensors.items():
        if match := re.fullmatch(r"decoder\.model\.decoder\.layers\.(\d+)\.(\w+?)\.([qkv])_proj\.weight", name):
            attention = "self_attn" if match[2] == "self_attn" else "cross_attention"
            parts.setdefault(f"transformer.layers.{match[1]}.{attention}.in_proj_weight", {})[match[3]] = tensor
        elif new := _renamed(name):
            renamed[new] = tensor
    for name, packed in parts.items():
        if set(packed) != set("qkv"):
            raise ModelRefused(model, f"its file lacks a part of {name}")
        renamed[name] = torch.cat([packed["q"], packed["k"], packed["v"]])
    return renamed


def _renamed(name: str) -> str:
    """Audiocraft's name of a tensor; empty for what belongs to other parts or can be computed."""
    fixed = {
        "enc_to_dec_proj": f"condition_provider.conditioners.{TEXT}.output_proj",
        "audio_enc_to_dec_proj": f"condition_provider.conditioners.{MELODY}.output_proj",
        "decoder.model.decoder.layer_norm": "out_norm",
    }
    stem, _, kind = name.rpartition(".")
    if stem in fixed:
        return f"{fixed[stem]}.{kind}"
    if match := re.fullmatch(r"decoder\.model\.decoder\.embed_tokens\.(\d+)", stem):
        return f"emb.{match[1]}.{kind}"
    if match := re.fullmatch(r"decoder\.lm_heads\.(\d+)", stem):
        return f"linears.{match[1]}.{kind}"
    if match := re.fullmatch(r"decoder\.model\.decoder\.layers\.(\d+)\.(.+)", stem):
        layer = _LAYER.get(match[2])
        return f"transformer.layers.{match[1]}.{layer}.{kind}" if layer else ""
    return ""


def part(tensors: Mapping[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    """The tensors of one part of the model, without its prefix."""
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
