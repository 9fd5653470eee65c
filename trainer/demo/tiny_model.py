"""A tiny MusicGen in audiocraft's files, made on the spot: a codec for our songs, T5 and a language model at random.

``state_dict.bin``, ``compression_state_dict.bin`` and a folder with T5, as ``audiocraft.utils.export`` and T5's
publisher write them, so that every verb and every backend takes it as it takes the published ones. T5 knows nothing:
its random encoder gives each sentence vectors of its own, which is all that cross-attention needs to tell them apart.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.whole_file import whole_file, write_bytes
from trainer.demo.tiny_codec import CodecShape, codec_config, codec_state

if TYPE_CHECKING:
    import torch

TEXT_MODEL = "t5-tiny"
_TEXT_WIDTH, _TEXT_WORDS = 64, 512
_SPREAD = 0.02
"""Deviation of new embeddings and heads (Radford et al., "Language models are unsupervised multitask learners", 2019).
Beside the positions, whose size is 1, tokens are hardly heard at first: a wrong one leads the next ones less astray."""
_LAYERS = 0.8
"""Deviation of the layers' new matrices, in parts of that which keeps a signal's size: learns sooner (design value)."""


@dataclass(frozen=True, slots=True)
class ModelShape:
    """Sizes of a tiny MusicGen.

    Args:
        width, heads, layers: Of the language model.
        window_seconds: How far it looks back.
        codec: Of the codec.
    """

    width: int = 160
    heads: int = 4
    layers: int = 4
    window_seconds: float = 12.8
    codec: CodecShape = field(default_factory=CodecShape)


def write_tiny_model(
    folder: Path, samples: torch.Tensor, captions: Sequence[str], shape: ModelShape, *, seed: int = 0
) -> None:
    """Write a MusicGen that has not learnt any music yet.

    Args:
        folder: Where; made.
        samples: Mono audio at the codec's rate, which the codec is made for.
        captions: Sentences, which the tokenizer is made for.
        shape: Sizes.
        seed: Of all that is random.
    """
    from engine.generation.musicgen.checkpoint import CODEC_FILE, LANGUAGE_FILE

    write_text_model(folder / TEXT_MODEL, captions, seed=seed)
    stamp = {"version": "1.3.0", "exported": True}
    codec = {"best_state": codec_state(samples, shape.codec, seed=seed), "xp.cfg": codec_config(shape.codec)}
    _save(folder / CODEC_FILE, {**codec, **stamp})
    language = {"best_state": language_state(shape, seed=seed), "xp.cfg": language_config(shape)}
    _save(folder / LANGUAGE_FILE, {**language, **stamp})


def _save(file: Path, content: dict[str, Any]) -> None:
    import torch

    with whole_file(file) as temporary:
        torch.save(content, temporary)


def language_state(shape: ModelShape, *, seed: int) -> dict[str, torch.Tensor]:
    """Random weights by audiocraft's names; norms begin as the identity."""
    import torch

    from engine.generation.musicgen.checkpoint import shapes
    from engine.generation.musicgen.xp_config import Config, language_model

    language = language_model(Config(language_config(shape), model="tiny"))
    draw = torch.Generator().manual_seed(seed)
    state = {}
    for name, size in shapes(language, _TEXT_WIDTH).items():
        if "norm" in name:
            state[name] = torch.full(size, float(name.endswith("weight")))
        elif name.endswith("bias"):
            state[name] = torch.zeros(size)
        else:
            # the words' vectors come with a size of about 1 and must be heard beside the tokens'
            spread = size[-1] ** -0.5 if name.startswith("condition_provider") else _SPREAD
            if name.startswith("transformer"):
                spread = _LAYERS * shape.width**-0.5
            state[name] = torch.randn(size, generator=draw) * spread
    return state


def text_config() -> dict[str, Any]:
    """T5's shape as its publisher writes it."""
    return {
        "model_type": "t5",
        "architectures": ["T5ForConditionalGeneration"],
        "vocab_size": _TEXT_WORDS,
        "d_model": _TEXT_WIDTH,
        "d_kv": 16,
        "d_ff": 128,
        "num_layers": 2,
        "num_decoder_layers": 1,
        "num_heads": 4,
        "feed_forward_proj": "relu",
    }


def write_text_model(folder: Path, captions: Sequence[str], *, seed: int) -> None:
    """T5 as it is published: ``config.json``, ``model.safetensors``, ``spiece.model``."""
    import torch
    from safetensors.torch import save_file
    from transformers import T5Config, T5ForConditionalGeneration

    with torch.random.fork_rng(devices=()):
        torch.manual_seed(seed)
        network = T5ForConditionalGeneration(T5Config(**text_config()))
    state = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    for tied in ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight"):
        state.pop(tied, None)
    folder.mkdir(parents=True, exist_ok=True)
    write_bytes(folder / "config.json", json.dumps(text_config()).encode())
    write_bytes(folder / "spiece.model", tokenizer(captions))
    with whole_file(folder / "model.safetensors") as temporary:
        save_file(state, temporary, metadata={"format": "pt"})


def tokenizer(captions: Sequence[str]) -> bytes:
    """A sentencepiece model (Kudo and Richardson, 2018) with T5's special pieces, made for some sentences."""
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(captions),
        model_writer=written,
        vocab_size=_TEXT_WORDS // 2,
        hard_vocab_limit=False,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    return written.getvalue()


def language_config(shape: ModelShape) -> str:
    """The language model's settings as audiocraft writes them."""
    count = shape.codec.num_codebooks
    return f"""
sample_rate: {shape.codec.sample_rate}
channels: 1
device: cpu
dtype: float32
lm_model: transformer_lm
dataset:
  segment_duration: {shape.window_seconds}
  sample_rate: ${{sample_rate}}
interleave_stereo_codebooks:
  use: false
  per_timestep: false
transformer_lm:
  n_q: {count}
  card: {shape.codec.codebook_size}
  dim: {shape.width}
  num_heads: {shape.heads}
  num_layers: {shape.layers}
  hidden_scale: 4
  dropout: 0.0
  emb_lr: null
  activation: gelu
  norm_first: true
  bias_ff: false
  bias_attn: false
  bias_proj: false
  past_context: null
  causal: true
  custom: false
  memory_efficient: true
  attention_as_float32: false
  layer_scale: null
  positional_embedding: sin
  xpos: false
  checkpointing: none
  weight_init: gaussian
  depthwise_init: current
  zero_bias_init: true
  norm: layer_norm
  cross_attention: true
  qk_layer_norm: false
  qk_layer_norm_cross: false
  kv_repeat: 1
codebooks_pattern:
  modeling: delay
  delay:
    delays: {list(range(count))}
    flatten_first: 0
    empty_initial: 0
classifier_free_guidance:
  training_dropout: 0.3
  inference_coef: 3.0
attribute_dropout: {{}}
fuser:
  cross_attention_pos_emb: false
  cross_attention_pos_emb_scale: 1
  sum: []
  prepend: []
  cross: [description]
  input_interpolate: []
conditioners:
  args:
    merge_text_conditions_p: 0.0
    drop_desc_p: 0.0
  description:
    model: t5
    t5:
      name: {TEXT_MODEL}
      finetune: false
      word_dropout: 0.0
      normalize_text: false
"""
