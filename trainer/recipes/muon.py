"""Muon: momentum whose matrices are made orthogonal before the step.

Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024; the scale that makes its steps as large
as AdamW's, so that both share one learning rate, after Liu et al., "Muon is scalable for LLM training", 2025 (eq. 4).
torch's own ``torch.optim.Muon`` takes matrices only; here a convolution is the matrix of its outputs against all else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor  # noqa: TID253

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic whose five steps bring singular values to 0.7-1.2 (Jordan)
_STEPS = 5
_SCALE = 0.2


class Muon(torch.optim.Optimizer):
    """For weights of at least two axes inside a network; not for its first and last layers.

    Args:
        params: Tensors or groups of them.
        lr: Learning rate, as for AdamW.
        momentum: Of the Nesterov momentum.
        weight_decay: Decoupled, as in AdamW.
    """

    def __init__(
        self, params: Iterable[Any], lr: float = 1e-3, momentum: float = 0.95, weight_decay: float = 0.0
    ) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """One step; parameters without a gradient stay."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._move(parameter, parameter.grad, group)
        return loss

    def _move(self, parameter: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state = self.state[parameter]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(parameter)
        momentum = state["momentum"]
        momentum.lerp_(gradient, 1.0 - group["momentum"])
        ahead = gradient.lerp(momentum, group["momentum"])
        matrix = orthogonal(ahead.flatten(1))
        scale = _SCALE * max(matrix.shape) ** 0.5
        parameter.mul_(1.0 - group["lr"] * group["weight_decay"])
        parameter.add_(matrix.reshape_as(parameter), alpha=-group["lr"] * scale)


def orthogonal(matrix: Tensor) -> Tensor:
    """About ``U V^T`` of ``matrix = U S V^T`` (Newton-Schulz; singular values come out within 0.7-1.2)."""
    first, third, fifth = _COEFFICIENTS
    is_tall = matrix.shape[0] > matrix.shape[1]
    values = matrix.T if is_tall else matrix
    values = values / (values.norm() + 1e-7)
    for _ in range(_STEPS):
        gram = values @ values.T
        values = first * values + (third * gram + fifth * gram @ gram) @ values
    answer: Tensor = values.T if is_tall else values
    return answer
