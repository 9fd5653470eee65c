"""Which files an import is about: the ones that were named, and the regular files below named folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

AUDIO_SUFFIXES = frozenset(
    {
        ".wav",
        ".wave",
        ".bwf",
        ".rf64",
        ".w64",
        ".aif",
        ".aiff",
        ".aifc",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
        ".mp3",
        ".mp2",
    }
    | {".m4a", ".m4b", ".mp4", ".aac", ".alac", ".wma", ".ape", ".wv", ".caf"}
)
"""A file of such a name is meant to be heard: if it cannot, the user is told. Whether it is audio, its content says."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be audio.

    Args:
        path: Absolute; may hold surrogate escapes for bytes that are no UTF-8.
        size_bytes: For telling how far a batch is.
        is_meant: Whether its user takes it for audio: it was named itself, or its name says so.
    """

    path: str
    size_bytes: int
    is_meant: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """What lies below the sources. ``unreadable``: folders that could not be looked into, with the system's reason."""

    candidates: tuple[Candidate, ...]
    unreadable: tuple[tuple[str, str], ...]


def collect(paths: tuple[str, ...], *, recursive: bool, on_file: Callable[[int], None]) -> Collected:
    """All candidates below ``paths``, each once, sorted by path as bytes, which is the order of their import.

    Links to folders are followed; a folder is entered once, known by device and inode, so that loops end. Pipes,
    sockets and devices are passed over unless they are named themselves.

    Args:
        paths: Files and folders.
        recursive: Whether folders inside folders count.
        on_file: Called with the number found so far; may raise to stop.
    """
    walk = _Walk(recursive, on_file)
    for path in map(canonical, paths):
        if os.path.isdir(path):  # noqa: PTH112 - a name that no file can have is False here, an error in pathlib
            walk.enter(path)
        else:
            walk.found[path] = Candidate(path, _size(path), is_meant=True)
    candidates = sorted(walk.found.values(), key=lambda candidate: os.fsencode(candidate.path))
    return Collected(tuple(candidates), tuple(walk.unreadable))


def canonical(path: str) -> str:
    """An absolute path; links stay, unless a ``..`` behind one would lead elsewhere."""
    return os.path.realpath(path) if ".." in Path(path).parts else os.path.abspath(path)  # noqa: PTH100


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):  # absent, or a name no file can have; reading it tells the user
        return 0


@dataclass(slots=True)
class _Walk:
    recursive: bool
    on_file: Callable[[int], None]
    found: dict[str, Candidate] = field(default_factory=dict)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    visited: set[tuple[int, int]] = field(default_factory=set)

    def enter(self, folder: str) -> None:
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            try:
                status = Path(current).stat()
                if (status.st_dev, status.st_ino) in self.visited:
                    continue
                self.visited.add((status.st_dev, status.st_ino))
                with os.scandir(current) as scan:
                    entries = sorted(scan, key=lambda entry: os.fsencode(entry.name), reverse=True)
            except OSError as error:
                self.unreadable.append((current, error.strerror or type(error).__name__))
                continue
            waiting += [entry.path for entry in entries if self._is_folder_or_take(entry) and self.recursive]

    def _is_folder_or_take(self, entry: os.DirEntry[str]) -> bool:
        """Whether to go on inside; a regular file is taken on the way."""
        try:
            status = entry.stat()
        except OSError:  # a link to nothing
            return False
        if stat.S_ISREG(status.st_mode):
            is_meant = Path(entry.name).suffix.lower() in AUDIO_SUFFIXES
            self.found.setdefault(entry.path, Candidate(entry.path, status.st_size, is_meant))
            self.on_file(len(self.found))
        return stat.S_ISDIR(status.st_mode)
