"""Which songs are trained on and which are kept for judging: by artist, so that nobody is on both sides.

Songs that share anybody, be it as guest or remixer, belong together. Where such a group goes is read off the hash of
its name, so the same collection is always split alike, on every machine and in every order. A group's name is its first
artist, so songs that are added leave the others where they were, unless they bring somebody new into a group.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SPLITS = ("train", "validation", "test")
SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}


@dataclass(frozen=True, slots=True)
class SplitResult:
    """The split of every song, the groups it was made of, and what should be known about it, in sentences."""

    of: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    warnings: tuple[str, ...]


def split_by_artist(
    songs: Mapping[str, Sequence[str]], *, seed: int = 0, shares: Mapping[str, float] = SHARES
) -> SplitResult:
    """Split songs so that no artist is in two splits.

    Args:
        songs: Song to the keys of its artists; songs that name nobody are trained on.
        seed: Another seed, another split.
        shares: What share of the groups goes where; they sum to 1.
    """
    groups = _groups(songs)
    places = {name: _place(name, seed) for name in groups}
    of_group = {name: _split_at(place, shares) for name, place in places.items()}
    _fill_empty(of_group, places, shares)
    of = {song: of_group[name] for name, members in groups.items() for song in members}
    nameless = [song for song, keys in songs.items() if not keys]
    of |= dict.fromkeys(nameless, "train")
    ordered = {song: of[song] for song in songs}
    return SplitResult(ordered, groups, tuple(_warnings(ordered, groups, nameless, shares)))


def _groups(songs: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Songs tied by people they share; a group is named for its first artist in the alphabet."""
    parent: dict[str, str] = {}

    def head(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for keys in songs.values():
        for key in keys:
            parent.setdefault(key, key)
        for key in keys[1:]:
            first, second = sorted((head(keys[0]), head(key)))
            parent[second] = first
    members: dict[str, list[str]] = {}
    for song, keys in songs.items():
        if keys:
            members.setdefault(head(keys[0]), []).append(song)
    return {name: tuple(sorted(members[name])) for name in sorted(members)}


def _place(name: str, seed: int) -> float:
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") / 2.0**64


def _split_at(place: float, shares: Mapping[str, float]) -> str:
    border = 0.0
    for split in SPLITS:
        border += shares.get(split, 0.0)
        if place < border:
            return split
    return SPLITS[0]


def _fill_empty(of_group: dict[str, str], places: Mapping[str, float], shares: Mapping[str, float]) -> None:
    """A small collection may leave a split empty by chance: it gets the group whose hash lies nearest to its share."""
    wanted = [split for split in SPLITS if shares.get(split, 0.0) > 0.0]
    if len(of_group) < len(wanted):
        return
    borders = {split: sum(shares.get(s, 0.0) for s in SPLITS[: SPLITS.index(split)]) for split in SPLITS}
    for split in wanted:
        if split in of_group.values():
            continue
        counts = {name: list(of_group.values()).count(name) for name in SPLITS}
        free = [name for name, own in of_group.items() if counts[own] > 1]
        middle = borders[split] + shares[split] / 2.0
        nearest = min(free, key=lambda name: (abs(places[name] - middle), name))
        of_group[nearest] = split


def _warnings(
    of: Mapping[str, str], groups: Mapping[str, tuple[str, ...]], nameless: Sequence[str], shares: Mapping[str, float]
) -> list[str]:
    warnings = []
    if nameless:
        warnings.append(
            f"{len(nameless)} songs name no artist: they are trained on, and whether the same people are in the test "
            "songs cannot be told"
        )
    largest = max(groups, key=lambda name: len(groups[name]), default=None)
    if largest is not None and len(groups[largest]) > 0.5 * len(of) and len(of) > len(SPLITS):
        warnings.append(
            f"{len(groups[largest])} of {len(of)} songs are tied together by guests and remixers around "
            f"'{largest}': they can only go to one split"
        )
    for split in SPLITS:
        count = sum(own == split for own in of.values())
        if shares.get(split, 0.0) > 0.0 and count == 0:
            warnings.append(f"there are too few artists for a {split} split: it is empty")
    return warnings
