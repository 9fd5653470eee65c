"""A MusicGen from the files its publishers give out, in either of two layouts; every part checked before it is used.

audiocraft's: ``state_dict.bin`` (language model, with its settings as ``xp.cfg``), ``compression_state_dict.bin``
(EnCodec, or only its name), and T5, which audiocraft does not put into the checkpoint, in a folder of its own.
Hugging Face's: ``config.json``, safetensors with all parts, and the tokenizer's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused, UserError
from engine.generation.musicgen import huggingface, xp_config
from engine.generation.musicgen.files import Opened, open_safetensors, open_weights, read_json, require_shapes
from engine.generation.musicgen.settings import MELODY, TEXT, CodecSettings, LanguageModel
from engine.generation.musicgen.style import LISTENER, LISTENER_PUBLISHED, style_shapes

if TYPE_CHECKING:
    import torch

LANGUAGE_FILE, CODEC_FILE, CONFIG_FILE = "state_dict.bin", "compression_state_dict.bin", "config.json"
LICENCE = "CC-BY-NC-4.0"
"""Of all MusicGen weights that Meta published, and so of everything tuned from them."""
_TOKENIZERS = ("spiece.model", "tokenizer.json")


@dataclass(frozen=True, slots=True, eq=False)
class TextEncoder:
    """T5 as it was found: settings, tensors by transformers' names, and the folder with its tokenizer."""

    config: dict[str, Any]
    tensors: dict[str, torch.Tensor]
    tokenizer: Path


@dataclass(frozen=True, slots=True, eq=False)
class StyleListener:
    """MERT, which hears excerpts for style models, as it was found: settings, tensors by transformers' names."""

    config: dict[str, Any]
    tensors: dict[str, torch.Tensor]


@dataclass(frozen=True, slots=True, eq=False)
class Codec:
    """EnCodec as it was found. ``xp_config`` is audiocraft's own text for it, None in the other layout."""

    settings: CodecSettings
    tensors: dict[str, torch.Tensor]
    xp_config: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """A whole MusicGen, not yet on any device.

    Args:
        model: Id for messages and recipes.
        language: The language model's shape.
        tensors: Its weights, and the conditions' projections, by audiocraft's names.
        codec: EnCodec.
        text: T5.
        listener: MERT, for style models.
    """

    model: str
    language: LanguageModel
    tensors: dict[str, torch.Tensor]
    codec: Codec
    text: TextEncoder
    listener: StyleListener | None = None

    @property
    def num_bytes(self) -> int:
        """Of all tensors, as they lie in the files."""
        parts = (
            self.tensors,
            self.codec.tensors,
            self.text.tensors,
            *([self.listener.tensors] if self.listener else []),
        )
        return sum(tensor.nbytes for part in parts for tensor in part.values())


def is_musicgen(folder: Path) -> bool:
    """Whether a folder holds a MusicGen in either layout, judged by its files' names and ``config.json``."""
    if (folder / LANGUAGE_FILE).is_file():
        return True
    try:
        return str(read_json(folder / CONFIG_FILE, model="").get("model_type", "")).startswith("musicgen")
    except ModelRefused:
        return False


def open_checkpoint(folder: Path, *, model: str, scratch: Path, beside: tuple[Path, ...] = ()) -> Checkpoint:
    """Open a MusicGen.

    Args:
        folder: Where its files lie.
        model: Id for messages.
        scratch: Where safetensors of torch files may be kept.
        beside: Further folders that may hold T5 and EnCodec in folders of their names (``t5-base``).

    Raises:
        UserError: If a part is missing; says which file and where it may lie.
        ModelRefused: If a file is not what it should be.
    """
    if (folder / LANGUAGE_FILE).is_file():
        checkpoint = _audiocraft(folder, model, scratch, (folder, folder.parent, *beside))
    elif (folder / CONFIG_FILE).is_file():
        checkpoint = _transformers(folder, model)
    else:
        raise UserError(
            f"{folder} holds no MusicGen",
            f"Give the folder with {LANGUAGE_FILE} and {CODEC_FILE}, or with {CONFIG_FILE} and model.safetensors.",
        )
    _check(checkpoint)
    return checkpoint


