"""Which sounds and patterns belong to which split.

A held-out song of sounds the model was trained on proves little. So the split goes through the parts songs are made
of: every instrument has numbered one-shots (a set of parameters each), every composer seed is numbered, and a number
belongs to exactly one split, whatever song it turns up in.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

import numpy as np

from engine.generation.draws import generator


class Split(StrEnum):
    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


SHARES = {Split.TRAIN: 0.8, Split.VALIDATION: 0.1, Split.TEST: 0.1}

NUM_VARIANTS = 8_192
"""One-shots per instrument; the domain reference asks for at least 2 000 (5.3)."""


def split_of(name: str, number: int) -> Split:
    """The split to which one numbered sound or pattern belongs."""
    digest = hashlib.blake2b(f"{name}/{number}".encode(), digest_size=8).digest()
    place = int.from_bytes(digest, "little") / 2.0**64
    if place < SHARES[Split.TRAIN]:
        return Split.TRAIN
    return Split.VALIDATION if place < SHARES[Split.TRAIN] + SHARES[Split.VALIDATION] else Split.TEST


def draw_number(rng: np.random.Generator, name: str, split: Split, *, of: int = NUM_VARIANTS) -> int:
    """A number of ``name`` below ``of`` that belongs to the split."""
    for _ in range(10_000):
        number = int(rng.integers(of))
        if split_of(name, number) is split:
            return number
    raise ValueError(f"no number of {name} below {of} belongs to {split}")


def variant_rng(instrument: str, number: int) -> np.random.Generator:
    """The stream that draws a one-shot's parameters: the same one-shot in every song that uses it."""
    return generator("one-shot", instrument, number)
