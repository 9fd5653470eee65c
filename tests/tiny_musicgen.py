"""MusicGens of a few thousand numbers in the files their publishers use: random weights, real formats.

Each has a T5 with a sentencepiece model of its own and an EnCodec at 32 kHz with 50 steps a second, so that everything
from files to sound runs as it does with the real ones. Nothing here stands in for product code.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KINDS = ("mono", "stereo", "melody")
WIDTH, HEADS, LAYERS, CARDINALITY, TEXT_WIDTH, LISTENER_WIDTH = 32, 2, 2, 64, 24, 16
_SENTENCES = (
    "a soulful amapiano groove with a deep log drum and jazzy piano chords",
    "private school amapiano with warm rhodes and a soft shaker at one hundred and twelve bpm",
    "a hard tech bounce with a gritty bass line and rolling hi hats in f minor",
    "gentle saxophone over slow chords, late at night, with vinyl noise and rain",
)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """torch's global generator as it was, after the block."""
    import torch

    with torch.random.fork_rng(devices=()):
        torch.manual_seed(seed)
        yield


def sentencepiece_model() -> bytes:
    """A tokenizer with T5's special pieces, trained on four sentences."""
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_SENTENCES * 4),
        model_writer=written,
        vocab_size=96,
        hard_vocab_limit=False,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        minloglevel=2,
    )
    return written.getvalue()


def t5_config() -> dict[str, Any]:
    return {
        "model_type": "t5",
        "architectures": ["T5ForConditionalGeneration"],
        "vocab_size": 256,
        "d_model": TEXT_WIDTH,
        "d_kv": 12,
        "d_ff": 32,
        "num_layers": 2,
        "num_decoder_layers": 1,
        "num_heads": 2,
        "feed_forward_proj": "relu",
    }


