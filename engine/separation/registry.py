"""The separators there are. To add one: its module, its card, one line here (docs/how-to/add-a-separator.md)."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.errors import UnknownModel, UserError
from engine.separation.base import Separator
from engine.separation.setup import Setup

Loader = Callable[[Setup], Separator]


def _spectral(setup: Setup) -> Separator:
    from engine.separation.spectral import SpectralSeparator

    _require_cpu("spectral", setup)
    return SpectralSeparator()


def _identity(setup: Setup) -> Separator:
    from engine.separation.identity import IdentitySeparator

    _require_cpu("identity", setup)
    return IdentitySeparator()


SEPARATORS: dict[str, Loader] = {
    "spectral": _spectral,
    "identity": _identity,
}


def load_separator(model_id: str, setup: Setup | None = None) -> Separator:
    """A separator, ready to use.

    Args:
        model_id: Its id.
        setup: Where weights lie and how to run them; None for what ships with the product, on any device.

    Raises:
        UnknownModel: If no separator has this id.
        ModelNotInstalled: If its weights are not on this machine.
        UserError: If it does not run on the device asked for.
    """
    if model_id not in SEPARATORS:
        raise UnknownModel(model_id, tuple(SEPARATORS))
    return SEPARATORS[model_id](setup or Setup())


def revision_of(model_id: str, setup: Setup | None = None) -> str:
    """``load_separator(model_id, setup).revision`` from the model's card, without opening network or weights.

    Raises:
        UnknownModel: If no separator has this id.
        ModelNotInstalled: If its weights are not on this machine.
    """
    from engine.models.catalog import Catalog

    if model_id not in SEPARATORS:
        raise UnknownModel(model_id, tuple(SEPARATORS))
    folder = (setup or Setup()).models_folder
    return Catalog(folder).get(model_id).revision


def _require_cpu(model_id: str, setup: Setup) -> None:
    if setup.device == "cuda":
        raise UserError(f"The model '{model_id}' runs on the CPU only", "Leave out --device, or use --device cpu.")
