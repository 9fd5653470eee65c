"""Files appear whole or not at all: temporary sibling, flush, fsync, rename, fsync of the folder.

The contract is GLib's ``G_FILE_SET_CONTENTS_CONSISTENT``: after a crash or a power cut there is either the old
file or the new one. A full disk leaves the old file and no leftovers.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY_PREFIX = ".tmp-"


def temporary_name(suffix: str = "") -> str:
    """A fresh name that carries the process that owns it, so that a later run can tell leftovers from work in hand."""
    return f"{TEMPORARY_PREFIX}{os.getpid()}-{secrets.token_hex(6)}{suffix}"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path``, with the same suffix; on success it takes the name ``path``.

    Parents are created. On any exception the temporary file is removed and ``path`` stays as it was.

    Raises:
        OSError: If the file cannot be written or renamed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(temporary_name(path.suffix))
    try:
        yield temporary
        _sync(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_bytes(path: Path, content: bytes) -> None:
    """Write a small file whole.

    Raises:
        OSError: If it cannot be written; then the old content is still there.
    """
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def whole_set(folder: Path, *, last: str) -> Iterator[Path]:
    """A temporary folder whose files move into ``folder`` together once all are complete.

    Other files in ``folder`` stay. The file named ``last`` describes the set: its old version goes first and its new
    one comes last, so that whoever finds it finds the whole set beside it. On any exception nothing has changed.

    Raises:
        OSError: If something cannot be written or renamed.
    """
    existed = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / temporary_name()
    try:
        temporary.mkdir()
        yield temporary
        files = sorted(temporary.iterdir(), key=lambda file: (file.name == last, file.name))
        for file in files:
            _sync(file)
        (folder / last).unlink(missing_ok=True)
        for file in files:
            file.replace(folder / file.name)
        temporary.rmdir()
        sync_folder(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        if not existed:
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def whole_folder(folder: Path, *, is_new: bool = False) -> Iterator[Path]:
    """A temporary folder that takes the name ``folder`` once it is complete, in place of an older one.

    On any exception the temporary folder is removed and ``folder`` is as it was.

    Args:
        folder: The name it takes.
        is_new: Never replace: where another process has made a folder of that name meanwhile, that one stays.

    Raises:
        FileExistsError: With ``is_new``, if ``folder`` is there when this one is complete.
        OSError: If something cannot be written or renamed.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = folder.parent / temporary_name()
    try:
        temporary.mkdir()
        yield temporary
        for file in temporary.rglob("*"):
            if file.is_file():
                _sync(file)
        if is_new:
            _rename_new(temporary, folder)
        elif folder.exists():
            older = folder.parent / temporary_name()
            folder.replace(older)
            temporary.replace(folder)
            shutil.rmtree(older, ignore_errors=True)
        else:
            temporary.replace(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _rename_new(temporary: Path, folder: Path) -> None:
    """One rename decides between processes: it fails where a folder with content has the name."""
    try:
        temporary.rename(folder)
    except OSError as error:
        if folder.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder)) from error
        raise


def _sync(file: Path) -> None:
    """Windows flushes what may be written to; elsewhere a file that may only be read (a link to one) is synced too."""
    with file.open("rb+" if os.name == "nt" else "rb") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut (POSIX; Windows has no such call and needs none)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_temporaries(folder: Path, *, recursive: bool = False) -> int:
    """Delete what dead processes left half-written in ``folder``; returns how many leftovers went."""
    if not folder.is_dir():
        return 0
    pattern = f"{TEMPORARY_PREFIX}*"
    leftovers = [p for p in (folder.rglob(pattern) if recursive else folder.glob(pattern)) if not _owner_lives(p)]
    for leftover in leftovers:
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            with suppress(OSError):
                leftover.unlink()
    return len(leftovers)


def _owner_lives(temporary: Path) -> bool:
    from engine.processes import is_alive

    owner = temporary.name.removeprefix(TEMPORARY_PREFIX).split("-")[0]
    return owner.isdigit() and is_alive(int(owner), temporary)
