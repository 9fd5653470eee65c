"""Whether a source plays at all: the network's frame-wise answer, smoothed, calibrated, and used as a gate.

Masks alone cannot be quite silent: a stem that is absent keeps what looks a little like it. The network also says,
frame by frame, which sources play within 0.2 s. Smoothed over a bar this is an opinion about the passage, calibrated on
held-out multitracks to a probability (Platt 1999: a logistic of one number). Where it is low, the log drum's share goes
back to the other sources, so that a song without one gets a silent stem and the stems still sum to the mixture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.stems import Stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

LOG_DRUM = list(Stem).index(Stem.LOG_DRUM)
SMOOTHED_FRAMES = 87
"""Two seconds: a bar at 115 BPM."""
QUANTILE = 0.9
"""Of the smoothed answers over a passage: a log drum that plays a tenth of the time is there."""
_OPENS_AT = -1.0
_STEEPNESS = 2.0
"""The gate is half open where the log odds are -1 (27 %), at -60 dB below -4.4 (1.2 %); even odds cost 1 dB."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log odds that the log drum is there: ``slope * answer + offset``."""

    slope: float = 1.0
    offset: float = 0.0


def smoothed(activity: Tensor) -> Tensor:
    """The log drum's logits of ``[batch, frames, 5]``, averaged over two seconds: ``[batch, frames]``."""
    from torch.nn import functional

    own = activity[:, None, :, LOG_DRUM].float()
    reach = SMOOTHED_FRAMES // 2
    # at the edges fewer frames are averaged, none are invented
    return functional.avg_pool1d(own, SMOOTHED_FRAMES, stride=1, padding=reach, count_include_pad=False)[:, 0]


def passage(answers: NDArray[np.float32]) -> float:
    """One number for a passage of smoothed answers ``[frames]``."""
    import numpy as np

    return float(np.quantile(answers, QUANTILE))


def gate(answers: Tensor, calibration: Calibration) -> Tensor:
    """How much of the log drum passes, 0-1, for each item of smoothed answers ``[batch, frames]``."""
    import torch

    odds = calibration.slope * torch.quantile(answers, QUANTILE, dim=1) + calibration.offset
    return torch.sigmoid(_STEEPNESS * (odds - _OPENS_AT))


def probability(answers: NDArray[np.float32], calibration: Calibration) -> float:
    """Probability 0-1 that there is a log drum in a song of these smoothed answers."""
    import math

    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, calibration.slope * passage(answers) + calibration.offset))))
