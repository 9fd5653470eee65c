"""What a collection would teach and leave out: shares of styles, artists, eras and regions, with warnings.

A model learns what it is given most of. Nothing here judges music; it counts, and says where the counts are lopsided.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from trainer.collection.survey import Song

GENRE_TARGETS = {
    "pop": (0.25, 0.30),
    "rock": (0.20, 0.25),
    "hip-hop": (0.15, 0.20),
    "jazz": (0.10, 0.15),
    "electronic": (0.10, 0.15),
    "other": (0.10, 0.15),
}
"""The guide's genre balance of a general collection."""
AMAPIANO_TARGETS = {"classic": 0.60, "private school": 0.30, "experimental or fusion": 0.10}
"""The guide's balance of an amapiano collection."""
ERA_TARGETS = {"1960-1989": 0.20, "1990-2009": 0.30, "2010-2019": 0.40, "2020 and later": 0.10}
"""The guide's eras; its "2010s-2020s" and "2020s+" overlap, here they meet at 2020."""
_ERAS = ((1990, "1960-1989"), (2010, "1990-2009"), (2020, "2010-2019"), (10_000, "2020 and later"))
_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hip-hop", ("hip hop", "hip-hop", "rap", "trap", "drill")),
    ("jazz", ("jazz", "bebop", "swing", "bossa")),
    ("rock", ("rock", "metal", "punk", "indie", "grunge")),
    ("electronic", ("house", "techno", "trance", "edm", "electronic", "dance", "dubstep", "drum and bass", "ambient")),
    ("electronic", ("amapiano", "gqom", "garage", "afro tech", "electro", "electronica")),
    ("pop", ("pop", "r&b", "rnb", "soul", "afrobeats")),
)
_AMAPIANO: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("private school", ("private school", "soulful amapiano", "soulful")),
    ("classic", ("classic", "amapiano", "dust", "sgija", "tech amapiano", "tech")),
    (
        "experimental or fusion",
        ("fusion", "quantum", "bacardi", "gqom", "afropiano", "popiano", "three step", "3 step"),
    ),
)
_TOP_ARTIST, _TOP_STYLE, _UNKNOWN, _FEW_ARTISTS = 0.2, 0.7, 0.2, 10
_OFF_TARGET = 0.1


def genre_family(style: str) -> str:
    """One of the guide's six genres; every kind of amapiano is electronic."""
    return "electronic" if amapiano_kind(style) else _first(style, _FAMILIES) or "other"


def amapiano_kind(style: str) -> str | None:
    """Which of the three kinds of amapiano a style is; None where it is none of them."""
    words = _plain(style)
    order = (_AMAPIANO[0], _AMAPIANO[2], _AMAPIANO[1])  # "gqom-infused amapiano" is a fusion, "amapiano" alone is not
    found = _first(style, order)
    is_one = "piano" in words or found in ("private school", "experimental or fusion") or "classic" in words
    return found if is_one else None


def era(year: int | None) -> str | None:
    """The guide's era of a year; None where there is no plausible one."""
    if year is None or not 1900 <= year <= 2100:
        return None
    return next(name for before, name in _ERAS if year < before)


def _plain(style: str) -> str:
    return " ".join("".join(c if c.isalnum() or c == "&" else " " for c in style.casefold()).split())


def _first(style: str, table: Iterable[tuple[str, tuple[str, ...]]]) -> str | None:
    words = f" {_plain(style)} "
    for name, needles in table:
        if any(f" {needle.replace('-', ' ')} " in words for needle in needles):
            return name
    return None


