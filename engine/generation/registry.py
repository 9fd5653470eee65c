"""The generators there are. To add one: its module, its card, one line here."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.errors import UnknownModel
from engine.generation.base import Generator


def _sketch() -> Generator:
    from engine.generation.sketch.backend import SketchGenerator

    return SketchGenerator()


GENERATORS: dict[str, Callable[[], Generator]] = {
    "sketch": _sketch,
}


def load_generator(backend: str) -> Generator:
    """A generator, ready to use.

    Raises:
        UnknownModel: If no generator has this id.
    """
    if backend not in GENERATORS:
        raise UnknownModel(backend, tuple(GENERATORS))
    return GENERATORS[backend]()
