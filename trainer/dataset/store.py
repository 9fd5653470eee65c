"""Where data sets lie: ``<folder>/<name>/v1``, ``v2`` …; the one that is being made is ``v3.making``.

A finished version never changes. What would change it makes the next one.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.core.codec import decode_json
from engine.core.errors import UserError
from trainer.dataset.manifest import MANIFEST_FILE, Manifest, read_manifest

DATASET_FILE = "dataset.json"
USES_FILE = "uses.jsonl"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_VERSION = re.compile(r"v([1-9][0-9]{0,5})")
_MAKING = ".making"


@dataclass(frozen=True, slots=True)
class StoredDataset:
    """A finished version of a data set: its name, number, folder, description and manifest."""

    name: str
    version: int
    folder: Path
    document: dict[str, Any]
    manifest: Manifest

    @property
    def title(self) -> str:
        return f"{self.name}/v{self.version}"


def check_name(name: str) -> str:
    """The name, if it can be one.

    Raises:
        UserError: If it cannot.
    """
    if not _NAME.fullmatch(name):
        raise UserError(
            f"'{name}' cannot name a data set", "Use letters, digits, '-', '_' and '.', at most 64 of them."
        )
    return name


def versions(root: Path, name: str) -> list[int]:
    """Numbers of the finished versions, oldest first."""
    folder = root / name
    if not folder.is_dir():
        return []
    numbers = [int(match.group(1)) for entry in folder.iterdir() if (match := _VERSION.fullmatch(entry.name))]
    return sorted(number for number in numbers if (folder / f"v{number}" / MANIFEST_FILE).is_file())


def names(root: Path) -> list[str]:
    """Data sets of which there is a finished version or one in the making."""
    if not root.is_dir():
        return []
    return sorted(entry.name for entry in root.iterdir() if entry.is_dir() and _NAME.fullmatch(entry.name))


def version_folder(root: Path, name: str, number: int) -> Path:
    return root / name / f"v{number}"


def making_folder(root: Path, name: str) -> Path:
    """Where the next version is made; one at a time."""
    number = (versions(root, name) or [0])[-1] + 1
    return root / name / f"v{number}{_MAKING}"


def open_dataset(root: Path, title: str) -> StoredDataset:
    """A finished data set by ``name`` (its newest version), ``name/v2``, or its folder.

    Raises:
        UserError: If there is none.
    """
    path = Path(title).expanduser()
    if (path / MANIFEST_FILE).is_file():
        return _opened(path.parent.name, path)
    name, _, version = title.partition("/")
    there = versions(root, check_name(name))
    number = int(match.group(1)) if (match := _VERSION.fullmatch(version)) else None
    if not there or (version and number not in there):
        known = ", ".join(f"{own}/v{n}" for own in names(root) for n in versions(root, own)) or "none yet"
        raise UserError(f"There is no data set '{title}'", f"Finished ones: {known}.")
    return _opened(name, version_folder(root, name, number if number is not None else there[-1]))


def _opened(name: str, folder: Path) -> StoredDataset:
    manifest = read_manifest(folder)
    try:
        document = decode_json((folder / DATASET_FILE).read_bytes(), dict)
    except (OSError, ValueError) as error:
        raise UserError(f"{folder / DATASET_FILE} cannot be read: {error}", "Bring back a copy.") from error
    match = _VERSION.fullmatch(folder.name)
    return StoredDataset(name, int(match.group(1)) if match else 0, folder, document, manifest)


def record_use(dataset: StoredDataset, *, by: str) -> None:
    """Write down that a training used a version: one JSON line beside the versions, never taken back.

    Args:
        dataset: Which.
        by: What used it, such as a run's folder.
    """
    line = {
        "dataset": dataset.title,
        "root_sha256": dataset.manifest.root_sha256,
        "by": by,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with (dataset.folder.parent / USES_FILE).open("ab") as file:
        file.write(json.dumps(line, sort_keys=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def uses(dataset: StoredDataset) -> list[dict[str, Any]]:
    """Who used this version, oldest first."""
    file = dataset.folder.parent / USES_FILE
    if not file.is_file():
        return []
    lines = []
    for line in file.read_bytes().splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:  # a crash cut it off
            continue
    return [line for line in lines if line.get("dataset") == dataset.title]
