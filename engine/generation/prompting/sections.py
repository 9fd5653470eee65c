"""Sections as people name them ("the second drop", "drop B", "section 3") found in a blueprint."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.core.blueprint import Blueprint
from engine.core.errors import UserError

_PART_OF_NAME = re.compile(r" \(\d+\)$")


def section_indices(wanted: Iterable[int | str], blueprint: Blueprint) -> tuple[int, ...]:
    """Which sections ``Change.sections`` means in a piece.

    A long section that was divided ("DROP A", "DROP A (2)") counts as one.

    Args:
        wanted: Numbers from 0; ``"drop"`` (every one), ``"drop 2"``, ``"drop last"``, or a section's own name.
        blueprint: The piece.

    Raises:
        UserError: If the piece has no such section.
    """
    found: dict[int, None] = {}
    for want in wanted:
        for index in (want,) if isinstance(want, int) else _named(want, blueprint):
            if not 0 <= index < len(blueprint.sections):
                raise UserError(f"This take has no section {index + 1}", _what_there_is(blueprint))
            found[index] = None
    return tuple(found)


def _named(want: str, blueprint: Blueprint) -> tuple[int, ...]:
    word = want.casefold()
    label, _, which = word.rpartition(" ")
    groups = _groups(blueprint)
    own = tuple(index for name, _label, indices in groups if name == word for index in indices)
    if own:
        return own
    every = [indices for _name, of, indices in groups if of == (label or word)]
    if not label:
        chosen = every
    elif which == "last":
        chosen = every[-1:]
    else:
        chosen = every[int(which) - 1 : int(which)] if which.isdigit() and int(which) else []
    if not chosen:
        raise UserError(f"This take has no section called '{want}'", _what_there_is(blueprint))
    return tuple(index for indices in chosen for index in indices)


def _groups(blueprint: Blueprint) -> list[tuple[str, str, list[int]]]:
    """Name, label and indices of each section, divided ones together."""
    groups: list[tuple[str, str, list[int]]] = []
    for index, section in enumerate(blueprint.sections):
        name = _PART_OF_NAME.sub("", section.name or section.label).casefold()
        if groups and groups[-1][:2] == (name, section.label) and section.name.endswith(")"):
            groups[-1][2].append(index)
        else:
            groups.append((name, section.label, [index]))
    return groups


def _what_there_is(blueprint: Blueprint) -> str:
    names = ", ".join(section.name or section.label for section in blueprint.sections)
    return f"It has {len(blueprint.sections)}: {names}."
