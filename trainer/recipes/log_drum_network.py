"""What trains of an HTDemucs with a log drum, and what it is told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor, nn  # noqa: TID253

from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.separation.demucs_branch import LogDrumHTDemucs
from engine.separation.demucs_five import train_new_slices

_QUIET = 1e-4  # added to the mixture's mean amplitude, so that silence divides nothing


class LogDrumTrainee(nn.Module):
    """A five-source HTDemucs whose ``forward`` gives the sources that are learned, and no others.

    Args:
        model: A ``LogDrumHTDemucs``, or what ``extend_htdemucs`` gave. All but its log drum becomes frozen.
        train_encoder: Train the encoders that all sources share too. Then all five sources are learned, because the
            old ones are no longer what they were.

    Raises:
        UserError: If all sources are to be learned and they are not the five stems.
    """

    frozen_digest: Tensor

    def __init__(self, model: Any, *, train_encoder: bool = False) -> None:
        super().__init__()
        self.model = model
        self.trains_encoder = train_encoder
        if train_encoder and set(model.sources) != set(Stem):
            raise UserError(
                f"The encoder of a model of {', '.join(model.sources)} cannot be trained with stems of other names",
                "Leave out --train-encoder.",
            )
        if isinstance(model, LogDrumHTDemucs):
            model.freeze(train_encoder=train_encoder)
        else:
            train_new_slices(model, train_encoder=train_encoder)
        self.register_buffer("frozen_digest", _digest_of_frozen(model))

    @property
    def targets(self) -> tuple[Stem, ...]:
        """What ``forward`` gives, in this order."""
        return tuple(map(Stem, self.model.sources)) if self.trains_encoder else (Stem.LOG_DRUM,)

    def train(self, mode: bool = True) -> LogDrumTrainee:
        """A plain HTDemucs stays in evaluation mode: nothing of it has dropout but what is frozen."""
        super().train(mode)
        if not isinstance(self.model, LogDrumHTDemucs):
            self.model.eval()
        return self

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False) -> Any:
        """As ``nn.Module.load_state_dict``; a checkpoint has what trains, so the rest must be what stood beside it.

        Raises:
            UserError: If the frozen part is of other weights.
        """
        digest = state_dict.get("frozen_digest")
        if digest is not None and not torch.equal(digest.cpu(), self.frozen_digest.cpu()):
            raise UserError(
                "The weights are not those with which this training began", "Bring the file back that --weights named."
            )
        return super().load_state_dict(state_dict, strict, assign)

    def forward(self, mix: Tensor) -> Tensor:
        """``[batch, targets, channels, samples]`` of ``[batch, channels, samples]``."""
        out: Tensor
        if self.trains_encoder:
            out = self.model(mix)
        elif isinstance(self.model, LogDrumHTDemucs):
            out = self.model.log_drum(mix)[:, None]
        else:
            out = self.model(mix)[:, -1:]
        return out


def _digest_of_frozen(model: nn.Module) -> Tensor:
    """SHA-256 over all parameters that do not train, as 32 bytes."""
    digest = hashlib.sha256()
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            digest.update(name.encode())
            digest.update(parameter.detach().cpu().contiguous().numpy().tobytes())
    return torch.tensor(list(digest.digest()), dtype=torch.uint8)


def relative_error(estimate: Tensor, target: Tensor, is_known: Tensor, mixture: Tensor) -> Tensor:
    """Mean absolute error of the known targets, relative to the mixture's mean amplitude, example by example.

    L1 on waves is what HTDemucs was trained with (Rouard, Massa & Défossez 2023, section 3). Relative, so that a loud
    song does not count more than a quiet one; to the mixture and not to the target, so that silent targets count too.

    Args:
        estimate: ``[batch, targets, channels, samples]``.
        target: The same shape.
        is_known: ``[batch, targets]``, 0 or 1.
        mixture: ``[batch, channels, samples]``.
    """
    error = (estimate.float() - target).abs().mean(dim=(-1, -2))
    scale = mixture.abs().mean(dim=(-1, -2))[:, None] + _QUIET
    return (error / scale * is_known).sum() / is_known.sum().clamp_min(1.0)


def mean_sdr_db(estimate: Tensor, target: Tensor) -> float | None:
    """Mean SDR of the examples whose target plays, ``[batch, channels, samples]`` each; None where none does."""
    energy = target.square().sum(dim=(-1, -2))
    plays = energy > 1e-6 * target.shape[-1] * target.shape[-2]
    if not bool(plays.any()):
        return None
    error = (estimate.float() - target).square().sum(dim=(-1, -2))
    return float((10.0 * torch.log10(energy / (error + 1e-12)))[plays].mean())
