"""From wave to waves: the network between its transforms."""

from __future__ import annotations

import numpy as np
import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from numpy.typing import NDArray
from torch import Tensor, nn  # noqa: TID253

from engine.core.stems import Stem
from engine.separation.embedded.bands import COMPLEX_BINS, POOL
from engine.separation.embedded.features import features, spectrogram, waveform
from engine.separation.embedded.network import EmbeddedNetwork, Masks
from engine.separation.embedded.presence import LOG_DRUM, Calibration, gate, smoothed


OTHER = list(Stem).index(Stem.OTHER)


class WaveNetwork(nn.Module):
    """``[batch, 2, samples]`` at 44.1 kHz in, ``[batch, 5, 2, samples]`` out, in the order of ``Stem``.

    The sources sum to the input: the masks of every bin sum to one, and the transforms are linear.
    """

    def __init__(self, network: EmbeddedNetwork, calibration: Calibration | None = None) -> None:
        """``calibration`` closes the gate of the log drum where there is none; None leaves it open."""
        super().__init__()
        self.network = network
        self.calibration = calibration
        self.answers: list[NDArray[np.float32]] = []
        """Of every item since it was emptied: smoothed answers to whether there is a log drum, by frame."""

    def forward(self, waves: Tensor) -> Tensor:
        """Separate; every item is measured by its own level."""
        # a constant offset is nobody's music; masks would smear it into the bass
        offset = waves.float().mean(dim=-1, keepdim=True)
        left, right = (waves.float() - offset).unbind(1)
        spec = spectrogram(torch.stack([0.5 * (left + right), 0.5 * (left - right)], dim=1))
        middle, side = spec.unbind(1)
        power = torch.view_as_real(middle).square().sum(-1).mean(dim=(1, 2))
        masks: Masks = self.network(*features(middle, side, power))
        answers = smoothed(masks.activity)
        self.answers.extend(np.asarray(own, np.float32) for own in answers.cpu().numpy())
        if self.calibration is not None:
            masks = _gated(masks, gate(answers, self.calibration))
        middle_parts, side_parts = waveform(_masked(spec, masks), waves.shape[-1]).unbind(2)
        stems = torch.stack([middle_parts + side_parts, middle_parts - side_parts], dim=2)
        stems[:, OTHER] += offset
        return stems


def _gated(masks: Masks, opened: Tensor) -> Masks:
    """The log drum's masks times ``opened [batch]``; what they give up goes to the others by their shares."""
    keep = opened[:, None, None, None, None]
    shares, coarse = (_given_up(part, part, keep) for part in (masks.shares, masks.coarse))
    turns = _given_up(masks.turns, masks.shares[:, :, :COMPLEX_BINS], keep)
    return Masks(shares, turns, coarse, masks.activity)


def _given_up(values: Tensor, shares: Tensor, keep: Tensor) -> Tensor:
    own, others = values[..., LOG_DRUM:], shares[..., :LOG_DRUM]
    weights = (others + 1e-7) / (others + 1e-7).sum(-1, keepdim=True)
    return torch.cat([values[..., :LOG_DRUM] + (1.0 - keep) * own * weights, keep * own], dim=-1)


def _masked(spec: Tensor, masks: Masks) -> Tensor:
    """Sources ``[batch, 5, 2, bins, frames]`` of ``[batch, 2, bins, frames]``."""
    complex_part = masks.shares[:, :, :COMPLEX_BINS] + masks.turns
    real_part = masks.shares[:, :, COMPLEX_BINS:]
    coarse = masks.coarse.repeat_interleave(POOL, dim=2)
    # the highest bin (22.05 kHz) has no cell of its own
    real_part = torch.cat([real_part, coarse, coarse[:, :, -1:]], dim=2)
    order = (0, 4, 3, 2, 1)
    low, high = spec[:, None, :, :COMPLEX_BINS], spec[:, None, :, COMPLEX_BINS:]
    return torch.cat([low * complex_part.permute(order), high * real_part.permute(order)], dim=3)