def write_t5(folder: Path, *, seed: int = 1) -> Path:
    """T5 as it is published: ``config.json``, ``model.safetensors`` (decoder and all), ``spiece.model``."""
    from safetensors.torch import save_file
    from transformers import T5Config, T5ForConditionalGeneration

    folder.mkdir(parents=True)
    with seeded(seed):
        network = T5ForConditionalGeneration(T5Config(**t5_config()))
        state = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    for tied in ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight"):
        state.pop(tied, None)
    save_file(
        {name: tensor.normal_(0, 0.3) if tensor.dim() > 1 else tensor for name, tensor in state.items()},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    (folder / "config.json").write_text(json.dumps(t5_config()))
    (folder / "spiece.model").write_bytes(sentencepiece_model())
    return folder


def xp_config(kind: str = "mono", *, window_seconds: float = 1.0) -> str:
    """The language model's settings as audiocraft writes them."""
    is_melody = kind in ("melody", "style")  # both stand in front of the words
    delays = [0, 0, 1, 1, 2, 2, 3, 3] if kind == "stereo" else [0, 1, 2, 3]
    style = """
  self_wav:
    model: style
    style:
      model_name: mert
      transformer_scale: xsmall
      sample_rate: ${sample_rate}
      encodec_checkpoint: //pretrained/facebook/encodec_32khz
      encodec_n_q: 3
      length: 1.5
      ds_factor: 15
      n_q_out: 6
      eval_q: 3
      q_dropout: true
      bins: 32
      varying_lengths: [1.5, 4.5]
      batch_norm: true
      compute_mask: true
      num_codebooks_lm: ${transformer_lm.n_q}
      ds_rate_compression: 640
      use_middle_of_segment: false
      rvq_threshold_ema_dead_code: 0.1"""
    chroma = """
  self_wav:
    model: chroma_stem
    chroma_stem:
      sample_rate: ${sample_rate}
      n_chroma: 12
      radix2_exp: 12
      argmax: true
      cache_path: /somebody/elses/cache
      match_len_on_eval: false"""
    return f"""
sample_rate: 32000
channels: {2 if kind == "stereo" else 1}
device: cuda
dtype: float16
lm_model: transformer_lm
dataset:
  segment_duration: {window_seconds}
  sample_rate: ${{sample_rate}}
interleave_stereo_codebooks:
  use: {str(kind == "stereo").lower()}
  per_timestep: false
transformer_lm:
  n_q: {len(delays)}
  card: {CARDINALITY}
  dim: {WIDTH}
  num_heads: {HEADS}
  num_layers: {LAYERS}
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
  cross_attention: {str(not is_melody).lower()}
  qk_layer_norm: false
  qk_layer_norm_cross: false
  kv_repeat: 1
codebooks_pattern:
  modeling: delay
  delay:
    delays: {delays}
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
  prepend: {"[self_wav, description]" if is_melody else "[]"}
  cross: {"[]" if is_melody else "[description]"}
  input_interpolate: []
conditioners:
  args:
    merge_text_conditions_p: 0.25
    drop_desc_p: 0.5
  description:
    model: t5
    t5:
      name: t5-base
      finetune: false
      word_dropout: 0.3
      normalize_text: false{ {"melody": chroma, "style": style}.get(kind, "") }
"""


def codec_config(num_codebooks: int = 4) -> str:
    """EnCodec's settings as audiocraft writes them."""
    return f"""
sample_rate: 32000
channels: 1
device: cuda
compression_model: encodec
encodec:
  autoencoder: seanet
  quantizer: rvq
  sample_rate: ${{sample_rate}}
  channels: ${{channels}}
  causal: false
  renormalize: false
seanet:
  dimension: 16
  channels: ${{channels}}
  causal: ${{encodec.causal}}
  n_filters: 2
  n_residual_layers: 1
  ratios: [8, 5, 4, 4]
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
  lstm: 2
  disable_norm_outer_blocks: 0
  encoder: {{}}
  decoder:
    trim_right_ratio: 1.0
    final_activation: null
    final_activation_params: null
rvq:
  n_q: {num_codebooks}
  q_dropout: false
  bins: {CARDINALITY}
  decay: 0.99
  kmeans_init: true
  kmeans_iters: 50
  threshold_ema_dead_code: 2
  orthogonal_reg_weight: 0.0
  orthogonal_reg_active_codes_only: false
  orthogonal_reg_max_codes: null
"""


def encodec(num_codebooks: int = 4, *, seed: int = 2) -> Any:
    """transformers' EnCodec of the same shape, with codebooks that its encoder's vectors reach."""
    import torch
    from transformers import EncodecConfig, EncodecModel

    bits = 50 * 6
    with seeded(seed):
        network = EncodecModel(
            EncodecConfig(
                sampling_rate=32_000,
                hidden_size=16,
                num_filters=2,
                num_residual_layers=1,
                upsampling_ratios=[8, 5, 4, 4],
                use_causal_conv=False,
                pad_mode="constant",
                num_lstm_layers=2,
                codebook_size=CARDINALITY,
                codebook_dim=16,
                use_conv_shortcut=False,
                target_bandwidths=[num_codebooks * bits / 1000.0],
            )
        ).eval()
        with torch.no_grad():
            spread = network.encoder(torch.randn(1, 1, 32_000) * 0.3).std()
            for layer in network.quantizer.layers:
                layer.codebook.embed.normal_(0.0, float(spread))
    return network


def audiocraft_codec_state(network: Any) -> dict[str, Any]:
    """The same numbers by audiocraft's names."""
    transposed = {name for name, module in network.named_modules() if type(module).__name__.endswith("Transpose1d")}
    renamed = {}
    for name, tensor in network.state_dict().items():
        new = name.replace("parametrizations.weight.original0", "weight_g")
        new = new.replace("parametrizations.weight.original1", "weight_v")
        layer = new.split(".conv.")[0]
        new = new.replace(".conv.", ".convtr.convtr." if layer in transposed else ".conv.conv.")
        new = re.sub(r"quantizer\.layers\.(\d+)\.codebook", r"quantizer.vq.layers.\1._codebook", new)
        if not new.startswith("quantizer"):
            new = new.replace(".layers.", ".model.", 1)
        renamed[new] = tensor.clone()
    return renamed


def mert_config() -> dict[str, Any]:
    return {
        "model_type": "mert_model",
        "architectures": ["MERTModel"],
        "hidden_size": LISTENER_WIDTH,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 32,
        "conv_dim": [8] * 7,
        "conv_stride": [5, 2, 2, 2, 2, 2, 2],
        "conv_kernel": [10, 3, 3, 3, 3, 2, 2],
        "conv_bias": False,
        "num_conv_pos_embeddings": 16,
        "num_conv_pos_embedding_groups": 2,
        "feat_extract_norm": "group",
        "feat_proj_layer_norm": True,
        "do_stable_layer_norm": False,
        "feature_extractor_cqt": False,
        "attention_relax": -1.0,
        "deepnorm": False,
        "sample_rate": 24_000,
    }


def write_mert(folder: Path, *, seed: int = 5) -> Path:
    """MERT as it is published: ``config.json`` and ``pytorch_model.bin``, weight normalisation in older words."""
    import torch
    from transformers import HubertConfig, HubertModel

    folder.mkdir(parents=True)
    with seeded(seed):
        network = HubertModel(HubertConfig(**{**mert_config(), "model_type": "hubert"}))
        state = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    published = {
        name.replace("parametrizations.weight.original0", "weight_g").replace(
            "parametrizations.weight.original1", "weight_v"
        ): tensor
        for name, tensor in state.items()
    }
    torch.save(published, folder / "pytorch_model.bin")
    (folder / "config.json").write_text(json.dumps(mert_config()))
    return folder


def _style_state(style: Any, generator: Any) -> dict[str, Any]:
    """Random weights of the style condition, and what audiocraft keeps beside them of its training."""
    import torch

    from engine.generation.musicgen.style import PREFIX, style_shapes

    state = {}
    for name, shape in style_shapes(style, LISTENER_WIDTH).items():
        values = torch.randn(shape, generator=generator)
        is_norm = ".norm" in name
        state[name] = values * 0.1 + float(name.endswith("weight")) if is_norm else values / max(1, shape[-1]) ** 0.5
    state[PREFIX + "batch_norm.running_var"] = state[PREFIX + "batch_norm.running_var"].abs() + 0.1
    state[PREFIX + "batch_norm.num_batches_tracked"] = torch.tensor(7)
    for index in range(style.num_codebooks):
        codebook = f"{PREFIX}rvq.vq.layers.{index}._codebook."
        state[codebook + "embed"] = state[codebook + "embed"] * style.width**0.5 / (index + 1)
        state[codebook + "embed_avg"] = state[codebook + "embed"].clone()
        state[codebook + "cluster_size"] = torch.ones(style.codebook_size)
        state[codebook + "inited"] = torch.ones(1)
    return state


def language_state(kind: str = "mono", *, seed: int = 3) -> dict[str, Any]:
    """Random weights of the shapes audiocraft's language model has."""
    import torch

    from engine.generation.musicgen.checkpoint import shapes
    from engine.generation.musicgen.xp_config import Config, language_model

    language = language_model(Config(xp_config(kind), model=kind))
    state = {}
    generator = torch.Generator().manual_seed(seed)
    for name, shape in shapes(language, TEXT_WIDTH).items():
        values = torch.randn(shape, generator=generator)
        is_norm = "norm" in name
        state[name] = values * 0.1 + float(name.endswith("weight")) if is_norm else values * (2.0 / shape[-1] ** 0.5)
    if language.style is not None:
        state |= _style_state(language.style, generator)
    if kind == "melody":
        state["condition_provider.conditioners.self_wav.chroma.spec.window"] = torch.hann_window(4096)
    return state


def write_audiocraft(folder: Path, kind: str = "mono", *, with_t5: bool = True, seed: int = 3) -> Path:
    """``state_dict.bin`` and ``compression_state_dict.bin`` as ``audiocraft.utils.export`` writes them."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    language = {"best_state": language_state(kind, seed=seed), "xp.cfg": xp_config(kind)}
    stamp = {"version": "1.3.0", "exported": True}
    torch.save({**language, **stamp}, folder / "state_dict.bin")
    codec = {"best_state": audiocraft_codec_state(encodec()), "xp.cfg": codec_config()}
    torch.save({**codec, **stamp}, folder / "compression_state_dict.bin")
    if with_t5:
        write_t5(folder / "t5-base")
    if kind == "style":
        write_mert(folder / "MERT-v1-95M")
    return folder


def write_transformers(folder: Path, kind: str = "mono", *, shard: str = "1GB", seed: int = 3) -> Path:
    """A folder as transformers' ``save_pretrained`` writes it, with the tokenizer's file beside."""
    from transformers import (
        MusicgenConfig,
        MusicgenDecoderConfig,
        MusicgenForConditionalGeneration,
        MusicgenMelodyConfig,
        MusicgenMelodyDecoderConfig,
        MusicgenMelodyForConditionalGeneration,
        T5Config,
    )

    sizes = {
        "vocab_size": CARDINALITY,
        "hidden_size": WIDTH,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "ffn_dim": 4 * WIDTH,
        "num_codebooks": 8 if kind == "stereo" else 4,
        "pad_token_id": CARDINALITY,
        "bos_token_id": CARDINALITY,
        "audio_channels": 2 if kind == "stereo" else 1,
    }
    codec = encodec()
    is_melody = kind == "melody"
    config_class = MusicgenMelodyConfig if is_melody else MusicgenConfig
    decoder = (MusicgenMelodyDecoderConfig if is_melody else MusicgenDecoderConfig)(**sizes)
    config = config_class(text_encoder=T5Config(**t5_config()), audio_encoder=codec.config, decoder=decoder)
    whole = MusicgenMelodyForConditionalGeneration if is_melody else MusicgenForConditionalGeneration
    with seeded(seed):
        model = whole(config)
        for name, tensor in model.state_dict().items():
            if tensor.dim() == 2 and "embed_positions" not in name:
                tensor.normal_(0.0, 2.0 / tensor.shape[-1] ** 0.5)
    model.audio_encoder.load_state_dict(codec.state_dict())
    model.save_pretrained(folder, max_shard_size=shard)
    (folder / "spiece.model").write_bytes(sentencepiece_model())
    return folder
