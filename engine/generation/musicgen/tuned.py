"""What the card beside a tuned model says of it: a version in the catalogue, with its stage, styles and origin."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.generation.musicgen.files import read_json

CARD_FILE = "card.json"
SCHEMA = "aurax.tuned/1"
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "classic": ("specialist", ("classic", "soulful", "sgija", "bacardi")),
    "private-school": ("specialist", ("private_school",)),
    "fusion": ("specialist", ("fusion", "afropiano", "popiano", "three_step", "tech", "gqom_infused", "quantum")),
    "interim": ("interim", ()),
    "": ("interim", ()),
}
"""A tuned model's stage and the styles it is for: classic and private school have a specialist of their own, and what
mixes amapiano with other music goes to the third; a model of no kind is tuned for the music as a whole."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """A tuned model's origin, as its card says."""

    base: str
    kind: str
    licence: str
    stage: str
    styles: tuple[str, ...]
    description: str


def read_tuned(folder: Path) -> Tuned | None:
    """What ``card.json`` says; None where there is none of a tuned model.

    Raises:
        ModelRefused: If it cannot be read.
    """
    if not (folder / CARD_FILE).is_file():
        return None
    document = read_json(folder / CARD_FILE, model=folder.name)
    kind = str(document.get("kind", ""))
    if document.get("schema") != SCHEMA or kind not in KINDS:
        return None
    stage, styles = KINDS[kind]
    if document.get("interim"):  # of data that may only be used for research: never a specialist
        stage, styles = "interim", ()
    base, licence = str(document.get("base", "")), str(document.get("licence", ""))
    return Tuned(base, kind, licence, stage, styles, _words(document, base))


def _words(document: dict[str, Any], base: str) -> str:
    dataset = document.get("dataset")
    data = dataset if isinstance(dataset, dict) else {}
    kind = f", {document['kind']}" if document.get("kind") else ""
    root = str(data.get("root_sha256", ""))[:12]
    return (
        f"{base} tuned{kind}: {document.get('method', '')}, {document.get('step', 0)} steps on {data.get('name', '')} "
        f"({root}), model {str(document.get('model_sha256', ''))[:12]}."
    )


def copy_parts(folder: Path, target: Path) -> None:
    """The card, and T5 or a codec in folders of their own, which a model brings along."""
    for name in (CARD_FILE, "card.md"):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, target / name)
    for part in sorted(folder.iterdir()):
        if part.is_dir() and (part / "config.json").is_file():
            shutil.copytree(part, target / part.name, dirs_exist_ok=True)
