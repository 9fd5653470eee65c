"""Which songs are trained on and which are kept for judging: by artist, so that nobody is on both sides.

Songs that share anybody, be it as guest or remixer, belong together. Where such a group goes is read off the hash of
its name, so the same collection is always split alike, on every machine and in every order. A group's name is its first
artist, so songs that are added leave the others where they were, unless they bring somebody new into a group.

In a scene where everybody sings with everybody most songs are one group. It is trained on, as is every group that is
too large to be held out, and more of the others are held out instead: twice the share of them, four times or five, in
few steps, so that a song more hardly ever moves another.

A later version of a data set goes by the version before: who was trained on is never tested, and who was held out stays
so. Otherwise a model of the first version would look better on the second than it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

SPLITS = ("train", "validation", "test")
SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}
_TOO_LARGE = 2.0
"""Times its share of the songs that a held-out split may get by one group."""
_FACTORS = (5.0, 4.0, 2.0, 1.0)

_DONE = {"train": "trained on", "validation": "kept for validation", "test": "kept for the test"}


@dataclass(frozen=True, slots=True)
class SplitResult:
    """The split of every song, the groups it was made of, and what should be known about it, in sentences."""

    of: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    warnings: tuple[str, ...]


def split_by_artist(
    songs: Mapping[str, Sequence[str]],
    *,
    seed: int = 0,
    shares: Mapping[str, float] = SHARES,
    before: Mapping[str, str] = MappingProxyType({}),
) -> SplitResult:
    """Split songs so that no artist is in two splits.

    Args:
        songs: Song to the keys of its artists; songs that name nobody are trained on.
        seed: Another seed, another split.
        shares: What share of the groups goes where; they sum to 1.
        before: Songs and artists of the version before, and where they were.
    """
    groups = _groups(songs)
    large = _too_large(groups, len(songs), shares)
    settled = {name: _as_before(members, songs, before) for name, members in groups.items() if name not in large}
    places = {name: _place(name, seed) for name in settled}
    num_free = sum(len(groups[name]) for name in places)
    own = _of_the_rest(shares, len(songs) / num_free if num_free else 1.0) if large else shares
    of_group = {name: settled[name] or _split_at(place, own) for name, place in places.items()}
    new = {name: place for name, place in places.items() if not settled[name]}
    _fill_empty(of_group, new, own, is_trained=bool(large))
    of_group |= dict.fromkeys(large, SPLITS[0])
    of = {song: of_group[name] for name, members in groups.items() for song in members}
    nameless = [song for song, keys in songs.items() if not keys]
    of |= dict.fromkeys(nameless, "train")
    ordered = {song: of[song] for song in songs}
    warnings = [*_warnings(ordered, groups, nameless, shares), *_no_longer_held_out(ordered, before)]
    return SplitResult(ordered, groups, tuple(warnings))


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


def _as_before(members: Sequence[str], songs: Mapping[str, Sequence[str]], before: Mapping[str, str]) -> str:
    """Where a group has to stay, or nothing. Where several come together: what has taught most decides."""
    was = {before[one] for song in members for one in (song, *songs[song]) if one in before}
    return next((split for split in SPLITS if split in was), "")


def _no_longer_held_out(of: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    moved = sum(split == SPLITS[0] != before.get(song, SPLITS[0]) for song, split in of.items())
    if not moved:
        return []
    said = (
        f"of the songs that the version before held out {moved} are trained on now, as people in them also sing in "
        "songs that are trained on: by those songs models of the two versions cannot be compared"
    )
    return [said]


def _too_large(groups: Mapping[str, Sequence[str]], num_songs: int, shares: Mapping[str, float]) -> frozenset[str]:
    """Groups that would be most of a held-out split, and leave little to train on; never those of one song."""
    held_out = max((shares.get(split, 0.0) for split in SPLITS[1:]), default=0.0)
    most = max(1.0, _TOO_LARGE * held_out * num_songs)
    return frozenset(name for name, members in groups.items() if len(members) > most)


def _of_the_rest(shares: Mapping[str, float], wanted: float) -> dict[str, float]:
    """Shares of the groups that are free to go anywhere, so that about the usual share of all songs is held out.

    Args:
        shares: Of all songs.
        wanted: By how much those held out would have to grow.
    """
    held_out = sum(shares.get(split, 0.0) for split in SPLITS[1:])
    factor = next((one for one in _FACTORS if one <= wanted and one * held_out <= 1.0), 1.0)
    grown = {split: factor * shares.get(split, 0.0) for split in SPLITS[1:]}
    return {SPLITS[0]: max(0.0, 1.0 - sum(grown.values())), **grown}


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


def _fill_empty(
    of_group: dict[str, str], places: Mapping[str, float], shares: Mapping[str, float], *, is_trained: bool
) -> None:
    """A small collection may leave a split empty by chance: it gets the group whose hash lies nearest to its share.

    Args:
        of_group: Changed in place.
        places: Of the groups that may go anywhere.
        shares: Of the groups.
        is_trained: Whether other groups are trained on, so that none of these needs to be.
    """
    wanted = [split for split in SPLITS[is_trained:] if shares.get(split, 0.0) > 0.0]
    if len(of_group) < len(wanted):
        return
    borders = {split: sum(shares.get(s, 0.0) for s in SPLITS[: SPLITS.index(split)]) for split in SPLITS}
    for split in wanted:
        if split in of_group.values():
            continue
        counts = {name: list(of_group.values()).count(name) for name in SPLITS}
        owns = [(name, of_group[name]) for name in places]
        free = [name for name, own in owns if counts[own] > 1 or (is_trained and own == SPLITS[0])]
        if not free:
            continue
        middle = borders[split] + shares[split] / 2.0
        of_group[min(free, key=lambda name: (abs(places[name] - middle), name))] = split


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
            f"'{largest}': all of them are {_DONE[of[groups[largest][0]]]}"
        )
    for split in SPLITS:
        count = sum(own == split for own in of.values())
        if shares.get(split, 0.0) > 0.0 and count == 0:
            warnings.append(f"there are too few artists for a {split} split: it is empty")
    return warnings
