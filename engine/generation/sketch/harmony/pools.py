"""The pools of progressions, read from ``resources/harmony/progressions.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from engine.core.harmony import Key
from engine.core.roman import parse_roman
from engine.paths import resources

_CONFIDENCES = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Progression:
    """A row of a pool: numerals in ``mode``, how often it is drawn, and where it comes from."""

    numerals: tuple[str, ...]
    mode: str
    weight: float
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Family:
    """Progressions of one kind.

    Args:
        id: Its name in profiles.
        title: Its name for the user.
        functional: Dominants lead on: no V to IV, and functional reharmonisation is allowed.
        colour: Factor on the richness asked for.
        cadences: By mode, the chords that lead home at the end of a section.
        progressions: Its rows.
    """

    id: str
    title: str
    functional: bool
    colour: float
    cadences: Mapping[str, tuple[tuple[str, ...], ...]]
    progressions: tuple[Progression, ...]

    def of(self, mode: str) -> tuple[Progression, ...]:
        """The rows of a mode."""
        return tuple(row for row in self.progressions if row.mode == mode)


@cache
def families() -> dict[str, Family]:
    """Every family by id, in the order of the file.

    Raises:
        ValueError: If a row of the file is no progression.
    """
    with (resources() / "harmony" / "progressions.toml").open("rb") as file:
        return {name: _family(name, table) for name, table in tomllib.load(file).items()}


def _family(name: str, table: Mapping[str, Any]) -> Family:
    cadences = {mode: tuple(_numerals(row, mode) for row in rows) for mode, rows in table["cadences"].items()}
    rows = tuple(
        Progression(
            numerals=_numerals(row["numerals"], row["mode"]),
            mode=row["mode"],
            weight=float(row["weight"]),
            confidence=row["confidence"],
            source=row["source"],
        )
        for row in table["loops"]
    )
    if any(row.weight <= 0.0 or row.confidence not in _CONFIDENCES for row in rows):
        raise ValueError(f"progressions of {name}: weights are positive, confidence is one of A, B, C, D")
    if {row.mode for row in rows} - set(cadences):
        raise ValueError(f"progressions of {name}: a mode has no cadence")
    return Family(name, table["title"], bool(table["functional"]), float(table["colour"]), cadences, rows)


def _numerals(text: str, mode: str) -> tuple[str, ...]:
    numerals = tuple(text.split())
    for numeral in numerals:
        parse_roman(numeral, Key(0, mode))
    return numerals
