"""What of the catalogue is on this machine: install, verify, remove.

A model's folder ``<models>/<id>`` holds its weight files and ``installed.json`` with their full hashes. The folder is
complete when ``installed.json`` is there; it is written last.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from engine.core.codec import decode_json, encode_json
from engine.core.errors import ModelNotInstalled, ModelRefused, UserError
from engine.core.jobs import Report, no_report, part_of
from engine.core.model_card import ModelCard, WeightFile
from engine.models.download import fetch, mismatch, sha256_of
from engine.models.safe_load import container_of, convert
from engine.whole_file import whole_file, write_bytes

RECORD_FILE = "installed.json"
COMPANION_FILE = "config.json"
"""What tells that a companion is there, installed or copied."""
CHECKED_SUFFIX = ".checked.safetensors"
"""Of what a torch file was converted to, beside it."""
_COPY_BYTES = 1 << 22
_FINISHED_FILE = "downloading.json"


@dataclass(frozen=True, slots=True)
class InstalledFile:
    """A weight file as it was when it was installed: full SHA-256 and size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Installation:
    """``installed.json``: which revision, under which licence, from where, and its files."""

    model: str
    revision: str
    licence: str
    origin: str
    files: tuple[InstalledFile, ...]


@dataclass(frozen=True, slots=True)
class FileState:
    """What ``verify`` found of one file: ``ok``, ``missing`` or ``changed``."""

    name: str
    state: str


def installation(card: ModelCard, models_folder: Path) -> Installation | None:
    """The record of an installed model; None if it is not (wholly) installed."""
    try:
        return decode_json((models_folder / card.id / RECORD_FILE).read_bytes(), Installation)
    except (OSError, msgspec.MsgspecError):
        return None


def is_available(card: ModelCard, models_folder: Path) -> bool:
    """Whether the model can be used now: it ships with the product, is a program, or all that it reads is installed."""
    if card.needs:
        return all((models_folder / needed / RECORD_FILE).is_file() for needed in card.needs)
    if card.builtin or card.command:
        return True
    return installation(card, models_folder) is not None and not missing_companions(card, models_folder)


def missing_companions(card: ModelCard, models_folder: Path) -> tuple[str, ...]:
    """Ids of the models that a model reads beside its own files and that are not here."""
    places = (models_folder / card.id, models_folder)
    return tuple(
        name for name in card.companions if not any((place / name / COMPANION_FILE).is_file() for place in places)
    )


def installed_revision(card: ModelCard, models_folder: Path) -> str:
    """The card's revision and the start of a hash over the weights that are there: what results depend on.

    Raises:
        ModelNotInstalled: If the weights are not there.
    """
    record = installation(card, models_folder)
    if record is None:
        raise ModelNotInstalled(card.id)
    joined = "".join(sorted(file.sha256 for file in record.files))
    return f"{card.revision}-{hashlib.sha256(joined.encode()).hexdigest()[:8]}"


def loadable_path(card: ModelCard, models_folder: Path, name: str) -> Path:
    """The safetensors file to load in place of weight file ``name``: itself, or what it was converted to.

    Raises:
        ModelNotInstalled: If it is not installed.
    """
    path = weights_path(card, models_folder, name)
    checked = path.with_name(f"{path.name}{CHECKED_SUFFIX}")
    return checked if checked.is_file() else path


def weights_path(card: ModelCard, models_folder: Path, name: str) -> Path:
    """Where an installed weight file lies.

    Raises:
        ModelNotInstalled: If it is not installed.
    """
    path = models_folder / card.id / name
    if installation(card, models_folder) is None or not path.is_file():
        raise ModelNotInstalled(card.id)
    return path


def download(card: ModelCard, models_folder: Path, *, report: Report = no_report) -> Installation:
    """Fetch all files of a model, going on where an earlier try stopped.

    Raises:
        UserError: If the card names no address, or the network fails (what came is kept).
        ModelRefused: If a file is not what the card says.
    """
    _require_files(card)
    without = [file.name for file in card.files if not file.url]
    if without:
        raise UserError(
            f"The publisher's address of {without[0]} is not known to us",
            f"Get the file from {card.source}, then: aurax models import {card.id} FILE",
        )
    folder = models_folder / card.id
    files = []
    for index, file in enumerate(card.files):
        part = part_of(report, index / len(card.files), (index + 1) / len(card.files))
        target = folder / file.name
        digest = _already_there(target, file)
        if not digest:
            digest = fetch(file, target, report=part)
            _note_finished(folder, file, digest, target.stat().st_size)
        files += [InstalledFile(file.name, digest, target.stat().st_size), *_secure(card, target)]
    return _record(card, folder, files, "download")


def import_files(
    card: ModelCard, models_folder: Path, sources: Iterable[Path], *, report: Report = no_report
) -> Installation:
    """Copy weight files that the user brings; each must have the name and the content its card says.

    With a single file card and a single source any name will do.

    Raises:
        UserError: If a file is missing, or none of the model's.
        ModelRefused: If size or hash differ from the card.
    """
    _require_files(card)
    given = _match(card, list(sources))
    folder = models_folder / card.id
    for file in card.files:  # look at all before the first is copied
        source = given[file.name]
        problem = mismatch(file, source.stat().st_size, sha256_of(source))
        if problem:
            raise ModelRefused(card.id, f"{source.name} is not the file the card describes ({problem})")
    files = []
    for index, file in enumerate(card.files):
        _copy(
            given[file.name],
            folder / file.name,
            part_of(report, index / len(card.files), (index + 1) / len(card.files)),
        )
        target = folder / file.name
        files += [InstalledFile(file.name, sha256_of(target), target.stat().st_size), *_secure(card, target)]
    return _record(card, folder, files, "import")


