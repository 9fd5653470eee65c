"""Tags that stand in for amapiano while there is none, what they are worth, and prompts made of them.

The scores are not measured: they are two constants chosen by two tags. They bear ``pseudo`` in their names and must
never be mixed with scores of sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from engine.generation.draws import generator
from trainer.dataset.captions import listed

PROXY_TAGS = (
    *("drums", "percussion", "beats", "techno", "electronic", "dance", "groovy", "syncopated"),
    *("piano", "keyboard", "jazzy", "chords", "bass", "deep", "low"),
    *("chill", "mellow", "soulful", "dark", "ambient", "soft", "slow"),
    *("quiet", "medium", "repetitive"),
)
"""As the plan for interim training names them."""
RELATED_TAGS = ("drums", "percussion", "beats", "techno", "electronic", "dance", "groovy", "bass", "piano", "jazzy")
"""Those of them that say something of amapiano's sound; the rest say mood and loudness."""
_GROUPS = (
    ("drum", "drums"),
    ("beat", "beats"),
    ("electro", "electronic", "electronica", "electric"),
    ("percussion", "bongos"),
    ("keyboard", "piano", "piano solo"),
    ("jazz", "jazzy"),
    ("chill", "mellow", "calm", "soft", "quiet"),
    ("dark", "deep", "low"),
)
"""Synonyms, so that one idea is not counted three times."""
_OPPOSITES = {"drums": "no drums", "beats": "no beat", "piano": "no piano"}
_INSTRUMENTS = ("piano", "drums", "bass", "percussion")
_MOODS = ("chill", "mellow", "groovy", "dark")
_TEMPLATES = (
    "Amapiano track with {instruments} at 115 BPM",
    "South African house music featuring {instruments}",
    "{mood} amapiano with log drums and {instruments}",
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """How much of amapiano a clip's tags stand for.

    Args:
        tags: Proxy tags it has, opposites taken out.
        num_groups: How many different ideas they are.
        pseudo_log_drum_score, pseudo_piano_score: Constants chosen by tags; not measured.
    """

    tags: tuple[str, ...]
    num_groups: int
    pseudo_log_drum_score: float
    pseudo_piano_score: float


def proxy_of(tags: Collection[str]) -> Proxy:
    """What a clip's tags stand for. A tag that another one contradicts ("drums", "no drums") counts for nothing."""
    own = tuple(tag for tag in PROXY_TAGS if tag in tags and _OPPOSITES.get(tag) not in tags)
    return Proxy(
        tags=own,
        num_groups=len({group_of(tag) for tag in own}),
        pseudo_log_drum_score=0.7 if "drums" in own and "bass" in own else 0.3,
        pseudo_piano_score=0.8 if "piano" in own or "keyboard" in own else 0.2,
    )


def group_of(tag: str) -> str:
    """The first of a tag's synonyms, or itself."""
    return next((group[0] for group in _GROUPS if tag in group), tag)


def absent(tags: Iterable[str]) -> tuple[str, ...]:
    """Proxy tags that the data set does not have at all."""
    known = set(tags)
    return tuple(tag for tag in PROXY_TAGS if tag not in known)


def proxy_prompt(tags: Collection[str], *, seed: int, clip_id: int) -> str:
    """A sentence that claims amapiano: it is what an interim model is asked later, not what is heard in the clip."""
    rng = generator("magnatagatune prompt", seed, clip_id)
    instruments = [tag for tag in _INSTRUMENTS if tag in tags]
    mood = next((tag for tag in _MOODS if tag in tags), "soulful")
    template = _TEMPLATES[int(rng.integers(len(_TEMPLATES)))]
    text = template.format(instruments=listed(instruments) if instruments else "piano and drums", mood=mood)
    return text[0].upper() + text[1:]


def tag_prompt(tags: Collection[str], *, seed: int, clip_id: int) -> str:
    """A sentence that says only what people have tagged, in an order drawn by the seed."""
    own = list(tags)
    rng = generator("magnatagatune words", seed, clip_id)
    return ", ".join(own[i] for i in rng.permutation(len(own)))
