"""The style vector: how clearly a song has the descriptors of each style, several at once, or none clear enough."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.core.stems import Stem
from engine.culture.descriptors import descriptors_of, vector_of
from engine.culture.song import CultureSong
from engine.culture.style_net import answer, load_weights, strangeness

FAMILY = (
    "classic",
    "private_school",
    "sgija",
    "bacardi",
    "soulful",
    "tech",
    "quantum",
    "three_step",
    "gqom_infused",
    "popiano",
    "afropiano",
    "fusion",
)
"""Styles of the amapiano family, by the ids of their profiles."""
NEIGHBOURS = ("deep_house", "afro_house", "gqom", "kwaito", "afrobeats", "trap", "other")
"""Styles it is told apart from; ``other`` is all music that is none of these."""
FARTHEST = 1.6
"""Times the distance of the outermost hundredth of held-out pieces; beyond, nothing is said."""
LEAST_NAMED = 0.5
"""A style is named from this probability on (domain reference 4.4); below, the vector abstains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleVector:
    """What style a song has, as far as its descriptors tell.

    Args:
        probabilities: Style to 0–1, each judged for itself (they need not sum to 1); empty where nothing can be told.
        family: That it belongs to the amapiano family, 0–1, and its 90 % interval; None where it cannot be told.
        family_interval: See ``family``.
        why: Why nothing can be told; empty otherwise.
        descriptors: What it was judged by; None where it could not be measured.
    """

    probabilities: dict[str, float] = field(default_factory=dict)
    family: float | None = None
    family_interval: tuple[float, float] | None = None
    why: str = ""
    descriptors: dict[str, float | None] = field(default_factory=dict)

    @property
    def named(self) -> tuple[str, ...]:
        """Styles that are clear enough to be named, clearest first; none where it abstains."""
        clear = [name for name, own in self.probabilities.items() if own >= LEAST_NAMED]
        return tuple(sorted(clear, key=lambda name: -self.probabilities[name]))


def style_of(song: CultureSong) -> StyleVector:
    """The style of a song by its descriptors; nothing is said without bars and strokes, or of what is too unlike
    everything the network was taught.
    """
    descriptors = descriptors_of(song)
    if not song.bars.count:
        return StyleVector(why="no bars were found")
    if not any(song.notes(stem) for stem in (Stem.DRUMS, Stem.LOG_DRUM)):
        return StyleVector(why="no drums were heard", descriptors=descriptors)
    weights = load_weights()
    vector = vector_of(descriptors)
    far = strangeness(vector, weights)
    if far > FARTHEST:
        return StyleVector(
            why=f"it is too unlike all music the styles were learnt from ({far:.1f} times as far as their outermost)",
            descriptors=descriptors,
        )
    told = answer(vector, weights)
    low, high = told.family_interval
    return StyleVector(
        probabilities=dict(zip((*FAMILY, *NEIGHBOURS), told.styles.tolist(), strict=True)),
        family=round(told.family, 4),
        family_interval=(round(low, 4), round(high, 4)),
        descriptors=descriptors,
    )
