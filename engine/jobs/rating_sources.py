"""Which files a listening session is made of: ``NAME=FOLDER`` or ``NAME=FILE``, matched by the names of the items."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.score import EXPLORATORY

if TYPE_CHECKING:
    from engine.rating.building import SourceItem

_MIX = ("mix", "mixture")


def systems_of(arguments: Sequence[str], *, by_order: bool) -> dict[str, dict[str, SourceItem]]:
    """Prompt to source of each system.

    Args:
        arguments: ``NAME=PATH``.
        by_order: Match the items of each system in the order of their names, whatever these are.

    Raises:
        UserError: If an argument does not fit, or a folder holds nothing to hear.
    """
    systems: dict[str, dict[str, SourceItem]] = {}
    for argument in arguments:
        name, _, path = argument.partition("=")
        if not name or not path:
            raise UserError(f"{argument} names no system", "Write NAME=FOLDER or NAME=FILE.")
        if name in systems:
            raise UserError(f"There are two systems called {name}", "Give each a name of its own.")
        systems[name] = items_of(Path(path).expanduser(), by_order=by_order)
    return systems


def items_of(path: Path, *, by_order: bool) -> dict[str, SourceItem]:
    """The items below a path by name: ``take-1/mix.wav`` is ``take-1``, ``song/bass.wav`` is ``song/bass``.

    In folders that hold takes, with a mix each, only the mixes are taken.
    """
    from engine.jobs.collect import AUDIO_SUFFIXES

    if path.is_file():
        return {"item": _source(path)}
    if not path.is_dir():
        raise UserError(f"There is no file or folder {path}", "Check the path.")
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in AUDIO_SUFFIXES and file.is_file())
    mixes = [file for file in files if file.stem in _MIX]
    if not files:
        raise UserError(f"No audio was found in {path}", "Name a folder of takes, stems or songs.")
    chosen = {_name(file, path): file for file in mixes or files}
    if by_order:
        return {f"{number:04d}": _source(file) for number, file in enumerate(chosen.values(), start=1)}
    return {name: _source(file) for name, file in chosen.items()}


def _name(file: Path, root: Path) -> str:
    relative = file.relative_to(root)
    is_mix = file.stem in _MIX and len(relative.parts) > 1
    return (relative.parent if is_mix else relative.with_suffix("")).as_posix()


def _source(file: Path) -> SourceItem:
    from engine.rating.building import SourceItem

    culture, analysis = _beside(file, "culture.json"), _beside(file, "analysis.json")
    markers = {  # raw values only: what was calibrated once must not be calibrated again
        name: float(own["value"])
        for name, own in (culture.get("markers") or {}).items()
        if isinstance(own, dict) and own.get("value") is not None and own.get("status") == EXPLORATORY
    }
    total = (culture.get("total") or {}).get("value")
    artist = (analysis.get("metadata") or {}).get("artist") or ""
    return SourceItem(file.absolute(), total, markers, artist, _bar_seconds(analysis))


def _beside(file: Path, name: str) -> dict[str, Any]:
    """A document beside the file; empty where there is none that can be read."""
    with suppress(OSError, ValueError):
        document = json.loads((file.parent / name).read_text(encoding="utf-8"))
        return document if isinstance(document, dict) else {}
    return {}


def _bar_seconds(analysis: dict[str, Any]) -> float | None:
    tempo, meter = analysis.get("tempo_bpm"), analysis.get("meter") or {}
    if not tempo:
        return None
    return round(
        60.0 / float(tempo) * float(meter.get("numerator") or 4) * 4.0 / float(meter.get("denominator") or 4), 4
    )
