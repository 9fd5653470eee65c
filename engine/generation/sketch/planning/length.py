"""How many bars, and how many samples."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.generation.sketch.planning.decisions import Decisions
from engine.generation.wishes import Wishes

SAMPLE_RATE = 44_100
SHORTEST_TAIL_S = 0.12
"""Room for the last stroke to ring: one sixteenth."""

_RADIO_BARS = (72, 80, 88, 96)


@dataclass(frozen=True, slots=True)
class Length:
    """``num_samples`` is 0 where the bars and their natural tail decide."""

    num_bars: int
    num_samples: int


def bars_within(seconds: float, tempo_bpm: float) -> int:
    """The most whole bars that leave room for a tail in so many seconds, at least one.

    What is left after them, from ``SHORTEST_TAIL_S`` to a little over a bar, is the tail: 2.2 s at 113 BPM at most.
    """
    bar = 240.0 / tempo_bpm
    return max(1, math.floor((seconds - SHORTEST_TAIL_S) / bar))


def plan_length(wishes: Wishes, tempo_bpm: float, decisions: Decisions) -> Length:
    """As wished; else that of a radio version, 2.5 to 3.5 minutes (domain reference 1.9 gives 4:00, shortened here)."""
    bar = 240.0 / tempo_bpm
    if wishes.seconds is not None:
        bars = bars_within(wishes.seconds, tempo_bpm)
        samples = max(1, round(wishes.seconds * SAMPLE_RATE))
        tail = wishes.seconds - bars * bar
        if tail < 0.0:
            decisions.say(f"length {wishes.seconds:g} s: shorter than a bar, so the only bar is cut")
        else:
            decisions.say(f"length {wishes.seconds:g} s: {bars} bars and {tail:.1f} s of tail")
        return Length(bars, samples)
    if wishes.bars is not None:
        decisions.say(f"length {wishes.bars} bars: as asked")
        return Length(max(1, wishes.bars), 0)
    if wishes.form and all(_stated(wishes)):
        bars = sum(_stated(wishes))
        decisions.say(f"length {bars} bars: the sum of the form that was spelt out")
        return Length(bars, 0)
    bars = int(decisions.rng("form", "bars").choice(_RADIO_BARS))
    minutes, seconds = divmod(round(bars * bar), 60)
    decisions.say(f"length {bars} bars ({minutes}:{seconds:02d}): none was asked for, so that of a radio version")
    return Length(bars, 0)


def _stated(wishes: Wishes) -> tuple[int, ...]:
    lengths = wishes.form_bars[: len(wishes.form)]
    return (*lengths, *[0] * (len(wishes.form) - len(lengths)))
