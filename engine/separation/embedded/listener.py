"""A second opinion on whether a log drum plays: a small network that hears what the masks have taken apart.

The separator answers frame by frame from its own tokens, which were made for masks; an 808 that plays a log drum's riff
deceives it. The listener sees the levels of all five estimates in 28 bands (40 Hz to 5.5 kHz) over three seconds: how a
stroke rings and falls, and what was left to the bass. Its answer is added to the separator's.
"""

from __future__ import annotations

import torch  # noqa: TID253 - a network is a class; whoever imports this module is a loader
from torch import Tensor, nn  # noqa: TID253

from engine.separation.embedded.network import NUM_SOURCES
from engine.separation.embedded.presence import LOG_DRUM

EDGES = (
    *(2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 60, 72, 86),
    *(103, 124, 150, 180, 220, 270, 340, 420, 512),
)
"""Of the bands, in bins of the fine spectrogram (10.8 Hz)."""
_BANDS = len(EDGES) - 1
_WIDTH = 32
_DILATIONS = (1, 2, 4, 8)
_FLOOR = 1e-7  # -70 dB below the mixture's mean power
_OWN_SHARE = 0.5  # of the separator's answer in the sum
_DROPOUT = 0.2


class Listener(nn.Module):
    """Frames of levels and answers to one answer by frame; see the module's text."""

    def __init__(self) -> None:
        super().__init__()
        self.inlet = nn.Conv1d(NUM_SOURCES * (_BANDS + 1), _WIDTH, 1)
        self.blocks = nn.ModuleList(
            nn.Conv1d(_WIDTH, _WIDTH, 5, padding=2 * dilation, dilation=dilation) for dilation in _DILATIONS
        )
        self.norms = nn.ModuleList(nn.GroupNorm(1, _WIDTH) for _ in _DILATIONS)
        self.drop = nn.Dropout(_DROPOUT)
        self.out = nn.Conv1d(_WIDTH, 1, 1)
        nn.init.zeros_(self.out.weight)  # at first it agrees with the separator
        assert self.out.bias is not None
        nn.init.zeros_(self.out.bias)

    def forward(self, levels: Tensor, activity: Tensor) -> Tensor:
        """Logits ``[batch, frames]`` that a log drum plays, from ``band_levels`` and the separator's answers.

        Args:
            levels: ``[batch, 5, bands, frames]``.
            activity: ``[batch, frames, 5]``, logits.
        """
        seen = torch.cat([levels.flatten(1, 2), 0.25 * activity.transpose(1, 2)], dim=1)
        heard = self.inlet(self.drop(seen))
        for block, norm in zip(self.blocks, self.norms, strict=True):
            heard = heard + torch.relu(block(self.drop(norm(heard))))
        own: Tensor = self.out(torch.relu(heard))[:, 0]
        return own + _OWN_SHARE * activity[..., LOG_DRUM]


def band_levels(parts: Tensor, spec: Tensor) -> Tensor:
    """Levels ``[batch, 5, bands, frames]`` of estimates against the mixture's mean power, about -2.5 (nothing) to 1.

    Args:
        parts: Complex ``[batch, 5, 2, bins, frames]``.
        spec: The mixture, complex ``[batch, 2, bins, frames]``.
    """
    power = torch.view_as_real(parts[:, :, :, : EDGES[-1]]).square().sum(dim=(2, 5))
    sums = torch.nn.functional.pad(power.cumsum(dim=2), (0, 0, 1, 0))
    edges = torch.tensor(EDGES, device=power.device)
    bands = (sums[:, :, edges[1:]] - sums[:, :, edges[:-1]]).clamp_min(0.0)
    mean = torch.view_as_real(spec).square().sum(dim=(1, 2, 4)).mean(dim=-1).clamp_min(1e-12)
    return 0.5 * (torch.log10(bands / mean[:, None, None, None] + _FLOOR) + 2.0)
