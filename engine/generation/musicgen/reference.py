"""audiocraft's own MusicGen around the same weights: the oracle of the parity tests, and ``--decoder reference``.

audiocraft is asked to build its model from the settings in the checkpoint; T5, which it would fetch by name, comes from
the files at hand, and so does a melody: what is given is taken as the melody itself, where audiocraft would first let
Demucs take drums and bass out of it.
"""

from __future__ import annotations

import importlib
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused
from engine.core.jobs import Report, no_report
from engine.generation.musicgen.settings import MELODY, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    import torch

    from engine.generation.musicgen.checkpoint import Checkpoint
    from engine.generation.musicgen.model import Wanted
    from engine.generation.musicgen.settings import LanguageModel


def load_reference(checkpoint: Checkpoint, *, device: str = "cpu") -> Any:
    """Audiocraft's ``MusicGen`` with these weights; on CUDA in half precision under autocast, as it loads its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # audiocraft was written for older torch: dozens of deprecations
        from omegaconf import OmegaConf

        builders = _module("models.builders")
        config = OmegaConf.create(_config(checkpoint.language, checkpoint.tensors, device))
        with _own_files(checkpoint):
            model = builders.get_lm_model(config)
        missing, unexpected = model.load_state_dict(checkpoint.tensors, strict=False)
        wrong = [name for name in (*missing, *unexpected) if not name.endswith("chroma.spec.window")]
        if wrong:  # the window of a melody's spectrogram is computed; audiocraft's files hold it, others do not
            raise ModelRefused(checkpoint.model, f"audiocraft's model and these weights differ in {wrong[0]}")
        model = model.to(device).eval()
        if MELODY in model.condition_provider.conditioners:
            melody = model.condition_provider.conditioners[MELODY]
            melody.match_len_on_eval, melody._use_masking = True, False  # noqa: SLF001 - as audiocraft's own loader
            melody._get_stemmed_wav = lambda audio, _rate: audio  # noqa: SLF001
        codec = _codec(checkpoint, device)
        window = checkpoint.language.window_seconds
        whole = _module("models").MusicGen(
            checkpoint.model, codec, model, max_duration=max(window, 30.0)
        )  # it sets a stride of 18 s
        whole.max_duration = window
        return whole


def bare_model(
    language: LanguageModel, tensors: dict[str, torch.Tensor], words: torch.Tensor, *, device: str = "cpu"
) -> Any:
    """Audiocraft's ``LMModel`` without a text encoder: whatever it is told is ``words``, for measurements."""
    import torch
    from omegaconf import OmegaConf

    builders = _module("models.builders")

    class Words(torch.nn.Module):
        def tokenize(self, _attributes: Any) -> dict[str, Any]:
            return {TEXT: None}

        def forward(self, _tokenized: Any) -> dict[str, Any]:
            return {TEXT: (words, torch.ones(words.shape[:2], device=words.device))}

    config = OmegaConf.create({**_config(language, tensors, device), "conditioners": {}})
    model = builders.get_lm_model(config)
    model.condition_provider = Words()
    model.load_state_dict(tensors)
    return model.to(device).eval()


def reference_tokens(model: Any, wanted: Wanted, *, report: Report = no_report) -> torch.Tensor:
    """Codes ``[items, codebooks, steps]`` from audiocraft's own loop; draws from torch's global generator."""
    import torch

    sampling = wanted.sampling
    model.set_generation_params(
        use_sampling=not sampling.is_greedy,
        top_k=sampling.top_k,
        top_p=sampling.top_p,
        temperature=sampling.temperature,
        duration=wanted.seconds,
        cfg_coef=model.lm.cfg_coef if sampling.guidance is None else sampling.guidance,
        two_step_cfg=sampling.is_two_step,
        extend_stride=wanted.stride_seconds or 0.6 * model.max_duration,
    )
    model.set_custom_progress_callback(lambda done, total: report(min(1.0, done / max(1, total))))
    melodies = wanted.melodies and [None if each is None else each[None] for each in wanted.melodies]
    attributes, _ = model._prepare_tokens_and_attributes(list(wanted.texts), None, melodies)  # noqa: SLF001
    prompt = None if wanted.prompt is None else wanted.prompt.to(model.device)
    with torch.no_grad():
        tokens: torch.Tensor = model._generate_tokens(attributes, prompt, progress=True)  # noqa: SLF001
    return tokens


