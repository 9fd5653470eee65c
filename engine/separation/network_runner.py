"""Runs torch networks on the device the user asked for, and says what became of the wish.

The ladder when a GPU's memory ends: half as many segments at once, and again, down to one; then the processor. When
half precision overflows: single precision. Every step down is kept for the rest of the run and becomes a note.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import UserError
from engine.core.jobs import Report, no_report, part_of

if TYPE_CHECKING:
    import torch

logger = logging.getLogger(__name__)

Batch = NDArray[np.float32]
"""``[batch, channels, samples]`` in, ``[batch, sources, channels, samples]`` out."""

_MOST_AT_ONCE = 16  # beyond this a GPU is full and only memory grows
_OUT_OF_MEMORY = ("out of memory", "ALLOC_FAILED", "can't allocate memory")  # torch; cuDNN and cuFFT; torch on the CPU


def choose_device(wish: str) -> str:
    """``cpu`` or ``cuda`` for the wish ``auto``, ``cpu`` or ``cuda``.

    Raises:
        UserError: If CUDA was asked for and does not work here.
    """
    import torch

    if wish == "cpu":
        return "cpu"
    if torch.cuda.is_available():
        return "cuda"
    if wish == "cuda":
        built = f"CUDA {torch.version.cuda}" if torch.version.cuda else "no CUDA"
        raise UserError(
            f"CUDA does not work on this machine (torch {torch.__version__}, built with {built})",
            "Leave out --device, or use --device cpu; aurax doctor says more about the graphics card.",
        )
    return "cpu"


def choose_precision(wish: str, device: str) -> str:
    """``fp32``, ``bf16`` or ``fp16`` for the wish ``auto`` or one of them.

    ``auto`` is bf16 where the device multiplies it in hardware, else fp32. fp16 has the range of audio but not of
    every activation, so it is used only where it is asked for.

    Raises:
        UserError: If the device cannot do what was asked for.
    """
    import torch

    if device == "cuda":
        has_bf16 = torch.cuda.get_device_capability() >= (8, 0)  # Ampere; older cards emulate it
        return wish if wish != "auto" else "bf16" if has_bf16 else "fp32"
    if wish == "fp16":
        raise UserError("fp16 needs a CUDA device", "Use --precision bf16, or leave it out.")
    return wish if wish != "auto" else "bf16" if _cpu_has_bf16() else "fp32"


def _cpu_has_bf16() -> bool:
    """Whether this processor multiplies bf16 in hardware (AVX512_BF16 or AMX); elsewhere it would be emulated."""
    import torch

    # torch has no public question for it; where these are gone, single precision is always right
    questions = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(bool(getattr(torch.cpu, question, lambda: False)()) for question in questions)


@dataclass(slots=True)
class NetworkRunner:
    """Networks on one device.

    Args:
        networks: Modules in evaluation mode that take ``[batch, channels, samples]``.
        device: ``cpu`` or ``cuda``.
        precision: ``fp32``, ``bf16`` or ``fp16``; the networks' weights stay in single precision.
        bytes_per_segment: Rough need of GPU memory for one more segment at once.
        finish: Takes the index of a network and its estimate where it was computed, gives what to take instead.
    """

    networks: tuple[Any, ...]
    device: str
    precision: str
    bytes_per_segment: float = 1e9
    finish: Callable[[int, torch.Tensor], torch.Tensor] | None = None
    notes: list[str] = field(default_factory=list)
    at_once: int = 0
    _on_device: int = field(default=-1, init=False)
    _ticks: dict[int, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.at_once = self.at_once or self._fitting()

    def _fitting(self) -> int:
        """On the CPU one segment fills all cores (two at once gain nothing, measured); a GPU takes what it can hold."""
        if self.device == "cpu":
            return 1
        import torch

        free, _ = torch.cuda.mem_get_info()
        return max(1, min(_MOST_AT_ONCE, int(0.7 * free / self.bytes_per_segment)))

    def run(self, index: int, batch: Batch, *, report: Report = no_report) -> Batch:
        """What the network at ``index`` makes of a batch.

        Args:
            index: Which network.
            batch: ``[batch, channels, samples]``; more than ``at_once`` are done in turns.
            report: Told the fraction done, on the CPU after every layer; raises ``JobCancelled`` to stop.

        Raises:
            UserError: If memory does not suffice on the CPU either.
        """
        done: list[Batch] = []
        position = 0
        while position < len(batch):
            part = batch[position : position + self.at_once]
            start, end = position / len(batch), (position + len(part)) / len(batch)
            estimate = self._attempt(index, part, part_of(report, start, end))
            if estimate is None:
                continue
            report(end)
            done.append(estimate)
            position += len(part)
        return done[0] if len(done) == 1 else np.concatenate(done)

    def _attempt(self, index: int, part: Batch, report: Report) -> Batch | None:
        """One try; None after a step down the ladder."""
        estimate = None
        try:
            estimate = self._compute(index, part, report)
        except RuntimeError as error:
            if not _is_out_of_memory(error):
                raise
            if self.device == "cpu":
                raise UserError(
                    "There is not enough memory to separate with this model",
                    "Close other programs, or use a smaller model.",
                ) from error
            logger.info("out of memory on the GPU with %d segments at once: %s", len(part), error)
        if estimate is None:  # outside the handler: the error holds on to the memory it could not get more of
            self._step_down(len(part))
            return None
        if self.precision != "fp32" and not np.isfinite(estimate).all():
            self._say(f"{self.precision} overflowed; continued with fp32")
            self.precision = "fp32"
            return None
        return estimate

    def _step_down(self, tried: int) -> None:
        if tried > 1:
            self.at_once = tried // 2
            self._say("the graphics card's memory is small: fewer segments at once")
        else:
            self._place(-1)
            self.device, self.at_once = "cpu", 1
            self.precision = choose_precision("auto", "cpu") if self.precision != "fp32" else "fp32"
            self._say("the graphics card's memory did not suffice; continued on the processor")
        self._empty_cache()

    def _say(self, note: str) -> None:
        logger.warning("%s", note)
        if note not in self.notes:
            self.notes.append(note)

    def _compute(self, index: int, part: Batch, report: Report) -> Batch:
        import torch

        self._place(index)
        network = self.networks[index]
        watched = _watched(network, self._ticks, index, report) if self.device == "cpu" else _unwatched()
        types = {"bf16": torch.bfloat16, "fp16": torch.float16}
        with torch.inference_mode(), self._exactness(), watched:
            with torch.autocast(self.device, dtype=types.get(self.precision), enabled=self.precision in types):
                estimate = network(self._upload(part))
            estimate = estimate.float()
            if self.finish is not None:
                estimate = self.finish(index, estimate)
            return np.asarray(estimate.cpu().numpy(), np.float32)

    def _upload(self, part: Batch) -> torch.Tensor:
        import torch

        return torch.from_numpy(np.ascontiguousarray(part, np.float32)).to(self.device)

    def _place(self, index: int) -> None:
        """On a GPU, one network at a time: a bag of four would take four times the memory for its weights."""
        if self.device == "cpu" or index == self._on_device:
            return
        if self._on_device >= 0:
            self.networks[self._on_device].to("cpu")
        if index >= 0:
            self.networks[index].to(self.device)
        self._on_device = index

    def _empty_cache(self) -> None:
        import torch

        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    @contextmanager
    def _exactness(self) -> Iterator[None]:
        """On a GPU: fp32 means fp32. By default cuDNN rounds its factors to 10 bits (TF32), which costs 60 dB."""
        if self.device == "cpu":
            yield
            return
        import torch

        cudnn, matmul = torch.backends.cudnn, torch.backends.cuda.matmul
        before = cudnn.allow_tf32, matmul.allow_tf32, cudnn.benchmark
        fast = self.precision != "fp32"
        try:
            cudnn.allow_tf32, matmul.allow_tf32, cudnn.benchmark = fast, fast, True
            yield
        finally:
            cudnn.allow_tf32, matmul.allow_tf32, cudnn.benchmark = before


def _is_out_of_memory(error: RuntimeError) -> bool:
    return any(words in str(error) for words in _OUT_OF_MEMORY)


@contextmanager
def _unwatched() -> Iterator[None]:
    yield


@contextmanager
def _watched(network: Any, ticks: dict[int, int], index: int, report: Report) -> Iterator[None]:
    """Reports after every innermost layer: a segment takes seconds on a CPU, and a cancelled job must not.

    Args:
        network: Watched while the context lasts.
        ticks: How many layers report, by network; counted on the first way through.
        index: Of the network in ``ticks``.
        report: Told the fraction of layers that are done.
    """
    layers = [layer for layer in network.modules() if not any(True for _ in layer.children())]
    expected = ticks.get(index, len(layers))
    seen = 0

    def tick(*_: Any) -> None:
        nonlocal seen
        seen += 1
        report(min(1.0, seen / max(1, expected)))

    handles = [layer.register_forward_hook(tick) for layer in layers]
    try:
        yield
        ticks[index] = seen
    finally:
        for handle in handles:
            handle.remove()
