"""Five-source HTDemucs models as files: safetensors with the arguments as JSON in the metadata, nothing that can run.

A plain HTDemucs of five sources is written as ``demucs.hf`` reads it (``klass``, ``args``, ``kwargs``; fractions as
``{"_type": "fraction", …}``). One with a branch has the ``klass`` below and ``first_layer`` beside the arguments of its
base. Tensors that half precision holds exactly are stored in it: the published weights are such, so most of a file is
half as large and no number changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused
from engine.whole_file import whole_file

if TYPE_CHECKING:
    from torch import Tensor

PLAIN = "demucs.htdemucs.HTDemucs"
BRANCH = "aurax.LogDrumHTDemucs"
_WRONG = (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AssertionError, RuntimeError)
"""What demucs raises on arguments that make no network."""


def save_five_source(model: Any, path: Path, *, about: Mapping[str, str] | None = None) -> None:
    """Write a model, whole or not at all.

    Args:
        model: A ``LogDrumHTDemucs``, or what ``extend_htdemucs`` gave.
        path: Where to; by custom it ends in ``.safetensors``.
        about: What made it, in words; goes into the metadata under the same names.

    Raises:
        OSError: If it cannot be written.
    """
    from safetensors.torch import save_file

    from engine.separation.demucs_branch import LogDrumHTDemucs
    from engine.separation.demucs_five import init_arguments

    is_branch = isinstance(model, LogDrumHTDemucs)
    arguments = init_arguments(model.base if is_branch else model)
    metadata = {**(about or {}), "klass": BRANCH if is_branch else PLAIN}
    metadata |= {"args": "[]", "kwargs": json.dumps(arguments, default=_plain)}
    if is_branch:
        metadata["first_layer"] = str(model.first_layer)
    tensors = {name: _smallest(tensor.detach().cpu()) for name, tensor in model.state_dict().items()}
    with whole_file(path) as temporary:
        save_file(tensors, str(temporary), metadata=metadata)


def open_five_source(path: Path, *, name: str = "") -> Any:
    """A model from its file, on the CPU in float32 and in evaluation mode.

    Its ``sources`` end with ``log_drum``; ``samplerate``, ``audio_channels``, ``segment``, ``valid_length`` and
    ``forward`` are those of an HTDemucs, so ``demucs.apply.apply_model`` takes either kind.

    Args:
        path: A file of ``save_five_source``.
        name: The model's id, for messages; the file's name if empty.

    Raises:
        ModelRefused: If it is no such file, or its numbers do not fit its arguments.
        OSError: If it cannot be read.
    """
    import torch

    from engine.separation.demucs_branch import LogDrumHTDemucs

    name = name or path.stem
    content = _read(path, name)
    try:
        with torch.device("meta"):  # costs nothing: a file that lies about its size is found before memory is taken
            expected = _network(content.arguments).state_dict()
        _require_fit(expected, content.tensors, "base." if content.is_branch else "")
        with torch.random.fork_rng(devices=()):  # first values are drawn and overwritten: the caller's stream stays
            model = _network(content.arguments)
            if content.is_branch:
                model = LogDrumHTDemucs(model, first_layer=content.first_layer)
        model.load_state_dict(content.tensors)
    except _WRONG as error:
        reason = str(error).split("\n", maxsplit=1)[0][:200]
        raise ModelRefused(name, f"{path.name} makes no network ({reason})") from error
    if list(model.sources)[-1:] != ["log_drum"]:
        raise ModelRefused(name, f"{path.name} has no log drum, but {', '.join(model.sources)}")
    return model.eval()


@dataclass(frozen=True, slots=True)
class _Content:
    is_branch: bool
    first_layer: int
    arguments: dict[str, Any]
    tensors: dict[str, Tensor]


def _read(path: Path, name: str) -> _Content:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="pt") as opened:
            metadata: dict[str, str] = opened.metadata() or {}
            klass = metadata.get("klass")
            if klass not in (PLAIN, BRANCH):
                raise ModelRefused(name, f"{path.name} holds no HTDemucs ({klass or 'it does not say what'})")
            tensors = {key: opened.get_tensor(key) for key in opened.keys()}  # noqa: SIM118 - safe_open is no mapping
        arguments = json.loads(metadata["kwargs"], object_hook=_fraction)
        args = json.loads(metadata["args"])
        if args:  # demucs calls HTDemucs(sources, **kwargs)
            arguments["sources"] = args[0]
        return _Content(klass == BRANCH, int(metadata.get("first_layer", "0")), dict(arguments), tensors)
    except (SafetensorError, KeyError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise ModelRefused(name, f"{path.name} is damaged ({type(error).__name__})") from error


def _network(arguments: dict[str, Any]) -> Any:
    from demucs.htdemucs import HTDemucs

    return HTDemucs(**arguments)


def _require_fit(expected: Mapping[str, Tensor], found: Mapping[str, Tensor], prefix: str) -> None:
    """Raises ``ValueError`` with the first tensor that is missing or has another shape."""
    for key, tensor in expected.items():
        own = found.get(prefix + key)
        if own is None or own.shape != tensor.shape:
            got = "nothing" if own is None else str(tuple(own.shape))
            raise ValueError(f"expected {prefix}{key} of shape {tuple(tensor.shape)}, got {got}")


def _smallest(tensor: Tensor) -> Tensor:
    import torch

    if tensor.dtype == torch.float32 and torch.equal(tensor.half().float(), tensor):
        return tensor.half().contiguous()
    return tensor.contiguous()


def _plain(value: object) -> object:
    """Fractions as demucs writes them."""
    if isinstance(value, Fraction):
        return {"_type": "fraction", "numerator": value.numerator, "denominator": value.denominator}
    raise TypeError(f"{type(value).__name__} is no argument of an HTDemucs")


def _fraction(value: dict[str, Any]) -> object:
    return Fraction(value["numerator"], value["denominator"]) if value.get("_type") == "fraction" else value
