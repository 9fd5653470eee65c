"""Figures of single clips on disk, so that nothing is measured twice.

``OUT/clips/<method>/<condition>/<clip>.json``, each written as soon as it is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine import __version__
from engine.cli.separation_bench.methods import Method
from engine.cli.separation_bench.references import Reference
from engine.cli.separation_bench.scores import SCHEMA
from engine.core.codec import decode_json, encode_json
from engine.core.names import safe_name
from engine.whole_file import write_bytes

FOLDER = "clips"


class Kept:
    """The figures in an output folder. What was measured on another file, by another revision or version is not found.

    Args:
        out: The output folder.
    """

    def __init__(self, out: Path) -> None:
        self._out = out

    def find(self, reference: Reference, condition: str, method: Method) -> dict[str, Any] | None:
        """The record of a clip, or None where it has to be measured."""
        file = self._file(reference, condition, method)
        if not file.is_file():
            return None
        try:
            document: dict[str, Any] = decode_json(file.read_bytes(), dict)
        except ValueError:  # not ours, or from a disk that lost it
            return None
        record = document.get("record")
        return record if document.get("key") == _key(reference, method) and isinstance(record, dict) else None

    def keep(self, reference: Reference, condition: str, method: Method, record: dict[str, Any]) -> None:
        """Write a record whole.

        Raises:
            OSError: If it cannot be written.
        """
        document = {"key": _key(reference, method), "record": record}
        write_bytes(self._file(reference, condition, method), encode_json(document, indent=1) + b"\n")

    def _file(self, reference: Reference, condition: str, method: Method) -> Path:
        return self._out / FOLDER / safe_name(method.name) / condition / f"{safe_name(reference.id)}.json"


def _key(reference: Reference, method: Method) -> dict[str, str]:
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "clip": reference.id,
        "fingerprint": reference.fingerprint,
        "method": method.name,
        "revision": method.revision,
    }
