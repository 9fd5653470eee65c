"""The generators there are. To add one: its module, its card, one line here."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.errors import UnknownModel
from engine.generation.base import Generator
from engine.generation.setup import GeneratorSetup


def _sketch(_setup: GeneratorSetup) -> Generator:
    from engine.generation.sketch.backend import SketchGenerator

    return SketchGenerator()


def _musicgen(setup: GeneratorSetup) -> Generator:
    from engine.generation.musicgen.backend import load_musicgen

    return load_musicgen(setup)


def _external(setup: GeneratorSetup) -> Generator:
    from engine.generation.external.backend import load_external

    return load_external(setup)


GENERATORS: dict[str, Callable[[GeneratorSetup], Generator]] = {
    "sketch": _sketch,
    "musicgen": _musicgen,
    "external": _external,
}


def load_generator(backend: str, setup: GeneratorSetup | None = None) -> Generator:
    """A generator, ready to use.

    Args:
        backend: Its id.
        setup: Where its weights lie and how to run them; None for nothing that needs weights.

    Raises:
        UnknownModel: If no generator has this id.
        UserError: If its weights are not there or do not run here.
    """
    if backend not in GENERATORS:
        raise UnknownModel(backend, tuple(GENERATORS))
    return GENERATORS[backend](setup or GeneratorSetup())
