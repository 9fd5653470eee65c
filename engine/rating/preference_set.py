"""Preferences that may teach a model: those of raters who said so, on trials that count, after unblinding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engine.core.codec import encode_json
from engine.core.errors import UserError
from engine.core.rating import FIRST, SECOND
from engine.rating.results import Row
from engine.whole_file import write_bytes


def preference_lines(rows: Sequence[Row], question: str) -> Iterator[dict[str, Any]]:
    """One line for each decided vote: what was chosen and what was not, as recordings, without the rater's name."""
    for row in rows:
        answer = row.answer(question)
        if not row.rater.may_train or answer not in (FIRST, SECOND):
            continue
        chosen, rejected = row.items if answer == FIRST else row.items[::-1]
        yield {
            "prompt": row.prompt,
            "question": question,
            "chosen": {"system": chosen.system, "source": chosen.source, "sha256": chosen.source_sha256},
            "rejected": {"system": rejected.system, "source": rejected.source, "sha256": rejected.source_sha256},
            "rater": row.rater.id,
        }


def write_preferences(rows: Sequence[Row], question: str, target: Path) -> int:
    """Write them as JSON lines; returns how many.

    Raises:
        UserError: If nobody has agreed, or nothing was decided.
    """
    lines = [encode_json(line) for line in preference_lines(rows, question)]
    if not lines:
        raise UserError(
            f"No vote on {question} may teach a model", "Raters agree to that with --may-train when they join."
        )
    write_bytes(target, b"\n".join(lines) + b"\n")
    return len(lines)
