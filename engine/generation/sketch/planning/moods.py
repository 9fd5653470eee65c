"""What words of mood change. Every number is a design prior: none has been measured on music of the genre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MoodEffect:
    """What a mood does to the style's own ranges.

    Args:
        minor: Factor on the weight of minor keys.
        energy: Added to every section's energy.
        finish: Added to the finish, 0 raw – 1 polished.
        richness: Added to the share of extended chords.
        tempo: -1 slower – 1 faster within the style's range.
        families: Factors on families of progressions.
    """

    minor: float = 1.0
    energy: float = 0.0
    finish: float = 0.0
    richness: float = 0.0
    tempo: float = 0.0
    families: Mapping[str, float] = field(default_factory=dict)


_DARK = MoodEffect(
    minor=8.0, finish=-0.05, families={"modal_dark": 3.0, "minor_vamp": 1.5, "gospel": 0.2, "marabi": 0.3}
)
_BRIGHT = MoodEffect(minor=0.3, energy=0.05, families={"gospel": 1.5, "marabi": 2.0, "modal_dark": 0.0})
_SAD = MoodEffect(minor=5.0, energy=-0.1, richness=0.05, families={"modal_dark": 0.6, "marabi": 0.3})
_CALM = MoodEffect(energy=-0.12, finish=0.1, tempo=-0.4, families={"private": 1.5})
_HARD = MoodEffect(minor=2.0, energy=0.1, finish=-0.2, richness=-0.2, families={"modal_dark": 2.0})
_RAW = MoodEffect(finish=-0.25)
_SMOOTH = MoodEffect(energy=-0.05, finish=0.2, richness=0.1, families={"private": 1.5})
_SOULFUL = MoodEffect(finish=0.1, richness=0.15, families={"private": 1.5, "gospel": 2.0, "modal_dark": 0.2})
_JAZZY = MoodEffect(richness=0.25, finish=0.1, families={"private": 4.0, "modal_dark": 0.3})
_SACRED = MoodEffect(minor=0.4, richness=0.1, families={"gospel": 5.0, "modal_dark": 0.1})
_DRIVING = MoodEffect(energy=0.12, tempo=0.4)
_DREAMY = MoodEffect(energy=-0.1, richness=0.1, finish=0.1, families={"dorian": 1.5})

_CLEAN = MoodEffect(finish=0.25)
_NEUTRAL = MoodEffect()

MOODS: dict[str, MoodEffect] = {
    **dict.fromkeys(
        ("dark", "darker", "moody", "mysterious", "ominous", "haunting", "eerie", "night", "late night", "late-night"),
        _DARK,
    ),
    **dict.fromkeys(
        ("happy", "bright", "uplifting", "joyful", "sunny", "summer", "positive", "euphoric", "cheerful"), _BRIGHT
    ),
    **dict.fromkeys(("sad", "melancholic", "nostalgic", "emotional", "bittersweet", "longing", "lonely"), _SAD),
    **dict.fromkeys(
        ("calm", "chill", "chilled", "mellow", "relaxed", "laid-back", "peaceful", "soft", "gentle"), _CALM
    ),
    **dict.fromkeys(("hard", "aggressive", "heavy", "banging", "metallic", "intense"), _HARD),
    **dict.fromkeys(("raw", "gritty", "dusty", "rough", "dirty", "kasi", "distorted", "lo-fi"), _RAW),
    **dict.fromkeys(("smooth", "silky", "sensual", "sexy", "romantic", "elegant", "lush", "classy", "warm"), _SMOOTH),
    **dict.fromkeys(("soulful", "deep", "heartfelt"), _SOULFUL),
    **dict.fromkeys(("jazzy", "sophisticated", "loungy"), _JAZZY),
    **dict.fromkeys(("spiritual", "gospel", "church", "sunday", "sacred", "prayerful"), _SACRED),
    **dict.fromkeys(("energetic", "driving", "hype", "party", "festive", "danceable", "groovy", "bouncy"), _DRIVING),
    **dict.fromkeys(("dreamy", "ethereal", "hypnotic", "spacey", "atmospheric", "floating"), _DREAMY),
    **dict.fromkeys(("clean", "polished", "crisp"), _CLEAN),
    # what these ask for is a wish of its own: energy, tempo, a role's level or density
    **dict.fromkeys(("busy", "sparse", "minimal", "fast", "slow", "loud", "low", "high", "triads"), _NEUTRAL),
}


def effect_of(moods: Iterable[str]) -> MoodEffect:
    """The moods together: sums, and products of factors. Words without an effect change nothing."""
    minor, energy, finish, richness, tempo = 1.0, 0.0, 0.0, 0.0, 0.0
    families: dict[str, float] = {}
    for mood in dict.fromkeys(moods):
        effect = MOODS.get(mood.lower())
        if effect is None:
            continue
        minor *= effect.minor
        energy += effect.energy
        finish += effect.finish
        richness += effect.richness
        tempo += effect.tempo
        for family, factor in effect.families.items():
            families[family] = families.get(family, 1.0) * factor
    return MoodEffect(minor, energy, finish, richness, tempo, families)
