"""The seed grids: rhythms of the domain reference, read from ``resources/patterns``.

``seeds.toml`` holds the reference's own grids with its confidence tags, ``companions.toml`` what was added for roles it
gives none for, ``families.toml`` which of them a style draws from where its plan names none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from engine.core.blueprint import STEPS_PER_BAR
from engine.paths import resources

_FILES = ("seeds.toml", "companions.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A written rhythm.

    Args:
        name: ``K1``, ``L4`` …
        velocities: 0–127 for each sixteenth, 0 is a rest.
        semitones: Above the root of the chord, one for each hit; empty for unpitched grids.
        bars: Its length.
        note: What it is, in words.
        confidence: ``A`` verified, ``B`` two or more sources, ``C`` one source, ``D`` a design prior.
    """

    name: str
    velocities: tuple[int, ...]
    semitones: tuple[int, ...]
    bars: int
    note: str
    confidence: str

    @property
    def steps(self) -> tuple[int, ...]:
        """The sixteenths that are struck."""
        return tuple(step for step, velocity in enumerate(self.velocities) if velocity)


def velocities_of(grid: str) -> tuple[int, ...]:
    """Velocities of a written grid: digit ``d`` is ``round(d * 127 / 9)``, a dot 0 (domain reference 0).

    Raises:
        ValueError: If it holds another character or is not whole bars long.
    """
    if not grid or len(grid) % STEPS_PER_BAR or set(grid) - set(".123456789"):
        raise ValueError(f"not a grid of whole bars in '.' and 1–9: {grid!r}")
    return tuple(0 if character == "." else round(int(character) * 127 / 9) for character in grid)


@cache
def _grids() -> dict[str, Grid]:
    grids = {}
    for file in _FILES:
        content = tomllib.loads((resources() / "patterns" / file).read_text(encoding="utf-8"))
        for name, entry in content.items():
            velocities = velocities_of(entry["grid"])
            semitones = tuple(int(number) for number in entry.get("semitones", ()))
            if name in grids or (semitones and len(semitones) != sum(map(bool, velocities))):
                raise ValueError(f"{file}: {name} stands twice, or its semitones do not match its hits")
            grids[name] = Grid(
                name=name,
                velocities=velocities,
                semitones=semitones,
                bars=len(velocities) // STEPS_PER_BAR,
                note=entry["note"],
                confidence=entry["confidence"],
            )
    return grids


def grid(name: str) -> Grid:
    """A grid by name.

    Raises:
        ValueError: If there is none of that name.
    """
    try:
        return _grids()[name]
    except KeyError:
        raise ValueError(f"there is no grid {name!r}") from None


def names(family: str = "") -> tuple[str, ...]:
    """Names of all grids, or of a family by its letter (``"L"``), in the order of the files."""
    return tuple(name for name in _grids() if name.startswith(family))


@cache
def families(role: str, style: str) -> tuple[str, ...]:
    """Patterns a role draws from in a style where its plan names none; several grids of one are joined by ``+``."""
    content = tomllib.loads((resources() / "patterns" / "families.toml").read_text(encoding="utf-8"))
    by_style = content[role]
    return tuple(by_style.get(style, by_style["all"]))
