"""Models as the window offers them: what is there, what can be added, and by which way. Reads cards, loads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.widgets.plain_text import plain

if TYPE_CHECKING:
    from engine.core.model_card import ModelCard
    from engine.models.catalog import Catalog

_LONGEST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Engine:
    """One model.

    Args:
        id: Of what is installed for it: its own, or that of the model whose weights it uses.
        title: For people.
        use: ``separation``, ``generation``, ``analysis`` or ``embedding``.
        is_there: Whether it can be used now.
        may_sell: Whether what it makes may be sold.
        licence: In its publisher's words.
        publisher: Who has the files.
        has_address: Whether the files can be downloaded from here.
        size_bytes: Of all files; 0 where that is not known.
        files: Their names.
        lacks: What else it reads and is not here; then the files are that one's. Empty where nothing is missing.
        memory_gb: What half a minute of music takes on a GPU and without one; None where that is not known.
    """

    id: str
    title: str
    use: str
    is_there: bool
    may_sell: bool
    licence: str
    publisher: str = ""
    has_address: bool = False
    size_bytes: int = 0
    files: tuple[str, ...] = ()
    lacks: str = ""
    memory_gb: tuple[float, float] | None = None

    @property
    def command(self) -> str:
        """The line that does the same in a terminal; empty where it is there."""
        if self.is_there:
            return ""
        return f"aurax models download {self.id}" if self.has_address else f"aurax models import {self.id} FILE"


def read_engines(models: Path) -> tuple[Engine, ...]:
    """From the cards, those that are there first. For a thread.

    Raises:
        UserError: If a card is malformed.
    """
    from engine.models.catalog import Catalog

    catalog = Catalog(models)
    # "identity" is for tests of the engine; a person has no use for it
    found = [_engine(card, catalog, models) for card in catalog if card.id != "identity"]
    return tuple(sorted(found, key=lambda engine: not engine.is_there))


def _engine(card: ModelCard, catalog: Catalog, models: Path) -> Engine:
    from engine.generation.musicgen.memory import published_need
    from engine.models.installed import installation, is_available, missing_companions

    need = published_need(card.id) if card.architecture == "musicgen" else None
    is_there = is_available(card, models)
    missing = [needed for needed in card.needs if not is_available(catalog.get(needed), models)]
    lacking = missing_companions(card, models) if installation(card, models) is not None else ()
    missing += lacking
    wanted = catalog.get(missing[0]) if missing else card
    return Engine(
        id=wanted.id,
        title=plain(card.title, 80),
        use=card.kind,
        is_there=is_there,
        may_sell=card.commercial_use,
        licence=plain(wanted.licence, 120),
        publisher=plain(wanted.source, 120),
        has_address=bool(wanted.files) and all(file.url for file in wanted.files),
        size_bytes=sum(file.size for file in wanted.files),
        lacks=plain(wanted.title, 80) if lacking else "",
        files=tuple(plain(file.name, _LONGEST_NAMES) for file in wanted.files),
        memory_gb=(need["cuda_fp16"], need["cpu_fp32"]) if need else None,
    )


def size_text(size_bytes: int) -> str:
    """``3.9 GB`` or ``81 MB``; empty for 0."""
    if not size_bytes:
        return ""
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 1e9 else f"{max(1, round(size_bytes / 1e6))} MB"
