"""How alike cells are: self-BLEU."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np


def self_bleu(cells: Sequence[Sequence[Hashable]], *, order: int = 4) -> float:
    """How alike the cells of a set are: 0 for no common sequence, 1 for equals (Zhu et al., "Texygen", SIGIR 2018).

    The mean BLEU (Papineni et al., ACL 2002: clipped n-gram precisions up to ``order`` in geometric mean, brevity
    penalty by the reference of nearest length) of each cell against all others. A cell shorter than ``order`` is judged
    by the n-grams it has, so that short cells do not count as unlike for being short. There is no smoothing: a cell
    without any common n-gram of some length counts as 0.

    The value depends on the alphabet and grows with the number of cells: compare only what was measured alike. With a
    token per sixteenth, struck or not, there are but 16 sequences of four and every set is near 1; tokens of onsets
    (``onset_tokens``) tell cells apart.

    Args:
        cells: At least two sequences of tokens; a string is a sequence of its characters.
        order: Longest n-gram.

    Raises:
        ValueError: If there are fewer than two cells or one is empty.
    """
    if len(cells) < 2 or not all(len(cell) for cell in cells):
        raise ValueError("self-BLEU needs at least two cells, none of them empty")
    counts = [[_ngrams(cell, n) for n in range(1, order + 1)] for cell in cells]
    most = [_two_highest([own[n] for own in counts]) for n in range(order)]
    lengths = [len(cell) for cell in cells]
    return float(np.mean([_bleu(place, counts[place], most, lengths) for place in range(len(cells))]))


def onset_tokens(onsets: Sequence[tuple[float, int]]) -> tuple[tuple[float, int], ...]:
    """A cell as tokens, one an onset: its step from the cell's start and its interval to the cell's first tone.

    Args:
        onsets: Steps in sixteenths from the cell's start and MIDI pitches, in order.
    """
    return tuple((step, pitch - onsets[0][1]) for step, pitch in onsets)


def _ngrams(cell: Sequence[Hashable], n: int) -> Counter[tuple[Hashable, ...]]:
    return Counter(tuple(cell[place : place + n]) for place in range(len(cell) - n + 1))


def _two_highest(
    counts: Sequence[Counter[tuple[Hashable, ...]]],
) -> dict[tuple[Hashable, ...], tuple[int, int, int]]:
    """By n-gram: its highest count in any cell, the index of that cell, and the highest count in the others."""
    most: dict[tuple[Hashable, ...], tuple[int, int, int]] = {}
    for place, own in enumerate(counts):
        for ngram, count in own.items():
            first, where, second = most.get(ngram, (0, -1, 0))
            most[ngram] = (count, place, first) if count > first else (first, where, max(second, count))
    return most


def _bleu(
    place: int,
    own: Sequence[Counter[tuple[Hashable, ...]]],
    most: Sequence[dict[tuple[Hashable, ...], tuple[int, int, int]]],
    lengths: Sequence[int],
) -> float:
    """BLEU of one cell against all others."""
    logs = []
    for n, counts in enumerate(own):
        total = sum(counts.values())
        if not total:
            break
        common = 0
        for ngram, count in counts.items():
            first, where, second = most[n][ngram]
            common += min(count, second if where == place else first)
        if not common:
            return 0.0
        logs.append(np.log(common / total))
    length = lengths[place]
    nearest = min((abs(other - length), other) for index, other in enumerate(lengths) if index != place)[1]
    penalty = 1.0 if length >= nearest else float(np.exp(1.0 - nearest / length))
    return penalty * float(np.exp(np.mean(logs)))
