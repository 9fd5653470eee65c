"""What is different between two data sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.dataset.store import StoredDataset

_MOST_SHOWN = 20


def compare(first: StoredDataset, second: StoredDataset) -> dict[str, Any]:
    """Options, songs and files that differ; ``same`` where nothing does."""
    before, after = first.document, second.document
    files = {file.path: file.sha256 for file in first.manifest.files}
    others = {file.path: file.sha256 for file in second.manifest.files}
    songs, others_songs = _songs(files), _songs(others)
    options = {**before.get("options", {}), **before.get("rules", {})}
    other_options = {**after.get("options", {}), **after.get("rules", {})}
    return {
        "first": first.title,
        "second": second.title,
        "same": first.manifest.root_sha256 == second.manifest.root_sha256,
        "options": {
            name: [options.get(name), other_options.get(name)]
            for name in sorted({*options, *other_options})
            if options.get(name) != other_options.get(name)
        },
        "songs_added": sorted(set(others_songs) - set(songs)),
        "songs_removed": sorted(set(songs) - set(others_songs)),
        "songs_changed": sorted(song for song in songs if song in others_songs and songs[song] != others_songs[song]),
        "files_added": len(set(others) - set(files)),
        "files_removed": len(set(files) - set(others)),
        "files_changed": sum(path in others and others[path] != own for path, own in files.items()),
    }


def _songs(files: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Song to its files with their hashes; they lie in ``songs/<song>``, ``audio/<split>/<song>`` and so on."""
    songs: dict[str, list[tuple[str, str]]] = {}
    for path, sha256 in files.items():
        parts = path.split("/")
        place = {"songs": 1, "audio": 2, "stems": 2}.get(parts[0])
        if place is not None and len(parts) > place + 1:
            songs.setdefault(parts[place], []).append((path, sha256))
    return {song: tuple(sorted(own)) for song, own in songs.items()}


def difference_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The difference in words."""
    if document["same"]:
        yield f"{document['first']} and {document['second']} are the same, file by file"
        return
    for name, (before, after) in document["options"].items():
        yield f"{name}: {before} -> {after}"
    for kind in ("songs_added", "songs_removed", "songs_changed"):
        names = document[kind]
        more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
        yield f"{len(names)} {kind.replace('_', ' ')}: {', '.join(names[:_MOST_SHOWN])}{more}".rstrip(": ")
    yield ", ".join(f"{document[kind]} {kind.replace('_', ' ')}" for kind in ("files_added", "files_removed"))
