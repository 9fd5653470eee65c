"""The trained network as one file that the studio imports: ``aurax models import ID FILE``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.models.catalog import Catalog
from engine.models.download import sha256_of

if TYPE_CHECKING:
    from trainer.recipes.log_drum_head import LogDrumHeadRecipe


def write_model(recipe: LogDrumHeadRecipe, network: Any, target: Path, *, figures: dict[str, Any]) -> None:
    """Write the five-source model.

    Args:
        recipe: That trained it.
        network: A ``LogDrumTrainee`` with the weights to keep.
        target: A safetensors file.
        figures: How it was trained and what it scored; goes into the file's metadata as JSON.

    Raises:
        OSError: If it cannot be written.
    """
    from engine.separation.demucs_five_file import save_five_source

    settings = recipe.settings
    digest = sha256_of(settings.weights)
    about = {
        "licence": licence_of(settings.weights, digest),
        "old_stems": "trained" if settings.train_encoder else "unchanged",
        "made_by": f"AURA-X Studio {__version__}, log-drum-head",
        "made_from": f"{settings.weights.name}, SHA-256 {digest}",
        "figures": json.dumps(figures),
    }
    save_five_source(network.model, target, about=about)


def licence_of(weights: Path, digest: str) -> str:
    """What holds for a model that descends from these weights: at most what holds for them."""
    for card in Catalog():
        if any(file.sha256 and digest.startswith(file.sha256) for file in card.files):
            return f"{card.licence}; log drum trained by the user on {card.title}"
    return f"that of the weights it was made from ({weights.name[:80]}), which the file does not state"
