"""Random numbers that a change elsewhere does not move.

Every part of a piece draws from its own stream, keyed by what it is for. So "same track, busier log drum" leaves every
other note where it was, and one section can be replaced alone.
"""

from __future__ import annotations

import hashlib

import numpy as np

from engine.core.blueprint import PARTS, Blueprint


def stream(blueprint: Blueprint, part: str, *names: str | int, section: int | None = None) -> np.random.Generator:
    """The random stream of one purpose.

    Args:
        blueprint: Gives the seeds.
        part: One of ``PARTS``; its own seed replaces the piece's where it was drawn anew.
        names: What the numbers are for, e.g. the role and the phrase.
        section: Index of the section the numbers are for; a section with a seed of its own draws from that.
    """
    if part not in PARTS:
        raise ValueError(f"there is no part {part!r}; parts are {', '.join(PARTS)}")
    seed = blueprint.seeds.get(part, blueprint.seed)
    key: list[object] = [seed, part, *names]
    if section is not None:
        key += ["section", section, blueprint.sections[section].seed]
    return generator(*key)


def generator(*key: object) -> np.random.Generator:
    """A stream from any key; the key's text is hashed (BLAKE2b), so that near keys give unrelated streams."""
    digest = hashlib.blake2b(repr(key).encode(), digest_size=16).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))