def shares(values: Iterable[str | None], *, weights: Sequence[float] | None = None) -> dict[str, Any]:
    """Counts, shares of the known ones, the number of effective classes (Hill), and how many are unknown.

    ``effective`` is Hill's number of order 1, the exponential of the entropy (Hill, "Diversity and Evenness", Ecology
    54, 1973): 8 equal classes have 8, and one that holds nearly everything leaves 1.
    """
    own = list(values)
    heavy = list(weights) if weights is not None else [1.0] * len(own)
    totals: Counter[str] = Counter()
    for value, weight in zip(own, heavy, strict=True):
        if value:
            totals[value] += weight  # type: ignore[assignment]
    whole = sum(totals.values())
    known = {name: total / whole for name, total in totals.most_common()} if whole else {}
    entropy = -sum(share * math.log(share) for share in known.values())
    return {
        "counts": dict(Counter(value for value in own if value).most_common()),
        "shares": {name: round(share, 4) for name, share in known.items()},
        "effective": round(math.exp(entropy), 2) if known else 0.0,
        "unknown": sum(not value for value in own),
    }


def balance(songs: Sequence[Song]) -> dict[str, Any]:
    """Genres and eras beside the guide's targets, with what is missing most."""
    styles = [song.style or song.heard_style for song in songs]
    genres = shares(genre_family(style) if style else None for style in styles)
    kinds = shares(amapiano_kind(style) for style in styles)
    eras = shares(era(song.track.tags.year) for song in songs)
    return {
        "genre": {**genres, "targets": {name: list(span) for name, span in GENRE_TARGETS.items()}},
        "amapiano": {**kinds, "targets": dict(AMAPIANO_TARGETS)},
        "era": {**eras, "targets": dict(ERA_TARGETS)},
        "advice": [
            *_beside(kinds["shares"], AMAPIANO_TARGETS, "of the amapiano"),
            *_beside(eras["shares"], ERA_TARGETS, "of the songs with a year"),
        ],
    }


def _beside(found: Mapping[str, float], targets: Mapping[str, float], of_what: str) -> Iterable[str]:
    if not found:
        return
    for name, target in targets.items():
        share = found.get(name, 0.0)
        if abs(share - target) > _OFF_TARGET:
            word = "more" if share < target else "fewer"
            yield f"{name}: {share:.0%} {of_what}, the guide asks for {target:.0%}: {word} of it would balance them"


def bias(songs: Sequence[Song]) -> dict[str, Any]:
    """How lopsided a collection is by style, artist, era and region, by song and by length, and warnings in words."""
    views: dict[str, Callable[[Song], str | None]] = {
        "style": lambda song: _plain(song.style) or None,
        "heard_style": lambda song: song.heard_style or None,
        "artist": lambda song: song.artists[0] if song.artists else None,
        "era": lambda song: era(song.track.tags.year),
        "region": lambda song: song.stated.region or None,
    }
    lengths = [song.duration for song in songs]
    document: dict[str, Any] = {}
    for name, view in views.items():
        values = [view(song) for song in songs]
        by_length = shares(values, weights=lengths)["shares"]
        document[name] = {**shares(values), "shares_by_length": by_length}
    document["warnings"] = list(_warnings(document, len(songs))) if songs else []
    return document


def _warnings(document: Mapping[str, Any], count: int) -> Iterable[str]:
    artists, styles, regions = document["artist"], document["style"], document["region"]
    for name, share in list(artists["shares_by_length"].items())[:3]:
        if share > _TOP_ARTIST:
            yield f"{share:.0%} of the music is by '{name}': a model may learn to imitate a person"
    if len(artists["counts"]) < _FEW_ARTISTS:
        yield f"only {len(artists['counts'])} artists: what holds for all of them is taken for what holds for the style"
    for name, share in list(styles["shares"].items())[:1]:
        if share > _TOP_STYLE and len(styles["counts"]) > 1:
            yield f"{share:.0%} of the songs are '{name}': the other styles will be learnt poorly"
    for name, words in (("style", "a style"), ("artist", "an artist"), ("era", "a year"), ("region", "a region")):
        unknown = document[name]["unknown"]
        if unknown > _UNKNOWN * count:
            yield f"{unknown} of {count} songs name no {words.split()[1]}: whether they are balanced cannot be told"
    if len(regions["counts"]) == 1 and regions["unknown"] < count:
        yield f"all songs whose region is stated come from '{next(iter(regions['counts']))}'"
