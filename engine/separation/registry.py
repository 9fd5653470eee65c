"""The separators there are. To add one: its module, its card, one line here (docs/how-to/add-a-separator.md).

Four tables: separators known by their id; architectures, whose models are known by a card that names the architecture
(so a user's own weights need no code); cascades of two separators; and refiners, which take one stem further apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.errors import UnknownModel, UserError
from engine.core.stems import Stem
from engine.separation.base import Refiner, Separator
from engine.separation.setup import Setup

if TYPE_CHECKING:
    from engine.core.model_card import ModelCard

Loader = Callable[[Setup], Separator]


@dataclass(frozen=True, slots=True)
class Architecture:
    """How to open a model of one architecture from its card, and how to know its revision without opening it."""

    load: Callable[[ModelCard, Setup], Separator]
    revision: Callable[[ModelCard, Setup], str]


def _spectral(setup: Setup) -> Separator:
    from engine.separation.spectral import SpectralSeparator

    _require_cpu("spectral", setup)
    return SpectralSeparator()


def _identity(setup: Setup) -> Separator:
    from engine.separation.identity import IdentitySeparator

    _require_cpu("identity", setup)
    return IdentitySeparator()


def _embedded(setup: Setup) -> Separator:
    from engine.separation.embedded.separator import load_embedded

    return load_embedded(setup)


def _htdemucs(card: ModelCard, setup: Setup) -> Separator:
    from engine.separation.demucs import load_demucs

    return load_demucs(card, setup)


def _htdemucs_revision(card: ModelCard, setup: Setup) -> str:
    from engine.separation.demucs import demucs_revision

    return demucs_revision(card, setup)


def _one_shot_matching() -> Refiner:
    from engine.separation.instrument.recover import OneShotMatching

    return OneShotMatching()


SEPARATORS: dict[str, Loader] = {
    "embedded": _embedded,
    "spectral": _spectral,
    "identity": _identity,
}

ARCHITECTURES: dict[str, Architecture] = {
    "htdemucs": Architecture(_htdemucs, _htdemucs_revision),
}

CASCADES: dict[str, tuple[str, str]] = {
    # the first one's stems, and the second one's log drum taken out of them
    "htdemucs+log_drum": ("htdemucs", "embedded"),
}


REFINERS: dict[Stem, dict[str, Callable[[], Refiner]]] = {
    # What takes a stem further apart, by its id; the first one is used where none is named. A refiner of the drums
    # (kick, snare, hats) is one line here, with whatever module makes it.
    Stem.LOG_DRUM: {"one_shot_matching": _one_shot_matching},
    Stem.DRUMS: {},
}


def load_refiner(stem: Stem, refiner_id: str = "") -> Refiner:
    """What takes a stem further apart.

    Args:
        stem: The stem.
        refiner_id: Empty for the first there is.

    Raises:
        UserError: If nothing does, or nothing of that name.
    """
    known = REFINERS.get(stem, {})
    if not known:
        raise UserError(
            f"Nothing in this version takes the {stem.value.replace('_', ' ')} stem further apart",
            f"This can be done with: {', '.join(other.value for other, table in REFINERS.items() if table)}.",
        )
    refiner_id = refiner_id or next(iter(known))
    if refiner_id not in known:
        raise UserError(f"There is no refiner called '{refiner_id}'", f"Known refiners: {', '.join(known)}.")
    return known[refiner_id]()


def load_separator(model_id: str, setup: Setup | None = None) -> Separator:
    """A separator, ready to use.

    Args:
        model_id: Its id.
        setup: Where weights lie and how to run them; None for what ships with the product, on any device.

    Raises:
        UnknownModel: If no separator has this id.
        ModelNotInstalled: If its weights are not on this machine.
        ModelRefused: If its weights are not what they should be.
        UserError: If it does not run on the device asked for.
    """
    setup = setup or Setup()
    if model_id in SEPARATORS:
        return SEPARATORS[model_id](setup)
    if model_id in CASCADES:
        from engine.separation.cascade import Cascade

        first, second = CASCADES[model_id]
        return Cascade(model_id, load_separator(first, setup), load_separator(second, setup))
    card, architecture = _by_card(model_id, setup)
    return architecture.load(card, setup)


def revision_of(model_id: str, setup: Setup | None = None) -> str:
    """``load_separator(model_id, setup).revision`` from cards and records, without opening network or weights.

    Raises:
        UnknownModel: If no separator has this id.
        ModelNotInstalled: If its weights are not on this machine.
    """
    from engine.models.catalog import Catalog

    setup = setup or Setup()
    if model_id in SEPARATORS:
        return Catalog(setup.models_folder).get(model_id).revision
    if model_id in CASCADES:
        from engine.separation.cascade import joined_revision

        first, second = CASCADES[model_id]
        return joined_revision(revision_of(first, setup), revision_of(second, setup))
    card, architecture = _by_card(model_id, setup)
    return architecture.revision(card, setup)


def _by_card(model_id: str, setup: Setup) -> tuple[ModelCard, Architecture]:
    from engine.models.catalog import Catalog

    catalog = Catalog(setup.models_folder)
    cards = {card.id: card for card in catalog if card.kind == "separation" and card.architecture in ARCHITECTURES}
    if model_id not in cards:
        raise UnknownModel(model_id, (*SEPARATORS, *CASCADES, *cards))
    return cards[model_id], ARCHITECTURES[cards[model_id].architecture]


def _require_cpu(model_id: str, setup: Setup) -> None:
    if setup.device == "cuda":
        raise UserError(f"The model '{model_id}' runs on the CPU only", "Leave out --device, or use --device cpu.")
