"""The separators there are. To add one: its module, its card, one line here (docs/how-to/add-a-separator.md)."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.errors import UnknownModel
from engine.separation.base import Separator


def _spectral() -> Separator:
    from engine.separation.spectral import SpectralSeparator

    return SpectralSeparator()


def _identity() -> Separator:
    from engine.separation.identity import IdentitySeparator

    return IdentitySeparator()


SEPARATORS: dict[str, Callable[[], Separator]] = {
    "spectral": _spectral,
    "identity": _identity,
}


def load_separator(model_id: str) -> Separator:
    """A separator, ready to use.

    Raises:
        UnknownModel: If no separator has this id.
    """
    if model_id not in SEPARATORS:
        raise UnknownModel(model_id, tuple(SEPARATORS))
    return SEPARATORS[model_id]()
