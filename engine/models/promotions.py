"""Which version plays in place of which, since when, by whom and why: one JSON line each, only ever appended to.

A promotion does not touch weights or cards. Where no model is named and the older version would have played, the newer
one does; taken back, or its weights removed, the older one plays again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine.core.codec import decode_json
from engine.core.errors import UserError

PROMOTIONS_FILE = "promotions.jsonl"
PROMOTED, TAKEN_BACK = "promoted", "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A line of the ledger.

    Args:
        action: ``promoted`` or ``taken_back``.
        model: The version that plays from then on (or no longer).
        in_place_of: The one that played before.
        revision: Of the weights that were promoted.
        canary: Whose rule decided.
        by: Who said so.
        at: ISO 8601.
        why: The verdict, in words; or why it was taken back.
        note: What the person added.
        evidence: Sessions or the report the verdict rests on.
        evidence_sha256: Of the report; empty where votes were read themselves.
        share, low, high: Of votes for ``model``, with the bounds of its interval.
        votes, raters: How many gave it.
    """

    action: str
    model: str
    in_place_of: str
    canary: str
    by: str
    at: str
    why: str
    revision: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    evidence_sha256: str = ""
    share: float | None = None
    low: float | None = None
    high: float | None = None
    votes: int = 0
    raters: int = 0


def promotions(models_folder: Path) -> tuple[Promotion, ...]:
    """Every line, oldest first; a last one that a crash has cut off was never confirmed and is passed over.

    Raises:
        UserError: If another line does not fit.
    """
    file = models_folder / PROMOTIONS_FILE
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    found = []
    for number, line in enumerate(lines[:-1], start=1):  # behind the last line's end there is nothing, or a torn one
        try:
            found.append(decode_json(line, Promotion))
        except (ValueError, msgspec.MsgspecError) as error:
            raise UserError(
                f"Line {number} of {file} does not fit: {error}", "Take the file from a backup, or remove that line."
            ) from error
    return tuple(found)


def record(models_folder: Path, line: Promotion) -> None:
    """Append a line; it is on the disk when this returns.

    Raises:
        OSError: If it cannot be written.
    """
    models_folder.mkdir(parents=True, exist_ok=True)
    whole = (models_folder / PROMOTIONS_FILE).open("a+b")
    with whole as file:
        file.seek(0)
        content = file.read()
        file.truncate(content.rfind(b"\n") + 1)  # a torn last line would swallow the next
        file.write(msgspec.json.encode(line) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def in_force(lines: Iterable[Promotion]) -> dict[str, Promotion]:
    """By the version that is replaced: the promotion that holds now."""
    held: dict[str, Promotion] = {}
    for line in lines:
        if line.action == PROMOTED:
            held[line.in_place_of] = line
        elif (now := held.get(line.in_place_of)) is not None and now.canary == line.canary:
            del held[line.in_place_of]
    return held


def is_taken_back(lines: Iterable[Promotion], canary: str) -> bool:
    """Whether the last word on what a canary has promoted is that it was taken back."""
    own = [line.action for line in lines if line.canary == canary]
    return bool(own) and own[-1] == TAKEN_BACK
