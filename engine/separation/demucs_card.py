"""A user's own HTDemucs weights as a model: files in, a card out.

Weights trained elsewhere, extended by a log drum here, or copies of published ones in another format have no card of
ours. ``adopt`` installs them under an id the user chooses and writes a card into the user's folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.core.codec import encode_json
from engine.core.errors import ModelRefused, UserError
from engine.core.jobs import Report, no_report
from engine.core.model_card import ModelCard, WeightFile
from engine.models.catalog import Catalog, is_file_name, is_id, write_card
from engine.models.download import sha256_of
from engine.models.installed import RECORD_FILE, Installation, import_files, loadable_path
from engine.separation.demucs_loading import Ensemble, open_ensemble
from engine.separation.demucs_package import INERT, read_package
from engine.whole_file import write_bytes

ARCHITECTURE = "htdemucs"
LICENCE = (
    "not stated in the file; weights that descend from Demucs' published ones are for scientific purposes, "
    "say their authors"
)
_WEIGHTS = (".th", ".safetensors")
_BAG = (".yaml", ".yml")
_LARGEST_BAG_BYTES = 1 << 16
_MOST_NETWORKS = 16


@dataclass(frozen=True, slots=True)
class Adopted:
    """A new card, and the record of its weights."""

    card: ModelCard
    record: Installation


def adopt(model_id: str, sources: Iterable[Path], models_folder: Path, *, report: Report = no_report) -> Adopted:
    """Install HTDemucs weights under an id of the user's choice.

    Args:
        model_id: A new id.
        sources: One weight file (``.th``, or safetensors as demucs writes them); or several with the ``.yaml`` file
            of their bag, or the folder they lie in.
        models_folder: The user's.
        report: Progress of copying.

    Raises:
        UserError: If the id is taken or none, files are missing, or they belong to a model we have a card of.
        ModelRefused: If they hold no HTDemucs of stems of a song; then nothing is installed.
    """
    catalog = Catalog(models_folder)
    if not is_id(model_id) or model_id in {card.id for card in catalog}:
        raise UserError(
            f"'{model_id}' cannot be the id of a new model",
            "Choose another one of small letters, digits, dots and dashes.",
        )
    folder = models_folder / model_id
    if folder.exists():
        raise UserError(f"The folder {folder} is there already", "Choose another id, or remove the folder.")
    chosen = _choose(list(sources))
    files = tuple(_weight_file(path, is_only=len(chosen.files) == 1) for path in chosen.files)
    _require_unknown(files, catalog)
    card = ModelCard(
        id=model_id,
        kind="separation",
        title=model_id,
        source="brought by the user",
        revision=files[0].sha256[:8],
        licence=LICENCE,
        commercial_use=False,
        architecture=ARCHITECTURE,
        inert=INERT,
        mixing=chosen.mixing,
        files=files,
    )
    try:
        record = import_files(card, models_folder, chosen.files, report=report)
        ensemble = open_ensemble(card, models_folder)
        card = _described(card, ensemble, models_folder)
        record = replace(record, licence=card.licence)
        write_bytes(folder / RECORD_FILE, encode_json(record, indent=2) + b"\n")
        write_card(card, models_folder)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, ModelRefused):
            known = ", ".join(card.id for card in catalog)
            hint = f"Only HTDemucs weights can become a model of your own. Models with a card: {known}"
            raise ModelRefused(model_id, error.reason, hint) from error
        raise
    return Adopted(card, record)


def require_usable(card: ModelCard, models_folder: Path) -> None:
    """Open the installed weights of a card of this architecture once; what cannot be opened is uninstalled.

    Raises:
        ModelRefused: If they hold no HTDemucs of stems of a song.
    """
    try:
        open_ensemble(card, models_folder)
    except ModelRefused:
        shutil.rmtree(models_folder / card.id, ignore_errors=True)
        raise


@dataclass(frozen=True, slots=True)
class _Chosen:
    files: list[Path]
    mixing: tuple[tuple[float, ...], ...] = ()


def _choose(sources: list[Path]) -> _Chosen:
    """The weight files, in the order of their bag where there is one."""
    weights: list[Path] = []
    bags: list[Path] = []
    for source in sources:
        if not source.exists():
            raise UserError(f"There is no file {source}", "Check the path.")
        inside = sorted(source.iterdir()) if source.is_dir() else [source]
        bags += [path for path in inside if path.suffix.lower() in _BAG]
        weights += [path for path in inside if path.suffix.lower() in _WEIGHTS or path == source]
    weights = [path for path in weights if path not in bags]
    if len(bags) == 1:
        return _from_bag(bags[0], weights)
    if len(bags) > 1 or len(weights) != 1:
        raise UserError(
            f"{len(weights)} weight files and {len(bags)} .yaml files were given",
            "Give one weight file, or all files of a bag together with the one .yaml file that says how to mix them.",
        )
    return _Chosen(weights)


def _from_bag(bag: Path, weights: list[Path]) -> _Chosen:
    """A bag as demucs has it: ``models`` are signatures, with which the files' names begin; ``weights`` a matrix."""
    content = _read_bag(bag)
    if content.get("segment") is not None:
        raise ModelRefused(bag.stem, f"{bag.name} asks for segments of another length, which is not supported")
    signatures = content.get("models")
    if not isinstance(signatures, list) or not 0 < len(signatures) <= _MOST_NETWORKS:
        raise ModelRefused(bag.stem, f"{bag.name} names no networks")
    files = []
    for signature in map(str, signatures):
        fitting = [path for path in weights if path.stem == signature or path.stem.startswith(f"{signature}-")]
        if len(fitting) != 1:
            raise UserError(
                f"{bag.name} needs one file whose name begins with '{signature}', there are {len(fitting)}",
                "Give all of its weight files, or the folder they lie in.",
            )
        files += fitting
    rows = content.get("weights") or []
    try:
        mixing = tuple(tuple(float(weight) for weight in row) for row in rows)
    except (TypeError, ValueError) as error:
        raise ModelRefused(bag.stem, f"the weights in {bag.name} are no numbers") from error
    return _Chosen(files, mixing)