def verify(card: ModelCard, models_folder: Path) -> tuple[FileState, ...]:
    """Hash every file of an installed model and compare with what was installed.

    Raises:
        ModelNotInstalled: If it is not installed.
    """
    record = installation(card, models_folder)
    if record is None:
        raise ModelNotInstalled(card.id)
    return tuple(FileState(file.name, _state(models_folder / card.id / file.name, file)) for file in record.files)


def remove(card: ModelCard, models_folder: Path) -> int:
    """Delete a model's weights, downloads in progress included; returns the bytes freed.

    Raises:
        UserError: If the model ships with the product.
        ModelNotInstalled: If nothing of it is here.
    """
    if card.builtin:
        raise UserError(
            f"The model '{card.id}' is part of the product", "Nothing needs to be done; it takes no extra space."
        )
    folder = models_folder / card.id
    if not folder.is_dir():
        raise ModelNotInstalled(card.id)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    (folder / RECORD_FILE).unlink(missing_ok=True)  # first: from here on the model counts as not installed
    shutil.rmtree(folder)
    return size


def _require_files(card: ModelCard) -> None:
    if card.needs:
        raise UserError(
            f"The model '{card.id}' has no weights of its own",
            f"Install what it uses: {', '.join(card.needs)} (aurax models import {card.needs[0]} FILE)",
        )
    if card.builtin or not card.files:
        raise UserError(f"The model '{card.id}' is part of the product", "Nothing needs to be installed; use it.")


@dataclass(frozen=True, slots=True)
class _Finished:
    """A file that a download has brought whole, before all of its model are there."""

    url: str
    sha256: str
    size: int


def _finished(folder: Path) -> dict[str, _Finished]:
    try:
        return decode_json((folder / _FINISHED_FILE).read_bytes(), dict[str, _Finished])
    except (OSError, msgspec.MsgspecError):
        return {}


def _note_finished(folder: Path, file: WeightFile, digest: str, size: int) -> None:
    """Remember what has come, so that it is not fetched again where the next file breaks off."""
    there = {**_finished(folder), file.name: _Finished(file.url, digest, size)}
    write_bytes(folder / _FINISHED_FILE, encode_json(there, indent=1) + b"\n")


def _already_there(target: Path, file: WeightFile) -> str:
    """Hash of a file that is there from an earlier run and is right; empty if it has to be fetched.

    Where the card has no checksum it is right as an earlier run of this download, from the same address, finished it.
    """
    if not target.is_file():
        return ""
    known = _finished(target.parent).get(file.name)
    wanted = file
    if not file.sha256:
        if known is None or known.url != file.url:
            return ""
        wanted = replace(file, sha256=known.sha256, size=file.size or known.size)
    digest = sha256_of(target)
    return "" if mismatch(wanted, target.stat().st_size, digest) else digest


def _match(card: ModelCard, sources: list[Path]) -> dict[str, Path]:
    candidates: dict[str, Path] = {}
    for source in sources:
        if source.is_dir():
            candidates |= {file.name: file for file in source.iterdir() if file.is_file()}
        elif source.is_file():
            candidates[source.name] = source
        else:
            raise UserError(f"There is no file {source}", "Check the path.")
    if len(card.files) == 1 and len(sources) == 1 and sources[0].is_file():
        return {card.files[0].name: sources[0]}
    missing = [file.name for file in card.files if file.name not in candidates]
    if missing:
        raise UserError(
            f"The model '{card.id}' also needs {', '.join(missing)}",
            "Give all of its files, or the folder they lie in.",
        )
    return candidates


def _copy(source: Path, target: Path, report: Report) -> None:
    total = max(1, source.stat().st_size)
    done = 0
    with whole_file(target) as temporary, source.open("rb") as read, temporary.open("wb") as written:
        while block := read.read(_COPY_BYTES):
            written.write(block)
            done += len(block)
            report(min(1.0, done / total))


def _secure(card: ModelCard, file: Path) -> list[InstalledFile]:
    """Check a weight file in a capped child; a torch file gains a safetensors sibling, the only one ever loaded.

    What is no checkpoint (a tokenizer, a JSON file) is left alone; a bare pickle is refused. A refused file is removed.
    """
    container = container_of(file)
    if container == "other":
        return []
    converted = file.with_name(f"{file.name}{CHECKED_SUFFIX}")
    try:
        convert(file, converted, model=card.id, inert=card.inert)
    except ModelRefused:
        file.unlink(missing_ok=True)
        raise
    if container == "safetensors":  # it was fit to be loaded as it is
        converted.unlink()
        return []
    return [InstalledFile(converted.name, sha256_of(converted), converted.stat().st_size)]


def _state(path: Path, file: InstalledFile) -> str:
    if not path.is_file():
        return "missing"
    return "ok" if path.stat().st_size == file.size and sha256_of(path) == file.sha256 else "changed"


def _record(card: ModelCard, folder: Path, files: list[InstalledFile], origin: str) -> Installation:
    record = Installation(card.id, card.revision, card.licence, origin, tuple(files))
    write_bytes(folder / RECORD_FILE, encode_json(record, indent=2) + b"\n")
    (folder / _FINISHED_FILE).unlink(missing_ok=True)
    return record
