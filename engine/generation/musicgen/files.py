"""Weight files opened safely: torch files pass through a capped child process, safetensors are read as they are."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused
from engine.models.installed import CHECKED_SUFFIX
from engine.models.safe_load import container_of, convert

if TYPE_CHECKING:
    import torch

_LARGEST_JSON = 8 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """What a weight file holds: tensors by dotted name, and the plain values beside them."""

    tensors: dict[str, torch.Tensor]
    values: dict[str, Any]


def open_weights(path: Path, scratch: Path, *, model: str) -> Opened:
    """Open a torch file (through safetensors in ``scratch``, made once) or a safetensors file.

    Raises:
        ModelRefused: If the file is no checkpoint, or not a safe one.
    """
    if container_of(path) == "safetensors":
        return _read(path, model)
    checked = path.with_name(f"{path.name}{CHECKED_SUFFIX}")
    if not checked.is_file():
        state = path.stat()
        key = hashlib.sha256(f"{path.resolve()}\n{state.st_size}\n{state.st_mtime_ns}".encode()).hexdigest()[:24]
        checked = scratch / f"{key}.safetensors"
    if not checked.is_file():
        scratch.mkdir(parents=True, exist_ok=True)
        convert(path, checked, model=model)
    return _read(checked, model)


def _read(path: Path, model: str) -> Opened:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as opened:
            tensors = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - no mapping
            metadata = opened.metadata() or {}
    except (SafetensorError, OSError) as error:
        raise ModelRefused(model, f"{path.name} is damaged ({error})") from error
    try:
        values = json.loads(metadata.get("values", "{}"))
    except ValueError:
        values = {}
    return Opened(tensors, values if isinstance(values, dict) else {})


def open_safetensors(folder: Path, *, model: str) -> dict[str, torch.Tensor]:
    """All tensors of ``model.safetensors``, or of the shards that ``model.safetensors.index.json`` names.

    Raises:
        ModelRefused: If a file is missing, damaged, or named outside of the folder.
    """
    whole, index = folder / "model.safetensors", folder / "model.safetensors.index.json"
    if whole.is_file():
        return _read(whole, model).tensors
    if not index.is_file():
        raise ModelRefused(
            model,
            f"{folder} holds no model.safetensors",
            "Get the model's safetensors files; pytorch_model.bin is not read in this layout.",
        )
    names = read_json(index, model=model).get("weight_map", {})
    tensors: dict[str, torch.Tensor] = {}
    for name in sorted({str(file) for file in names.values()}):
        shard = folder / name
        if shard.name != name or not shard.is_file():
            raise ModelRefused(model, f"the part {name} of its weights is missing", "Get all files of the model.")
        tensors |= _read(shard, model).tensors
    missing = set(names) - set(tensors)
    if missing:
        raise ModelRefused(model, f"its parts hold no tensor {min(missing)}")
    return tensors


def read_json(path: Path, *, model: str) -> dict[str, Any]:
    """A settings file.

    Raises:
        ModelRefused: If it is missing or no JSON object.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST_JSON else b""
        document = json.loads(content)
    except (OSError, ValueError, RecursionError) as error:
        raise ModelRefused(model, f"{path.name} cannot be read ({error})", "Get all files of the model.") from error
    if not isinstance(document, dict):
        raise ModelRefused(model, f"{path.name} holds no settings")
    return document


def require_shapes(tensors: dict[str, torch.Tensor], shapes: dict[str, tuple[int, ...]], *, model: str) -> None:
    """Refuse weights that lack a tensor, have one of another shape, or numbers that are not finite.

    Raises:
        ModelRefused: Naming the first that does not fit.
    """
    import torch

    for name, shape in shapes.items():
        if name not in tensors:
            raise ModelRefused(model, f"its weights lack {name}", "The file is another model's, or not whole.")
        tensor = tensors[name]
        if tuple(tensor.shape) != shape:
            raise ModelRefused(model, f"{name} has the shape {tuple(tensor.shape)} where its settings say {shape}")
        if not bool(torch.isfinite(tensor).all()):
            raise ModelRefused(model, f"{name} holds numbers that are not finite")
