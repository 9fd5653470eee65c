"""``take.json``: the recipe of a generated piece, schema ``aurax.take/1``. The same recipe gives the same audio again.

It holds no time of day and no duration of the work, so that the same recipe also gives the same file; only where a
preview of sound was asked for, ``preview`` says how soon it was heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.blueprint import Blueprint
from engine.core.codec import decode_json, encode_json, to_builtins
from engine.core.composition import Composition
from engine.core.errors import UserError
from engine.core.roles import ROLES
from engine.whole_file import write_bytes

SCHEMA = "aurax.take/1"
TAKE_FILE = "take.json"
_MAX_BYTES = 64 << 20
"""An hour of a full band has some 30 MB."""


@dataclass(frozen=True, slots=True)
class StoredTake:
    """A take as it lies on disk: the plan it was made from, and the whole document."""

    blueprint: Blueprint
    document: dict[str, Any]


def composition_document(composition: Composition) -> dict[str, Any]:
    """What was composed: form, chords and notes, each note with its stem, section, chord and reason."""
    blueprint = composition.blueprint
    return {
        "style": blueprint.style,
        "tempo_bpm": blueprint.tempo_bpm,
        "swing": blueprint.swing,
        "meter": {"numerator": 4, "denominator": 4},
        "key": {"tonic": blueprint.key.tonic_name, "mode": blueprint.key.mode},
        "num_bars": blueprint.num_bars,
        "sections": [to_builtins(section) for section in composition.sections],
        "chords": [{**to_builtins(chord), "label": str(chord.label)} for chord in composition.chords],
        "notes": [{"stem": note.stem.value, **_without_nothing(to_builtins(note))} for note in composition.notes],
        "automation": [to_builtins(move) for move in composition.moves],
        "instruments": {
            role: {"title": ROLES[role].title, "instrument": voice.instrument, "source": voice.source}
            for role, voice in blueprint.voices.items()
        },
    }


def _without_nothing(note: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in note.items() if value not in (None, "")}


def write_take(path: Path, document: dict[str, Any], composition: Composition) -> None:
    """Write recipe and composition, UTF-8.

    Raises:
        OSError: If it cannot be written.
    """
    whole = {
        "schema": SCHEMA,
        **document,
        **composition_document(composition),
        "blueprint": to_builtins(composition.blueprint),
    }
    write_bytes(path, encode_json(whole, indent=1) + b"\n")


def write_sound_take(folder: Path, document: dict[str, Any]) -> None:
    """Write the recipe of a take that is sound alone: no composition, no blueprint.

    Raises:
        OSError: If it cannot be written.
    """
    write_bytes(folder / TAKE_FILE, encode_json({"schema": SCHEMA, **document}, indent=1) + b"\n")


def read_document(path: Path) -> dict[str, Any]:
    """The whole document of any take, by its folder, its ``take.json``, or its ``mix.wav``.

    Raises:
        UserError: If there is no take, or it cannot be read by this version.
    """
    import msgspec

    file = path / TAKE_FILE if path.is_dir() else path.with_name(TAKE_FILE) if path.suffix == ".wav" else path
    again = "Give the folder of a take, such as aurax-takes/take-1."
    try:
        with file.open("rb") as opened:
            content = opened.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UserError(f"There is no take at {path}", again) from error
    if len(content) > _MAX_BYTES:
        raise UserError(f"{file} is no take: it is larger than {_MAX_BYTES >> 20} MB", again)
    try:
        document = decode_json(content, dict)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"{file} is no take: {error}", again) from error
    if document.get("schema") != SCHEMA:
        raise UserError(f"{file} has the schema {document.get('schema')!r}; this engine reads {SCHEMA!r}", again)
    return document


def read_take(path: Path) -> StoredTake:
    """A take that was planned, from its folder, its ``take.json``, or its ``mix.wav``.

    Raises:
        UserError: If there is no take, or it cannot be read by this version.
    """
    import msgspec

    document = read_document(path)
    file = path / TAKE_FILE if path.is_dir() else path
    again = "Give the folder of a take, such as aurax-takes/take-1."
    if "blueprint" not in document:
        raise UserError(f"{file} holds no blueprint, so it cannot be made again", "It comes from another generator.")
    try:
        return StoredTake(msgspec.convert(document["blueprint"], Blueprint), document)
    except (msgspec.ValidationError, ValueError, TypeError, RecursionError) as error:
        raise UserError(f"{file} is damaged: {error}", again) from error
