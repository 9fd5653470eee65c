"""Fits the nets of ``engine.culture.style_net`` to rows of descriptors."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.culture.style import FAMILY
from engine.culture.style_net import NEAREST, ensemble_logits, standardised
from trainer.neighbours.pieces import STYLES
from trainer.recipes.style_rows import Rows, with_borrowed_errors

Array = NDArray[np.float32]
Floats = NDArray[np.float64]

NETS = 5
_HIDDEN = (96, 48)
_STEPS = 1000
_BATCH = 512
_LEARNING_RATE = 3e-3
_DECAY = 0.3
_NOISE = 0.35
_MISSING = 0.08
"""Share of descriptors left out of an example, as if they could not be measured."""
_HEARD_SHARE = 0.15
"""Of the examples that were really heard, once there are enough of them."""
_FAMILY_COUNTS = 3.0
_COMPONENTS = 24
_REPRESENTATIVES = 600
_OUTERMOST = 0.99


def fit_style_nets(rows: Rows, *, nets: int = NETS, seed: int = 0) -> dict[str, Array]:
    """All tensors of ``resources/weights/style.safetensors``.

    Args:
        rows: Of train and validation; what is of the test split is left alone.
        nets: How many.
        seed: Of weights, draws and noise.
    """
    train, held_out = rows.where(rows.splits == "train"), rows.where(rows.splits == "validation")
    train = with_borrowed_errors(train, np.random.default_rng(seed))
    mean, deviation = np.nanmean(train.values, axis=0), np.nanstd(train.values, axis=0) + 0.02
    tensors: dict[str, Array] = {"mean": mean.astype(np.float32), "deviation": deviation.astype(np.float32)}
    inputs = standardised(train.values, tensors)
    fitted = [_fit_one(inputs, train, seed + number) for number in range(nets)]
    for name in fitted[0]:
        tensors[name] = np.stack([net[name] for net in fitted])
    tensors["temperature"] = _temperatures(tensors, held_out)
    tensors |= _reach(tensors, inputs, held_out, np.random.default_rng(seed))
    return {name: np.ascontiguousarray(own, np.float32) for name, own in tensors.items()}


def goals(styles: NDArray[np.int64]) -> Array:
    """1 for a row's style and for the family if it is of it, ``[rows, styles + 1]``."""
    wanted = np.zeros((len(styles), len(STYLES) + 1), np.float32)
    wanted[np.arange(len(styles)), styles] = 1.0
    wanted[:, -1] = [STYLES[style] in FAMILY for style in styles]
    return wanted


def _chances(rows: Rows) -> Floats:
    """How often each row is drawn: styles alike, and really heard ones more often than those told from notes."""
    count = np.bincount(rows.styles, minlength=len(STYLES))
    chances = 1.0 / count[rows.styles]
    # family and neighbours alike
    is_family = np.asarray([STYLES[style] in FAMILY for style in rows.styles])
    chances[is_family] *= (~is_family * chances).sum() / max((is_family * chances).sum(), 1e-9)
    if rows.heard.any() and not rows.heard.all():
        own, others = chances[rows.heard].sum(), chances[~rows.heard].sum()
        share = min(_HEARD_SHARE, rows.heard.sum() / 400.0)
        chances[rows.heard] *= share / own
        chances[~rows.heard] *= (1.0 - share) / others
    return np.asarray(chances / chances.sum())


def _fit_one(inputs: Floats, rows: Rows, seed: int) -> dict[str, Array]:
    import torch
    from torch import nn

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    # a bootstrap over rows: each net sees some of them more often and some not at all
    chances = _chances(rows) * rng.poisson(1.0, len(inputs))
    chances /= chances.sum()
    x, wanted = torch.from_numpy(inputs.astype(np.float32)), torch.from_numpy(goals(rows.styles))
    sizes = (inputs.shape[1], *_HIDDEN, wanted.shape[1])
    layers = [nn.Linear(a, b) for a, b in pairwise(sizes)]
    parameters = [parameter for layer in layers for parameter in layer.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=_LEARNING_RATE, weight_decay=_DECAY)
    counts = torch.ones(wanted.shape[1])
    counts[-1] = _FAMILY_COUNTS
    for step in range(_STEPS):
        for group in optimiser.param_groups:
            group["lr"] = _LEARNING_RATE * (1.0 - step / _STEPS)
        picked = torch.from_numpy(rng.choice(len(inputs), _BATCH, p=chances))
        h = x[picked] + _NOISE * torch.randn(_BATCH, x.shape[1])
        h = h * (torch.rand_like(h) > _MISSING)
        for layer in layers[:-1]:
            h = torch.relu(layer(h))
        loss = nn.functional.binary_cross_entropy_with_logits(layers[-1](h), wanted[picked], reduction="none")
        optimiser.zero_grad()
        (loss * counts).sum(dim=1).mean().backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    found: dict[str, Any] = {}
    for name, layer in zip(("first", "second", "out"), layers, strict=True):
        found[f"{name}.weight"] = layer.weight.detach().numpy().T.copy()
        found[f"{name}.bias"] = layer.bias.detach().numpy().copy()
    return found


def _temperatures(tensors: dict[str, Array], held_out: Rows) -> Array:
    """One for the styles together and one for the family: those under which held-out pieces are least surprising."""
    logits = ensemble_logits(standardised(held_out.values, tensors), tensors).mean(axis=0)
    wanted = goals(held_out.styles)
    weights = np.where(held_out.heard, 4.0, 1.0)[:, None]
    found = np.ones(wanted.shape[1], np.float32)
    for part in (slice(0, -1), slice(-1, None)):
        tried = np.exp(np.linspace(np.log(0.4), np.log(5.0), 40))
        losses = [float((weights * _surprise(logits[:, part] / own, wanted[:, part])).sum()) for own in tried]
        found[part] = tried[int(np.argmin(losses))]
    return found


def _surprise(logits: Floats, wanted: Array) -> Floats:
    return np.asarray(np.logaddexp(0.0, logits) - wanted * logits)


def _reach(tensors: dict[str, Array], inputs: Floats, held_out: Rows, rng: np.random.Generator) -> dict[str, Array]:
    """Whitened principal components, representatives of what was learnt, and how far held-out pieces lie from them."""
    _, sizes, directions = np.linalg.svd(inputs - inputs.mean(axis=0), full_matrices=False)
    scale = sizes[:_COMPONENTS] / np.sqrt(len(inputs))
    components = (directions[:_COMPONENTS] / scale[:, None]).T
    picked = rng.permutation(len(inputs))[:_REPRESENTATIVES]
    representatives = inputs[picked] @ components
    others = standardised(held_out.values, tensors) @ components
    apart = np.sqrt(((others[:, None] - representatives[None]) ** 2).mean(axis=2))
    nearest = np.sort(apart, axis=1)[:, :NEAREST].mean(axis=1)
    return {
        "components": components.astype(np.float32),
        "representatives": representatives.astype(np.float32),
        "reach": np.asarray([np.quantile(nearest, _OUTERMOST)], np.float32),
    }
