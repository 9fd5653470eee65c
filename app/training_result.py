"""What a training leaves: previews to compare blind with the base's, a model to publish under a name, its card."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.widgets.plain_text import plain

_ID = re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}")
_SOUNDS = (".wav", ".flac")
MODEL_FOLDER, CARD_FILE = "model", "card.json"
_SEPARATOR_FILE = "embedded.safetensors"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Previews of the base and of the newest look that have the same wishes and seeds, so the same names."""

    base: Path
    tuned: Path
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What a tuned model's card says, in lines; ``folder`` holds the model."""

    folder: Path
    title: str
    lines: tuple[tuple[str, str], ...]


def pairs_of(run: Path) -> Pairs | None:
    """What can be compared; None where the base or a look has not been played."""
    base = run / "milestones" / "base"
    looks = [each for each in run.glob("milestones/*/look_*") if each.is_dir()]
    for look in sorted(looks, key=lambda each: each.stat().st_mtime, reverse=True):
        names = sorted(_sounds(base) & _sounds(look))
        if names:
            return Pairs(base, look, tuple(names))
    return None


def _sounds(folder: Path) -> set[str]:
    return {file.name for file in folder.glob("*") if file.suffix in _SOUNDS} if folder.is_dir() else set()


def read_card(run: Path) -> Card | None:
    """The card of a finished fine-tuning; None where there is none."""
    folder = run / MODEL_FOLDER
    try:
        own = json.loads((folder / CARD_FILE).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(own, dict):
        return None
    data = own.get("dataset") if isinstance(own.get("dataset"), dict) else {}
    lines = [(name.replace("_", " "), plain(own[name], 200)) for name in _CARD_FIELDS if _is_told(own.get(name))]
    lines += [(f"data: {name.replace('_', ' ')}", plain(value, 200)) for name, value in (data or {}).items()]
    return Card(folder, plain(own.get("base") or run.name, 80), tuple(lines))


_CARD_FIELDS = ("base", "method", "kind", "step", "licence", "commercial_use", "interim", "markers", "model_sha256")


def _is_told(value: Any) -> bool:
    return value not in (None, "", [], ())


def separator_weights(run: Path) -> Path | None:
    """The weights of a finished separator."""
    file = run / _SEPARATOR_FILE
    return file if file.is_file() else None


def is_model_id(text: str) -> bool:
    """Whether a name can be a model's."""
    return _ID.fullmatch(text) is not None
