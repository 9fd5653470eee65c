"""The loss of a step: audiocraft's cross-entropy over the delay pattern, and how well markers are told from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def cross_entropy(
    logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Mean over the codebooks of each one's mean over the positions that count.

    As ``MusicGenSolver._compute_cross_entropy`` of audiocraft 1.3.0: every codebook weighs the same, though the delays
    leave each with another number of positions.

    Args:
        logits: ``[clips, codebooks, steps, words of a codebook]``; not a number where ``mask`` is False.
        tokens: ``[clips, codebooks, steps]``.
        mask: Which positions the delay pattern defines and the clip has sound at.

    Returns:
        The loss, and each codebook's, detached.
    """
    from torch.nn.functional import cross_entropy as of

    each = [of(logits[:, k][mask[:, k]].float(), tokens[:, k][mask[:, k]]) for k in range(tokens.shape[1])]
    total = each[0]
    for own in each[1:]:
        total = total + own
    return total / len(each), [own.detach() for own in each]


def culture_loss(predicted: torch.Tensor, markers: torch.Tensor) -> torch.Tensor:
    """Mean binary cross-entropy between predicted and known markers; those that nobody could judge do not count.

    Args:
        predicted: ``[clips, markers]``, before the logistic function.
        markers: ``[clips, markers]`` in [0, 1], or not a number.
    """
    from torch.nn.functional import binary_cross_entropy_with_logits

    known = markers.isfinite()
    if not bool(known.any()):
        return predicted.sum() * 0.0  # a gradient of zero: the other processes wait for one
    return binary_cross_entropy_with_logits(predicted.float()[known], markers[known])
