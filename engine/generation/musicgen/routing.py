"""Which installed MusicGen plays where none is named: the style's specialist, the interim one, or a base model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.core.model_card import ModelCard

ARCHITECTURE = "musicgen"
_STAGES = ("specialist", "interim", "base", "")
_SIZES = ("medium", "small", "large")
"""Base models, the best first: by its authors' own figures large is no better than small (FAD 5.48 against 4.88 on
MusicCaps), and medium follows words best; so the middle one is the usual choice.
"""


def route(installed: Iterable[ModelCard], style: str) -> ModelCard | None:
    """The model for a style (a profile's id, or empty); None where no MusicGen is installed.

    A specialist plays its own styles only. Melody models come after those of their stage that need no melody.
    """
    fitting = [
        card
        for card in installed
        if card.architecture == ARCHITECTURE and (card.stage != "specialist" or style in card.styles)
    ]
    return min(fitting, key=_rank, default=None)


def _rank(card: ModelCard) -> tuple[int, bool, bool, int, str]:
    size = next((place for place, word in enumerate(_SIZES) if word in card.id), len(_SIZES))
    stage = _STAGES.index(card.stage) if card.stage in _STAGES else len(_STAGES)
    return stage, "melody" in card.id, "stereo" in card.id, size, card.id
