"""The style vector: the weights of ``engine.culture.style_net``, from composed pieces and a corpus of heard ones.

``aurax train corpus styles --out DIR`` makes the corpus, ``aurax train fit style --corpus DIR --out FILE`` fits and
measures. Figures are of pieces of the test split that were rendered, separated and analysed: no piece learnt from has
their patterns, kits or synth parameters. They are synthetic, all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import UserError
from engine.culture.style import FAMILY, FARTHEST, LEAST_NAMED
from engine.culture.style_net import Weights, answer, strangeness
from trainer.neighbours.pieces import STYLES
from trainer.recipes.style_nets import fit_style_nets
from trainer.recipes.style_rows import Rows, joined, pieces_in, rows_of_corpus, rows_of_notes

EIGHT: dict[str, tuple[str, ...]] = {
    "amapiano": tuple(name for name in FAMILY if name != "three_step"),
    **{name: (name,) for name in ("three_step", "deep_house", "afro_house", "gqom", "kwaito", "afrobeats", "trap")},
}
"""The eight classes told apart (domain reference 2.2): the family without 3-step, 3-step, and six neighbours."""


def write_style(corpus: Path, out: Path, report: Callable[[float], None]) -> dict[str, Any]:
    """Fit the nets, write them as one file, whole; returns what they are worth on the test split.

    Raises:
        UserError: If there are no pieces in the folder.
    """
    from safetensors.numpy import save

    from engine.whole_file import write_bytes

    if not pieces_in(corpus):
        raise UserError(f"There are no pieces in {corpus}", "Make them first: aurax train corpus styles --out DIR")
    notes = rows_of_notes(lambda share: report(0.7 * share))
    heard = rows_of_corpus(corpus, lambda share: report(0.7 + 0.2 * share))
    tensors = fit_style_nets(joined(notes, heard))
    write_bytes(out, save(tensors))
    test = heard.where(heard.splits == "test")
    return {"tensors": {name: list(own.shape) for name, own in tensors.items()}, **figures(test, tensors)}


def figures(rows: Rows, weights: Weights) -> dict[str, Any]:
    """What the nets are worth on rows of the test split, as heard and as they are.

    ``eight``: balanced accuracy over the classes of ``EIGHT``, of all pieces but those with another piece's log drum
    pasted in, abstentions counted by their best guess; ``eight_with_pasted``: of all; ``private_school``: accuracy
    against classic; ``family_of_family`` and ``family_of_others``: means; ``family_accuracy``: at a half;
    ``abstained``: share of pieces of which no style was named; ``turned_down``: share too unlike what was learnt.
    """
    return {
        name: _figures(rows.where(chosen), weights)
        for name, chosen in (("heard", rows.heard), ("as_it_is", ~rows.heard))
        if chosen.any()
    }


def _figures(rows: Rows, weights: Weights) -> dict[str, Any]:
    told = [answer(row, weights) for row in rows.values]
    styles = np.asarray([own.styles for own in told])
    family = np.asarray([own.family for own in told])
    names = np.asarray(STYLES)[rows.styles]
    is_family = np.isin(names, FAMILY)
    own = ~rows.pasted
    eight, recalls = balanced(styles[own], names[own])
    pair = np.isin(names, ("classic", "private_school"))
    says_private = styles[:, STYLES.index("private_school")] > styles[:, STYLES.index("classic")]
    return {
        "pieces": len(names),
        "eight_with_pasted": balanced(styles, names)[0],
        "eight": eight,
        "recalls": recalls,
        "private_school": _mean(says_private[pair] == (names[pair] == "private_school")),
        "private_school_pieces": int(pair.sum()),
        "family_of_family": _mean(family[is_family]),
        "family_of_others": _mean(family[~is_family]),
        "family_accuracy": _mean((family > 0.5) == is_family),
        "abstained": _mean(styles.max(axis=1) < LEAST_NAMED),
        "turned_down": _mean(np.asarray([strangeness(row, weights) > FARTHEST for row in rows.values])),
    }


def balanced(styles: NDArray[np.float64], names: NDArray[np.str_]) -> tuple[float | None, dict[str, str]]:
    """Mean recall over the eight classes, and each recall as ``right/all``; pieces of other styles are left out.

    A class of several styles is as probable as that at least one of them is meant.
    """
    chances = np.stack([1.0 - np.prod(1.0 - styles[:, _places(own)], axis=1) for own in EIGHT.values()], axis=1)
    best = np.asarray(list(EIGHT))[np.argmax(chances, axis=1)]
    recalls, words = [], {}
    for name, own in EIGHT.items():
        of = np.isin(names, own)
        if of.any():
            recalls.append(float((best[of] == name).mean()))
            words[name] = f"{int((best[of] == name).sum())}/{int(of.sum())}"
    return (round(float(np.mean(recalls)), 4) if recalls else None), words


def _places(styles: Sequence[str]) -> list[int]:
    return [STYLES.index(name) for name in styles]


def _mean(values: NDArray[Any]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None
