"""What a finished data set holds, hashed, so that any change to it is noticed by anybody.

``manifest.json`` lists every file with its size and SHA-256, and the root hash over that list. Two data sets with one
root hash are the same, wherever they were made; a recipe that names the hash names the data.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.jobs import Report, no_report
from engine.whole_file import TEMPORARY_PREFIX, write_bytes

MANIFEST_FILE = "manifest.json"
UNHASHED = frozenset({MANIFEST_FILE, "made.json"})
"""``made.json`` says when and by which machine: it differs from run to run and is not part of the data."""
MANIFEST_SCHEMA = "aurax.dataset-manifest/1"
_THREADS = 4


@dataclass(frozen=True, slots=True)
class HashedFile:
    """A file of a data set: path below its folder with ``/``, bytes, SHA-256."""

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files in the order of their paths, and the hash over the list."""

    root_sha256: str
    num_files: int
    size_bytes: int
    files: tuple[HashedFile, ...]
    schema: str = MANIFEST_SCHEMA


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as the manifest says: ``changed``, ``missing`` or ``unexpected``."""

    path: str
    kind: str


def root_hash(files: tuple[HashedFile, ...]) -> str:
    """SHA-256 over a line ``sha256 size path`` for each file, in the order of the paths."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.sha256} {file.size_bytes} {file.path}\n".encode())
    return digest.hexdigest()


def make_manifest(folder: Path, *, report: Report = no_report) -> Manifest:
    """Hash every file below a folder."""
    paths = sorted(_files(folder))
    files = []
    with ThreadPoolExecutor(_THREADS) as pool:
        for number, file in enumerate(pool.map(lambda path: _hashed(folder, path), paths), start=1):
            files.append(file)
            report(number / len(paths))
    whole = tuple(files)
    return Manifest(root_hash(whole), len(whole), sum(file.size_bytes for file in whole), whole)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it whole: a data set is finished when this is there."""
    write_bytes(folder / MANIFEST_FILE, encode_json(manifest, indent=1) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a finished data set.

    Raises:
        UserError: If there is none, or it is damaged: its root hash is not that of its list.
    """
    file = folder / MANIFEST_FILE
    try:
        manifest = decode_json(file.read_bytes(), Manifest)
    except FileNotFoundError as error:
        raise UserError(
            f"{folder} holds no finished data set", "Finish it with: aurax train dataset make NAME"
        ) from error
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(f"{file} cannot be read: {error}", "Make the data set again, or bring back a copy.") from error
    if root_hash(manifest.files) != manifest.root_sha256:
        raise UserError(f"{file} was changed: its root hash is not that of its list", "Bring back a copy.")
    return manifest


def verify(folder: Path, *, is_quick: bool = False, report: Report = no_report) -> tuple[Difference, ...]:
    """What is not as the manifest says.

    Args:
        folder: Of the data set.
        is_quick: Look at names and sizes only.
        report: Progress.

    Raises:
        UserError: If it has no sound manifest.
    """
    expected = {file.path: file for file in read_manifest(folder).files}
    found = set(_files(folder))
    differences = [Difference(path, "missing") for path in expected if path not in found]
    differences += [Difference(path, "unexpected") for path in found if path not in expected]
    there = [path for path in expected if path in found]
    for number, path in enumerate(there, start=1):
        size = (folder / path).stat().st_size
        same = size == expected[path].size_bytes and (is_quick or _hashed(folder, path) == expected[path])
        if not same:
            differences.append(Difference(path, "changed"))
        report(number / len(there))
    return tuple(sorted(differences, key=lambda one: one.path))


def make_read_only(folder: Path) -> None:
    """Take the permission to write from every file: a program that writes into it by mistake is told so."""
    for path in (*_files(folder), *UNHASHED):
        file = folder / path
        if file.is_file():
            file.chmod(file.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def _files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(TEMPORARY_PREFIX)]
        inside = Path(place).relative_to(folder)
        for name in names:
            path = (inside / name).as_posix()
            if path not in UNHASHED and not name.startswith(TEMPORARY_PREFIX):
                yield path


def _hashed(folder: Path, path: str) -> HashedFile:
    with (folder / path).open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return HashedFile(path, opened.seek(0, os.SEEK_END), digest)
