"""What is known about a model without opening its weights."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model: its name in the model's folder, SHA-256 (64 hex digits), size in bytes and origin.

    ``url`` is empty where the user has to bring the file (``aurax models import``).
    """

    name: str
    sha256: str = ""
    size: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A model's identity, origin, licence and needs.

    Args:
        id: Name on the command line, ``[a-z0-9][a-z0-9._-]*``.
        kind: ``separation``, ``generation``, ``analysis`` or ``embedding``.
        title: Name in the window.
        source: Who publishes it (a name, not an address).
        revision: Version or commit of the weights.
        licence: SPDX id or the publisher's words.
        commercial_use: Whether results may be sold, as far as the licence says.
        sample_rate: Hz of the audio it works on; None if any.
        min_vram_gb: GPU memory below which it does not run on CUDA; 0 if it needs no GPU.
        builtin: True for algorithms and for weights that ship with the product.
        inert: Qualified names a checkpoint of this model mentions (its model class); they are read as empty
            placeholders and never imported.
        architecture: Which backend opens its files (``htdemucs``); empty where the id alone says it.
        mixing: For several networks that are mixed: one row for each file, one weight for each of the network's own
            sources in their order. Empty for equal weights.
        stage: For generators: ``specialist`` of some styles, ``interim`` (tuned for the music, no style above others),
            or ``base``; decides which one plays where none is named.
        styles: Profiles a specialist is for.
        needs: Ids of the models whose weights it uses instead of files of its own.
        companions: Ids of models it reads beside its own files; each may also lie in a folder of its name among these.
        command: For engines that are programs of their own (``architecture = "external"``): program and arguments.
        abilities: What such an engine can beside words: ``melody``, ``continue``.
        timeout_minutes: After which it is ended; 0 for half an hour.
    """

    id: str
    kind: str
    title: str
    source: str
    revision: str
    licence: str
    commercial_use: bool
    description: str = ""
    sample_rate: int | None = None
    min_vram_gb: float = 0.0
    builtin: bool = False
    inert: tuple[str, ...] = ()
    architecture: str = ""
    mixing: tuple[tuple[float, ...], ...] = ()
    stage: str = ""
    styles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    abilities: tuple[str, ...] = ()
    timeout_minutes: float = 0.0
    files: tuple[WeightFile, ...] = field(default_factory=tuple)
