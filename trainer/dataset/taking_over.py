"""The next version of a data set begins with what the last one holds: only songs that differ are prepared anew.

Ten thousand songs are days of separation; one song more must not cost them again. A song is taken over where both plans
make it in the same way, be it for another split, and each of its files is what the finished version's manifest says.
Sound is linked, not copied, where the disk can: no program writes into it, and either version may be deleted without
the other.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from engine.whole_file import whole_folder
from trainer.dataset.manifest import HashedFile, read_manifest
from trainer.dataset.plan import Plan, PlannedSong
from trainer.dataset.prepare import is_prepared
from trainer.dataset.restating import is_restated, moved, restate


def places_of(song: PlannedSong) -> tuple[str, str, str]:
    """A song's folders in a data set; the last one says that the others are whole."""
    return f"audio/{song.split}/{song.name}", f"stems/{song.split}/{song.name}", f"songs/{song.name}"


def take_over(finished: Path, before: Plan, folder: Path, plan: Plan) -> int:
    """Bring the songs that a finished version has made just so into one that begins; returns how many.

    Args:
        finished: Folder of the version.
        before: Its plan.
        folder: Where the next one is made.
        plan: What that is to be.
    """
    if before.options != plan.options or before.engine != plan.engine:
        return 0
    older = {song.name: song for song in before.songs}
    files: dict[str, list[HashedFile]] = {}
    for file in read_manifest(finished).files:
        files.setdefault(Path(file.path).parent.as_posix(), []).append(file)
    num_taken = 0
    for song in plan.songs:
        own = older.get(song.name)
        if own is None or not is_restated(replace(own, split=song.split), song):
            continue
        if is_prepared(folder, song) or _bring(finished, own, folder, song, files):
            num_taken += restate(folder, song)
    return num_taken


def _bring(
    finished: Path, own: PlannedSong, folder: Path, song: PlannedSong, files: Mapping[str, list[HashedFile]]
) -> bool:
    """A song's folders, each whole, the one that counts last; False where a file is not what it was."""
    lists = [files.get(place, []) for place in places_of(own)]
    if not lists[-1] or not all(_is_sound(finished, file) for files_there in lists for file in files_there):
        return False
    for place, files_there in zip(places_of(song), lists, strict=True):
        if not files_there:
            continue
        with whole_folder(folder / place) as inside:
            for file in files_there:
                source, target = finished / file.path, inside / Path(file.path).name
                if source.suffix == ".json":
                    target.write_bytes(moved(source.read_bytes(), own, song))
                else:
                    _put(source, target)
    return True


def _is_sound(finished: Path, file: HashedFile) -> bool:
    try:
        with (finished / file.path).open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def _put(source: Path, target: Path) -> None:
    """Link it; on Windows, which deletes no read-only file, copy it: a link is as read-only as what it links to."""
    if sys.platform != "win32":
        with suppress(OSError):  # a disk that has no links, or too many of this file
            os.link(source, target)
            return
    shutil.copyfile(source, target)
