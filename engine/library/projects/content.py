"""``audio/``: files named by what they contain, so that no content is there twice and damage is found."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path

from engine.core.errors import UserError
from engine.library.projects.document import StoredFile, tidy_suffix
from engine.whole_file import whole_file

_FICLONE = 0x40049409
"""``ioctl`` of Linux that shares a file's blocks until either is written (linux/fs.h)."""


class State(Enum):
    """Of a stored file."""

    SOUND = "sound"
    MISSING = "missing"
    ALTERED = "altered"


class AudioStore:
    """The files of one project.

    Args:
        folder: ``audio/`` of the project.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, stored: StoredFile) -> Path:
        return self.folder / stored.name

    def put(self, source: Path, *, may_link: bool = False) -> StoredFile:
        """Take in a file's content, unless it is there.

        Args:
            source: The file; it stays as it is.
            may_link: It is one of ours, that nobody writes into: it may share its bytes with the project.

        Raises:
            OSError: If it cannot be read or written; then nothing was left half.
            UserError: If it changed meanwhile.
        """
        before = source.stat()
        stored = StoredFile(digest(source), before.st_size, tidy_suffix(source.name))
        found = self._with_content(stored)
        if found is not None:
            return found
        target = self.path(stored)
        with whole_file(target) as temporary:
            bring(source, temporary, may_link=may_link)
            after = source.stat()
            if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
                raise UserError(f"{source.name} is being written by another program", "Try again once it is done.")
        return stored

    def _with_content(self, stored: StoredFile) -> StoredFile | None:
        """The same content, if it is there and sound, under whatever suffix."""
        if not self.folder.is_dir():
            return None
        for path in sorted(self.folder.glob(f"{stored.sha256}*")):
            found = StoredFile(stored.sha256, stored.size, tidy_suffix(path.name))
            if path.name == found.name and self.state(found) is State.SOUND:
                return found
        return None

    def state(self, stored: StoredFile, *, quick: bool = False) -> State:
        """Whether a file is there and is what it was; ``quick`` looks at its size alone.

        Raises:
            OSError: If its folder cannot be read.
        """
        path = self.path(stored)
        try:
            if path.stat().st_size != stored.size:
                return State.ALTERED
            return State.SOUND if quick or digest(path) == stored.sha256 else State.ALTERED
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return State.MISSING


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def bring(source: Path, target: Path, *, may_link: bool) -> None:
    """The same content at ``target``, which is not there: shared blocks, the same file under two names, or a copy.

    Raises:
        OSError: If it cannot be written.
    """
    if _cloned(source, target):
        return
    if may_link:
        with suppress(OSError, NotImplementedError):
            os.link(source, target)
            return
    shutil.copyfile(source, target)


def _cloned(source: Path, target: Path) -> bool:
    """Share blocks where the file system can (Btrfs, XFS, bcachefs): no bytes are copied until one of them changes."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        with source.open("rb") as read, target.open("xb") as written:
            fcntl.ioctl(written.fileno(), _FICLONE, read.fileno())
            return True
    except OSError as error:
        with suppress(FileNotFoundError):
            target.unlink()
        if error.errno in (errno.ENOSPC, errno.EACCES, errno.EROFS):
            raise
        return False
