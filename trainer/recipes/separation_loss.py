"""How far masks are from the truth, in dB, measured on the spectrogram.

The transform is a tight frame but for the analysis window (Parseval), so an error's energy on the spectrogram is its
energy in time up to a factor, and no inverse transform stands in a training step. Per clip and source the loss is the
thresholded SDR (Wisdom et al. 2020, eq. 2): ``10 log10((error + e mixture) / (reference + e mixture))``; where the
reference is silent it is the level of the leakage above ``e`` of the mixture. It is taken over all of the spectrum,
which is what is reported, and once more for each octave, so that the treble of drums counts beside their bass.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor  # noqa: TID253
from torch.nn import functional  # noqa: TID253

from engine.core.stems import Stem
from engine.separation.embedded.bands import COMPLEX_BINS, FINE_BINS, HOP_LENGTH
from engine.separation.embedded.features import features, pooled, spectrogram
from engine.separation.embedded.network import EmbeddedNetwork, Masks

_WHOLE_FLOOR = 1e-4
_OCTAVE_FLOOR = 1e-3
_OCTAVE_WEIGHT = 0.3
_ABSENT_WEIGHT = 0.25
"""A silent stem can gain 40 dB by falling silent, one that plays 10 by being right: unweighted, all fall silent
first."""
_SOURCE_WEIGHTS = {Stem.DRUMS: 0.9, Stem.BASS: 1.1, Stem.VOCALS: 0.8, Stem.OTHER: 0.8, Stem.LOG_DRUM: 1.4}
"""The log drum is what the product is for; the bass is what it is mistaken for, and plays in a fifth of the corpus."""
_ACTIVITY_WEIGHT = 0.5
_LOG_DRUM_ACTIVITY = 4.0
"""Of its answer beside the others' 1: on it hangs whether a song has the stem at all."""
_ASSIGNMENT_WEIGHT = 8.0
_LOUDNESS_POWER = 0.3
_EVEN_BELOW = 8.0  # bins
_EDGES = (0, 16, 64, 128, COMPLEX_BINS, FINE_BINS)
_COARSE_EDGES = (0, 128, 384)
_ACTIVE_FLOOR = 1e-5
"""A source plays where its power is above this part of the mixture's mean power (-50 dB)."""
_ACTIVE_REACH = 17  # frames, 0.4 s: a rest between two hits is no absence


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A batch as the network and the loss need it.

    Args:
        fine, coarse: Features.
        mixture: Complex ``[batch, frames, 512, 2]``, middle and side.
        stems: Complex ``[batch, frames, 512, 2, 5]``.
        coarse_energy: Per cell ``[3, batch, frames, 384, 2, 5]``: reference energy, reference times mixture, mixture
        energy.
        activity: ``[batch, frames, 5]``, 0 or 1.
    """

    fine: Tensor
    coarse: Tensor
    mixture: Tensor
    stems: Tensor
    coarse_energy: Tensor
    activity: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """``total`` to minimise; ``sdr_db [batch, 5]`` and which stems are there, ``present [batch, 5]``."""

    total: Tensor
    sdr_db: Tensor
    present: Tensor


@torch.no_grad()
def prepare(mixture: Tensor, stems: Tensor) -> Prepared:
    """From waves ``[batch, 2, samples]`` and ``[batch, 5, 2, samples]``."""
    own = spectrogram(_middle_side(mixture))
    parts = spectrogram(_middle_side(stems))
    power = _power(own[:, 0]).mean(dim=(1, 2))
    fine, coarse = features(own[:, 0], own[:, 1], power)
    own_coarse, parts_coarse = own[:, None, :, FINE_BINS:-1], parts[..., FINE_BINS:-1, :]
    energies = (
        pooled(_power(parts_coarse)),
        pooled(_real_product(parts_coarse, own_coarse)),
        pooled(_power(own_coarse)).expand(-1, 5, -1, -1, -1),
    )
    return Prepared(
        fine,
        coarse,
        own[:, :, :FINE_BINS].permute(0, 3, 2, 1).contiguous(),
        parts[..., :FINE_BINS, :].permute(0, 4, 3, 2, 1).contiguous(),
        torch.stack([energy.permute(0, 4, 3, 2, 1) for energy in energies]),
        _active(stems, mixture, fine.shape[1]),
    )


def _active(stems: Tensor, mixture: Tensor, frames: int) -> Tensor:
    """``[batch, frames, 5]``: 1 where a stem has power within 0.2 s of a frame."""
    power = functional.avg_pool1d(stems.square().sum(dim=2), HOP_LENGTH, ceil_mode=True, count_include_pad=False)
    near = functional.max_pool1d(power, _ACTIVE_REACH, stride=1, padding=_ACTIVE_REACH // 2)
    near = functional.pad(near, (0, max(0, frames - near.shape[-1])), mode="replicate")[..., :frames]
    level = mixture.square().sum(dim=1).mean(-1)
    return (near > _ACTIVE_FLOOR * level[:, None, None]).float().transpose(1, 2)


def masks_of(network: EmbeddedNetwork, batch: Prepared) -> Masks:
    """The network's answer to a prepared batch."""
    masks: Masks = network(batch.fine, batch.coarse)
    return masks


