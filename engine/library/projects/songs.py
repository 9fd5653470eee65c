"""Songs and takes into a project and out of it: their folders as contents, and contents as folders again."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.core.errors import UserError
from engine.library.projects.content import AudioStore, State, bring
from engine.library.projects.document import SONG, ProjectDocument, ProjectSong, StoredFile, is_inside
from engine.library.projects.folder import ProjectFolder
from engine.library.projects.trouble import explained
from engine.whole_file import TEMPORARY_PREFIX, whole_folder, write_bytes

NOT_CONTENT = ("edits.json", "edits.damaged.json", "edited")
"""What a song's folder holds of a person's work: it stands in the project's document."""
MOST_FILES = 500
_LIST = "contents.txt"
_NAMED = 3


def add_folder(
    folder: ProjectFolder,
    source: Path,
    *,
    title: str,
    kind: str = SONG,
    own_file: str = "",
    work: Mapping[str, Any] | None = None,
    song_id: str = "",
    may_link: bool = False,
) -> ProjectSong:
    """Take the files of an opened song or a take into a project; they stay where they are.

    Args:
        folder: The project.
        source: The song's or take's folder.
        title: For people.
        kind: ``song`` or ``take``.
        own_file: Where the user's own file lies.
        work: What a person made of it, by part.
        song_id: Of a song that is in the project and gets new files.
        may_link: The folder is one of ours, whose files nobody writes into.

    Raises:
        UserError: If it cannot be read or written.
    """
    try:
        names = _names(source)
        files = {name: folder.audio.put(source / name, may_link=may_link) for name in names}
    except OSError as error:
        raise explained(error, folder.root if error.filename is None else Path(str(error.filename))) from error
    if not files:
        raise UserError(f"There is no song in {source}", "Open the song first.")
    return ProjectSong(song_id or secrets.token_hex(8), title[:500], kind, own_file, files, work=dict(work or {}))


def _names(source: Path) -> list[str]:
    found = []
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        first = name.split("/")[0]
        if path.is_symlink() or not path.is_file() or first in NOT_CONTENT or not is_inside(name):
            continue
        if any(part.startswith(TEMPORARY_PREFIX) for part in name.split("/")):
            continue
        found.append(name)
        if len(found) > MOST_FILES:
            raise UserError(f"{source} holds too many files to be a song", "Choose the folder of one song or take.")
    return found


def lay_out(store: AudioStore, song: ProjectSong, target: Path) -> Path:
    """A song's files under their own names in a folder, as the rest of the studio reads them; each is verified.

    A folder that was laid out of the same contents is taken as it is, once they are verified.

    Args:
        store: The project's files.
        song: Which.
        target: The folder; a part of the cache.

    Raises:
        UserError: If files are missing or altered, or the folder cannot be written.
    """
    try:
        bad = {name: state for name, each in song.files.items() if (state := store.state(each)) is not State.SOUND}
        if bad:
            raise _incomplete(song.title, bad)
        contents = "".join(f"{each.name} {name}\n" for name, each in sorted(song.files.items())).encode()
        if not _is_laid_out(target, song, contents):
            with whole_folder(target) as temporary:
                for name, each in song.files.items():
                    place = temporary / name
                    place.parent.mkdir(parents=True, exist_ok=True)
                    _show(store.path(each), place)
                write_bytes(temporary / _LIST, contents)
    except OSError as error:
        raise explained(error, target) from error
    return target


def _is_laid_out(target: Path, song: ProjectSong, contents: bytes) -> bool:
    with suppress(OSError):
        has_all = all((target / name).stat().st_size == each.size for name, each in song.files.items())
        return has_all and (target / _LIST).read_bytes() == contents
    return False


def _show(source: Path, target: Path) -> None:
    """The file under another name: the same one, a pointer to it, or a copy where neither can be."""
    for way in (os.link, os.symlink):
        with suppress(OSError, NotImplementedError):
            way(source.absolute(), target)
            return
    bring(source, target, may_link=False)


def _incomplete(title: str, bad: Mapping[str, State]) -> UserError:
    missing = [name for name, state in bad.items() if state is State.MISSING]
    named = ", ".join((missing or list(bad))[:_NAMED]) + (" …" if len(missing or bad) > _NAMED else "")
    if missing:
        files = "1 file" if len(missing) == 1 else f"{len(missing)} files"
        sentence = f"“{title[:80]}” misses {files} of the project: {named}"
    else:
        files = "1 file" if len(bad) == 1 else f"{len(bad)} files"
        sentence = f"“{title[:80]}” has {files} that were altered by something else: {named}"
    return UserError(
        sentence, "Choose “Find missing files…” and the folder of a copy (aurax project verify --find DIR)."
    )


def collect(
    folder: ProjectFolder, document: ProjectDocument, report: Callable[[float], None] = lambda _fraction: None
) -> tuple[ProjectDocument, tuple[str, ...]]:
    """The users' own files into the project, so that the folder holds all; and what could not be found.

    Raises:
        UserError: If the project cannot be written.
    """
    missing = []
    for number, song in enumerate(document.songs):
        report(number / len(document.songs))
        if song.original is not None and folder.audio.state(song.original) is State.SOUND:
            continue
        source = Path(song.source) if song.source else None
        if source is None or not source.is_file():
            missing.extend([song.source] if song.source else [])
            continue
        try:
            document = document.with_song(replace(song, original=folder.audio.put(source)))
        except OSError as error:
            raise explained(error, folder.root) from error
    return document, tuple(missing)


def copy_project(folder: ProjectFolder, document: ProjectDocument, target: Path, name: str) -> ProjectDocument:
    """The project under another name; the one that was open stays as it is. Returns the new one's document.

    Raises:
        UserError: If there is something of that name, a file is missing, or the copy cannot be written.
    """
    if target.exists():
        raise UserError(f"There is something at {target} already", "Choose another name.")
    if target.absolute().is_relative_to(folder.root.absolute()):
        raise UserError("A project cannot be saved inside itself", "Choose another folder.")
    copied = replace(document, id=secrets.token_hex(12), name=name[:200])
    try:
        with whole_folder(target, is_new=True) as temporary:
            new = ProjectFolder(temporary)
            _copy_all(folder.audio, new.audio, document.stored)
            new.save(copied)
    except OSError as error:
        raise explained(error, target) from error
    return copied


def _copy_all(source: AudioStore, target: AudioStore, files: Iterable[StoredFile]) -> None:
    target.folder.mkdir(parents=True, exist_ok=True)
    for stored in files:
        if source.state(stored, quick=True) is State.SOUND:  # what is missing is missing in both, and told on opening
            shutil.copyfile(source.path(stored), target.path(stored))
