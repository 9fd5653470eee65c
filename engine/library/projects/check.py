"""Whether a project's files are all there and sound; and finding those that are not, by what they contain."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.library.projects.content import AudioStore, State, digest
from engine.library.projects.document import ProjectDocument, StoredFile
from engine.library.projects.trouble import explained
from engine.whole_file import whole_file

_MOST_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True)
class Findings:
    """Of all contents: how many are sound, which are not there, which are not what they were."""

    num_sound: int
    missing: tuple[StoredFile, ...] = ()
    altered: tuple[StoredFile, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.missing and not self.altered

    def songs(self, document: ProjectDocument) -> tuple[str, ...]:
        """Titles of the songs that something is wrong with."""
        bad = {stored.sha256 for stored in (*self.missing, *self.altered)}
        return tuple(song.title for song in document.songs if any(each.sha256 in bad for each in song.stored))


def check(
    store: AudioStore,
    document: ProjectDocument,
    *,
    quick: bool = False,
    report: Callable[[float], None] = lambda _fraction: None,
) -> Findings:
    """Look at every content; ``quick`` at sizes alone.

    Raises:
        UserError: If the folder cannot be read.
    """
    files = document.stored
    found: dict[State, list[StoredFile]] = {state: [] for state in State}
    try:
        for number, stored in enumerate(files):
            report(number / len(files))
            found[store.state(stored, quick=quick)].append(stored)
    except OSError as error:
        raise explained(error, store.folder) from error
    return Findings(len(found[State.SOUND]), tuple(found[State.MISSING]), tuple(found[State.ALTERED]))


def repair(store: AudioStore, wanted: Iterable[StoredFile], folders: Iterable[Path]) -> tuple[StoredFile, ...]:
    """Look for contents in folders, whatever the files are called; returns what was found and taken in.

    Raises:
        UserError: If the project cannot be written.
    """
    by_size: dict[int, dict[str, StoredFile]] = {}
    for stored in wanted:
        by_size.setdefault(stored.size, {})[stored.sha256] = stored
    mended = []
    for number, path in enumerate(_files(folders)):
        if number >= _MOST_LOOKED_AT or not by_size:
            break
        found = _same(path, by_size)
        if found is None:
            continue
        _take_in(store, path, found)
        mended.append(found)
        del by_size[found.size][found.sha256]
        if not by_size[found.size]:
            del by_size[found.size]
    return tuple(mended)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for root, subfolders, names in os.walk(folder):
            subfolders.sort()
            yield from (Path(root) / name for name in sorted(names))


def _same(path: Path, by_size: dict[int, dict[str, StoredFile]]) -> StoredFile | None:
    """Which wanted content a file has; what cannot be read has none."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        wanted = by_size.get(path.stat().st_size)
        return wanted.get(digest(path)) if wanted else None
    except OSError:
        return None


def _take_in(store: AudioStore, path: Path, stored: StoredFile) -> None:
    """In the place of an altered file too, which ``put`` would do as well but under this file's suffix."""
    from engine.library.projects.content import bring

    try:
        with whole_file(store.path(stored)) as temporary:
            bring(path, temporary, may_link=False)
    except OSError as error:
        raise explained(error, store.folder) from error
