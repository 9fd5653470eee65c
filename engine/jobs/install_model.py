"""Job: a model's weights onto this machine, from their publisher or from files that the user brings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.core.jobs import Report
    from engine.core.model_card import ModelCard
    from engine.jobs.context import JobContext
    from engine.library import Library
    from engine.models.installed import Installation


@dataclass(frozen=True, slots=True)
class InstallModel:
    """Put the weights of ``model`` on this machine; each file is checked before it is used.

    Args:
        model: Id of a card; for files without a card a new id, under which they become a model of the user's own.
        files: Files, or the folder they lie in; empty to download them.
        is_accepted: The user has read a licence that forbids selling what the model makes.
    """

    model: str
    files: tuple[str, ...] = ()
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """What is there now."""

    model: str
    title: str
    num_files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Installed:
    """A card and the record of its weights."""

    card: ModelCard
    record: Installation


def run(spec: InstallModel, context: JobContext) -> InstalledModel:
    """Download or copy, check, open once. A download that is stopped goes on where it was, however often.

    Raises:
        UserError: If a licence is not accepted, files are missing, or the network fails.
        ModelRefused: If files are not what the card says, or cannot be opened.
    """
    from engine.models.catalog import Catalog

    models = context.paths.models
    report = context.report(0.0, 0.97, "copying" if spec.files else "downloading")
    known = {card.id: card for card in Catalog(models)}
    if spec.files and spec.model not in known:
        done = adopt(spec.model, [Path(file) for file in spec.files], models, report)
    else:
        card = known.get(spec.model) or Catalog(models).get(spec.model)
        done = _installed(card, spec, models, report)
    context.progress(1.0, "checking")
    return InstalledModel(
        done.card.id, done.card.title, len(done.record.files), sum(file.size for file in done.record.files)
    )


def _installed(card: ModelCard, spec: InstallModel, models: Path, report: Report) -> Installed:
    from engine.models.installed import download, import_files

    require_accepted(card, is_accepted=spec.is_accepted)
    if spec.files:
        record = import_files(card, models, [Path(file) for file in spec.files], report=report)
    else:
        record = download(card, models, report=report)
    require_usable(card, models)
    return Installed(card, record)


def require_accepted(card: ModelCard, *, is_accepted: bool) -> None:
    """Refuse weights whose licence the user has to read first.

    Raises:
        UserError: If what they make must not be sold and nobody has accepted that.
    """
    if not card.commercial_use and not is_accepted:
        raise UserError(
            f"The licence of '{card.id}' ({card.licence}) forbids commercial use of its results",
            "If that is fine for you, accept it and try again.",
        )


def require_usable(card: ModelCard, models_folder: Path) -> None:
    """Open what was installed once, as its architecture does; what cannot be opened is uninstalled.

    Raises:
        ModelRefused: If it cannot be opened.
    """
    if not card.architecture:
        return
    if card.architecture == "musicgen":
        from engine.generation.musicgen import card as musicgen

        musicgen.require_usable(card, models_folder)
        return
    from engine.separation import demucs_card

    demucs_card.require_usable(card, models_folder)


def adopt(model_id: str, files: Sequence[Path], models_folder: Path, report: Report) -> Installed:
    """Weights without a card of ours: they become a model of the user's own.

    Raises:
        UserError: If the id is taken or none, or files are missing.
        ModelRefused: If they hold no model that can be opened; then nothing is installed.
    """
    from engine.generation.musicgen import card as musicgen
    from engine.separation import demucs_card

    folder = musicgen.musicgen_folder(files)
    if folder is not None:
        own = musicgen.adopt(model_id, folder, models_folder, report=report)
        return Installed(own.card, own.record)
    adopted = demucs_card.adopt(model_id, files, models_folder, report=report)
    return Installed(adopted.card, adopted.record)


def record(_spec: InstallModel, _result: InstalledModel, _library: Library) -> None:
    """Weights lie beside the library and say themselves what they are; it keeps no row of them."""
