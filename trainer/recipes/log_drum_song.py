"""``aurax train fit log-drum-song``: which strokes are a log drum's, and whether a song has one.

Songs and pieces of the train split teach several networks (see ``log_drum_song_groups`` for the examples); those of the
validation split calibrate the probability, with the separator's opinion and without. What was measured is kept in the
corpus's folder: hearing takes an hour, fitting again takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.culture.log_drum_song import stretch_odds
from engine.culture.log_drum_strokes import Array, Strokes
from trainer.recipes.log_drum_song_groups import NUM_ROUNDS, Material, groups_of, material_of
from trainer.recipes.log_drum_song_kept import Kept
from trainer.recipes.log_drum_song_net import Bag, train_strokes
from trainer.synth_corpus.split import Split

Floats = NDArray[np.float64]
Report = Callable[[float], None]

NUM_NETS = 3
"""So many networks answer together."""
_DRAWS = 4000
_RIDGE = 0.02
_DOUBT = 0.02


def fit_log_drum_song(
    corpus: Path, out: Path, report: Report, *, steps: int = 1200, rounds: int = NUM_ROUNDS
) -> dict[str, Any]:
    """Train and calibrate on a corpus with ``train`` and ``validation`` splits, and write the weights.

    Args:
        corpus: Of ``aurax train corpus make``.
        out: The file to write.
        report: Told the share that is done.
        steps: Of the training of each network.
        rounds: Of the songs that are made for it.

    Returns:
        How many examples there were, and how the calibration songs were judged.

    Raises:
        UserError: If a split holds no song with all five stems.
        OSError: If what was measured cannot be kept in the corpus's folder.
    """
    from safetensors.numpy import save

    from engine.separation.embedded.separator import load_embedded
    from engine.separation.setup import Setup
    from engine.whole_file import write_bytes

    separator = load_embedded(Setup(device="cpu"))
    kept = Kept(corpus, separator.revision)
    train, held = (material_of(corpus, split, separator, rounds) for split in (Split.TRAIN, Split.VALIDATION))
    groups = groups_of(train, kept, lambda share: report(0.6 * share))
    songs, pieces = held_out(held, kept)
    report(0.7)
    tensors = train_strokes(
        list(groups.values()), steps=steps, nets=NUM_NETS, report=lambda share: report(0.7 + 0.3 * share)
    )
    tensors |= calibration(songs, tensors, pieces)
    write_bytes(out, save(tensors))
    report(1.0)
    told = {"pieces": figures(pieces, tensors)} if pieces else {}
    return {"bags": {name: len(group.bags) for name, group in groups.items()}, **figures(songs, tensors), **told}


def held_out(held: Material, kept: Kept) -> tuple[list[Bag], list[Bag]]:
    """Songs of the validation split with the separator's opinion, and stretches of pieces without it."""
    songs = [bag for name in ("separated", "composed") for bag in kept.bags(f"{name}, held out", *held.of(name))]
    return songs, kept.bags("pieces, held out", *held.of("pieces"))


def calibration(bags: Sequence[Bag], tensors: Mapping[str, Array], others: Sequence[Bag] = ()) -> dict[str, Array]:
    """Platt's logistics (1999): of the network's log odds alone, and together with the separator's.

    A song has many stretches and is judged by the clearest: one that has no log drum has more chances to look as if.
    So half of what is fitted are songs of three clips, of which one, two or all have a log drum or none has.

    Args:
        bags: Of songs, with the separator's opinion.
        tensors: Of the network.
        others: Further clips, of which the separator's opinion is not known.
    """
    odds, heard, truth = _judged(bags, tensors)
    once = _logistic(odds[:, None], truth)
    more, _, of_more = _judged(others, tensors) if others else (odds[:0], heard[:0], truth[:0])
    alone = _logistic(*_songs(np.append(odds, more), np.append(truth, of_more)))
    together = _logistic(np.column_stack([odds, heard]), truth)
    if together[1] < 0.0:  # an opinion that tells nothing more is not believed; it is never turned round
        together = np.asarray([once[0], 0.0, once[1]])
    together[-1] += alone[-1] - once[-1]
    return {"alone": alone.astype(np.float32), "together": together.astype(np.float32)}


def _songs(odds: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Log odds of clips and of songs of three clips, ``[songs, 1]``, and whether they have a log drum."""
    rng = np.random.default_rng(0)
    have, lack = odds[truth > 0.5], odds[truth < 0.5]
    found, truths = [], []
    for number in range(_DRAWS):
        size, has = (1, 3)[number % 2], bool(rng.random() < 0.5)
        count = int(rng.integers(1, size + 1)) if has else 0
        parts = [*rng.choice(have, count), *rng.choice(lack, size - count)]
        found.append(max(parts))
        truths.append(float(has))
    return np.asarray(found, np.float64)[:, None], np.asarray(truths)


def figures(bags: Sequence[Bag], tensors: Mapping[str, Array]) -> dict[str, Any]:
    """Share of the calibration songs that are judged rightly, of all and by what plays."""
    odds, heard, truth = _judged(bags, tensors)
    slope, trust, offset = tensors["together"]
    is_right = (slope * odds + trust * heard + offset > 0.0) == (truth > 0.5)
    kinds = np.asarray([bag.kind for bag in bags])
    return {
        "right": round(float(is_right.mean()), 3),
        "by_kind": {kind: round(float(is_right[kinds == kind].mean()), 3) for kind in sorted(set(kinds.tolist()))},
    }


def _judged(bags: Sequence[Bag], tensors: Mapping[str, Array]) -> tuple[Floats, Floats, Floats]:
    """Log odds of the network, those of the separator, and the truth, ``[bags]`` each."""
    odds = []
    for bag in bags:
        nothing = np.zeros(len(bag.features))
        strokes = Strokes(
            np.linspace(0.0, 1.0, len(nothing), dtype=np.float64),
            bag.features,
            bag.level_db.astype(np.float64),
            nothing,
            nothing,
        )
        odds.append(stretch_odds(strokes, 0.0, 1e9, tensors))
    heard = np.clip([0.5 if bag.heard is None else bag.heard for bag in bags], 1e-4, 1.0 - 1e-4)
    return np.asarray(odds), np.log(heard / (1.0 - heard)), np.asarray([float(bag.has_log_drum) for bag in bags])


def _logistic(columns: Floats, truth: Floats) -> Floats:
    """Slopes, then the offset, by Newton's method with a small ridge."""
    x = np.column_stack([columns, np.ones(len(truth))])
    goal = truth * (1.0 - 2.0 * _DOUBT) + _DOUBT
    weights = np.zeros(x.shape[1])
    ridge = _RIDGE * np.append(np.ones(len(weights) - 1), 0.0)
    for _ in range(100):
        chance = 1.0 / (1.0 + np.exp(-x @ weights))
        bend = (x * (chance * (1.0 - chance))[:, None]).T @ x + np.diag(ridge + 1e-9)
        weights = weights - np.linalg.solve(bend, x.T @ (chance - goal) + ridge * weights)
    return weights
