"""The instrument ear: the weights of ``engine.culture.instruments``, and how well it hears.

For each stem a network of a bag of moments, fitted on stretches of the train split with AdamW (Loshchilov & Hutter,
ICLR 2019); what is struck or held at each moment is asked as well, which tells the network where to look. The state
that does best on the validation split is kept, and each class is shifted so that 0.5 is where its F1 is highest there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.culture.instrument_features import CELLS, MELS, UNIT_FEATURES, UNITS, WHOLE_FEATURES
from engine.culture.instruments import CLASSES
from trainer.recipes.instrument_examples import ItemExamples, Stretches, corpus_examples
from trainer.recipes.instrument_pieces import drum_examples

if TYPE_CHECKING:
    import torch

Array = NDArray[np.float32]

HIDDEN = (96, 48, 64)
"""Units of the layers that look, see and weigh."""
_STEPS, _BATCH, _EVERY = 2000, 32, 250
_GLANCES = 24  # moments of a stretch that a step looks at, drawn anew each time
_LEARNING_RATE, _DECAY = 2e-3, 0.02
_MOMENTS_COUNT = 0.4  # of the loss at moments against that of stretches
_SEPARATED_COUNT = 1.5
_MOST_COUNT = 8.0
_NOISE, _TILT, _DROPOUT = 0.1, 0.25, 0.25
_SHIFTS = (-1.5, 0.5)  # hardly upwards: what is named must be there, and a poor class had better say nothing
_LEAST_POSITIVES = 4  # fewer examples of a class in a split are no figure


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """All stretches of one stem in a split.

    Args:
        units, whole, labels, moments: As ``Stretches`` has them.
        is_separated: ``[stretches]``.
    """

    units: NDArray[np.float16]
    whole: Array
    labels: Array
    moments: NDArray[np.bool_]
    is_separated: NDArray[np.bool_]


def write_instruments(corpus: Path, out: Path, report: Callable[[float], None]) -> dict[str, Any]:
    """Fit the networks of all stems to a corpus and write their tensors as one file, whole.

    Returns:
        Average precision and F1 of each class on the test split, for true and separated stems.

    Raises:
        UserError: If the corpus has no train or no validation split.
    """
    from engine.whole_file import write_bytes

    bags = gathered(chain(corpus_examples(corpus, lambda share: report(0.8 * share)), drum_examples()))
    tensors, figures = fitted(bags, lambda share: report(0.8 + 0.2 * share))
    write_bytes(out, packed(tensors))
    return {"test": figures, "stretches": {f"{split} {stem}": len(own.labels) for (split, stem), own in bags.items()}}


def gathered(items: Iterable[ItemExamples]) -> dict[tuple[str, Stem], Bags]:
    """Stretches of all items by split and stem."""
    rows: dict[tuple[str, Stem], list[tuple[Stretches, bool]]] = {}
    for item in items:
        for (kind, stem), own in item.stretches.items():
            rows.setdefault((item.split, stem), []).append((own, kind == "separated"))
    return {
        place: Bags(
            np.concatenate([one.units for one, _ in own]),
            np.concatenate([one.whole for one, _ in own]),
            np.concatenate([one.labels for one, _ in own]),
            np.concatenate([one.moments for one, _ in own]),
            np.concatenate([np.full(len(one.labels), is_separated) for one, is_separated in own]),
        )
        for place, own in rows.items()
    }


def fitted(
    bags: dict[tuple[str, Stem], Bags], report: Callable[[float], None]
) -> tuple[dict[str, Array], dict[str, dict[str, Any]]]:
    """Tensors of all stems, named ``STEM.layer.weight``, and figures by class."""
    tensors: dict[str, Array] = {}
    figures: dict[str, dict[str, Any]] = {}
    for place, stem in enumerate(CLASSES):
        if any((split, stem) not in bags for split in ("train", "validation")):
            raise UserError(
                f"The corpus has no items of train and validation with {stem.value}",
                "Make one without --split: aurax train corpus make --hours 4 --format wav --out DIR",
            )
        own = _fit_stem(stem, bags["train", stem], bags["validation", stem])
        tensors |= {f"{stem.value}.{name}": values for name, values in own.items()}
        if ("test", stem) in bags:
            figures |= figures_of(stem, own, bags["test", stem])
        report((place + 1) / len(CLASSES))
    return tensors, figures


def packed(tensors: dict[str, Array]) -> bytes:
    """Weights in half precision, what standardises in single."""
    from safetensors.numpy import save

    return bytes(
        save(
            {
                name: np.ascontiguousarray(own, np.float16 if name.endswith(".weight") else np.float32)
                for name, own in tensors.items()
            }
        )
    )


def figures_of(stem: Stem, tensors: dict[str, Array], bags: Bags) -> dict[str, dict[str, Any]]:
    """By class: average precision, F1 at 0.5 and number of positives, of true and separated stems.

    None where a class hardly plays.
    """
    odds = odds_of(tensors, bags)
    found: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(CLASSES[stem]):
        found[name] = {}
        for kind, holds in (("true", ~bags.is_separated), ("separated", bags.is_separated)):
            told = holds & np.isfinite(bags.labels[:, place])
            truth, own = bags.labels[told, place] > 0.5, odds[told, place]
            if truth.sum() >= _LEAST_POSITIVES:
                found[name][kind] = {
                    "ap": round(average_precision(truth, own), 3),
                    "f1": round(f1(truth, own > 0.0), 3),
                    "positives": int(truth.sum()),
                    "stretches": len(truth),
                }
    return found


def odds_of(tensors: dict[str, Array], bags: Bags) -> Array:
    """Log odds as the engine would tell them, ``[stretches, classes]``."""
    import torch

    net = {name: torch.from_numpy(np.asarray(own, np.float32)) for name, own in tensors.items()}
    rows = []
    with torch.no_grad():
        for first in range(0, len(bags.labels), 256):
            part = slice(first, first + 256)
            units = torch.from_numpy(bags.units[part].astype(np.float32))
            rows.append(_decide(net, _see(net, units), torch.from_numpy(bags.whole[part]), 0.0).numpy())
    return np.concatenate(rows)


def average_precision(truth: NDArray[np.bool_], scores: Array) -> float:
    """Mean precision over the ranks of the positives (Buckley & Voorhees, SIGIR 2000)."""
    ranked = truth[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float(precision[ranked].mean())


def f1(truth: NDArray[np.bool_], told: NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall."""
    both = float((truth & told).sum())
    return 2.0 * both / max(1.0, float(truth.sum() + told.sum()))


