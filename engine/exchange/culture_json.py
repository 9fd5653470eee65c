"""``culture.json``: the cultural score of one recording with its evidence, schema ``aurax.culture/1``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from engine.core.codec import decode_json, encode_json, to_builtins
from engine.core.errors import UserError
from engine.core.labels import Contest
from engine.core.score import SCHEMA, CultureScore
from engine.whole_file import write_bytes

CULTURE_FILE = "culture.json"
_DECIMALS = 4  # values from a model whose intervals are a tenth wide; times to a tenth of a millisecond
_STYLE: dict[str, Any] = {
    "probabilities": {},
    "family": None,
    "family_interval": None,
    "named": [],
    "why": "",
    "descriptors": {},
    "typicality": None,
}
_TOTAL: dict[str, Any] = {"value": None, "interval": None, "status": "", "definition": "", "parts": {}, "why": ""}
_GATE: dict[str, Any] = {"threshold": None, "alarm": None, "passed": None, "alarmed": None, "reason": ""}


def culture_document(
    score: CultureScore, *, song: Mapping[str, Any] | None = None, contests: Iterable[Contest] = ()
) -> dict[str, Any]:
    """The JSON document: every key of the schema is there, what is absent is null, floats are rounded.

    Args:
        score: What was judged.
        song: What says which recording it is: title, fingerprint, duration, what the score rests on.
        contests: What people hear otherwise.
    """
    own = to_builtins(score)
    document = {
        "schema": own["schema"],
        "song": to_builtins(dict(song or {})),
        "profile": own["profile"],
        "versions": own["versions"],
        "markers": own["markers"],
        "style": {**_STYLE, **own["style"]},
        "total": {**_TOTAL, **own["total"]},
        "gate": {**_GATE, **own["gate"]},
        "contests": [to_builtins(contest) for contest in contests],
    }
    rounded: dict[str, Any] = _rounded(document)
    return rounded


def write_culture(path: Path, document: Mapping[str, Any]) -> None:
    """Write a document of ``culture_document``, UTF-8, indented by two spaces.

    Raises:
        OSError: If it cannot be written; an older file is then still there.
    """
    write_bytes(path, encode_json(dict(document), indent=2) + b"\n")


def read_culture(path: Path) -> CultureScore:
    """A score written by this or an older engine of the same schema.

    Raises:
        UserError: If the file is missing, is no JSON, has another schema, or a field does not fit.
    """
    import msgspec

    again = "Score the song again with: aurax score SONG"
    try:
        document = decode_json(path.read_bytes(), dict)
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}", again) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not a cultural score: {error}", again) from error
    schema = document.get("schema")
    if schema != SCHEMA:
        raise UserError(
            f"{path} has the schema {schema!r}; this engine reads {SCHEMA!r}",
            "Update AURA-X Studio if the file comes from a newer one. " + again,
        )
    known = {field.name for field in fields(CultureScore)}
    try:
        return msgspec.convert({name: own for name, own in document.items() if name in known}, CultureScore)
    except (msgspec.ValidationError, ValueError) as error:
        raise UserError(f"{path} is damaged: {error}", again) from error


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return value
