"""A tuned model as files: audiocraft's two, T5 beside them, LoRA alone, all of it as safetensors, and a model card."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.generation.musicgen.checkpoint import CODEC_FILE, CONFIG_FILE, LANGUAGE_FILE, LICENCE
from engine.generation.musicgen.files import read_json
from engine.generation.musicgen.lora import ADAPTER_FILE
from engine.generation.musicgen.tuned import CARD_FILE, SCHEMA
from engine.whole_file import whole_file, write_bytes

if TYPE_CHECKING:
    import torch

    from engine.generation.musicgen.checkpoint import Checkpoint

MERGED_FILE = "merged.safetensors"
_CODEC_FOLDER = "codec"


@dataclass(frozen=True, slots=True)
class Story:
    """How a model came about, for its card."""

    base: str
    base_sha256: str
    method: str
    settings: dict[str, Any]
    dataset: dict[str, Any]
    markers: tuple[str, ...]
    step: int
    figures: list[dict[str, Any]]
    kind: str = ""


def write_result(folder: Path, base_folder: Path, checkpoint: Checkpoint, network: Any, story: Story) -> dict[str, str]:
    """Write a tuned model so that ``aurax generate --backend musicgen --model FOLDER`` plays it at once.

    Args:
        folder: Where; made, or its files replaced.
        base_folder: The base's own files: codec and settings are taken from there.
        checkpoint: The base, opened.
        network: The tuned network.
        story: For the card.

    Returns:
        SHA-256 of the language model before and after.
    """
    from safetensors.torch import save_file

    from trainer.finetune.network import adapter_tensors, hash_of, merged_tensors

    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: tensor.cpu().contiguous() for name, tensor in merged_tensors(network).items()}
    adapters = {name: tensor.cpu().contiguous() for name, tensor in adapter_tensors(network).items()}
    _write_text(folder, checkpoint)
    _write_codec(folder, base_folder, checkpoint)
    if adapters:
        with whole_file(folder / ADAPTER_FILE) as temporary:
            save_file(adapters, temporary, metadata=_adapter_words(story, network))
    with whole_file(folder / MERGED_FILE) as temporary:
        save_file(tensors, temporary, metadata={"format": "pt"})
    _write_torch(
        folder / LANGUAGE_FILE,
        {
            "best_state": tensors,
            "xp.cfg": _settings_text(base_folder, checkpoint),
            "version": "1.3.0",
            "exported": True,
        },
    )
    hashes = {"base_sha256": story.base_sha256, "model_sha256": hash_of(tensors)}
    write_bytes(folder / CARD_FILE, encode_json(card(story, hashes), indent=1) + b"\n")
    write_bytes(folder / "card.md", card_text(story, hashes).encode())
    return hashes


def card(story: Story, hashes: dict[str, str]) -> dict[str, Any]:
    """The card as data. Its licence is the base's, whatever the data allow: a tuned model descends from it."""
    own = asdict(story)
    del own["base_sha256"]
    return {
        "schema": SCHEMA,
        "licence": LICENCE,
        "commercial_use": False,
        "interim": story.dataset.get("use") == "research only",
        **own,
        **hashes,
    }


def card_text(story: Story, hashes: dict[str, str]) -> str:
    """The card for people."""
    last = story.figures[-1] if story.figures else {}
    curve = "\n".join(f"| {name} | {value} |" for name, value in last.items())
    data = "\n".join(f"- {name}: {value}" for name, value in story.dataset.items())
    return (
        f"# {story.base}, fine-tuned\n\n"
        f"Base: {story.base} ({hashes['base_sha256'][:16]}), {story.method}, {story.step} steps.\n"
        f"{f'Kind: {story.kind}.' if story.kind else ''}\n"
        f"Licence: {LICENCE}, inherited from the base; no commercial use.\n\n"
        f"## Data\n{data}\n\n## Cultural markers it was told\n{', '.join(story.markers) or 'none'}\n\n"
        f"## Figures at the end\n| figure | value |\n|---|---|\n{curve}\n\n"
        "All figures by step lie in figures.jsonl of the run, and for TensorBoard in its events folder.\n"
    )


def read_card(folder: Path) -> dict[str, Any]:
    """The card in a model's folder.

    Raises:
        ModelRefused: If it cannot be read.
    """
    return read_json(folder / CARD_FILE, model=folder.name)


def _adapter_words(story: Story, network: Any) -> dict[str, str]:
    """What a LoRA alone must know to be put on its base again."""
    from peft.tuners.lora import LoraLayer

    base = str(story.settings.get("base") or story.base)
    folder = Path(base).expanduser()
    base = str(folder.absolute()) if folder.is_dir() else base
    scale = next(module.scaling["default"] for module in network.lm.modules() if isinstance(module, LoraLayer))
    known = {"base": base, "base_sha256": story.base_sha256, "scale": repr(float(scale))}
    return {**known, "settings": json.dumps(story.settings, sort_keys=True)}


