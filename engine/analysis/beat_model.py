"""Networks that hear beats, as an alternative to the product's own tracker. To add one: its module, its card, a line.

A network gives, frame by frame, how likely a beat and a downbeat are; ``beat_decoding`` makes a grid of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.core.errors import ModelNotInstalled, UserError
from engine.core.jobs import Report

if TYPE_CHECKING:
    import numpy as np

    from engine.core.audio import Audio
    from engine.core.model_card import ModelCard

OWN = "own"
"""The tracker that needs no weights (``beats.track_beats``)."""


@dataclass(frozen=True, slots=True, eq=False)
class BeatActivations:
    """Log-odds of a beat and of a downbeat, ``[frames]`` each, frame k at ``k / rate_hz`` seconds."""

    beat: np.ndarray
    downbeat: np.ndarray
    rate_hz: float


class BeatModel(Protocol):
    """A network, ready to listen."""

    def activations(self, audio: Audio, *, report: Report) -> BeatActivations:
        """Hear a recording of any rate and number of channels."""


def _beat_this(card: ModelCard, models_folder: Path) -> BeatModel:
    from engine.analysis.beat_this_model import load_beat_this

    return load_beat_this(card, models_folder)


BEAT_MODELS: dict[str, Callable[[ModelCard, Path], BeatModel]] = {
    "beat-this": _beat_this,
}


def load_beat_model(model_id: str, models_folder: Path | None) -> BeatModel | None:
    """A network by its id; None for the product's own tracker.

    Args:
        model_id: ``own``, or one of ``BEAT_MODELS``.
        models_folder: The user's models folder.

    Raises:
        UserError: If there is none of that name.
        ModelNotInstalled: If its weights are not on this machine.
        ModelRefused: If its weights are not what they should be.
    """
    if model_id == OWN:
        return None
    card = require_beat_model(model_id, models_folder)
    if card is None or models_folder is None:
        raise ModelNotInstalled(model_id)
    return BEAT_MODELS[model_id](card, models_folder)


def require_beat_model(model_id: str, models_folder: Path | None) -> ModelCard | None:
    """The card of a network that can be used now; None for the product's own tracker.

    Raises:
        UserError: If there is none of that name.
        ModelNotInstalled: If its weights are not on this machine.
    """
    from engine.models.catalog import Catalog
    from engine.models.installed import is_available

    if model_id == OWN:
        return None
    if model_id not in BEAT_MODELS:
        raise UserError(f"There is no beat tracker called '{model_id}'", f"Known: {', '.join((OWN, *BEAT_MODELS))}.")
    if models_folder is None:
        raise ModelNotInstalled(model_id)
    card = Catalog(models_folder).get(model_id)
    if not is_available(card, models_folder):
        raise ModelNotInstalled(model_id)
    return card
