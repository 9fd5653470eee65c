"""Which installed MusicGen plays where none is named: the style's specialist, the interim one, or a base model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.core.model_card import ModelCard

ARCHITECTURE = "musicgen"
_STAGES = ("specialist", "interim", "base", "")
_SIZES = ("medium", "small", "large")
"""Base models, the best first: by its authors' own figures large is no better than small (FAD 5.48 against 4.88 on
MusicCaps), and medium follows words best; so the middle one is the usual choice.
"""


_LISTENERS = ("melody", "musicgen-style")


def route(installed: Iterable[ModelCard], style: str, promoted: Mapping[str, str] | None = None) -> ModelCard | None:
    """The model for a style (a profile's id, or empty); None where no MusicGen is installed.

    A specialist plays its own styles only. Melody and style models come after those of their stage that need neither.
    ``promoted`` says which version plays in place of which; one that is not installed, or not for the style, does not.
    """
    fitting = {
        card.id: card
        for card in installed
        if card.architecture == ARCHITECTURE and (card.stage != "specialist" or style in card.styles)
    }
    chosen = min(fitting.values(), key=_rank, default=None)
    seen: set[str] = set()
    while chosen is not None and promoted and chosen.id not in seen:
        seen.add(chosen.id)
        chosen = fitting.get(promoted.get(chosen.id, ""), chosen)
    return chosen


def _rank(card: ModelCard) -> tuple[int, bool, bool, int, str]:
    size = next((place for place, word in enumerate(_SIZES) if word in card.id), len(_SIZES))
    stage = _STAGES.index(card.stage) if card.stage in _STAGES else len(_STAGES)
    return stage, any(word in card.id for word in _LISTENERS), "stereo" in card.id, size, card.id
