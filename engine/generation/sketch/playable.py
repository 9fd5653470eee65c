"""Whether a blueprint that was read from a file can be played: what the blueprint itself cannot know.

Our own plans need no such check. A recipe may have been changed by hand, damaged, or made to do harm: a decay of a
billion milliseconds is a valid number and would fill the memory.
"""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np

from engine.core.blueprint import Blueprint, Voice
from engine.core.errors import UserError
from engine.generation.profiles import load_profiles
from engine.generation.sketch import seeds
from engine.generation.sketch.compose import compose
from engine.generation.sketch.instruments.families import InstrumentKind
from engine.generation.sketch.instruments.table import INSTRUMENTS

_HINT = "The recipe was changed or damaged, or it comes from another version."
_DRAWS = 24
_BEYOND = 3.0
"""How many widths of its whole range a parameter may lie outside of it: far beyond any use, and still harmless."""
_SOURCES = ("synth", "soundfont", "vst3")


def require_playable(blueprint: Blueprint) -> None:
    """Refuse what could not be played, or only with absurd effort.

    Raises:
        UserError: If a style, pattern, role's voice, instrument or parameter is unknown, or a parameter is far out of
            its range.
    """
    if blueprint.style not in load_profiles():
        raise UserError(f"The recipe's style {blueprint.style[:40]!r} is not known", _HINT)
    _require_grids(blueprint)
    for role in blueprint.roles:
        voice = blueprint.voices.get(role)
        if voice is None:
            raise UserError(f"The recipe names no sound for '{role}'", _HINT)
        _require_voice(role, voice)
    try:
        compose(blueprint)  # only the writers know which manners of playing there are
    except ValueError as error:
        raise UserError(f"The recipe cannot be played: {error}", _HINT) from error


def _require_grids(blueprint: Blueprint) -> None:
    """Every capital followed by digits is the name of a grid, which must be one of ours."""
    known = set(seeds.names())
    named = {blueprint.kick, *(blueprint.log_drum.cells if blueprint.log_drum else ())}
    for section in blueprint.sections:
        for plan in section.roles:
            grids = plan.pattern.split("+")
            if len(grids) > 1 and not all(grids):
                raise UserError(f"The recipe's pattern {plan.pattern[:40]!r} is not known", _HINT)
            named.update(grids)
    for name in sorted(named):
        if name[:1].isupper() and name not in known:
            raise UserError(f"The recipe's pattern {name[:40]!r} is not known", _HINT)


def _require_voice(role: str, voice: Voice) -> None:
    if voice.source not in _SOURCES:
        raise UserError(f"The recipe's sound source {voice.source[:40]!r} is not known", _HINT)
    if voice.source != "synth":
        return
    kind = INSTRUMENTS.get(voice.instrument)
    if kind is None or role not in kind.roles:
        raise UserError(f"The recipe's instrument {voice.instrument[:40]!r} cannot play '{role}'", _HINT)
    ranges = _ranges(voice.instrument)
    for name, value in voice.parameters.items():
        if name not in ranges:
            raise UserError(f"{kind.title} has no parameter {name[:40]!r}", _HINT)
        low, high = ranges[name]
        if not low <= value <= high:
            raise UserError(f"{kind.title}: {name} is {value:g} in the recipe, beyond {low:.3g} to {high:.3g}", _HINT)


@cache
def _ranges(instrument: str) -> dict[str, tuple[float, float]]:
    """Sane values of each parameter: what is drawn for training data, widened; what must be positive stays so."""
    kind: InstrumentKind = INSTRUMENTS[instrument]
    rng = np.random.Generator(np.random.PCG64(0))
    drawn = [draw(rng) for draw in (kind.draw, kind.draw_wide) for _ in range(_DRAWS)]
    ranges = {}
    for field in dataclasses.fields(kind.build):
        if field.name == "seed":
            ranges[field.name] = (0.0, 2.0**63)
            continue
        values = [float(parameters[field.name]) for parameters in drawn if field.name in parameters]
        default = field.default
        assert isinstance(default, int | float)
        values.append(float(default))
        ranges[field.name] = _widened(field.name, min(values), max(values), is_whole=field.type == "int")
    return ranges


def _widened(name: str, low: float, high: float, *, is_whole: bool) -> tuple[float, float]:
    """A range around what was drawn; times, frequencies and ratios stay positive, because they divide."""
    if is_whole:  # numbers of voices and hands, choices of a shape
        return low, 2.0 * high
    beyond = _BEYOND * max(high - low, abs(high))
    if low < 0.0 or name.endswith("_db"):
        return low - beyond, high + beyond
    divides = name.endswith(("_ms", "_s", "_hz")) or low > high / 10.0
    return (low / 8.0 if divides else 0.0), high + beyond
