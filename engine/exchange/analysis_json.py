"""``analysis.json``: everything heard in one recording, schema ``aurax.analysis/1``."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from engine.core.analysis import SCHEMA, Analysis
from engine.core.codec import decode_json, encode_json, to_builtins
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.whole_file import write_bytes

_DECIMALS = 6  # a microsecond: finer than any sample at 192 kHz


def analysis_document(analysis: Analysis) -> dict[str, Any]:
    """The JSON document: every key of the schema is there, what is absent is null, floats have six decimals."""
    document: dict[str, Any] = _rounded(to_builtins(analysis))
    document["notes"] = {stem.value: document["notes"].get(stem.value) for stem in Stem}
    return document


def write_analysis(path: Path, analysis: Analysis) -> None:
    """Write the document, UTF-8, indented by two spaces.

    Raises:
        OSError: If it cannot be written; an older file is then still there.
    """
    write_bytes(path, encode_json(analysis_document(analysis), indent=2) + b"\n")


def read_analysis(path: Path) -> Analysis:
    """An analysis written by this or an older engine of the same schema.

    Raises:
        UserError: If the file is missing, is no JSON, has another schema, or a field does not fit.
    """
    import msgspec

    again = "Analyse the song again with: aurax analyze SONG"
    try:
        text = path.read_bytes()
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}", again) from error
    try:
        document = decode_json(text, dict)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not an analysis: {error}", again) from error
    schema = document.get("schema")
    if schema != SCHEMA:
        raise UserError(
            f"{path} has the schema {schema!r}; this engine reads {SCHEMA!r}",
            "Update AURA-X Studio if the file comes from a newer one. " + again,
        )
    known = {field.name for field in fields(Analysis)}
    try:
        return msgspec.convert({k: v for k, v in document.items() if k in known}, Analysis)
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
