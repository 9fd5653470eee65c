"""From wave to waves: the network between its transforms."""

from __future__ import annotations

import numpy as np
import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor, nn  # noqa: TID253

from engine.core.stems import Stem
from engine.separation.embedded.bands import COMPLEX_BINS, POOL
from engine.separation.embedded.features import features, spectrogram, waveform
from engine.separation.embedded.listener import Listener, band_levels
from engine.separation.embedded.network import EmbeddedNetwork, Masks
from engine.separation.embedded.presence import LOG_DRUM, Calibration, Heard, gate, smoothed

OTHER = list(Stem).index(Stem.OTHER)
_OPEN = 0.9995  # what a gate above takes lies 66 dB below the stem


class WaveNetwork(nn.Module):
    """``[batch, 2, samples]`` at 44.1 kHz in, ``[batch, 5, 2, samples]`` out, in the order of ``Stem``.

    The sources sum to the input: the masks of every bin sum to one, and the transforms are linear.
    """

    def __init__(
        self, network: EmbeddedNetwork, calibration: Calibration | None = None, listener: Listener | None = None
    ) -> None:
        """``calibration`` closes the gate of the log drum where there is none; None leaves it open."""
        super().__init__()
        self.network = network
        self.listener = listener
        self.calibration = calibration
        self.heard: list[Heard] = []
        """Of every item since it was emptied."""

    def forward(self, waves: Tensor) -> Tensor:
        """Separate; every item is measured by its own level."""
        # a constant offset is nobody's music; masks would smear it into the bass
        offset = waves.float().mean(dim=-1, keepdim=True)
        parts, spec, activity = estimates(self.network, waves.float() - offset)
        heard = _heard(parts, spec, smoothed(self._answers(parts, spec, activity)))
        self.heard.extend(heard)
        if self.calibration is not None:
            opened = torch.tensor([gate(own, self.calibration) for own in heard], device=parts.device)
            if float(opened.min()) < _OPEN:
                parts = _gated(parts, opened)
        middle_parts, side_parts = waveform(parts, waves.shape[-1]).unbind(2)
        stems = torch.stack([middle_parts + side_parts, middle_parts - side_parts], dim=2)
        stems[:, OTHER] += offset
        return stems

    def _answers(self, parts: Tensor, spec: Tensor, activity: Tensor) -> Tensor:
        """Whether a log drum plays, by frame: ``[batch, frames]``."""
        if self.listener is None:
            return activity[..., LOG_DRUM]
        answers: Tensor = self.listener(band_levels(parts, spec), activity)
        return answers


def estimates(network: EmbeddedNetwork, waves: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What the network makes of ``[batch, 2, samples]``, before the gate.

    Returns:
        Sources, complex ``[batch, 5, 2, bins, frames]`` (middle and side), the mixture likewise ``[batch, 2, bins,
        frames]``, and logits by source ``[batch, frames, 5]``.
    """
    left, right = waves.unbind(1)
    spec = spectrogram(torch.stack([0.5 * (left + right), 0.5 * (left - right)], dim=1))
    middle, side = spec.unbind(1)
    power = torch.view_as_real(middle).square().sum(-1).mean(dim=(1, 2))
    masks: Masks = network(*features(middle, side, power))
    return _masked(spec, masks), spec, masks.activity


def _heard(parts: Tensor, spec: Tensor, answers: Tensor) -> list[Heard]:
    energies, wholes = (_energy(own) for own in (parts[:, LOG_DRUM], spec))
    frames = np.asarray(answers.cpu().numpy(), np.float32)
    return [Heard(own, float(e), float(w)) for own, e, w in zip(frames, energies, wholes, strict=True)]


def _energy(spec: Tensor) -> Tensor:
    return torch.view_as_real(spec).square().sum(dim=(1, 2, 3, 4))


def _gated(parts: Tensor, opened: Tensor) -> Tensor:
    """The log drum times ``opened [batch]``; the rest goes to the others of its cell, by their energy."""
    keep = opened[:, None, None, None, None].to(parts.real.dtype)
    others, own = parts[:, :LOG_DRUM], parts[:, LOG_DRUM:]
    energies = torch.view_as_real(others).square().sum(-1) + 1e-12
    weights = energies / energies.sum(dim=1, keepdim=True)
    return torch.cat([others + (1.0 - keep) * own * weights, keep * own], dim=1)


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
