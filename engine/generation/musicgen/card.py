"""A MusicGen of the user's own as a model: a folder in, a card out."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.core.errors import UserError
from engine.core.jobs import Report, no_report
from engine.core.model_card import ModelCard, WeightFile
from engine.generation.musicgen.checkpoint import CODEC_FILE, LANGUAGE_FILE, LICENCE, is_musicgen, open_checkpoint
from engine.generation.musicgen.routing import ARCHITECTURE
from engine.generation.musicgen.tuned import copy_parts, read_tuned
from engine.models.catalog import Catalog, is_file_name, is_id, write_card
from engine.models.download import sha256_of
from engine.models.installed import Installation, import_files

_SUFFIXES = (".bin", ".safetensors", ".json", ".model")


@dataclass(frozen=True, slots=True)
class Adopted:
    """A new card, and the record of its weights."""

    card: ModelCard
    record: Installation


def musicgen_folder(sources: Iterable[Path]) -> Path | None:
    """The folder, if one folder was given and it holds a MusicGen; else None."""
    given = list(sources)
    return given[0] if len(given) == 1 and given[0].is_dir() and is_musicgen(given[0]) else None


def adopt(model_id: str, folder: Path, models_folder: Path, *, report: Report = no_report) -> Adopted:
    """Install a MusicGen under an id of the user's choice; weights tuned from Meta's keep Meta's licence.

    Raises:
        UserError: If the id is taken or none, or a part is missing.
        ModelRefused: If the files are not what they should be; then nothing is installed.
    """
    if not is_id(model_id) or model_id in {card.id for card in Catalog(models_folder)}:
        raise UserError(
            f"'{model_id}' cannot be the id of a new model",
            "Choose another one of small letters, digits, dots and dashes.",
        )
    tuned = read_tuned(folder)
    target = models_folder / model_id
    if target.exists():
        raise UserError(f"The folder {target} is there already", "Choose another id, or remove the folder.")
    sources = _files(folder)
    files = tuple(WeightFile(file.name, sha256_of(file), file.stat().st_size) for file in sources)
    card = ModelCard(
        id=model_id,
        kind="generation",
        title=f"{model_id} (MusicGen)" if tuned is None else f"{model_id} (tuned from {tuned.base})",
        source="brought by the user" if tuned is None else "tuned by the user",
        revision=files[0].sha256[:8],
        licence=LICENCE,
        commercial_use=False,
        description=(f"{tuned.description} " if tuned is not None else "A MusicGen of your own. ")
        + "Weights that descend from Meta's are CC-BY-NC, and so is what they make.",
        architecture=ARCHITECTURE,
        stage="" if tuned is None else tuned.stage,
        styles=() if tuned is None else tuned.styles,
        files=files,
    )
    try:
        record = import_files(card, models_folder, sources, report=report)
        if tuned is not None:
            copy_parts(folder, target)
        card = replace(card, sample_rate=_sample_rate(card, models_folder, folder))
        write_card(card, models_folder)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return Adopted(card, record)


def require_usable(card: ModelCard, models_folder: Path) -> None:
    """Open installed weights once; what cannot be opened is uninstalled.

    A missing T5 is no fault of theirs: it has an import of its own, and generating says so.

    Raises:
        ModelRefused: If they hold no MusicGen.
    """
    from engine.core.errors import ModelRefused

    try:
        _sample_rate(card, models_folder, models_folder)
    except ModelRefused:
        shutil.rmtree(models_folder / card.id, ignore_errors=True)
        raise
    except UserError:
        return


def _files(folder: Path) -> list[Path]:
    """What belongs to the model: in audiocraft's layout its two files, else weights, settings and tokenizer."""
    if (folder / LANGUAGE_FILE).is_file():
        if not (folder / CODEC_FILE).is_file():
            raise UserError(f"{folder} lacks {CODEC_FILE}", "It is published beside state_dict.bin.")
        return [folder / LANGUAGE_FILE, folder / CODEC_FILE]
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and file.suffix in _SUFFIXES]
    files = [file for file in files if is_file_name(file.name) and not file.name.startswith("pytorch_model")]
    return sorted(files, key=lambda file: file.suffix != ".safetensors")


def _sample_rate(card: ModelCard, models_folder: Path, origin: Path) -> int:
    installed = models_folder / card.id
    places = (origin, origin.parent, models_folder)
    checkpoint = open_checkpoint(installed, model=card.id, scratch=installed, beside=places)
    return checkpoint.codec.settings.sample_rate
