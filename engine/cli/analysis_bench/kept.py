"""Figures of single songs on disk, so that nothing is measured twice and an interrupted run goes on.

``OUT/songs/<listener>/<song>.json``, each written as soon as it is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine import __version__
from engine.cli.analysis_bench.hearing import Listener
from engine.core.codec import decode_json, encode_json
from engine.core.names import safe_name
from engine.whole_file import write_bytes

FOLDER = "songs"
SCHEMA = "aurax.analysis_bench/1"


class Kept:
    """The figures in an output folder. Those of another file, revision or version are not found.

    Args:
        out: The output folder.
    """

    def __init__(self, out: Path) -> None:
        self._out = out

    def find(self, song: str, fingerprint: str, listener: Listener) -> dict[str, Any] | None:
        """The record of a song, or None where it has to be measured."""
        file = self._file(song, listener)
        if not file.is_file():
            return None
        try:
            document: dict[str, Any] = decode_json(file.read_bytes(), dict)
        except ValueError:  # not ours, or from a disk that lost it
            return None
        record = document.get("record")
        return record if document.get("key") == _key(song, fingerprint, listener) and isinstance(record, dict) else None

    def keep(self, song: str, fingerprint: str, listener: Listener, record: dict[str, Any]) -> None:
        """Write a record whole.

        Raises:
            OSError: If it cannot be written.
        """
        document = {"key": _key(song, fingerprint, listener), "record": record}
        write_bytes(self._file(song, listener), encode_json(document, indent=1) + b"\n")

    def _file(self, song: str, listener: Listener) -> Path:
        return self._out / FOLDER / safe_name(listener.name) / f"{safe_name(song)}.json"


def _key(song: str, fingerprint: str, listener: Listener) -> dict[str, str]:
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "song": song,
        "fingerprint": fingerprint,
        "listener": listener.name,
        "revision": listener.revision,
    }