def _write_torch(file: Path, content: dict[str, Any]) -> None:
    import torch

    with whole_file(file) as temporary:
        torch.save(content, temporary)


def _write_text(folder: Path, checkpoint: Checkpoint) -> None:
    """T5, which audiocraft's format does not hold, into the folder of its name."""
    from safetensors.torch import save_file

    target = folder / checkpoint.language.text_model.rpartition("/")[2]
    text = checkpoint.text
    write_bytes(target / CONFIG_FILE, json.dumps(text.config).encode())
    write_bytes(target / text.tokenizer.name, text.tokenizer.read_bytes())
    with whole_file(target / "model.safetensors") as temporary:
        save_file(_apart(text.tensors), temporary, metadata={"format": "pt"})


def _write_codec(folder: Path, base_folder: Path, checkpoint: Checkpoint) -> None:
    """The base's own file where it has one; else the codec in a folder, and a file that names it."""
    from safetensors.torch import save_file

    codec = checkpoint.codec
    if codec.xp_config is not None:
        shutil.copyfile(base_folder / CODEC_FILE, folder / CODEC_FILE)
        return
    whole = base_folder / CONFIG_FILE
    if not whole.is_file():
        raise UserError(
            "The base's codec lies in another folder than its language model, which cannot be copied yet",
            "Use a base whose compression_state_dict.bin holds the codec, or one in transformers' layout.",
        )
    config = decode_json(whole.read_bytes(), dict)["audio_encoder"]
    target = folder / _CODEC_FOLDER
    write_bytes(target / CONFIG_FILE, json.dumps(config).encode())
    with whole_file(target / "model.safetensors") as temporary:
        save_file(_apart(codec.tensors), temporary, metadata={"format": "pt"})
    _write_torch(folder / CODEC_FILE, {"pretrained": _CODEC_FOLDER})


def _apart(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Each with memory of its own, which safetensors wants."""
    return {name: tensor.detach().cpu().clone().contiguous() for name, tensor in tensors.items()}


def _settings_text(base_folder: Path, checkpoint: Checkpoint) -> str:
    """``xp.cfg``: the base's own; for a base in transformers' layout, written from its shape."""
    import torch

    file = base_folder / LANGUAGE_FILE
    if file.is_file():
        content = torch.load(file, map_location="cpu", weights_only=True, mmap=True)
        return str(content["xp.cfg"])
    from omegaconf import OmegaConf

    return OmegaConf.to_yaml(OmegaConf.create(_settings(checkpoint)))


def _settings(checkpoint: Checkpoint) -> dict[str, Any]:
    language, codec = checkpoint.language, checkpoint.codec.settings
    has_cross_positions = bool(language.cross_positions)
    return {
        "sample_rate": codec.sample_rate,
        "channels": 2 if language.is_stereo else 1,
        "lm_model": "transformer_lm",
        "dataset": {"segment_duration": language.window_seconds},
        "interleave_stereo_codebooks": {"use": language.is_stereo, "per_timestep": False},
        "transformer_lm": {
            "n_q": language.num_codebooks,
            "card": language.cardinality,
            "dim": language.width,
            "num_heads": language.num_heads,
            "num_layers": language.num_layers,
            "hidden_scale": language.feed_forward / language.width,
            "norm": "layer_norm",
            "norm_first": True,
            "activation": "gelu",
            "causal": True,
            "positional_embedding": "sin",
            "positional_scale": language.positional_scale,
            "max_period": language.max_period,
            "dropout": 0.0,
            "bias_ff": "transformer.layers.0.linear1.bias" in checkpoint.tensors,
            "bias_attn": "transformer.layers.0.self_attn.in_proj_bias" in checkpoint.tensors,
            "bias_proj": "linears.0.bias" in checkpoint.tensors,
        },
        "codebooks_pattern": {"modeling": "delay", "delay": {"delays": list(language.delays)}},
        "classifier_free_guidance": {"training_dropout": 0.3, "inference_coef": language.guidance},
        "fuser": {
            "cross_attention_pos_emb": has_cross_positions,
            "cross_attention_pos_emb_scale": language.cross_positions if has_cross_positions else 1,
            "sum": [],
            "prepend": list(language.prepend),
            "cross": list(language.cross),
            "input_interpolate": [],
        },
        "conditioners": {"description": {"model": "t5", "t5": {"name": language.text_model, "finetune": False}}},
    }