def _fit_stem(stem: Stem, train: Bags, validation: Bags) -> dict[str, Array]:
    import torch
    from torch import nn

    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    net = _fresh(train, len(CLASSES[stem]))
    learned = {name: own.requires_grad_() for name, own in net.items() if own.ndim == 2 or name.endswith("bias")}
    optimiser = torch.optim.AdamW(list(learned.values()), lr=_LEARNING_RATE, weight_decay=_DECAY)
    counts = _counts(train)
    best, kept = -1.0, _stopped(net)
    for step in range(_STEPS):
        for group in optimiser.param_groups:
            group["lr"] = _LEARNING_RATE * (1.0 - step / _STEPS)
        picked = rng.choice(len(counts), _BATCH, p=counts / counts.sum())
        units, whole, labels, moments = _drawn(train, picked, rng)
        seen = _see(net, units)
        odds = _decide(net, seen, whole, _DROPOUT)
        known = torch.isfinite(labels)
        loss = nn.functional.binary_cross_entropy_with_logits(odds[known], labels[known])
        at = seen @ net["moment.weight"] + net["moment.bias"]
        loss = loss + _MOMENTS_COUNT * nn.functional.binary_cross_entropy_with_logits(at, moments)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        if (step + 1) % _EVERY == 0:
            own = _stopped(net)
            score = _mean_precision(validation, odds_of(own, validation))
            if score > best:
                best, kept = score, own
    kept["decide.bias"] = kept["decide.bias"] + _shifts(validation, odds_of(kept, validation))
    return {name: own for name, own in kept.items() if not name.startswith("moment.")}


