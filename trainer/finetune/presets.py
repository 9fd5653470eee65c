"""Settings by the memory of the graphics card, and what they are estimated to need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trainer.finetune.network import Adapters
from trainer.finetune.recipe import TuneOptions

if TYPE_CHECKING:
    from engine.generation.musicgen.checkpoint import Checkpoint

_FULL = 4 * (1 + 1 + 2)
"""Bytes of a trained weight: itself, its gradient and AdamW's two moments, in single precision."""
_COPY = 4
"""Bytes of a frozen weight, and of a trained one's average."""
_LAYER, _CROSS = 34, 8
"""Bytes a layer keeps of each position and unit of width in half precision, without the attention matrix (Korthikanti
et al., "Reducing activation recomputation", 2022), and what cross-attention adds: its norm, query, output and sum."""
_CONTEXT = 700_000_000
"""Bytes that CUDA and its libraries take (estimate)."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What fits a card of ``gigabytes``: LoRA's rank (0 for full fine-tuning), clips at once, batches of a step."""

    gigabytes: int
    rank: int
    batch: int
    accumulate: int
    saves_memory: bool

    def applied(self, options: TuneOptions) -> TuneOptions:
        """The options with this preset's instead of theirs."""
        adapters = Adapters(self.rank, float(self.rank)) if self.rank else None
        return replace(
            options,
            adapters=adapters,
            batch=self.batch,
            accumulate=self.accumulate,
            saves_memory=self.saves_memory,
        )


PRESETS: dict[str, Preset] = {
    "8gb": Preset(8, 8, 1, 16, saves_memory=True),
    "10gb": Preset(10, 16, 2, 8, saves_memory=True),
    "16gb": Preset(16, 16, 4, 4, saves_memory=True),
    "24gb": Preset(24, 32, 8, 2, saves_memory=True),
    "40gb": Preset(40, 0, 8, 2, saves_memory=True),
}
"""By the smallest card each is for; every step has 16 clips. Design values, checked against the estimate only."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bytes of the card a training takes: weights with all that belongs to them, and what a batch leaves in layers."""

    weights: int
    activations: int

    @property
    def gigabytes(self) -> float:
        return (self.weights + self.activations + _CONTEXT) / 1e9

    @property
    def words(self) -> str:
        return (
            f"about {self.gigabytes:.1f} GB of the card's memory (estimate): {self.weights / 1e9:.1f} GB weights, "
            f"gradients and optimiser, {self.activations / 1e9:.1f} GB for a batch"
        )


def estimate(checkpoint: Checkpoint, options: TuneOptions, *, is_half: bool = True) -> Estimate:
    """What a training is likely to need of a GPU's memory.

    Args:
        checkpoint: The base; its codec and T5 are gone once the cache is full.
        options: How it is tuned.
        is_half: bf16 activations rather than fp32.
    """
    language = checkpoint.language
    every = sum(tensor.numel() for tensor in checkpoint.tensors.values())
    adapters = options.adapters
    trained = every if adapters is None else _adapter_weights(checkpoint, adapters.rank)
    frozen = 0 if adapters is None else every
    weights = _COPY * frozen + (_FULL + _COPY) * trained
    seconds = min(options.seconds or language.window_seconds, language.window_seconds)
    steps = round(seconds * checkpoint.codec.settings.token_rate) + max(language.delays) + 1
    unit = options.batch * steps * language.width * (1 if is_half else 2)
    layer = unit * (_LAYER + (_CROSS if language.cross else 0))
    count = language.num_layers
    layers = unit * 2 * count + layer if options.saves_memory else layer * count
    logits = options.batch * steps * language.num_codebooks * language.cardinality * 4 * 3  # kept, softmax, gradient
    return Estimate(weights, layers + logits)


def _adapter_weights(checkpoint: Checkpoint, rank: int) -> int:
    """``rank * (in + out)`` of every matrix that gets LoRA."""
    places = ("in_proj_weight", "out_proj.weight", "linear1.weight", "linear2.weight")
    found = [tensor for name, tensor in checkpoint.tensors.items() if "layers." in name and name.endswith(places)]
    return sum(rank * sum(tensor.shape) for tensor in found)
