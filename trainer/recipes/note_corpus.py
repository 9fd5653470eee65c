"""Composed pieces as the note recipes read them: a stem with the notes that were played on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.roles import ROLES
from engine.core.stems import Stem

_UNISON_S = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class PlayedStem:
    """A stem of one piece.

    Args:
        audio: The stem.
        notes: Rows of ``truth.json`` in order of time, pitched ones only.
        cents: How far its pitches lie above those written.
        tuning_cents: The part of it that the whole piece shares.
        folder: Of the piece.
    """

    audio: Audio
    notes: tuple[dict[str, Any], ...]
    cents: float
    tuning_cents: float
    folder: Path

    def begun(self) -> list[dict[str, Any]]:
        """Notes that begin within the piece; two of one pitch that begin together are one."""
        last: dict[int, float] = {}
        kept = []
        for note in self.notes:
            if not note.get("from_before") and note["onset"] - last.get(note["pitch"], -1.0) >= _UNISON_S:
                kept.append(note)
                last[note["pitch"]] = note["onset"]
        return kept


def played_stems(folder: Path, stem: Stem, report: Callable[[float], None]) -> Iterator[PlayedStem]:
    """Every piece of a corpus in which a stem plays; remixes, which hold several pieces at once, are left out.

    Raises:
        UserError: If there is none.
    """
    from engine.audio.files import read
    from engine.core.codec import decode_json

    files = sorted(folder.rglob("truth.json"))
    found = False
    for number, file in enumerate(files):
        report(number / len(files))
        truth: dict[str, Any] = decode_json(file.read_bytes(), dict)
        notes = [note for note in truth.get("notes", {}).get(stem.value, ()) if _is_pitched(note)]
        if truth.get("is_remix") or not notes:
            continue
        found = True
        path = next((file.parent / "stems").glob(f"{stem.value}.*"))
        tuning = 1200.0 * math.log2(truth.get("tuning_hz", 440.0) / 440.0)
        own = (truth.get("detune_cents") or {}).get(stem.value, 0.0)
        rows = tuple(sorted(notes, key=lambda note: note["onset"]))
        yield PlayedStem(read(path), rows, tuning + own, tuning, file.parent)
    if not found:
        raise UserError(f"{folder} holds no piece with notes of {stem.value}", "Make a corpus: aurax train corpus make")
    report(1.0)


def _is_pitched(note: dict[str, Any]) -> bool:
    role = ROLES.get(note["role"])
    return role is not None and role.is_pitched