def loss_of(masks: Masks, batch: Prepared) -> Loss:
    """The loss of a prepared batch; see the module."""
    errors, references, mixtures = [], [], []
    for start, stop in itertools.pairwise(_EDGES):
        part = slice(start, stop)
        mixture, stems = batch.mixture[:, :, part, :, None], batch.stems[:, :, part]
        shares = masks.shares[:, :, part]
        error = (
            _energy(shares * mixture - stems)
            if stop > COMPLEX_BINS
            else _energy((shares + masks.turns[:, :, part]) * mixture - stems)
        )
        errors.append(error)
        references.append(_energy(stems))
        mixtures.append(_energy(mixture).expand_as(error))
    for start, stop in itertools.pairwise(_COARSE_EDGES):
        reference, product, mixed = batch.coarse_energy[:, :, :, start:stop]
        mask = masks.coarse[:, :, start:stop]
        errors.append((reference - 2 * mask * product + mask.square() * mixed).sum(dim=(1, 2, 3)).clamp_min(0.0))
        references.append(reference.sum(dim=(1, 2, 3)))
        mixtures.append(mixed.sum(dim=(1, 2, 3)))
    assignment = _assignment(masks.shares, _cells(batch.stems)) + _assignment(masks.coarse, batch.coarse_energy[0])
    error, reference, mixture = (torch.stack(parts) for parts in (errors, references, mixtures))
    whole = _decibels(error.sum(0), reference.sum(0), mixture.sum(0), _WHOLE_FLOOR)
    octaves = _decibels(error, reference, mixture, _OCTAVE_FLOOR)
    answered = [_LOG_DRUM_ACTIVITY if stem is Stem.LOG_DRUM else 1.0 for stem in Stem]
    activity = functional.binary_cross_entropy_with_logits(
        masks.activity, batch.activity, masks.activity.new_tensor(answered)
    )
    weights = whole.new_tensor([_SOURCE_WEIGHTS[stem] for stem in Stem])
    total = (
        (weights * whole).mean()
        + _OCTAVE_WEIGHT * octaves.mean()
        + _ACTIVITY_WEIGHT * activity
        + _ASSIGNMENT_WEIGHT * assignment
    )
    present = reference.sum(0) > _WHOLE_FLOOR * mixture.sum(0)
    sdr = 10.0 * torch.log10((reference.sum(0) + 1e-12) / (error.sum(0) + 1e-12))
    return Loss(total, sdr.detach(), present)


def _cells(stems: Tensor) -> Tensor:
    """Energies ``[batch, frames, 512, 2, 5]``."""
    return torch.view_as_real(stems).square().sum(-1)


def _assignment(shares: Tensor, energies: Tensor) -> Tensor:
    """Cross-entropy of shares against whose energy a cell is, cells weighted by their compressed loudness.

    An SDR is decided by a few loud cells, and its gradient vanishes where a stem has fallen silent. This one says of
    every cell whose it is, as a classifier is taught, and carries the first thousand steps.
    """
    whole = energies.sum(-1)
    weight = (whole / (whole.mean(dim=(1, 2, 3), keepdim=True) + 1e-9)).clamp_max(1e4).pow(_LOUDNESS_POWER)
    weight = weight / (
        torch.arange(weight.shape[2], device=weight.device)[:, None] + _EVEN_BELOW
    )  # octaves count alike
    truth = energies / (whole[..., None] + 1e-12)
    bits = -(truth * (shares + 1e-7).log()).sum(-1)
    return 0.5 * (weight * bits).sum() / (weight.sum() + 1e-9)


def _middle_side(waves: Tensor) -> Tensor:
    left, right = waves.unbind(-2)
    return torch.stack([0.5 * (left + right), 0.5 * (left - right)], dim=-2)


def _power(spec: Tensor) -> Tensor:
    parts = torch.view_as_real(spec)
    return parts[..., 0].square() + parts[..., 1].square()


def _real_product(first: Tensor, second: Tensor) -> Tensor:
    one, other = torch.view_as_real(first), torch.view_as_real(second)
    return one[..., 0] * other[..., 0] + one[..., 1] * other[..., 1]


def _energy(values: Tensor) -> Tensor:
    """``[batch, sources]`` of ``[batch, frames, bins, channels, sources]``."""
    return torch.view_as_real(values).square().sum(dim=(1, 2, 3, 5))


def _decibels(error: Tensor, reference: Tensor, mixture: Tensor, floor: float) -> Tensor:
    slack = floor * mixture + 1e-9
    weight = torch.where(reference > floor * mixture, 1.0, _ABSENT_WEIGHT)
    return weight * 10.0 * torch.log10((error + slack) / (reference + slack))