def _counts(train: Bags) -> NDArray[np.float64]:
    """How often each stretch is drawn: rare labels more often, since nearly every piece of the corpus has shakers."""
    known = np.isfinite(train.labels)
    share = np.clip(np.nansum(train.labels, axis=0) / np.maximum(known.sum(axis=0), 1), 0.01, 0.99)
    rarity = np.where(train.labels > 0.5, 0.5 / share, 0.5 / (1.0 - share))
    counts = np.nansum(np.where(known, rarity, np.nan), axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.asarray(np.minimum(counts, _MOST_COUNT) * np.where(train.is_separated, _SEPARATED_COUNT, 1.0))


def _fresh(train: Bags, classes: int) -> dict[str, torch.Tensor]:
    """Layers with random weights, and what standardises their inputs."""
    import torch

    some = train.units[:: max(1, len(train.units) // 500)].astype(np.float32).reshape(-1, UNIT_FEATURES)
    look, see, weigh = HIDDEN
    sizes = {
        "look": (UNIT_FEATURES, look),
        "see": (look, see),
        "moment": (see, classes),
        "weigh": (2 * see + WHOLE_FEATURES, weigh),
        "decide": (weigh, classes),
    }
    net = {
        "mean": torch.from_numpy(some.mean(axis=0)),
        "deviation": torch.from_numpy(some.std(axis=0) + 0.05),
        "whole_mean": torch.from_numpy(train.whole.mean(axis=0)),
        "whole_deviation": torch.from_numpy(train.whole.std(axis=0) + 0.05),
    }
    for name, (inputs, outputs) in sizes.items():
        net[f"{name}.weight"] = torch.randn(inputs, outputs) * (2.0 / inputs) ** 0.5  # He et al., ICCV 2015
        net[f"{name}.bias"] = torch.zeros(outputs)
    return net


def _drawn(
    train: Bags, picked: NDArray[np.int64], rng: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """A batch: some moments of each stretch, through an equaliser of its own."""
    import torch

    glances = rng.permuted(np.tile(np.arange(UNITS), (len(picked), 1)), axis=1)[:, :_GLANCES]
    units = train.units[picked[:, None], glances].astype(np.float32)
    units += _equaliser(rng, len(picked))[:, None]
    whole = train.whole[picked] + _NOISE * rng.standard_normal((len(picked), WHOLE_FEATURES), np.float32)
    arrays = (units, whole, train.labels[picked], train.moments[picked[:, None], glances].astype(np.float32))
    units_, whole_, labels, moments = (torch.from_numpy(np.ascontiguousarray(own)) for own in arrays)
    return units_, whole_, labels, moments


def _equaliser(rng: np.random.Generator, count: int) -> Array:
    """Smooth curves over the mel bands, the same for every cell, ``[count, UNIT_FEATURES]``."""
    knots = rng.normal(0.0, _TILT, (count, 5))
    at = np.linspace(0.0, 4.0, MELS)
    curves = np.stack([np.interp(at, np.arange(5), own) for own in knots])
    found = np.zeros((count, UNIT_FEATURES), np.float32)
    cells = found[:, :-1].reshape(count, CELLS, -1)
    cells[:, :, :MELS] = curves[:, None]
    found[:, :-1] = cells.reshape(count, -1)
    return found


def _see(net: dict[str, torch.Tensor], units: torch.Tensor) -> torch.Tensor:
    import torch

    seen = (units - net["mean"]) / net["deviation"]
    for name in ("look", "see"):
        seen = torch.relu(seen @ net[f"{name}.weight"] + net[f"{name}.bias"])
    return seen


def _decide(net: dict[str, torch.Tensor], seen: torch.Tensor, whole: torch.Tensor, dropout: float) -> torch.Tensor:
    import torch

    bag = torch.cat([seen.mean(dim=1), seen.amax(dim=1), (whole - net["whole_mean"]) / net["whole_deviation"]], dim=1)
    bag = torch.nn.functional.dropout(bag, dropout, training=dropout > 0.0)
    decided = torch.relu(bag @ net["weigh.weight"] + net["weigh.bias"])
    return decided @ net["decide.weight"] + net["decide.bias"]


def _stopped(net: dict[str, torch.Tensor]) -> dict[str, Array]:
    return {name: own.detach().numpy().copy() for name, own in net.items()}


def _mean_precision(bags: Bags, odds: Array) -> float:
    found = []
    for place in range(odds.shape[1]):
        told = np.isfinite(bags.labels[:, place])
        truth = bags.labels[told, place] > 0.5
        if truth.sum() >= _LEAST_POSITIVES:
            found.append(average_precision(truth, odds[told, place]))
    return float(np.mean(found)) if found else 0.0


def _shifts(bags: Bags, odds: Array) -> Array:
    """What is added to each class's log odds, so that its F1 is highest at zero; small steps, few examples."""
    shifts = np.zeros(odds.shape[1], np.float32)
    tried = np.linspace(*_SHIFTS, 9)
    for place in range(odds.shape[1]):
        told = np.isfinite(bags.labels[:, place])
        truth = bags.labels[told, place] > 0.5
        if truth.sum() >= _LEAST_POSITIVES:
            scores = np.asarray([f1(truth, odds[told, place] + own > 0.0) for own in tried])
            # of a plateau the smallest shift: the mean over neighbours, less a little for its size
            smooth = np.convolve(np.pad(scores, 1, mode="edge"), np.ones(3) / 3.0, mode="valid")
            shifts[place] = tried[int(np.argmax(smooth - 0.01 * np.abs(tried)))]
    return shifts
