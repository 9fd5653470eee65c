"""When memory will not do: fewer pieces at once, then fewer bits, then the processor; each step is said and recorded.

A piece's sound does not depend on how many are made beside it, so a smaller batch costs only time and is tried first.
Fewer bits change the sound a little, another device changes its rounding: what the user has chosen stays as it is.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from engine.core.errors import UserError

T = TypeVar("T")
logger = logging.getLogger(__name__)

_FEWER_BITS = {("cpu", "fp32"): "bf16", ("cpu", "bf16"): "int8", ("cuda", "fp32"): "fp16"}
_PLACES = {"cpu": "the processor", "cuda": "the graphics card"}
PROCESSOR_PRECISION = "fp32"
"""What the processor begins with after the graphics card: the publisher's own numbers."""


class TooLittleMemory(MemoryError):
    """Told before the work: what is needed, what is free, and the hint that goes with it."""

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.problem, self.hint = problem, hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How pieces are made: so many at once, with these numbers, on this device."""

    items: int
    precision: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What the user has chosen, and what therefore stays as it is."""

    precision: bool = False
    device: bool = False


def smaller(way: Way, fixed: Fixed) -> Way | None:
    """The next way that needs less memory; None where there is none."""
    if way.items > 1:
        return replace(way, items=way.items // 2)
    fewer = _FEWER_BITS.get((way.device, way.precision))
    if fewer is not None and not fixed.precision:
        return replace(way, precision=fewer)
    if way.device == "cuda" and not fixed.device and not (fixed.precision and way.precision == "fp16"):
        return replace(way, device="cpu", precision=way.precision if fixed.precision else PROCESSOR_PRECISION)
    return None


def words(before: Way, after: Way, reason: str) -> str:
    """A step down the ladder in a sentence."""
    if after.items != before.items:
        step = f"{after.items} at once instead of {before.items}; the takes stay the same"
    elif after.device != before.device:
        step = f"{_PLACES[after.device]} ({after.precision}) instead of {_PLACES[before.device]}; it takes much longer"
    else:
        step = f"{after.precision} instead of {before.precision}; the take is another one than with more memory"
    return f"{reason}: now {step}"


def is_memory_error(error: BaseException) -> bool:
    """Whether memory has ended: Python's own error, CUDA's, or the one torch raises on a processor."""
    import torch

    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and "DefaultCPUAllocator" in str(error)


def with_less(
    way: Way, attempt: Callable[[Way], T], *, fixed: Fixed, told: Callable[[str], None], what: str = "this"
) -> T:
    """Make something, with less memory each time it ends.

    Args:
        way: The first to try.
        attempt: Makes it; must hold nothing when it raises.
        fixed: What must not change.
        told: Takes the words of each step.
        what: What is made, for the message at the end.

    Raises:
        UserError: If memory ends on the smallest way too.
    """
    while True:
        try:
            return attempt(way)
        except (MemoryError, RuntimeError) as error:
            if not is_memory_error(error):
                raise
            reason, hint = _why(error, way)
        _free(way.device)  # after the error has let go of what it held
        lower = smaller(way, fixed)
        if lower is None:
            raise UserError(f"{reason}, and there is no smaller way to make {what}", hint)
        told(words(way, lower, reason))
        logger.warning("%s", words(way, lower, reason))
        way = lower


def _why(error: BaseException, way: Way) -> tuple[str, str]:
    if isinstance(error, TooLittleMemory):
        return error.problem, error.hint
    return (
        f"the memory of {_PLACES[way.device]} ended",
        "Choose a smaller model or a shorter length, or close other programs.",
    )


def _free(device: str) -> None:
    gc.collect()
    if device == "cuda":
        import torch

        torch.cuda.empty_cache()
