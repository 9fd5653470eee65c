"""What a file says about an HTDemucs: class, arguments and tensors, checked before anything is built.

Two layouts, both safetensors, because nothing else is ever opened here:

* Demucs' own (``demucs.hf``, version 4.1): ``klass``, ``args`` and ``kwargs`` as JSON in the metadata.
* What the import made of a ``.th`` file (``engine.models.safe_load``): tensors under ``state.``, everything else as
  JSON under ``values`` in the metadata.
"""

from __future__ import annotations

import inspect
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused

if TYPE_CHECKING:
    from torch import Tensor

logger = logging.getLogger(__name__)

PLAIN = "demucs.htdemucs.HTDemucs"
BRANCH = "aurax.LogDrumHTDemucs"
FRACTION = "fractions.Fraction"
INERT = (PLAIN, FRACTION, "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.dtype")
"""What a ``.th`` file of an HTDemucs may mention: its class, its segment, and losses among its training arguments."""

_STATE = "state."
_ARGUMENT = "kwargs."
_RATIO = re.compile(r"(\d{1,9})(?:/(\d{1,9}))?")
_LONGEST_LICENCE = 300
_DAMAGED = (KeyError, TypeError, ValueError, ArithmeticError, RecursionError, AttributeError)
_RANGES: dict[str, tuple[float, float]] = {
    # wider than any published model and than any that a user could train, narrow enough that no file takes a machine
    "audio_channels": (2, 2),
    "samplerate": (8_000, 192_000),
    "segment": (0.05, 60.0),
    "nfft": (256, 32_768),
    "depth": (1, 8),
    "channels": (1, 1_024),
    "bottom_channels": (0, 8_192),
    "t_layers": (0, 64),
    "t_max_positions": (1, 1_000_000),
    "wiener_iters": (-1, 0),
}
_OFF = ("t_sparse_self_attn", "t_sparse_cross_attn")  # need the package xformers, which is not part of the product


@dataclass(frozen=True, slots=True)
class Package:
    """A checked description of a network with its numbers.

    Args:
        is_branch: Whether a log-drum branch stands beside an HTDemucs.
        first_layer: Where it begins.
        arguments: Of ``HTDemucs.__init__`` by name.
        tensors: Its state by name.
        holds_log_drum: Whether the other stems still hold what the log drum's stem holds too.
        licence: What the file says of its licence; empty if nothing.
    """

    is_branch: bool
    first_layer: int
    arguments: dict[str, Any]
    tensors: dict[str, Tensor]
    holds_log_drum: bool
    licence: str = ""


def read_package(path: Path, name: str) -> Package:
    """Read and check a file; nothing is built.

    Args:
        path: safetensors.
        name: The model's id, for messages.

    Raises:
        ModelRefused: If it holds no HTDemucs, or one with arguments outside reason.
        OSError: If it cannot be read.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="pt") as opened:
            metadata: dict[str, str] = opened.metadata() or {}
            about = _own(metadata) if "klass" in metadata else _checked(metadata)
            if about.klass not in (PLAIN, BRANCH):
                raise ModelRefused(name, f"{path.name} holds no HTDemucs ({about.klass or 'it does not say what'})")
            tensors = {
                key.removeprefix(about.prefix): opened.get_tensor(key)
                for key in opened.keys()  # noqa: SIM118 - safe_open is no mapping
                if key.startswith(about.prefix)
            }
        arguments = _named(about.args, about.kwargs)
        first_layer = int(metadata.get("first_layer", "0"))
    except (SafetensorError, *_DAMAGED) as error:
        raise ModelRefused(name, f"{path.name} is damaged ({type(error).__name__})") from error
    problem = "its weights are quantised" if about.is_quantised else _problem(arguments)
    if problem:
        raise ModelRefused(name, f"{path.name}: {problem}", "Use a plain HTDemucs, for example 955717e8-8726e21a.th.")
    usual = "unchanged" if about.klass == BRANCH else "trained"
    holds = metadata.get("old_stems", usual) == "unchanged"
    licence = "".join(sign for sign in metadata.get("licence", "")[:_LONGEST_LICENCE] if sign.isprintable())
    return Package(about.klass == BRANCH, first_layer, arguments, tensors, holds, licence)


@dataclass(frozen=True, slots=True)
class _About:
    klass: str
    args: list[Any]
    kwargs: dict[str, Any]
    prefix: str
    is_quantised: bool


def _own(metadata: Mapping[str, str]) -> _About:
    args, kwargs = (json.loads(metadata[key], object_hook=_fraction) for key in ("args", "kwargs"))
    return _About(metadata["klass"], list(args), dict(kwargs), "", "structure" in metadata)


def _checked(metadata: Mapping[str, str]) -> _About:
    values = json.loads(metadata.get("values", "{}"), object_hook=_fraction)
    klass = values.get("klass")
    kwargs = {
        key.removeprefix(_ARGUMENT): value
        for key, value in values.items()
        if key.startswith(_ARGUMENT) and "." not in key.removeprefix(_ARGUMENT)
    }
    name = str(klass["inert"]) if isinstance(klass, dict) and set(klass) == {"inert"} else ""
    return _About(name, list(values.get("args", [])), kwargs, _STATE, bool(values.get("state.__quantized")))


def _fraction(value: dict[str, Any]) -> object:
    """A fraction in either spelling; every other object as it is."""
    if value.get("_type") == "fraction":
        return _ratio(f"{value['numerator']}/{value['denominator']}")
    if value.get("inert") == FRACTION and "arguments" in value:
        return _ratio("/".join(map(str, value["arguments"])))
    return value


def _ratio(words: str) -> Fraction:
    match = _RATIO.fullmatch(words)
    if match is None:
        raise ValueError(f"expected a fraction, got {words[:50]!r}")
    return Fraction(int(match[1]), int(match[2] or 1))


def _named(args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Arguments by name; those that this version of demucs does not know are dropped, as demucs itself does."""
    from demucs.htdemucs import HTDemucs

    signature = inspect.signature(HTDemucs)
    unknown = set(kwargs) - set(signature.parameters)
    if unknown:
        logger.info("arguments unknown to this version of demucs are left out: %s", ", ".join(sorted(unknown)))
    bound = signature.bind(*args, **{key: value for key, value in kwargs.items() if key not in unknown})
    return dict(bound.arguments)


def _problem(arguments: Mapping[str, Any]) -> str:
    sources = arguments.get("sources")
    if not isinstance(sources, list) or not sources or not all(isinstance(source, str) for source in sources):
        return "it does not say what it separates"
    for key, (low, high) in _RANGES.items():
        value = arguments.get(key, low)
        if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not low <= value <= high:
            return f"its {key} is {value!r}, expected {low:g}–{high:g}"
    if not arguments.get("cac", True):
        return "it masks the mixture's spectrogram (cac is off), which is not supported"
    return next((f"it uses {key}, which is not supported" for key in _OFF if arguments.get(key)), "")
