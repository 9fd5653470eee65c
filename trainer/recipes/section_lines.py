"""Where sections begin, learned from composed pieces: the weights of ``engine.analysis.section_lines``.

A logistic regression on the changes at every bar line (L2 on standardised features), once with stems and once
without. Pieces must be long: a corpus of ``aurax train corpus make --item-seconds 96``. Remixes have no form and are
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.analysis.form_features import form_features
from engine.analysis.section_lines import line_features
from engine.core.errors import UserError
from engine.core.stems import Stem, Stems

Array = NDArray[np.float64]

PENALTY = 5.0
"""Of the squared weights of standardised features; 1, 5 and 20 were tried on pieces left out one at a time."""
_NEAR_S = 0.3
_NAMES = ("with_stems", "without_stems")


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Of one piece: features of its inner bar lines, ``[lines, features]``, and whether a section begins there."""

    features: dict[str, Array]
    begins: NDArray[np.bool_]


def fit_section_lines(folder: Path, report: Callable[[float], None]) -> dict[str, NDArray[np.float32]]:
    """Weights for every feature, and the offset last: tensors ``with_stems`` and ``without_stems``.

    Args:
        folder: A corpus, or one of its splits.
        report: Told the share that is done.

    Raises:
        UserError: If no piece in it has known sections.
    """
    pieces = list(_pieces(folder, report))
    if not any(piece.begins.any() for piece in pieces):
        raise UserError(
            f"{folder} holds no piece whose sections are known",
            "Make long ones: aurax train corpus make --hours 1 --item-seconds 96 --out DIR",
        )
    begins = np.concatenate([piece.begins for piece in pieces])
    return {
        name: logistic(np.concatenate([piece.features[name] for piece in pieces]), begins).astype(np.float32)
        for name in _NAMES
    }


def write_section_lines(folder: Path, out: Path, report: Callable[[float], None]) -> dict[str, Any]:
    """``fit_section_lines`` into a file."""
    from safetensors.numpy import save

    from engine.whole_file import write_bytes

    tensors = fit_section_lines(folder, report)
    write_bytes(out, save(tensors))
    return {"tensors": {name: len(own) for name, own in tensors.items()}}


def logistic(features: Array, truth: NDArray[np.bool_], *, penalty: float = PENALTY) -> Array:
    """Weights and offset of the log odds, ``[features + 1]``."""
    from scipy.optimize import minimize

    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    scaled = np.c_[(features - centre) / spread, np.ones(len(features))]
    cost = np.r_[np.full(features.shape[1], penalty), 0.0]

    def loss(weights: Array) -> tuple[float, Array]:
        odds = scaled @ weights
        chance = 0.5 * (1.0 + np.tanh(0.5 * odds))
        value = float(np.sum(np.logaddexp(0.0, odds) - truth * odds) + 0.5 * np.sum(cost * weights**2))
        return value, scaled.T @ (chance - truth) + cost * weights

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    own = found[:-1] / spread
    return np.asarray(np.r_[own, found[-1] - own @ centre], np.float64)


def _pieces(folder: Path, report: Callable[[float], None]) -> Iterator[Lines]:
    from engine.core.codec import decode_json

    files = sorted(folder.rglob("truth.json"))
    for number, file in enumerate(files):
        report(number / len(files))
        truth: dict[str, Any] = decode_json(file.read_bytes(), dict)
        if len(truth.get("sections") or ()) > 1 and len(truth.get("downbeats") or ()) > 2:
            yield _lines(file.parent, truth)
    report(1.0)


def _lines(folder: Path, truth: dict[str, Any]) -> Lines:
    from engine.audio.files import read

    suffix = next(folder.glob("mixture.*")).suffix
    mixture = read(folder / f"mixture{suffix}")
    stems = Stems({stem: read(folder / "stems" / f"{stem.value}{suffix}") for stem in Stem}, model="true")
    inner = [time for time in truth["downbeats"] if 0.5 < time < mixture.duration - 0.5]
    edges = np.array([0.0, *inner, mixture.duration])
    starts = np.array([section["start"] for section in truth["sections"][1:]])
    distance = np.abs(edges[1:-1, None] - starts[None]).min(axis=1)
    features = {
        name: line_features(form_features(mixture, own, edges))[1:]
        for name, own in zip(_NAMES, (stems, None), strict=True)
    }
    return Lines(features, distance < _NEAR_S)
