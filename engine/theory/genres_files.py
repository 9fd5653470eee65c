"""Reading ``resources/genres``: one TOML file a genre, ``_sources.toml`` beside them; a wrong file is named with its
wrong key.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from engine.core.errors import UserError
from engine.paths import resources
from engine.theory.genres import Genre, GenreBook, Source

SOURCES = "_sources.toml"


def load_genres(folder: Path | None = None) -> GenreBook:
    """Every genre of a folder by id, parents before children; the product's own where no folder is given.

    Raises:
        UserError: With the file, the key and what to do, if a file cannot be read or is not a genre.
    """
    folder = folder or resources() / "genres"
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return _load(folder, tuple((path.name, path.stat().st_mtime_ns) for path in paths))


def find_genre(genre: str, book: GenreBook | None = None) -> Genre:
    """A genre by id, title or alias, in any case, hyphens and spaces as underscores.

    Raises:
        UserError: If there is none.
    """
    book = book or load_genres()
    wanted = _plain(genre)
    for one in book.genres.values():
        if wanted in {_plain(name) for name in (one.id, one.title, *one.aliases)}:
            return one
    near = difflib.get_close_matches(wanted, book.genres, n=3)
    hint = f"Did you mean {', '.join(near)}?" if near else "All genres: aurax genres list"
    raise UserError(f"There is no genre called '{genre}'", hint)


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_").replace("'", "")


@cache
def _load(folder: Path, files: tuple[tuple[str, int], ...]) -> GenreBook:
    names = [name for name, _ in files if not name.startswith("_")]
    if not names:
        raise UserError(f"There are no genres in {folder}", "Restore the folder, or install the product again.")
    contents = {name.removesuffix(".toml"): _read(folder / name) for name in names}
    for genre, content in contents.items():
        _refuse_unknown(Genre, content, folder / f"{genre}.toml", "")
    sources = _sources(folder / SOURCES)
    genres: dict[str, Genre] = {}
    for genre in sorted(contents, key=lambda name: (len(_line(name, contents, folder)), name)):
        genres[genre] = _genre(genre, contents, folder)
        strangers = [root for root in genres[genre].roots if root not in contents]
        if strangers:
            raise UserError(
                f"The genre file {folder / genre}.toml has a root that is no genre: '{strangers[0]}'",
                "Roots are ids of other files here.",
            )
        missing = [name for name in genres[genre].sources if name not in sources]
        if missing:
            raise UserError(
                f"The genre file {folder / genre}.toml names a source that {SOURCES} does not have: '{missing[0]}'",
                "Add it there, or correct the name.",
            )
    return GenreBook(genres, sources)


def _line(genre: str, contents: dict[str, dict[str, Any]], folder: Path) -> list[str]:
    """The genre and its ancestors, outermost first."""
    line = [genre]
    while parent := contents[line[0]].get("parent", ""):
        if not isinstance(parent, str) or parent not in contents or parent in line:
            problem = "is a kind of itself" if parent in line else f"is a kind of '{parent}', which is no genre"
            raise UserError(f"The genre file {folder / line[0]}.toml {problem}", "Correct its parent.")
        line.insert(0, parent)
    return line


def _genre(genre: str, contents: dict[str, dict[str, Any]], folder: Path) -> Genre:
    whole: dict[str, Any] = {}
    for ancestor in _line(genre, contents, folder):
        whole = _inherit(whole, contents[ancestor])
    try:
        return msgspec.convert({**whole, "id": genre}, Genre)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$.")
        key = where.rstrip("`") or "the file"
        raise UserError(
            f"The genre file {folder / genre}.toml is not valid at '{key}': {message}", "Correct this value."
        ) from error


def _inherit(parent: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Own words replace the parent's; measures one by one, rhythms layer by layer. Names are not inherited."""
    merged = {key: value for key, value in parent.items() if key not in ("aliases", "roots", "evidence")}
    merged |= own
    if isinstance(own.get("measures"), dict):
        merged["measures"] = {**parent.get("measures", {}), **own["measures"]}
    if isinstance(own.get("rhythms"), list):
        layers = {rhythm.get("layer") for rhythm in own["rhythms"] if isinstance(rhythm, dict)}
        kept = [rhythm for rhythm in parent.get("rhythms", []) if rhythm.get("layer") not in layers]
        merged["rhythms"] = [*own["rhythms"], *kept]
    return merged


def _sources(path: Path) -> dict[str, Source]:
    content = _read(path)
    try:
        return msgspec.convert(content, dict[str, Source])
    except msgspec.ValidationError as error:
        raise UserError(f"The list of sources {path} is not valid: {error}", "Correct this value.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"Cannot read the genre file {path}: {error}", "Restore or delete the file.") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"The genre file {path} is not valid TOML: {error}", "Correct the line it names.") from error


@cache
def _field_types(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _refuse_unknown(kind: Any, content: Any, path: Path, prefix: str) -> None:
    """Every key must be a field: a misspelt one would otherwise be a convention that nobody reads."""
    arguments = get_args(kind)
    if NoneType in arguments:
        _refuse_unknown(arguments[0], content, path, prefix)
    elif get_origin(kind) is dict and isinstance(content, dict):
        for name, value in content.items():
            _refuse_unknown(arguments[1], value, path, f"{prefix}{name}.")
    elif get_origin(kind) is tuple and isinstance(content, list):
        for place, value in enumerate(content):
            _refuse_unknown(arguments[0], value, path, f"{prefix}{place}.")
    elif isinstance(kind, type) and is_dataclass(kind) and isinstance(content, dict):
        known = _field_types(kind)
        for name, value in content.items():
            if name not in known or name == "id":
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"Did you mean '{prefix}{near[0]}'?" if near else f"Known here: {', '.join(known)}"
                raise UserError(f"The genre file {path} has an unknown key '{prefix}{name}'", hint)
            _refuse_unknown(known[name], value, path, f"{prefix}{name}.")
