"""Sounds of others by split: within each group of like sounds, so that every split has some of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from trainer.synth_corpus.split import Split

_FEWEST = 3


def of_split(names: Iterable[str], split: Split) -> tuple[str, ...]:
    """The members of a group that belong to a split.

    Ordered by hash, the first eighth (at least one) is for testing, the next for validation, the rest for training; a
    group of one or two is for training alone. A name belongs to one split only as long as the group stays the same.
    """
    ranked = sorted(set(names), key=lambda name: hashlib.blake2b(name.encode(), digest_size=8).digest())
    if len(ranked) < _FEWEST:
        return tuple(sorted(ranked)) if split is Split.TRAIN else ()
    count = max(1, len(ranked) // 8)
    cut = {Split.TEST: slice(0, count), Split.VALIDATION: slice(count, 2 * count), Split.TRAIN: slice(2 * count, None)}
    return tuple(sorted(ranked[cut[split]]))