def _read_bag(bag: Path) -> dict[str, Any]:
    import yaml  # type: ignore[import-untyped]

    if bag.stat().st_size > _LARGEST_BAG_BYTES:
        raise ModelRefused(bag.stem, f"{bag.name} is too large to be a bag of models")
    try:
        content = yaml.safe_load(bag.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ModelRefused(bag.stem, f"{bag.name} is no YAML") from error
    return content if isinstance(content, dict) else {}


def _weight_file(path: Path, *, is_only: bool) -> WeightFile:
    """Its name and hash; a single file may be called anything and is given a name of ours."""
    name = f"weights{path.suffix if path.suffix in _WEIGHTS else ''}" if is_only else path.name
    if not is_file_name(name):
        raise UserError(f"{name} cannot be the name of a weight file", "Use letters, digits, dots and dashes.")
    return WeightFile(name, sha256_of(path), path.stat().st_size)


def _require_unknown(files: tuple[WeightFile, ...], catalog: Catalog) -> None:
    """A file that a card describes keeps that card's licence; it gets no second card."""
    for card in catalog:
        for known in card.files:
            if known.sha256 and any(file.sha256.startswith(known.sha256) for file in files):
                raise UserError(
                    f"{known.name} belongs to the model '{card.id}'",
                    f"Import it as that: aurax models import {card.id} FILE (licence: {card.licence})",
                )


def _described(card: ModelCard, ensemble: Ensemble, models_folder: Path) -> ModelCard:
    stems = [stem.value.replace("_", " ") for stem in dict.fromkeys(ensemble.stems)]
    packages = (read_package(loadable_path(card, models_folder, file.name), card.id) for file in card.files)
    stated = next((package.licence for package in packages if package.licence), "")
    networks = f", {len(ensemble.networks)} networks" if len(ensemble.networks) > 1 else ""
    return replace(
        card,
        title=f"{card.id} (HTDemucs, {len(stems)} stems{networks})",
        description=f"Separates {', '.join(stems)}.",
        licence=stated or card.licence,
        sample_rate=ensemble.sample_rate,
    )
