"""The part of ``aurax generate`` that says how music was made: ``--watermark``, ``--c2pa``, ``--show-recipe FILE``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console

_MAX_BYTES = 64 << 20
_LONG = ("blueprint", "notes", "chords", "automation", "sections", "gate")
"""What the terminal leaves out; ``--json`` has all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    group = parser.add_argument_group("how it was made (takes of neural models always say so)")
    group.add_argument("--watermark", action="store_true", help="sketch: mark mix and stems inaudibly too")
    group.add_argument("--c2pa", action="store_true", help="sketch: put a signed C2PA manifest into the mix")
    group.add_argument(
        "--show-recipe",
        metavar="FILE",
        help="instead: read the recipe out of a WAV, FLAC or MP3 file or a take's folder",
    )


def show_recipe(name: str, console: Console) -> None:
    """Print the recipe and what the signed manifest says.

    Raises:
        UserError: If there is none.
    """
    path = Path(name).expanduser()
    recipe = take_document(path) if path.is_dir() or path.suffix == ".json" else _in_file(path)
    mix = path / "mix.wav" if path.is_dir() else path
    document: dict[str, Any] = {"file": str(path), "recipe": recipe, "manifest": _manifest(mix)}
    console.result(document, "\n".join(_lines(document)))


def take_document(path: Path) -> dict[str, Any]:
    """The whole ``take.json`` of any take, with or without a plan.

    Raises:
        UserError: If there is none, or it is damaged.
    """
    import msgspec

    from engine.core.codec import decode_json
    from engine.exchange.take_json import SCHEMA, TAKE_FILE

    file = path / TAKE_FILE if path.is_dir() else path
    try:
        with file.open("rb") as opened:
            content = opened.read(_MAX_BYTES)
        document = decode_json(content, dict)
    except (OSError, ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise UserError(f"There is no readable take at {path}", "Give the folder of a take.") from error
    if document.get("schema") != SCHEMA:
        raise UserError(f"{file} is no take of this version", "Give the folder of a take.")
    return dict(document)


def _in_file(path: Path) -> dict[str, Any]:
    from engine.provenance.recipe_tags import read_recipe

    return read_recipe(path)


def _manifest(path: Path) -> dict[str, Any] | None:
    if path.suffix.lower() not in (".wav", ".mp3", ".flac") or not path.is_file():
        return None
    from engine.provenance.manifest import validate

    found = validate(path)
    if found is None:
        return None
    return {
        "is_intact": found.is_intact,
        "state": found.state,
        "problems": list(found.problems),
        "digital_source_type": found.source_type,
        "title": found.manifest.get("title"),
    }


def _lines(document: dict[str, Any]) -> list[str]:
    from engine.cli.console import printable
    from engine.core.codec import encode_json

    lines = [
        f"{name:<14} {printable(value if isinstance(value, str) else encode_json(value).decode(), 500)}"
        for name, value in document["recipe"].items()
        if name not in _LONG and value not in (None, "", [], {})
    ]
    return [*lines, f"{'manifest':<14} {_told(document['manifest'])}"]


def _told(manifest: dict[str, Any] | None) -> str:
    if manifest is None:
        return "none"
    if not manifest["is_intact"]:
        return f"BROKEN: the sound is not what was signed ({', '.join(manifest['problems'])})"
    who = "a signer on a list of trust" if manifest["state"] == "Trusted" else "a signer no list of trust knows"
    return f"intact, {manifest['digital_source_type']}, by {who}"
