"""LoRA as a file beside its base: small weights that are added to a base's own when it is opened.

``aurax train run musicgen`` writes ``adapter.safetensors`` with ``base`` (id or folder), ``base_sha256`` and ``scale``
in its metadata. What it adds to a matrix is ``scale * B @ A`` (Hu et al., "LoRA", 2021); names are PEFT's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import ModelRefused
from engine.generation.musicgen.checkpoint import Checkpoint, open_checkpoint

if TYPE_CHECKING:
    import torch

    from engine.generation.musicgen.source import Source

ADAPTER_FILE = "adapter.safetensors"
_DOWN, _UP = ".lora_A.default.weight", ".lora_B.default.weight"


def open_source(source: Source, scratch: Path) -> Checkpoint:
    """Open a source's weights, its LoRA added to them.

    Raises:
        UserError: If a part is missing.
        ModelRefused: If a file is not what it should be, or the LoRA was made for other weights.
    """
    checkpoint = open_checkpoint(source.folder, model=source.model, scratch=scratch, beside=source.places)
    return checkpoint if source.adapter is None else with_lora(checkpoint, source.adapter)


def with_lora(checkpoint: Checkpoint, file: Path) -> Checkpoint:
    """The checkpoint with a LoRA's weights added; the one that was given stays as it is.

    Raises:
        ModelRefused: If the file is damaged, or was made for another base.
    """
    model = checkpoint.model
    added, metadata = _read(file, model)
    own = {name: tensor.float() for name, tensor in checkpoint.tensors.items()}
    if metadata.get("base_sha256") != hash_of(own):
        raise ModelRefused(model, f"{file.name} was tuned on other weights than these", "Use the base it was tuned on.")
    scale = float(metadata.get("scale", "1"))
    tensors = dict(checkpoint.tensors)
    for name, down in added.items():
        if not name.endswith(_DOWN):
            continue
        place = name.removesuffix(_DOWN)
        up, target = added.get(place + _UP), _target(place, tensors)
        if up is None or target is None or (up.shape[0], down.shape[1]) != tuple(tensors[target].shape):
            raise ModelRefused(model, f"{file.name} holds {name}, which fits no weights of the base")
        tensors[target] = own[target] + scale * (up.float() @ down.float())
    return replace(checkpoint, tensors=tensors)


def base_of(file: Path) -> str:
    """Id or folder of the base that a LoRA names; empty where it names none.

    Raises:
        ModelRefused: If the file is damaged.
    """
    return _read(file, file.name)[1].get("base", "")


def hash_of(tensors: Mapping[str, torch.Tensor]) -> str:
    """SHA-256 of names, shapes and bytes."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name].detach().cpu().contiguous()
        digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype}\n".encode())
        digest.update(tensor.view(-1).numpy().tobytes())
    return digest.hexdigest()


def _target(place: str, tensors: Mapping[str, torch.Tensor]) -> str | None:
    """The base's name for where PEFT has put a pair: a layer's weight, or the packed one of an attention."""
    plain = place.replace(".base_layer", "")
    found = (f"{plain}.weight", f"{plain}.in_proj_weight")
    return next((name for name in found if name in tensors), None)


def _read(file: Path, model: str) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    import torch
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="pt") as opened:
            tensors = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - no mapping
            metadata = dict(opened.metadata() or {})
    except (SafetensorError, OSError) as error:
        raise ModelRefused(model, f"{file.name} is damaged ({error})") from error
    if not all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values()):
        raise ModelRefused(model, f"{file.name} holds numbers that are not finite")
    return tensors, metadata
