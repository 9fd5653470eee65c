"""Small networks of one or two hidden layers, fitted in one go: what the note rooms of ``engine.analysis`` ask.

Features are standardised, noise is added to them so that single ones are not trusted, weights decay; Adam (Kingma & Ba,
ICLR 2015) with a learning rate that falls to nothing in a line. One thread and one seed: the same data give the same
weights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Classes = NDArray[np.int64]
Fit = Callable[[Path, Callable[[float], None]], dict[str, Array]]
"""A corpus and who is told the share that is done, to tensors."""

_BATCH = 512
_NOISE = 0.07
_LEAST_DEVIATION = 1e-2


@dataclass(frozen=True, slots=True, kw_only=True)
class NetPlan:
    """How a network is fitted.

    Args:
        names: Of its layers in the file, the last one gives the logits.
        hidden: Units of the layers before.
        classes: Number of logits; 1 is a yes or no.
        is_tanh: Hyperbolic tangents instead of rectifiers.
        steps: Of 512 examples.
        learning_rate: At the start.
        decay: Of the weights.
        seed: Of weights, order and noise.
    """

    names: tuple[str, ...]
    hidden: tuple[int, ...]
    classes: int = 1
    is_tanh: bool = False
    steps: int = 4000
    learning_rate: float = 2e-3
    decay: float = 1e-3
    seed: int = 0


def fit_net(
    features: Array, truth: Classes, weights: Array, plan: NetPlan, *, shifts: Array | None = None
) -> dict[str, Array]:
    """Tensors ``mean``, ``deviation`` and of every layer ``NAME.weight`` ``[in, out]`` and ``NAME.bias``.

    Args:
        features: ``[examples, features]``.
        truth: Class of each example, ``[examples]``.
        weights: How much each example counts, ``[examples]``.
        plan: What is fitted and how.
        shifts: A number to be told of each example of class 1, by one more output; of a size around 1.
    """
    import torch
    from torch import nn

    torch.manual_seed(plan.seed)
    mean, deviation = features.mean(axis=0), features.std(axis=0) + _LEAST_DEVIATION
    inputs = torch.from_numpy((features - mean) / deviation)
    goal, counts = torch.from_numpy(np.asarray(truth, np.int64)), torch.from_numpy(weights / weights.mean())
    told = None if shifts is None else torch.from_numpy(np.asarray(shifts, np.float32))
    sizes = (features.shape[1], *plan.hidden, plan.classes + (told is not None))
    layers = [nn.Linear(a, b) for a, b in pairwise(sizes)]
    optimiser = torch.optim.AdamW(
        [parameter for layer in layers for parameter in layer.parameters()],
        lr=plan.learning_rate,
        weight_decay=plan.decay / plan.learning_rate,
    )
    for step in range(plan.steps):
        for group in optimiser.param_groups:
            group["lr"] = plan.learning_rate * (1.0 - step / plan.steps)
        picked = torch.randint(len(inputs), (_BATCH,))
        x = inputs[picked] + _NOISE * torch.randn(_BATCH, inputs.shape[1])
        for layer in layers[:-1]:
            x = torch.tanh(layer(x)) if plan.is_tanh else torch.relu(layer(x))
        logits = layers[-1](x)
        if plan.classes == 1:
            loss = nn.functional.binary_cross_entropy_with_logits(logits[:, 0], goal[picked].float(), reduction="none")
        else:
            loss = nn.functional.cross_entropy(logits[:, : plan.classes], goal[picked], reduction="none")
        if told is not None:
            missed = nn.functional.smooth_l1_loss(logits[:, -1], told[picked], reduction="none", beta=0.5)
            loss = loss + torch.where(goal[picked] == 1, missed, 0.0)
        optimiser.zero_grad()
        (loss * counts[picked]).mean().backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    tensors = {"mean": mean, "deviation": deviation}
    for name, layer in zip(plan.names, layers, strict=True):
        tensors[f"{name}.weight"] = layer.weight.detach().numpy().T.copy()
        tensors[f"{name}.bias"] = layer.bias.detach().numpy().copy()
    return {name: np.ascontiguousarray(values, np.float32) for name, values in tensors.items()}


def write_fit(fit: Fit, corpus: Path, out: Path, report: Callable[[float], None]) -> dict[str, Any]:
    """Fit a network to a corpus and write its tensors as one file, whole; returns their shapes."""
    from safetensors.numpy import save

    from engine.whole_file import write_bytes

    tensors = fit(corpus, report)
    write_bytes(out, save(tensors))
    return {"tensors": {name: list(own.shape) for name, own in tensors.items()}}
