"""The network of ``engine.culture.log_drum_song`` while it learns: strokes one by one, and all of a stretch together.

Both are taught at once: which strokes are a log drum's, and whether a stretch has any. Examples are heard through a
random equaliser and beside louder or softer drums, and nobody is told that anything is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.culture.log_drum_song import MOST_STROKES
from engine.culture.log_drum_strokes import BAND_HZ, NUM_FEATURES, NUM_TONES, Array

if TYPE_CHECKING:
    from torch import Tensor, nn

Floats = NDArray[np.float64]

_WIDTHS = (40, 16, 24)
_TOP = 8
_BATCH = 48
_LEARNING_RATE, _WEIGHT_DECAY = 4e-3, 0.1
_DROPOUT, _NOISE = 0.3, 0.2
_DOUBT = 0.03
_FAR = 4.0
_HALF_DB = 2.0 / 50.0  # features run over 50 dB from -1 to 1
_LAYERS = ("first", "second", "note", "pool", "out")


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """Strokes of one stretch.

    Args:
        features: ``[strokes, features]``.
        level_db: ``[strokes]``.
        is_log: Which strokes are a log drum's, 0 or 1, ``[strokes]``.
        kind: What plays, for the figures.
        heard: The separator's own probability; None where there was no separator.
    """

    features: Array
    level_db: Array
    is_log: Array
    kind: str = ""
    heard: float | None = None

    @property
    def has_log_drum(self) -> bool:
        return bool(self.is_log.any())


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Bags of one origin and their share of a batch."""

    bags: Sequence[Bag]
    share: float


def train_strokes(
    groups: Sequence[Group],
    *,
    steps: int = 800,
    seed: int = 0,
    nets: int = 1,
    report: Callable[[float], None] = lambda _share: None,
) -> dict[str, Array]:
    """Tensors of the networks, without their calibration; the same bags and seed give the same ones.

    Args:
        groups: What to learn from.
        steps: Of 48 bags.
        seed: Of the first network's weights, order and what is done to the bags; each has its own.
        nets: How many.
        report: Told the share that is done after each.

    Returns:
        ``mean`` and ``deviation`` of the features, and the layers of all networks along the first axis.
    """
    every = np.concatenate([bag.features for group in groups for bag in group.bags])
    mean, deviation = every.mean(axis=0), every.std(axis=0) + 0.05
    found = []
    for number in range(nets):
        found.append(_train_one(groups, mean, deviation, steps=steps, seed=seed + number))
        report((number + 1) / nets)
    return {"mean": mean, "deviation": deviation, **{name: np.stack([own[name] for own in found]) for name in found[0]}}


def _train_one(groups: Sequence[Group], mean: Array, deviation: Array, *, steps: int, seed: int) -> dict[str, Array]:
    import torch
    from torch import nn

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    layers = _network()
    drop = nn.Dropout(_DROPOUT)
    optimiser = torch.optim.AdamW(layers.parameters(), lr=_LEARNING_RATE, weight_decay=_WEIGHT_DECAY)
    schedule: Any = torch.optim.lr_scheduler.OneCycleLR(optimiser, _LEARNING_RATE, total_steps=steps)
    counts = [max(1, round(_BATCH * group.share)) for group in groups]
    criterion = nn.functional.binary_cross_entropy_with_logits
    for _ in range(steps):
        rows = [
            _example(group.bags[int(rng.integers(len(group.bags)))], rng, mean, deviation)
            for group, count in zip(groups, counts, strict=True)
            for _ in range(count)
        ]
        x, level_db, is_log, there, has = (torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True))
        notes, stretches = read(layers, drop(x + _NOISE * torch.randn_like(x)), level_db, there)
        by_note = criterion(notes, is_log * (1.0 - 2.0 * _DOUBT) + _DOUBT, reduction="none") * there
        loss = (by_note.sum(dim=1) / (there.sum(dim=1) + 1.0)).mean()
        loss = loss + criterion(stretches, has * (1.0 - 2.0 * _DOUBT) + _DOUBT)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
    return _tensors(layers)


