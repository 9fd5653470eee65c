"""The demo piece with the truth it was made from."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from engine.paths import resources


def composition() -> ModuleType:
    """The script that composes the piece, as a module."""
    name = "compose_first_light"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, resources() / "demo" / f"{name}.py")
        if spec is None or spec.loader is None:
            raise ImportError(name)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]
