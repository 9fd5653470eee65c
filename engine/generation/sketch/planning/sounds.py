"""What sounds for each role."""

from __future__ import annotations

from collections.abc import Sequence

from engine.core.blueprint import Voice
from engine.core.roles import ROLES
from engine.generation.profiles import StyleProfile, draw_weighted
from engine.generation.sketch.instruments.table import INSTRUMENTS
from engine.generation.sketch.planning.decisions import Decisions
from engine.generation.wishes import Wishes

_MOST_DRIVE_DB = 14.0


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
    parameters = draw_parameters(instrument, role, decisions)
    if role == "log_drum" and "drive_db" in parameters:
        parameters["drive_db"] = log_drum_drive_db(drive)
    return Voice(instrument=instrument, parameters=parameters)


def log_drum_drive_db(drive: float) -> float:
    """Gain into its waveshaper for 0 clean – 1 very driven, within the 0–24 dB of domain reference 1.6.3."""
    return round(_MOST_DRIVE_DB * drive, 2)


def draw_parameters(instrument: str, role: str, decisions: Decisions) -> dict[str, float]:
    kind = INSTRUMENTS.get(instrument)
    if kind is None:
        return {}
    drawn = kind.draw(decisions.rng("sounds", "parameters", role, instrument))
    return {name: float(value) for name, value in drawn.items()}


def _is_choice(profile: StyleProfile, role: str) -> bool:
    return len(profile.band[role].instruments) > 1