def _network() -> nn.ModuleDict:
    from torch import nn

    hidden, told, pooled = _WIDTHS
    sizes = ((NUM_FEATURES, hidden), (hidden, told), (told, 1), (2 * told + 4, pooled), (pooled, 1))
    return nn.ModuleDict({name: nn.Linear(*size) for name, size in zip(_LAYERS, sizes, strict=True)})


def read(layers: nn.ModuleDict, x: Tensor, level_db: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
    """Log odds of strokes ``[batch, strokes]`` and of stretches ``[batch]``: what the engine computes, in batches."""
    import torch

    hidden = torch.tanh(layers["second"](torch.relu(layers["first"](x))))
    odds = layers["note"](hidden)[..., 0]
    chance = torch.sigmoid(odds) * there
    share = chance * torch.pow(10.0, level_db.clamp(-26.0, 0.0) / 26.0) + 1e-3 * there
    whole = share.sum(dim=1, keepdim=True) + 1e-9
    mean = (hidden * share[..., None]).sum(dim=1) / whole
    spread = torch.sqrt(((hidden - mean[:, None]).square() * share[..., None]).sum(dim=1) / whole + 1e-4)
    best = torch.where(there > 0, odds, torch.full_like(odds, -12.0)).topk(_TOP, dim=1).values
    number = there.sum(dim=1)
    context = torch.stack(
        [
            torch.log1p(chance.sum(dim=1)) - 1.5,
            chance.sum(dim=1) / (number + 1e-6),
            best.clamp(-8.0, 8.0).mean(dim=1) / 4.0,
            torch.log1p(number) - 3.0,
        ],
        dim=1,
    )
    pooled = torch.relu(layers["pool"](torch.cat([mean, 2.0 * spread, context], dim=1)))
    return odds, layers["out"](pooled)[:, 0]


def _example(bag: Bag, rng: np.random.Generator, mean: Array, deviation: Array) -> tuple[Array, ...]:
    """Some neighbouring strokes of a bag, padded: features, levels, truth, which are there, whether any is."""
    count = min(len(bag.features), int(rng.integers(6, MOST_STROKES + 1)))
    start = int(rng.integers(0, len(bag.features) - count + 1))
    own = np.arange(start, start + count)
    if bag.has_log_drum and bag.is_log[own].sum() < 2:
        own = np.unique(np.concatenate([own, np.flatnonzero(bag.is_log)[:6]]))[:MOST_STROKES]
    scaled = np.clip((bag.features[own] + _equaliser(rng) - mean) / deviation, -_FAR, _FAR)
    shape = (MOST_STROKES, NUM_FEATURES)
    rows = [np.zeros(shape[: 2 if place == 0 else 1], np.float32) for place in range(4)]
    rows[1] -= 30.0
    for row, values in zip(rows, (scaled, bag.level_db[own], bag.is_log[own], np.ones(len(own))), strict=True):
        row[: len(own)] = values
    return *rows, np.asarray(bag.has_log_drum, np.float32)


def _equaliser(rng: np.random.Generator) -> Array:
    """What a random equaliser, and drums of another level, add to every feature."""
    octaves = np.log2(BAND_HZ / 150.0)
    bump = rng.normal(0.0, 2.5) * np.exp(-0.5 * np.square((octaves - rng.uniform(-1.5, 4.0)) / 0.8))
    loss = (rng.random() < 0.25) * rng.uniform(0.0, 10.0) / (1.0 + np.exp(-3.0 * (octaves - rng.uniform(0.7, 3.0))))
    low = rng.normal(0.0, 1.2) * octaves + bump - loss
    drums = rng.normal(0.0, 4.0) + rng.normal(0.0, 1.0) * octaves
    return np.concatenate([low * _HALF_DB, drums * _HALF_DB, np.zeros(NUM_TONES)]).astype(np.float32)


def _tensors(layers: nn.ModuleDict) -> dict[str, Array]:
    found = {}
    for name in _LAYERS:
        layer: Any = layers[name]
        found[f"{name}.weight"] = np.ascontiguousarray(layer.weight.detach().numpy().T)
        found[f"{name}.bias"] = layer.bias.detach().numpy().copy()
    return found
