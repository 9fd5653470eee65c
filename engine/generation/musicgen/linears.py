"""Matrices as the decoder holds them: in single precision, in half precision, or as 8-bit integers for processors.

A decoder of one or two rows only reads its weights, so their bytes are its time. On a processor, 8-bit weights with
activations quantised on the fly (torch's own ``quantized::linear_dynamic``, VNNI where there is any) read a quarter of
single precision's bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import torch

_MOST = 127.0  # of a signed 8-bit integer, the same on both sides of zero


class Linear(Protocol):
    """``[..., in]`` to ``[..., out]``."""

    def __call__(self, values: torch.Tensor) -> torch.Tensor: ...


class Dense:
    """A matrix (and bias) in the precision it is computed in; what comes in is brought to it, as autocast does."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        self.weight, self.bias = weight, bias

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        from torch.nn.functional import linear

        return linear(values.to(self.weight.dtype), self.weight, self.bias)


class EightBit:
    """A matrix of signed 8-bit integers with one scale for each row; values go in and come out in single precision."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        import torch

        single = weight.float()
        scales = (single.abs().amax(1) / _MOST).clamp_min(1e-12)
        zeros = torch.zeros(len(scales), dtype=torch.long)
        quantised = torch.quantize_per_channel(single, scales, zeros, 0, torch.qint8)
        self._packed = torch.ops.quantized.linear_prepack(quantised, None if bias is None else bias.float())
        self._run = torch.ops.quantized.linear_dynamic

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self._run(values, self._packed, True)
        return result


def make_linear(weight: torch.Tensor, bias: torch.Tensor | None, precision: str) -> Linear:
    """A matrix for ``fp32``, ``bf16``, ``fp16`` or ``int8``."""
    import torch

    if precision == "int8":
        return EightBit(weight, bias)
    kind = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}[precision]
    return Dense(weight.to(kind).contiguous(), None if bias is None else bias.to(kind))
