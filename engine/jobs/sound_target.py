"""How long a take of sound is to be, and how much has to be made for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.generation.shaping.grid_fit import LARGEST_CHANGE, MARGIN_BARS
from engine.generation.shaping.looping import FADE_BEATS

if TYPE_CHECKING:
    from engine.core.harmony import Key
    from engine.generation.wishes import Wishes
    from engine.jobs.generate_sound import GenerateSound
    from engine.jobs.sound_sources import Sources

DEFAULT_SECONDS = 20.0
_USUAL_BPM = 112.0
_STEP_RATE = 50.0
_LEAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of a take.

    Args:
        tempo_bpm: By option, else by the prompt's words; None where neither says.
        key: Likewise.
        seconds: Length of the result, with what is continued.
        bars: Whole bars it is to have, where a grid was asked for or bars were.
        made_seconds: What the model makes, its beginning included: whole steps, with what the grid and a loop need.
    """

    tempo_bpm: float | None
    key: Key | None
    seconds: float
    bars: int | None
    made_seconds: float


def target_of(spec: GenerateSound, sources: Sources) -> Target:
    """The target of a spec.

    Raises:
        UserError: If a grid is asked for and no tempo, or what is continued leaves no room.
    """
    from engine.generation.prompting import read_prompt

    asked, said = spec.options, read_prompt(spec.prompt).wishes
    tempo, key = asked.tempo_bpm or said.tempo_bpm, asked.key or said.key
    if (spec.fit_grid or spec.loop) and tempo is None:
        option = "fit-grid" if spec.fit_grid else "loop"
        raise UserError(f"--{option} needs a tempo", "Add --bpm, or say it in the prompt: 112 bpm.")
    bar = 4 * 60.0 / (tempo or _USUAL_BPM)
    seconds = _seconds(asked, bar, sources, only_new=spec.only_new)
    if sources.region is not None:
        new = sources.region.end - sources.region.start
        return Target(tempo, key, seconds, None, _steps(sources.context + new))
    bars = asked.bars
    new = seconds
    if sources.before is not None and not spec.only_new:
        new = seconds - sources.before.duration
        _require_new(new, sources.before.duration, seconds)
    if spec.fit_grid or spec.loop:
        bars = bars or max(1, int(seconds / bar + 1e-6))
        seconds, new = bars * bar, _with_margin(spec, bars, bar)
    return Target(tempo, key, seconds, bars, _steps(sources.context + new))


def _seconds(asked: Wishes, bar: float, sources: Sources, *, only_new: bool) -> float:
    if sources.region is not None:
        assert sources.before is not None
        return sources.before.duration
    if asked.seconds is not None:
        return asked.seconds
    if asked.bars is not None:
        return asked.bars * bar
    kept = 0.0 if sources.before is None or only_new else sources.before.duration
    return DEFAULT_SECONDS + kept


def _require_new(new: float, kept: float, seconds: float) -> None:
    if new < _LEAST_SECONDS:
        raise UserError(
            f"What is to be continued has {kept:.1f} s, which leaves no room in {seconds:.1f} s",
            "Ask for a longer piece (--seconds or --bars count what is continued), or add --only-new.",
        )


def _with_margin(spec: GenerateSound, bars: int, bar: float) -> float:
    """Seconds that hold so many bars from a first beat on, at any tempo that is fitted, with a loop's fade behind."""
    behind = FADE_BEATS / 4.0 if spec.loop else 0.0
    if spec.fit_grid and spec.loop:
        behind = 1.0  # the grid is cut in whole bars, and the fade lies in the one behind
    return (bars + MARGIN_BARS + behind) * bar * (1.0 + (LARGEST_CHANGE if spec.fit_grid else 0.0))


def _steps(seconds: float) -> float:
    """Up to a whole step: the last one would be left out. The pinch more survives a model's rounding down."""
    return math.ceil(seconds * _STEP_RATE - 1e-6) / _STEP_RATE + 1e-6