def _audiocraft(folder: Path, model: str, scratch: Path, places: tuple[Path, ...]) -> Checkpoint:
    opened = open_weights(folder / LANGUAGE_FILE, scratch, model=model)
    language = xp_config.language_model(xp_config.Config(opened.values.get("xp.cfg"), model=model))
    tensors = huggingface.part(opened.tensors, "best_state.")
    text = open_text(language.text_model, places, scratch, model=model)
    listener = None if language.style is None else _listener(places, scratch, model)
    return Checkpoint(model, language, tensors, _codec(folder, model, scratch, places), text, listener)


def _listener(places: tuple[Path, ...], scratch: Path, model: str) -> StyleListener:
    found = _find(LISTENER, CONFIG_FILE, places) or _find(LISTENER_PUBLISHED, CONFIG_FILE, places)
    if found is None:
        raise UserError(
            f"This MusicGen hears music with {LISTENER}, which is not on this machine",
            f"Import it with: aurax models import {LISTENER} FOLDER  (config.json, pytorch_model.bin), "
            f"or put these files into a folder {LISTENER} beside the model's files.",
        )
    return StyleListener(read_json(found / CONFIG_FILE, model=model), _torch_or_safe(found, scratch, model))


def _torch_or_safe(folder: Path, scratch: Path, model: str) -> dict[str, torch.Tensor]:
    """Weights as transformers publishes them: safetensors, or else the older torch file."""
    torch_file = folder / "pytorch_model.bin"
    if (folder / "model.safetensors").is_file() or not torch_file.is_file():
        return open_safetensors(folder, model=model)
    return open_weights(torch_file, scratch, model=model).tensors


def _codec(folder: Path, model: str, scratch: Path, places: tuple[Path, ...]) -> Codec:
    file = folder / CODEC_FILE
    if not file.is_file():
        raise UserError(f"{folder} lacks {CODEC_FILE}", "It is published beside state_dict.bin.")
    named = _name_only(file)
    opened = Opened({}, {"pretrained": named}) if named else open_weights(file, scratch, model=model)
    if "pretrained" in opened.values:
        name = str(opened.values["pretrained"]).rpartition("/")[2]
        found = _find(name, CONFIG_FILE, places)
        if found is None:
            raise UserError(
                f"{CODEC_FILE} only names its codec, {name}, which is not on this machine",
                f"Get its config.json and model.safetensors and put them into {folder / name}.",
            )
        return Codec(
            huggingface.codec(read_json(found / CONFIG_FILE, model=model), model),
            open_safetensors(found, model=model),
        )
    text = opened.values.get("xp.cfg")
    settings = xp_config.codec(xp_config.Config(text, model=model))
    return Codec(settings, huggingface.part(opened.tensors, "best_state."), text)


def _name_only(file: Path) -> str:
    """The codec's name where the file holds nothing else: a torch file without tensors, of a few hundred bytes."""
    import pickle
    import zipfile

    import torch

    if file.stat().st_size > 1 << 16 or not zipfile.is_zipfile(file):
        return ""
    try:
        content = torch.load(file, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, ValueError, EOFError, KeyError):
        return ""
    named = content.get("pretrained") if isinstance(content, dict) and "best_state" not in content else None
    return named if isinstance(named, str) else ""


def _find(name: str, file: str, places: tuple[Path, ...]) -> Path | None:
    """The first folder called ``name`` (or its last word) in one of the places that holds ``file``."""
    last = name.rpartition("/")[2]
    if not last or last in (".", ".."):
        return None
    return next((place / last for place in places if (place / last / file).is_file()), None)


