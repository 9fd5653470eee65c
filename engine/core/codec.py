"""Core types to JSON and back (msgspec)."""

from __future__ import annotations

import math
from typing import Any, TypeVar

import msgspec
import numpy as np

T = TypeVar("T")


def _plain(value: Any) -> Any:
    """Numpy scalars and arrays, sets and BaseException fields as plain JSON values."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")


def to_builtins(value: Any) -> Any:
    """A core type as dicts, lists, strings, numbers and None, with NaN and infinities as None."""
    return _finite(msgspec.to_builtins(value, enc_hook=_plain))


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def encode_json(value: Any, *, indent: int = 0) -> bytes:
    """UTF-8 JSON of a core type; ``indent`` spaces per level, 0 for one line. Floats that are no number become null."""
    text = msgspec.json.encode(to_builtins(value))
    return msgspec.json.format(text, indent=indent) if indent else text


def decode_json(text: bytes | str, kind: type[T]) -> T:
    """A core type from JSON.

    Raises:
        msgspec.ValidationError: With the path of the first field that does not fit.
        msgspec.DecodeError: If the text is no JSON.
    """
    return msgspec.json.decode(text, type=kind)
