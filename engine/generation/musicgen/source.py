"""Where a MusicGen's weights lie: an installed model's, a folder's, or those that its style is routed to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import ModelNotInstalled, UserError
from engine.generation.musicgen.checkpoint import LICENCE, is_musicgen
from engine.generation.musicgen.lora import ADAPTER_FILE, base_of
from engine.generation.musicgen.routing import ARCHITECTURE, route

if TYPE_CHECKING:
    from engine.core.model_card import ModelCard
    from engine.generation.setup import GeneratorSetup
    from engine.models.catalog import Catalog

DEFAULT_MODEL = "musicgen-small"


@dataclass(frozen=True, slots=True)
class Source:
    """Where weights lie, and what is known of them; ``places`` may hold T5 and EnCodec, ``adapter`` is a LoRA."""

    folder: Path
    model: str
    revision: str
    licence: str
    places: tuple[Path, ...]
    adapter: Path | None = None


def source_of(setup: GeneratorSetup) -> Source:
    """The weights that a setup means.

    Raises:
        UnknownModel: If no card and no folder has the name.
        ModelNotInstalled: If its weights are not on this machine.
        UserError: If it is no MusicGen.
    """
    from engine.models.catalog import Catalog
    from engine.models.installed import installation, installed_revision

    places = () if setup.models_folder is None else (setup.models_folder,)
    folder = Path(setup.model).expanduser()
    if setup.model and (adapter := _adapter(folder)) is not None:
        return _on_base(adapter, setup)
    if setup.model and folder.is_dir():
        return Source(folder, folder.resolve().name, _fingerprint(folder), LICENCE, places)
    catalog = Catalog(setup.models_folder)
    card: ModelCard = catalog.get(setup.model) if setup.model else _routed(catalog, setup)
    if card.architecture != ARCHITECTURE:
        raise UserError(f"The model '{card.id}' is no MusicGen", f"For example: --model {DEFAULT_MODEL}, or a folder.")
    if setup.models_folder is None or installation(card, setup.models_folder) is None:
        raise ModelNotInstalled(card.id)
    revision = installed_revision(card, setup.models_folder)
    return Source(setup.models_folder / card.id, card.id, revision, card.licence, places)


def _adapter(path: Path) -> Path | None:
    """The LoRA that a path means: a file of one, or a folder that holds one and no whole model; else None."""
    if path.suffix == ".safetensors" and path.is_file():
        return path
    inside = path / ADAPTER_FILE
    return inside if inside.is_file() and not is_musicgen(path) else None


def _on_base(adapter: Path, setup: GeneratorSetup) -> Source:
    """A LoRA on the base that it names.

    Raises:
        UserError: If it names none.
    """
    base = base_of(adapter)
    if not base or base == setup.model:
        raise UserError(f"{adapter} names no base that it was tuned on", "Use the whole model's folder instead.")
    own = source_of(replace(setup, model=base))
    digest = hashlib.sha256(adapter.read_bytes()).hexdigest()[:8]
    return replace(
        own, model=f"{own.model}+{adapter.resolve().parent.name}", revision=f"{own.revision}+{digest}", adapter=adapter
    )


def _routed(catalog: Catalog, setup: GeneratorSetup) -> ModelCard:
    """The installed model for the style; where none is installed the smallest, so that its absence can be told."""
    usual = None if setup.models_folder is None else usual_model(setup.models_folder, setup.style)
    return catalog.get(DEFAULT_MODEL if usual is None else usual)


def usual_model(models_folder: Path, style: str) -> str | None:
    """The id of the model that plays a style (a profile's id, or empty) where none is named; None where none can.

    Raises:
        UserError: If the ledger of promotions does not fit.
    """
    from engine.models.catalog import Catalog
    from engine.models.installed import installation
    from engine.models.promotions import in_force, promotions

    there = [card for card in Catalog(models_folder) if installation(card, models_folder) is not None]
    held = {old: line.model for old, line in in_force(promotions(models_folder)).items()}
    chosen = route(there, style, held)
    return None if chosen is None else chosen.id


def _fingerprint(folder: Path) -> str:
    """Which weights a folder holds: its weight files' names, sizes and beginnings and ends, hashed.

    Raises:
        UserError: If it holds no MusicGen.
    """
    if not is_musicgen(folder):
        raise UserError(f"{folder} holds no MusicGen", "Give the folder with state_dict.bin, or with config.json.")
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*")):
        if file.suffix in (".bin", ".safetensors"):
            with file.open("rb") as opened:
                size = file.stat().st_size
                digest.update(f"{file.name} {size}\n".encode() + opened.read(1 << 20))
                opened.seek(max(0, size - (1 << 20)))
                digest.update(opened.read())
    return f"folder-{digest.hexdigest()[:8]}"


def device_of(wish: str) -> str:
    """The device to run on.

    Raises:
        UserError: If CUDA was asked for and is not there.
    """
    import torch

    if wish == "cpu":
        return "cpu"
    if torch.cuda.is_available():
        return "cuda"
    if wish == "cuda":
        raise UserError(
            f"CUDA does not work on this machine (torch {torch.__version__})",
            "Leave out --device, or use --device cpu; aurax doctor says more about the graphics card.",
        )
    return "cpu"
