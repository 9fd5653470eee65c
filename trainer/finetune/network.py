"""Audiocraft's language model as it is trained: words come from the cache, LoRA on top, a head for the markers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.core.errors import UserError
from engine.generation.musicgen.lora import hash_of
from engine.generation.musicgen.settings import TEXT

if TYPE_CHECKING:
    import torch

    from engine.generation.musicgen.checkpoint import Checkpoint
    from trainer.finetune.batch import Batch

__all__ = (
    "PROJECTION", "Adapters", "Predicted", "adapter_tensors", "base_tensors", "build_network", "hash_of",
    "merged_tensors",
)  # fmt: skip
PROJECTION = f"condition_provider.conditioners.{TEXT}.output_proj."
_IN, _OUT = ("in_proj_weight",), ("out_proj", "linear1", "linear2")
"""LoRA's places: audiocraft packs queries, keys and values into one parameter; the others are layers."""


@dataclass(frozen=True, slots=True)
class Adapters:
    """LoRA (Hu et al., 2021): its rank, and the scale ``alpha / rank`` of what it adds."""

    rank: int = 16
    alpha: float = 16.0


class Predicted(NamedTuple):
    """What the network says of a batch.

    Args:
        logits: ``[clips, codebooks, steps, words of a codebook]``.
        mask: ``[clips, codebooks, steps]``: where the delay pattern defines them.
        markers: ``[clips, markers]`` before the logistic function; None without a head.
    """

    logits: torch.Tensor
    mask: torch.Tensor
    markers: torch.Tensor | None


def build_network(
    checkpoint: Checkpoint,
    *,
    adapters: Adapters | None,
    num_markers: int = 0,
    seed: int = 0,
    saves_memory: bool = False,
) -> Any:
    """The network with the checkpoint's weights.

    Args:
        checkpoint: The base; its tensors are copied.
        adapters: LoRA, all else frozen; None to train every weight of the language model.
        num_markers: Of the cultural head; 0 for none.
        seed: Of what is new: LoRA's and the head's weights.
        saves_memory: Compute each layer again in the backward pass instead of keeping it.

    Raises:
        UserError: If the base wants a melody, which data sets do not hold.
    """
    import torch

    if checkpoint.language.melody is not None:
        raise UserError(
            f"'{checkpoint.model}' is told melodies, and data sets hold none", "Fine-tune a MusicGen that reads words."
        )
    if adapters is not None and adapters.rank < 1:
        raise UserError(f"LoRA's rank must be 1 or more, not {adapters.rank}", "Leave it out for 16.")
    with torch.random.fork_rng(devices=()):
        torch.manual_seed(seed)
        network = _class()(checkpoint, num_markers)
        if saves_memory:
            network.lm.transformer.checkpointing = "torch"
        if adapters is not None:
            network.projection.requires_grad_(requires_grad=False)
            _add(network.lm, adapters)
    return network.train()


def _class() -> Any:
    """The network's class; torch is not imported before it is needed."""
    import torch

    class TuneNetwork(torch.nn.Module):
        def __init__(self, checkpoint: Checkpoint, num_markers: int) -> None:
            super().__init__()
            from engine.generation.musicgen.reference import bare_model

            language = checkpoint.language
            own = {name: tensor.float() for name, tensor in checkpoint.tensors.items()}
            inside = {name: tensor for name, tensor in own.items() if not name.startswith("condition_provider.")}
            self.lm = bare_model(language, inside, torch.zeros(1, 1, language.width))
            self.lm.condition_provider = torch.nn.Identity()  # words come with the batch
            weight, bias = own[f"{PROJECTION}weight"], own[f"{PROJECTION}bias"]
            self.projection = torch.nn.Linear(weight.shape[1], weight.shape[0])
            self.projection.load_state_dict({"weight": weight, "bias": bias})
            self.culture = torch.nn.Linear(language.width, num_markers) if num_markers else None

        def forward(self, batch: Batch) -> Predicted:
            words = self.projection(batch.text) * batch.is_word.unsqueeze(-1)
            hidden: list[torch.Tensor] = []
            # what the codebooks' heads read: the first of them is asked, whatever the norm before it is
            hook = self.lm.linears[0].register_forward_pre_hook(lambda _module, given: hidden.append(given[0]))
            try:
                told = self.lm.compute_predictions(batch.tokens, [], {TEXT: (words, batch.is_word)})
            finally:
                hook.remove()
            if self.culture is None:
                return Predicted(told.logits, told.mask & batch.is_sound, None)
            return Predicted(told.logits, told.mask & batch.is_sound, self.culture(_pooled(hidden[0], batch)))

    return TuneNetwork


def _pooled(hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The mean vector over a clip's steps; position ``s`` of the sequence has heard the first codebook up to ``s``."""
    import torch

    steps = batch.tokens.shape[-1]
    weights = torch.zeros(hidden.shape[:2], device=hidden.device, dtype=hidden.dtype)
    weights[:, 1 : steps + 1] = batch.is_sound[:, 0, : hidden.shape[1] - 1].to(hidden.dtype)
    return (hidden * weights.unsqueeze(-1)).sum(1) / weights.sum(1, keepdim=True).clamp(min=1.0)


def _add(model: Any, adapters: Adapters) -> None:
    """Put LoRA into all layers, and freeze what was there."""
    from peft import LoraConfig, inject_adapter_in_model

    inject_adapter_in_model(
        LoraConfig(
            r=adapters.rank,
            lora_alpha=adapters.alpha,  # type: ignore[arg-type]
            target_modules=list(_OUT),
            target_parameters=[f"{attention}.{name}" for attention in ("self_attn", "cross_attention") for name in _IN],
        ),
        model,
    )


def adapter_tensors(network: Any) -> dict[str, torch.Tensor]:
    """LoRA's own weights by their names."""
    return {name: own.detach().clone() for name, own in network.lm.state_dict().items() if "lora_" in name}


def base_tensors(network: Any) -> dict[str, torch.Tensor]:
    """The weights under LoRA, by audiocraft's names; all of the weights where there is no LoRA."""
    return _named(network, network.lm.state_dict())


def merged_tensors(network: Any) -> dict[str, torch.Tensor]:
    """The weights with LoRA added to them, by audiocraft's names; the network stays as it is."""
    import copy

    from peft.tuners.tuners_utils import BaseTunerLayer

    whole = copy.deepcopy(network)
    for module in list(whole.lm.modules()):
        if isinstance(module, BaseTunerLayer):
            module.merge(safe_merge=True)
    return _named(whole, whole.lm.state_dict())


def _named(network: Any, state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    own = {
        name.replace(".base_layer", ""): tensor.detach().clone()
        for name, tensor in state.items()
        if "lora_" not in name
    }
    return own | {
        f"{PROJECTION}{name}": value.detach().clone() for name, value in network.projection.state_dict().items()
    }
