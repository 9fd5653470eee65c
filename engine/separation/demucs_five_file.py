"""Five-source HTDemucs models as files: safetensors with the arguments as JSON in the metadata, nothing that can run.

A plain HTDemucs of five sources is written as ``demucs.hf`` reads it (``klass``, ``args``, ``kwargs``; fractions as
``{"_type": "fraction", …}``). One with a branch has a ``klass`` of ours and ``first_layer`` beside the arguments of its
base; ``demucs_package`` reads either. Tensors that half precision holds exactly are stored in it: the published weights
are such, so most of a file is half as large and no number changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused
from engine.core.stems import Stem
from engine.separation.demucs_package import BRANCH, PLAIN
from engine.whole_file import whole_file

if TYPE_CHECKING:
    from torch import Tensor


def save_five_source(model: Any, path: Path, *, about: Mapping[str, str] | None = None) -> None:
    """Write a model, whole or not at all.

    Args:
        model: A ``LogDrumHTDemucs``, or what ``extend_htdemucs`` gave.
        path: Where to; by custom it ends in ``.safetensors``.
        about: What made it, in words; goes into the metadata under the same names. ``licence`` is shown when the file
            is imported; ``old_stems = "unchanged"`` says that they still hold what the log drum holds too.

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
    """A model from its file, on the CPU in float32, in evaluation mode and frozen.

    Its ``sources`` end with ``log_drum``; ``samplerate``, ``audio_channels``, ``segment``, ``valid_length`` and
    ``forward`` are those of an HTDemucs, so ``demucs.apply.apply_model`` takes either kind.

    Args:
        path: A file of ``save_five_source``.
        name: The model's id, for messages; the file's name if empty.

    Raises:
        ModelRefused: If it is no such file, or its numbers do not fit its arguments.
        OSError: If it cannot be read.
    """
    from engine.separation.demucs_loading import build
    from engine.separation.demucs_package import read_package

    name = name or path.stem
    model = build(read_package(path, name), name, path.name)
    if list(model.sources)[-1:] != [Stem.LOG_DRUM]:
        raise ModelRefused(name, f"{path.name} has no log drum, but {', '.join(model.sources)}")
    return model


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