def _config(language: LanguageModel, tensors: dict[str, torch.Tensor], device: str) -> dict[str, Any]:
    """What audiocraft's builders read, of this model's own shape."""
    conditioners: dict[str, Any] = {TEXT: {"model": "t5", "t5": {"name": _text_name(language), "finetune": False}}}
    if language.melody is not None:
        conditioners[MELODY] = {
            "model": "chroma_stem",
            "chroma_stem": {
                "sample_rate": language.melody.sample_rate,
                "n_chroma": language.melody.num_chroma,
                "radix2_exp": language.melody.radix2_exp,
                "argmax": language.melody.is_argmax,
            },
        }
    return {
        "device": device,
        "dtype": "float32" if device == "cpu" else "float16",
        "lm_model": "transformer_lm",
        "dataset": {"segment_duration": language.window_seconds},
        "transformer_lm": {
            "n_q": language.num_codebooks,
            "card": language.cardinality,
            "dim": language.width,
            "num_heads": language.num_heads,
            "num_layers": language.num_layers,
            "hidden_scale": language.feed_forward / language.width,
            "causal": True,
            "custom": False,
            "memory_efficient": True,
            "norm_first": True,
            "activation": "gelu",
            "dropout": 0.0,
            "bias_attn": "transformer.layers.0.self_attn.in_proj_bias" in tensors,
            "bias_ff": "transformer.layers.0.linear1.bias" in tensors,
            "bias_proj": "linears.0.bias" in tensors,
            "positional_scale": language.positional_scale,
            "max_period": language.max_period,
        },
        "codebooks_pattern": {"modeling": "delay", "delay": {"delays": list(language.delays)}},
        "attribute_dropout": {},
        "classifier_free_guidance": {"training_dropout": 0.0, "inference_coef": language.guidance},
        "conditioners": conditioners,
        "fuser": {
            "cross_attention_pos_emb": bool(language.cross_positions),
            "cross_attention_pos_emb_scale": language.cross_positions,
            "sum": [],
            "prepend": list(language.prepend),
            "cross": list(language.cross),
            "input_interpolate": [],
        },
    }


def _text_name(language: LanguageModel) -> str:
    """A name audiocraft knows; which T5 it is comes from the files."""
    from audiocraft.modules.conditioners import T5Conditioner

    name = language.text_model.removeprefix("google-t5/")
    return name if name in T5Conditioner.MODELS else "t5-base"


def _module(name: str) -> Any:
    """A module of audiocraft, whose types are not to be trusted where its parts are exchanged."""
    return importlib.import_module(f"audiocraft.{name}")


@contextmanager
def _own_files(checkpoint: Checkpoint) -> Iterator[None]:
    """While it lasts audiocraft's T5 is the one at hand, and its Demucs none."""
    from transformers import T5Tokenizer

    from engine.generation.musicgen.text import build_network

    class Tokenizer:
        @staticmethod
        def from_pretrained(_name: str) -> Any:
            return T5Tokenizer.from_pretrained(str(checkpoint.text.tokenizer.parent))

    class Encoder:
        @staticmethod
        def from_pretrained(_name: str) -> Any:
            return build_network(checkpoint.text, checkpoint.model)

    class NoDemucs:
        sources = ("vocals", "other")

        def to(self, _device: str) -> NoDemucs:
            return self

    conditioners = _module("modules.conditioners")
    pretrained: Any = importlib.import_module("demucs.pretrained")
    width = int(checkpoint.text.config["d_model"])
    known = conditioners.T5Conditioner
    kept = (conditioners.T5Tokenizer, conditioners.T5EncoderModel, known.MODELS_DIMS, pretrained.get_model)
    conditioners.T5Tokenizer, conditioners.T5EncoderModel = Tokenizer, Encoder
    known.MODELS_DIMS = dict.fromkeys(known.MODELS, width)
    pretrained.get_model = lambda _name: NoDemucs()
    try:
        yield
    finally:
        conditioners.T5Tokenizer, conditioners.T5EncoderModel, known.MODELS_DIMS, pretrained.get_model = kept


def _codec(checkpoint: Checkpoint, device: str) -> Any:
    """Audiocraft's own EnCodec where the checkpoint is in its layout, else its wrapper around transformers'."""
    from audiocraft.models.encodec import HFEncodecCompressionModel, InterleaveStereoCompressionModel
    from omegaconf import OmegaConf

    codec = checkpoint.codec
    if codec.xp_config is not None:
        config = OmegaConf.create(codec.xp_config)
        config.device = device
        network: Any = _module("models.builders").get_compression_model(config)
        network.load_state_dict(codec.tensors)
        network.eval()
    else:
        from engine.generation.musicgen.codec import build

        network = HFEncodecCompressionModel(build(codec, model=checkpoint.model)).to(device).eval()
    channels = 2 if checkpoint.language.is_stereo else 1
    network.set_num_codebooks(checkpoint.language.num_codebooks // channels)
    return InterleaveStereoCompressionModel(network) if channels == 2 else network
