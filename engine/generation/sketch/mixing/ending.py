"""How a piece ends: at the sample the blueprint asks for, or when its tail has died away."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.core.composition import Composition
from engine.generation.sketch.instruments.base import RATE, Wave

LONGEST_TAIL_S = 4.0
_SHORTEST_FADE_S = 0.25
_SILENT = 1e-4
"""-80 dBFS: where a natural tail is over."""


@dataclass(frozen=True, slots=True)
class Ending:
    """``num_samples`` are played, fading from ``fade_from`` on; a natural ending stops sooner if the tail has died.

    Args:
        num_samples: At most.
        last_bar: Where the bars end.
        fade_from: Where the fade begins.
        is_exact: The length is asked for and not to be shortened.
    """

    num_samples: int
    last_bar: int
    fade_from: int
    is_exact: bool


def ending(composition: Composition) -> Ending:
    """The end of a piece. The fade covers the tail, and at least a quarter of a second."""
    bars = round(composition.duration * RATE)
    asked = composition.blueprint.num_samples
    total = asked if asked > 0 else bars + round(LONGEST_TAIL_S * RATE)
    fade = min(max(total - bars, round(_SHORTEST_FADE_S * RATE)), round(LONGEST_TAIL_S * RATE), total)
    return Ending(total, min(bars, total), total - fade, asked > 0)


def faded(block: Wave, start: int, end: Ending) -> Wave:
    """A block ``[..., n]`` that begins at sample ``start``, with its share of the fade; silent after the end."""
    if start + block.shape[-1] <= end.fade_from:
        return block
    share = (np.arange(start, start + block.shape[-1]) - end.fade_from) / (end.num_samples - end.fade_from)
    gain = np.square(np.cos(0.5 * math.pi * np.clip(share, 0.0, 1.0)))
    made: Wave = block * gain.astype(np.float32)
    return made


def ends_at(mix: Wave, end: Ending, start: int = 0) -> int:
    """The piece's length in samples, told from its mix from sample ``start`` on."""
    if end.is_exact:
        return end.num_samples
    tail = mix[:, max(0, end.last_bar - start) : end.num_samples - start]
    loud = np.flatnonzero(np.abs(tail).max(axis=0) > _SILENT)
    return end.last_bar + (int(loud[-1]) + 1 if len(loud) else 0)
