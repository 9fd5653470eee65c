"""Rows of descriptors to learn styles from: pieces told from their notes, and pieces that were rendered and heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.analysis import Analysis, AudioFacts
from engine.culture.descriptors import descriptors_of, vector_of
from engine.culture.song import CultureSong
from engine.culture.style import FAMILY
from engine.generation.draws import generator
from engine.generation.truth import truth
from trainer.neighbours.pieces import STYLES, draw_piece
from trainer.recipes.style_hearing import hear
from trainer.synth_corpus.split import Split

Floats = NDArray[np.float64]

PIECES = {Split.TRAIN: 60, Split.VALIDATION: 16}
HEARINGS = 4
"""How often each piece told from its notes is heard, each time otherwise; once more as it is."""
BORROWED = 6
"""How often each piece told from its notes borrows the errors of one that was heard."""
_KEPT = 0.1
_SECONDS = (34.0, 150.0)
_FIRST_INDEX = 100_000
"""Beyond the pieces that are rendered: none is learnt from twice."""


_FIELDS = ("values", "styles", "splits", "heard", "plain", "pasted")


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Descriptors ``[rows, names]``, style by its place in ``STYLES``, split, and where a row comes from.

    ``heard``: of a piece that was rendered, separated and analysed; ``plain``: of a piece as it is. Each heard row of a
    corpus is followed by the plain row of the same piece.
    """

    values: Floats
    styles: NDArray[np.int64]
    splits: NDArray[np.str_]
    heard: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    pasted: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> Rows:
        return Rows(*(getattr(self, name)[chosen] for name in _FIELDS))


@dataclass(frozen=True, slots=True)
class _Row:
    values: Floats
    style: str
    split: Split
    is_heard: bool
    is_plain: bool
    is_pasted: bool


def rows_of_notes(report: Callable[[float], None], pieces: dict[Split, int] | None = None) -> Rows:
    """Rows of pieces that are composed and never rendered, as they are and as they might be heard."""
    counts = PIECES if pieces is None else pieces
    found: list[_Row] = []
    total = len(STYLES) * sum(counts.values())
    numbers = [(split, style, index) for split, count in counts.items() for style in STYLES for index in range(count)]
    for place, (split, style, index) in enumerate(numbers):
        report(place / total)
        found += _of_notes(split, style, _FIRST_INDEX + index)
    return _together(found)


def pieces_in(folder: Path) -> list[Path]:
    """Folders of the pieces of a corpus, in order."""
    return sorted(path for path in folder.iterdir() if (path / "piece.json").is_file())


def rows_of_corpus(folder: Path, report: Callable[[float], None]) -> Rows:
    """Rows of the pieces in a folder of ``trainer.neighbours.corpus``: as heard, and as they are."""
    from trainer.neighbours.corpus import read_piece

    found: list[_Row] = []
    folders = pieces_in(folder)
    for place, path in enumerate(folders):
        report(place / len(folders))
        piece = read_piece(path)
        for song, is_heard in ((piece.heard, True), (piece.truth, False)):
            found.append(_Row(_vector(song), piece.style, piece.split, is_heard, not is_heard, piece.is_pasted))
    return _together(found)


def joined(*parts: Rows) -> Rows:
    """All rows in one."""
    return Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in _FIELDS))


def with_borrowed_errors(rows: Rows, rng: np.random.Generator, *, times: int = BORROWED) -> Rows:
    """Rows that were never heard with the errors of some that were: what hearing changed in a piece of the corpus is
    added to a plain row of the same style, or of the same kind (the family, or not).

    Args:
        rows: Of the train split alone.
        rng: Draws who borrows from whom.
        times: How often each plain row borrows.
    """
    heard = np.flatnonzero(rows.heard)
    if not len(heard):
        return rows
    plain = np.flatnonzero(rows.plain)
    family = np.asarray([STYLES[style] in FAMILY for style in rows.styles])
    found = []
    for place in np.tile(plain, times):
        same_style = heard[rows.styles[heard] == rows.styles[place]]
        same_kind = heard[family[heard] == family[place]]
        pool = same_style if len(same_style) and rng.random() < 0.5 else same_kind if len(same_kind) else heard
        lender = int(rng.choice(pool))
        found.append(_borrowed(rows.values[place], rows.values[lender], rows.values[lender + 1], rng))
    again = rows.where(np.tile(plain, times))
    nowhere = np.zeros(len(found), np.bool_)
    return joined(rows, Rows(np.asarray(found), again.styles, again.splits, nowhere, nowhere, again.pasted))


def _borrowed(own: Floats, heard: Floats, plain: Floats, rng: np.random.Generator) -> Floats:
    """A row with another's errors, some of them: what was lost is lost, what was heard in nothing is heard."""
    error = float(rng.uniform(0.5, 1.1)) * (heard - plain)
    made = np.where(np.isfinite(own + error), own + error, own)
    made = np.where(np.isfinite(plain) & ~np.isfinite(heard), np.nan, made)
    made = np.where(~np.isfinite(own) & np.isfinite(heard) & ~np.isfinite(plain), heard, made)
    return np.where(rng.random(len(own)) < _KEPT, own, np.maximum(made, np.fmin(0.0, own)))


def _of_notes(split: Split, style: str, index: int) -> Iterator[_Row]:
    rng = generator("style row", split.value, style, index)
    piece = draw_piece(split, style, index, seconds=float(rng.uniform(*_SECONDS)))
    facts = AudioFacts(piece.composition.duration, 44_100, 2, "", -12.0, -1.0)
    whole = truth(piece.composition, facts, engine="composed")
    for hearing in range(HEARINGS + 1):
        heard: Analysis = hear(whole, rng) if hearing else whole
        yield _Row(_vector(CultureSong(heard)), style, split, False, not hearing, piece.is_pasted)


def _vector(song: CultureSong) -> Floats:
    return vector_of(descriptors_of(song))


def _together(rows: list[_Row]) -> Rows:
    return Rows(
        np.asarray([row.values for row in rows], np.float64),
        np.asarray([STYLES.index(row.style) for row in rows], np.int64),
        np.asarray([row.split.value for row in rows]),
        np.asarray([row.is_heard for row in rows], np.bool_),
        np.asarray([row.is_plain for row in rows], np.bool_),
        np.asarray([row.is_pasted for row in rows], np.bool_),
    )
