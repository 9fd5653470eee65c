"""Files the studio has made, named by the hash of what made them.

``artifacts/<first two digits>/<key>/<name>``. Everything is built in a folder of its own beside them, synced, and
renamed into place as a whole; the row with sizes and hashes is written in the same database transaction as the
rename. A crash between the two leaves files without a row, which the next making of the same thing replaces.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.library.database import Database, json_bytes, utc_now
from engine.whole_file import sync_folder, temporary_name


@dataclass(frozen=True, slots=True)
class ArtifactFile:
    """A file of an artifact as it was when it was made."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Artifact:
    """Finished files. ``folder`` is where they lie."""

    key: str
    folder: Path
    files: tuple[ArtifactFile, ...]

    def path(self, name: str | None = None) -> Path:
        """The file ``name``, or the only file.

        Raises:
            ValueError: If it has no such file, or several and none was named.
        """
        names = [file.name for file in self.files]
        if name is None and len(names) == 1:
            return self.folder / names[0]
        if name not in names:
            raise ValueError(f"the artifact holds {names}, not {name!r}")
        return self.folder / name


def artifact_key(kind: str, inputs: dict[str, Any]) -> str:
    """The name of what ``inputs`` make: SHA-256 of their canonical JSON (sorted keys), 64 hex digits.

    Args:
        kind: What is made, e.g. ``stems``.
        inputs: Everything the result depends on: fingerprint, model, revision, parameters, engine version.
    """
    canonical = json_bytes(_sorted({"kind": kind, "inputs": inputs}))
    return hashlib.sha256(canonical).hexdigest()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _sorted(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_sorted(item) for item in value]
    return value


class Artifacts:
    """The store. Methods may raise ``LibraryError``, where the disk does not obey too."""

    def __init__(self, database: Database, root: Path) -> None:
        self._database = database
        self.root = root

    @staticmethod
    def key(kind: str, inputs: dict[str, Any]) -> str:
        """See ``artifact_key``."""
        return artifact_key(kind, inputs)

    def folder(self, key: str) -> Path:
        """Where the files of ``key`` lie or would lie."""
        if len(key) != 64 or set(key) - set("0123456789abcdef"):
            raise ValueError(f"an artifact key has 64 hex digits, got {key!r}")
        return self.root / key[:2] / key

    def path(self, key: str, name: str) -> Path:
        """Where the file ``name`` of ``key`` lies or would lie."""
        if name in ("", ".", "..") or Path(name).name != name:
            raise ValueError(f"an artifact's file name is one path component, got {name!r}")
        return self.folder(key) / name

    def get(self, key: str) -> Artifact | None:
        """The finished artifact; None if it was never made or a file of it is missing or has another size."""
        rows = self._database.rows(
            "SELECT name, size_bytes, sha256 FROM artifact_files WHERE key = ? ORDER BY name", (key,)
        )
        if not rows:
            return None
        artifact = Artifact(key, self.folder(key), tuple(ArtifactFile(*row) for row in rows))
        return artifact if all(_size(artifact.folder / f.name) == f.size_bytes for f in artifact.files) else None

    def all_keys(self) -> tuple[str, ...]:
        """Keys of all recorded artifacts, whole or not."""
        return tuple(key for (key,) in self._database.rows("SELECT key FROM artifacts ORDER BY key"))

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """A new folder on the store's disk to build files in, for ``adopt``; gone afterwards."""
        folder = self.root / temporary_name()
        try:
            folder.mkdir(parents=True)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def store(self, key: str, name: str, write: Callable[[Path], object]) -> Artifact:
        """Make an artifact of one file. ``write`` gets a path to write to; if it raises, nothing is kept.

        Raises:
            OSError: What ``write`` raises, or the disk while syncing.
        """
        self.path(key, name)
        with self.workspace() as folder:
            write(folder / name)
            return self.adopt(key, folder)

    def store_folder(self, key: str, write: Callable[[Path], object]) -> Path:
        """Make an artifact of several files. ``write`` gets an empty folder to fill; if it raises, nothing is kept.

        Returns:
            The folder in which they lie from now on.

        Raises:
            OSError: What ``write`` raises, or the disk while syncing.
        """
        with self.workspace() as folder:
            write(folder)
            return self.adopt(key, folder).folder

    def adopt(self, key: str, built: Path) -> Artifact:
        """Take over a folder of finished files from ``workspace``, whoever filled it (a worker process, say).

        If the artifact is there already and whole, that one stays: equal keys mean equal content.

        Raises:
            ValueError: If the folder holds no files, or other than plain files.
            OSError: If the disk does not obey; then nothing is kept.
        """
        target = self.folder(key)
        files = [_finished(file) for file in sorted(built.iterdir())]
        if not files:
            raise ValueError(f"nothing was written for artifact {key}")
        sync_folder(built)
        if (present := self.get(key)) is not None:
            return present
        self._forget_broken(key)
        with self._database.transaction():
            if (present := self.get(key)) is not None:  # another process was faster
                return present
            if target.exists():  # files without a row: a crash came between rename and commit
                target.replace(self.root / temporary_name())
            target.parent.mkdir(exist_ok=True)
            built.replace(target)
            sync_folder(target.parent)
            sync_folder(self.root)
            self._database.rows("INSERT INTO artifacts VALUES (?, ?)", (key, utc_now()))
            for file in files:
                self._database.rows(
                    "INSERT INTO artifact_files VALUES (?, ?, ?, ?)", (key, file.name, file.size_bytes, file.sha256)
                )
        return Artifact(key, target, tuple(files))

    def _forget_broken(self, key: str) -> None:
        """Drop the row of an artifact whose files are gone or cut, before new files take their place: at no moment
        may a row speak of files it was not written for.
        """
        with self._database.transaction():
            if self._database.value("SELECT 1 FROM artifacts WHERE key = ?", (key,)) and self.get(key) is None:
                self._database.rows("DELETE FROM artifacts WHERE key = ?", (key,))

    def discard(self, key: str) -> bool:
        """Forget an artifact with the separations that point at it and delete its files; whether it was there."""
        with self._database.transaction():
            gone = self._database.rows("DELETE FROM artifacts WHERE key = ? RETURNING key", (key,))
        shutil.rmtree(self.folder(key), ignore_errors=True)
        return bool(gone)

    def problems(self, key: str) -> Iterator[str]:
        """Read every file of an artifact; yields a sentence for each that is not as it was made."""
        rows = self._database.rows(
            "SELECT name, size_bytes, sha256 FROM artifact_files WHERE key = ? ORDER BY name", (key,)
        )
        for name, size, sha256 in rows:
            file = self.folder(key) / name
            found = _size(file)
            if found is None:
                yield f"{file} is missing"
            elif found != size:
                yield f"{file} has {found} bytes instead of {size}"
            else:
                try:
                    same = _sha256(file) == sha256
                except OSError as error:
                    yield f"{file} cannot be read ({error.strerror})"
                    continue
                if not same:
                    yield f"{file} is not what was written (its hash differs)"


def _finished(file: Path) -> ArtifactFile:
    if file.is_symlink() or not file.is_file():
        raise ValueError(f"an artifact holds plain files only, got {file.name!r}")
    with file.open("rb+") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        os.fsync(opened.fileno())
        return ArtifactFile(file.name, opened.seek(0, os.SEEK_END), digest)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None
