"""What sounds for each role."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.core.blueprint import Voice
from engine.core.roles import ROLES
from engine.generation.profiles import StyleProfile, draw_weighted
from engine.generation.sketch.instruments.log_drum_draws import draw_driven
from engine.generation.sketch.instruments.table import INSTRUMENTS
from engine.generation.sketch.planning.decisions import Decisions
from engine.generation.wishes import Wishes

_DRIVE_STEP_DB = 14.0
_DRIVES_DB = ((0.0, 1.5), (0.5, 5.5), (1.0, 16.5))
"""Middle of what ``log_drum_draws`` draws for a drive of 0, 0.5 and 1."""


def plan_voices(
    profile: StyleProfile, wishes: Wishes, roles: Sequence[str], drive: float, decisions: Decisions
) -> dict[str, Voice]:
    """An instrument with drawn parameters for every role that plays."""
    voices = {role: draw_voice(profile, role, wishes.roles.get(role, ""), drive, decisions) for role in roles}
    named = [
        f"{ROLES[role].title.lower()} {voice.instrument}" for role, voice in voices.items() if _is_choice(profile, role)
    ]
    if named:
        decisions.say(f"sounds: {', '.join(named)}")
    return voices


def draw_voice(profile: StyleProfile, role: str, asked: str, drive: float, decisions: Decisions) -> Voice:
    """The instrument asked for, else one of the style's; its parameters from its own tasteful range."""
    instrument = draw_weighted(profile.band[role].instruments, decisions.rng("sounds", "instrument", role))
    if asked and asked != instrument:
        if asked in INSTRUMENTS:
            instrument = asked
            if role not in INSTRUMENTS[asked].roles:
                decisions.say(f"{ROLES[role].title.lower()} on {asked}: as asked, though it is not made for it")
        else:
            decisions.say(
                f"there is no instrument '{asked}': the {ROLES[role].title.lower()} is played on {instrument}"
            )
    if instrument == "fm_log_drum":
        # one number moves the whole patch, as it does in a producer's hands
        drawn = draw_driven(decisions.rng("sounds", "parameters", role, instrument), drive)
        parameters = {name: float(value) for name, value in drawn.items()}
    else:
        parameters = draw_parameters(instrument, role, decisions)
    return Voice(instrument=instrument, parameters=parameters)


def log_drum_drive_db(drive: float) -> float:
    """Gain into its waveshaper for 0 clean – 1 very driven, within the 0–24 dB of domain reference 1.6.3."""
    drives, gains = zip(*_DRIVES_DB, strict=True)
    return round(float(np.interp(drive, drives, gains)), 2)


def log_drum_drive_step_db(step: float) -> float:
    """How much more gain a step of ``drive`` is, negative for less."""
    return round(_DRIVE_STEP_DB * step, 2)


def draw_parameters(instrument: str, role: str, decisions: Decisions) -> dict[str, float]:
    kind = INSTRUMENTS.get(instrument)
    if kind is None:
        return {}
    drawn = kind.draw(decisions.rng("sounds", "parameters", role, instrument))
    return {name: float(value) for name, value in drawn.items()}


def _is_choice(profile: StyleProfile, role: str) -> bool:
    return len(profile.band[role].instruments) > 1
