"""Which log drum a piece has: from soft and round to hard and broken, and everything there is for training data.

How driven a style's log drum is stands in its profile, 0 clean to 1 very driven. That one number moves the whole
patch, as it does in a producer's hands: soft drums are long, dark and full below, hard ones have more knock, less sub
and a brighter top. The spans are design priors around the domain reference 1.6.3 and 2.1.
"""

from __future__ import annotations

import numpy as np

from engine.generation.sketch.instruments.overdrive import ASYMMETRIC, HARD, TANH
from engine.generation.sketch.instruments.spans import Span, between

SOFT: dict[str, Span] = {
    "index": (0.75, 1.0),
    "burst_ms": (3.2, 5.0),
    "decay_ms": (95.0, 170.0),
    "sub_db": (-9.0, -4.0),
    "click_db": (-22.0, -13.0),
    "click_hz": (1500.0, 2600.0),
    "click_ms": (2.5, 5.0),
    "drive_db": (0.5, 2.5),
    "highpass_hz": (24.0, 30.0),
    "dip_db": (0.0, 2.0),
    "presence_db": (0.0, 2.0),
    "presence_hz": (700.0, 1100.0),
    "lowpass_hz": (3200.0, 5200.0),
}
MIDDLE: dict[str, Span] = {
    "index": (0.9, 1.12),
    "burst_ms": (3.8, 6.0),
    "decay_ms": (80.0, 130.0),
    "sub_db": (-12.0, -7.0),
    "click_db": (-14.0, -6.0),
    "click_hz": (2300.0, 3700.0),
    "click_ms": (2.2, 4.5),
    "drive_db": (3.5, 7.5),
    "highpass_hz": (26.0, 32.0),
    "dip_db": (1.0, 3.5),
    "presence_db": (1.5, 4.5),
    "presence_hz": (850.0, 1400.0),
    "lowpass_hz": (5800.0, 8800.0),
}
HARDEST: dict[str, Span] = {
    "index": (1.0, 1.3),
    "burst_ms": (4.3, 8.0),
    "decay_ms": (70.0, 140.0),
    "sub_db": (-18.0, -9.0),
    "click_db": (-10.0, -3.0),
    "click_hz": (2400.0, 4300.0),
    "click_ms": (2.5, 6.0),
    "drive_db": (13.0, 20.0),
    "highpass_hz": (28.0, 38.0),
    "dip_db": (1.5, 4.0),
    "presence_db": (3.0, 6.0),
    "presence_hz": (900.0, 1500.0),
    "lowpass_hz": (7500.0, 11_500.0),
}
"""Spans at drive 0, 0.5 and 1; between them their ends move in lines."""

_USUAL_DRIVE = (0.25, 0.6)
_SHARES = {"drop": 0.25, "octave": 0.12, "sampled": 0.3, "clipped": 0.35}
"""How many patches begin above their pitch, have a second drum an octave up, are a one-shot; and of those driven beyond
0.6, how many are clipped rather than saturated. Design priors below the shares of 5.3, which cover odd sounds too."""

WIDE: dict[str, Span] = {
    "index": (0.42, 1.45),
    "index_sustain": (0.0, 1.8),
    "burst_ms": (2.0, 12.0),
    "decay_ms": (50.0, 400.0),
    "release_ms": (40.0, 160.0),
    "waveform": (0.0, 0.5),
    "sub_octave": (0, 1),
    "click_hz": (500.0, 4500.0),
    "click_ms": (1.5, 8.0),
    "drive_shape": (0, 3),
    "highpass_hz": (20.0, 40.0),
    "dip_db": (0.0, 4.0),
    "presence_db": (0.0, 6.0),
    "presence_hz": (700.0, 1500.0),
    "lowpass_hz": (400.0, 12_000.0),
    "dynamics": (0.8, 1.6),
}
"""What every patch for training data has, over the ranges of 5.3 (index 4-14 at velocity 100 is 0.42-1.45 of 9.65)."""


def draw(rng: np.random.Generator) -> dict[str, float]:
    """A log drum for a piece whose style says nothing about it."""
    return draw_driven(rng, float(rng.uniform(*_USUAL_DRIVE)))


def draw_driven(rng: np.random.Generator, drive: float) -> dict[str, float]:
    """A log drum for a piece.

    Args:
        rng: Chance.
        drive: 0 clean and round, 0.45 classic, 1 very driven; what is beyond counts as the end.
    """
    values = between(_spans(min(1.0, max(0.0, drive))))(rng)
    # every number is drawn whatever becomes of it, so that one patch's chance does not move another parameter
    dropped, doubled, sampled, clipped = rng.random(4)
    semitones, drop_ms = float(rng.uniform(2.0, 5.0)), float(rng.uniform(7.0, 18.0))
    octave_db, key, shape = float(rng.uniform(-15.0, -9.0)), int(rng.integers(33, 42)), int(rng.integers(2))
    if dropped < _SHARES["drop"]:
        values |= {"drop_semitones": semitones, "drop_ms": drop_ms}
    if doubled < _SHARES["octave"]:
        values["octave_db"] = octave_db
    if sampled < _SHARES["sampled"]:
        values["sampled_key"] = float(key)
    if drive > 0.6 and clipped < _SHARES["clipped"]:
        values["drive_shape"] = (HARD, ASYMMETRIC)[shape]
    return values


def _spans(drive: float) -> dict[str, Span]:
    return {
        name: (
            float(np.interp(drive, (0.0, 0.5, 1.0), (SOFT[name][0], MIDDLE[name][0], HARDEST[name][0]))),
            float(np.interp(drive, (0.0, 0.5, 1.0), (SOFT[name][1], MIDDLE[name][1], HARDEST[name][1]))),
        )
        for name in MIDDLE
    }


def draw_wide(rng: np.random.Generator) -> dict[str, float]:
    """A log drum for training data: the ranges and shares of the domain reference 1.6.3 and 5.3."""
    values = between(WIDE)(rng)
    kind = rng.random()
    if kind < 0.65:
        values["ratio"] = 2.0
    elif kind < 0.8:
        values["ratio_detune"] = float(rng.uniform(-0.01, 0.01))
    else:
        values["ratio"] = float(rng.choice([1.0, 1.5, 3.0, 4.0]))
    if rng.random() >= 0.6:
        values["drop_semitones"] = float(rng.uniform(2.0, 12.0))
        values["drop_ms"] = float(5.0 * 8.0 ** rng.random())
    values["sub_db"] = float(rng.uniform(-12.0, 0.0)) if rng.random() < 0.5 else -60.0
    values["octave_db"] = float(rng.uniform(-12.0, -6.0)) if rng.random() < 0.2 else -60.0
    values["click_db"] = float(rng.uniform(-30.0, -6.0)) if rng.random() < 0.6 else -60.0
    values["drive_db"] = float(rng.uniform(0.0, 24.0)) if rng.random() < 0.75 else 0.0
    if values["drive_db"] == 0.0:
        values["drive_shape"] = TANH
    if rng.random() < 0.03:
        values["crush_bits"] = int(rng.integers(5, 11))
    if rng.random() < 0.5:
        values["sampled_key"] = float(rng.integers(28, 51))
    return values
