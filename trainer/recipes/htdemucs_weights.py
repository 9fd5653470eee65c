"""HTDemucs weights from a file the user names, wherever it lies."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from engine.core.errors import ModelRefused, UserError


def require_file(path: Path) -> None:
    """Refuse a path where nothing lies.

    Raises:
        UserError: If there is no such file.
    """
    if not path.is_file():
        raise UserError(f"There is no file {path}", "Check the path of --weights.")


def open_htdemucs(path: Path) -> Any:
    """The network of an official ``.th`` file or a safetensors file, on the CPU in float32.

    Raises:
        UserError: If there is no such file.
        ModelRefused: If it is no HTDemucs, or cannot be opened safely.
    """
    from engine.models.safe_load import container_of, convert
    from engine.separation.demucs_loading import build
    from engine.separation.demucs_package import INERT, read_package

    require_file(path)
    if container_of(path) == "safetensors":  # numbers and words: nothing in it can run
        package = read_package(path, path.name)
    else:
        with tempfile.TemporaryDirectory() as folder:
            checked = Path(folder) / "checked.safetensors"
            convert(path, checked, model=path.name, inert=INERT)
            package = read_package(checked, path.name)
    if not all(bool(tensor.isfinite().all()) for tensor in package.tensors.values()):
        raise ModelRefused(path.name, "it holds numbers that are not finite")
    return build(package, path.name, path.name)
