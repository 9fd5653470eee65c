"""Files that are not where they were, and where they may be now. Only decoding tells whether one is the recording."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from engine.core.track import TrackId
from engine.library.catalogue import Place
from engine.library.tracks import Tracks

_MOST_LOOKED_AT = 500_000
"""Files of a folder that are looked at: a folder with more is somebody's whole disk."""


def missing_tracks(
    places: Iterable[Place], exists: Callable[[str], bool] = os.path.exists
) -> dict[TrackId, tuple[Place, ...]]:
    """Recordings none of whose files is there, with the places where they were."""
    gone: dict[TrackId, list[Place]] = defaultdict(list)
    found: set[TrackId] = set()
    for place in places:
        if place.track_id in found:
            continue
        if exists(place.path):
            found.add(place.track_id)
        else:
            gone[place.track_id].append(place)
    return {track_id: tuple(where) for track_id, where in gone.items() if track_id not in found}


def candidates(missing: Iterable[Place], folder: Path) -> tuple[str, ...]:
    """Files below ``folder`` that may be missing ones: of the same size, or else of the same name, in order."""
    places = tuple(missing)
    sizes = {place.size_bytes for place in places}
    names = {Path(place.path).name.casefold() for place in places}
    found = [(path, size in sizes) for path, size in _files(folder) if size in sizes or path.name.casefold() in names]
    by_size = {path.name.casefold() for path, has_size in found if has_size}
    return tuple(sorted(str(path) for path, has_size in found if has_size or path.name.casefold() not in by_size))


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    looked_at = 0
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                return
            path = Path(root, name)
            with suppress(OSError):
                yield path, path.stat().st_size


def settle(tracks: Tracks, missing: Iterable[TrackId]) -> tuple[TrackId, ...]:
    """Forget the old places of those missing recordings that were found again; returns these.

    Raises:
        LibraryError: If the library cannot be written.
    """
    found = []
    for track_id in missing:
        locations = tracks.locations(track_id)
        there = [location for location in locations if Path(location.path).exists()]
        if not there:
            continue
        found.append(track_id)
        for location in locations:
            if location not in there:
                tracks.forget_location(Path(location.path))
    return tuple(found)
