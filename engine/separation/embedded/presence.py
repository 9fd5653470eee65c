"""Whether there is a log drum at all: what the network says and what it finds, calibrated, and used as a gate.

Masks alone cannot be quite silent: a stem that is absent keeps what looks a little like it. The network also says,
frame by frame, which sources play within 0.2 s, and a listener hears what the masks took apart (``listener``); their
answer, smoothed over a bar, is an opinion about the passage. The other witness is how much of the passage its masks
give to the log drum. A logistic of the two, fitted on held-out multitracks, is the probability (Platt 1999). Where it
is low, the log drum's part goes back to the other sources, so that a song without one gets a silent stem and the stems
still sum to the mixture.
"""

from __future__ import annotations

from collections.abc import Sequence
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
LEAST_SHARE_DB = -50.0
"""Shares below it are all the same: nothing."""
_OPENS_AT = -1.0
_STEEPNESS = 2.0
"""The gate is half open where the log odds are -1 (27 %), at -60 dB below -4.4 (1.2 %); even odds cost 1 dB."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log odds that there is a log drum: ``slope * answer + level_slope * share_db + offset``."""

    slope: float = 1.0
    level_slope: float = 0.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Of one segment: smoothed answers by frame, energy of the log drum before the gate, energy of the mixture."""

    answers: NDArray[np.float32]
    energy: float
    whole: float


def smoothed(answers: Tensor) -> Tensor:
    """Logits ``[batch, frames]``, averaged over two seconds."""
    from torch.nn import functional

    own = answers[:, None].float()
    reach = SMOOTHED_FRAMES // 2
    # at the edges fewer frames are averaged, none are invented
    return functional.avg_pool1d(own, SMOOTHED_FRAMES, stride=1, padding=reach, count_include_pad=False)[:, 0]


def evidence(heard: Sequence[Heard]) -> tuple[float, float]:
    """Answer and share in dB of a passage of one or more segments."""
    import math

    import numpy as np

    answer = float(np.quantile(np.concatenate([own.answers for own in heard]), QUANTILE))
    share = sum(own.energy for own in heard) / (sum(own.whole for own in heard) + 1e-20)
    return answer, max(LEAST_SHARE_DB, 10.0 * math.log10(share + 1e-20))


def probability(heard: Sequence[Heard], calibration: Calibration) -> float:
    """Probability 0-1 that there is a log drum in a passage."""
    import math

    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, _odds(heard, calibration)))))


def gate(heard: Heard, calibration: Calibration) -> float:
    """How much of a segment's log drum passes, 0-1."""
    import math

    opened = _STEEPNESS * (_odds([heard], calibration) - _OPENS_AT)
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, opened))))


def _odds(heard: Sequence[Heard], calibration: Calibration) -> float:
    answer, share_db = evidence(heard)
    return calibration.slope * answer + calibration.level_slope * share_db + calibration.offset
