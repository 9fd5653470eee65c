"""Numbered variants of written grids, so that a pattern belongs to one split only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.generation.draws import generator
from trainer.synth_corpus.split import Split, draw_number

_ADDED, _DROPPED = 0.04, 0.07


def draw_grid(rng: np.random.Generator, name: str, grids: Sequence[str], split: Split) -> str:
    """One of the grids, varied by a number that belongs to the split."""
    number = draw_number(rng, f"neighbour grid {name}", split)
    own = generator("neighbour grid", name, number)
    return varied(own, grids[int(own.integers(len(grids)))])


def varied(rng: np.random.Generator, grid: str) -> str:
    """A grid with a few strokes added, dropped, or louder and softer; half of them stay as they are written."""
    if rng.random() < 0.4:
        return grid
    marks = []
    for step, mark in enumerate(grid):
        place = rng.random()
        if mark == ".":
            marks.append("3" if place < _ADDED and step % 4 else ".")
        elif mark.isdigit() and step % 4 and place < _DROPPED:
            marks.append(".")
        elif mark.isdigit():
            marks.append(str(int(np.clip(int(mark) + rng.integers(-1, 2), 2, 9))))
        else:
            marks.append(mark)
    return "".join(marks)