def open_text(name: str, places: tuple[Path, ...], scratch: Path, *, model: str) -> TextEncoder:
    """T5 from its own files: ``config.json``, weights, and ``spiece.model`` or ``tokenizer.json``.

    Raises:
        UserError: If it is not there.
        ModelRefused: If it cannot be used.
    """
    found = _find(name, CONFIG_FILE, places)
    if found is None:
        last = name.rpartition("/")[2]
        raise UserError(
            f"MusicGen reads words with {name}, which is not on this machine",
            f"Import it with: aurax models import {last} FOLDER  (config.json, model.safetensors, spiece.model), "
            f"or put these files into a folder {last} beside the model's files.",
        )
    tensors = _torch_or_safe(found, scratch, model)
    return TextEncoder(read_json(found / CONFIG_FILE, model=model), tensors, _tokenizer(found, model))


def _tokenizer(folder: Path, model: str) -> Path:
    for name in _TOKENIZERS:
        if (folder / name).is_file():
            return folder / name
    raise UserError(
        f"{folder} holds no tokenizer for '{model}'", "Get spiece.model (or tokenizer.json) from the same publisher."
    )


def _transformers(folder: Path, model: str) -> Checkpoint:
    config = read_json(folder / CONFIG_FILE, model=model)
    language = huggingface.language_model(config, model)
    tensors = open_safetensors(folder, model=model)
    codec = Codec(
        huggingface.codec(config.get("audio_encoder", {}), model), huggingface.part(tensors, "audio_encoder.")
    )
    text = TextEncoder(
        config.get("text_encoder", {}), huggingface.part(tensors, "text_encoder."), _tokenizer(folder, model)
    )
    return Checkpoint(model, language, huggingface.language_model_tensors(tensors, model), codec, text)


def _check(checkpoint: Checkpoint) -> None:
    """Every tensor the decoder uses, and whether the parts fit one another."""
    language, codec, model = checkpoint.language, checkpoint.codec.settings, checkpoint.model
    wanted = shapes(language, int(checkpoint.text.config.get("d_model", 0)))
    if language.style is not None and checkpoint.listener is not None:
        wanted |= style_shapes(language.style, int(checkpoint.listener.config.get("hidden_size", 768)))
    require_shapes(checkpoint.tensors, wanted, model=model)
    channels = 2 if language.is_stereo else 1
    if codec.num_codebooks * channels < language.num_codebooks or codec.codebook_size != language.cardinality:
        raise ModelRefused(
            model,
            f"its language model has {language.num_codebooks} codebooks of {language.cardinality} words; "
            f"the codec beside it has {codec.num_codebooks * channels} of {codec.codebook_size}",
            f"Use the {CODEC_FILE} that was published with it.",
        )


def shapes(language: LanguageModel, text_width: int) -> dict[str, tuple[int, ...]]:
    """Every tensor a language model of this shape must have (biases, which some lack, aside)."""
    width, feed_forward = language.width, language.feed_forward
    wanted: dict[str, tuple[int, ...]] = {"out_norm.weight": (width,), "out_norm.bias": (width,)}
    for index in range(language.num_codebooks):
        wanted[f"emb.{index}.weight"] = (language.cardinality + 1, width)
        wanted[f"linears.{index}.weight"] = (language.cardinality, width)
    norms = ["norm1", "norm2", *(["norm_cross"] if language.cross else [])]
    for index in range(language.num_layers):
        layer = f"transformer.layers.{index}."
        for attention in ("self_attn", *(["cross_attention"] if language.cross else [])):
            wanted[f"{layer}{attention}.in_proj_weight"] = (3 * width, width)
            wanted[f"{layer}{attention}.out_proj.weight"] = (width, width)
        wanted |= {f"{layer}{norm}.{kind}": (width,) for norm in norms for kind in ("weight", "bias")}
        wanted[f"{layer}linear1.weight"] = (feed_forward, width)
        wanted[f"{layer}linear2.weight"] = (width, feed_forward)
    projection = "condition_provider.conditioners.{}.output_proj."
    sources = {TEXT: text_width} | ({MELODY: language.melody.num_chroma} if language.melody else {})
    sources |= {MELODY: language.style.width} if language.style else {}
    for name, source in sources.items():
        wanted[projection.format(name) + "weight"] = (width, source)
        wanted[projection.format(name) + "bias"] = (width,)
    return wanted
