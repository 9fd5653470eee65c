"""Model cards: what is known about every model, without opening any weights.

Cards are TOML files: ours in ``resources/models``, the user's own in ``<models folder>/cards``. A user's card may not
replace one of ours.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.core.codec import to_builtins
from engine.core.errors import UnknownModel, UserError
from engine.core.model_card import ModelCard, WeightFile
from engine.paths import resources
from engine.whole_file import write_bytes

_ID = re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_SHA256 = re.compile(r"[0-9a-f]{8,64}")
_KINDS = ("separation", "generation", "analysis", "embedding")


class Catalog:
    """All cards, by id.

    Args:
        models_folder: The user's models folder; its ``cards`` folder is read too. None for our own cards alone.

    Raises:
        UserError: If a card is malformed; names the file and the field.
    """

    def __init__(self, models_folder: Path | None = None) -> None:
        self._cards: dict[str, ModelCard] = {}
        for folder in (resources() / "models", *([models_folder / "cards"] if models_folder else [])):
            for file in sorted(folder.glob("*.toml")):
                card = read_card(file)
                if card.id in self._cards:
                    raise UserError(
                        f"The card {file} names a model that exists already: '{card.id}'", "Give it another id."
                    )
                self._cards[card.id] = card

    def __iter__(self) -> Any:
        return iter(self._cards.values())

    def get(self, model_id: str) -> ModelCard:
        """The card with this id.

        Raises:
            UnknownModel: If there is none.
        """
        if model_id not in self._cards:
            raise UnknownModel(model_id, tuple(self._cards))
        return self._cards[model_id]


def add_card(file: Path, models_folder: Path) -> ModelCard:
    """Take a card of the user's own into the catalogue, in place of an older one with its id.

    Raises:
        UserError: If it is malformed, says it is built in, or has the id of one of our models.
        OSError: If it cannot be copied.
    """
    card = read_card(file)
    if card.builtin:
        raise UserError(f"The card {file} says its model is part of the product", "Take out the line 'builtin'.")
    if (resources() / "models" / f"{card.id}.toml").is_file():
        raise UserError(f"The card {file} names a model that exists already: '{card.id}'", "Give it another id.")
    cards = models_folder / "cards"
    older = [own for own in cards.glob("*.toml") if read_card(own).id == card.id]
    target = older[0] if older else cards / f"{card.id}.toml"
    if file.resolve() != target.resolve():
        write_bytes(target, file.read_bytes())
    return card


def read_card(file: Path) -> ModelCard:
    """One card from its TOML file.

    Raises:
        UserError: If it is no TOML, lacks a field or has a wrong one.
    """
    import msgspec

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        card = msgspec.convert(content, ModelCard)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UserError(f"The model card {file} cannot be used: {error}", "Correct or remove the file.") from error
    unknown = set(content) - set(ModelCard.__dataclass_fields__)
    problem = f"unknown field '{min(unknown)}'" if unknown else _problem(card)
    if problem:
        raise UserError(f"The model card {file} cannot be used: {problem}", "Correct or remove the file.")
    return card


def write_card(card: ModelCard, models_folder: Path) -> Path:
    """Put a card of the user's own into ``<models folder>/cards``; returns the file.

    Raises:
        UserError: If a model with this id exists already, or the card would not be read again.
        OSError: If it cannot be written.
    """
    problem = _problem(card)
    if problem:
        raise UserError(f"A card for '{card.id}' cannot be written: {problem}", "Choose another id.")
    if card.id in {known.id for known in Catalog(models_folder)}:
        raise UserError(f"There is a model called '{card.id}' already", "Choose another id.")
    file = models_folder / "cards" / f"{card.id}.toml"
    write_bytes(file, _toml(card).encode())
    return file


def remove_card(card: ModelCard, models_folder: Path) -> bool:
    """Delete what ``write_card`` wrote; False if there is no such file."""
    file = models_folder / "cards" / f"{card.id}.toml"
    if not file.is_file():
        return False
    file.unlink()
    return True


def _toml(card: ModelCard) -> str:
    """The fields that differ from their defaults. TOML writes strings, numbers and flat lists of them as JSON does."""
    import msgspec

    defaults = to_builtins(ModelCard("", "", "", "", "", "", commercial_use=False))
    content: dict[str, Any] = to_builtins(card)
    files = content.pop("files")
    always = ("id", "kind", "title", "source", "revision", "licence", "commercial_use")
    lines = [f"{key} = {_word(value)}" for key, value in content.items() if key in always or value != defaults[key]]
    for file in files:
        lines += ["", "[[files]]", *(f"{key} = {_word(value)}" for key, value in file.items() if value)]
    text = "\n".join(lines) + "\n"
    if msgspec.convert(tomllib.loads(text), ModelCard) != card:
        raise UserError(f"A card for '{card.id}' cannot be written", "Use plain words in its title and licence.")
    return text


def _word(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def is_id(word: str) -> bool:
    """Whether a model may be called so: its weights' folder is named for it, beside the folder of cards."""
    return bool(_ID.fullmatch(word)) and word != "cards"


def is_file_name(word: str) -> bool:
    """Whether a card may name a file so."""
    return bool(_FILE_NAME.fullmatch(word))


def _problem(card: ModelCard) -> str:
    if not is_id(card.id):
        return f"'{card.id}' is no id (small letters, digits, dot, dash)"
    if not all(math.isfinite(weight) for row in card.mixing for weight in row):
        return "mixing must be rows of numbers"
    if card.kind not in _KINDS:
        return f"kind must be one of {', '.join(_KINDS)}"
    return next((problem for file in card.files if (problem := _file_problem(file))), "")


def _file_problem(file: WeightFile) -> str:
    if not is_file_name(file.name):
        return f"'{file.name}' is no plain file name"
    if file.sha256 and not _SHA256.fullmatch(file.sha256):
        return f"sha256 of {file.name} must be 64 hex digits, or the first 8 or more where the publisher gives no more"
    if file.url and not is_allowed_url(file.url):
        return f"the address of {file.name} must be https (http only for this machine itself)"
    return ""


def is_allowed_url(url: str) -> bool:
    """Whether a card may name this address: https, or http to the loopback address (a mirror on this machine)."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    )


def is_loopback(host: str | None) -> bool:
    return host in ("127.0.0.1", "::1", "localhost")
