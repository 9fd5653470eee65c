"""What happens to a stroke before it is placed (equaliser, mono lows), and to a role before it joins its stem (pan)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.core.blueprint import MixPlan
from engine.generation.sketch.instruments.base import Wave
from engine.generation.sketch.mixing.filters import SHORT_TAPS, TAPS, filtered, high_pass
from engine.generation.sketch.mixing.strips import LOW_ROLES, STRIPS, Strip

MONO_BELOW_HZ = 120.0
"""Domain reference 1.10: correlation below 120 Hz above 0.8."""
_SIDE = (high_pass(MONO_BELOW_HZ * 1.5), high_pass(MONO_BELOW_HZ * 1.5))
"""24 dB per octave from 180 Hz: the sides are 14 dB down at 120 Hz."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Amplitudes of the left and the right channel."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Channel:
    """A role in this piece's mix: its strip, with what the blueprint says in place of the strip's own."""

    role: str
    strip: Strip
    level_lu: float
    pan: float
    sends: dict[str, float]

    @property
    def is_low(self) -> bool:
        return self.role in LOW_ROLES

    @property
    def taps(self) -> int:
        """Samples that ``treated`` rings on."""
        return TAPS if self.is_low else SHORT_TAPS

    def treated(self, wave: Wave) -> Wave:
        """A sound ``[samples]`` or ``[2, samples]``, equalised.

        With mono lows where it has two channels, which it also gets where a low role is panned.
        """
        sections, taps = self.strip.sections, self.taps
        if wave.ndim == 1 and not (self.is_low and self.pan != 0.0):
            return filtered(wave, sections, taps)
        if wave.ndim == 1:
            sides = pan_mono(self.pan)
            wave = np.stack([wave * np.float32(sides.left), wave * np.float32(sides.right)])
        middle = filtered(0.5 * (wave[0] + wave[1]), sections, taps)
        side = 0.5 * (wave[0] - wave[1])
        if not side.any():
            return np.stack([middle, middle])
        side = filtered(side, (*sections, *_SIDE), taps)
        return np.stack([middle + side, middle - side])

    def sides(self, num_channels: int) -> Sides:
        """What a treated wave of so many channels is multiplied by."""
        if num_channels == 1:
            return pan_mono(self.pan)
        if self.is_low:
            return Sides(1.0, 1.0)
        return balance(self.pan)


def channel(role: str, plan: MixPlan) -> Channel:
    """The channel of a role."""
    strip = STRIPS[role]
    return Channel(
        role=role,
        strip=strip,
        level_lu=plan.levels_lu.get(role, strip.level_lu),
        pan=min(1.0, max(-1.0, plan.pans.get(role, strip.pan))),
        sends={name: share for name, share in plan.sends.get(role, strip.sends).items() if share > 0.0},
    )


def pan_mono(pan: float) -> Sides:
    """Equal power: the sum of squares is 1, in the middle both sides are at -3 dB."""
    angle = (pan + 1.0) * math.pi / 4.0
    return Sides(math.cos(angle), math.sin(angle))


def balance(pan: float) -> Sides:
    """The same law for what has two channels already, with both at 0 dB in the middle."""
    sides = pan_mono(pan)
    return Sides(math.sqrt(2.0) * sides.left, math.sqrt(2.0) * sides.right)
